"""The user's marks: written off the screen's thread, one change after the other, each of them undoable."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.messages import Marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Library, MarkState, Selection

_KEPT = 100
"""Changes that can be undone. The oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of marks that can be undone."""

    before: tuple[MarkState, ...]
    notice: str


class Marks:
    """Changes marks and remembers what they were.

    A toggle reads the mark that it turns around within the same turn, so that keys pressed faster than the archive
    answers still add up.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = asyncio.Lock()
        self._changes: list[_Change] = []

    async def opened(self, article: int) -> Marked:
        """Mark an article as read because it was opened. Nothing to undo: N turns it around."""
        return await self._run(lambda: self._library.mark([article], read=True))

    async def toggle_read(self, article: int) -> Marked:
        """Turn an article's read mark around."""
        return await self._toggle(article, lambda read, _: self._library.mark([article], read=not read))

    async def toggle_star(self, article: int) -> Marked:
        """Turn an article's star around."""
        return await self._toggle(article, lambda _, starred: self._library.mark([article], starred=not starred))

    async def read_all(self, selection: Selection) -> Marked:
        """Mark every selected article as read."""
        marked = await self._run(lambda: self._library.read_all(selection))
        count = len(marked.before)
        if not count:
            return replace(marked, notice="Nothing here is unread")
        articles = "1 article" if count == 1 else f"{count:,} articles"
        self._remember(_Change(marked.before, f"{articles} marked read"))
        return replace(marked, notice=f"{articles} marked read — ^z undoes")

    async def undo(self) -> Marked:
        """Take the last change back."""
        if not self._changes:
            return Marked((), "There is nothing to undo")
        change = self._changes.pop()
        marked = await self._run(lambda: self._restore(change.before))
        return replace(marked, notice=f"Undone: {change.notice}")

    def _restore(self, before: tuple[MarkState, ...]) -> tuple[MarkState, ...]:
        self._library.undo(before)
        return before

    async def _toggle(self, article: int, change: Callable[[bool, bool], tuple[MarkState, ...]]) -> Marked:
        def turned() -> tuple[MarkState, ...]:
            row = self._library.article_rows([article])[0]
            return change(row.read, row.starred) if row is not None else ()

        marked = await self._run(turned)
        if marked.before:
            self._remember(_Change(marked.before, "the last mark"))
        return marked

    async def _run(self, change: Callable[[], tuple[MarkState, ...]]) -> Marked:
        async with self._turn:
            return await asyncio.to_thread(self._versioned, change)

    def _versioned(self, change: Callable[[], tuple[MarkState, ...]]) -> Marked:
        """Make a change and note the data's versions around it, by which others' changes are told from ours."""
        before = self._library.data_version()
        states = change()
        return Marked(states, versions=(before, self._library.data_version()))

    def _remember(self, change: _Change) -> None:
        self._changes.append(change)
        del self._changes[:-_KEPT]
