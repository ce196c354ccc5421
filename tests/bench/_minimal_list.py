"""The yardstick for a key in a list: the least that Textual does for one, three panes of which one redraws two rows."""

from __future__ import annotations

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


class Rows(ScrollView, can_focus=True):
    """Two lines a row, drawn from one segment each."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "move", "Down")]

    def on_mount(self) -> None:
        self.at = 0
        self.virtual_size = Size(40, ROWS * LINES)

    def render_line(self, y: int) -> Strip:
        row, line = divmod(y + self.scroll_offset.y, LINES)
        style = (
            Style(bgcolor="#333333", color="#eeeeee") if row == self.at else Style(color="#eeeeee", bgcolor="#111111")
        )
        width = self.size.width
        return Strip([Segment(f"MINIMAL {row} {line}".ljust(width)[:width], style)], width)

    def action_move(self) -> None:
        before, self.at = self.at, self.at + 1
        for row in (before, self.at):
            self.refresh_lines(row * LINES, LINES)
        bottom = (self.at + 2) * LINES
        if bottom > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=bottom - self.size.height, animate=False)


class Minimal(App[None]):
    """A list between two empty panes."""

    CSS = "Static, Rows { width: 1fr; height: 1fr; } .line { height: 1; width: 100%; }"

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
