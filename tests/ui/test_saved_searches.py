"""Saved searches: saved with a key, counted in the tree, opened, renamed, removed, and all of it undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import driving
from reader_samples import FEEDS_TOML, NOW, STORIES, Story, recognise, store

from index import Library, SavedSearch
from tui.app import WirecopyApp
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from driving import Driver

SAVED = FEEDS_TOML + '\n# mine\n[[search]]\nname = "Putin"\nquery = "putin"\n'


@pytest.fixture
def saved(open_library: Callable[[str], Library]) -> Library:
    """Seven indexed articles and a saved search."""
    library = open_library(SAVED)
    store(library, STORIES)
    recognise(library, STORIES)
    library.search_index().catch_up()
    return library


def counts(drive: Driver) -> dict[str, int]:
    return {counted.search.name: counted.unread for counted in drive.reader.contents.searches}


async def to_search(drive: Driver) -> None:
    """Put the tree's cursor on the saved search."""
    await drive.press("h")
    drive.reader.feed_tree.go_to(("search", drive.reader.contents.searches[0].search.name))
    await drive.settle()


async def test_the_tree_names_them_at_once_and_counts_them_soon(saved: Library) -> None:
    app = WirecopyApp(saved, clock=lambda: NOW)
    async with driving(app) as drive:
        assert "Searches" in drive.text
        assert "Putin" in drive.text
        await drive.until(lambda: counts(drive) == {"Putin": 2})
        await drive.press("enter")  # reads the newest, which the search finds
        await drive.until(lambda: counts(drive) == {"Putin": 1})
        await drive.press("N")
        await drive.until(lambda: counts(drive) == {"Putin": 2})


async def test_news_raises_the_count(saved: Library) -> None:
    app = WirecopyApp(saved, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.until(lambda: counts(drive) == {"Putin": 2})
        store(saved, [Story("Putin again", minutes=1)])
        saved.search_index().catch_up()
        await drive.until(lambda: counts(drive) == {"Putin": 3})


async def test_choosing_one_opens_the_search_with_it(saved: Library) -> None:
    app = WirecopyApp(saved, clock=lambda: NOW)
    async with driving(app) as drive:
        await to_search(drive)
        await drive.press("enter")
        assert isinstance(app.screen, SearchScreen)
        assert drive.search.query_text == "putin"
        assert len(drive.titles()) == 2


async def test_a_key_saves_the_query_under_a_name(saved: Library) -> None:
    app = WirecopyApp(saved, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("bank rates")
        await drive.press("ctrl+s")
        assert "Save this search as" in drive.text
        await drive.press("ctrl+u")
        await drive.type("Rates")
        await drive.press("enter")
        assert SavedSearch("Rates", "bank rates") in saved.saved_searches()
        assert any("Saved: Rates" in toast for toast in drive.toasts)
        assert saved.paths.feeds.read_text().startswith(SAVED)
        await drive.press("escape")
        assert "Rates" in drive.text
        await drive.until(lambda: counts(drive) == {"Putin": 2, "Rates": 2})


async def test_a_name_that_is_taken_or_a_query_that_is_wrong_is_told(saved: Library) -> None:
    app = WirecopyApp(saved, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.press("slash", "ctrl+s")
        assert any("Type a query first" in toast for toast in drive.toasts)
        await drive.type("bank")
        await drive.press("ctrl+s", "ctrl+u")
        await drive.type("putin")
        await drive.press("enter")
        assert any("already" in toast for toast in drive.toasts)
        await drive.type(" date:xyz")
        await drive.press("ctrl+s", "enter")
        assert any("xyz" in toast for toast in drive.toasts)
        assert [search.name for search in saved.saved_searches()] == ["Putin"]


async def test_removed_and_undone(saved: Library) -> None:
    app = WirecopyApp(saved, clock=lambda: NOW)
    async with driving(app) as drive:
        await to_search(drive)
        await drive.press("X")
        assert "Searches" not in drive.text
        assert saved.saved_searches() == ()
        await drive.press("ctrl+z")
        assert "Searches" in drive.text
        assert saved.paths.feeds.read_text() == SAVED
        assert any("Undone" in toast for toast in drive.toasts)


async def test_renamed_and_undone(saved: Library) -> None:
    app = WirecopyApp(saved, clock=lambda: NOW)
    async with driving(app) as drive:
        await to_search(drive)
        await drive.press("m", "ctrl+u")
        await drive.type("Kremlin")
        await drive.press("enter")
        assert saved.saved_searches() == (SavedSearch("Kremlin", "putin"),)
        assert "Kremlin" in drive.text
        await drive.until(lambda: counts(drive) == {"Kremlin": 2})
        await drive.press("ctrl+z")
        assert saved.paths.feeds.read_text() == SAVED


async def test_the_keys_mean_nothing_elsewhere_in_the_tree(saved: Library) -> None:
    app = WirecopyApp(saved, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.press("h", "g", "m")
        assert app.screen is drive.reader
        assert len(saved.saved_searches()) == 1


async def test_a_wrong_saved_search_is_marked(open_library: Callable[[str], Library]) -> None:
    library = open_library(SAVED.replace('query = "putin"', 'query = "date:xyz"'))
    app = WirecopyApp(library, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.until(lambda: any(counted.error for counted in drive.reader.contents.searches))
        assert any("Putin" in line and "!" in line for line in drive.lines)
