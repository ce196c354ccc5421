"""The keys that begin a count, in the vim profile: digits wait for the key that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.counts import Counts
from tui.screens.showing import ShowingScreen
from tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from tui.session import Session

PROFILE = "vim"
"""The profile with counts."""

WAIT = 0.3
"""Seconds after which a digit that is a key by itself (a pane's) is taken as that."""

_TOPS = frozenset({"list.top", "article.top"})
_COUNTED = _TOPS | {
    *(f"list.{move}" for move in ("down", "up", "bottom", "page_down", "page_up")),
    *(f"article.{move}" for move in ("line_down", "line_up", "half_down", "half_up", "page_down", "page_up", "bottom")),
    *("go.next", "go.previous", "pane.wider", "pane.narrower"),
}
"""What a count may stand before; before anything else a digit is a key by itself."""


class CountingScreen(ShowingScreen):
    """A screen whose moves can be counted: ``5j``, ``3J``, ``10G``, ``10gg``; Escape drops what was typed.

    Widgets without a line to type in let keys through, so digits arrive here before any binding is looked for.

    Attributes:
        counts: what was typed.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.counts = Counts(self._show_count)
        self._waiting: Timer | None = None
        self._second = ""

    @property
    def deciding(self) -> bool:
        """Whether a digit waits to be a count or a key by itself."""
        return self._waiting is not None

    async def on_key(self, event: events.Key) -> None:
        """Take a digit; a key that can be counted has what was typed as its count."""
        second, self._second = self._second, ""
        await self._decide(event)
        character = event.character or ""
        if character.isdecimal() and character.isascii() and (character != "0" or self.counts.typed):
            if self.session.library.config.settings.keys == PROFILE:
                event.stop()
                self._take_digit(event.key, character)
        elif event.key == "escape" and self.counts.typed:
            event.stop()
            self.counts.drop()
        elif event.key == second:
            event.stop()  # the second letter of 10gg: the first has gone there already
        elif self.counts.key() and self._goes_to_top(event.key):
            self._second = event.key

    async def _decide(self, event: events.Key) -> None:
        """End the wait of a digit that is a key by itself, by the key that follows it."""
        if self._waiting is None:
            return
        self._waiting.stop()
        self._waiting = None
        follows = self._bound_id(event.key)
        counts = follows in _COUNTED or event.key == "escape" or (event.character or "").isdecimal()
        if not counts:
            await self._be_a_key(self.counts.typed)

    def _take_digit(self, key: str, digit: str) -> None:
        first = not self.counts.typed
        self.counts.add(digit)
        if first and key in self.active_bindings:
            self._waiting = self.set_timer(WAIT, lambda: self._be_a_key(key))

    async def _be_a_key(self, key: str) -> None:
        """Nothing has followed a digit that is a key by itself: do what that key does."""
        self._waiting = None
        self.counts.drop()
        bound = self.active_bindings.get(key)
        if bound is not None and self.is_current:
            await self.app.run_action(bound.binding.action, bound.node)

    def _goes_to_top(self, key: str) -> bool:
        return self._bound_id(key) in _TOPS

    def _bound_id(self, key: str) -> str:
        bound = self.active_bindings.get(key)
        return bound.binding.id or "" if bound is not None else ""

    def _show_count(self, typed: str) -> None:
        for footer in self.query(KeyFooter):
            footer.pending(typed)
