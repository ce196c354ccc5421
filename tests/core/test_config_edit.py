"""Editing feeds.toml: one feed's lines change, and not a byte around them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from index.config import add_feed, ensure_config, load_config, remove_feed, set_feed, shipped_feeds
from index.errors import ConfigError, NotFoundError
from index.types import FeedConfig

if TYPE_CHECKING:
    from pathlib import Path

FIRST = """[[feed]]
url = "https://a.example/"
folder = 'World'
# title = "put out of use"
"""
NEW = FeedConfig("https://new.example/feed", 'The "New" \\ Times', "World", ("a", "b"))
NEW_LINES = """[[feed]]
url = "https://new.example/feed"
title = "The \\"New\\" \\\\ Times"
folder = "World"
tags = ["a", "b"]
"""

FILE = """# my feeds
[settings]
measure=  80   # wide

# World
[[feed]]
url = "https://a.example/"
folder = 'World'
# title = "put out of use"

[[feed]]   # the second
url = "https://b.example/"
folder = "World"

# Home
[[feed]]
url = "https://c.example/"
title = "C"  # short
folder = "Home"
tags = [
  "one",
  "two", # the other
]

# the end
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_bytes(text.encode())
    return path


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def test_a_new_feed_goes_after_the_last_of_its_folder(tmp_path: Path) -> None:
    path = write(tmp_path, FILE)
    config = add_feed(path, NEW)
    assert text_of(path) == FILE.replace("\n# Home", f"\n{NEW_LINES}\n# Home")
    assert config == load_config(path)
    assert [feed.url for feed in config.feeds].index(NEW.url) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "{new}"),
        ("\ufeff", "\ufeff{new}"),
        ("# nothing", "# nothing\n\n{new}"),
        ("# nothing\n", "# nothing\n\n{new}"),
        ("# nothing\n\n", "# nothing\n\n{new}"),
        ("[settings]\nmeasure = 70\n", "[settings]\nmeasure = 70\n\n{new}"),
        ('[[feed]]\nurl = "https://a.example"', '[[feed]]\nurl = "https://a.example"\n\n{new}'),
        ('[[feed]]\nurl = "https://a.example"\n# end', '[[feed]]\nurl = "https://a.example"\n# end\n\n{new}'),
        (
            '[[feed]]\nurl = "https://a.example"\n[settings]\nmeasure = 70\n',
            '[[feed]]\nurl = "https://a.example"\n\n{new}\n[settings]\nmeasure = 70\n',
        ),
        (
            '[[feed]]\nurl = "https://a.example"\n# next\n[[feed]]\nurl = "https://b.example"\nfolder = "B"\n',
            '[[feed]]\nurl = "https://a.example"\n# next\n[[feed]]\nurl = "https://b.example"\nfolder = "B"\n\n{new}',
        ),
        ('[[feed]]\r\nurl = "https://a.example"\r\n', '[[feed]]\r\nurl = "https://a.example"\r\n\r\n{new}'),
        ('[[feed]]\r\nurl = "https://a.example"', '[[feed]]\r\nurl = "https://a.example"\r\n\r\n{new}'),
    ],
)
def test_where_a_new_feed_goes(tmp_path: Path, before: str, after: str) -> None:
    path = write(tmp_path, before)
    add_feed(path, NEW)
    new = NEW_LINES.replace("\n", "\r\n") if "\r\n" in before else NEW_LINES
    assert text_of(path) == after.replace("{new}", new)
    assert NEW in load_config(path).feeds


@pytest.mark.parametrize(
    ("url", "gone"),
    [
        (
            "https://a.example/",
            FIRST,
        ),
        ("https://A.example", FIRST),
        ("https://b.example/", '\n[[feed]]   # the second\nurl = "https://b.example/"\nfolder = "World"\n'),
        ("https://c.example/", FILE[FILE.index('[[feed]]\nurl = "https://c') : FILE.index("\n# the end")]),
    ],
)
def test_a_removed_feed_takes_nothing_else_along(tmp_path: Path, url: str, gone: str) -> None:
    path = write(tmp_path, FILE)
    assert FILE.count(gone) == 1
    config = remove_feed(path, url)
    assert text_of(path) == FILE.replace(gone, "")
    assert len(config.feeds) == 2


def test_the_last_feed_can_go_as_well(tmp_path: Path) -> None:
    path = write(tmp_path, '[[feed]]\r\nurl = "https://a.example"')
    assert remove_feed(path, "https://a.example").feeds == ()
    assert text_of(path) == ""


