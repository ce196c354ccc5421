"""The header's one line."""

from __future__ import annotations

import pytest
from rich.style import Style
from screen_dump import dump_lines, style_of
from textual.app import App, ComposeResult

from index import EntityType
from tui.theme import DARK, install
from tui.widgets.header import Status, StatusHeader, header_line, progress_bar
from tui.widgets.inks import Inks

PLAIN = Style.null()
INKS = Inks(PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, dict.fromkeys(EntityType, PLAIN))
BUSY = Status("World · unread", 1284, 143, 200, "fetching")


def line(status: Status, width: int = 80) -> str:
    return "".join(segment.text for segment in header_line(status, width, INKS))


@pytest.mark.parametrize(
    ("done", "total", "bar"),
    [
        (0, 200, "░░░░░░░░"),
        (100, 200, "▓▓▓▓░░░░"),
        (199, 200, "▓▓▓▓▓▓▓░"),
        (200, 200, "▓▓▓▓▓▓▓▓"),
        (9, 3, "▓▓▓▓▓▓▓▓"),
        (-1, 3, "░░░░░░░░"),
        (1, 0, "░░░░░░░░"),
    ],
)
def test_the_bar_is_full_only_at_the_end(done: int, total: int, bar: str) -> None:
    assert progress_bar(done, total) == bar


@pytest.mark.parametrize(
    ("status", "width", "text"),
    [
        (Status("All", 0), 40, " Wirecopy  ▸ All"),
        (Status("All", 1), 40, " Wirecopy  ▸ All                1 unread"),
        (BUSY, 80, " Wirecopy  ▸ World · unread          fetching  ⟳ 143/200 ▓▓▓▓▓░░░  1,284 unread"),
        (BUSY, 66, " Wirecopy  ▸ World · unread        ⟳ 143/200 ▓▓▓▓▓░░░  1,284 unread"),
        (BUSY, 53, " Wirecopy  ▸ World · unread  ⟳ 143/200  1,284 unread"),
        (BUSY, 46, " Wirecopy  ▸ World · unread   ⟳ 143/200  1,284"),
        (BUSY, 34, " World · unread ⟳ 143/200  1,284"),
        (Status("All", 5, 0, 0), 40, " Wirecopy  ▸ All             ⟳  5 unread"),
        (Status("All", 5, notice="2 feeds failed"), 60, " Wirecopy  ▸ All                 ! 2 feeds failed  5 unread"),
        (Status("All", 5, notice="2 feeds failed"), 30, " Wirecopy  ▸ All          !  5"),
    ],
)
def test_what_is_shown(status: Status, width: int, text: str) -> None:
    shown = line(status, width)
    assert len(shown) == width
    assert shown.split() == text.split()
    assert shown.rstrip().startswith(text[:16].rstrip())


def test_a_long_place_is_cut() -> None:
    assert "…" in line(Status("A folder with a name beyond all reason · unread · oldest first", 12), 60)


class Host(App[None]):
    """Nothing but a header."""

    def compose(self) -> ComposeResult:
        yield StatusHeader()

    def on_mount(self) -> None:
        install(self, DARK.name)


async def test_it_changes_in_place() -> None:
    app = Host()
    async with app.run_test(size=(80, 3)) as pilot:
        header = app.query_one(StatusHeader)
        header.place("[b]World[/b] \x1b[31m")
        header.unread(1284)
        header.progress(143, 200, "fetching")
        await pilot.pause()
        assert dump_lines(app)[0].split() == [
            "Wirecopy",
            "▸",
            "[b]World[/b]",
            "[31m",
            "fetching",
            "⟳",
            "143/200",
            "▓▓▓▓▓░░░",
            "1,284",
            "unread",
        ]
        header.finished("3 feeds failed")
        header.unread(1290)
        await pilot.pause()
        assert " ".join(dump_lines(app)[0].split()) == "Wirecopy ▸ [b]World[/b] [31m ! 3 feeds failed 1,290 unread"
        assert style_of(app, "Wirecopy").bold
        header.progress(0, 0)
        await pilot.pause()
        assert "failed" not in dump_lines(app)[0]


async def test_nothing_is_drawn_again_for_nothing() -> None:
    app = Host()
    async with app.run_test(size=(80, 3)) as pilot:
        header = app.query_one(StatusHeader)
        header.progress(1, 2)
        await pilot.pause()
        drawn = header.status
        header.progress(1, 2)
        header.place("")
        header.unread(0)
        assert header.status is drawn
