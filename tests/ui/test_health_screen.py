"""How the feeds are doing, as a table that one can sort and act in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, driving
from reader_samples import NOW

from index.errors import FetchError
from index.feed_types import FetchState
from tui.app import WirecopyApp
from tui.screens.health import HealthScreen
from tui.widgets.health_rows import COLUMNS, heading, next_words, place_columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from driving import Driver

    from index import Library

HOUR, DAY = 3600, 86_400
TROUBLE = "HTTP 503 unavailable for now; [b]wait[/b]."


@pytest.fixture
def ill(library: Library) -> Library:
    """Three feeds: one is well and has moved, one fails, one is gone."""
    rferl, amn, byte = library.feeds()
    fetches = library.archive.fetches
    state = FetchState(size=48_300, moved_to="https://new.example/feed")
    fetches.record(rferl.id, checked=NOW - HOUR, state=state, error="")
    fetches.record(amn.id, checked=NOW - 3 * DAY, state=FetchState(size=1_200_000), error="")
    for hours in (4, 2):
        fetches.record(amn.id, checked=NOW - hours * HOUR, state=None, error=str(FetchError(TROUBLE)))
    fetches.record(byte.id, checked=NOW - 2 * HOUR, state=None, error="HTTP 410 gone for good.", gone=True)
    return library


@pytest.fixture
def app(ill: Library) -> WirecopyApp:
    return WirecopyApp(ill, clock=lambda: NOW)


def table(driver: Driver) -> list[str]:
    """The feeds in the order of the table, with what is wrong with each."""
    screen = driver.app.screen
    assert isinstance(screen, HealthScreen)
    start = screen.table.region.y
    return [line[:18].strip("▎ ") for line in driver.lines[start : start + len(screen.table.rows)]]


async def opened(driver: Driver) -> HealthScreen:
    await driver.press("Z")
    assert isinstance(driver.app.screen, HealthScreen)
    return driver.app.screen


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_what_fails_comes_first(app: WirecopyApp, size: tuple[int, int]) -> None:
    async with driving(app, size) as driver:
        await opened(driver)
        assert "3 feeds · 2 failing" in driver.text
        assert table(driver) == ["× Bytes [bold]", "! American Milita", "→ RFE/RL"]
        line = next(line for line in driver.lines if "RFE/RL" in line)
        assert "1 h" in line
        assert "48 kB" in line
        assert "HTTP 410 gone for good." in driver.text
        assert "Not asked for any more." in driver.text
        await driver.press("j")
        assert f"{TROUBLE} 2 failures in a row. It last answered well 3 days ago." in " ".join(driver.text.split())
        assert "It waits after 2 failures in a row." in " ".join(driver.text.split())
        await driver.press("j")
        assert "It has moved to https://new.example/feed, and is asked for there." in driver.text


async def test_it_is_sorted_by_key_and_by_mouse(app: WirecopyApp) -> None:
    async with driving(app) as driver:
        screen = await opened(driver)
        await driver.press("S")
        assert [name[-4:] for name in table(driver)] == ["lita", "old]", "E/RL"]
        assert "Feed▴" in driver.text
        await driver.press("i")
        assert [name[-4:] for name in table(driver)] == ["E/RL", "old]", "lita"]
        assert "Feed▾" in driver.text
        size = next(cell for cell in place_columns(120) if cell.column.name == "size")
        await driver.pilot.click(screen.heading, offset=(size.end - 1, 0))
        await driver.settle()
        assert [name[-4:] for name in table(driver)] == ["lita", "E/RL", "old]"]
        await driver.pilot.click(screen.heading, offset=(size.end - 1, 0))
        await driver.settle()
        assert [name[-4:] for name in table(driver)] == ["old]", "E/RL", "lita"]
        for _ in range(8):
            await driver.press("S")
            assert len(table(driver)) == 3
        assert screen.selected is not None
        assert screen.selected.title == "Bytes [bold]", "the cursor stays at its feed"


async def test_enter_and_a_click_list_the_articles(app: WirecopyApp) -> None:
    async with driving(app) as driver:
        screen = await opened(driver)
        await driver.press("j", "enter")
        assert app.screen is driver.reader
        assert driver.titles() == ["Maduro to meet Putin in Moscow", "Rates explained"]
        screen = await opened(driver)
        await driver.pilot.click(screen.table, offset=(8, 2))
        await driver.settle()
        assert app.screen is driver.reader
        assert "RFE/RL" in driver.lines[0]


async def test_a_feed_is_edited_and_removed_from_here(app: WirecopyApp, ill: Library) -> None:
    before = ill.paths.feeds.read_text()
    async with driving(app) as driver:
        await opened(driver)
        await driver.press("j", "m")
        assert "Edit the feed" in driver.text
        await driver.press("ctrl+u")
        await driver.type("AMN")
        await driver.press("enter")
        assert table(driver) == ["× Bytes [bold]", "! AMN", "→ RFE/RL"]
        await driver.press("X")
        assert table(driver) == ["× Bytes [bold]", "→ RFE/RL"]
        assert "AMN removed, its articles stay — ^z undoes" in driver.toasts
        await driver.press("ctrl+z", "ctrl+z")
        assert ill.paths.feeds.read_text() == before
        assert table(driver) == ["× Bytes [bold]", "! American Milita", "→ RFE/RL"]
        await driver.press("q")
        assert app.screen is driver.reader


async def test_a_feed_is_refreshed_from_here_and_the_table_follows(ill: Library, tmp_path: Path) -> None:
    import sys

    gate = tmp_path / "gate"
    code = f"import os, sys, time, json\nwhile not os.path.exists({str(gate)!r}): time.sleep(0.01)\n"
    code += "print(json.dumps({'event': 'done', 'feeds': 1, 'notes': [sys.argv[1]]}))"
    app = WirecopyApp(ill, clock=lambda: NOW, refresh_command=(sys.executable, "-c", code))
    async with driving(app) as driver:
        await opened(driver)
        await driver.press("j")
        await driver.pilot.press("r")
        await driver.until(lambda: "refreshing 0/0" in driver.text)
        gate.touch()
        await driver.until(lambda: "https://amn.example/feed" in driver.toasts)
        ill.archive.fetches.record(ill.feeds()[1].id, checked=NOW, state=None, error="")
        await driver.until(lambda: "1 failing" in driver.text)
        await driver.settle()
        assert table(driver)[0] == "× Bytes [bold]"


async def test_its_site_is_opened(app: WirecopyApp, ill: Library) -> None:
    opened_links: list[str | None] = []
    async with driving(app) as driver:
        await opened(driver)
        driver.reader.open_link = opened_links.append  # type: ignore[method-assign]
        await driver.press("o")
        assert "The feed names no site." in driver.toasts
        database = ill.archive.feeds._database
        with database.write() as connection:
            connection.execute("UPDATE feed SET link = 'https://amn.example/'")
        await driver.until(lambda: app.screen.selected is not None and bool(app.screen.selected.link))  # type: ignore[attr-defined]
        await driver.press("o")
        assert opened_links == ["https://amn.example/"]


async def test_no_feeds(open_library: Callable[[str], Library]) -> None:
    async with driving(WirecopyApp(open_library("[settings]\nrefresh_minutes = 0\n"))) as driver:
        await opened(driver)
        assert "No feeds yet. a adds one." in driver.text
        await driver.press("enter", "r", "m", "X", "o", "S", "i")


async def test_a_feed_is_added_from_here(app: WirecopyApp) -> None:
    async with driving(app) as driver:
        await opened(driver)
        await driver.press("a")
        assert "Add a feed" in driver.text
        await driver.press("escape")
        assert isinstance(app.screen, HealthScreen)


@pytest.mark.parametrize("width", [*range(40, 200, 7)])
def test_columns_never_overlap(width: int) -> None:
    cells = place_columns(width)
    assert [cell.column for cell in cells] == [column for column in COLUMNS if width >= column.least]
    for before, after in pairwise(cells):
        assert before.end <= after.start
    if width >= 60:
        assert cells[-1].end < width
    assert [title for _, title in heading(width, "feed", turned=False)][1] == "Feed▴"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (None, "not again"),
        (0, "now"),
        (1000, "now"),
        (1010, "in 1 min"),
        (1000 + 40 * 60, "in 40 min"),
        (1000 + 5 * HOUR, "in 5 h"),
        (1000 + 6 * DAY, "in 6 days"),
    ],
)
def test_next_in_a_few_words(moment: int | None, words: str) -> None:
    assert next_words(moment, 1000) == words
