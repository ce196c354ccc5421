"""The line in which a query is typed: ways to go on below it, earlier queries above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from index import guard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from index import Completion
    from tui.widgets.completion_list import CompletionList

LONGEST = 4000
"""Characters of a query; what is pasted beyond is cut."""

BOX_LINES = 3
"""The line and its border."""

TEXT_COLUMN = 2
"""Cells to the left of the text."""

_BEHIND_FIELD = re.compile(r"-?[a-z]+:", re.IGNORECASE)


class QueryBox(Input):
    """An input whose Up and Down walk through earlier queries, and whose Tab goes on with the word at the cursor.

    Behind a field (``person:pu``) its values are listed by themselves. Behind any other word Tab lists them; what Tab
    would do stands in the border, so that nothing covers the results while one types plain words.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "down", "Results", show=False, id="search.results", tooltip="Down to the results"),
        Binding("up", "up", "Earlier query", show=False, id="search.earlier", tooltip="Take up an earlier query"),
        Binding("tab", "complete", "Complete", show=False, id="search.complete", tooltip="Complete the word"),
        Binding("escape", "escape", "Back", id="search.leave"),
    ]

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """As of every widget, but for laying out the whole screen anew with each letter: the box stays as it is."""

    @dataclass
    class Left(Message):
        """The focus is to move down to the results, or with ``back`` off the screen."""

        back: bool = False

    def __init__(self, query: str, completions: CompletionList, earlier: Callable[[], Sequence[str]]) -> None:
        """Make it.

        Args:
            query: to start with.
            completions: the list that it opens below itself.
            earlier: gives earlier queries, the newest first.
        """
        super().__init__(
            query[:LONGEST],
            placeholder="Search the archive",
            id="query",
            select_on_focus=False,
            max_length=LONGEST,
        )
        self.border_title = Content("Search")
        self._completions = completions
        self._earlier = earlier
        self._offered: tuple[Completion, ...] = ()
        self._dismissed: int | None = None
        self._walk = -1
        self._draft = ""

    # Completions

    def offer(self, query: str, completions: Sequence[Completion]) -> None:
        """Take the ways to go on with a query, if it still is the one in the box."""
        if query != self.value[: self.cursor_position] or not self.has_focus:
            return
        self._offered = tuple(completions)
        start = completions[0].start if completions else None
        if start != self._dismissed:
            self._dismissed = None
        if start is not None and start != self._dismissed and _BEHIND_FIELD.match(query, start):
            self._open()
        else:
            self._completions.close()
        self._hint()

    def forget_completions(self) -> None:
        """No way to go on is known: the text or the cursor has changed, or the focus has gone."""
        self._offered = ()
        self._completions.close()
        self._hint()

    def take(self, completion: Completion) -> None:
        """Go on with the query as a completion says; behind a value comes a space."""
        if completion not in self._offered:
            return
        after = self.value[completion.end :]
        text = completion.text if completion.text.endswith(":") or after.startswith(" ") else f"{completion.text} "
        self._dismissed = None
        self.value = self.value[: completion.start] + text + after
        self.cursor_position = completion.start + len(text)

    def _open(self) -> None:
        before = cell_len(self.value[: self._offered[0].start])
        column = TEXT_COLUMN + before - self.scroll_offset.x
        self._completions.open(self._offered, column, BOX_LINES, self.app.size.width)

    def _hint(self) -> None:
        """What Tab does, in the border."""
        if not self._offered or self._completions.is_open:
            self.border_subtitle = ""
            return
        label, more = guard(self._offered[0].label), len(self._offered) - 1
        self.border_subtitle = Content(f"⇥ {label}" + (f" +{more}" if more else ""))

    def show_cursor(self) -> None:
        """Scroll to the cursor: what was pasted or completed has moved it further than a key does."""
        column = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(column, 0, 1, 1), force=True, animate=False)

    # Keys

    def action_complete(self) -> None:
        """Go on with the word at the cursor: at once where there is one way, else by choosing; else to the results."""
        if self._completions.is_open:
            self.take(self._completions.current)
        elif len(self._offered) == 1:
            self.take(self._offered[0])
        elif self._offered:
            self._open()
            self._hint()
        else:
            self.post_message(self.Left())

    def action_cursor_right(self, select: bool = False) -> None:
        """To the right; at the end of the text, what is chosen in the list."""
        if self._completions.is_open and self.cursor_at_end and not select:
            self.take(self._completions.current)
        else:
            super().action_cursor_right(select)

    def action_down(self) -> None:
        """Down in the list, to a later query, or to the results."""
        if self._completions.is_open:
            self._completions.move(1)
        elif self._walking:
            self._walk_to(self._walk - 1)
        else:
            self.post_message(self.Left())

    def action_up(self) -> None:
        """Up in the list, or to an earlier query."""
        if self._completions.is_open:
            self._completions.move(-1)
            return
        if not self._walking:
            self._walk, self._draft = -1, self.value
        earlier = self._earlier()
        following = self._walk + 1
        while following < len(earlier) and earlier[following] == self.value:
            following += 1
        if following < len(earlier):
            self._walk_to(following)

    def action_escape(self) -> None:
        """Close the list, or leave the search."""
        if self._completions.is_open:
            self._dismissed = self._offered[0].start if self._offered else None
            self._completions.close()
            self._hint()
        else:
            self.post_message(self.Left(back=True))

    async def action_submit(self) -> None:
        """Search; or take what has been chosen in the list."""
        if self._completions.is_open and self._completions.moved:
            self.take(self._completions.current)
            return
        self.forget_completions()
        await super().action_submit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave ^x and ^c to the reader as long as nothing is selected."""
        if action in {"cut", "copy"}:
            return not self.selection.is_empty
        return super().check_action(action, parameters)

    @property
    def _walking(self) -> bool:
        earlier = self._earlier()
        return 0 <= self._walk < len(earlier) and self.value == earlier[self._walk]

    def _walk_to(self, index: int) -> None:
        self._walk = index
        self.value = self._earlier()[index] if index >= 0 else self._draft
        self.cursor_position = len(self.value)

    def on_blur(self) -> None:
        """What is offered belongs to typing."""
        self.forget_completions()

    async def on_paste(self, event: events.Paste) -> None:
        """Lines that are pasted become one; what would be too long is cut."""
        event.prevent_default()
        event.stop()
        text = guard(" ".join(event.text.split()))
        room = LONGEST - len(self.value) + len(self.selected_text)
        self.replace(text[: max(0, room)], *self.selection)
