"""In the news: who rises, in which period, of which type; and what is said where little can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, Driver, driving
from entity_samples import story
from reader_samples import NOW, Story, recognise, store

from index import EntityType, Library
from tui.app import WirecopyApp
from tui.screens.entity_card import CardScreen
from tui.screens.news import NewsScreen
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = 1440
QUAKE = ("Quakeville", EntityType.PLACE)
ADA = ("Ada Byron", EntityType.PERSON)
STEADY = ("Oslo", EntityType.PLACE)
OLD = ("Old Glory", EntityType.ORG)

STORIES = (
    *(story(f"The quake, part {n}", 30 + n * 20, QUAKE, STEADY) for n in range(6)),
    *(story(f"Ada is at it again, {n}", 2 * DAY + n * 30, ADA) for n in range(8)),
    *(story(f"A day in Oslo, {n}", n * DAY + 700, STEADY, OLD) for n in range(1, 60)),
    *(story(f"Ada in the past, {n}", 10 * DAY + n * DAY, ADA) for n in range(3)),
)


def filled(library: Library, stories: tuple[Story, ...] = STORIES) -> WirecopyApp:
    store(library, stories)
    recognise(library, stories)
    return WirecopyApp(library, clock=lambda: NOW)


@pytest.fixture
def reader(open_library: Callable[[], Library]) -> WirecopyApp:
    return filled(open_library())


def news(drive: Driver) -> NewsScreen:
    assert isinstance(drive.app.screen, NewsScreen)
    return drive.app.screen


def listed(drive: Driver) -> list[str]:
    return [line.split("● ")[1].split("  ")[0] for line in drive.lines if "● " in line]


async def test_those_who_rise_are_listed_with_their_numbers(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("W")
        assert news(drive).period == 1
        assert listed(drive)[:2] == ["Ada Byron", "Quakeville"] or listed(drive)[:2] == ["Quakeville", "Ada Byron"]
        assert "8, usually 1" in drive.text or "8, rarely before" in drive.text
        assert "6, new" in drive.text
        assert "━" in drive.text
        assert "The week up to Wed 25 Sep 2019, 07:56" in drive.text
        assert "Old Glory" not in drive.text  # as always


async def test_the_period_goes_round_by_key_and_by_mouse(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("W", "W")
        assert "The month up to" in drive.text
        await drive.press("tab")
        assert "The day up to" in drive.text
        assert listed(drive)[0] == "Quakeville"
        assert "Ada Byron" not in drive.text
        await drive.press("shift+tab", "shift+tab")
        assert "The week up to" in drive.text
        y = next(y for y, line in enumerate(drive.lines) if "last month" in line)
        await drive.pilot.click(offset=(drive.lines[y].index("last day") + 1, y))
        await drive.settle()
        assert "The day up to" in drive.text


async def test_types_are_chosen_by_key_and_by_mouse(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("W", "H")
        assert listed(drive) == ["Ada Byron"]
        await drive.press("H")
        assert "None of the organisations is in the news more than usual" in drive.text
        await drive.press("left", "left")
        assert len(listed(drive)) > 1
        y = next(y for y, line in enumerate(drive.lines) if "organisations" in line)
        await drive.pilot.click(offset=(drive.lines[y].index("places") + 1, y))
        await drive.settle()
        assert "Quakeville" in listed(drive)
        assert "Ada Byron" not in listed(drive)


async def test_enter_and_a_click_open_the_card_and_come_back(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("W", "enter")
        assert isinstance(reader.screen, CardScreen)
        await drive.press("escape")
        y = next(y for y, line in enumerate(drive.lines) if "Ada Byron" in line)
        await drive.pilot.click(offset=(drive.lines[y].index("Ada"), y))
        await drive.settle()
        assert isinstance(reader.screen, CardScreen)
        assert reader.screen.card.entity.name == "Ada Byron"
        await drive.press("q", "q")
        assert reader.screen is drive.reader


async def test_the_page_the_search_following_and_correcting(reader: WirecopyApp) -> None:
    library = reader.session.library
    async with driving(reader) as drive:
        await drive.press("W", "H", "f")
        assert [one.entity.name for one in library.followed()] == ["Ada Byron"]
        assert "Ada Byron ★" in drive.text
        await drive.press("f")
        assert library.followed() == ()
        await drive.press("c", "5")
        assert "Ada Byron" not in listed(drive)
        await drive.press("ctrl+z")
        assert listed(drive) == ["Ada Byron"]
        await drive.press("slash")
        assert isinstance(reader.screen, SearchScreen)
        await drive.press("escape", "escape")
        await drive.press("W") if not isinstance(reader.screen, NewsScreen) else None
        await drive.press("e")
        assert drive.app.screen is drive.reader
        assert "Ada Byron" in drive.reader.listing.title or "Quakeville" in drive.reader.listing.title


@pytest.mark.parametrize(
    ("stories", "said"),
    [
        ((), "Nothing here yet"),
        ((Story("Nobody", text="Nothing at all."),), "No names are known yet"),
        ((story("Once", 60, ADA),), "Nobody and nothing is in the news more than usual"),
    ],
)
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_where_little_can_be_said_it_says_why(
    open_library: Callable[[], Library], stories: tuple[Story, ...], said: str, size: tuple[int, int]
) -> None:
    async with driving(filled(open_library(), stories), size) as drive:
        await drive.press("W")
        assert said in drive.text
        await drive.press("enter", "e", "f", "c", "slash")  # nothing is selected: nothing happens
        assert isinstance(drive.app.screen, NewsScreen)


async def test_a_young_archive_says_that_its_past_is_too_short(open_library: Callable[[], Library]) -> None:
    stories = tuple(story(f"The quake, part {n}", 30 + n * 200, QUAKE) for n in range(9))
    async with driving(filled(open_library(), stories)) as drive:
        await drive.press("W")
        assert listed(drive) == ["Quakeville"]
        assert "The archive begins on Tue 24 Sep 2019" in drive.text
        assert "too late to say what is usual in a week" in drive.text
