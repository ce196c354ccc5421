"""What stands below an empty query: earlier queries, and examples that teach the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from index import guard
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

EARLIER_SHOWN = 8
_LONGEST_SHOWN = 60

EXAMPLES = (
    ("ceasefire talks", "both words, in any form"),
    ('"interest rates"', "these words, one after the other"),
    ("flood OR storm", "either word"),
    ("election -poll", "the first word without the second"),
    ("maduro person:putin", "a word, and a person who is named"),
    ("place:moscow org:opec", "a place and an organisation"),
    ("title:budget feed:reuters", "in the headline, from one feed"),
    ("date:2019-09 is:unread", "that month, not yet read"),
    ("after:7d is:starred", "starred, of the last seven days"),
    ("wild*  fuzzy~", "a beginning, a near miss"),
)


class SearchStart(OptionList):
    """Queries to begin with, by key and by mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="list.down"),
        Binding("k", "cursor_up", "Up", show=False, id="list.up"),
        Binding("g", "first", "First", show=False, id="list.top"),
        Binding("G", "last", "Last", show=False, id="list.bottom"),
        Binding("up", "up", "Up", show=False, id="search.start_up"),
    ]

    @dataclass
    class Chosen(Message):
        """A query is wanted."""

        query: str

    class Above(Message):
        """The cursor wants to leave at the top."""

    def __init__(self) -> None:
        super().__init__(id="start", markup=False)
        self._queries: tuple[str, ...] = ()

    def show(self, earlier: Sequence[str]) -> None:
        """List the newest of the earlier queries, then the examples."""
        shown = tuple(earlier[:EARLIER_SHOWN])
        queries = (*shown, *(example for example, _ in EXAMPLES))
        if queries == self._queries:
            return
        self._queries = queries
        width = max(cell_len(example) for example, _ in EXAMPLES) + 4
        self.clear_options()
        if shown:
            self.add_option(_heading("Earlier"))
            for number, query in enumerate(shown):
                self.add_option(Option(Content("  " + clip(guard(query), _LONGEST_SHOWN)), id=str(number)))
            self.add_option(_heading(""))
        self.add_option(_heading("For example"))
        for number, (example, meaning) in enumerate(EXAMPLES, len(shown)):
            line = Content.assemble((f"  {example}".ljust(width + 2), "$accent"), (meaning, "$text-muted"))
            self.add_option(Option(line, id=str(number)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Begin with what was chosen."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(self._queries[int(event.option_id)]))

    def action_up(self) -> None:
        """Up, and from the first line back into the query."""
        first = next((index for index, option in enumerate(self.options) if not option.disabled), None)
        if self.highlighted is None or self.highlighted == first:
            self.post_message(self.Above())
        else:
            self.action_cursor_up()

    def on_focus(self) -> None:
        """The cursor stands on the first line."""
        self.action_first()

    def on_blur(self) -> None:
        """Without the focus there is no cursor."""
        self.highlighted = None


def _heading(text: str) -> Option:
    return Option(Content.styled(text, "$text-muted"), disabled=True)
