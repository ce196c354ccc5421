"""The articles of an entity in the reader's list, and the followed entities in its tree."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from index import Selection
from tui.messages import Listed
from tui.screens.listing import ListingScreen
from tui.screens.panes import Pane
from tui.session import Session, in_background
from tui.sources import Filter, Listing
from tui.widgets.feed_tree import FeedTree

if TYPE_CHECKING:
    from index import Entity
    from tui.entity_messages import EntityKnown


class EntityListing(ListingScreen):
    """A list that can be an entity's page."""

    feed_tree: FeedTree

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._then_open: int | None = None
        self._page: int | None = None
        self._before: tuple[Listing, int | None] | None = None

    def list_entity(self, entity: Entity, article: int | None = None) -> None:
        """List an entity's articles; open one of them, if one is said."""
        here = self.left or self.listing
        if not self._on_page:
            self._before = (here, self.articles.current.id if self.articles.current else None)
        self._then_open, self._page = article, entity.id
        self.panes.go(Pane.LIST)
        self.list_articles(entity_listing(entity, here), keep=article)

    @property
    def _on_page(self) -> bool:
        """Whether the list is a page that was opened from elsewhere, not from the tree."""
        return self._page is not None and self.listing.place.entity == self._page

    def _leave_page(self) -> bool:
        """Go back from a page to where it was opened from; whether there was a page to leave."""
        if not self._on_page or self._before is None or self.panes.active is not Pane.LIST:
            return False
        listing, article = self._before
        self._page = self._before = None
        self.list_articles(listing, keep=article)
        return True

    def action_back(self) -> None:
        """Go one pane out, from a name's page to what was listed before."""
        if not self._leave_page():
            super().action_back()

    def action_escape(self) -> None:
        """The same, but never off the screen."""
        if not self._leave_page():
            super().action_escape()

    @on(Listed)
    def _open_wanted(self, event: Listed) -> None:
        """The list itself is shown by :meth:`show_list`, which hears of it next."""
        article = self._then_open
        if article is None or event.listing != self.listing:
            return
        if article in event.ids:
            self._then_open = None
            self.call_next(self._open_listed_article, article)
        elif event.whole and event.listing.folded:  # it is folded under another one with the same text
            self.call_next(self.list_articles, replace(event.listing, folded=False), keep=article)

    def _open_listed_article(self, article: int) -> None:
        index = self.articles.source.index_of(article)
        if index is not None:
            self.open_at(index)
            self.panes.go(Pane.ARTICLE)

    def page_again(self) -> None:
        """Where an entity's page is listed: list that of the entity which it is by now, under its name."""
        if self.listing.place.entity is not None:
            in_background(self, self._read_page(self.listing.place.entity), group="page", exclusive=True)

    async def _read_page(self, entity: int) -> None:
        from tui.entity_messages import EntityKnown  # noqa: PLC0415 - not for the first screen

        self.post_message(EntityKnown(entity, await asyncio.to_thread(self.library.entity, entity)))

    def on_entity_known(self, event: EntityKnown) -> None:
        """List its page, unless it is listed."""
        event.stop()
        if self.listing.place.entity == event.asked:
            now = entity_listing(event.entity, self.listing)
            now = replace(now, filter=self.listing.filter)
            if now != self.listing:
                self._page = event.entity.id if self._on_page else self._page
                self.list_articles(now)

    def entity_here(self) -> int | None:
        """The followed entity under the tree's cursor while the keys go there, else the focused mention's."""
        if self.feed_tree.has_focus:
            return self.feed_tree.entity_here
        return super().entity_here()

    @on(FeedTree.Unfollowed)
    def _unfollow(self, event: FeedTree.Unfollowed) -> None:
        event.stop()
        in_background(self.app, self._stop_following(event.entity), group="changes")

    async def _stop_following(self, entity: int) -> None:
        from tui.entity_changes import set_followed  # noqa: PLC0415 - not for the first screen

        found = await asyncio.to_thread(self.library.entity, entity)
        self.app.post_message(await set_followed(self.session, found, followed=False))


def entity_listing(entity: Entity, before: Listing) -> Listing:
    """The page of an entity, in the order of the list before it, everything shown."""
    from tui.entity_words import TYPE_NAMES  # noqa: PLC0415 - not for the first screen

    title = f"{entity.name} ({TYPE_NAMES[entity.type]})"
    return replace(before, title=title, place=Selection(entity=entity.id), filter=Filter.ALL)
