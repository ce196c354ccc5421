"""The tour: shown once, out of the way with any key, with the keys as they are bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, Driver
from reader_samples import NOW

from tui.app import WirecopyApp
from tui.keymap import reader_places, shown_keys
from tui.remembering import Memory
from tui.screens.tour import TourScreen, tour_lines

if TYPE_CHECKING:
    from pathlib import Path

    from index import Library


def newcomer(library: Library, state: Path) -> WirecopyApp:
    return WirecopyApp(library, clock=lambda: NOW, tour=True, memory=Memory(state))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_newcomer_is_shown_around_once(library: Library, tmp_path: Path, size: tuple[int, int]) -> None:
    app = newcomer(library, tmp_path / "state.json")
    async with app.run_test(size=size) as pilot:
        drive = Driver(app, pilot)
        await drive.until(lambda: isinstance(app.screen, TourScreen))
        await drive.settle()
        assert "Welcome to Wirecopy" in drive.text
        assert any("/   search every article" in line for line in drive.lines)
        await drive.press("enter")
        assert "Welcome" not in drive.text
        await drive.press("Q")
    again = newcomer(library, tmp_path / "state.json")
    async with again.run_test(size=size) as pilot:
        drive = Driver(again, pilot)
        await drive.settle()
        assert "Welcome" not in drive.text


async def test_a_key_that_does_something_does_it(library: Library, tmp_path: Path) -> None:
    app = newcomer(library, tmp_path / "state.json")
    async with app.run_test(size=WIDE) as pilot:
        drive = Driver(app, pilot)
        await drive.until(lambda: isinstance(app.screen, TourScreen))
        await drive.press("j")
        assert "Welcome" not in drive.text
        assert drive.reader.articles.cursor == 1


async def test_a_click_beside_it_closes_it(library: Library, tmp_path: Path) -> None:
    app = newcomer(library, tmp_path / "state.json")
    async with app.run_test(size=WIDE) as pilot:
        drive = Driver(app, pilot)
        await drive.until(lambda: isinstance(app.screen, TourScreen))
        await pilot.click(offset=(1, 1))
        await drive.settle()
        assert "Welcome" not in drive.text


async def test_who_has_been_here_finds_it_among_the_commands(app: WirecopyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        drive = Driver(app, pilot)
        await drive.settle()
        assert "Welcome" not in drive.text
        await drive.press("colon")
        await drive.type("tour")
        await drive.press("enter")
        await drive.until(lambda: isinstance(app.screen, TourScreen))


def test_every_line_has_its_keys_and_follows_the_users_own() -> None:
    keys = shown_keys({"app.search": "f3", "mark.star": "asterisk"}, reader_places())
    lines = tour_lines(keys)
    assert len(lines) == 9
    assert ("f3", "search every article, as you type") in lines
    assert ("* ^z", "star; undo whatever it was") in lines
    assert ("] [", "people, organisations, places: Enter asks who that is") in lines
