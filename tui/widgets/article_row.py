"""An article in a list, on two lines or on one: pure functions from a row to styled segments of an exact width.

::

    ▎● Venezuela's Maduro to meet Putin in Moscow          14 min
    ▎  RFE/RL · Nicolás Maduro · Vladimir Putin                ×3

    ▎●★ Venezuela's Maduro to meet Putin ×3  RFE/RL        14 min

A gutter (the mark of the selected row, the dot or the star, a space), the text, one blank cell at the end. Below
:data:`NARROW` cells the time moves to the second line, so that the headline keeps the first one; a single line has the
source only from :data:`SOURCED` cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len
from rich.segment import Segment

from index import HIT_END, HIT_START, EntityType, guard
from tui.format import relative_time
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style

    from index import ArticleRow, Name
    from tui.widgets.inks import Inks

ROW_LINES, COMPACT_LINES = 2, 1
"""Lines that an article takes, as it usually is and in the compact list."""

NARROW = 46
"""Cells below which the time stands on the second line."""

SOURCED = 60
"""Cells from which a search result names its source before the snippet, and an article on a single line its own."""

MARK, DOT, STAR, BETWEEN, COPIES = "▎", "●", "★", " · ", "×"
GUTTER, COMPACT_GUTTER = 3, 4
_TIME_COLUMN, _SHORT_TIME_COLUMN, _MOST_SOURCE = 11, 8, 20
_LEAST_NAME = 6
_SHORT_NAME = 10
_LEAST_SURNAME = 3
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_LEAST_SOURCE = 10
_LONG_WORD = 12


class Line:
    """Segments that fill a line of a given width from left to right, never more."""

    __slots__ = ("room", "segments")

    def __init__(self, width: int) -> None:
        self.room = width
        self.segments: list[Segment] = []

    def add(self, text: str, style: Style) -> None:
        """Append text, ending in an ellipsis where it doesn't fit the room that is left."""
        text = clip(text, self.room)
        if text:
            self.room -= cell_len(text)
            self.segments.append(Segment(text, style))

    def gap(self, until: int, style: Style) -> None:
        """Append blank cells until ``until`` cells are left."""
        until = max(0, until)
        if self.room > until:
            self.segments.append(Segment(" " * (self.room - until), style))
            self.room = until

    def right(self, pieces: tuple[tuple[str, Style], ...], style: Style) -> None:
        """Append pieces at the right edge, a blank cell after them."""
        cells = sum(cell_len(text) for text, _ in pieces) + 1
        self.gap(cells, style)
        for text, ink in pieces:
            self.add(text, ink)
        self.gap(0, style)


@dataclass(frozen=True, slots=True)
class RowContext:
    """What a row's lines depend on besides the article.

    Attributes:
        width: cells.
        now: Unix seconds.
        selected: whether the row has the mark; ``inks`` are then those of a selected row.
        snippet: for a search result, with the hits between the characters of :data:`index.HIT_START`.
        compact: whether the article has a single line.
    """

    width: int
    now: float
    inks: Inks
    selected: bool = False
    snippet: str = ""
    compact: bool = False


def row_line(row: ArticleRow | None, number: int, context: RowContext) -> list[Segment]:
    """Line ``number`` of an article, counted from 0; a quiet placeholder for one that is not there."""
    line = Line(context.width)
    inks = context.inks
    line.add(MARK if context.selected else " ", inks.mark)
    if row is None:
        line.add(" " * (GUTTER - 1) + ("…" if number == 0 else ""), inks.quiet)
        line.gap(0, inks.ground)
    elif context.compact:
        _single(line, row, context)
    elif number == 0:
        _headline(line, row, context)
    else:
        _details(line, row, context)
    return line.segments


def mark_at(row: ArticleRow, number: int, x: int, *, compact: bool) -> Literal["read", "star"] | None:
    """The mark that stands, or would stand, at a cell of an article's line; None where none ever does."""
    if compact:
        return "read" if x == 1 else "star" if x == 2 else None  # noqa: PLR2004 - the cells of the gutter
    if not 0 < x < GUTTER - 1:
        return None
    return "star" if number or (row.read and row.starred) else "read"


