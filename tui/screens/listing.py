"""The list of the reader's main screen: what it shows, in which order, and how news comes into it."""

from __future__ import annotations

import asyncio
from array import array
from dataclasses import replace

from textual import on

from index import Order, Selection
from tui.messages import Listed, SearchWanted, UnreadFound
from tui.screens.panes import Pane
from tui.screens.reading import ReadingScreen
from tui.session import Session, in_background
from tui.sources import FIRST_PAGE, LibraryRows, Listing, merge_listed, next_listed, nothing_listed
from tui.widgets.feed_tree import FeedTree
from tui.widgets.header import StatusHeader

_LOOK_AHEAD = 64
"""Rows in which the next unread article is looked for before the archive is asked."""


class ListingScreen(ReadingScreen):
    """A list of what a place holds.

    Attributes:
        listing: what is wanted; what is shown may still be what was wanted before.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.header = StatusHeader()
        self.listing = Listing("All", Selection())
        self._shown = self.listing
        self._ids: array[int] = array("q")

    @on(FeedTree.Chosen)
    def _choose(self, event: FeedTree.Chosen) -> None:
        node = event.node
        if node.selection is None:
            if node.query:
                self.post_message(SearchWanted(node.query))
            return
        listing = replace(self.listing, title=node.title, place=node.selection)
        if listing != self.listing:
            self.list_articles(listing)
        self.panes.go(Pane.LIST)

    def action_filter(self) -> None:
        """Show all, then only unread, then only starred articles."""
        self.list_articles(replace(self.listing, filter=self.listing.filter.following))

    def action_sort(self) -> None:
        """Turn the order around."""
        order = Order.OLDEST if self.listing.order is Order.NEWEST else Order.NEWEST
        self.list_articles(replace(self.listing, order=order))

    def list_articles(self, listing: Listing) -> None:
        """List something else."""
        self.listing = listing
        in_background(self, self._load_list(listing), group="list", exclusive=True)

    async def _load_list(self, listing: Listing) -> None:
        first = await asyncio.to_thread(self.library.article_ids, listing.selection, listing.order, FIRST_PAGE)
        self.post_message(Listed(listing, first))
        if len(first) == FIRST_PAGE:
            every = await asyncio.to_thread(self.library.article_ids, listing.selection, listing.order)
            self.post_message(Listed(listing, every, merge=True))

    async def _load_news(self, listing: Listing, shown: array[int]) -> None:
        current = await asyncio.to_thread(self.library.article_ids, listing.selection, listing.order)
        merged = await asyncio.to_thread(merge_listed, shown, current)
        self.post_message(Listed(listing, merged, merge=True))

    @on(Listed)
    def show_list(self, event: Listed) -> None:
        """Show a list, if it still is the one that is wanted."""
        if event.listing != self.listing:
            return
        row = self.articles.current
        if event.merge and event.ids == self._ids:
            self.articles.invalidate()
            return
        stays = row is not None and (event.merge or (event.listing.place == self._shown.place and row.id in event.ids))
        keep = row.id if row is not None and stays else None
        self._shown, self._ids = event.listing, event.ids
        self.articles.set_source(LibraryRows(event.ids, self.read_rows), keep=keep)
        self.header.place(self.listing.label)
        if not event.ids:
            self.explain_nothing()
            self.show_nothing()

    def sync_list(self) -> None:
        """Show what the archive holds by now in the list; nobody's place moves."""
        if self._shown == self.listing:
            in_background(self, self._load_news(self.listing, self._ids), group="list", exclusive=True)

    def explain_nothing(self) -> None:
        """Say in the empty list why it is empty."""
        config = str(self.library.paths.feeds)
        self.articles.set_empty(nothing_listed(self.listing, tuple(self.feeds.values()), config))

    # -- reading on

    def action_unread(self, step: int) -> None:
        """Open the next or the previous unread article of the list, around its end if need be."""
        source, cursor = self.articles.source, self.articles.cursor
        if not len(source):
            return
        row = self.articles.current
        fresh = row is not None and not row.read and row.id != self.opened
        start = cursor if fresh else cursor + step
        near = range(start, min(start + _LOOK_AHEAD, len(source))) if step > 0 else range(start, -1, -1)[:_LOOK_AHEAD]
        if near:
            low, high = min(near), max(near) + 1
            rows = source.rows(low, high)
            for index in near:
                listed = rows[index - low]
                if listed is not None and not listed.read:
                    self.open_at(index)
                    return
        in_background(self, self._find_unread(start, step), group="unread", exclusive=True)

    async def _find_unread(self, start: int, step: int) -> None:
        ids, selection = self._ids, replace(self.listing.selection, unread=True)
        unread = await asyncio.to_thread(self.library.article_ids, selection, self.listing.order)
        self.post_message(UnreadFound(await asyncio.to_thread(next_listed, ids, frozenset(unread), start, step)))

    @on(UnreadFound)
    def _open_unread(self, event: UnreadFound) -> None:
        if event.index is None:
            self.notify(f"Nothing unread is left in {self.listing.title}", markup=False)
        else:
            self.open_at(event.index)

    def read_next(self) -> None:
        """At the end of an article Space goes on with the next unread one."""
        self.action_unread(1)

    # -- whole lists

    def action_mark_listed(self) -> None:
        """Mark everything in the list as read."""
        self.mark(self.session.marks.read_all(self.listing.selection))

    def action_mark_all(self) -> None:
        """Mark every article of the archive as read."""
        self.mark(self.session.marks.read_all(Selection()))
