"""News while one is at the list: what comes in at once, what waits, and how it is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, driving
from reader_samples import STORIES, Story, store

if TYPE_CHECKING:
    from driving import Driver

    from index import Library
    from tui.app import WirecopyApp

FRESH = [Story("Fresh", minutes=1), Story("Fresher", minutes=0, feed=2)]


async def arrive(drive: Driver, library: Library, *stories: Story) -> None:
    """Store stories as another process does, and let the reader see it."""
    store(library, stories or FRESH)
    drive.reader.sync()
    await drive.settle()


@pytest.mark.parametrize(
    "keys",
    [["full_stop"], ["g"], ["home"], ["enter", "full_stop"], ["h", "full_stop"]],
    ids="-".join,
)
async def test_what_is_new_waits_until_it_is_let_in(app: WirecopyApp, library: Library, keys: list[str]) -> None:
    async with driving(app) as drive:
        await drive.press("j", "j")
        before, lines = drive.titles(), drive.lines[1:]
        await arrive(drive, library)
        assert "2 new ↑" in drive.lines[0]
        assert "9 unread" in drive.lines[0], "they are counted already"
        assert drive.titles() == before
        assert [line[24:60] for line in drive.lines[1:]] == [line[24:60] for line in lines], "not a cell of the list"
        await drive.press(*keys)
        assert "new ↑" not in drive.lines[0]
        assert drive.titles() == ["Fresher", "Fresh", *before]
        assert drive.reader.articles.cursor == 0
        assert drive.focus == "ArticleList"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_click_lets_it_in(app: WirecopyApp, library: Library, size: tuple[int, int]) -> None:
    async with driving(app, size) as drive:
        await drive.press("j", "j")
        await arrive(drive, library)
        at = drive.lines[0].index("2 new")
        await drive.pilot.click("StatusHeader", offset=(at - 3, 0))
        await drive.settle()
        assert "2 new ↑" in drive.lines[0]
        await drive.pilot.click("StatusHeader", offset=(at + 2, 0))
        await drive.settle()
        assert drive.titles()[:2] == ["Fresher", "Fresh"]


async def test_at_the_very_top_it_comes_in_at_once(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await arrive(drive, library)
        assert drive.titles()[:2] == ["Fresher", "Fresh"]
        assert drive.reader.articles.cursor == 0
        assert "new ↑" not in drive.lines[0]


async def test_at_the_top_but_reading_it_waits(app: WirecopyApp, library: Library) -> None:
    async with driving(app, NARROW) as drive:
        await drive.press("enter")
        await arrive(drive, library)
        assert "2 new ↑" in drive.lines[0]
        assert drive.focus == "ArticleView"
        await drive.press("q")
        assert drive.titles()[0] == STORIES[0].title
        await drive.press("full_stop")
        assert drive.titles()[0] == "Fresher"


async def test_what_comes_below_the_view_comes_in_silently(app: WirecopyApp, library: Library) -> None:
    more = [Story(f"Article {number}", minutes=10_000 + number) for number in range(60)]
    store(library, more)
    async with driving(app) as drive:
        await drive.press("j", "j")
        await arrive(drive, library, Story("Late and old", minutes=50_000))
        assert "new ↑" not in drive.lines[0]
        assert drive.titles()[-1] == "Late and old"
        assert drive.reader.articles.cursor == 2


async def test_news_adds_up_and_goes_with_the_list(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("j", "j")
        await arrive(drive, library)
        await arrive(drive, library, Story("Third", minutes=2))
        assert "3 new ↑" in drive.lines[0]
        await drive.press("F")
        assert "new ↑" not in drive.lines[0]
        assert drive.titles()[:3] == ["Fresher", "Fresh", "Third"], "another list is opened with everything in it"


async def test_by_source_the_place_is_kept(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("S", "S", "j")
        row = drive.reader.articles.current
        await arrive(drive, library)
        assert "2 new ↑" in drive.lines[0]
        await drive.press("full_stop")
        assert drive.reader.articles.current == row


async def test_nothing_waits(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("full_stop")
        assert drive.toasts == ["Nothing new waits"]


async def test_a_mark_made_while_news_waits_is_seen(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("j", "j")
        await arrive(drive, library)
        await drive.press("s")
        assert "2 new ↑" in drive.lines[0]
        assert "★" in drive.text
