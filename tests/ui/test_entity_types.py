"""Which types of names are highlighted: chosen by digit and by mouse, kept, and told apart without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import driving
from entity_samples import fill
from reader_samples import NOW
from screen_dump import style_of

from index import EntityType, Library
from tui.app import WirecopyApp
from tui.remembering import remembered
from tui.screens.types import TypesDialog
from tui.state import ReaderState, decode_state, encode_state
from tui.widgets.article_inks import type_style

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def reader(open_library: Callable[[], Library]) -> WirecopyApp:
    return WirecopyApp(fill(open_library()), clock=lambda: NOW)


async def test_a_digit_turns_a_type_off_in_the_article_and_in_the_legend(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("enter", "H")
        assert isinstance(reader.screen, TypesDialog)
        await drive.press("1", "escape")
        assert reader.session.types_off == {EntityType.PERSON}
        await drive.until(lambda: "○ person 1" in drive.text)
        assert "● place 1" in drive.text
        await drive.press("right_square_bracket")
        await drive.until(lambda: "Caracas · place · mention 1/1" in drive.text)
        await drive.press("H", "1", "H")
        await drive.until(lambda: "● person 1" in drive.text)


async def test_a_type_that_is_off_is_plain_text(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("enter")
        assert style_of(reader, "Nicolas Maduro").underline
        await drive.press("H", "1", "escape")
        view = drive.reader.reading.view
        y = next(y for y, line in enumerate(drive.lines) if "It is said of" in line)
        style = next(s for s in reader.screen._compositor.render_strips()[y] if "It is said of" in s.text)
        assert "Nicolas Maduro" in style.text
        assert len(view.page.mentions) == 1


async def test_types_toggle_by_mouse_space_and_all_at_once(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        y = next(y for y, line in enumerate(drive.lines) if "● person 1" in line)
        await drive.pilot.click(offset=(drive.lines[y].index("person"), y))
        await drive.settle()
        assert isinstance(reader.screen, TypesDialog)
        y = next(y for y, line in enumerate(drive.lines) if "3  ● place" in line)
        await drive.pilot.click(offset=(drive.lines[y].index("place"), y))
        await drive.settle()
        assert reader.session.types_off == {EntityType.PLACE}
        assert "off" in drive.lines[y]
        await drive.press("space")
        assert not reader.session.types_off
        await drive.press("a")
        assert reader.session.types_off == set(EntityType)
        await drive.press("a")
        assert not reader.session.types_off


async def test_it_is_remembered(reader: WirecopyApp) -> None:
    async with driving(reader) as drive:
        await drive.press("H", "1", "7", "escape")
        state = decode_state(encode_state(remembered(reader, drive.reader, ReaderState())))
    assert state.types_off == {EntityType.PERSON, EntityType.DATE}


@pytest.mark.parametrize("stored", ['["PERSON", "NOBODY", 3, null, [1]]', '"PERSON"', "{}"])
def test_a_damaged_memory_costs_no_more_than_itself(stored: str) -> None:
    off = decode_state(f'{{"measure": 60, "types_off": {stored}}}')
    assert off.measure == 60
    assert off.types_off <= {EntityType.PERSON}


def test_no_two_types_look_the_same_without_colour() -> None:
    looks = {
        (style.bold, style.italic, style.underline, style.underline2)
        for style in (type_style(kind) for kind in EntityType)
    }
    assert len(looks) == len(EntityType)


async def test_the_legend_writes_each_type_as_the_text_does(
    open_library: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = WirecopyApp(fill(open_library()), clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.press("enter")
        person, place = style_of(app, "person"), style_of(app, "place")
        assert (person.bold, person.underline) == (True, True)
        assert (place.italic, place.underline, place.bold) == (True, True, None) or not place.bold
        assert style_of(app, "Nicolas Maduro").bold
