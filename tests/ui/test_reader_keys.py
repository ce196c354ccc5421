"""Every key of the reader does what it says, on a real archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from driving import MEDIUM, NARROW, driving
from reader_samples import HOSTILE, by_title
from textual.command import CommandList

from index import Order, Selection
from tui.keys import APP_KEYS, ARTICLE_KEYS, FEED_KEYS, PANE_KEYS, READER_KEYS, READING_KEYS
from tui.screens.dialogs import InfoDialog, LinksDialog
from tui.screens.entity_card import CardScreen
from tui.screens.keys import KeysScreen
from tui.screens.search import SearchScreen
from tui.sources import Filter

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from index import Library
    from tui.app import WirecopyApp

NEWEST = "Maduro to meet Putin in Moscow"


async def test_the_first_screen_shows_feeds_articles_and_the_newest(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        assert drive.focus == "ArticleList"
        for words in (
            "Wirecopy",
            "7 unread",
            "World",
            "RFE/RL",
            "Bytes [bold]",
            "Storm closes ports",
            "Vladimir Putin",
        ):
            assert words in drive.text.replace("\n", " "), words
        assert drive.lines[0].endswith("7 unread")


async def test_moving_previews_without_marking(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("j")
        assert drive.reader.article is not None
        assert drive.reader.article.row.title == "Bank holds rates"
        await drive.press("G", "g", "down", "up")
        assert drive.reader.article.row.title == NEWEST
        assert library.count(Selection(unread=True)) == 7


async def test_enter_opens_and_marks_as_read_in_place(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("enter")
        assert drive.focus == "ArticleView"
        assert by_title(library, NEWEST).row.read
        assert "6 unread" in drive.lines[0]
        assert drive.titles()[0] == NEWEST
        await drive.press("q")
        assert drive.focus == "ArticleList"
        await drive.press("q")
        assert drive.focus == "FeedTree"


async def test_an_opened_article_stays_among_the_unread_until_the_list_is_opened_anew(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("F")
        assert drive.reader.listing.filter is Filter.UNREAD
        await drive.press("enter", "J", "q")
        assert len(drive.titles()) == 7
        drive.reader.sync()
        await drive.settle()
        assert len(drive.titles()) == 7
        await drive.press("F", "F", "F")
        assert len(drive.titles()) == 5


async def test_marks_toggle_as_fast_as_keys_come(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.pilot.press("s", "N", "s", "s", "N", "N")
        await drive.settle()
        row = by_title(library, NEWEST).row
        assert (row.starred, row.read) == (True, True)
        await drive.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        row = by_title(library, NEWEST).row
        assert (row.starred, row.read) == (False, False)
        await drive.press("ctrl+z")
        assert drive.toasts[-1] == "There is nothing to undo"


async def test_marking_a_feed_as_read_can_be_undone(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("h", "G", "enter")
        assert drive.titles() == [HOSTILE, "A long read"]
        await drive.press("A")
        assert "2 articles marked read" in drive.toasts[-1]
        assert library.count(Selection(unread=True)) == 5
        await drive.press("A")
        assert drive.toasts[-1] == "Nothing here is unread"
        await drive.press("C")
        assert library.count(Selection(unread=True)) == 0
        await drive.press("ctrl+z", "ctrl+z")
        assert library.count(Selection(unread=True)) == 7
        assert "7 unread" in drive.lines[0]


async def test_next_and_previous_unread(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("n")
        assert drive.reader.opened == by_title(library, NEWEST).row.id
        await drive.press("n", "n")
        assert drive.reader.articles.current is not None
        assert drive.reader.articles.current.title == "Storm closes ports"
        await drive.press("p")  # what lies above is read: around the top to the last
        assert drive.reader.articles.current.title == "Rates explained"
        await drive.press("n", "n", "n", "n", "n")
        assert library.count(Selection(unread=True)) == 0
        assert drive.toasts[-1] == "Nothing unread is left in All"


async def test_space_pages_then_goes_on_to_the_next_unread(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("j", "j", "j", "j", "j", "space")
        assert drive.reader.opened is not None
        view = drive.reader.reading.view
        assert view.scroll_offset.y == 0
        await drive.press("space")
        assert view.scroll_offset.y > 10
        await drive.press("l", "G", "space")
        assert drive.reader.articles.current is not None
        assert drive.reader.articles.current.title == "Rates explained"


async def test_next_and_previous_article(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("J", "J", "K")
        assert drive.reader.articles.cursor == 1
        assert library.count(Selection(unread=True)) == 5
        await drive.press("K", "K", "K")
        assert drive.reader.articles.cursor == 0


async def test_order_and_filter(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        newest = drive.titles()
        await drive.press("S")
        assert drive.reader.listing.order is Order.OLDEST
        assert drive.titles() == newest[::-1]
        assert "oldest first" in drive.lines[0]
        await drive.press("S", "s", "F", "F")
        assert drive.titles() == [drive.reader.articles.current.title] if drive.reader.articles.current else False


async def test_panes_by_key(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        places = []
        for key in ("1", "2", "3", "h", "left", "l", "right", "tab", "1", "tab"):
            await drive.press(key)
            places.append(drive.focus)
        assert places[:7] == [
            "FeedTree",
            "ArticleList",
            "ArticleView",
            "ArticleList",
            "FeedTree",
            "ArticleList",
            "ArticleView",
        ]
        assert places[8:] == ["FeedTree", "ArticleList"]


async def test_feeds_can_be_put_away(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("ctrl+b")
        assert "RFE/RL          3" not in drive.text
        assert not drive.reader.feed_tree.display
        await drive.press("h")
        assert drive.focus == "FeedTree"
        await drive.press("l", "ctrl+b")
        assert drive.reader.feed_tree.display


async def test_zen_and_back(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("z")
        assert drive.focus == "ArticleView"
        assert not drive.reader.articles.display
        await drive.press("z")
        assert drive.focus == "ArticleList"
        await drive.press("z", "escape")
        assert drive.reader.articles.display


async def test_medium_and_narrow_terminals(app: WirecopyApp) -> None:
    async with driving(app, MEDIUM) as drive:
        reader = drive.reader
        shown = lambda: (reader.feed_tree.display, reader.articles.display, reader.reading.display)  # noqa: E731
        assert shown() == (False, True, True)
        await drive.press("h")
        assert shown() == (True, True, False)
        await drive.press("enter", "enter")
        assert shown() == (False, True, True)
        await drive.resize(*NARROW)
        assert shown() == (False, False, True)
        await drive.press("q")
        assert shown() == (False, True, False)
        await drive.press("q")
        assert shown() == (True, False, False)
        await drive.resize(130, 40)
        assert shown() == (True, True, True)
        assert drive.focus == "FeedTree"


async def test_everything_can_be_reached_at_80_by_24(app: WirecopyApp, library: Library) -> None:
    async with driving(app, NARROW) as drive:
        assert drive.focus == "ArticleList"
        assert drive.reader.article is None  # nothing is previewed where it cannot be seen
        await drive.press("j", "enter")
        assert "The central bank held its rates on Wednesday." in drive.text
        await drive.press("n")
        assert "Storm closes ports" in drive.text
        assert drive.focus == "ArticleView"
        await drive.press("q", "n")
        assert drive.focus == "ArticleView"
        assert library.count(Selection(unread=True)) == 4


async def test_going_right_opens_what_the_list_is_at(app: WirecopyApp, library: Library) -> None:
    async with driving(app, NARROW) as drive:
        await drive.press("enter", "h", "j", "j", "l")
        assert "Storm closes ports" in drive.text
        assert by_title(library, "Storm closes ports").row.read
        assert not by_title(library, "Bank holds rates").row.read


async def test_another_feed_starts_at_its_top_another_order_where_one_was(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("G", "S")
        assert drive.reader.articles.cursor == 0
        await drive.press("S", "1", "j", "j", "j", "j", "enter")
        assert drive.titles() == ["Bank holds rates", "Storm closes ports", "Putin visits a factory"]
        assert drive.reader.articles.cursor == 0


async def test_windows_close_once_however_fast_the_keys(app: WirecopyApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "/bin/true")
    async with driving(app) as drive:
        for opening, closing in (("u", "enter"), ("i", "escape"), ("question_mark", "q"), ("slash", "escape")):
            await drive.press(opening)
            assert app.screen is not drive.reader
            await drive.pilot.press(closing, closing)
            await drive.settle()
            assert app.screen is drive.reader
            await drive.press("2")


async def test_ctrl_c_ends_the_reader(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.pilot.press("ctrl+c")
    assert app.return_code == 0


async def test_links(app: WirecopyApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("tui.browser.start", lambda command: opened.append(command.arguments[-1]))
    monkeypatch.setenv("BROWSER", "/bin/true")
    async with driving(app) as drive:
        await drive.press("o")
        await drive.press("u")
        assert isinstance(app.screen, LinksDialog)
        assert "https://kremlin.example/agenda" in drive.text
        await drive.press("j", "enter")
        assert opened == ["https://amn.example/maduro", "https://kremlin.example/agenda"]
        await drive.press("y")
        assert app.clipboard == "https://amn.example/maduro"
        await drive.press("u", "j", "y", "escape")
        assert app.clipboard == "https://kremlin.example/agenda"


async def test_a_link_without_a_browser_says_so(app: WirecopyApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    async with driving(app) as drive:
        await drive.press("o")
        assert "No browser was found" in drive.toasts[-1]


async def test_info(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("i")
        assert isinstance(app.screen, InfoDialog)
        for words in ("Ann Writer", "Wed 25 Sep 2019, 08:16", "https://amn.example/maduro", "American Military News"):
            assert words in drive.text
        await drive.press("q")
        assert app.screen is drive.reader


async def test_mentions_lead_to_cards_and_cards_to_the_search(app: WirecopyApp, indexed: Library) -> None:
    async with driving(app) as drive:
        await drive.press("enter", "right_square_bracket", "enter")
        assert isinstance(app.screen, CardScreen)
        for words in ("Person", "Vladimir Putin", "2 articles · 2 mentions", "first seen Mon 23:06"):
            assert words in drive.text, words
        await drive.press("escape")
        assert app.screen is drive.reader
        await drive.press("enter", "slash")
        assert isinstance(app.screen, SearchScreen)
        assert drive.search.input.value == 'person:"Vladimir Putin"'
        assert sorted(drive.titles()) == sorted([NEWEST, "Putin visits a factory"])


async def test_a_mention_says_in_how_many_articles_it_stands(app: WirecopyApp) -> None:
    async with driving(app, (180, 36)) as drive:
        await drive.press("enter", "right_square_bracket")
        assert "● people 2  ● place 1" in drive.text
        assert "Vladimir Putin · person · in 2 articles · mention 1/3" in drive.text
        await drive.resize(120, 36)
        assert "● people 2 " in drive.text
        assert "  Vladimir Putin · person · mention 1/3" in drive.text
        y, line = next((y, line) for y, line in enumerate(drive.lines) if "Vladimir Putin will" in line)
        await drive.pilot.hover(offset=(line.index("Vladimir Putin will"), y))
        assert str(drive.reader.reading.view.tooltip) == "Vladimir Putin · person · in 2 articles"


async def test_finding_in_the_article(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("ctrl+f")
        await drive.type("in")
        assert "1/" in drive.text
        await drive.press("enter", "n")
        assert "2/" in drive.text
        assert drive.reader.articles.cursor == 0
        await drive.press("escape", "n")  # finding is over: n is the next unread again
        assert drive.reader.articles.cursor == 1


async def test_themes(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        before = app.theme
        await drive.press("ctrl+t")
        assert (before, app.theme) == ("wirecopy-dark", "wirecopy-light")
        await drive.press("ctrl+t")
        assert app.theme == "wirecopy-dark"


async def test_the_help_lists_every_key_that_works_here(app: WirecopyApp) -> None:
    async with driving(app, (90, 160)) as drive:
        await drive.press("question_mark")
        assert isinstance(app.screen, KeysScreen)
        for key in (*APP_KEYS, *READING_KEYS, *ARTICLE_KEYS, *READER_KEYS, *FEED_KEYS, *PANE_KEYS):
            if key.id not in {"feeds.rename_search", "feeds.remove_search"}:  # for saved searches only
                assert key.title in drive.text, key.title
        await drive.press("question_mark")
        assert app.screen is drive.reader


async def test_the_palette_knows_every_command_and_runs_it(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("colon")
        await drive.type("star or")
        results = app.screen.query_one(CommandList)
        await drive.until(lambda: results.highlighted is not None and "Star or unstar" in drive.text)
        await drive.press("enter")
        await drive.until(lambda: library.count(Selection(starred=True)) == 1)


async def test_quitting(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("Q")
    assert app.return_code == 0


async def test_q_from_the_outermost_pane_quits(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("q")
        assert app.is_running
        await drive.pilot.press("q")
    assert app.return_code == 0


async def test_hostile_headlines_show_as_typed(app: WirecopyApp) -> None:
    async with driving(app, (160, 40)) as drive:
        await drive.press("j", "j", "j", "enter", "i")
        assert HOSTILE in drive.text
        await drive.press("escape", "u", "escape", "1", "G")
        assert "Bytes [bold]" in drive.text
