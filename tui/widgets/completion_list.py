"""The ways to go on with a half-typed query: a list that opens below the word, over what is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from index import guard
from tui.format import count
from tui.widgets.article_row import MARK, Line
from tui.widgets.inks import InkSet, ink_set
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment
    from textual import events

    from index import Completion
    from tui.widgets.inks import Inks

LINES = 10
"""Ways to go on that are shown at most."""

_LEAST, _MOST = 26, 50
"""Cells of the list's width."""

_BORDER = 2


def completion_line(completion: Completion, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
    """A line of the list: what it stands for, and how many articles."""
    line = Line(width)
    line.add(MARK if selected else " ", inks.mark)
    number = count(completion.count)
    label = guard(completion.label).strip() or "Untitled"
    line.add(" " + clip(label, line.room - 2 - (cell_len(number) + 1 if number else 0)), inks.ground + inks.chosen)
    line.right(((number, inks.quiet),), inks.ground)
    return line.segments


class CompletionList(Widget):
    """A list without a focus of its own: the query box moves its cursor while one types on.

    Attributes:
        moved: the cursor was moved by a key, so that Enter means what is under it.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CompletionList {
        display: none;
        layer: above;
        position: absolute;
        background: $surface;
        border: round $border-blurred;
        color: $foreground;
    }
    """

    @dataclass
    class Chosen(Message):
        """A way to go on was clicked."""

        completion: Completion

    def __init__(self) -> None:
        super().__init__(id="completions")
        self.completions: tuple[Completion, ...] = ()
        self.moved = False
        self._cursor = 0
        self._inks: InkSet | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self.display

    @property
    def current(self) -> Completion:
        """What is under the cursor; there must be something."""
        return self.completions[self._cursor]

    def open(self, completions: Sequence[Completion], column: int, row: int, room: int) -> None:
        """Show ways to go on below a column of the screen.

        Args:
            completions: at least one.
            column: of the word's first cell.
            row: of the list's first line.
            room: cells of the screen's width.
        """
        completions = tuple(completions[:LINES])
        if completions != self.completions or not self.is_open:
            self._cursor, self.moved = 0, False
        self.completions = completions
        widest = max(cell_len(each.label) + len(count(each.count)) for each in completions) + 6 + _BORDER
        width = min(max(_LEAST, widest), _MOST, room)
        self.styles.width, self.styles.height = width, len(completions) + _BORDER
        self.styles.offset = (max(0, min(column - 3, room - width)), row)
        self.display = True
        self.refresh()

    def close(self) -> None:
        """Hide it."""
        self.display = False

    def move(self, step: int) -> None:
        """Move the cursor, around and around."""
        self._cursor = (self._cursor + step) % len(self.completions)
        self.moved = True
        self.refresh()

    def notify_style_update(self) -> None:
        """The theme has changed."""
        super().notify_style_update()
        self._inks = None

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        if self._inks is None:
            self._inks = ink_set(self.app, self.rich_style)
        width = self.size.width
        if y >= len(self.completions):
            return Strip.blank(width, self._inks.usual.ground)
        selected = y == self._cursor
        inks = self._inks.focused if selected else self._inks.usual
        return Strip(completion_line(self.completions[y], width, inks, selected=selected), width)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The mouse takes the cursor along."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self.completions) and offset.y != self._cursor:
            self._cursor = offset.y
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Take what was clicked."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self.completions):
            self.post_message(self.Chosen(self.completions[offset.y]))
