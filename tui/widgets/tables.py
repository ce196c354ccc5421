"""Setting a table in columns that fit a width: natural widths where they fit, wrapped cells where they don't.

A table's text has a line a row and tabs between cells. Numbers stand at the right of their column. A table with more
columns than the width can hold is set a cell a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.widgets.wrapping import Extent, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GUTTER = 2
"""Blank cells between columns."""

LEAST_COLUMN = 5
"""Cells that a column keeps when columns must shrink, unless all its cells are shorter."""

_NUMBER = r"(?i)[(+\-−–]?\s?[$£€¥₹]?\s?\d[\d.,  \u202f]*\)?\s?(%|[A-Za-z]{1,3}|°[CF]?)?|[-–—]|n/a|"

Grid = list[list[Extent]]
"""Rows of cells, each the place of its text in the table's."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a table's text at its place in a line.

    Attributes:
        column: cells from the left edge of the table.
    """

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table: pieces from left to right; or a ruler, which is drawn and has no text."""

    pieces: tuple[Piece, ...] = ()
    head: bool = False
    ruler: str = ""


def set_table(text: str, head_rows: int, width: int) -> list[TableLine]:
    """Lines no wider than ``width`` cells that hold every cell of the table once; headings get a ruler below."""
    grid = _cells(text)
    columns = max(len(row) for row in grid)
    natural = [
        max((cell_len(text[row[column][0] : row[column][1]]) for row in grid if column < len(row)), default=0)
        for column in range(columns)
    ]
    widths = fit(natural, width - GUTTER * (columns - 1))
    if not widths:
        return _stacked(text, grid, head_rows, width)
    right = [
        all(_is_number(text, row, column) for row in grid[head_rows:]) and head_rows < len(grid)
        for column in range(columns)
    ]
    airy = any(cell > fitted for cell, fitted in zip(natural, widths, strict=True))
    lines: list[TableLine] = []
    for number, row in enumerate(grid):
        head = number < head_rows
        if airy and number > head_rows:
            lines.append(TableLine())
        lines.extend(TableLine(pieces, head) for pieces in _set_row(text, row, widths, right))
        if number == head_rows - 1:
            lines.append(TableLine(ruler=(" " * GUTTER).join("─" * cells for cells in widths)))
    return lines


def fit(natural: Sequence[int], available: int) -> list[int]:
    """Widths of columns within ``available`` cells, the widest shrunk first; empty where they can't be had."""
    least = [min(cells, LEAST_COLUMN) for cells in natural]
    if sum(least) > available:
        return []
    widths = list(natural)
    excess = sum(widths) - available
    while excess > 0:
        widest = max(widths)
        at_widest = [column for column, cells in enumerate(widths) if cells == widest]
        second = max((cells for cells in widths if cells < widest), default=0)
        step = max(1, min(widest - max(second, LEAST_COLUMN), -(-excess // len(at_widest))))
        for column in at_widest:
            cut = min(step, excess)
            widths[column] -= cut
            excess -= cut
    return [max(cells, 1) for cells in widths]


def _cells(text: str) -> Grid:
    grid: Grid = []
    offset = 0
    for line in text.split("\n"):
        row: list[Extent] = []
        for cell in line.split("\t"):
            row.append((offset, offset + len(cell)))
            offset += len(cell) + 1
        grid.append(row)
    return grid


def _is_number(text: str, row: Sequence[Extent], column: int) -> bool:
    return column >= len(row) or re.fullmatch(_NUMBER, text[row[column][0] : row[column][1]].strip()) is not None


def _set_row(
    text: str, row: Sequence[Extent], widths: Sequence[int], right: Sequence[bool]
) -> Iterator[tuple[Piece, ...]]:
    """The lines of a row, at least one."""
    wrapped = [
        [(start + first, start + last) for first, last in wrap(text[start:end], cells)]
        for (start, end), cells in zip(row, widths, strict=False)
    ]
    for line in zip_longest(*wrapped):
        pieces: list[Piece] = []
        left = 0
        for extent, cells, flush in zip(line, widths, right, strict=False):
            if extent is not None and extent[0] < extent[1]:
                pad = cells - cell_len(text[extent[0] : extent[1]]) if flush else 0
                pieces.append(Piece(left + max(pad, 0), *extent))
            left += cells + GUTTER
        yield tuple(pieces)


def _stacked(text: str, grid: Grid, head_rows: int, width: int) -> list[TableLine]:
    """A cell a line, the cells after the first indented, a blank line between rows."""
    lines: list[TableLine] = []
    for number, row in enumerate(grid):
        if number:
            lines.append(TableLine())
        for column, (start, end) in enumerate(row):
            indent = GUTTER if column and width > 2 * LEAST_COLUMN else 0
            lines.extend(
                TableLine((Piece(indent, start + first, start + last),), head=number < head_rows)
                for first, last in wrap(text[start:end], width - indent)
                if first < last
            )
    return lines
