"""Completing words in the query, and taking up earlier queries, without ever stealing what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import NARROW, driving
from reader_samples import NOW
from textual import events

from tui.app import WirecopyApp
from tui.screens.reader import ReaderScreen
from tui.widgets.query_box import LONGEST

if TYPE_CHECKING:
    from driving import Driver

    from index import Library


@pytest.fixture
def app(indexed: Library) -> WirecopyApp:
    """The reader on seven indexed articles."""
    return WirecopyApp(indexed, clock=lambda: NOW)


def offered(drive: Driver) -> list[str]:
    """What the list of completions shows; nothing where it is closed."""
    completions = drive.search.completions
    return [each.label for each in completions.completions] if completions.is_open else []


async def test_values_of_a_field_are_listed_as_one_types(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("person:")
        assert offered(drive) == ["Vladimir Putin", "Nicolas Maduro"]
        await drive.type("ni")
        assert offered(drive) == ["Nicolas Maduro"]
        assert "Nicolas Maduro" in drive.lines[4]
        await drive.press("tab")
        assert drive.search.query_text == 'person:"Nicolas Maduro" '
        assert offered(drive) == []
        assert drive.titles() == ["Maduro to meet Putin in Moscow"]
        await drive.type("moscow")  # typing goes on behind it
        assert drive.search.query_text == 'person:"Nicolas Maduro" moscow'


async def test_up_and_down_choose_and_right_or_enter_takes(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("is:")
        assert offered(drive)[:2] == ["unread", "read"]
        await drive.press("down", "down", "up", "right")
        assert drive.search.query_text == "is:read "
        await drive.press("ctrl+u")
        await drive.type("sort:")
        await drive.press("up", "enter")
        assert drive.search.query_text == "sort:oldest "
        assert drive.focus == "QueryBox"


async def test_enter_searches_as_long_as_nothing_was_chosen(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("person:ni")
        assert offered(drive)
        await drive.press("enter")
        assert drive.focus == "ArticleList"
        assert drive.search.query_text == "person:ni"
        assert offered(drive) == []


async def test_escape_closes_the_list_and_only_then_leaves(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("person:")
        await drive.press("escape")
        assert offered(drive) == []
        await drive.type("v")  # the same word stays dismissed
        assert offered(drive) == []
        await drive.type(" place:")
        assert offered(drive) == ["Moscow"]
        await drive.press("escape", "escape")
        assert isinstance(app.screen, ReaderScreen)


async def test_a_click_takes_one(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("storm is:")
        line = next(number for number, text in enumerate(drive.lines) if "starred" in text)
        await drive.pilot.hover(offset=(drive.lines[line].index("starred"), line))
        await drive.pilot.click(offset=(drive.lines[line].index("starred"), line))
        await drive.settle()
        assert drive.search.query_text == "storm is:starred "
        assert drive.focus == "QueryBox"


async def test_a_plain_word_covers_nothing_and_tab_completes_it(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("vlad")
        assert offered(drive) == []
        assert "⇥ Vladimir Putin (person)" in drive.lines[2]
        await drive.press("tab")
        assert drive.search.query_text == 'person:"Vladimir Putin" '
        await drive.type("pl")
        assert "⇥ place:" in drive.lines[2]
        await drive.press("tab")
        assert drive.search.query_text == 'person:"Vladimir Putin" place:'
        await drive.press("tab")
        assert drive.search.query_text == 'person:"Vladimir Putin" place:Moscow '
        await drive.press("tab")
        assert drive.focus == "ArticleList"


async def test_tab_lists_where_there_are_several_ways(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("o")
        assert "⇥ org: +1" in drive.lines[2]
        await drive.press("tab")
        assert offered(drive) == ["org:", "origin:"]
        await drive.press("down", "tab")
        assert drive.search.query_text == "origin:"


async def test_feeds_and_saved_names_are_quoted_where_needed(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("feed:amer")
        await drive.press("tab")
        assert drive.search.query_text == 'feed:"American Military News" '
        assert len(drive.titles()) == 2


async def test_up_walks_through_earlier_queries_and_down_comes_back(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash", "up")  # nothing yet
        for query in ("storm", "putin", "storm"):
            await drive.press("ctrl+u")
            await drive.type(query)
            await drive.press("enter", "slash")
        assert app.session.queries == ("storm", "putin")
        await drive.press("ctrl+u")
        await drive.type("ba")
        await drive.press("up")
        assert drive.search.query_text == "storm"
        await drive.press("up", "up")
        assert drive.search.query_text == "putin"
        assert len(drive.titles()) == 2
        await drive.press("down", "down")
        assert drive.search.query_text == "ba"
        await drive.press("down")
        assert drive.focus == "ArticleList"


async def test_earlier_queries_stand_below_the_empty_box(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        assert "Earlier" not in drive.text
        await drive.type("storm")
        await drive.press("down", "q")
        await drive.press("slash")
        assert "Earlier" in drive.text
        await drive.press("down")
        assert drive.focus == "SearchStart"
        await drive.press("enter")
        assert drive.search.query_text == "storm"
        assert drive.focus == "QueryBox"
        await drive.press("ctrl+u", "down", "down", "up", "up")
        assert drive.focus == "QueryBox"
        line = next(number for number, text in enumerate(drive.lines) if "flood OR storm" in text)
        await drive.pilot.click(offset=(4, line))
        await drive.settle()
        assert drive.search.query_text == "flood OR storm"


async def test_editing_keys_and_pasting(app: WirecopyApp) -> None:
    async with driving(app, NARROW) as drive:
        await drive.press("slash")
        await drive.type("bank rates")
        await drive.press("ctrl+w")
        assert drive.search.query_text == "bank "
        await drive.press("ctrl+a", "R", "ctrl+e", "s")
        assert drive.search.query_text == "Rbank s"
        await drive.press("ctrl+u")
        assert drive.search.query_text == ""
        box = drive.search.input
        box.post_message(events.Paste("storm\n  closes\x1b[31m\tports\n"))
        await drive.settle()
        assert drive.search.query_text == "storm closes[31m ports"
        box.post_message(events.Paste("x" * 2 * LONGEST))
        await drive.settle()
        assert len(drive.search.query_text) == LONGEST
        await drive.press("ctrl+a", "ctrl+k")
        assert drive.search.query_text == ""
