"""Moving about a text with the keys of pagers and of vim."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.scroll_view import ScrollView

from tui.counts import times, whole_count

OVERLAP = 2
"""Lines that stay on the screen when it turns a page."""


class ReadingScroll(ScrollView, can_focus=True):
    """A scrolling text; it says so when one wants to read on at its very end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "line(1)", "Line down", show=False, id="article.line_down"),
        Binding("k,up", "line(-1)", "Line up", show=False, id="article.line_up"),
        Binding("ctrl+d", "half_page(1)", "Half a page down", show=False, id="article.half_down"),
        Binding("ctrl+u", "half_page(-1)", "Half a page up", show=False, id="article.half_up"),
        Binding("pagedown", "turn_page(1)", "Page down", show=False, id="article.page_down"),
        Binding("pageup,b", "turn_page(-1)", "Page up", show=False, id="article.page_up"),
        Binding("space", "read_on", "Read on", show=False, id="article.read_on"),
        Binding("g,home", "top", "Top", show=False, id="article.top"),
        Binding("G,end", "bottom", "Bottom", show=False, id="article.bottom"),
    ]

    class PastEnd(Message, namespace="article_view"):
        """One wants to read on, but this is the end of the text."""

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self.scroll_offset.y >= self.max_scroll_y

    @property
    def progress(self) -> int:
        """How much of the text has been on the screen, going by its last line, in percent."""
        lines = self.virtual_size.height
        return min(100, (self.scroll_offset.y + self.size.height) * 100 // lines) if lines else 100

    def action_line(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=lines * times(self), animate=False)

    def action_half_page(self, direction: int) -> None:
        """Scroll by half a screen."""
        self.scroll_relative(y=direction * times(self) * max(1, self.size.height // 2), animate=False)

    def action_turn_page(self, direction: int) -> None:
        """Scroll by a screen but two lines."""
        self.scroll_relative(y=direction * times(self) * max(1, self.size.height - OVERLAP), animate=False)

    def action_read_on(self) -> None:
        """Turn the page, or say that this was the last."""
        if self.at_end:
            self.post_message(self.PastEnd())
        else:
            self.action_turn_page(1)

    def action_top(self) -> None:
        """Go to the first line, or to the one that was counted."""
        self.scroll_to(y=(whole_count(self) or 1) - 1, animate=False)

    def action_bottom(self) -> None:
        """Go to the last line, or to the one that was counted."""
        counted = whole_count(self)
        self.scroll_to(y=self.max_scroll_y if counted is None else counted - 1, animate=False)
