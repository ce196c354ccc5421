"""What the user changes: written off the screen's thread, one change after the other, each of them undoable."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from index import Selection
from tui.format import plural
from tui.messages import Marked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.message import Message

    from index import Library, MarkState

    Done = TypeVar("Done")

_KEPT = 100
"""Changes that can be undone. The oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that can be taken back, whatever it was.

    Attributes:
        notice: what was done, as it follows "Undone: ".
        back: takes it back (called in a thread); returns what the screens must hear then.
    """

    notice: str
    back: Callable[[], Message]


class Marks:
    """Changes marks and remembers what they were; other changes are remembered in the same row.

    A toggle reads the mark that it turns around within the same turn, so that keys pressed faster than the archive
    answers still add up.

    Attributes:
        together: whether articles with the same text are read and unread together, as they are where they share a row.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = asyncio.Lock()
        self._changes: list[Change] = []
        self._opening: Change | None = None
        self._passes: tuple[Change, tuple[MarkState, ...]] | None = None
        self.together = False

    async def opened(self, article: int) -> Marked:
        """Mark an article as read because it was opened; only the one opened last can be undone."""
        marked = await self._run(lambda: self._library.mark(self._alike([article]), read=True))
        if any(not state.read for state in marked.before):
            if self._opening is not None and self._opening in self._changes:
                self._changes.remove(self._opening)
            self._opening = self._marked(marked.before, "the opened article marked read")
            self.remember(self._opening)
        return marked

    async def toggle_read(self, article: int) -> Marked:
        """Turn an article's read mark around."""
        return await self._toggle(article, lambda read, _: self._library.mark(self._alike([article]), read=not read))

    async def toggle_star(self, article: int) -> Marked:
        """Turn an article's star around."""
        return await self._toggle(article, lambda _, starred: self._library.mark([article], starred=not starred))

    async def passed(self, articles: Sequence[int]) -> Marked:
        """Mark articles as read because they were passed in the list; undone in one go with those passed before."""

        def mark() -> tuple[MarkState, ...]:
            before = self._library.mark(self._alike(articles), read=True)
            return tuple(state for state in before if not state.read)

        marked = await self._run(mark)
        if marked.before:
            states = marked.before
            if self._passes is not None and self._changes and self._changes[-1] is self._passes[0]:
                self._changes.pop()
                states = (*self._passes[1], *states)
            change = self._marked(states, f"{plural(len(states), 'article')} marked read in passing")
            self._passes = change, states
            self.remember(change)
        return marked

    async def tag(self, article: int, tags: Sequence[str]) -> Marked:
        """Give an article these tags and no others."""

        def tagged() -> tuple[MarkState, ...]:
            row = self._library.article_rows([article])[0]
            if row is None or set(row.tags) == set(tags):
                return ()
            gone = [tag for tag in row.tags if tag not in tags]
            return self._library.tag([article], add=tags, remove=gone)

        marked = await self._run(tagged)
        if marked.before:
            self.remember(self._marked(marked.before, "the change of tags"))
        return marked

    async def read_all(self, selection: Selection) -> Marked:
        """Mark every selected article as read."""
        marked = await self._run(lambda: self._library.read_all(selection))
        count = len(marked.before)
        if not count:
            return replace(marked, notice="Nothing here is unread")
        articles = plural(count, "article")
        self.remember(self._marked(marked.before, f"{articles} marked read"))
        return replace(marked, notice=f"{articles} marked read — ^z undoes")

    async def undo(self) -> Message:
        """Take the last change back; returns what the screens must hear."""
        if not self._changes:
            return Marked((), "There is nothing to undo")
        return await self.run(self._changes.pop().back)

    def remember(self, change: Change) -> None:
        """Have :meth:`undo` take a change back that has been made."""
        self._changes.append(change)
        del self._changes[:-_KEPT]

    async def run(self, change: Callable[[], Done]) -> Done:
        """Make a change in a thread, when every change before it has been made."""
        async with self._turn:
            return await asyncio.to_thread(change)

    def _marked(self, before: tuple[MarkState, ...], notice: str) -> Change:
        """A change of marks, by what they were."""
        return Change(
            notice, lambda: replace(self._versioned(lambda: self._restore(before)), notice=f"Undone: {notice}")
        )

    def _alike(self, articles: Sequence[int]) -> list[int]:
        """These articles, and those with the same text where they go together."""
        if not self.together:
            return list(articles)
        rows = self._library.article_rows(articles)
        copied = (row.id for row in rows if row is not None and row.copies)
        copies = (copy for article in copied for copy in self._library.article_ids(Selection(copies_of=article)))
        return list(dict.fromkeys((*articles, *copies)))

    async def _toggle(self, article: int, change: Callable[[bool, bool], tuple[MarkState, ...]]) -> Marked:
        def turned() -> tuple[MarkState, ...]:
            row = self._library.article_rows([article])[0]
            return change(row.read, row.starred) if row is not None else ()

        marked = await self._run(turned)
        if marked.before:
            self.remember(self._marked(marked.before, "the last mark"))
        return marked

    async def _run(self, change: Callable[[], tuple[MarkState, ...]]) -> Marked:
        return await self.run(lambda: self._versioned(change))

    def _versioned(self, change: Callable[[], tuple[MarkState, ...]]) -> Marked:
        """Make a change and note the data's versions around it, by which others' changes are told from ours."""
        before = self._library.data_version()
        states = change()
        return Marked(states, versions=(before, self._library.data_version()))

    def _restore(self, before: tuple[MarkState, ...]) -> tuple[MarkState, ...]:
        self._library.undo(before)
        return before
