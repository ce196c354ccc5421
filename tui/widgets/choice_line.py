"""Choices side by side on one line, of which one holds; a click takes another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message

from tui.widgets.article_row import Line
from tui.widgets.drawn_line import DrawnLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment
    from textual import events

    from tui.widgets.inks import Inks

_MARGIN = 2
_GAP = 2
_CHOSEN = Style(bold=True, underline=True)


def place_choices(titles: Sequence[str], width: int) -> list[tuple[int, int]]:
    """Where the choices stand that fit the line whole, from the left."""
    placed: list[tuple[int, int]] = []
    start = _MARGIN
    for title in titles:
        end = start + cell_len(title)
        if end > width - 1:
            break
        placed.append((start, end))
        start = end + _GAP
    return placed


def choice_line(titles: Sequence[str], chosen: int, width: int, inks: Inks) -> list[Segment]:
    """The line, ``width`` cells wide; the choice that holds is underlined, whatever the colours."""
    line = Line(width)
    for number, (start, _) in enumerate(place_choices(titles, width)):
        line.gap(width - start, inks.ground)
        line.add(titles[number], inks.key + _CHOSEN if number == chosen else inks.quiet)
    line.gap(0, inks.ground)
    return line.segments


class ChoiceLine(DrawnLine):
    """A line of choices."""

    DEFAULT_CSS = """
    ChoiceLine { height: 1; width: 1fr; background: $background; }
    """

    class Picked(Message):
        """Another choice was clicked."""

        def __init__(self, index: int, line: ChoiceLine) -> None:
            super().__init__()
            self.index = index
            self.line = line

        @property
        def control(self) -> ChoiceLine:
            """The line."""
            return self.line

    def __init__(self, titles: Sequence[str], chosen: int = 0, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._titles = tuple(titles)
        self.chosen = chosen

    def choose(self, index: int) -> None:
        """Show which choice holds."""
        self.chosen = index
        self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """The choices."""
        return choice_line(self._titles, self.chosen, width, self.inks)

    def on_click(self, event: events.Click) -> None:
        """Take the clicked choice."""
        for number, (start, end) in enumerate(place_choices(self._titles, self.size.width)):
            if start <= event.x < end:
                self.post_message(self.Picked(number, self))
