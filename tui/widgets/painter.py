"""Drawing a line of an article: its text cut where overlays begin and end, each stretch in its style."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from index import guard
from tui.widgets.article_inks import PREFIX, PREFIX_INKS, SELECTION
from tui.widgets.overlays import overlays
from tui.widgets.parts import Role, is_web_address
from tui.widgets.wrapping import is_narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui.widgets.layout import Layout, Line
    from tui.widgets.overlays import Highlights, Overlay

STOP_META = "stop"
FOLD_META = "fold"
"""Keys of what a click finds under the mouse: the index of a stop, or the folded text."""

_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Painter:
    """What it takes to draw the lines of a page.

    Attributes:
        inks: from :func:`tui.widgets.article_inks.article_inks`.
        base: the ground of blank cells.
        width: cells of every line.
    """

    layout: Layout
    inks: Mapping[str, Style]
    base: Style
    width: int

    def paint(self, index: int, highlights: Highlights, selected: tuple[int, int] | None = None) -> Strip:
        """Draw a line.

        Args:
            index: of the line.
            highlights: the focus and the hits.
            selected: characters of the drawn line that a selection covers; an end of -1 means all that follow.
        """
        line = self.layout.lines[index]
        segments = [Segment(" " * self.layout.left, self.base)]
        role = self.inks[line.role]
        if line.role is Role.CODE and line.start >= 0:
            inner = [Segment(line.prefix, role), *self._text(line, role, highlights)]
            fill = self.layout.measure - sum(cell_len(segment.text) for segment in inner)
            segments += [*inner, Segment(" " * max(0, fill), role)]
        else:
            if line.prefix:
                segments.append(Segment(line.prefix, self.inks[PREFIX_INKS.get(line.role, PREFIX)]))
            if not line.blank:
                segments += self._text(line, role, highlights)
        if selected is not None and not line.blank:
            segments = _select(segments, self.layout.left + len(line.prefix), selected, self.inks[SELECTION])
        return Strip(segments).adjust_cell_length(self.width, self.base).apply_offsets(0, index)

    def _text(self, line: Line, role: Style, highlights: Highlights) -> list[Segment]:
        if not line.pieces:
            return self._stretch(line, line.start, line.end, role, highlights)
        segments: list[Segment] = []
        column = 0
        for piece in line.pieces:
            if piece.column > column:
                segments.append(Segment(" " * (piece.column - column), role))
            segments += self._stretch(line, piece.start, piece.end, role, highlights)
            column = max(piece.column, column) + cell_len(self._source(line)[piece.start : piece.end])
        return segments

    def _source(self, line: Line) -> str:
        return self.layout.page.parts[line.part].text

    def _stretch(self, line: Line, start: int, end: int, role: Style, highlights: Highlights) -> list[Segment]:
        text = self._source(line)
        if line.role is Role.FOLD:
            role += Style.from_meta({FOLD_META: True})
        over = list(overlays(self.layout.page, line.part, start, end, highlights))
        if not over:
            return [Segment(guard(text[start:end]), role)]
        segments: list[Segment] = []
        cuts = _cuts(text, start, end, over)
        for first, last in pairwise(cuts):
            style = role
            for overlay in over:
                if overlay.start <= first < overlay.end:
                    style += self._overlay_style(overlay)
            segments.append(Segment(guard(text[first:last]), style))
        return segments

    def _overlay_style(self, overlay: Overlay) -> Style:
        style = self.inks[overlay.style]
        if is_web_address(overlay.href):
            style += Style(link=overlay.href)  # OSC 8
        if overlay.stop >= 0:
            style += Style.from_meta({STOP_META: overlay.stop})
        return style


def _cuts(text: str, start: int, end: int, over: Iterable[Overlay]) -> Sequence[int]:
    """Where styles may change, none of it within a grapheme cluster."""
    cuts = {start, end}
    narrow = is_narrow(text[start:end])
    for overlay in over:
        for cut in (overlay.start, overlay.end):
            place = cut
            while not narrow and start < place < end and _joins(text, place):
                place += 1
            if start < place < end:
                cuts.add(place)
    return sorted(cuts)


def _joins(text: str, place: int) -> bool:
    return get_character_cell_size(text[place]) == 0 or text[place - 1] == _JOINER


def _select(segments: Sequence[Segment], least: int, selected: tuple[int, int], style: Style) -> list[Segment]:
    """Lay a selection over drawn segments; what stands before the text stays as it is."""
    first = max(selected[0], least)
    last = selected[1] if selected[1] >= 0 else sum(len(segment.text) for segment in segments)
    marked: list[Segment] = []
    position = 0
    for text, ink, _ in segments:
        low, high = (min(max(bound - position, 0), len(text)) for bound in (first, last))
        high = max(low, high)
        for piece, covered in ((text[:low], False), (text[low:high], True), (text[high:], False)):
            if piece:
                marked.append(Segment(piece, (ink or Style()) + style if covered else ink))
        position += len(text)
    return marked
