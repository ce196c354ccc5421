"""Counts before keys: in the list, the tree and the article, and what becomes of digits that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, driving
from reader_samples import FEEDS_TOML, NOW, STORIES, Story, store

from tui.app import WirecopyApp
from tui.counts import MOST, Counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Library

MORE = [Story(f"Article {number}", minutes=10_000 + number) for number in range(60)]


@pytest.fixture
def long(library: Library) -> WirecopyApp:
    """Sixty-seven articles."""
    store(library, MORE)
    return WirecopyApp(library, clock=lambda: NOW)


@pytest.mark.parametrize(
    ("typed", "cursor"),
    [
        ("5j", 5),
        ("12j", 12),
        ("20j3k", 17),
        ("7G", 6),
        ("10G3j", 12),
        ("999G", 66),
        ("30j5g", 4),
        ("30j5gg", 4),
        ("30jgg", 0),
        ("30jg", 0),
        ("30j5ggg", 0),
        ("5jj", 6),
        ("3", 0),
        ("05j", 5),
        ("10j", 10),
        ("99999999999999999999j", 66),
        ("2J", 2),
        ("20j3K", 17),
        ("60j60J", 66),
        ("4sj", 1),
    ],
)
async def test_in_the_list(long: WirecopyApp, typed: str, cursor: int) -> None:
    async with driving(long) as drive:
        await drive.type(typed)
        assert drive.reader.articles.cursor == cursor


async def test_pages_are_counted(long: WirecopyApp) -> None:
    async with driving(long) as drive:
        await drive.press("ctrl+d")
        page = drive.reader.articles.cursor
        await drive.press("g")
        await drive.pilot.press("3", "ctrl+d")
        await drive.settle()
        assert drive.reader.articles.cursor == 3 * page


async def test_what_is_opened_is_only_where_the_count_leads(long: WirecopyApp) -> None:
    async with driving(long) as drive:
        await drive.type("3J")
        assert drive.reader.opened == drive.reader.articles.source.id_at(3)
        rows = drive.reader.articles.source.rows(0, 5)
        assert [row.read for row in rows if row] == [False, False, False, True, False]


async def test_in_the_tree(long: WirecopyApp) -> None:
    async with driving(long) as drive:
        await drive.press("h")
        await drive.type("4j")
        assert drive.reader.feed_tree.cursor_line == 4
        await drive.type("2k")
        assert drive.reader.feed_tree.cursor_line == 2
        await drive.type("6G")
        assert drive.reader.feed_tree.cursor_line == 5
        await drive.type("2gg")
        assert drive.reader.feed_tree.cursor_line == 1
        await drive.type("gg")
        assert drive.reader.feed_tree.cursor_line == 0


async def test_in_the_article(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        at = drive.titles().index("A long read")
        await drive.press(*["j"] * at, "enter")
        view = drive.reader.reading.view
        await drive.type("15j")
        assert view.scroll_offset.y == 15
        await drive.type("5k")
        assert view.scroll_offset.y == 10
        await drive.type("41G")
        assert view.scroll_offset.y == 40
        await drive.type("3gg")
        assert view.scroll_offset.y == 2
        await drive.type("gg")
        assert view.scroll_offset.y == 0


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_footer_shows_what_waits_and_escape_drops_it(long: WirecopyApp, size: tuple[int, int]) -> None:
    async with driving(long, size) as drive:
        await drive.pilot.press("j", "4", "2")
        await drive.pilot.pause()
        assert drive.lines[-1].endswith(" 42 …")
        await drive.pilot.press("escape")
        await drive.pilot.pause()
        assert "42" not in drive.lines[-1]
        assert drive.focus == "ArticleList", "Escape did nothing else"
        await drive.press("j")
        assert drive.reader.articles.cursor == 2
        await drive.pilot.press("5")
        await drive.press("j")
        assert "5 …" not in drive.lines[-1]


async def test_a_digit_that_nothing_follows_is_a_panes_key(long: WirecopyApp) -> None:
    async with driving(long) as drive:
        await drive.press("1")
        assert drive.focus == "FeedTree"
        await drive.press("3")
        assert drive.focus == "ArticleView"
        await drive.press("2")
        assert drive.focus == "ArticleList"
        await drive.press("9")
        assert drive.lines[-1].endswith(" 9 …")


async def test_a_count_is_for_one_key(long: WirecopyApp) -> None:
    async with driving(long) as drive:
        await drive.type("5sjj")
        assert drive.reader.articles.cursor == 2


async def test_digits_in_the_search_are_text(indexed: Library) -> None:
    async with driving(WirecopyApp(indexed, clock=lambda: NOW)) as drive:
        await drive.press("slash")
        await drive.type("date:2019")
        assert drive.search.input.value == "date:2019"


async def test_newsboat_knows_no_counts(open_library: Callable[[str], Library]) -> None:
    library = open_library(FEEDS_TOML.replace("[settings]", '[settings]\nkeys = "newsboat"'))
    store(library, STORIES)
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        await drive.type("4j")
        assert drive.reader.articles.cursor == 1
        await drive.pilot.press("1")
        await drive.pilot.pause()
        assert drive.focus == "FeedTree", "at once"
        await drive.press("2", "g")
        assert drive.reader.listing.label == "All · oldest first", "g sorts, at once"


def test_digits_add_up_to_a_limit() -> None:
    shown: list[str] = []
    counts = Counts(shown.append)
    for digit in "1234567890123":
        counts.add(digit)
    assert counts.key()
    assert shown[-1] == ""
    assert counts.take() == 123456789 <= MOST
    assert counts.take() is None
    assert not counts.key()
    assert counts.take() is None


async def test_a_digit_before_what_cannot_be_counted_is_a_panes_key(long: WirecopyApp) -> None:
    async with driving(long) as drive:
        await drive.press("2")
        assert drive.focus == "ArticleList"
        await drive.pilot.press("1", "question_mark")  # faster than a digit waits
        await drive.settle()
        await drive.press("escape")
        assert drive.focus == "FeedTree"
