"""Any keys, clicks, pastes and sizes in any order: the search goes on, and never draws what it should not."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from driving import driving
from reader_samples import NOW
from textual import events

from tui.app import WirecopyApp
from tui.keys import SEARCH_KEYS
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from driving import Driver

    from index import Library

KEYS = [name for key in SEARCH_KEYS for name in key.keys.split(",")]
KEYS += [*"jkgGhlnNvpzsJKxa", "enter", "tab", "shift+tab", "up", "down", "left", "right", "pagedown", "backspace"]
KEYS += ["ctrl+a", "ctrl+e", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+d", "ctrl+b", "ctrl+x", "ctrl+z", "space", "delete"]
PASTES = (
    "putin", "person:", 'person:"', "place:mos", "feed:american ", 'title:(a OR "b', "OR OR", "sort:oldest ", "(" * 50,
    "日本語 title:", "e\u0301" * 30,
    "\u202e\u200f", "[red]x[/]", "x" * 3000, "is:unread -", "date:2019-13", "~~~ *", "\\",
)  # fmt: skip
SIZES = ((120, 36), (100, 30), (80, 24), (40, 10), (200, 60), (20, 5))


async def paste(drive: Driver, chance: random.Random) -> None:
    if drive.app.focused is not None:
        drive.app.focused.post_message(events.Paste(chance.choice(PASTES)))


async def click(drive: Driver, chance: random.Random) -> None:
    width, height = drive.app.size
    await drive.pilot.click(offset=(chance.randrange(width), chance.randrange(max(1, height - 1))))


async def key(drive: Driver, chance: random.Random) -> None:
    await drive.pilot.press(chance.choice(KEYS))


async def resize(drive: Driver, chance: random.Random) -> None:
    await drive.pilot.resize_terminal(*chance.choice(SIZES))


async def run(library: Library, seed: int, steps: int) -> None:
    chance = random.Random(seed)
    doings = [key] * 12 + [paste] * 3 + [click] * 3 + [resize]
    app = WirecopyApp(library, clock=lambda: NOW, refresh_command=["/bin/true"])
    async with driving(app, chance.choice(SIZES[:3])) as drive:
        for _ in range(steps):
            if not isinstance(app.screen, SearchScreen):
                await drive.press("escape", "slash")
            await chance.choice(doings)(drive, chance)
        await drive.settle()
        assert app.is_running
        assert not [toast for toast in drive.toasts if "did not work" in toast], drive.toasts
        for line in drive.lines:
            assert "\x1b" not in line


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 7))
async def test_any_keys_in_the_search(indexed: Library, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "/bin/true")
    await run(indexed, seed, 150)


async def test_any_keys_in_an_empty_archive(
    open_library: Callable[[str], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "/bin/true")
    await run(open_library(""), 7, 60)
