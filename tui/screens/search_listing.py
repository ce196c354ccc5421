"""The saved searches in the reader's tree: named at once, counted behind the screen, renamed and removed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from tui.messages import SearchesChanged
from tui.screens.listing import ListingScreen
from tui.session import Session, in_background

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from index import SavedSearchCount
    from tui.widgets.feed_tree import FeedTree

_FIRST_PAUSE = 1.5
"""Seconds after the start before the searches are counted: that imports the search engine, and keys come first."""

_PAUSE = 0.5
"""Seconds without a further change after which they are counted again."""


class SearchesCounted(Message):
    """The saved searches have been counted."""

    def __init__(self, searches: tuple[SavedSearchCount, ...]) -> None:
        super().__init__()
        self.searches = searches


class SearchListing(ListingScreen):
    """A reader whose tree lists saved searches.

    Attributes:
        searches: with the counts that are known, 0 where none is yet.
    """

    feed_tree: FeedTree

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.searches: tuple[SavedSearchCount, ...] = ()
        self._search_timer: Timer | None = None
        self._counted_once = False
        self.name_searches()

    def name_searches(self) -> None:
        """Take the searches from the settings, with the counts that are known of them."""
        saved = self.library.saved_searches()
        if not saved:
            self.searches = ()
            return
        from index import SavedSearchCount  # noqa: PLC0415 - who saves no searches starts without

        known = {counted.search.query: counted for counted in self.searches}
        self.searches = tuple(
            SavedSearchCount(search, each.articles, each.unread, each.error)
            if (each := known.get(search.query))
            else SavedSearchCount(search, 0, 0)
            for search in saved
        )

    def show_searches(self) -> None:
        """Show them in the tree."""
        raise NotImplementedError

    def searches_changed(self) -> None:
        """One was saved, renamed or removed."""
        self.name_searches()
        self.show_searches()
        self.count_searches()

    def count_searches(self) -> None:
        """Count them, once nothing has changed for a while."""
        if self._search_timer is not None:
            self._search_timer.stop()
        if self.searches:
            pause = _PAUSE if self._counted_once else _FIRST_PAUSE
            self._search_timer = self.set_timer(pause, self._start_counting)

    def _start_counting(self) -> None:
        self._counted_once = True
        in_background(self, self._count_searches(), group="searches", exclusive=True)

    async def _count_searches(self) -> None:
        self.post_message(SearchesCounted(await asyncio.to_thread(self.library.count_saved)))

    @on(SearchesCounted)
    def _show_counted(self, event: SearchesCounted) -> None:
        if event.searches != self.searches:
            self.searches = event.searches
            self.name_searches()  # the settings may have changed meanwhile
            self.show_searches()

    # -- changing them

    @property
    def _search_here(self) -> str | None:
        node = self.feed_tree.cursor_node if self.feed_tree.has_focus else None
        return node.data.title if node is not None and node.data is not None and node.data.kind == "search" else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys for a saved search work on one only."""
        if action in {"remove_search", "rename_search"}:
            return self._search_here is not None
        return super().check_action(action, parameters)

    def action_remove_search(self) -> None:
        """Remove the saved search under the tree's cursor."""
        if (name := self._search_here) is not None:
            notice = f"the search {name} is removed"
            work = self._change(lambda: self._removal(name), f"Removed: {name} — ^z undoes", notice)
            in_background(self, work, group="changes")

    def action_rename_search(self) -> None:
        """Give the saved search under the tree's cursor another name."""
        from tui.screens.asking import AskDialog  # noqa: PLC0415 - not for the first screen

        old = self._search_here
        if old is None:
            return

        def rename(new: str | None) -> None:
            if new is not None and new.strip() and new.strip() != old:
                work = self._change(lambda: self._renaming(old, new.strip()), "", f"the search {old} is renamed")
                in_background(self, work, group="changes")

        self.app.push_screen(AskDialog("Rename the saved search", old), rename)

    def _removal(self, name: str) -> Callable[[], object]:
        return self.library.edit_search(name, None)

    def _renaming(self, old: str, new: str) -> Callable[[], object]:
        from dataclasses import replace  # noqa: PLC0415 - as above

        search = next(search for search in self.library.saved_searches() if search.name == old)
        return self.library.edit_search(old, replace(search, name=new))

    async def _change(self, change: Callable[[], Callable[[], object]], told: str, notice: str) -> None:
        """Make a change that gives back what undoes it."""
        from tui.marks import Change  # noqa: PLC0415 - as above

        undo = await self.session.marks.run(change)

        def back() -> SearchesChanged:
            undo()
            return SearchesChanged(f"Undone: {notice}")

        self.session.marks.remember(Change(notice, back))
        self.app.post_message(SearchesChanged(told))
