"""Articles that are marked read because they were passed in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from driving import Driver, driving
from reader_samples import FEEDS_TOML, NOW, STORIES, Story, store
from textual.events import MouseScrollDown

from index import Selection
from tui.app import WirecopyApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Library

MORE = [Story(f"Article {number}", minutes=10_000 + number) for number in range(60)]


async def unread_is(drive: Driver, library: Library, count: int) -> None:
    """Wait until so many articles are unread."""
    await drive.until(lambda: library.count(Selection(unread=True)) == count)
    await drive.settle()


async def test_only_where_it_is_wanted(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("j", "j")
        assert not drive.reader._passed
        await drive.press("M")
        assert drive.toasts == ["Articles that you pass are marked read"]
        await drive.press("j", "j")
        await unread_is(drive, library, 5)
        assert "5 unread" in drive.lines[0]
        await drive.press("M", "j")
        assert drive.toasts[-1] == "Passing marks nothing read"
        assert not drive.reader._passed


async def test_it_is_undone_in_one_go(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("s", "M", "j", "j")
        await unread_is(drive, library, 5)
        await drive.press("j")
        await unread_is(drive, library, 4)
        await drive.press("ctrl+z")
        assert library.count(Selection(unread=True)) == 7
        assert drive.toasts[-1] == "Undone: 3 articles marked read in passing"
        await drive.press("ctrl+z")
        assert library.count(Selection(starred=True)) == 0


async def test_going_up_and_leaping_pass_nothing(open_library: Callable[[str], Library]) -> None:
    library = open_library(FEEDS_TOML.replace("[settings]", "[settings]\nmark_read_on_scroll = true"))
    store(library, [*STORIES, *MORE])
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        await drive.press("G", "k", "k", "g")
        assert not drive.reader._passed
        await drive.press("ctrl+d")
        page = drive.reader.articles.cursor
        await unread_is(drive, library, 67 - page)


async def test_the_wheel_passes_what_leaves_over_the_edge(open_library: Callable[[str], Library]) -> None:
    library = open_library(FEEDS_TOML.replace("[settings]", "[settings]\nmark_read_on_scroll = true"))
    store(library, [*STORIES, *MORE])
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        for _ in range(4):
            await drive.pilot._post_mouse_events([MouseScrollDown], drive.reader.articles, button=0)
        gone = drive.reader.articles.places.at(drive.reader.articles.scroll_offset.y)[0]
        assert gone > 1
        await unread_is(drive, library, 67 - gone)
        assert drive.reader.articles.cursor == 0


async def test_news_above_passes_nothing(app: WirecopyApp, library: Library) -> None:
    store(library, MORE)
    async with driving(app) as drive:
        await drive.press("M", "G")
        store(library, [Story(f"Fresh {number}", minutes=1) for number in range(5)])
        drive.reader.sync()
        await drive.settle()
        await drive.press("S")
        assert not drive.reader._passed
        assert library.count(Selection(unread=True)) == 72
