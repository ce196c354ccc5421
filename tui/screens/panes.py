"""Panes side by side: as many as the terminal has room for, the one with the focus always among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from tui.keys import PANE_KEYS, bindings
from tui.screens.pane_widths import SizedPanes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

STYLES = Path(__file__).parents[1] / "styles"
"""Where the stylesheets are: one for the app, one for each screen that is not there from the start."""

WIDE, MEDIUM = 118, 90
"""Columns from which three panes, and two, stand side by side."""


class Pane(StrEnum):
    """What a pane holds."""

    FEEDS = "feeds"
    LIST = "list"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What decides which panes are visible.

    Attributes:
        active: the pane with the focus.
        width: columns of the terminal.
        feeds: whether the feeds stand open where there is room for three panes.
        zen: the article alone.
    """

    active: Pane = Pane.LIST
    width: int = WIDE
    feeds: bool = True
    zen: bool = False


def visible_panes(panes: Sequence[Pane], arrangement: Arrangement) -> frozenset[Pane]:
    """Which of the panes are visible.

    From 118 columns all of them; from 90 the list and the article, or the feeds and the list while the feeds have the
    focus; below, the active one.
    """
    active = arrangement.active
    if arrangement.zen and active is Pane.ARTICLE:
        return frozenset({Pane.ARTICLE})
    if arrangement.width < MEDIUM:
        return frozenset({active})
    visible = set(panes)
    if Pane.FEEDS in visible and active is not Pane.FEEDS and (arrangement.width < WIDE or not arrangement.feeds):
        visible.discard(Pane.FEEDS)
    if Pane.FEEDS in visible and arrangement.width < WIDE:
        visible.discard(Pane.ARTICLE)
    return frozenset(visible)


class Panes(SizedPanes):
    """The panes of a screen, from left to right."""

    BINDINGS = bindings(PANE_KEYS)

    @dataclass
    class Moved(Message):
        """The focus is in another pane."""

        pane: Pane

    def __init__(
        self,
        panes: Sequence[tuple[Pane, Widget]],
        arrangement: Arrangement,
        widths: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(widths)
        self._order = tuple(pane for pane, _ in panes)
        self._holds = dict(panes)
        self.arrangement = arrangement
        self._left: Pane = Pane.LIST
        self._arrange(self.arrangement)

    def compose(self) -> ComposeResult:
        """The panes themselves."""
        yield from self._holds.values()

    @property
    def active(self) -> Pane:
        """The pane that has the focus, or had it last."""
        return self.arrangement.active

    def shows(self, pane: Pane) -> bool:
        """Whether a pane is visible."""
        return pane in visible_panes(self._order, self.arrangement)

    def go(self, pane: Pane) -> None:
        """Move the focus to a pane, bringing it into view."""
        if pane in self._order:
            self._arrange(replace(self.arrangement, active=pane))
            self._focus(pane)

    def back(self) -> bool:
        """Go one pane out: from the article alone to the panes, from the article to the list, from there to the feeds.

        Returns whether there was anywhere to go.
        """
        if self.arrangement.zen:
            self.action_zen()
            return True
        if self.active is self._order[0]:
            return False
        self.action_pane_step(-1)
        return True

    def action_pane_step(self, step: int) -> None:
        """Move the focus one pane to the right or to the left."""
        index = self._order.index(self.active) + step
        if 0 <= index < len(self._order):
            self.go(self._order[index])

    def action_pane_at(self, index: int) -> None:
        """Move the focus to a pane by its number, the leftmost being 0."""
        if index < len(self._order):
            self.go(self._order[index])

    def action_zen(self) -> None:
        """The article alone, or all the panes again."""
        if not self.arrangement.zen:
            self._left = self.active
            self._arrange(replace(self.arrangement, active=Pane.ARTICLE, zen=True))
            self._focus(Pane.ARTICLE)
            return
        self._arrange(replace(self.arrangement, zen=False))
        if self._left is not Pane.ARTICLE and self.shows(self._left):
            self.go(self._left)

    def action_toggle_first(self) -> None:
        """Show or hide the feeds."""
        if Pane.FEEDS not in self._order:
            return
        if self.shows(Pane.FEEDS):
            self._arrange(replace(self.arrangement, feeds=False))
            if self.active is Pane.FEEDS:
                self.go(Pane.LIST)
        else:
            self._arrange(replace(self.arrangement, feeds=True))
            if not self.shows(Pane.FEEDS):
                self.go(Pane.FEEDS)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus wherever Tab or the mouse has moved it."""
        for pane, widget in self._holds.items():
            if widget in event.widget.ancestors_with_self and pane is not self.active:
                self._arrange(replace(self.arrangement, active=pane))

    def on_resize(self, event: events.Resize) -> None:
        """Show as many panes as there is room for now."""
        if event.size.width != self.arrangement.width:
            self._arrange(replace(self.arrangement, width=event.size.width))

    def _focus(self, pane: Pane) -> None:
        """Give a pane the focus: the widget itself or the first in it that takes it."""
        for widget in (self._holds[pane], *self._holds[pane].query(Widget)):
            if widget.can_focus:
                widget.focus()
                return

    def _arrange(self, arrangement: Arrangement) -> None:
        """Show what the arrangement asks for, before the focus moves: what is hidden cannot be focused."""
        if arrangement.zen and arrangement.active is not Pane.ARTICLE:
            arrangement = replace(arrangement, zen=False)
        moved = arrangement.active is not self.arrangement.active
        self.arrangement = arrangement
        if moved:
            self.post_message(self.Moved(arrangement.active))
        visible = visible_panes(self._order, arrangement)
        for pane, widget in self._holds.items():
            widget.display = pane in visible
        self.size_panes([(pane, self._holds[pane]) for pane in self._order if pane in visible], arrangement.width)
        self.set_class(len(visible) == 1, "-alone")
