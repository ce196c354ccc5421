"""What stands where there is nothing to show: what it means and what to do next, with the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from index import guard
from tui.widgets.article_row import Line
from tui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style

    from tui.widgets.inks import Inks

_MARGIN = 3
_ABOVE = 3  # the text starts after a third of the free height


def empty_lines(text: str, width: int, height: int, inks: Inks) -> list[list[Segment]]:
    """A message in a pane of ``width`` by ``height`` cells, as lines that are ``width`` cells wide each.

    The first line of the text is the headline; words between backticks are keys.
    """
    margin = min(_MARGIN, max(0, (width - 20) // 2))
    room = max(1, width - 2 * margin)
    drawn: list[list[Segment]] = []
    for number, line in enumerate(text.split("\n")):
        words = _words(guard(line), inks.quiet if number else inks.strong, inks.key)
        for start, end in wrap("".join(word for word, _ in words), room):
            drawn_line = Line(width)
            drawn_line.gap(width - margin, inks.ground)
            for word, style in _cut(words, start, end):
                drawn_line.add(word, style)
            drawn_line.gap(0, inks.ground)
            drawn.append(drawn_line.segments)
    above = max(1, (height - len(drawn)) // _ABOVE) if height > len(drawn) else 0
    return [[Segment(" " * width, inks.ground)] for _ in range(above)] + drawn


def _words(line: str, style: Style, key: Style) -> list[tuple[str, Style]]:
    return [(part, key if index % 2 else style) for index, part in enumerate(line.split("`"))]


def _cut(words: list[tuple[str, Style]], start: int, end: int) -> Iterator[tuple[str, Style]]:
    """The part of styled words between two offsets."""
    offset = 0
    for word, style in words:
        yield word[max(0, start - offset) : max(0, end - offset)], style
        offset += len(word)
