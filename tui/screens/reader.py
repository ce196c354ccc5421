"""The main screen: feeds, articles, article."""

from __future__ import annotations

import asyncio
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from index import Order, Selection, WirecopyError
from tui.format import plural
from tui.keys import READER_KEYS, bindings
from tui.messages import Counted, Listed, RefreshEnded, RefreshStopWanted, RefreshWanted, UnreadFound, WorkFailed
from tui.remembering import restore
from tui.screens.panes import Arrangement, Pane, Panes
from tui.screens.reading import ReadingScreen
from tui.session import Session, in_background
from tui.sources import FIRST_PAGE, LibraryRows, Listing, merge_listed, next_listed, nothing_listed
from tui.widgets.feed_tree import FeedTree
from tui.widgets.footer import KeyFooter
from tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from tui.refresh_client import Refreshing

_WATCH = 1.0
"""Seconds between two looks at whether anybody has written to the archive."""

_LOOK_AHEAD = 64
"""Rows in which the next unread article is looked for before the archive is asked."""


class ReaderScreen(ReadingScreen):
    """Three panes from 118 columns, two from 90, one at a time below."""

    AUTO_FOCUS = ""  # it goes where it was
    BINDINGS = bindings(READER_KEYS)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.header = StatusHeader()
        self.feed_tree = FeedTree()
        self.listing = Listing("All", Selection())
        self._shown = self.listing
        self._ids: array[int] = array("q")
        self._seen = session.library.data_version()

    def compose(self) -> ComposeResult:
        """Header, panes, footer."""
        panes = [(Pane.FEEDS, self.feed_tree), (Pane.LIST, self.articles), (Pane.ARTICLE, self.reading)]
        state = self.session.state
        arrangement = Arrangement(state.pane, self.app.size.width, state.feeds, state.zen)
        self.panes = Panes(panes, arrangement)
        yield self.header
        yield self.panes
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show what was left, with a page of the list at once; all the rest of it comes after the first screen."""
        holds: dict[Pane, Widget] = {Pane.FEEDS: self.feed_tree, Pane.ARTICLE: self.reading.view}
        self.set_focus(holds.get(self.panes.active, self.articles), scroll_visible=False)
        try:
            self._show_counts(self._counted_by_feeds())
            restore(self, self.session.state)
        except WirecopyError as error:
            self.post_message(WorkFailed(str(error)))
            return
        self.call_after_refresh(self.sync)  # counting and listing everything would hold up the first screen
        self.set_interval(_WATCH, self._watch)

    # -- the list

    @on(FeedTree.Chosen)
    def _choose(self, event: FeedTree.Chosen) -> None:
        listing = replace(self.listing, title=event.node.title, place=event.node.selection)
        if listing != self.listing:
            self._list(listing)
        self.panes.go(Pane.LIST)

    def action_filter(self) -> None:
        """Show all, then only unread, then only starred articles."""
        self._list(replace(self.listing, filter=self.listing.filter.following))

    def action_sort(self) -> None:
        """Turn the order around."""
        order = Order.OLDEST if self.listing.order is Order.NEWEST else Order.NEWEST
        self._list(replace(self.listing, order=order))

    def _list(self, listing: Listing) -> None:
        self.listing = listing
        in_background(self, self._load_list(listing), group="list", exclusive=True)

    async def _load_list(self, listing: Listing) -> None:
        first = await asyncio.to_thread(self.library.article_ids, listing.selection, listing.order, FIRST_PAGE)
        self.post_message(Listed(listing, first))
        if len(first) == FIRST_PAGE:
            every = await asyncio.to_thread(self.library.article_ids, listing.selection, listing.order)
            self.post_message(Listed(listing, every, merge=True))

    def sync(self) -> None:
        """Show what the archive holds by now, in the tree and in the list; nobody's place moves."""
        in_background(self, self._count(), group="count", exclusive=True)
        if self._shown == self.listing:
            in_background(self, self._load_news(self.listing, self._ids), group="list", exclusive=True)
        self.reload_article()

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
            self._explain_nothing()
            self.show_nothing()

    # -- counts

    def count(self) -> None:
        """Count what is unread and starred anew."""
        in_background(self, self._count(), group="count", exclusive=True)

    async def _count(self) -> None:
        self.post_message(await asyncio.to_thread(self._counted))

    def _counted(self) -> Counted:
        unread = self.library.count(Selection(unread=True))
        starred = self.library.count(Selection(starred=True))
        return Counted(self.library.feeds(), unread, starred)

    def _counted_by_feeds(self) -> Counted:
        """The counts for the first screen: without what is unread of feeds that are no longer followed."""
        feeds = self.library.feeds()
        return Counted(feeds, sum(feed.unread for feed in feeds), self.library.count(Selection(starred=True)))

    @on(Counted)
    def _show_counts(self, event: Counted) -> None:
        self.feeds = {feed.id: feed for feed in event.feeds}
        self.feed_tree.set_feeds(event.feeds, unread=event.unread, starred=event.starred)
        self.header.unread(event.unread)
        self._explain_nothing()

    def _explain_nothing(self) -> None:
        config = str(self.library.paths.feeds)
        self.articles.set_empty(nothing_listed(self.listing, tuple(self.feeds.values()), config))

    def _watch(self) -> None:
        try:
            version = self.library.data_version()
        except WirecopyError as error:
            self.post_message(WorkFailed(str(error)))
            return
        if version != self._seen:
            self._seen = version
            self.sync()

    def own_write(self, before: int, after: int) -> None:
        """Take note that the data's version changed by a write of our own, which is shown already."""
        if self._seen == before:
            self._seen = after

    def show_progress(self, refreshing: Refreshing | None) -> None:
        """Show how far a refresh has come."""
        if refreshing is not None:
            progress = refreshing.progress
            self.header.progress(progress.done, progress.total, refreshing.stage)

    def show_outcome(self, event: RefreshEnded) -> None:
        """Show that a refresh has ended."""
        self.header.finished(plural(event.failed, "feed") + " failed" if event.failed else "")

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

    def leave(self) -> None:
        """Back from the outermost pane: quit."""
        self.app.exit()

    def escape(self) -> None:
        """Out of the outermost pane leads only q; a refresh that is at work is stopped."""
        if self.session.refreshing is not None:
            self.post_message(RefreshStopWanted())

    # -- whole lists

    def action_mark_listed(self) -> None:
        """Mark everything in the list as read."""
        self.mark(self.session.marks.read_all(self.listing.selection))

    def action_mark_all(self) -> None:
        """Mark every article of the archive as read."""
        self.mark(self.session.marks.read_all(Selection()))

    def action_refresh_feed(self) -> None:
        """Refresh the feed or the folder that is listed."""
        chosen = self.listing.place.feeds
        urls = tuple(feed.url for feed in self.feeds.values() if chosen is not None and feed.id in chosen)
        self.post_message(RefreshWanted(urls))
