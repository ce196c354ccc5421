"""What publishers have edited silently: each version of an article beside the one before it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.screen import Screen

from tui.keys import VERSION_KEYS, bindings
from tui.session import in_background
from tui.widgets.article_canvas import ArticleCanvas
from tui.widgets.footer import KeyFooter
from tui.widgets.header import StatusHeader
from tui.widgets.painter import FOLD_META
from tui.widgets.versions_page import Comparison, changes, compare, versions_of, versions_page

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from index import Article


@dataclass(eq=False, repr=False)
class Compared(Message):
    """A version has been compared with the one before it."""

    comparison: Comparison


class VersionsView(ArticleCanvas):
    """The text, with a click on a folded stretch to unfold it."""

    class Unfolded(Message):
        """The line that stands for unchanged text was clicked."""

    def on_click(self, event: events.Click) -> None:
        """Ask for the unchanged text where its line was clicked."""
        if event.style.meta.get(FOLD_META) and self.text_selection is None:
            self.post_message(self.Unfolded())


class VersionsScreen(Screen[None]):
    """The edits of an article, the last one first; it starts at the first change."""

    BINDINGS = bindings(VERSION_KEYS)

    def __init__(self, article: Article, measure: int) -> None:
        """Show the edits of an article that has some.

        Args:
            article: with its revisions.
            measure: cells of a line of text at most.
        """
        super().__init__()
        self._versions = versions_of(article)
        self._index = len(self._versions) - 1
        self._comparison: Comparison | None = None
        self._unfolded = False
        self._header = StatusHeader()
        self.view = VersionsView(id="versions-view")
        self.view.set_reactive(VersionsView.measure, measure)

    def compose(self) -> ComposeResult:
        """The header, the text, the keys."""
        yield self._header
        yield self.view
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start with the latest edit."""
        self.view.focus()
        self._compare()

    def _compare(self) -> None:
        self._header.place(f"Edit {self._index} of {len(self._versions) - 1}")
        self.refresh_bindings()
        in_background(self, self._work(self._index), group="compare", exclusive=True)

    async def _work(self, index: int) -> None:
        self.post_message(Compared(await asyncio.to_thread(compare, self._versions, index)))

    @on(Compared)
    def _show(self, event: Compared) -> None:
        if event.comparison.new is self._versions[self._index]:
            self._comparison = event.comparison
            self._set(keep_place=False)
            self.action_change(1)

    def _set(self, *, keep_place: bool) -> None:
        if self._comparison is not None:
            self.view.set_page(versions_page(self._comparison, unfolded=self._unfolded), keep_place=keep_place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only edits that there are can be gone to."""
        if action == "version":
            return None if not 1 <= self._index + int(str(parameters[0])) < len(self._versions) else True
        return super().check_action(action, parameters)

    def action_version(self, step: int) -> None:
        """Go to the edit before or after."""
        self._index += step
        self._compare()

    def action_change(self, step: int) -> None:
        """Go to the next change that is out of sight below, or the previous one above."""
        view, places = self.view, changes(self.view.page)
        if not places:
            return
        if step > 0:
            bottom = next(
                (place for place in places if place > (*view.first_place(), 0) and not view.on_screen(place)), None
            )
            target = bottom or places[-1]
        else:
            above = [place for place in places if place < (*view.first_place(), 0)]
            target = above[-1] if above else places[0]
        view.reveal(target)

    @on(VersionsView.Unfolded)
    def action_fold(self) -> None:
        """Show unchanged text, or fold it away."""
        self._unfolded = not self._unfolded
        self._set(keep_place=True)

    def action_close(self) -> None:
        """Back to the article."""
        if self.is_current:
            self.dismiss()
