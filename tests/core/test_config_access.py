"""What feeds.toml says of how a feed is asked for: intervals, headers, names and passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index import ConfigError, FeedConfig, add_feed, load_config
from index.config import set_feed

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://example.org/feed"


def feed(path: Path, lines: str) -> FeedConfig:
    path.write_text(f'[[feed]]\nurl = "{URL}"\n{lines}\n')
    return load_config(path).feeds[0]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [('"30m"', 1800), ('"2h"', 7200), ('"1d"', 86_400), ('" 10 m "', 600), ('"30d"', 2_592_000)],
)
def test_intervals(tmp_path: Path, written: str, seconds: int) -> None:
    assert feed(tmp_path / "f.toml", f"every = {written}").every == seconds


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("every = 30", "every must be a time"),
        ('every = "2 weeks"', "every must be a time"),
        ('every = "9m"', "between 10 minutes and 30 days"),
        ('every = "31d"', "between 10 minutes and 30 days"),
        ('headers = "X: 1"', "headers must be a table of texts"),
        ("headers = { X = 1 }", "headers must be a table of texts"),
        ('headers = { "X Y" = "1" }', "no header that can be set"),
        ('headers = { Host = "other.example" }', "no header that can be set"),
        ('headers = { If-None-Match = "1" }', "no header that can be set"),
        ('headers = { X = "s3cret\\r\\nHost: evil" }', "X holds a character that cannot be sent"),
        ("password = 1", "password must be text"),
        ('pasword = "x"', "Did you mean password?"),
    ],
)
def test_what_cannot_be_is_said_with_its_line_and_without_the_secret(tmp_path: Path, lines: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        feed(tmp_path / "f.toml", lines)
    assert said in str(caught.value)
    assert caught.value.line == 3
    assert "s3cret" not in str(caught.value)


def test_headers_and_passwords_are_read_and_never_shown(tmp_path: Path) -> None:
    lines = (
        'headers = { "X-Key" = "env:KEY", Accept-Language = "de" }\nusername = "jane"\npassword = "cmd:pass show news"'
    )
    got = feed(tmp_path / "f.toml", lines)
    assert got.headers == (("X-Key", "env:KEY"), ("Accept-Language", "de"))
    assert (got.username, got.password) == ("jane", "cmd:pass show news")
    assert "jane" not in repr(got)
    assert "KEY" not in repr(got)
    assert "pass show" not in repr(got)


def test_edits_keep_and_write_them(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    feed(path, 'every = "24h" # slow\nheaders = { X = "1" }')
    kept = load_config(path).feeds[0]
    other = FeedConfig("https://b.example/", every=5400, headers=(("A", "b"), ("C", 'd"e')), username="u", password="p")
    add_feed(path, other)
    assert load_config(path).feeds == (kept, other)
    assert 'every = "24h" # slow' in path.read_text()
    changed = FeedConfig(URL, title="Renamed", every=3600, username="me")
    set_feed(path, URL, changed)
    assert load_config(path).feeds == (changed, other)
    assert 'every = "1h"' in path.read_text()
    assert 'every = "90m"' in path.read_text()
