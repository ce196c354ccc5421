"""A window in which one types a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from tui.screens.dialogs import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AskDialog(Dialog):
    """Asks for a line; gives back what was typed."""

    def __init__(self, title: str, value: str = "", *, hint: str = "") -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._hint = hint

    def compose(self) -> ComposeResult:
        """A line to type in."""
        with Vertical(classes="dialog wide") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = Content("⏎ go · esc close")
            yield Input(self._value, placeholder=self._hint, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter gives the line back."""
        event.stop()
        self.answer(event.value)
