"""The part of the search that says how it went: the line of figures, what is wrong with a query, the index's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.widgets import Static

from index import QueryError, guard
from tui.format import plural
from tui.queries import says_something
from tui.screens.panes import Pane
from tui.screens.search_watching import WatchingScreen
from tui.search_messages import SearchFailed
from tui.widgets.article_view import ArticleView
from tui.widgets.query_box import BOX_LINES, TEXT_COLUMN
from tui.widgets.search_summary import SearchSummary, Summary

if TYPE_CHECKING:
    from tui.session import Session

_SLOW = 0.5
"""Seconds after which a search that has no answer yet says that it is at work."""


class TellingScreen(WatchingScreen):
    """Says what was found, what was wrong, and what is being done about the index.

    Nothing here moves a line of the screen: a mistake is pointed at in the border of the box and told over the results.
    """

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__(session, query)
        self.caret = Static("", id="caret", markup=False)
        self.reason = Static("", id="reason", markup=False)
        self.summary = SearchSummary()
        self._mistake: SearchFailed | None = None

    # -- figures

    def show_summary(self) -> None:
        """Say what was found, and how the index is."""
        parts = []
        if says_something(self.query_text) and self.result is not None:
            result = self.result
            parts.append(plural(result.total, "article") if result.total else "No articles")
            parts.append(f"{result.took_ms:.0f} ms")
            status = self.reading.view.status
            if status.hits and self.panes.active is Pane.ARTICLE and not status.finding:
                parts.append(
                    f"match {status.hit}/{status.hits}" if status.hit else plural(status.hits, "match", "matches")
                )
        self.summary.show(Summary(" · ".join(parts), self.index_warning(), self.order))

    @on(ArticleView.StatusChanged)
    def _count_matches(self) -> None:
        self.show_summary()

    def say_if_slow(self) -> None:
        """Say that a search is at work, if it still is after a while."""
        self.set_timer(_SLOW, self._say_slow)

    def _say_slow(self) -> None:
        if self.is_asking:
            self.summary.show(Summary("Searching …", self.index_warning(), self.order))

    # -- mistakes

    @on(SearchFailed)
    def _show_failure(self, event: SearchFailed) -> None:
        if event.query != self.query_text:
            return
        self.input.focus()
        self._mistake = event
        if not 0 <= self._mistake_column() < self._room:
            self.input.cursor_position = event.position  # a long query: bring the place into view
            self.call_after_refresh(self._point)
        self._point()
        self.failed()

    @property
    def _room(self) -> int:
        return self.app.size.width - 2 * TEXT_COLUMN

    def _mistake_column(self) -> int:
        event = self._mistake
        return cell_len(event.query[: event.position]) - self.input.scroll_offset.x if event else 0

    def _point(self) -> None:
        """Put the caret below the mistake, and say what it is."""
        event = self._mistake
        if event is None:
            return
        marked = event.query[event.position : event.position + event.length]
        column = min(max(0, self._mistake_column()), self._room - 1)
        self.caret.update(Content("^" * min(max(1, cell_len(marked)), self._room - column)))
        self.caret.styles.offset = (TEXT_COLUMN + column, BOX_LINES - 1)
        self.reason.update(Content(guard(event.reason)))
        self.reason.styles.offset = (0, BOX_LINES)
        self.caret.display = self.reason.display = True

    def is_wrong(self, query: str) -> bool:
        """Whether a query is wrong; if so, what is wrong is told. That takes no more than reading it."""
        try:
            self.library.search_index().check(query)
        except QueryError as error:
            self.post_message(SearchFailed(query, str(error), error.position, error.length))
            return True
        return False

    def failed(self) -> None:
        """A query was wrong; for what else depends on it."""
        raise NotImplementedError

    def forget_mistake(self) -> None:
        """The query has changed."""
        self._mistake = None
        self.caret.display = self.reason.display = False
