"""Listing what has a tag."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from index import Selection
from tui.screens.listing import ListingScreen
from tui.screens.panes import Pane


class TagTools(ListingScreen):
    """The reader's list, which can show what has a tag."""

    async def action_choose_tag(self) -> None:
        """Choose a tag, and list the articles that have it."""
        from tui.screens.tagging import TagsDialog  # noqa: PLC0415 - not for the first screen

        known = await asyncio.to_thread(self.library.tags)
        if known:
            self.app.push_screen(TagsDialog(known), self._list_tag)
        else:
            self.notify("No article has a tag yet — t gives one.", markup=False)

    def _list_tag(self, tag: str | None) -> None:
        if tag is not None:
            listing = replace(self.left or self.listing, title=f"#{tag}", place=Selection(tag=tag))
            self.list_articles(listing)
            self.panes.go(Pane.LIST)
