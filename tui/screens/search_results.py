"""The part of the search that does something with what was found: orders, narrows, opens, saves."""

from __future__ import annotations

import asyncio

from textual import on

from index import SavedSearch, Sort
from tui.messages import SearchesChanged
from tui.queries import recorded, says_something, with_term, without_order, without_term
from tui.screens.panes import Pane, Panes
from tui.screens.search_telling import TellingScreen
from tui.session import in_background
from tui.sources import next_listed
from tui.widgets.facet_pane import FacetPane
from tui.widgets.search_summary import ORDERS, SearchSummary

_NAME_CELLS = 40
"""Characters of a query that are offered as the name of a saved search."""


class ResultsScreen(TellingScreen):
    """What can be done with the hits, besides reading them."""

    def search_for(self, query: str) -> None:
        """Search for something else."""
        self.input.value = query
        self.input.cursor_position = len(query)

    def remember(self) -> None:
        """Keep the query among the earlier ones: it was good for something."""
        self.session.queries = recorded(self.session.queries, self.query_text)

    # -- orders and facets

    @on(SearchSummary.Chosen)
    def _choose_order(self, event: SearchSummary.Chosen) -> None:
        self._order_by(event.order)

    def action_sort(self) -> None:
        """Order by relevance, newest first, oldest first."""
        orders = tuple(ORDERS)
        self._order_by(orders[(orders.index(self.order) + 1) % len(orders)])

    def _order_by(self, order: Sort) -> None:
        self.sort = order
        plain = without_order(self.query_text)
        if plain != self.query_text:
            self.search_for(plain)
        elif plain.strip():
            self.ask(live=True)
        self.show_summary()

    @on(FacetPane.Toggled)
    def _narrow(self, event: FacetPane.Toggled) -> None:
        change = without_term if event.chosen else with_term
        self.search_for(change(self.query_text, event.term))

    def action_facets(self) -> None:
        """To what the hits have in common, and back to the hits."""
        if self.facets.has_focus:
            self.panes.go(Pane.LIST)
        elif says_something(self.query_text):
            self.panes.go(Pane.FEEDS)

    @on(Panes.Moved)
    def _moved(self) -> None:
        self.count_facets()
        self.show_summary()

    def on_resize(self) -> None:
        """Where there is room for the facets now, count them."""
        self.call_after_refresh(self.count_facets)

    # -- reading

    def open_article(self, article: int) -> None:
        """Show an article and mark it as read; its query is worth remembering."""
        self.remember()
        super().open_article(article)

    def entities_changed(self) -> None:
        """A name was corrected: show it as it is now, in the article and in what is found."""
        self.reload_article()
        self.ask_again()

    def action_unread(self, step: int) -> None:
        """Open the next or the previous unread result, around the end of the list if need be."""
        source, cursor = self.articles.source, self.articles.cursor
        rows = source.rows(0, len(source))
        unread = frozenset(row.id for row in rows if row is not None and not row.read)
        row = self.articles.current
        fresh = row is not None and not row.read and row.id != self.opened
        index = next_listed(self._ids, unread, cursor if fresh else cursor + step, step) if self.hits else None
        if index is None:
            self.notify("No unread article is left among these results", markup=False)
        else:
            self.open_at(index)

    # -- leaving

    def action_back(self) -> None:
        """From the article to the results, from the facets too, and from there off the screen."""
        self._back()

    def action_escape(self) -> None:
        """The same."""
        self._back()

    def _back(self) -> None:
        if self.panes.arrangement.zen:
            self.panes.back()
        elif self.panes.active is Pane.LIST or not self.hits:
            self.leave()
        else:
            self.panes.go(Pane.LIST)

    # -- saving

    def action_save(self) -> None:
        """Give the query a name under which it stands among the feeds."""
        from tui.screens.asking import AskDialog  # noqa: PLC0415 - rarely needed

        query = " ".join(self.query_text.split())
        if not query:
            self.notify("Type a query first; then it can be saved.", markup=False)
            return

        def save(name: str | None) -> None:
            if name is not None and name.strip():
                in_background(self, self._save(SavedSearch(name.strip(), query)), group="save")

        self.app.push_screen(AskDialog("Save this search as", query[:_NAME_CELLS], hint="a name"), save)

    async def _save(self, search: SavedSearch) -> None:
        await asyncio.to_thread(self.library.save_search, search)
        self.remember()
        self.notify(f"Saved: {search.name} stands among the feeds, under Searches", markup=False)
        self.app.post_message(SearchesChanged())
