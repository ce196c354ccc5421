"""Correcting: what the screen and the search say at once, what the archive keeps, and taking it back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from driving import driving
from entity_samples import named, show_card

from index import CorrectionKind, EntityType, Library, NotFoundError
from tui.entity_changes import patiently
from tui.screens.choosing import ChooseDialog, FindEntityDialog
from tui.screens.corrections import CorrectionsScreen
from tui.screens.entity_card import CardScreen

if TYPE_CHECKING:
    from tui.app import WirecopyApp


async def test_two_names_become_one(reader: WirecopyApp, people: Library) -> None:
    other, person = named(people, "Nicolasito Guerra"), named(people, "Nicolas Maduro")
    async with driving(reader) as drive:
        await show_card(drive, other)
        await drive.press("c", "1")
        assert isinstance(reader.screen, FindEntityDialog)
        await drive.type("nic")
        assert "Nicolas Maduro" in drive.text
        assert "Nicolasito Guerra" not in "\n".join(line[26:] for line in drive.lines[12:26])
        await drive.press("enter")
        assert people.entity(other).id == person
        assert isinstance(reader.screen, CardScreen)
        assert "5 articles" in drive.text
        assert drive.toasts[-1] == "Nicolasito Guerra is Nicolas Maduro. ^z undoes"
        await drive.press("ctrl+z")
        assert people.entity(other).name == "Nicolasito Guerra"
        assert "1 article ·" in drive.text


async def test_what_is_found_while_typing_follows_the_letters(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "OPEC"))
        await drive.press("c", "1")
        await drive.type("carac")
        assert "● Caracas" in drive.text
        await drive.type("xx")
        assert "No name begins like that" in drive.text
        await drive.press("enter")
        assert isinstance(reader.screen, FindEntityDialog)
        await drive.press("escape")
        assert isinstance(reader.screen, CardScreen)
        assert people.corrections() == ()


async def test_a_short_form_is_split_off(reader: WirecopyApp, people: Library) -> None:
    person = named(people, "Nicolas Maduro")
    people.correct_entity(named(people, "Nicolasito Guerra"), CorrectionKind.SAME, into=person)
    async with driving(reader) as drive:
        await show_card(drive, person)
        await drive.press("c", "2", "1")
        kinds = {one.kind for one in people.corrections()}
        assert CorrectionKind.APART in kinds
        assert "4 articles" in drive.text
        await drive.press("ctrl+z")
        assert {one.kind for one in people.corrections()} == {CorrectionKind.SAME}


async def test_a_name_without_other_forms_has_none_to_split_off(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "OPEC"))
        await drive.press("c", "2")
        assert isinstance(reader.screen, ChooseDialog)
        assert "it has no other form" in drive.text


async def test_a_rename_shows_everywhere_at_once(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await drive.press("enter", "right_square_bracket", "e", "enter", "enter")
        await drive.press("c", "3", "ctrl+u")
        await drive.type("President Maduro")
        await drive.press("enter")
        assert "President Maduro" in drive.text
        await drive.press("escape")
        assert drive.reader.listing.title == "President Maduro (person)"
        assert "President Maduro" in drive.lines[0]
        assert drive.reader.reading.view.status.focus.name == "President Maduro"  # as said below the article
        await drive.press("ctrl+z")
        assert drive.reader.listing.title == "Nicolas Maduro (person)"


async def test_a_wrong_type_is_put_right(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "Caracas"))
        await drive.press("c", "4", "2")  # people, organisations: the place itself isn't offered
        assert "● Organisation" in drive.text
        assert people.entity(named(people, "Caracas")).type is EntityType.ORG
        await drive.press("escape", "escape")
        await drive.press("ctrl+z")
        assert people.entity(named(people, "Caracas")).type is EntityType.PLACE


async def test_what_is_no_name_is_gone_from_card_article_and_list(reader: WirecopyApp, people: Library) -> None:
    def shown() -> tuple[bool, bool]:
        """Whether the list and the legend tell of a place."""
        counts = dict(drive.reader.reading.view.status.counts)
        return "Maduro · Caracas" in drive.lines[3], EntityType.PLACE in counts

    async with driving(reader) as drive:
        await drive.press("enter")
        assert shown() == (True, True)
        await show_card(drive, named(people, "Caracas"))
        await drive.press("c", "5")
        assert reader.screen is drive.reader
        assert drive.toasts[-1] == "Caracas (PLACE) is no entity. ^z undoes"
        assert shown() == (False, False)
        await drive.press("ctrl+z")
        assert shown() == (True, True)


async def test_a_name_hidden_while_its_card_is_open_elsewhere_leads_back(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        screen = await show_card(drive, named(people, "OPEC"))
        await drive.press("j", "enter")
        assert screen.card is not None
        people.correct_entity(screen.card.entity.id, CorrectionKind.HIDE)
        await drive.press("f")
        await drive.press("escape")
        assert screen.card is not None
        assert screen.card.entity.name == "OPEC"


async def test_corrections_are_listed_and_taken_back_one_by_one(reader: WirecopyApp, people: Library) -> None:
    first = people.correct_entity(named(people, "Caracas"), CorrectionKind.RENAME, name="Santiago de León")
    people.correct_entity(named(people, "OPEC"), CorrectionKind.HIDE)
    async with driving(reader) as drive:
        await drive.press("colon")
        await drive.type("corrections")
        await drive.press("enter")
        await drive.settle()
        assert isinstance(reader.screen, CorrectionsScreen)
        assert "2 corrections" in drive.text
        assert "OPEC (ORG) is no entity." in drive.text
        await drive.press("j", "x")
        assert drive.toasts[-1] == "No longer: Caracas is displayed as Santiago de León."
        assert [one.kind for one in people.corrections()] == [CorrectionKind.HIDE]
        with pytest.raises(NotFoundError):
            people.undo_correction(first.id)
        y = next(y for y, line in enumerate(drive.lines) if "x Take back" in line)
        await drive.pilot.click(offset=(drive.lines[y].index("x Take back") + 2, y))
        await drive.settle()
        assert people.corrections() == ()
        assert "No corrections yet" in drive.text


async def test_a_correction_by_mouse_alone(reader: WirecopyApp, people: Library) -> None:
    async def click(words: str) -> None:
        y = next(y for y, line in reversed(list(enumerate(drive.lines))) if words in line)
        await drive.pilot.click(offset=(drive.lines[y].index(words) + 1, y))
        await drive.settle()

    async with driving(reader) as drive:
        await show_card(drive, named(people, "Caracas"))
        for words in ("c Correct", "It is not a place", "2  organisation"):
            await click(words)
        assert "● Organisation" in drive.text


async def test_a_correction_that_says_nothing_new_is_told(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "Caracas"))
        await drive.press("c", "3", "ctrl+u")
        await drive.press("space", "enter")
        assert "A name has at least one letter." in drive.toasts[-1]


async def test_the_search_follows_a_correction(reader: WirecopyApp, people: Library) -> None:
    people.search_index().catch_up()
    assert people.search('person:"Juan Guerra"').total == 0
    async with driving(reader) as drive:
        await show_card(drive, named(people, "Nicolasito Guerra"))
        await drive.press("c", "3", "ctrl+u")
        await drive.type("Juan Guerra")
        await drive.press("enter", "slash")
        await drive.until(lambda: people.search('person:"Juan Guerra"').total == 1)
        await drive.settle()
        assert "The president is misnamed" in drive.text


async def test_what_takes_long_is_told(reader: WirecopyApp) -> None:
    gate = asyncio.Event()

    async def slow() -> int:
        await gate.wait()
        return 7

    async with driving(reader) as drive:
        task = asyncio.create_task(patiently(reader, slow(), "Putting it right …"))
        await drive.until(lambda: "Putting it right …" in drive.toasts)
        gate.set()
        assert await task == 7
