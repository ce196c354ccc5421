"""Saved searches in feeds.toml: renamed and removed with nothing else touched, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index import ConfigError, NotFoundError, SavedSearch
from index.config import load_config
from index.config_edit import adding_search, apply_edits
from index.config_searches import removing_search, revert_searches, setting_search

if TYPE_CHECKING:
    from pathlib import Path

FILE = """# My feeds.

[[search]]
name = "Oil"          # prices
query = "oil -football"
notify = true

# what the neighbours do
[[search]]
name = "Norway"
query = 'place:norway'

[[feed]]
url = "https://one.example/rss"
"""
WITHOUT_OIL = """# My feeds.

# what the neighbours do
[[search]]
name = "Norway"
query = 'place:norway'

[[feed]]
url = "https://one.example/rss"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(FILE)
    return path


def test_one_is_removed_and_comes_back_to_the_byte(file: Path) -> None:
    edited = apply_edits(file, removing_search("Oil"))
    assert file.read_text() == WITHOUT_OIL
    revert_searches(file, edited)
    assert file.read_text() == FILE


def test_one_is_renamed_in_its_place(file: Path) -> None:
    edited = apply_edits(file, setting_search("Oil", SavedSearch("Crude", "oil -football", notify=True)))
    assert file.read_text() == FILE.replace('"Oil"  ', '"Crude"  ')
    revert_searches(file, edited)
    assert file.read_text() == FILE


def test_query_and_notify_can_be_changed(file: Path) -> None:
    apply_edits(file, setting_search("Norway", SavedSearch("Norway", "place:oslo", notify=True)))
    assert load_config(file).searches[1] == SavedSearch("Norway", "place:oslo", notify=True)
    assert "# what the neighbours do\n[[search]]" in file.read_text()


def test_a_file_that_was_edited_since_keeps_that(file: Path) -> None:
    removed = apply_edits(file, removing_search("Oil"))
    renamed = apply_edits(file, setting_search("Norway", SavedSearch("North", "place:norway")))
    apply_edits(file, adding_search(SavedSearch("New", "new")))
    revert_searches(file, renamed)
    assert [search.name for search in load_config(file).searches] == ["Norway", "New"]
    revert_searches(file, removed)
    assert load_config(file).searches[-1] == SavedSearch("Oil", "oil -football", notify=True)
    assert "# what the neighbours do" in file.read_text()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_breaks_and_marks_stay(tmp_path: Path, newline: str, mark: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes((mark + FILE.removeprefix("# My feeds.\n\n")).replace("\n", newline).encode())
    before = path.read_bytes()
    edited = apply_edits(path, setting_search("Oil", SavedSearch("Crude", "oil", notify=False)))
    assert path.read_bytes().count(newline.encode()) == before.count(newline.encode())
    assert path.read_bytes().startswith(mark.encode() + b"[[search]]")
    revert_searches(path, edited)
    assert path.read_bytes() == before


def test_what_cannot_be_done_is_said(file: Path) -> None:
    with pytest.raises(NotFoundError, match="no saved search"):
        apply_edits(file, removing_search("Gas"))
    with pytest.raises(ConfigError, match="already"):
        apply_edits(file, setting_search("Oil", SavedSearch("norway", "oil")))
    file.write_text('search = [{ name = "Oil", query = "oil" }]\n')
    with pytest.raises(ConfigError, match="inline list"):
        apply_edits(file, removing_search("Oil"))
