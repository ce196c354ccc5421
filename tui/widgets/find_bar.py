"""The line in which one types what to find in the article; it finds while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.widgets.legend import ArticleStatus


class FindBar(Horizontal):
    """An input with the number of the current hit and of all; hidden until it is opened."""

    DEFAULT_CSS = """
    FindBar { height: 1; width: 1fr; display: none; background: $surface; padding: 0 2; }
    FindBar.-open { display: block; }
    FindBar > Static { width: auto; height: 1; color: $text-muted; }
    FindBar > #find-label { padding-right: 1; }
    FindBar > #find-count { padding-left: 2; }
    FindBar > #find-count.-none { color: $error; text-style: bold; }
    FindBar > Input { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    FindBar > Input:focus { border: none; background-tint: $foreground 0%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False, id="find.close"),
        Binding("down", "step(1)", "Next hit", show=False, id="find.next"),
        Binding("up", "step(-1)", "Previous hit", show=False, id="find.previous"),
    ]

    @dataclass
    class Changed(Message):
        """Something else is to be found."""

        text: str

    @dataclass
    class Stepped(Message):
        """The next hit is wanted, or with -1 the previous one."""

        step: int

    class Submitted(Message):
        """Typing is done: back to the article."""

    class Closed(Message):
        """Finding is over."""

    def compose(self) -> ComposeResult:
        """A label, the input, the count."""
        yield Static("Find", id="find-label")
        yield Input(compact=True, placeholder="words in this article", select_on_focus=True, id="find-input")
        yield Static("", id="find-count")

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self.has_class("-open")

    @property
    def text(self) -> str:
        """What is to be found."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Show the line and type in it; what was found last is selected, so that typing replaces it."""
        self.add_class("-open")
        field = self.query_one(Input)
        field.focus()
        field.select_all()

    def close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")

    def show(self, status: ArticleStatus) -> None:
        """Show how many hits there are and which one is the current."""
        count = self.query_one("#find-count", Static)
        none = status.finding and not status.hits
        count.set_class(none, "-none")
        if none:
            count.update(Content("not found"))
        else:
            count.update(Content(f"{status.hit}/{status.hits}" if status.finding else ""))

    def action_close(self) -> None:
        """Escape: no more finding."""
        self.post_message(self.Closed())

    def action_step(self, step: int) -> None:
        """Go to the next hit while typing."""
        self.post_message(self.Stepped(step))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find while typing."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: back to the article, where n and N step through the hits."""
        event.stop()
        self.post_message(self.Submitted())
