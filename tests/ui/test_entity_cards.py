"""The card of an entity: what stands on it, and every way on from there, by key and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, Driver, driving
from entity_samples import CJK_NAME, HOSTILE_NAME, LONG_NAME, named, show_card
from reader_samples import by_title
from textual.widgets import Input

from index import Library, Selection
from tui.entity_messages import CardWanted
from tui.screens.choosing import NamesDialog
from tui.screens.dialogs import MentionDialog
from tui.screens.entity_card import CardScreen
from tui.screens.search import SearchScreen
from tui.widgets.entity_rows import StoryRow

if TYPE_CHECKING:
    from tui.app import WirecopyApp


def card(drive: Driver) -> CardScreen:
    assert isinstance(drive.app.screen, CardScreen), drive.app.screen
    return drive.app.screen


async def click_on(drive: Driver, words: str) -> None:
    """Click on words of the screen, the lowest line that has them."""
    for y, line in reversed(list(enumerate(drive.lines))):
        if words in line:
            await drive.pilot.click(offset=(line.index(words) + 1, y))
            await drive.settle()
            return
    raise AssertionError(f"{words!r} is not on the screen:\n{drive.text}")


async def test_a_card_says_who_when_how_often_with_whom_and_where(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "Nicolas Maduro"))
        for words in (
            "● Person",
            "Nicolas Maduro",
            "4 articles · 4 mentions",
            "first seen 16 Aug · last seen 1 h",
            "Articles a month: most in Sep 2019: 3 articles, the latest month",
            "All 4 articles",
            "Mentioned with",
            "OPEC",
            "Latest",
            "Maduro travels",
        ):
            assert words in drive.text, words
        assert "█" in drive.text
        assert "Sep 2019" in drive.text.split("Articles a month")[0]


async def test_enter_and_a_click_on_a_mention_open_its_card(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("enter", "right_square_bracket", "enter")
        assert card(drive).card is not None
        assert card(drive).card.entity.name == "Nicolas Maduro"
        await drive.press("escape")
        await click_on(drive, "Caracas that")
        assert card(drive).card.entity.name == "Caracas"


@pytest.mark.parametrize("key", ["enter", "e"])
async def test_the_page_lists_the_articles_in_the_reader(reader: WirecopyApp, people: Library, key: str) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "Nicolas Maduro"))
        await drive.press(key)
        assert drive.app.screen is drive.reader
        assert drive.focus == "ArticleList"
        assert drive.reader.listing.title == "Nicolas Maduro (person)"
        assert drive.reader.listing.place == Selection(entity=named(people, "Nicolas Maduro"))
        assert "Nicolas Maduro (person)" in drive.lines[0]
        assert len(drive.titles()) == 4


async def test_the_page_opens_by_mouse_as_well(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "OPEC"))
        await click_on(drive, "All 2 articles")
        assert drive.reader.listing.title == "OPEC (organisation)"


async def test_cards_lead_to_cards_and_back(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "Nicolas Maduro"))
        await click_on(drive, "● OPEC")
        assert card(drive).card.entity.name == "OPEC"
        await drive.press("j", "enter")
        assert card(drive).card.entity.name == "Nicolas Maduro"
        await drive.press("backspace")
        assert card(drive).card.entity.name == "OPEC"
        await drive.press("escape")
        assert card(drive).card.entity.name == "Nicolas Maduro"
        await drive.press("escape")
        assert drive.app.screen is drive.reader


async def test_q_closes_all_of_them(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "Nicolas Maduro"))
        await drive.press("j", "enter", "q")
        assert drive.app.screen is drive.reader


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_article_of_the_card_opens_in_the_page(
    reader: WirecopyApp, people: Library, size: tuple[int, int]
) -> None:
    async with driving(reader, size) as drive:
        screen = await show_card(drive, named(people, "Nicolas Maduro"))
        place = next(
            n
            for n, row in enumerate(screen.list.rows)
            if isinstance(row, StoryRow) and row.row.title == "Maduro travels"
        )
        while screen.list.cursor < place:
            await drive.press("j")
        await drive.press("enter")
        assert drive.app.screen is drive.reader
        assert drive.reader.article is not None
        assert drive.reader.article.row.title == "Maduro travels"
        assert drive.reader.opened == by_title(people, "Maduro travels").row.id
        assert drive.reader.articles.current.title == "Maduro travels"
        assert drive.focus == "ArticleView"
        assert len(drive.titles()) == 4


async def test_slash_searches_by_the_field_of_the_type(reader: WirecopyApp, people: Library) -> None:
    people.search_index().catch_up()
    async with driving(reader) as drive:
        await show_card(drive, named(people, "Caracas"))
        await drive.press("slash")
        assert isinstance(reader.screen, SearchScreen)
        assert reader.screen.query_one(Input).value == 'place:"Caracas"'


async def test_capital_e_asks_whose_card_is_meant(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("E")
        assert isinstance(reader.screen, NamesDialog)
        assert "Caracas" in drive.text
        await drive.press("j", "enter")
        assert card(drive).card.entity.name == "Caracas"
        await drive.press("q", "E", "q")
        assert reader.screen is drive.reader
        await drive.press("enter", "right_square_bracket", "E")  # the focused mention's, without asking
        assert card(drive).card.entity.name == "Nicolas Maduro"


async def test_small_e_goes_to_the_page_at_once(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("enter", "right_square_bracket", "e")
        assert drive.reader.listing.title == "Nicolas Maduro (person)"
        await drive.press("q", "e")
        assert isinstance(reader.screen, NamesDialog)
        await click_on(drive, "● Caracas")
        assert drive.reader.listing.title == "Caracas (place)"


async def test_an_article_without_names_says_so(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("G", "k", "k")
        while drive.reader.articles.current.title != "Nobody is named":
            await drive.press("k")
        await drive.press("E")
        assert drive.toasts[-1] == "No names are known here."


@pytest.mark.parametrize("name", [HOSTILE_NAME, LONG_NAME, CJK_NAME])
@pytest.mark.parametrize("size", [WIDE, NARROW, (40, 12)])
async def test_any_name_fits_its_card(reader: WirecopyApp, people: Library, name: str, size: tuple[int, int]) -> None:
    async with driving(reader, size) as drive:
        await show_card(drive, named(people, name))
        assert name[:12] in drive.text
        assert all(strip.cell_length == size[0] for strip in reader.screen._compositor.render_strips())
        await drive.press("e")
        assert name[:6] in drive.lines[0]


async def test_a_card_of_nobody_says_so_and_closes(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        reader.post_message(CardWanted(9999))
        await drive.settle()
        assert drive.app.screen is drive.reader
        assert drive.toasts[-1] == "The archive knows this name no longer"


async def test_a_date_that_is_no_entity_says_which_day_it_is(reader: WirecopyApp, people: Library) -> None:
    from index import EntityType, Mention

    async with driving(reader) as drive:
        mention = Mention(0, 9, "next week", EntityType.DATE, "next week", date="2019-09-30/2019-10-06")
        reader.push_screen(MentionDialog(mention))
        await drive.settle()
        assert "Mon 30 Sep 2019 – Sun 6 Oct 2019" in drive.text


async def test_a_facet_of_the_search_leads_to_its_card(reader: WirecopyApp, people: Library) -> None:
    people.search_index().catch_up()
    async with driving(reader) as drive:
        await drive.press("slash")
        await drive.type("said")
        await drive.press("enter", "F")
        assert drive.focus == "FacetPane"
        pane = reader.focused
        while pane.named_here is None or pane.named_here[0] != "Caracas":
            await drive.press("j")
        await drive.press("E")
        assert card(drive).card.entity.name == "Caracas"
        await drive.press("escape", "e")
        assert drive.reader.listing.title == "Caracas (place)"


async def test_a_whole_card_at_eighty_columns(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader, NARROW) as drive:
        await show_card(drive, named(people, "Nicolas Maduro"))
        inside = [line.split("│")[1][1:70].rstrip() for line in drive.lines if line.count("│") == 2][:18]
        assert inside == [
            "  Nicolas Maduro",
            "",
            "  4 articles · 4 mentions",
            "  first seen 16 Aug · last seen 1 h",
            "",
            "                                              ███",
            "  ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ▅▅▅ ███",
            "  Oct 2018    2019                       Sep 2019",
            "  Articles a month: most in Sep 2019: 3 articles, the latest month",
            "",
            "▎ e  All 4 articles",
            "",
            "  Mentioned with                                          together in",
            "  ● OPEC                                         organisation       2",
            "  ● Caracas                                      place              3",
            "  ● Venezuelans                                  group              1",
            "",
            "  Latest",
        ]


async def test_what_is_all_of_the_last_days_is_shown_by_the_day(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "OPEC"))
        assert "Articles a day: most on Mon 23 Sep: 1 article; none on Wed 25 Sep" in drive.text
        assert "█" in drive.text
        await show_card(drive, named(people, "Venezuelans"))  # one article is one article
        assert "Articles a month: 1, all in Aug 2019" in drive.text
