"""The line above the table of feeds: the columns' names; a click sorts by one, another click turns the order around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from tui.widgets.article_row import Line
from tui.widgets.drawn_line import DrawnLine
from tui.widgets.health_rows import SORTS, heading

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual import events


class HealthHeading(DrawnLine):
    """The names of the columns."""

    DEFAULT_CSS = "HealthHeading { height: 1; width: 1fr; background: $background; }"

    class Picked(Message):
        """A column's name was clicked."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    def __init__(self) -> None:
        super().__init__()
        self._by, self._turned = SORTS[0], False

    def show(self, by: str, *, turned: bool) -> None:
        """Show by what the table is sorted."""
        self._by, self._turned = by, turned
        self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """The names, each above its column."""
        line, inks = Line(width), self.inks
        for cell, title in heading(width, self._by, turned=self._turned):
            start = cell.end - cell_len(title) if cell.column.right else cell.start
            line.gap(width - start, inks.ground)
            line.add(title, inks.key if cell.column.name == self._by else inks.quiet)
        line.gap(0, inks.ground)
        return line.segments

    def on_click(self, event: events.Click) -> None:
        """Sort by the clicked column."""
        for cell, _ in heading(self.size.width, self._by, turned=self._turned):
            if cell.start <= event.x <= cell.end and cell.column.name in SORTS:
                self.post_message(self.Picked(cell.column.name))
                return
