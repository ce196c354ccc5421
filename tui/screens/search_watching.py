"""The part of the search that keeps an eye on the index: whether it is whole, behind, or being mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from index import SearchIndexError, WirecopyError
from tui.format import plural
from tui.messages import MendWanted, WorkFailed
from tui.queries import says_something
from tui.screens.search_knowing import KnowingScreen
from tui.search_messages import IndexLooked
from tui.session import Session, in_background

if TYPE_CHECKING:
    from tui.messages import RefreshEnded
    from tui.refresh_client import Refreshing
    from tui.search_messages import Question

_WATCH = 1.0
"""Seconds between two looks at whether the archive or the index has changed."""


class WatchingScreen(KnowingScreen):
    """Has an index mended that is damaged, missing or not ours, and searches again when anything has come."""

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__(session, query)
        self._version = session.library.data_version()
        self._mending = False
        self._mend_asked = False
        self._damaged = False
        self._behind = 0

    def start_watching(self) -> None:
        """Look at the index behind the first screen, and then at whether anything changes."""
        in_background(self, self._look(), group="look")
        self.set_interval(_WATCH, self._watch)

    def show_summary(self) -> None:
        """Say how the index is, among the figures."""
        raise NotImplementedError

    def answered(self, question: Question) -> None:
        """Take note of what an answer says of the index."""
        super().answered(question)
        result = self.result
        if result is not None and not question.offset:
            self._behind = result.behind
            if result.damaged and not self._damaged:
                self._damaged = True
                self._mend()

    def index_warning(self) -> str:
        """What is wrong with the index, or is being done about it; empty where nothing is."""
        refreshing = self.session.refreshing
        if self._mending and refreshing is not None:
            done, total = refreshing.progress.done, refreshing.progress.total
            share = f"{100 * done // total} %, " if total else ""
            return f"the index is being built, {share}^x stops"
        if self._damaged:
            return "the index is damaged: some articles are not found"
        if self._behind:
            return f"{plural(self._behind, 'article')} not indexed yet"
        return ""

    async def _look(self) -> None:
        """Open the index while the first word is typed, and see whether all of it is there."""
        try:
            known = await self.in_thread(self.library.search, "", limit=0)
            damaged = known.damaged or await self.in_thread(self.library.index_is_damaged)
        except SearchIndexError:
            self.post_message(IndexLooked(damaged=True, behind=0))
        else:
            self.post_message(IndexLooked(damaged or (not known.total and known.behind > 0), known.behind))

    @on(IndexLooked)
    def _judge_index(self, event: IndexLooked) -> None:
        self._damaged, self._behind = event.damaged, event.behind
        if event.damaged:
            self._mend()
        self.show_summary()

    def _mend(self) -> None:
        if not self._mend_asked:
            self._mend_asked = True  # once for every opening of the search: what fails once fails again
            self.app.post_message(MendWanted())

    def show_progress(self, refreshing: Refreshing | None, *, mending: bool) -> None:
        """Show how far the index has come, where it is being built."""
        self._mending = mending and refreshing is not None
        self.show_summary()

    def show_outcome(self, event: RefreshEnded) -> None:
        """A refresh has ended, or the index is whole again: search for the same once more."""
        self._mending = False
        if event.mended:
            self._damaged = False
        in_background(self, self._look(), group="look")
        self.ask_again()

    def _watch(self) -> None:
        """Search again for what others have brought, and for what was not indexed yet."""
        if not self.is_current or self.is_asking:
            return
        try:
            version = self.library.data_version()
        except WirecopyError as error:
            self.post_message(WorkFailed(str(error)))
            return
        if version != self._version or self._behind:
            self._version = version
            if says_something(self.query_text):
                self.ask_again()
            else:
                in_background(self, self._look(), group="look", exclusive=True)
