"""The search: results as one types, its language taught, its mistakes pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, driving
from reader_samples import HOSTILE, NOW, Story, store

from index import Sort
from tui.app import WirecopyApp
from tui.screens.reader import ReaderScreen
from tui.widgets.search_start import EXAMPLES

if TYPE_CHECKING:
    from index import Library


@pytest.fixture
def app(indexed: Library) -> WirecopyApp:
    """The reader on seven indexed articles."""
    return WirecopyApp(indexed, clock=lambda: NOW)


async def test_an_empty_search_teaches_the_language(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        assert drive.focus == "QueryBox"
        for example, meaning in EXAMPLES:
            assert example in drive.text
            assert meaning in drive.text


@pytest.mark.parametrize("example", [example for example, _ in EXAMPLES])
def test_the_examples_are_in_the_language(indexed: Library, example: str) -> None:
    indexed.search(example)


async def test_results_come_while_typing(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("vladi")
        assert drive.titles() == ["Putin visits a factory", "Maduro to meet Putin in Moscow"]
        assert "2 articles" in drive.text
        assert "Vladimir Putin visited a factory." in drive.text
        await drive.type("zz")
        assert drive.titles() == []
        assert "No articles" in drive.text
        assert "Nothing found" in drive.text
        await drive.press(*["backspace"] * 7)
        assert EXAMPLES[0][0] in drive.text


async def test_enter_goes_to_the_hits_that_are_shown_though_the_last_word_is_half_typed(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("vladi")
        await drive.press("enter")
        assert drive.focus == "ArticleList"
        assert drive.titles() == ["Putin visits a factory", "Maduro to meet Putin in Moscow"]


async def test_a_misspelt_query_is_answered_with_a_better_one(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("factry")
        assert drive.titles() == []
        assert "Did you mean factory?" in drive.text
        await drive.press("enter")
        assert drive.titles() == ["Putin visits a factory"]
        assert drive.focus == "QueryBox"


async def test_a_click_takes_the_better_query(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("factry")
        row = next(number for number, line in enumerate(drive.lines) if "Did you mean" in line)
        await drive.pilot.click(offset=(drive.lines[row].index("factory"), row))
        await drive.settle()
        assert drive.titles() == ["Putin visits a factory"]


async def test_down_enter_opens_with_the_words_marked(app: WirecopyApp, indexed: Library) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("lisbon")
        await drive.press("down", "enter")
        assert drive.focus == "ArticleView"
        assert len(drive.search.reading.view.highlights.hits) == 1
        assert indexed.article(drive.search.articles.source.id_at(0)).row.read
        await drive.press("escape")
        assert drive.focus == "ArticleList"
        await drive.press("slash")
        assert drive.focus == "QueryBox"
        await drive.press("escape")
        assert app.screen is drive.reader
        assert "6 unread" in drive.lines[0]


async def test_enter_goes_to_the_results(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("putin")
        await drive.press("enter")
        assert drive.focus == "ArticleList"
        await drive.press("j", "s")
        assert [row.starred for row in drive.search.articles.source.rows(0, 2) if row] == [False, True]
        await drive.press("q")
        assert isinstance(app.screen, ReaderScreen)


async def test_orders(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("putin")
        assert drive.search.order is Sort.RELEVANCE
        await drive.press("ctrl+o")
        assert drive.titles() == ["Maduro to meet Putin in Moscow", "Putin visits a factory"]
        assert drive.search.order is Sort.NEWEST
        await drive.press("ctrl+o")
        assert drive.titles() == ["Putin visits a factory", "Maduro to meet Putin in Moscow"]
        line = drive.lines[3]
        assert "oldest" in line
        await drive.pilot.click(offset=(line.index("newest") + 1, 3))
        await drive.settle()
        assert drive.titles() == ["Maduro to meet Putin in Moscow", "Putin visits a factory"]


async def test_an_order_in_the_query_wins_until_another_is_chosen(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("sort:oldest putin")
        assert drive.search.order is Sort.OLDEST
        assert drive.titles() == ["Putin visits a factory", "Maduro to meet Putin in Moscow"]
        await drive.pilot.click(offset=(drive.lines[3].index("newest"), 3))
        await drive.settle()
        assert drive.search.query_text == "putin"
        assert drive.titles() == ["Maduro to meet Putin in Moscow", "Putin visits a factory"]


async def test_a_mistake_is_pointed_at(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type('storm person:"put')
        await drive.press("enter")
        assert drive.focus == "QueryBox"
        query = drive.lines[1]
        assert 'person:"put' in query
        assert drive.lines[2].index("^") == query.index('"put')
        assert "not closed" in drive.lines[3]
        await drive.type('"')
        assert not drive.search.caret.display


async def test_markup_stays_text(app: WirecopyApp) -> None:
    async with driving(app, (160, 40)) as drive:
        await drive.press("slash")
        await drive.type("[red] markup")
        assert drive.titles() == [HOSTILE]
        assert HOSTILE in drive.text


async def test_more_hits_come_as_the_cursor_goes_down(library: Library) -> None:
    store(library, [Story(f"Flood {n}", minutes=n, text=f"A flood, the {n}th.") for n in range(120)])
    library.search_index().catch_up()
    app = WirecopyApp(library, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("flood")
        assert len(drive.titles()) == 20
        assert "120 articles" in drive.text
        await drive.press("down", "G", "G", "G")
        assert len(set(drive.titles())) == 120
        assert drive.search.articles.cursor >= 99


async def test_an_index_that_is_behind_says_so(app: WirecopyApp, indexed: Library) -> None:
    store(indexed, [Story("Late news")])
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("putin")
        assert "1 article not indexed yet" in drive.text


async def test_resizing_while_searching(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("putin")
        await drive.resize(*NARROW)
        assert drive.search.articles.display
        assert not drive.search.reading.display
        await drive.press("down", "enter")
        assert drive.search.reading.display
        await drive.press("escape", "q")
        assert app.screen is drive.reader
        assert not drive.reader.feed_tree.display
        await drive.press("slash")
        await drive.resize(*WIDE)
        await drive.press("escape")
        assert drive.reader.feed_tree.display
        assert drive.reader.reading.display
