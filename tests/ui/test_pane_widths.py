"""Borders that are moved, by key and by mouse; every layout has its own, and finds it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import MEDIUM, NARROW, WIDE, Driver, driving
from reader_samples import NOW
from textual.events import MouseDown, MouseMove, MouseUp

from tui.app import WirecopyApp
from tui.remembering import Memory
from tui.screens.pane_widths import LEAST, LEAST_REST, clamped

if TYPE_CHECKING:
    from pathlib import Path

    from index import Library


@pytest.mark.parametrize(
    ("widths", "total", "fitting"),
    [
        ((), 100, []),
        ((0, 0), 120, [0, 0]),
        ((23, 40), 120, [23, 40]),
        ((5, 40), 120, [LEAST, 40]),
        ((23, 200), 120, [23, 120 - 23 - LEAST_REST]),
        ((200, 0), 120, [60, 0]),
        ((200, 200), 120, [60, 30]),
        ((0, 70), 120, [0, 60]),
        ((50,), 60, [30]),
        ((50,), 20, [LEAST]),
    ],
)
def test_widths_leave_room_for_what_stands_to_the_right(
    widths: tuple[int, ...], total: int, fitting: list[int]
) -> None:
    assert clamped(widths, total) == fitting


def widths(drive: Driver) -> list[int]:
    """Columns of the feeds, the list and the article; 0 for one that isn't there."""
    reader = drive.reader
    return [
        pane.outer_size.width if pane.display else 0 for pane in (reader.feed_tree, reader.articles, reader.reading)
    ]


async def drag(drive: Driver, start: int, stop: int) -> None:
    """Drag something from a column to another one."""
    for kind, x in ((MouseDown, start), (MouseMove, start), (MouseMove, (start + stop) // 2), (MouseMove, stop)):
        await drive.pilot._post_mouse_events([kind], drive.app.screen, offset=(x, 12), button=1)
    await drive.pilot._post_mouse_events([MouseUp], drive.app.screen, offset=(stop, 12), button=1)
    await drive.settle()


async def test_the_pane_with_the_focus_grows_and_shrinks(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        feeds, listed, article = widths(drive)
        await drive.press("ctrl+right", "ctrl+right", "ctrl+left")
        assert widths(drive) == [feeds, listed + 2, article - 2]
        await drive.press("h", "ctrl+left")
        assert widths(drive)[0] == feeds - 2
        await drive.press("l", "l")
        before = widths(drive)
        await drive.press("ctrl+right")
        assert widths(drive) == [before[0], before[1] - 2, before[2] + 2]
        await drive.pilot.press("5", "ctrl+left")
        await drive.settle()
        assert widths(drive)[2] == before[2] - 8


async def test_no_pane_is_pushed_out(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        for key in ("ctrl+right", "ctrl+left"):
            await drive.press(*[key] * 45)
            assert min(widths(drive)) >= LEAST
            assert sum(widths(drive)) == 120
        await drive.press("h", *["ctrl+right"] * 45)
        assert min(widths(drive)) >= LEAST
        assert sum(widths(drive)) == 120
        assert "Maduro" in drive.text


async def test_borders_are_dragged(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        feeds = widths(drive)[0]
        await drag(drive, feeds - 1, feeds + 5)
        assert widths(drive)[0] == feeds + 6
        await drag(drive, widths(drive)[0] + widths(drive)[1], 75)
        assert sum(widths(drive)[:2]) == 76
        assert sum(widths(drive)) == 120
        assert drive.reader.articles.cursor == 0
        assert drive.reader.opened is None
        assert not app.screen.selections, "nothing was selected on the way"
        await drag(drive, sum(widths(drive)[:2]) - 1, 80)
        await drive.press("j")
        assert drive.reader.articles.cursor == 1, "the mouse was let go of"


async def test_what_is_no_border_is_not_dragged(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        before = widths(drive)
        await drag(drive, 40, 60)
        await drag(drive, 5, 15)
        assert widths(drive) == before


async def test_a_double_click_gives_the_usual_width(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        before = widths(drive)
        await drag(drive, before[0] + before[1] - 1, 90)
        assert widths(drive) != before
        await drive.pilot.click(app.screen, offset=(sum(widths(drive)[:2]) - 1, 12), times=2)
        await drive.settle()
        assert widths(drive) == before


async def test_every_layout_remembers_its_own_on_every_resize(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        usual = widths(drive)
        await drive.press("ctrl+right")
        wide = widths(drive)
        await drive.resize(*MEDIUM)
        medium = widths(drive)
        await drive.press("ctrl+left", "ctrl+left")
        assert widths(drive) == [0, medium[1] - 4, medium[2] + 4]
        await drive.resize(*NARROW)
        assert widths(drive) == [0, 80, 0]
        await drive.press("ctrl+right")
        assert widths(drive) == [0, 80, 0]
        await drive.resize(*WIDE)
        assert widths(drive) == wide != usual
        await drive.press("ctrl+b")
        assert widths(drive)[0] == 0
        assert widths(drive)[1] != wide[1], "two panes side by side have widths of their own"
        await drive.press("ctrl+b", "z", "z")
        assert widths(drive) == wide
        await drive.resize(*MEDIUM)
        assert widths(drive) == [0, medium[1] - 4, medium[2] + 4]


async def test_widths_are_remembered(library: Library, tmp_path: Path) -> None:
    memory = tmp_path / "state.json"
    async with driving(WirecopyApp(library, clock=lambda: NOW, memory=Memory(memory))) as drive:
        await drive.press("ctrl+right", "ctrl+right", "h", "ctrl+right")
        before = widths(drive)
        drive.app.exit()
    async with driving(WirecopyApp(library, clock=lambda: NOW, memory=Memory(memory))) as drive:
        assert widths(drive) == before


async def test_the_search_has_borders_too(indexed: Library) -> None:
    async with driving(WirecopyApp(indexed, clock=lambda: NOW)) as drive:
        await drive.press("slash")
        await drive.type("putin")
        await drive.press("enter")
        width = drive.search.articles.outer_size.width
        await drive.press("ctrl+right")
        assert drive.search.articles.outer_size.width == width + 2
