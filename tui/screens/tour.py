"""The tour: what a newcomer must know, on one screen, with the keys as they are bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from tui.keymap import reader_places, shown_keys
from tui.screens.dialogs import Dialog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

_WELCOME = "From left to right: your feeds, their articles, the article."

_STEPS: Sequence[tuple[tuple[str, ...], str]] = (
    (("list.down", "list.up"), "down and up, in whichever pane you are"),
    (("pane.previous", "pane.next"), "to the pane on the left, on the right"),
    (("list.open", "go.back"), "open; back again"),
    (("go.on",), "read on: page by page, then the next unread article"),
    (("article.mention", "article.mention_back"), "people, organisations, places: Enter asks who that is"),
    (("app.search",), "search every article, as you type"),
    (("mark.star", "app.undo"), "star; undo whatever it was"),
    (("app.refresh_all", "feeds.add"), "look for news; add a feed by any page's address"),
    (("app.palette", "app.help"), "every command; the keys of where you are"),
)
_ONLY_CLOSES = frozenset({"escape", "enter", "space", "q"})


def tour_lines(keys: Mapping[str, str]) -> list[tuple[str, str]]:
    """The tour's lines: keys, and what they do; a line without a key is left out.

    Args:
        keys: how the key of each action is shown, by the action's id.
    """
    lines = ((" ".join(keys[action] for action in actions if action in keys), what) for actions, what in _STEPS)
    return [(shown, what) for shown, what in lines if shown]


class TourScreen(Dialog):
    """Closes with any key; a key that does something does it, too."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, changed: Mapping[str, str]) -> None:
        """Make it; ``changed`` are the keys that differ from the default ones, by the bindings' ids."""
        super().__init__()
        self._changed = changed

    def compose(self) -> ComposeResult:
        """One window of text."""
        lines = tour_lines(shown_keys(self._changed, reader_places()))
        width = max(len(keys) for keys, _ in lines)
        steps = [Content.assemble((keys.rjust(width), "bold $accent"), "   ", what) for keys, what in lines]
        text = Content("\n").join([Content(_WELCOME), Content(""), *steps])
        window = Static(text, classes="dialog tour")
        window.border_title = Content("Welcome to Wirecopy")
        window.border_subtitle = Content("any key begins")
        yield window

    def on_key(self, event: events.Key) -> None:
        """Close; pass on what is more than a way to close."""
        event.stop()
        event.prevent_default()
        if self.is_current:
            self.answer(None)
            if event.key not in _ONLY_CLOSES:
                self.app.call_later(self.app.simulate_key, event.key)
