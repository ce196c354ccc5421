"""The list of the reader's main screen: what it shows, in which order, and how news comes into it."""

from __future__ import annotations

import asyncio
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from index import Order, Selection
from tui.messages import Listed, NewsWanted, SearchWanted
from tui.screens.panes import Pane
from tui.screens.reading import ReadingScreen
from tui.session import Session, in_background
from tui.sources import FIRST_PAGE, LibraryRows, Listing, first_difference, merge_listed, nothing_listed
from tui.widgets.article_list import ArticleList
from tui.widgets.feed_tree import FeedTree
from tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from collections.abc import Sequence


class ListingScreen(ReadingScreen):
    """A list of what a place holds.

    Articles that arrive while one reads wait above the list until they are wanted: nothing is shoved in.

    Attributes:
        listing: what is wanted; what is shown may still be what was wanted before.
        left: what was listed before the copies of an article; None while no copies are listed.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.header = StatusHeader()
        self.listing = Listing("All", Selection())
        self.left: Listing | None = None
        self._shown = self.listing
        self._ids: array[int] = array("q")
        self._whole = False
        self._news: Listed | None = None
        self._keep: int | None = None

    @on(FeedTree.Chosen)
    def _choose(self, event: FeedTree.Chosen) -> None:
        node = event.node
        if node.selection is None:
            if node.query:
                self.post_message(SearchWanted(node.query))
            return
        listing = replace(self.left or self.listing, title=node.title, place=node.selection)
        if listing != self.listing:
            self.list_articles(listing)
        self.panes.go(Pane.LIST)

    def list_articles(self, listing: Listing, *, keep: int | None = None) -> None:
        """List something else.

        Args:
            listing: what.
            keep: the article to be at; the one that it is at now, if that is listed too, or the first, without it.
        """
        self.listing, self._keep = listing, keep
        if listing.place.copies_of is None:
            self.left = None
        self._announce(None)
        in_background(self, self._load_list(listing, at_once=keep is None), group="list", exclusive=True)

    async def _load_list(self, listing: Listing, *, at_once: bool) -> None:
        if at_once:
            first = await asyncio.to_thread(self.library.article_ids, listing.selection, listing.order, FIRST_PAGE)
            whole = len(first) < FIRST_PAGE
            self.post_message(await asyncio.to_thread(self.listed, listing, first, whole=whole))
            if whole:
                return
        every = await asyncio.to_thread(self.library.article_ids, listing.selection, listing.order)
        self.post_message(await asyncio.to_thread(self.listed, listing, every, merge=at_once, whole=True))

    async def _load_news(self, listing: Listing, shown: array[int], *, whole: bool) -> None:
        current = await asyncio.to_thread(self.library.article_ids, listing.selection, listing.order)
        merged = await asyncio.to_thread(merge_listed, shown, current)
        answer = await asyncio.to_thread(self.listed, listing, merged, merge=True, whole=True)
        if whole and len(merged) > len(shown):
            first = await asyncio.to_thread(first_difference, shown, merged)
            answer = replace(answer, news=len(merged) - len(shown), first_news=first)
        self.post_message(answer)

    def listed(self, listing: Listing, ids: array[int], *, merge: bool = False, whole: bool = False) -> Listed:
        """What a list is to show, with the places of its headings. Reads the archive."""
        return Listed(listing, ids, merge, whole, self._starts(listing, ids))

    def _starts(self, listing: Listing, ids: array[int]) -> Sequence[int]:
        if not listing.grouped:
            return array("q")
        from tui.grouping import day_of, feed_of, group_starts  # noqa: PLC0415 - for those who group

        key = feed_of if listing.order is Order.SOURCE else day_of
        return group_starts(ids, self.library.article_stamps, key)

    @on(Listed)
    def show_list(self, event: Listed) -> None:
        """Show a list, if it still is the one that is wanted."""
        if event.listing != self.listing:
            return
        if event.merge and event.ids == self._ids:
            self._whole = event.whole
            self._announce(None)
            self.articles.invalidate()
        elif event.news and self._disturbs(event):
            self._announce(event)
            self.articles.invalidate()
        else:
            self._take(event, keep=not (event.news and self._idle))

    def _disturbs(self, event: Listed) -> bool:
        """Whether news would come above something that may be being read."""
        if not self._ids or self._idle:
            return False
        end = self.articles.places.at(self.articles.scroll_offset.y + self.articles.view_height)[0] + 1
        return event.first_news < min(end, len(self._ids))

    @property
    def _idle(self) -> bool:
        """Whether everything is as it opens: the first article under the cursor, not opened, nothing scrolled."""
        row = self.articles.current
        untouched = row is None or (row.id != self.opened and not self.reading.view.scroll_offset.y)
        return self.articles.at_top and untouched and self.panes.active is not Pane.ARTICLE

    def _take(self, event: Listed, *, keep: bool) -> None:
        """Put articles into the list."""
        row = self.articles.current
        stays = event.merge or (event.listing.place == self._shown.place and row is not None and row.id in event.ids)
        kept = self._keep if self._keep is not None else row.id if row is not None and stays and keep else None
        self._shown, self._ids, self._whole, self._keep = event.listing, event.ids, event.whole, None
        self._announce(None)
        source = LibraryRows(event.ids, self.read_rows)
        by_source = event.listing.order is Order.SOURCE
        self.articles.set_source(source, keep=kept, starts=event.starts, by_source=by_source)
        self.header.place(self.listing.label)
        self.session.marks.together = self.listing.folds
        if not event.ids:
            self.explain_nothing()
            self.show_nothing()

    def sync_list(self) -> None:
        """Show what the archive holds by now in the list; nobody's place moves."""
        if self._shown == self.listing:
            work = self._load_news(self.listing, self._ids, whole=self._whole)
            in_background(self, work, group="list", exclusive=True)

    # -- news

    def _announce(self, event: Listed | None) -> None:
        self._news = event
        self.header.news(event.news if event is not None else 0)

    @on(ArticleList.Topped)
    def _let_in(self) -> None:
        """Being at the very top lets in what waits above it."""
        if self._news is not None:
            self.action_news()

    @on(NewsWanted)
    def action_news(self) -> None:
        """Let in what waits, and go to the top of the list, where it is."""
        if self._news is None:
            self.notify("Nothing new waits", markup=False)
            return
        self._take(self._news, keep=self.listing.order is not Order.NEWEST)
        self.panes.go(Pane.LIST)

    def explain_nothing(self) -> None:
        """Say in the empty list why it is empty."""
        config = str(self.library.paths.feeds)
        self.articles.set_empty(nothing_listed(self.listing, tuple(self.feeds.values()), config))
