"""Breaking the parts of a page into the lines of a screen, once a width.

Everything that changes while one reads (the focused mention, hits, a selection) is laid over these lines when they are
drawn, so that they never have to be broken again: 20,000 words take some tens of milliseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.widgets.parts import NOWHERE, Page, Part, Role
from tui.widgets.tables import Piece, set_table
from tui.widgets.wrapping import MIN_WIDTH, balanced, chop, packed, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MEASURE = 72
"""Cells of a line of text at most."""

MARGIN = 2
"""Blank cells at each side of the text, where there is room."""

TAB = 4
"""Cells between the tab stops of code."""

RULE = "─" * 8
LEAST_TEXT = 8
"""Cells that text keeps beside what stands before it (bars, bullets)."""

_NARROWEST_WITH_MARGIN = 16
_LAST_BLANK_LINES = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the screen.

    Attributes:
        part: index of its part, also for the blank lines above that part.
        start, end: its text, as offsets into the part's text; ``start`` is -1 for a line without text.
        prefix: what stands before the text: a bar, a bullet, an indentation, a ruler.
        role: whose style it has.
        pieces: for a table and for code with tabs, what stands where; columns count from after the prefix.
    """

    part: int
    start: int
    end: int
    prefix: str
    role: Role
    pieces: tuple[Piece, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether it holds no text of the article."""
        return self.start < 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place on the page that outlives another width, other mentions and unfolding.

    Attributes:
        offset: into the article's text, or -1 for a place in the masthead, the foot or an image without text.
        role: the part's role; nth: how many such parts with the same role stand above it.
        start: the offset into the part's text.
        above: how many lines above that text, for a place in the blank lines before it.
    """

    offset: int
    role: Role
    nth: int
    start: int
    above: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a page at a width.

    Attributes:
        lines: all of them, the blank one above the headline included.
        first: for each part the index of its first line, the blank lines above it not counted.
        left: blank cells at the left of every line; measure: cells of the text's column.
    """

    page: Page
    lines: tuple[Line, ...]
    first: tuple[int, ...]
    left: int
    measure: int

    def line_of(self, part: int, offset: int) -> int:
        """The index of the line that shows a place of a part's text."""
        low = self.first[part]
        high = low
        found = low
        while high < len(self.lines) and self.lines[high].part == part:
            line = self.lines[high]
            if line.pieces:
                if any(piece.start <= offset < piece.end for piece in line.pieces):
                    return high
            elif not line.blank and line.start <= offset:
                found = high
            high += 1
        return found

    def extent(self, part: int) -> tuple[int, int]:
        """The first line of a part and the line after its last."""
        stop = self.first[part]
        while stop < len(self.lines) and self.lines[stop].part == part:
            stop += 1
        return self.first[part], stop

    def anchor(self, index: int) -> Anchor | None:
        """The place that a line shows; None where the page has no text."""
        if not self.page.parts or not self.lines:
            return None
        index = min(max(index, 0), len(self.lines) - 1)
        above = 0
        while index + 1 < len(self.lines) and self.lines[index].blank:
            index += 1
            above += 1
        line = self.lines[index]
        part = self.page.parts[line.part]
        start = max(line.start, 0)
        offset = self.page.text_offset(line.part, start)
        if offset is not None:
            return Anchor(offset, part.role, 0, start, above)
        return Anchor(-1, part.role, self._nowhere(part.role).index(line.part), start, above)

    def find(self, anchor: Anchor) -> int:
        """The line that shows a place again."""
        page = self.page
        if anchor.offset >= 0 and page.body:
            place = max(0, bisect_right(page.bases, anchor.offset) - 1)
            part = page.body[place]
            start = anchor.offset - page.bases[place]
            if start >= len(page.parts[part].text) > 0 and place + 1 < len(page.body):
                part, start = page.body[place + 1], 0
        else:
            same = self._nowhere(anchor.role)
            part, start = same[min(anchor.nth, len(same) - 1)] if same else 0, anchor.start
        return max(0, self.line_of(part, start) - anchor.above)

    def _nowhere(self, role: Role) -> list[int]:
        """The parts of a role that hold no text of the article."""
        return [index for index, part in enumerate(self.page.parts) if part.role is role and part.base == NOWHERE]


def columns(width: int, measure: int = MEASURE) -> tuple[int, int]:
    """The left margin and the measure of the text in a pane: centred, with two columns of margin at least."""
    margin = MARGIN if width >= _NARROWEST_WITH_MARGIN else 0
    cells = max(MIN_WIDTH, min(measure, width - 2 * margin))
    return max(margin, (width - cells) // 2), cells


def lay_out(page: Page, width: int, measure: int = MEASURE) -> Layout:
    """Break a page into lines for a pane of ``width`` cells; any width is fine."""
    left, cells = (0, max(MIN_WIDTH, min(measure, width))) if page.plain else columns(width, measure)
    lines: list[Line] = []
    first: list[int] = []
    for index, part in enumerate(page.parts):
        lines.extend(
            Line(index, -1, -1, part.margin if _fits(part.margin, cells) else "", part.role) for _ in range(part.gap)
        )
        first.append(len(lines))
        lines.extend(_set(index, part, cells))
    if page.parts:
        last = len(page.parts) - 1
        lines.extend(Line(last, -1, -1, "", page.parts[last].role) for _ in range(_LAST_BLANK_LINES))
    return Layout(page, tuple(lines), tuple(first), left, cells)


def plain(line: Line, text: str) -> str:
    """What a line shows after its prefix; offsets into it are what a mouse selection counts in."""
    if line.blank:
        return ""
    if not line.pieces:
        return text[line.start : line.end]
    shown = ""
    for piece in line.pieces:
        shown += " " * max(0, piece.column - cell_len(shown)) + text[piece.start : piece.end]
    return shown


def _fits(prefix: str, cells: int) -> bool:
    return cells - cell_len(prefix) >= min(LEAST_TEXT, cells)


def _set(index: int, part: Part, cells: int) -> Iterator[Line]:
    if part.role is Role.RULE:
        yield Line(index, -1, -1, RULE[:cells], Role.RULE)
        return
    first, rest = (part.first, part.rest) if _fits(part.first, cells) else ("", "")
    if part.role is Role.TABLE:
        yield from _set_table(index, part, cells)
    elif part.role is Role.CODE:
        yield from _set_code(index, part, cells)
    else:
        prefix = first
        for start, end in _extents(part, cells - cell_len(first)):
            yield Line(index, start, end, prefix, part.role)
            prefix = rest


def _extents(part: Part, cells: int) -> Sequence[tuple[int, int]]:
    if part.role is Role.HEADLINE:
        return balanced(part.text, cells)
    if part.role in {Role.BYLINE, Role.TAGS}:
        return packed(part.text, cells)
    return wrap(part.text, cells)


def _set_table(index: int, part: Part, cells: int) -> Iterator[Line]:
    for line in set_table(part.text, part.head_rows, cells):
        role = Role.TABLE_HEAD if line.head else Role.TABLE
        if line.pieces:
            pieces = line.pieces
            yield Line(index, min(p.start for p in pieces), max(p.end for p in pieces), "", role, pieces)
        else:
            yield Line(index, -1, -1, line.ruler, Role.RULE if line.ruler else role)


def _set_code(index: int, part: Part, cells: int) -> Iterator[Line]:
    pad = " " if _fits("  ", cells) else ""
    inner = cells - 2 * len(pad)
    offset = 0
    for source in part.text.rstrip("\n").split("\n"):
        if "\t" in source:
            for pieces in _tabbed(source, offset, inner):
                start, end = (pieces[0].start, pieces[-1].end) if pieces else (offset, offset)
                yield Line(index, start, end, pad, part.role, pieces)
        else:
            yield from (Line(index, offset + start, offset + end, pad, part.role) for start, end in chop(source, inner))
        offset += len(source) + 1


def _tabbed(source: str, offset: int, cells: int) -> Iterator[tuple[Piece, ...]]:
    """A line of code in pieces at its tab stops, in as many rows as it takes."""
    row: list[Piece] = []
    column = 0
    for piece in source.split("\t"):
        start = 0
        while start < len(piece):
            if cells - column < MIN_WIDTH:
                yield tuple(row)
                row, column = [], 0
            end = start + chop(piece[start:], cells - column)[0][1]
            row.append(Piece(column, offset + start, offset + end))
            column += cell_len(piece[start:end])
            start = end
            if start < len(piece):
                yield tuple(row)
                row, column = [], 0
        offset += len(piece) + 1
        column += TAB - column % TAB
    yield tuple(row)
