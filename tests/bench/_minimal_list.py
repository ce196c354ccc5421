"""The yardstick for a key in a list: the least that Textual needs for such a frame.

Three panes, one of them a bordered list of rows of two lines in a few styles each, of which a key redraws two.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.binding import BindingType

ROWS, LINES = 100_000, 2
SELECTED, USUAL = Style(bgcolor="#333333", color="#eeeeee"), Style(color="#eeeeee", bgcolor="#111111")


@lru_cache(2048)
def minimal_strip(row: int, line: int, width: int, selected: bool) -> Strip:
    """A line, drawn once."""
    style = SELECTED if selected else USUAL
    text = f"MINIMAL {row} {line}".ljust(width - 8)[: width - 8]
    return Strip([Segment("▎", style), Segment(" ● ", style), Segment(text, style), Segment(" now", style)], width)


class Rows(ScrollView, can_focus=True):
    """Two lines a row, of four segments each."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "move", "Down")]

    def on_mount(self) -> None:
        self.at = 0
        self.virtual_size = Size(40, ROWS * LINES)

    def render_line(self, y: int) -> Strip:
        row, line = divmod(y + self.scroll_offset.y, LINES)
        return minimal_strip(row, line, self.size.width, row == self.at)

    def action_move(self) -> None:
        before, self.at = self.at, self.at + 1
        for row in (before, self.at):
            self.refresh_lines(row * LINES, LINES)
        bottom = (self.at + 2) * LINES
        if bottom > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=bottom - self.size.height, animate=False)


class Minimal(App[None]):
    """A list between two empty panes."""

    CSS = "Static, Rows { width: 1fr; height: 1fr; } .line { height: 1; width: 100%; } Rows { border: round #333333; }"

    def compose(self) -> ComposeResult:
        yield Static("header", classes="line")
        with Horizontal():
            yield Static("feeds")
            yield Rows()
            yield Static("article")
        yield Static("keys", classes="line")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()


if __name__ == "__main__":
    Minimal().run()
