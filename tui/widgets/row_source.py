"""Where a list takes its rows from, and the pages of them that it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.cache import LRUCache

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index import ArticleRow
    from tui.widgets.row_places import RowPlaces

PAGE = 64
"""Rows that are read at once."""

_PAGES_KEPT = 16


class RowSource(Protocol):
    """A sequence of articles in the order in which they are shown."""

    def __len__(self) -> int:
        """How many articles there are."""
        ...

    def rows(self, start: int, stop: int) -> Sequence[ArticleRow | None]:
        """The rows from ``start`` up to ``stop``; None for an article that cannot be had any more."""
        ...

    def index_of(self, article: int) -> int | None:
        """Where an article stands; None where it isn't among them."""
        ...

    def id_at(self, index: int) -> int:
        """The article at an index."""
        ...


class NoRows:
    """A source of nothing."""

    def __len__(self) -> int:
        return 0

    def rows(self, start: int, stop: int) -> Sequence[ArticleRow | None]:  # noqa: ARG002
        """No rows."""
        return ()

    def index_of(self, article: int) -> int | None:  # noqa: ARG002
        """Nowhere."""
        return None

    def id_at(self, index: int) -> int:
        """Nothing stands anywhere."""
        raise IndexError(index)


class Pages:
    """The rows of a source, read a page at a time when they are first looked at; the pages last looked at are kept."""

    def __init__(self, source: RowSource) -> None:
        self.source = source
        self._pages: LRUCache[int, Sequence[ArticleRow | None]] = LRUCache(_PAGES_KEPT)

    def row(self, index: int) -> ArticleRow | None:
        """The row at an index; None for one outside the source or that cannot be had any more."""
        if not 0 <= index < len(self.source):
            return None
        number, offset = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            start = number * PAGE
            page = self._pages[number] = self.source.rows(start, min(start + PAGE, len(self.source)))
        return page[offset] if offset < len(page) else None

    def forget(self, ids: Collection[int] | None = None) -> None:
        """Read the pages anew that hold one of these articles, or all."""
        if ids is None:
            self._pages.clear()
            return
        wanted = frozenset(ids)
        for number in list(self._pages.keys()):
            page = self._pages.get(number)
            if page is not None and any(row is None or row.id in wanted for row in page):
                self._pages.discard(number)


def anchor_of(old: RowSource, places: RowPlaces, keep: int, y: int, height: int) -> int | None:
    """The article that has to stay where it is on the screen when the list changes; None in an empty list.

    Args:
        old: what is shown.
        places: its lines.
        keep: an article that matters more than others if it is in view.
        y: the first line in view.
        height: how many lines are in view.

    Returns:
        The index of ``keep``, or of the first article in view where that one isn't.
    """
    was = old.index_of(keep)
    if was is not None and y <= places.top(was) < y + height:
        return was
    first = places.at(y)[0]
    return first if first < len(old) else was
