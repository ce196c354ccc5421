"""The main screen: feeds, articles, article."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from index import Selection, WirecopyError
from tui.format import plural
from tui.keys import FEED_KEYS, READER_KEYS, bindings
from tui.messages import Counted, RefreshEnded, RefreshStopWanted, WorkFailed
from tui.remembering import followed_before, restore
from tui.screens.entity_listing import EntityListing
from tui.screens.feed_tools import FeedTools
from tui.screens.list_tools import ListTools
from tui.screens.panes import Arrangement, Pane, Panes
from tui.screens.search_listing import SearchListing
from tui.session import Session, in_background
from tui.widgets.feed_branches import TreeContents, folded_rows
from tui.widgets.feed_tree import FeedTree
from tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from tui.refresh_client import Refreshing

_WATCH = 1.0
"""Seconds between two looks at whether anybody has written to the archive."""


class ReaderScreen(ListTools, FeedTools, EntityListing, SearchListing):
    """Three panes from 118 columns, two from 90, one at a time below."""

    AUTO_FOCUS = ""  # it goes where it was
    BINDINGS = bindings((*READER_KEYS, *FEED_KEYS))

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.feed_tree = FeedTree()
        self.contents = TreeContents()
        self._seen = session.library.data_version()

    def compose(self) -> ComposeResult:
        """Header, panes, footer."""
        panes = [(Pane.FEEDS, self.feed_tree), (Pane.LIST, self.articles), (Pane.ARTICLE, self.reading)]
        state = self.session.state
        arrangement = Arrangement(state.pane, self.app.size.width, state.feeds, state.zen)
        self.panes = Panes(panes, arrangement, state.widths)
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

    # -- what others have changed

    def sync(self) -> None:
        """Show what the archive holds by now, in the tree and in the list; nobody's place moves."""
        self.count()
        self.sync_list()
        self.reload_article()

    def entities_changed(self) -> None:
        """Show names as they are now, the page of one that may have become another's too."""
        self.sync()
        self.page_again()

    def count(self) -> None:
        """Count what is unread and starred anew."""
        in_background(self, self._count(), group="count", exclusive=True)
        self.count_searches()

    async def _count(self) -> None:
        self.post_message(await asyncio.to_thread(self._counted))

    def _counted(self) -> Counted:
        folded, feeds = (self.left or self.listing).folded, self.library.feeds()
        copies = self.library.unread_copies() if folded else []
        shared = sum(len(having) - 1 for having in copies)
        return Counted(
            replace(
                self.contents,
                feeds=feeds,
                unread=self.library.count(Selection(unread=True)) - shared,
                starred=self.library.count(Selection(starred=True, folded=folded)),
                followed=self.library.followed(),
                tags=self.library.tags(),
                folded=folded_rows(feeds, copies),
            )
        )

    def _counted_by_feeds(self) -> Counted:
        """The counts for the first screen: without what is unread of feeds that are no longer followed."""
        feeds = self.library.feeds()
        unread = max(0, sum(feed.unread for feed in feeds) - self.session.state.copies)
        starred = self.library.count(Selection(starred=True))
        return Counted(
            TreeContents(feeds, unread, starred, followed=followed_before(self.session.state), tags=self.library.tags())
        )

    @on(Counted)
    def _show_counts(self, event: Counted) -> None:
        self.contents = replace(event.contents, searches=self.searches)
        self.feeds = {feed.id: feed for feed in self.contents.feeds}
        self.feed_tree.show(self.contents)
        self.header.unread(self.contents.unread)
        self.explain_nothing()

    def show_searches(self) -> None:
        """Show the saved searches as they are known by now."""
        self._show_counts(Counted(self.contents))

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

    def show_progress(self, refreshing: Refreshing | None, *, mending: bool) -> None:  # noqa: ARG002
        """Show how far a refresh has come, or the building of the index: the stage says which."""
        if refreshing is not None:
            progress = refreshing.progress
            self.header.progress(progress.done, progress.total, refreshing.stage)

    def show_outcome(self, event: RefreshEnded) -> None:
        """Show that a refresh has ended, and what it has brought."""
        self.header.finished(plural(event.failed, "feed") + " failed" if event.failed else "")
        self.sync()

    def leave(self) -> None:
        """Back from the outermost pane: quit."""
        self.app.exit()

    def escape(self) -> None:
        """Out of the outermost pane leads only q; a refresh that is at work is stopped."""
        if self.session.refreshing is not None:
            self.post_message(RefreshStopWanted())