def _single(line: Line, row: ArticleRow, context: RowContext) -> None:
    """The only line of an article: marks, headline, tags and copies, source, time, the last two in columns."""
    inks, short = context.inks, context.width < SOURCED
    line.add(" " if row.read else DOT, inks.unread)
    line.add(STAR if row.starred else " ", inks.star)
    line.gap(context.width - COMPACT_GUTTER, inks.ground)
    time = relative_time(row.time, context.now, short=short)
    column = _SHORT_TIME_COLUMN if short else _TIME_COLUMN
    source = 0 if short else min(_MOST_SOURCE, context.width // 5)
    extras = " ".join([f"#{guard(tag)}" for tag in row.tags] if not short else [])
    extras = clip(extras, context.width // 5)
    badge = f"{COPIES}{row.copies + 1}" if row.copies > 0 else ""
    after = sum(cell_len(text) + 1 for text in (extras, badge) if text) + (source + 2 if source else 0)
    headline = clip(guard(row.title).strip() or "Untitled", max(1, line.room - column - 1 - after))
    line.add(headline, (inks.ground if row.read else inks.strong) + inks.chosen)
    for text, ink in ((extras, inks.key), (badge, inks.quiet)):
        if text:
            line.add(" ", inks.ground)
            line.add(text, ink)
    line.gap(column + 1 + source, inks.ground)
    line.add(clip(guard(row.feed_title).strip(), source), inks.quiet)
    line.right(((time, inks.quiet),) if time else (), inks.ground)


def _headline(line: Line, row: ArticleRow, context: RowContext) -> None:
    inks = context.inks
    if not row.read:
        line.add(DOT, inks.unread)
    elif row.starred:
        line.add(STAR, inks.star)
    line.gap(context.width - GUTTER, inks.ground)
    time = "" if context.width < NARROW else relative_time(row.time, context.now)
    headline = clip(guard(row.title).strip() or "Untitled", line.room - (cell_len(time) + 3 if time else 1))
    line.add(headline, (inks.ground if row.read else inks.strong) + inks.chosen)
    line.right(((time, inks.quiet),) if time else (), inks.ground)


def _details(line: Line, row: ArticleRow, context: RowContext) -> None:
    inks = context.inks
    if row.starred and not row.read:
        line.add(STAR, inks.star)
    line.gap(context.width - GUTTER, inks.ground)
    right = _right_details(row, context)
    reserved = sum(cell_len(text) for text, _ in right) + (3 if right else 1)
    left = Line(max(0, line.room - reserved))
    if context.snippet:
        _snippet(left, row, context)
    else:
        _source_and_names(left, row, context)
    line.segments += left.segments
    line.room -= sum(segment.cell_length for segment in left.segments)
    line.right(right, inks.ground)


def _right_details(row: ArticleRow, context: RowContext) -> tuple[tuple[str, Style], ...]:
    narrow = context.width < NARROW
    parts = []
    if row.copies > 0:
        parts.append(f"{COPIES}{row.copies + 1}")
    if narrow and (time := relative_time(row.time, context.now, short=True)):
        parts.append(time)
    return (("  ".join(parts), context.inks.quiet),) if parts else ()


def _source_and_names(line: Line, row: ArticleRow, context: RowContext) -> None:
    """The source, cut as far as the others need room; then the user's tags, then the names.

    Tags and names stand whole, by the surname or not at all, but for the first, which may be cut.
    """
    inks = context.inks
    source = guard(row.feed_title).strip()
    names = [(_forms(name, context), inks.entities.get(name.type, inks.quiet)) for name in row.names]
    words: list[tuple[tuple[str, ...], Style]] = [((f"#{guard(tag)}",), inks.key) for tag in row.tags]
    words += [(forms, ink) for forms, ink in names if forms[0].casefold() != source.casefold()]
    wanted = words[:1] if context.width < NARROW else words
    needed = sum(len(BETWEEN) + cell_len(forms[0]) for forms, _ in wanted)
    least = min(line.room, max(_LEAST_SOURCE, line.room * 2 // 5))
    line.add(clip(source, max(least, line.room - needed)), inks.quiet)
    shown: set[str] = set()
    for forms, ink in words:
        between = BETWEEN if line.segments else ""
        room = line.room - len(between)
        text = next((form for form in forms if cell_len(form) <= room), "")
        if not text and not shown and room >= _LEAST_NAME:
            text = clip(forms[-1], room)
        if text and text not in shown:
            line.add(between, inks.quiet)
            line.add(text, ink)
            shown.add(text)


def _forms(name: Name, context: RowContext) -> tuple[str, ...]:
    """How a name may be written, the best first: people go by their surname where room is scarce."""
    full = guard(name.text).strip()
    if name.type is not EntityType.PERSON or cell_len(full) <= _SHORT_NAME:
        return (full,)
    words = [word for word in full.split(" ") if word.rstrip(".") not in _SUFFIXES]
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():  # "von der Leyen", "da Silva"
        start -= 1
    surname = " ".join(words[start:])
    if start < 1 or len(surname) < _LEAST_SURNAME:  # "Kim Jong Un" is not "Un"
        return (full,)
    return (surname,) if context.width < NARROW else (full, surname)


def _snippet(line: Line, row: ArticleRow, context: RowContext) -> None:
    inks = context.inks
    source = guard(row.feed_title).strip()
    if context.width >= SOURCED and source:
        line.add(clip(source, line.room // 4), inks.quiet)
        line.add(BETWEEN, inks.quiet)
    for text, hit in in_view(list(marked(context.snippet)), line.room):
        cut = cell_len(text) > line.room
        line.add(text, inks.hit if hit else inks.quiet)
        if cut:
            break


def marked(snippet: str) -> Iterator[tuple[str, bool]]:
    """The parts of a snippet on one line, each with whether it is a hit."""
    for index, part in enumerate(snippet.split(HIT_START)):
        hit, _, rest = part.partition(HIT_END) if index else ("", "", part)
        for text, is_hit in ((hit, True), (rest, False)):
            if clean := guard(text):
                yield clean, is_hit


def in_view(parts: list[tuple[str, bool]], room: int) -> list[tuple[str, bool]]:
    """The parts from where a line of ``room`` cells shows the first hit, an ellipsis for what is left out before."""
    first = next((index for index, (_, hit) in enumerate(parts) if hit), 0)
    lead = sum(cell_len(text) for text, _ in parts[:first])
    if lead + cell_len(parts[first][0] if parts else "") <= room:
        return parts
    before = "".join(text for text, _ in parts[:first])
    start = len(before)
    while start and cell_len(before[start - 1 :]) <= room // 3:
        start -= 1
    word = before.find(" ", max(0, start - 1)) + 1
    return [("…" + before[word if 0 < word <= start + _LONG_WORD else start :], False), *parts[first:]]
