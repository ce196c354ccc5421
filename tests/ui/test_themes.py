"""Choosing a theme from the list of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import WIDE, Driver

from tui.screens.themes import ThemesScreen, in_order
from tui.theme import DARK, LIGHT, THEMES

if TYPE_CHECKING:
    from tui.app import WirecopyApp


def test_ours_come_first_and_the_one_without_colours_not_at_all() -> None:
    assert [theme.name for theme in in_order(reversed(THEMES))] == [DARK.name, LIGHT.name]


async def themes(app: WirecopyApp, drive: Driver) -> None:
    await drive.settle()
    await drive.press("colon")
    await drive.type("choose a theme")
    await drive.press("enter")
    await drive.until(lambda: isinstance(app.screen, ThemesScreen))
    await drive.settle()


async def test_a_theme_is_put_on_while_one_looks_and_taken_with_enter(app: WirecopyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        drive = Driver(app, pilot)
        await themes(app, drive)
        assert any("wirecopy-light" in line and "light" in line for line in drive.lines)
        await drive.press("j")
        assert app.theme == LIGHT.name
        await drive.press("enter")
        assert app.screen is drive.reader
        assert app.theme == LIGHT.name


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_escape_puts_the_old_one_back(app: WirecopyApp, key: str) -> None:
    async with app.run_test(size=WIDE) as pilot:
        drive = Driver(app, pilot)
        await themes(app, drive)
        await drive.press("j", "j", "j")
        assert app.theme not in {DARK.name, LIGHT.name}
        await drive.press(key)
        assert app.theme == DARK.name


async def test_a_click_takes_a_theme(app: WirecopyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        drive = Driver(app, pilot)
        await themes(app, drive)
        line = next(n for n, text in enumerate(drive.lines) if "wirecopy-light" in text)
        await pilot.click(offset=(60, line))
        await drive.settle()
        assert app.theme == LIGHT.name
        assert app.screen is drive.reader


async def test_where_there_are_no_colours_there_is_nothing_to_choose(
    app: WirecopyApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "no_color", True)
    async with app.run_test(size=WIDE) as pilot:
        drive = Driver(app, pilot)
        await drive.settle()
        app.action_themes()
        await drive.settle()
        assert app.screen is drive.reader
        assert "NO_COLOR is set: there are no colours to choose from." in drive.toasts
