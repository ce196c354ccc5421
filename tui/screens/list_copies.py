"""The copies of an article as a list of their own, and the way back from there."""

from __future__ import annotations

from textual import on

from index import Order, Selection
from tui.screens.list_tags import TagTools
from tui.screens.panes import Pane
from tui.sources import Listing
from tui.widgets.article_list import ArticleList


class CopiesTools(TagTools):
    """A list from which one goes to the copies of an article and comes back to where one was."""

    def action_copies(self) -> None:
        """List the articles with the same text as this one, or go back from there."""
        row = self.current
        if self.listing.place.copies_of is not None:
            self._return()
        elif row is None or not row.copies:
            self.notify("There are no copies of this article.", markup=False)
        else:
            self.left = self.listing
            title, place = f"Copies of “{row.title}”", Selection(copies_of=row.id)
            self.list_articles(Listing(title, place, order=Order.OLDEST), keep=row.id)
            self.panes.go(Pane.LIST)

    def _return(self) -> None:
        here = self.listing.place.copies_of
        self.list_articles(self.left or Listing("All", Selection()), keep=here)

    def action_back(self) -> None:
        """Go one pane out; from the copies of an article back to where they were asked for."""
        if self.listing.place.copies_of is not None and self.panes.active is not Pane.ARTICLE:
            self._return()
        else:
            super().action_back()

    def action_escape(self) -> None:
        """The same, but never off the screen."""
        if self.listing.place.copies_of is not None and self.panes.active is not Pane.ARTICLE:
            self._return()
        else:
            super().action_escape()

    @on(ArticleList.CopiesClicked)
    def _click_copies(self) -> None:
        if self.listing.place.copies_of is None:
            self.action_copies()
