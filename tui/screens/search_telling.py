"""The part of the search that says how it went: the line of figures, what is wrong with a query, the index's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.widgets import Static

from index import QueryError, SearchIndexError, WirecopyError, guard
from tui.format import plural
from tui.messages import MendWanted, WorkFailed
from tui.queries import says_something
from tui.screens.panes import Pane
from tui.screens.search_asking import AskingScreen
from tui.search_messages import IndexLooked, SearchFailed
from tui.session import Session, in_background
from tui.widgets.article_view import ArticleView
from tui.widgets.query_box import BOX_LINES, TEXT_COLUMN
from tui.widgets.search_summary import SearchSummary, Summary

if TYPE_CHECKING:
    from tui.messages import RefreshEnded
    from tui.refresh_client import Refreshing
    from tui.search_messages import Question

_WATCH = 1.0
"""Seconds between two looks at whether the archive or the index has changed."""

_SLOW = 0.5
"""Seconds after which a search that has no answer yet says that it is at work."""


class TellingScreen(AskingScreen):
    """Says what was found, what was wrong, and what is being done about the index.

    Nothing here moves a line of the screen: a mistake is pointed at in the border of the box and told over the results.
    """

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__(session, query)
        self.caret = Static("", id="caret", markup=False)
        self.reason = Static("", id="reason", markup=False)
        self.summary = SearchSummary()
        self._mistake: SearchFailed | None = None
        self._version = session.library.data_version()
        self._mending = False
        self._mend_asked = False
        self._damaged = False
        self._behind = 0

    def start_telling(self) -> None:
        """Look at the index behind the first screen, and then at whether anything changes."""
        in_background(self, self._look(), group="look")
        self.set_interval(_WATCH, self._watch)

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
        self.summary.show(Summary(" · ".join(parts), self._warning(), self.order))

    def _warning(self) -> str:
        refreshing = self.session.refreshing
        if self._mending and refreshing is not None:
            done, total = refreshing.progress.done, refreshing.progress.total
            share = f"{100 * done // total} %, " if total else ""
            return f"the index is being built, {share}^x stops"
        if self._damaged:
            return "the index is damaged: some articles are not found"
        if self._behind:
            return f"{plural(self._behind, 'article')} not indexed yet"
        return ""

    @on(ArticleView.StatusChanged)
    def _count_matches(self) -> None:
        self.show_summary()

    def say_if_slow(self) -> None:
        """Say that a search is at work, if it still is after a while."""
        self.set_timer(_SLOW, self._say_slow)

    def _say_slow(self) -> None:
        if self.is_asking:
            self.summary.show(Summary("Searching …", self._warning(), self.order))

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

    # -- the index

    async def _look(self) -> None:
        """Open the index while the first word is typed, and see whether all of it is there."""
        try:
            known = await self.in_thread(self.library.search, "", limit=0)
            damaged = known.damaged or await self.in_thread(self.library.index_is_damaged)
        except SearchIndexError:
            self.post_message(IndexLooked(damaged=True, behind=0))
        else:
            self.post_message(IndexLooked(damaged or (not known.total and known.behind > 0), known.behind))

    @on(IndexLooked)
    def _judge_index(self, event: IndexLooked) -> None:
        self._damaged, self._behind = event.damaged, event.behind
        if event.damaged:
            self._mend()
        self.show_summary()

    def judge_answer(self, question: Question) -> None:
        """Take note of what an answer says of the index."""
        result = self.result
        if result is not None and not question.offset:
            self._behind = result.behind
            if result.damaged and not self._damaged:
                self._damaged = True
                self._mend()

    def _mend(self) -> None:
        if not self._mend_asked:
            self._mend_asked = True  # once for every opening of the search: what fails once fails again
            self.app.post_message(MendWanted())

    def show_progress(self, refreshing: Refreshing | None, *, mending: bool) -> None:
        """Show how far the index has come, where it is being built."""
        self._mending = mending and refreshing is not None
        self.show_summary()

    def show_outcome(self, event: RefreshEnded) -> None:
        """A refresh has ended, or the index is whole again: search for the same once more."""
        self._mending = False
        if event.mended:
            self._damaged = False
        in_background(self, self._look(), group="look")
        self.ask_again()

    def _watch(self) -> None:
        """Search again for what others have brought, and for what was not indexed yet."""
        if not self.is_current or self.is_asking:
            return
        try:
            version = self.library.data_version()
        except WirecopyError as error:
            self.post_message(WorkFailed(str(error)))
            return
        if version != self._version or self._behind:
            self._version = version
            if says_something(self.query_text):
                self.ask_again()
            else:
                in_background(self, self._look(), group="look", exclusive=True)
