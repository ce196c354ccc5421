"""Where lists take their rows from, and what becomes of them when news arrives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from index import ArticleRow, Feed, Order, Selection

if TYPE_CHECKING:
    from array import array

    from index import Library

FIRST_PAGE = 200
"""Articles that a list shows at once, before it knows all the others."""

_STRETCH = 4096
"""Ids that are compared at once."""

RowReader = Callable[[Sequence[int]], Sequence[ArticleRow | None]]


class Filter(StrEnum):
    """Which articles of a feed, a folder or the archive a list shows."""

    ALL = "all"
    UNREAD = "unread"
    STARRED = "starred"

    @property
    def following(self) -> Filter:
        """The filter after this one, around and around."""
        filters = tuple(Filter)
        return filters[(filters.index(self) + 1) % len(filters)]


_FOLLOWING = {Order.NEWEST: Order.OLDEST, Order.OLDEST: Order.SOURCE, Order.SOURCE: Order.NEWEST}
_ORDERS = {Order.OLDEST: "oldest first", Order.SOURCE: "by source"}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows: a place in the tree, narrowed by a filter, in an order.

    Attributes:
        grouped: whether headings stand above the articles of a day; ordered by source, above those of a source.
        folded: whether articles with the same text share a row.
    """

    title: str
    place: Selection
    filter: Filter = Filter.ALL
    order: Order = Order.NEWEST
    grouped: bool = False
    folded: bool = True

    @property
    def selection(self) -> Selection:
        """The place and the filter as one selection."""
        return replace(
            self.place,
            unread=self.place.unread or self.filter is Filter.UNREAD,
            starred=self.place.starred or self.filter is Filter.STARRED,
            folded=self.folds,
        )

    @property
    def folds(self) -> bool:
        """Whether articles with the same text share a row here."""
        return self.folded and self.place.copies_of is None

    @property
    def following_order(self) -> Order:
        """The order after this one, around and around."""
        return _FOLLOWING[self.order]

    @property
    def label(self) -> str:
        """What stands above the list: the place, and what differs from the usual."""
        parts = [self.title]
        if self.filter is not Filter.ALL:
            parts.append(self.filter.value)
        if self.order in _ORDERS:
            parts.append(_ORDERS[self.order])
        if self.grouped and self.order is not Order.SOURCE:
            parts.append("by day")
        if not self.folded:
            parts.append("every copy")
        return " · ".join(parts)


def nothing_listed(listing: Listing, feeds: Sequence[Feed], config: str) -> str:
    """What stands in an empty list: why it is empty, and what to do next, keys between backticks.

    Args:
        listing: what the list shows.
        feeds: every subscribed feed.
        config: where feeds.toml is.
    """
    selection = listing.selection
    here = [feed for feed in feeds if selection.feeds is None or feed.id in selection.feeds]
    failed = [feed for feed in here if feed.error]
    if not feeds:
        return f"No feeds yet\n`a` adds one, and so does a line in {config}. The commands (`:`) import a list of feeds."
    if failed and not any(feed.articles for feed in here):
        if len(here) == 1:
            return f"This feed could not be refreshed\n{failed[0].error}\n`r` tries again."
        return f"{len(failed):,} of {len(here):,} feeds could not be refreshed\n{failed[0].error}\n`R` tries again."
    if not any(feed.articles for feed in here):
        return "Nothing here yet\n`R` fetches your feeds."
    if selection.starred:
        return "Nothing is starred here\n`s` stars the article that you are at."
    if selection.unread:
        again = "`F` shows read articles too. " if listing.filter is Filter.UNREAD else ""
        return f"Everything here is read\n{again}`R` looks for news."
    return "Nothing here\n`R` looks for news."


class LibraryRows:
    """The rows of a list: ids in memory (8 bytes each), everything else read when it is looked at."""

    def __init__(self, ids: array[int], read: RowReader) -> None:
        self.ids = ids
        self._read = read

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, start: int, stop: int) -> Sequence[ArticleRow | None]:
        """Read the rows from ``start`` up to ``stop``; None where an article has gone."""
        return self._read(self.ids[start:stop])

    def index_of(self, article: int) -> int | None:
        """Where an article stands in the list; None if it isn't there."""
        try:
            return self.ids.index(article)
        except ValueError:
            return None

    def id_at(self, index: int) -> int:
        """The article at a place in the list."""
        return self.ids[index]


def merge_listed(shown: array[int], current: array[int]) -> array[int]:
    """The list that follows ``shown`` when the archive now answers with ``current``.

    New articles take their place. An article that no longer answers (read since, in a list of unread ones) stays
    behind the one that it stood behind: nothing vanishes under the reader's eyes until the list is opened anew. Only
    what lies between the equal beginnings and ends of the two lists takes more than eight bytes an article.

    Args:
        shown: ids that the list shows, in its order.
        current: ids that the selection has now, in the same order.
    """
    start = first_difference(shown, current)
    stop = start - 1 if start else None
    end = first_difference(shown[:stop:-1], current[:stop:-1])
    old, new = shown[start : len(shown) - end], current[start : len(current) - end]
    gone = set(old).difference(new)
    if not gone:
        return current
    followers: dict[int, list[int]] = {}
    leader = 0  # ids start at 1: 0 is the top of the list
    for article in old:
        if article in gone:
            followers.setdefault(leader, []).append(article)
        else:
            leader = article
    merged = current[:start]
    merged.extend(followers.get(0, ()))
    for article in new:
        merged.append(article)
        merged.extend(followers.get(article, ()))
    merged.extend(current[len(current) - end :])
    return merged


def first_difference(one: array[int], other: array[int]) -> int:
    """The first index at which two lists differ; the length of the shorter one where none does."""
    most = min(len(one), len(other))
    for start in range(0, most, _STRETCH):
        stop = min(start + _STRETCH, most)
        if one[start:stop] != other[start:stop]:
            return next(index for index in range(start, stop) if one[index] != other[index])
    return most


def next_listed(ids: array[int], wanted: frozenset[int], start: int, step: int) -> int | None:
    """The index of the next wanted article from ``start`` on (``step`` 1 down, -1 up), around the end once."""
    size = len(ids)
    for distance in range(size):
        index = (start + distance * step) % size
        if ids[index] in wanted:
            return index
    return None


MOST_COPIES = 40
"""Articles with the same text that are shown beside one."""


def copies_of(library: Library, row: ArticleRow) -> tuple[ArticleRow, ...]:
    """The other articles with the same text as this one, oldest first.

    Raises:
        WirecopyError: the archive cannot be read.
    """
    if not row.copies:
        return ()
    ids = library.article_ids(Selection(copies_of=row.id), Order.OLDEST, MOST_COPIES)
    return tuple(other for other in library.article_rows(ids) if other is not None and other.id != row.id)
