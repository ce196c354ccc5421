"""The ways of the list: orders, headings, one line or two, copies in one row; what is remembered of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from copied_samples import store_copied
from driving import MEDIUM, NARROW, WIDE, driving
from reader_samples import NOW, STORIES, Story, by_title, store

from index import Order, Selection
from tui.app import WirecopyApp
from tui.remembering import Memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from driving import Driver

    from index import Library


async def test_orders_follow_one_another_and_the_header_says_which(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        newest = drive.titles()
        await drive.press("S")
        assert drive.titles() == newest[::-1]
        assert "All · oldest first" in drive.lines[0]
        await drive.press("S")
        assert "All · by source" in drive.lines[0]
        rows = drive.reader.articles.source.rows(0, 7)
        assert [row.feed for row in rows if row] == [1, 1, 1, 2, 2, 3, 3]
        await drive.press("S")
        assert drive.titles() == newest
        assert drive.lines[0].startswith(" Wirecopy  ▸ All ")


async def test_headings_above_days_and_above_sources(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("j", "D")
        assert "All · by day" in drive.lines[0]
        assert "Today ──" in drive.text
        assert "Monday 23 September ──" in drive.text
        assert drive.reader.articles.current is not None
        assert drive.reader.articles.current.title == "Bank holds rates", "the cursor stays on its article"
        await drive.press("S", "S")
        assert "RFE/RL ──" in drive.text
        assert "Bytes [bold] ──" in drive.text
        await drive.press("D")
        assert "RFE/RL ──" not in drive.text


async def test_news_comes_under_its_heading(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("D")
        store(library, [Story("From cron", minutes=1), Story("Long ago", minutes=100_000)])
        await drive.until(lambda: "From cron" in drive.text)
        await drive.settle()
        places, source = drive.reader.articles.places, drive.reader.articles.source
        assert list(places.starts) == sorted({0, *(index for index in range(1, len(source)) if places.above(index))})
        assert len(places.starts) == len({(row.time // 86400) for row in source.rows(0, len(source)) if row})


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_compact_rows(app: WirecopyApp, size: tuple[int, int]) -> None:
    async with driving(app, size) as drive:
        two = drive.reader.articles.places.height
        await drive.press("j", "v")
        assert (two, drive.reader.articles.places.height) == (2, 1)
        lines = [line for line in drive.lines if "Maduro to meet" in line or "Bank holds rates" in line]
        assert len(lines) >= 2
        await drive.press("v")
        assert drive.reader.articles.places.height == 2


async def test_copies_share_a_row_and_the_counts_agree(open_library: Callable[[], Library]) -> None:
    library = open_library()
    store_copied(library)
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        assert drive.titles() == ["Talks resume", "Two of a kind"]
        assert "×3" in drive.text
        assert "×2" in drive.text
        assert "2 unread" in drive.lines[0]
        await drive.press("V")
        assert len(drive.titles()) == 5
        assert "every copy" in drive.lines[0]
        assert "5 unread" in drive.lines[0]
        assert counts(drive) == {
            "Unread": "5",
            "World": "3",
            "RFE/RL": "2",
            "American Milit": "1",
            "Bytes [bold]": "2",
        }
        await drive.press("V")
        assert counts(drive) == {
            "Unread": "2",
            "World": "2",
            "RFE/RL": "2",
            "American Milit": "1",
            "Bytes [bold]": "2",
        }
        assert len(drive.titles()) == 2


def counts(drive: Driver) -> dict[str, str]:
    """The numbers of the tree, by the beginning of what they belong to."""
    nodes = (line[4:22].rsplit(maxsplit=1) for line in drive.lines[2:10])
    return {node[0].strip("… "): node[1] for node in nodes if len(node) == 2 and node[1].isdigit()}


async def test_a_feed_shows_what_it_copied(open_library: Callable[[], Library]) -> None:
    library = open_library()
    store_copied(library)
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        await drive.press("h", "G", "enter")
        assert drive.titles() == ["Talks: they resume", "Kind of a two"]


@pytest.mark.parametrize("keys", [["x"], ["q"], ["escape"]])
async def test_the_copies_of_an_article_and_back(open_library: Callable[[], Library], keys: list[str]) -> None:
    library = open_library()
    store(library, STORIES)
    store_copied(library)
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        before = drive.titles()
        at = before.index("Two of a kind")
        await drive.press(*["j"] * at, "x")
        assert drive.titles() == ["Two of a kind", "Kind of a two"]
        assert "Copies of “Two of a kind”" in drive.lines[0]
        await drive.press("j", *keys)
        assert drive.titles() == before
        assert drive.reader.articles.cursor == at
        assert drive.reader.listing.order is Order.NEWEST


@pytest.mark.parametrize("keys", [(), ("v",)])
async def test_a_click_on_their_number_lists_the_copies(
    open_library: Callable[[], Library], keys: tuple[str, ...]
) -> None:
    library = open_library()
    store_copied(library)
    async with driving(WirecopyApp(library, clock=lambda: NOW), NARROW) as drive:
        await drive.press(*keys)
        y = next(y for y, line in enumerate(drive.lines) if "×2" in line)
        x = drive.lines[y].index("×2")
        await drive.pilot.click(drive.app.screen, offset=(x - 2, y))
        await drive.settle()
        assert drive.titles() == ["Talks resume", "Two of a kind"], "beside it is only the row"
        await drive.pilot.click(drive.app.screen, offset=(x, y))
        await drive.settle()
        assert drive.titles() == ["Two of a kind", "Kind of a two"]
        assert drive.reader.opened is None


async def test_an_article_without_copies_says_so(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("x")
        assert drive.toasts == ["There are no copies of this article."]


async def test_another_place_is_listed_from_the_copies_as_usual(open_library: Callable[[], Library]) -> None:
    library = open_library()
    store_copied(library)
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        await drive.press("x", "h", "G", "enter")
        assert drive.reader.listing.order is Order.NEWEST
        await drive.press("x", "x")
        assert drive.titles() == ["Talks: they resume", "Kind of a two"]


async def test_reading_a_story_reads_its_copies_and_undoing_a_toggle_too(open_library: Callable[[], Library]) -> None:
    library = open_library()
    store_copied(library)
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        await drive.press("enter")
        assert library.count(Selection(unread=True)) == 2
        assert "1 unread" in drive.lines[0]
        await drive.press("q", "j", "N")
        assert library.count(Selection(unread=True)) == 0
        await drive.press("ctrl+z")
        assert library.count(Selection(unread=True)) == 2
        await drive.press("V", "g")
        await drive.press("n")
        assert library.count(Selection(unread=True)) == 1, "apart, each copy is read by itself"


async def test_marking_a_list_read_marks_its_copies(open_library: Callable[[], Library]) -> None:
    library = open_library()
    store_copied(library)
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        await drive.press("A")
        assert library.count(Selection(unread=True)) == 0
        assert drive.toasts[-1] == "5 articles marked read — ^z undoes"
        await drive.press("ctrl+z")
        assert library.count(Selection(unread=True)) == 5


async def test_the_ways_are_remembered(library: Library, tmp_path: Path) -> None:
    store_copied(library)
    memory = tmp_path / "state.json"
    async with driving(WirecopyApp(library, clock=lambda: NOW, memory=Memory(memory))) as drive:
        await drive.press("v", "D", "V", "S", "S", "M")
        rows = drive.titles()
        drive.app.exit()
    async with driving(WirecopyApp(library, clock=lambda: NOW, memory=Memory(memory))) as drive:
        assert drive.reader.articles.compact
        assert drive.reader.articles.tells_passed
        assert drive.reader.listing.order is Order.SOURCE
        assert drive.reader.listing.grouped
        assert not drive.reader.listing.folded
        assert drive.titles() == rows
        assert "RFE/RL ──" in drive.text


async def test_copies_are_not_where_the_next_start_begins(library: Library, tmp_path: Path) -> None:
    store_copied(library)
    memory = tmp_path / "state.json"
    async with driving(WirecopyApp(library, clock=lambda: NOW, memory=Memory(memory))) as drive:
        at = drive.titles().index("Two of a kind")
        await drive.press(*["j"] * at, "x")
        drive.app.exit()
    async with driving(WirecopyApp(library, clock=lambda: NOW, memory=Memory(memory))) as drive:
        assert drive.reader.listing.title == "All"
        assert drive.reader.listing.order is Order.NEWEST


async def test_marks_by_mouse(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        articles = drive.reader.articles
        row = by_title(library, "Bank holds rates").row
        await drive.pilot.click(articles, offset=(2, 3))
        await drive.settle()
        assert library.article(row.id).row.read
        await drive.pilot.click(articles, offset=(2, 4))
        await drive.settle()
        assert library.article(row.id).row.starred
        assert articles.cursor == 0, "marking is not selecting"
        await drive.press("v")
        await drive.pilot.click(articles, offset=(3, 2))
        await drive.settle()
        assert not library.article(row.id).row.starred
        await drive.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert not library.article(row.id).row.read
        assert not library.article(row.id).row.starred


async def test_the_right_button_does_nothing(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.pilot.click(drive.reader.articles, offset=(20, 3), button=3)
        await drive.settle()
        assert drive.reader.articles.cursor == 0
        assert drive.reader.opened is None
