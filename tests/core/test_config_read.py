"""What feeds.toml may say, and what is said about it when it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.config import Config, Paths, Settings, ensure_config, load_config, resolve_paths, shipped_feeds
from index.config_read import parse_config
from index.errors import ConfigError
from index.types import FeedConfig

HERE = Path("feeds.toml")


def read(text: str) -> Config:
    return parse_config(HERE, text)


def test_a_feed_needs_only_its_address() -> None:
    config = read('[[feed]]\nurl = "https://example.org/feed"\n')
    assert config.feeds == (FeedConfig("https://example.org/feed"),)
    assert config.settings == Settings()


def test_feeds_keep_the_order_of_the_file() -> None:
    config = read(
        """
        [settings]
        theme = "wirecopy-light"
        keys = "newsboat"
        refresh_minutes = 0
        mark_read_on_open = false
        measure = 80
        timeout = 7.5
        concurrency = 4

        [[feed]]
        url = "https://b.example/"
        title = " B "
        folder = "World 👩\u200d🚀"
        tags = ["x", "y", "x"]
        [[feed]]
        url = "file:///var/feeds/a.xml"
        """
    )
    assert config.feeds == (
        FeedConfig("https://b.example/", "B", "World 👩\u200d🚀", ("x", "y")),
        FeedConfig("file:///var/feeds/a.xml"),
    )
    assert config.settings == Settings(
        theme="wirecopy-light",
        keys="newsboat",
        refresh_minutes=0,
        mark_read_on_open=False,
        measure=80,
        timeout=7.5,
        concurrency=4,
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[settings]\n", "feed = []"])
def test_a_file_may_name_no_feed_at_all(text: str) -> None:
    assert read(text).feeds == ()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[feed]\nurl = "https://a.example"', 1, "not valid TOML"),
        ('a = "1"\n\nb = \n', 3, "not valid TOML: invalid value (column 5)"),
        ('[[feed]]\nurl = "https://a.example', 2, "not valid TOML"),
        ("[[feed]]\nurl = [", 2, "not valid TOML"),
        ('[settings]\ntheme = "a"\ntheme = "b"', 3, "not valid TOML"),
        ('[[feeds]]\nurl = "https://a.example"', 1, "feeds.toml has no key 'feeds'. Did you mean feed?"),
        ("colour = 1", 1, "feeds.toml has no key 'colour'. Known are settings, keys, feed, search."),
        ('[settings]\n\nThem = "x"', 3, "[settings] has no key 'Them'. Did you mean theme?"),
        ("settings.mesure = 70", 1, "Did you mean measure?"),
        ("[settings]\nmark-read-on-open = true", 2, "Did you mean mark_read_on_open?"),
        (
            '[[feed]]\nurl = "https://a.example"\nfolders = "x"',
            3,
            "no key 'folders'. Did you mean folder?",
        ),
        ("[settings]\ntheme = 1", 2, 'theme must be text. Write it in quotes: theme = "...".'),
        ('[settings]\ntheme = "a\\u001b"', 2, "theme holds a control character."),
        ('[settings]\nkeys = "emacs"', 2, 'keys cannot be \'emacs\'. Write "vim" or "newsboat".'),
        ('[settings]\nmark_read_on_open = "no"', 2, "mark_read_on_open must be true or false."),
        (
            "[settings]\nmeasure = 72.5",
            2,
            "must be a whole number from 30 to 200. Write for example measure = 72.",
        ),
        ("[settings]\nmeasure = true", 2, "measure must be a whole number"),
        ("[settings]\nmeasure = 5", 2, "measure must be a whole number"),
        ("[settings]\ntimeout = 0", 2, "timeout must be a number from 1 to 600. Write for example timeout = 30."),
        ("[settings]\ntimeout = nan", 2, "timeout must be a number"),
        ("settings = 3", 1, "settings must be a table. Write [settings] on a line of its own."),
        (
            '[feed]\nurl = "https://a.example"',
            1,
            "is a table in double brackets. Write [[feed]] above its url.",
        ),
        ('feed = ["https://a.example"]', 1, "every feed is a table in double brackets."),
        ('[[feed]]\ntitle = "A"', 1, 'this [[feed]] has no url. Write url = "https://..." below it.'),
        ('[[feed]]\nurl = "https://a.example"\n[[feed]]\n', 3, "this [[feed]] has no url."),
        ("[[feed]]\nurl = 5", 2, "url must be text."),
        ('[[feed]]\nurl = ""', 2, "url '' must start with https://, http:// or file://."),
        ('[[feed]]\nurl = "example.org/feed"', 2, "must start with https://, http:// or file://."),
        ('[[feed]]\nurl = "ftp://example.org/feed"', 2, "must start with https://"),
        ('[[feed]]\nurl = "exec:rm -rf"', 2, "holds a space"),
        ('[[feed]]\nurl = "https:///feed"', 2, "names no host"),
        ('[[feed]]\nurl = "https://a.example:x/"', 2, "is not an address"),
        ('[[feed]]\nurl = "https://[::/"', 2, "is not an address"),
        ('[[feed]]\nurl = "file://host/a"', 2, "is not the address of a local file"),
        (
            '[[feed]]\nurl = "https://a.example"\ntags = "x"',
            3,
            'must be a list of texts. Write tags = ["one", "two"].',
        ),
        ('[[feed]]\nurl = "https://a.example"\ntags = ["x", ""]', 3, "tags holds an empty text"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_the_remedy(text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert str(caught.value).startswith(f"feeds.toml:{line}: ")
    assert said in str(caught.value)
    assert caught.value.line == line
    assert caught.value.path == HERE
    assert caught.value.remedy


@pytest.mark.parametrize(
    "twin",
    [
        "https://example.org/feed",
        "https://EXAMPLE.org/feed",
        "https://example.org:443/feed",
        "HTTPS://example.org/feed#top",
        " https://example.org/feed ",
    ],
)
def test_a_feed_named_twice_is_told_with_both_lines(twin: str) -> None:
    text = f'\n[[feed]]\nurl = "https://example.org/feed"\n\n[[feed]]\nfolder = "A"\nurl = "{twin}"\n'
    with pytest.raises(ConfigError, match="already on line 3") as caught:
        read(text)
    assert caught.value.line == 7


@pytest.mark.parametrize(
    "other",
    ["https://example.org/Feed", "http://example.org/feed", "https://example.org/feed?a", "https://u@example.org/feed"],
)
def test_addresses_that_only_look_alike_are_two_feeds(other: str) -> None:
    assert len(read(f'[[feed]]\nurl = "https://example.org/feed"\n[[feed]]\nurl = "{other}"').feeds) == 2


TRICKY = '''# [[feed]] in a comment
[settings]   # "
theme = """
[[feed]]
url = "not one"
""" # '
[[feed]]
title = \'\'\'[[feed]]\'\'\'  # [[feed]]
"url" = "https://a.example"
tags = [
  "]", # ]
  '[[feed]]',
]

[[ feed ]]  # the second
url = "https://b.example"
folder = """\\
  one \\
  two"""
tags = [ "a", { } ]
'''


def test_lines_are_right_behind_strings_arrays_and_comments() -> None:
    with pytest.raises(ConfigError, match="theme holds a control character") as first:
        read(TRICKY)
    assert first.value.line == 3
    with pytest.raises(ConfigError, match="tags must be a list of texts") as second:
        read(TRICKY.replace('theme = """\n[[feed]]\nurl = "not one"\n"""', 'theme = """\\\n\n\na"""'))
    assert second.value.line == 20
    with pytest.raises(ConfigError, match="tags must be a list of texts") as windows:
        read(
            TRICKY.replace('theme = """\n[[feed]]\nurl = "not one"\n"""', 'theme = """\\\n\n\na"""').replace(
                "\n", "\r\n"
            )
        )
    assert windows.value.line == 20


def test_inline_feeds_are_read_too() -> None:
    text = 'feed = [\n {url = "https://a.example"},\n {url = "https://b.example", folder = "B"},\n]\n'
    assert [feed.url for feed in read(text).feeds] == ["https://a.example", "https://b.example"]
    with pytest.raises(ConfigError, match="folder must be text") as caught:
        read(text.replace('"B"', "2"))
    assert caught.value.line == 1


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes(b'\xef\xbb\xbf[[feed]]\r\nurl = "https://a.example"')
    assert load_config(path).feeds == (FeedConfig("https://a.example"),)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    with pytest.raises(ConfigError, match=r"there is no such file\. Check the path"):
        load_config(path)
    path.write_bytes(b'[[feed]]\nurl = "https://a.example"\ntitle = "caf\xe9"\n')
    with pytest.raises(ConfigError, match="this line is not UTF-8") as caught:
        load_config(path)
    assert caught.value.line == 3
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load_config(tmp_path)


@pytest.mark.parametrize("depth", [10, 100_000])
def test_absurd_nesting_is_an_error_and_not_a_crash(depth: int) -> None:
    with pytest.raises(ConfigError):
        read(f"feed = {'[' * depth}{']' * depth}")


@pytest.mark.parametrize(
    ("archive", "feeds", "environ", "paths"),
    [
        (None, None, {}, ("/home/me/.local/share/wirecopy", "/home/me/.config/wirecopy/feeds.toml")),
        (None, None, {"XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "/c"}, ("/d/wirecopy", "/c/wirecopy/feeds.toml")),
        (
            None,
            None,
            {"XDG_DATA_HOME": "relative", "XDG_CONFIG_HOME": ""},
            ("/home/me/.local/share/wirecopy", "/home/me/.config/wirecopy/feeds.toml"),
        ),
        (None, None, {"WIRECOPY_ARCHIVE": "/a", "WIRECOPY_FEEDS": "~/f.toml"}, ("/a", "/home/me/f.toml")),
        ("/opt/a", "/opt/f", {"WIRECOPY_ARCHIVE": "/a", "WIRECOPY_FEEDS": "/f"}, ("/opt/a", "/opt/f")),
        ("", "", {"WIRECOPY_ARCHIVE": "/a", "WIRECOPY_FEEDS": "/f"}, ("/a", "/f")),
    ],
)
def test_where_things_live(
    archive: str | None, feeds: str | None, environ: dict[str, str], paths: tuple[str, str]
) -> None:
    expected = Paths(Path(paths[0]), Path(paths[1]))
    assert resolve_paths(archive, feeds, {"HOME": "/home/me", **environ}) == expected


def test_relative_paths_start_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert resolve_paths("a", "f.toml", {}) == Paths(tmp_path / "a", tmp_path / "f.toml")


def test_the_shipped_feeds_are_written_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "wirecopy" / "feeds.toml"
    assert ensure_config(path) is True
    assert path.read_bytes() == shipped_feeds().read_bytes()
    path.write_text("# mine\n")
    assert ensure_config(path) is False
    assert path.read_text() == "# mine\n"
    assert [each.name for each in path.parent.iterdir()] == ["feeds.toml"]


def test_the_first_file_may_go_where_a_link_leads(tmp_path: Path) -> None:
    link = tmp_path / "feeds.toml"
    link.symlink_to(tmp_path / "dotfiles" / "feeds.toml")
    assert ensure_config(link) is True
    assert link.is_symlink()
    assert load_config(link).feeds


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="a file is in its place"):
        ensure_config(tmp_path / "file" / "feeds.toml")


def test_the_shipped_feeds_are_some_twenty_in_folders() -> None:
    config = load_config(shipped_feeds())
    assert 18 <= len(config.feeds) <= 25
    assert all(feed.url.startswith("https://") and feed.title and feed.folder for feed in config.feeds)
    assert len({feed.folder for feed in config.feeds}) >= 5
    assert config.settings == Settings()


def test_the_defaults_that_the_shipped_file_shows_are_the_defaults() -> None:
    text = shipped_feeds().read_text()
    start = text.index("[settings]\n")
    shown = text[start : text.index("\n\n", start)].replace("\n# ", "\n")
    assert shown.count("\n") == len(Settings.__dataclass_fields__)
    assert read(shown).settings == Settings()
