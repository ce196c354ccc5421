"""The text under a mouse selection, as it was written: wrapped lines joined, no margins, no bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.widgets.layout import plain
from tui.widgets.parts import Role

if TYPE_CHECKING:
    from textual.selection import Selection

    from tui.widgets.layout import Layout, Line

_NOT_COPIED = frozenset({Role.FOLD, Role.RULE})


def selected_text(layout: Layout, selection: Selection) -> str:
    """Paragraphs under a selection, whose offsets are line and character of the drawn lines, with blank lines between.

    Items of a list and lines of the masthead follow each other without one.
    """
    extents: dict[int, tuple[int, int]] = {}
    for index, line in enumerate(layout.lines):
        span = selection.get_span(index)
        if span is None or line.blank or line.role in _NOT_COPIED:
            continue
        start, end = (_offset(layout, line, at) for at in span)
        if span[1] < 0:
            end = line.end
        if start < end:
            low, high = extents.get(line.part, (start, end))
            extents[line.part] = (min(low, start), max(high, end))
    text = ""
    for number, (index, (start, end)) in enumerate(extents.items()):
        part = layout.page.parts[index]
        separator = "\n\n" if part.gap else "\n"
        text += (separator if number else "") + part.text[start:end]
    return text


def _offset(layout: Layout, line: Line, at: int) -> int:
    """The offset into the part's text of a character of a drawn line."""
    inner = max(0, at - layout.left - len(line.prefix))
    if not line.pieces:
        return min(line.start + inner, line.end)
    text = layout.page.parts[line.part].text
    shown = len(plain(line, text))
    if inner >= shown:
        return line.pieces[-1].end
    position = column = 0
    for piece in line.pieces:
        position += max(0, piece.column - column)
        length = piece.end - piece.start
        if inner < position + length:
            return piece.start + max(0, inner - position)
        position += length
        column = max(piece.column, column) + cell_len(text[piece.start : piece.end])
    return line.pieces[-1].end
