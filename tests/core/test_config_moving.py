"""Moving feeds and folders in feeds.toml, editing many at once, and taking all of it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.config import load_config
from index.config_edit import (
    adding,
    apply_edits,
    changing,
    moving,
    moving_folder,
    removing,
    renaming_folder,
    setting,
)
from index.config_undo import revert_edit
from index.errors import ConfigError, NotFoundError
from index.types import FeedConfig

if TYPE_CHECKING:
    from pathlib import Path

    from index.config_edit import FeedEdit

FILE = """# My feeds: read every morning

# World

[[feed]]
url = "https://a.example/"
folder = "World"   # the first

# slow, but good
[[feed]]
url = "https://b.example/"
folder = "World"

[settings]
measure = 80

# no folder for this one
[[feed]]
url = "https://c.example/"

# Technology
# and science

[[feed]]
url = "https://d.example/"
folder = "Tech"
[feed.headers]
X-Key = "env:KEY"
# every = "1h"

[[feed]]
url = "https://e.example/"
folder = "Tech"

# the end
"""


def write(folder: Path, text: str = FILE) -> Path:
    path = folder / "feeds.toml"
    path.write_bytes(text.encode())
    return path


def order(path: Path) -> str:
    """The feeds by their letters."""
    return "".join(feed.url.removeprefix("https://")[0] for feed in load_config(path).feeds)


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (moving("https://b.example/", -1), "bacde"),
        (moving("https://a.example/", 1), "bacde"),
        (moving("https://a.example/", -1), "abcde"),
        (moving("https://b.example/", 1), "abcde"),
        (moving("https://c.example/", -1), "cabde"),
        (moving("https://c.example/", 1), "abdec"),
        (moving("https://e.example/", -1), "abced"),
        (moving_folder("Tech", -1), "abdec"),
        (moving_folder("World", 1), "cabde"),
        (moving_folder("World", -1), "abcde"),
        (moving_folder("Tech", 1), "abcde"),
    ],
)
def test_who_changes_places_with_whom(tmp_path: Path, edit: FeedEdit, wanted: str) -> None:
    path = write(tmp_path)
    edited = apply_edits(path, edit)
    assert order(path) == wanted
    assert sorted(path.read_text().splitlines()) == sorted(FILE.splitlines()), "no line came or went"
    assert edited.changed == (wanted != "abcde")
    revert_edit(path, edited)
    assert path.read_text() == FILE


def test_comments_go_with_what_they_are_about(tmp_path: Path) -> None:
    path = write(tmp_path)
    apply_edits(path, moving("https://b.example/", -1))
    text = path.read_text()
    assert (
        text.index("# World") < text.index('# slow, but good\n[[feed]]\nurl = "https://b') < text.index("//a.example")
    )
    apply_edits(path, moving_folder("Tech", -1))
    text = path.read_text()
    assert text.index('# Technology\n# and science\n\n[[feed]]\nurl = "https://d') < text.index("# no folder for this")
    assert 'X-Key = "env:KEY"\n# every = "1h"\n' in text
    apply_edits(path, moving_folder("Tech", -1))
    text = path.read_text()
    assert text.startswith("# My feeds: read every morning\n\n# Technology\n# and science\n")
    assert text.index("//e.example") < text.index("# World\n\n# slow") < text.index("# no folder")


def test_a_folder_in_pieces_is_moved_whole(tmp_path: Path) -> None:
    text = "".join(f'[[feed]]\nurl = "https://{name}.example"\nfolder = "{name in "bd"}"\n' for name in "abcd")
    path = write(tmp_path, text.removesuffix("\n"))
    apply_edits(path, moving_folder("True", -1))
    assert order(path) == "bdac"
    apply_edits(path, moving("https://c.example", -1))
    assert order(path) == "bdca"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_folder_is_renamed_in_every_feed(tmp_path: Path, newline: str) -> None:
    path = write(tmp_path, FILE.replace("\n", newline))
    edited = apply_edits(path, renaming_folder("World", "Welt"))
    assert path.read_bytes().decode() == FILE.replace('"World"', '"Welt"').replace("\n", newline)
    revert_edit(path, edited)
    apply_edits(path, renaming_folder("Tech", "World"))
    assert [feed.folder for feed in load_config(path).feeds] == ["World", "World", "", "World", "World"]
    apply_edits(path, renaming_folder("World", ""))
    assert {feed.folder for feed in load_config(path).feeds} == {""}
    with pytest.raises(NotFoundError, match="no folder 'World'"):
        apply_edits(path, renaming_folder("World", "x"))


def test_many_feeds_go_each_to_its_folder(tmp_path: Path) -> None:
    path = write(tmp_path)
    new = [
        FeedConfig(f"https://{name}.example/", "", folder)
        for name, folder in zip("vwxyz", ["New", "World", "Tech", "New", ""], strict=True)
    ]
    edited = apply_edits(path, adding(*new))
    assert order(path) == "abwczdexvy"
    assert path.read_text().endswith('url = "https://y.example/"\nfolder = "New"\n\n# the end\n')
    revert_edit(path, edited)
    assert path.read_text() == FILE
    with pytest.raises(ConfigError, match="cannot be added twice"):
        apply_edits(path, adding(new[0], replace(new[0], url="https://V.example")))
    assert path.read_text() == FILE


def test_edits_are_made_all_or_none(tmp_path: Path) -> None:
    path = write(tmp_path)
    with pytest.raises(NotFoundError):
        apply_edits(path, removing("https://a.example/"), removing("https://x.example/"))
    assert path.read_text() == FILE


def test_every_changes_alone(tmp_path: Path) -> None:
    text = '[[feed]]\nurl = "https://a.example"\nheaders = { "X-Key" = "env:K" } # mine\nusername = "me" # too\n'
    path = write(tmp_path, text)
    feed = load_config(path).feeds[0]
    edited = apply_edits(path, setting(feed.url, replace(feed, every=7200)))
    assert path.read_text() == f'{text}every = "2h"\n'
    apply_edits(path, setting(feed.url, replace(feed, every=600)))
    assert path.read_text() == f'{text}every = "10m"\n'
    revert_edit(path, edited)
    assert load_config(path).feeds[0].every == 600, "it was changed by hand since"


def test_a_feed_goes_with_its_tables(tmp_path: Path) -> None:
    path = write(tmp_path)
    apply_edits(path, removing("https://d.example/"))
    assert "X-Key" not in path.read_text()
    assert order(path) == "abce"


def test_what_was_done_by_hand_since_stays(tmp_path: Path) -> None:
    path = write(tmp_path)
    a = load_config(path).feeds[0]
    edits = [
        removing("https://b.example/"),
        setting(a.url, replace(a, title="A", tags=("x",))),
        adding(FeedConfig("https://new.example/", "New", "Tech")),
        moving_folder("Tech", -1),
    ]
    edited = apply_edits(path, *edits)
    by_hand = (
        path.read_text().replace('title = "A"', 'title = "By hand"') + '\n[[feed]]\nurl = "https://hand.example"\n'
    )
    path.write_text(by_hand)
    revert_edit(path, edited)
    config = load_config(path)
    assert [feed.url for feed in config.feeds] == [
        "https://a.example/",
        "https://b.example/",
        "https://c.example/",
        "https://d.example/",
        "https://e.example/",
        "https://hand.example",
    ]
    assert (config.feeds[0].title, config.feeds[0].tags) == ("By hand", ())
    assert "https://new.example/" not in path.read_text()
    assert "# the end" in path.read_text()


def test_only_what_was_changed_in_a_form_is_written(tmp_path: Path) -> None:
    path = write(tmp_path)
    shown = load_config(path).feeds[0]
    path.write_text(FILE.replace('folder = "World"   # the first', 'folder = "Home"   # the first\ntags = ["mine"]'))
    config = apply_edits(path, changing(shown.url, shown, replace(shown, title="A"))).config
    assert config.feeds[0] == replace(shown, title="A", folder="Home", tags=("mine",))
    apply_edits(path, changing(shown.url, shown, replace(shown, title="B", folder="Work")))
    assert load_config(path).feeds[0] == replace(shown, title="B", folder="Work", tags=("mine",)), (
        "what was typed holds"
    )
    with pytest.raises(NotFoundError):
        apply_edits(path, changing("https://x.example/", shown, shown))
