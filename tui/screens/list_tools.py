"""What can be done with the reader's list: another order, groups, copies, the next unread, marks on many articles."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from index import Selection
from tui.messages import UnreadFound
from tui.screens.list_copies import CopiesTools
from tui.session import in_background
from tui.sources import next_listed
from tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from tui.session import Session

_LOOK_AHEAD = 64
"""Rows in which the next unread article is looked for before the archive is asked."""

_PASSED_PAUSE = 0.4
"""Seconds without a further article passed, after which those that were are marked."""


class ListTools(CopiesTools):
    """The keys of the list."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._passed: dict[int, None] = {}
        setting = session.library.config.settings.mark_read_on_scroll
        remembered = session.state.scroll_marks
        self.articles.tells_passed = setting if remembered is None else remembered
        self.articles.set_compact(session.state.compact)

    # -- what is listed, and how

    def action_filter(self) -> None:
        """Show all, then only unread, then only starred articles."""
        self.list_articles(replace(self.listing, filter=self.listing.filter.following))

    def action_sort(self) -> None:
        """Newest first, oldest first, source by source."""
        self.list_articles(replace(self.listing, order=self.listing.following_order))

    def action_group(self) -> None:
        """Put headings above the articles of a day, or of a source, or take them away."""
        row = self.articles.current
        self.list_articles(replace(self.listing, grouped=not self.listing.grouped), keep=row.id if row else None)

    def action_compact(self) -> None:
        """Give an article one line, or two."""
        self.articles.set_compact(not self.articles.compact)

    def action_fold(self) -> None:
        """Show articles with the same text in one row, or every one of them."""
        row = self.articles.current
        self.list_articles(replace(self.listing, folded=not self.listing.folded), keep=row.id if row else None)
        self.count()

    def count(self) -> None:
        """Count what is unread and starred anew."""

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

    # -- marks

    def action_mark_listed(self) -> None:
        """Mark everything in the list as read, copies among it."""
        self.mark(self.session.marks.read_all(replace(self.listing.selection, folded=False)))

    def action_mark_all(self) -> None:
        """Mark every article of the archive as read."""
        self.mark(self.session.marks.read_all(Selection()))

    def action_mark_on_scroll(self) -> None:
        """Mark articles as read when they are passed in the list, or no longer."""
        self.articles.tells_passed = not self.articles.tells_passed
        told = "Articles that you pass are marked read" if self.articles.tells_passed else "Passing marks nothing read"
        self.notify(told, markup=False)

    @on(ArticleList.Passed)
    def _note_passed(self, event: ArticleList.Passed) -> None:
        if not self._passed:
            self.set_timer(_PASSED_PAUSE, self._mark_passed)
        self._passed |= dict.fromkeys(event.articles)

    def _mark_passed(self) -> None:
        passed, self._passed = tuple(self._passed), {}
        self.mark(self.session.marks.passed(passed))
