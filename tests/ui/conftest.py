"""A library on a real archive, filled as a refresh fills it, and the reader on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from entity_samples import fill
from reader_samples import FEEDS_TOML, NOW, STORIES, recognise, store

from index import Library, Paths
from tui.app import WirecopyApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[Callable[[str], Library]]:
    """Opens libraries on an archive of their own with a given feeds.toml."""
    opened: list[Library] = []

    def open_one(feeds: str = FEEDS_TOML) -> Library:
        folder = tmp_path / f"library{len(opened)}"
        folder.mkdir()
        paths = Paths(archive=folder / "archive", feeds=folder / "feeds.toml")
        paths.feeds.write_text(feeds)
        opened.append(Library.open(paths))
        return opened[-1]

    yield open_one
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Callable[[str], Library]) -> Library:
    """Seven articles of three feeds, their names found; nothing indexed."""
    library = open_library(FEEDS_TOML)
    store(library, STORIES)
    recognise(library, STORIES)
    return library


@pytest.fixture
def indexed(library: Library) -> Library:
    """The same, with the search index caught up."""
    library.search_index().catch_up()
    return library


@pytest.fixture
def app(library: Library) -> WirecopyApp:
    """The reader on the seven articles; the clock stands still."""
    return WirecopyApp(library, clock=lambda: NOW)


@pytest.fixture
def people(open_library: Callable[[], Library]) -> Library:
    """A library whose stories are about people, organisations and places."""
    return fill(open_library())


@pytest.fixture
def reader(people: Library) -> WirecopyApp:
    """The reader on it; the clock stands still."""
    return WirecopyApp(people, clock=lambda: NOW)
