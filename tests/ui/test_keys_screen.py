"""The help's columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import Driver
from hypothesis import given
from hypothesis import strategies as st
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.screens.keys import in_columns

if TYPE_CHECKING:
    from tui.app import WirecopyApp


@pytest.mark.parametrize(
    ("heights", "columns", "parts"),
    [
        ([], 2, [(0, 0)]),
        ([5], 3, [(0, 1)]),
        ([5, 5], 1, [(0, 2)]),
        ([5, 5], 2, [(0, 1), (1, 2)]),
        ([9, 2, 3, 4], 2, [(0, 1), (1, 4)]),
        ([2, 3, 4, 9], 3, [(0, 3), (3, 4)]),
    ],
)
def test_columns_are_as_low_as_can_be(heights: list[int], columns: int, parts: list[tuple[int, int]]) -> None:
    assert in_columns(heights, columns) == parts


@given(st.lists(st.integers(1, 20), max_size=12), st.integers(1, 4))
def test_every_group_stands_once_and_in_order(heights: list[int], columns: int) -> None:
    parts = in_columns(heights, columns)
    assert len(parts) <= columns
    assert [number for start, end in parts for number in range(start, end)] == list(range(len(heights)))


@pytest.mark.parametrize(("size", "columns"), [((80, 24), 1), ((120, 36), 2), ((160, 45), 3)])
async def test_wider_terminals_show_more_columns(app: WirecopyApp, size: tuple[int, int], columns: int) -> None:
    async with app.run_test(size=size) as pilot:
        drive = Driver(app, pilot)
        await drive.settle()
        await drive.press("question_mark")
        (box,) = [static for static in app.screen.query(VerticalScroll) if static.border_title]
        assert len([static for static in box.query(Static) if static.display]) == columns
        assert any("Reading" in line for line in drive.lines)
        await drive.resize(60, 20)
        assert any("Reading" in line for line in drive.lines)
        assert all(len(line) <= 60 for line in drive.lines)
