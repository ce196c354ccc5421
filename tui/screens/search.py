"""The search: a query on top, what it finds as you type, what the hits have in common, the article beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.content import Content
from textual.widgets import Input

from tui.keys import SEARCH_KEYS, bindings
from tui.queries import says_something
from tui.screens.panes import STYLES, Arrangement, Pane, Panes
from tui.screens.search_results import ResultsScreen
from tui.widgets.footer import KeyFooter
from tui.widgets.query_box import QueryBox
from tui.widgets.search_start import SearchStart

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.search_messages import Question
    from tui.session import Session


class SearchScreen(ResultsScreen):
    """Search the archive."""

    CSS_PATH = STYLES / "search.tcss"
    BINDINGS = bindings(SEARCH_KEYS)

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__(session, query)
        self.start = SearchStart()
        self._to_results = bool(query)

    def compose(self) -> ComposeResult:
        """Query, summary, panes, footer; over them what opens for a while."""
        panes = [(Pane.FEEDS, self.facets), (Pane.LIST, self.articles), (Pane.ARTICLE, self.reading)]
        self.panes = Panes(panes, Arrangement(width=self.app.size.width))
        yield self.input
        yield self.summary
        yield self.start
        yield self.panes
        yield KeyFooter()
        yield self.caret
        yield self.reason
        yield self.completions

    def on_mount(self) -> None:
        """Start with the given query, or with earlier ones and examples."""
        self.facets.border_title = Content("Narrow")
        self.feeds = {feed.id: feed for feed in self.library.feeds()}
        self.forget_mistake()
        self.input.focus()
        self._show_typed()
        self.start_watching()

    # -- typing

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.call_after_refresh(self.input.show_cursor)
        self.forget_mistake()
        if says_something(event.value):
            self.ask(live=True)
            self.say_if_slow()
        else:
            self.ask_nothing()
        if self.input.has_focus:
            self.look_for_completions()
        self.facets.show(self.facets.facets if says_something(event.value) else None, event.value)
        self._show_typed()

    def _show_typed(self) -> None:
        typed = says_something(self.query_text)
        if not typed:
            self.start.show(self.session.queries)
        self.start.display = not typed
        self.panes.display = typed
        self.show_summary()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        answered = self.result is not None and self.result.query == event.value
        if answered and self.is_wrong(event.value):
            return  # what was forgiven while one typed is told now
        if answered and self.hits:
            self.action_results()  # what is on the screen is what was asked for
        elif answered and self.suggestion:
            self.search_for(self.suggestion)
        elif event.value.strip():
            self._to_results = True
            self.ask(live=False)

    def answered(self, question: Question) -> None:
        """Show figures, and go to the hits if they were waited for."""
        super().answered(question)
        self.forget_mistake()
        self.show_summary()
        if self._to_results and self.hits:
            self.action_results()
        self._to_results = False

    def failed(self) -> None:
        """Stay where the query can be mended."""
        self._to_results = False

    @on(QueryBox.Left)
    def _leave_box(self, event: QueryBox.Left) -> None:
        if event.back:
            self.leave()
        else:
            self.action_results()

    @on(SearchStart.Chosen)
    def _begin(self, event: SearchStart.Chosen) -> None:
        self.search_for(event.query)
        self.input.focus()

    @on(SearchStart.Above)
    def action_edit_query(self) -> None:
        """Up to the query."""
        self.input.focus()

    def on_click(self, event: events.Click) -> None:
        """A click on what was perhaps meant searches for it."""
        on_list = self.articles.region.contains_point(event.screen_offset)
        if on_list and self.panes.display and not self.hits and self.suggestion:
            self.search_for(self.suggestion)

    # -- moving about

    def action_results(self) -> None:
        """From the query down to the results, or to what can be chosen instead."""
        if not says_something(self.query_text):
            self.start.focus()
        elif self.hits:
            self.remember()
            self.panes.go(Pane.LIST)
