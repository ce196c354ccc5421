"""Letters that open links: each link on the screen gets one or two, and typing them opens it.

No label is the beginning of another, so that no label has to be ended with Enter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from index import SpanKind
from tui.widgets.parts import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.style import Style

    from tui.widgets.layout import Layout, Line
    from tui.widgets.parts import Part

LETTERS = "fjdksleiwoghruxcvnmaqptybz"
"""The letters of labels, those under the strongest fingers first."""

MOST = len(LETTERS) ** 2
"""Links that can be told apart with two letters."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A label at a link.

    Attributes:
        line: of the layout; column: cells from the left edge.
        href: the address, http or https; article: the id of the article that it leads to instead.
    """

    label: str
    line: int
    column: int
    href: str = ""
    article: int = 0


def labels(count: int) -> list[str]:
    """So many labels of one or two letters, at most :data:`MOST`; the first links get the single ones."""
    count = min(count, MOST)
    doubled = max(0, -(-(count - len(LETTERS)) // (len(LETTERS) - 1)))
    single, leading = LETTERS[: len(LETTERS) - doubled], LETTERS[len(LETTERS) - doubled :]
    return [*single, *(first + second for first in leading for second in LETTERS)][:count]


def label_links(layout: Layout, top: int, height: int) -> tuple[Hint, ...]:
    """A hint for every link that begins or goes on between two lines of a layout, in reading order."""
    found = list(_links(layout, top, top + height))
    return tuple(Hint(label, *place) for label, place in zip(labels(len(found)), found, strict=False))


def draw_labels(strip: Strip, hints: Iterable[Hint], typed: str, style: Style) -> Strip:
    """A drawn line with labels over the beginnings of its links; of a label, what is typed already is left out.

    Labels of links that stand too close together follow each other.
    """
    width = strip.cell_length
    free = 0
    for hint in hints:
        rest = hint.label[len(typed) :]
        start = min(max(hint.column, free), max(0, width - len(rest)))
        free = start + len(rest)
        strip = Strip.join([strip.crop(0, start), Strip([Segment(rest[:width], style)]), strip.crop(free)])
    return strip


def _links(layout: Layout, top: int, bottom: int) -> Iterator[tuple[int, int, str, int]]:
    """Line, column and goal of each link, where it is first seen."""
    seen: set[tuple[int, int]] = set()
    for index in range(max(0, top), min(bottom, len(layout.lines))):
        line = layout.lines[index]
        part = layout.page.parts[line.part]
        if line.blank or not (part.spans or part.articles):
            continue
        for start, end in _stretches(line):
            for first, last, href, article in _goals(part):
                if first < end and last > start and (line.part, first) not in seen:
                    seen.add((line.part, first))
                    yield index, _column(layout, line, part.text, max(first, start)), href, article


def _goals(part: Part) -> Iterator[tuple[int, int, str, int]]:
    """The links of a part: where they stand, and where they lead."""
    for span in part.spans:
        if span.kind is SpanKind.LINK and is_web_address(span.href) and span.start < span.end:
            yield span.start, span.end, span.href, 0
    for start, end, article in part.articles:
        yield start, end, "", article


def _stretches(line: Line) -> Sequence[tuple[int, int]]:
    return [(piece.start, piece.end) for piece in line.pieces] or [(line.start, line.end)]


def _column(layout: Layout, line: Line, text: str, offset: int) -> int:
    """Cells between the left edge and a place in a line's text."""
    column, start = 0, line.start
    for piece in line.pieces:
        if piece.start <= offset < piece.end:
            column, start = piece.column, piece.start
    return layout.left + cell_len(line.prefix) + column + cell_len(text[start:offset])
