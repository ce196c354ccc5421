"""Windows for tags: those of an article, and which one to list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from index import guard
from tui.format import count
from tui.screens.choosing import ChooseDialog
from tui.screens.dialogs import Dialog
from tui.tags import TagSuggester
from tui.widgets.article_row import MARK, Line
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment
    from textual.app import ComposeResult

    from tui.widgets.inks import Inks

_SHOWN = 30
"""Tags that are named below the line."""


class TagInput(Input):
    """A line of tags; Tab takes the completion."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, id="dialog.complete"),
    ]

    def action_complete(self) -> None:
        """Take the completion that is shown."""
        self.action_end()
        self.action_cursor_right()


class TagDialog(Dialog):
    """Asks for the tags of an article; gives back the line that was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", id="dialog.close")]

    def __init__(self, title: str, tags: Sequence[str], known: Sequence[tuple[str, int]]) -> None:
        """Make it.

        Args:
            title: of the article.
            tags: that it has.
            known: every tag, with how many articles have it.
        """
        super().__init__()
        self._title = title
        self._tags = tags
        self._known = sorted(known, key=lambda tag: -tag[1])

    def compose(self) -> ComposeResult:
        """A line with the article's tags, and the others that there are."""
        value = ", ".join(self._tags) + (", " if self._tags else "")
        names = [name for name, _ in self._known]
        with Vertical(classes="dialog wide") as box:
            box.border_title = Content("Tags")
            box.border_subtitle = Content("⏎ keep · tab complete · esc close")
            yield Static(Content(guard(self._title)).stylize("$text-muted"), classes="card-name")
            yield TagInput(
                value,
                placeholder="Tags, with commas between them",
                suggester=TagSuggester(names),
                compact=True,
                select_on_focus=False,
            )
            if names:
                yield Static(Content.assemble("\n", (_named(self._known), "$text-muted")))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter gives the line back."""
        event.stop()
        self.answer(event.value)


def _named(known: Sequence[tuple[str, int]]) -> str:
    names = [f"{guard(name)} {number:,}" for name, number in known[:_SHOWN]]
    return " · ".join(names) + (" …" if len(known) > _SHOWN else "")


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag and how many articles have it."""

    name: str
    number: int

    @property
    def selectable(self) -> bool:
        """It can be chosen."""
        return True

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """The line, ``width`` cells wide."""
        line = Line(width)
        line.add(MARK if selected else " ", inks.mark)
        line.add(f" {clip(guard(self.name), max(1, width - 12))}", inks.ground + inks.chosen)
        line.right(((count(self.number), inks.quiet),), inks.ground)
        return line.segments


class TagsDialog(ChooseDialog):
    """Every tag; gives back the name of the chosen one."""

    def __init__(self, known: Sequence[tuple[str, int]]) -> None:
        super().__init__("Tags", [TagRow(name, number) for name, number in known], "⏎ its articles · esc close")
        self._known = known

    def answer(self, result: str | None) -> None:
        """Give back the tag instead of its number."""
        super().answer(self._known[int(result)][0] if result is not None else None)
