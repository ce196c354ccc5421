"""What feeds.toml said is remembered for exactly as long as the file stays as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.config import Config, Settings, load_config
from index.config_memory import NAME
from index.errors import ConfigError
from index.types import FeedConfig, SavedSearch

TEXT = """
[settings]
measure = 66
timeout = 7.5
[[feed]]
url = "https://a.example/feed"
title = "Á"
folder = "World"
tags = ["x", "y"]
every = "2h"
[[feed]]
url = "https://b.example/feed"
[[search]]
name = "Grain"
query = "grain deal"
notify = true
"""
CONFIG = (
    FeedConfig("https://a.example/feed", "Á", "World", ("x", "y"), 7200),
    FeedConfig("https://b.example/feed"),
)


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


def deceive(memory: Path) -> None:
    """Make the memory say what the file does not, to see whether it is asked."""
    file = memory / NAME
    file.write_text(file.read_text().replace("Á", "remembered"))


def title(config: Config) -> str:
    return config.feeds[0].title


def test_what_is_remembered_is_what_was_read(feeds: Path, memory: Path) -> None:
    first = load_config(feeds, memory)
    again = load_config(feeds, memory)
    assert first == again == load_config(feeds)
    assert again.feeds == CONFIG
    assert again.settings == Settings(measure=66, timeout=7.5)
    assert again.searches == (SavedSearch("Grain", "grain deal", notify=True),)
    deceive(memory)
    assert title(load_config(feeds, memory)) == "remembered"
    assert (memory / NAME).stat().st_mode & 0o777 == 0o600


def test_a_file_of_the_same_size_and_time_is_another_file(feeds: Path, memory: Path) -> None:
    load_config(feeds, memory)
    deceive(memory)
    status = feeds.stat()
    feeds.write_text(TEXT.replace("World", "Weird"))
    os.utime(feeds, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert feeds.stat().st_size == status.st_size
    config = load_config(feeds, memory)
    assert (title(config), config.feeds[0].folder) == ("Á", "Weird")


def test_a_file_put_in_its_place_is_another_file(feeds: Path, memory: Path) -> None:
    load_config(feeds, memory)
    deceive(memory)
    other = feeds.with_name("other.toml")
    other.write_text(TEXT)
    other.replace(feeds)
    assert title(load_config(feeds, memory)) == "Á"


def test_another_file_has_nothing_to_do_with_it(feeds: Path, memory: Path) -> None:
    load_config(feeds, memory)
    deceive(memory)
    other = feeds.with_name("other.toml")
    os.link(feeds, other)
    assert title(load_config(other, memory)) == "Á"


def test_a_file_that_has_come_to_be_wrong_is_wrong(feeds: Path, memory: Path) -> None:
    load_config(feeds, memory)
    feeds.write_text("[settings]\nmeasure = 'wide'\n")
    with pytest.raises(ConfigError, match="whole number"):
        load_config(feeds, memory)


@pytest.mark.parametrize(
    "secret",
    ['headers = { "X-Key" = "env:KEY" }', 'username = "me"', 'username = "me"\npassword = "open sesame"'],
)
def test_nothing_secret_stands_in_a_second_place(feeds: Path, memory: Path, secret: str) -> None:
    feeds.write_text(f'[[feed]]\nurl = "https://a.example/feed"\n{secret}\n')
    load_config(feeds, memory)
    assert list(memory.iterdir()) == []


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"\xff", b'{"of": []}', b'{"of": null, "feeds": 1}', b"[" * 100_000]
)
def test_a_damaged_memory_is_none(feeds: Path, memory: Path, damage: bytes) -> None:
    load_config(feeds, memory)
    (memory / NAME).write_bytes(damage)
    assert load_config(feeds, memory).feeds == CONFIG
    deceive(memory)
    assert title(load_config(feeds, memory)) == "remembered"


def test_a_memory_that_cannot_be_written_is_none(feeds: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert load_config(feeds, nowhere).feeds == CONFIG
    assert not nowhere.exists()
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / NAME).mkdir()
    assert load_config(feeds, tmp_path / "taken").feeds == CONFIG
    assert [file.name for file in (tmp_path / "taken").iterdir()] == [NAME]


def test_keys_of_ones_own_are_read_anew(feeds: Path, memory: Path) -> None:
    feeds.write_text(f'{TEXT}\n[keys]\nmark.star = "x"\n')
    load_config(feeds, memory)
    assert load_config(feeds, memory).keys


def test_who_remembers_needs_no_toml(feeds: Path, memory: Path) -> None:
    load_config(feeds, memory)
    code = (
        "import sys; from pathlib import Path; from index.config import load_config\n"
        f"config = load_config(Path({str(feeds)!r}), Path({str(memory)!r}))\n"
        "assert len(config.feeds) == 2\n"
        "assert not {'tomllib', 'index.config_read', 'index.config_table'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