@pytest.mark.parametrize(
    ("url", "feed", "change"),
    [
        ("https://a.example/", FeedConfig("https://a2.example/", "", "World"), ("//a.example/", "//a2.example/")),
        ("https://a.example/", FeedConfig("https://a.example/", "", "Home"), ("'World'\n# title", '"Home"\n# title')),
        (
            "https://b.example/",
            FeedConfig("https://b.example/", "B", "World"),
            ('folder = "World"\n', 'folder = "World"\ntitle = "B"\n'),
        ),
        (
            "https://c.example/",
            FeedConfig("https://c.example/", "Sea", "Home", ("one", "two")),
            ('"C"  # short', '"Sea"  # short'),
        ),
        (
            "https://c.example/",
            FeedConfig("https://c.example/", "", "Home", ("one", "two")),
            ('title = "C"  # short\n', ""),
        ),
        (
            "https://c.example/",
            FeedConfig("https://c.example/", "C", "Home"),
            ('tags = [\n  "one",\n  "two", # the other\n]\n', ""),
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_feed_changes_in_its_place(
    tmp_path: Path, url: str, feed: FeedConfig, change: tuple[str, str], newline: str
) -> None:
    old, new = change
    path = write(tmp_path, FILE.replace("\n", newline))
    config = set_feed(path, url, feed)
    assert feed in config.feeds
    assert FILE.count(old) == 1
    assert text_of(path) == FILE.replace(old, new).replace("\n", newline)


def test_adding_and_removing_again_leaves_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    ensure_config(path)
    for folder in {"", *(feed.folder for feed in load_config(path).feeds)}:
        add_feed(path, FeedConfig("https://new.example/", "New", folder))
        remove_feed(path, "https://new.example/")
        assert path.read_bytes() == shipped_feeds().read_bytes()


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (FeedConfig("https://B.example"), r":12: https://b\.example/ is already there"),
        (FeedConfig("gopher://b.example"), "must start with https://"),
        (FeedConfig("https://d.example", "a\x1b[2J"), "holds a control character"),
        (FeedConfig("https://d.example", "", "a\nb"), "holds a control character"),
        (FeedConfig("https://d.example", "\udcff"), "holds a control character"),
        (FeedConfig("https://[::"), "is not an address"),
        (FeedConfig("https://d.example\n"), "holds a space or a control character"),
    ],
)
def test_what_is_refused_changes_nothing(tmp_path: Path, feed: FeedConfig, said: str) -> None:
    path = write(tmp_path, FILE)
    with pytest.raises(ConfigError, match=said):
        add_feed(path, feed)
    with pytest.raises(ConfigError, match=said):
        set_feed(path, "https://c.example/", feed)
    assert text_of(path) == FILE


def test_feeds_that_are_not_there(tmp_path: Path) -> None:
    path = write(tmp_path, FILE)
    with pytest.raises(NotFoundError, match=r"has no feed https://d\.example"):
        remove_feed(path, "https://d.example")
    with pytest.raises(NotFoundError):
        remove_feed(path, "https://[::")
    with pytest.raises(NotFoundError):
        set_feed(path, "https://d.example", NEW)
    with pytest.raises(ConfigError, match="its folder cannot be opened"):
        add_feed(tmp_path / "none" / "feeds.toml", NEW)
    assert text_of(path) == FILE


def test_feeds_in_an_inline_list_are_left_to_their_author(tmp_path: Path) -> None:
    text = 'feed = [{url = "https://a.example"}]\n'
    path = write(tmp_path, text)
    with pytest.raises(ConfigError, match=r"Give each a \[\[feed\]\] table"):
        add_feed(path, NEW)
    with pytest.raises(ConfigError, match=r"Give each a \[\[feed\]\] table"):
        remove_feed(path, "https://a.example")
    assert text_of(path) == text


def test_a_broken_file_is_not_touched(tmp_path: Path) -> None:
    path = write(tmp_path, "[[feed]")
    with pytest.raises(ConfigError, match="not valid TOML"):
        add_feed(path, NEW)
    assert text_of(path) == "[[feed]"


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640])
def test_the_file_keeps_its_rights(tmp_path: Path, mode: int) -> None:
    path = write(tmp_path, FILE)
    path.chmod(mode)
    add_feed(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert os.listdir(tmp_path) == ["feeds.toml"]  # noqa: PTH208


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    target = write(tmp_path / "dotfiles", FILE)
    link = tmp_path / "feeds.toml"
    link.symlink_to("dotfiles/feeds.toml")
    add_feed(link, NEW)
    assert link.is_symlink()
    assert NEW in load_config(target).feeds


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    path = write(tmp_path, FILE)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ConfigError, match="cannot be written: Permission denied"):
            add_feed(path, NEW)
    finally:
        tmp_path.chmod(0o700)
    assert text_of(path) == FILE


def test_many_at_once_lose_nothing(tmp_path: Path, python: str) -> None:
    import subprocess

    path = write(tmp_path, FILE)
    code = (
        "import sys; from pathlib import Path; from index.config import add_feed; from index.types import FeedConfig\n"
        "for n in range(5): add_feed(Path(sys.argv[1]), FeedConfig(f'https://{sys.argv[2]}.example/{n}'))"
    )
    editors = [subprocess.Popen([python, "-c", code, str(path), f"n{number}"]) for number in range(4)]
    assert [editor.wait() for editor in editors] == [0] * 4
    assert len(load_config(path).feeds) == 3 + 20
