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

    def list_entity(self, entity: Entity, article: int | None = None) -> None:
        """List an entity's articles; open one of them, if one is said."""
        self._then_open = article
        self.panes.go(Pane.LIST)
        self.list_articles(entity_listing(entity, self.listing))

    @on(Listed)
    def _open_wanted(self, event: Listed) -> None:
        """The list itself is shown by :meth:`show_list`, which hears of it next."""
        if self._then_open is not None and event.listing == self.listing and self._then_open in event.ids:
            self.call_next(self._open_listed_article, self._then_open)
            self._then_open = None

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
