"""Any keys in any order, at any size: the reader goes on."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from driving import driving
from reader_samples import NOW

from tui.app import WirecopyApp
from tui.keys import APP_KEYS, ARTICLE_KEYS, PANE_KEYS, READER_KEYS, READING_KEYS, SEARCH_KEYS

if TYPE_CHECKING:
    from index import Library

OURS = [key for keys in (APP_KEYS, ARTICLE_KEYS, PANE_KEYS, READER_KEYS, READING_KEYS, SEARCH_KEYS) for key in keys]
KEYS = [name for key in OURS if key.id not in {"app.quit", "go.back"} for name in key.keys.split(",")]
KEYS += [*"jkgGbv[]aei", "enter", "tab", "shift+tab", "up", "down", "pagedown", "backspace", "escape"]
NAMES = {"[": "left_square_bracket", "]": "right_square_bracket"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 5))
async def test_any_keys(indexed: Library, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "/bin/true")
    chance = random.Random(seed)
    app = WirecopyApp(indexed, clock=lambda: NOW, refresh_command=["/bin/true"])
    async with driving(app, chance.choice([(120, 36), (100, 30), (80, 24), (40, 10)])) as drive:
        for _ in range(120):
            key = chance.choice(KEYS)
            await drive.pilot.press(NAMES.get(key, key))
        await drive.settle()
        assert app.is_running
        assert not [toast for toast in drive.toasts if "did not work" in toast]
