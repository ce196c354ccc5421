"""Reading what was found: matches stepped through and counted, unread results, the place kept, mistakes pointed at."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, driving
from reader_samples import NOW, Story, store

from tui.app import WirecopyApp

if TYPE_CHECKING:
    from driving import Driver

    from index import Library

TIDE = "\n\n".join(f"Paragraph {n}. The tide of the {n}th hour. {'Calm water. ' * 40}" for n in range(17))


@pytest.fixture
def library_with_tides(library: Library) -> Library:
    """Two articles about tides, one of them long."""
    store(library, [Story("A long tide", minutes=5, text=TIDE), Story("Tide tables", minutes=50)])
    library.search_index().catch_up()
    return library


@pytest.fixture
def app(library_with_tides: Library) -> WirecopyApp:
    return WirecopyApp(library_with_tides, clock=lambda: NOW)


def match_said(drive: Driver) -> str:
    found = re.search(r"match \d+/\d+|\d+ match(es)?", drive.lines[3])
    return found[0] if found else ""


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_n_and_N_step_through_the_matches(app: WirecopyApp, size: tuple[int, int]) -> None:  # noqa: N802
    async with driving(app, size) as drive:
        await drive.press("slash")
        await drive.type("tide hour")
        await drive.press("enter", "enter")
        view = drive.search.reading.view
        assert len(view.highlights.hits) == 36
        assert match_said(drive) == "36 matches"
        await drive.press("n")
        assert match_said(drive) == "match 1/36"
        top = view.scroll_offset.y
        await drive.press("n", "n", "n", "n", "n", "n", "n")
        assert match_said(drive) == "match 8/36"
        assert view.scroll_offset.y > top
        await drive.press("N")
        assert match_said(drive) == "match 7/36"
        assert drive.search.article is not None
        assert drive.search.article.row.read  # N has turned no mark
        await drive.press("escape")
        assert match_said(drive) == ""


async def test_elsewhere_n_is_the_next_unread_result_and_N_the_mark(app: WirecopyApp) -> None:  # noqa: N802
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("tide")
        await drive.press("enter", "n")
        assert drive.focus == "ArticleList"
        first = drive.search.opened
        await drive.press("n")
        assert drive.search.opened not in (None, first)
        await drive.press("n")
        assert any("No unread article" in toast for toast in drive.toasts)
        await drive.press("N")
        assert drive.search.articles.current is not None
        assert not drive.search.articles.current.read
        await drive.press("p")
        assert drive.search.articles.current.read


async def test_another_query_marks_other_words_in_the_same_article(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("hour")
        assert len(drive.search.reading.view.highlights.hits) == 17
        await drive.type(" tide")
        assert drive.titles() == ["A long tide"]
        assert len(drive.search.reading.view.highlights.hits) == 36


async def test_a_mark_made_elsewhere_takes_no_article_away(app: WirecopyApp, library_with_tides: Library) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("is:unread tide")
        await drive.press("enter", "enter", "n", "n")
        said = match_said(drive)
        await drive.until(lambda: drive.search.result is not None and drive.search.result.total == 1)
        assert len(drive.titles()) == 2  # read meanwhile, listed still
        assert match_said(drive) == said


@pytest.mark.parametrize("before", ["storm", "日本語", "e\u0301 café 한국", "x " * 80])
async def test_the_caret_stands_below_the_mistake(app: WirecopyApp, before: str) -> None:
    async with driving(app, NARROW) as drive:
        await drive.press("slash")
        drive.search.search_for(f"{before} date:xyz")
        await drive.press("enter")
        caret, box = drive.search.caret, drive.search.input
        assert caret.display
        strip = app.screen._compositor.render_strips()[1]
        start = caret.region.x
        assert strip.crop(start, start + caret.region.width).text == "xyz"
        assert caret.region.y == box.region.bottom - 1
        assert "xyz" in drive.lines[3]
        rows = drive.lines[5:]
        await drive.press("backspace")
        assert not caret.display
        assert drive.lines[5:] == rows  # nothing has jumped


async def test_a_slow_search_says_that_it_is_at_work(app: WirecopyApp, library_with_tides: Library) -> None:

    gate, search = threading.Event(), library_with_tides.search

    def slow(query: str, **how: object) -> object:
        gate.wait(10)
        return search(query, **how)  # type: ignore[arg-type]

    async with driving(app) as drive:
        await drive.press("slash")
        library_with_tides.search = slow  # type: ignore[method-assign, assignment]
        await drive.pilot.press(*"tide")
        await drive.until(lambda: "Searching" in drive.lines[3])
        await drive.pilot.press("s")
        gate.set()
        await drive.settle()
        assert drive.titles() != []
        assert drive.search.result is not None
        assert drive.search.result.query == "tides"


async def test_no_line_jumps_whatever_is_typed(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("t")
        widgets = (drive.search.input, drive.search.summary, drive.search.panes)
        places = [widget.region for widget in widgets]
        for typed in ("ide", " zzz", " person:", '"', " is:", "unread", " date:xyz", " OR", " (", "~~"):
            await drive.type(typed)
            assert places == [widget.region for widget in widgets]
            await drive.press("enter", "slash")
            assert places == [widget.region for widget in widgets]
