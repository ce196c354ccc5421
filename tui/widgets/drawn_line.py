"""A widget of one line that is drawn, not laid out: the header, the footer, what a search says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.inks import Inks, ink_set

if TYPE_CHECKING:
    from rich.segment import Segment


class DrawnLine(Widget):
    """One line; whoever derives from it says of which segments."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._inks: Inks | None = None

    @property
    def inks(self) -> Inks:
        """The theme's inks on this widget's ground."""
        if self._inks is None:
            self._inks = ink_set(self.app, self.rich_style).usual
        return self._inks

    def segments(self, width: int) -> list[Segment]:
        """The line, exactly ``width`` cells wide."""
        raise NotImplementedError

    def notify_style_update(self) -> None:
        """The theme has changed."""
        super().notify_style_update()
        self._inks = None

    def render_line(self, y: int) -> Strip:
        """Draw the line, and nothing below it."""
        width = self.size.width
        return Strip(self.segments(width), width) if y == 0 else Strip.blank(width)
