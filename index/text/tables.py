"""Tables: which ones hold data, and where each cell goes when a row becomes a line of cells separated by tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text.markup import words

if TYPE_CHECKING:
    from lxml import etree

_STRUCTURE = words("table ul ol dl pre blockquote figure hr h1 h2 h3 h4 h5 h6 article section iframe")
_LONG_CELL = 400  # code points: a cell with more is prose that a table lays out
_MAX_CELLS = 20_000
_MAX_SPAN = 50


def is_layout(table: etree._Element) -> bool:
    """Whether the table only lays out blocks: one row or column, block content in its cells, or prose, not data."""
    if table.get("role") == "presentation":
        return True
    cells: list[etree._Element] = []
    paragraphs = rows = row = widest = 0
    for element in table.iterdescendants():
        tag = element.tag
        if tag in _STRUCTURE or len(cells) > _MAX_CELLS:
            return True
        if tag == "tr":
            rows += 1
            row = 0
        elif tag in {"td", "th"}:
            cells.append(element)
            row += 1
            widest = max(widest, row)
        elif tag == "p":
            paragraphs += 1
    if min(rows, widest) <= 1 or paragraphs > len(cells):
        return True
    return any(sum(len(text) for text in cell.itertext()) > _LONG_CELL for cell in cells)


class TableState:
    """Where the walk is in a data table. Rows without text are left out, and so are empty cells at a row's end."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self.heading_rows = 0
        self._rows = 0
        self._column = 0
        self._next_column = 0
        self._written_column: int | None = None  # the last cell of this row that has text
        self._length = 0
        self._all_headings = True
        self._spanned: dict[int, int] = {}  # rows that a cell from above still takes, by column

    def start_row(self) -> None:
        """A row begins."""
        self._next_column = 0
        self._written_column = None
        self._all_headings = True

    def start_cell(self, cell: etree._Element, length: int) -> str:
        """A cell begins when the block is so long; gives what must stand before its first word."""
        self._skip_spanned()
        self._column = self._next_column
        columns, rows = _span(cell.get("colspan")), _span(cell.get("rowspan"))
        if rows > 1:
            for column in range(self._column, self._column + columns):
                self._spanned[column] = rows - 1
        self._next_column += columns
        self._length = length
        parent = cell.getparent()
        group = parent.getparent() if parent is not None else None
        if cell.tag != "th" and (group is None or group.tag != "thead"):
            self._all_headings = False
        if self._written_column is None:
            return ("\n" if self._rows else "") + "\t" * self._column
        return "\t" * (self._column - self._written_column)

    def end_cell(self, length: int) -> None:
        """The cell ends when the block is so long."""
        if length > self._length:
            self._written_column = self._column

    def end_row(self) -> None:
        """The row ends."""
        self._skip_spanned()
        if self._written_column is None:
            return
        if self._all_headings and self.heading_rows == self._rows:
            self.heading_rows += 1
        self._rows += 1

    def _skip_spanned(self) -> None:
        while self._spanned.get(self._next_column, 0):
            self._spanned[self._next_column] -= 1
            self._next_column += 1


def _span(text: str | None) -> int:
    text = (text or "").strip()
    return max(1, min(_MAX_SPAN, int(text))) if text.isdecimal() and len(text) < len("10000") else 1
