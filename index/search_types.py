"""What a search answers: hits, facets, completions, saved searches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import ArticleRow, SavedSearch


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result. The snippet's hits stand between :data:`HIT_START` and :data:`HIT_END`."""

    row: ArticleRow
    score: float
    snippet: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits.

    Attributes:
        total: how many articles answer the query.
        took_ms: wall milliseconds.
        behind: how many changed articles the index has not caught up with.
        suggestion: a query that was perhaps meant, where this one has no hits; else empty.
        damaged: part of the index cannot be read; what is found is right, but not all is.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    behind: int = 0
    suggestion: str = ""
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class SavedSearchCount:
    """How many articles answer a saved search, and how many of them are unread; ``error`` says why none can."""

    search: SavedSearch
    articles: int
    unread: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """What some of the articles that answer a query have in common.

    Attributes:
        label: for people: a feed's title, an entity's name, a month as ``2019-09``.
        count: how many of the articles.
        term: what narrows the query to them when put behind it, such as ``place:moscow``.
    """

    label: str
    count: int
    term: str


@dataclass(frozen=True, slots=True)
class Facets:
    """What the articles that answer a query have in common; the commonest first, months in their order.

    Attributes:
        total: how many articles answer.
    """

    total: int
    feeds: tuple[Facet, ...] = ()
    people: tuple[Facet, ...] = ()
    organisations: tuple[Facet, ...] = ()
    places: tuple[Facet, ...] = ()
    months: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A way to go on with a half-typed query.

    Attributes:
        text: what to put in place of the query from ``start`` to before ``end``.
        label: for people.
        count: how many articles it stands for, 0 where nobody counts them.
    """

    text: str
    label: str
    start: int
    end: int
    count: int = 0
