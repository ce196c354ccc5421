"""What the workers of the search tell its screen; see :mod:`tui.messages` for the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from index import Completion, Facets, SearchResult, Sort


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the archive.

    Attributes:
        query: as typed.
        live: it is being typed: what is unfinished is forgiven.
        offset: how many hits are passed over: 0 for a new list, else the page that follows.
        limit: hits of the page.
        again: the same as is shown already, for news: nobody's place moves.
    """

    query: str
    sort: Sort
    live: bool
    offset: int = 0
    limit: int = 50
    again: bool = False


@dataclass(eq=False)
class Searched(Message):
    """A search has an answer."""

    question: Question
    result: SearchResult


@dataclass(eq=False)
class SearchFailed(Message):
    """A query cannot be understood.

    Attributes:
        position: where in the query the trouble starts; length: how far it goes, both in code points.
    """

    query: str
    reason: str
    position: int
    length: int


@dataclass(eq=False)
class Suggested(Message):
    """A query without hits was perhaps meant to be another one; none is known where that is empty."""

    query: str
    suggestion: str


@dataclass(eq=False)
class FacetsCounted(Message):
    """It is known what the articles that answer a query have in common."""

    query: str
    facets: Facets


@dataclass(eq=False)
class Completed(Message):
    """The ways to go on are known, for a query up to the cursor."""

    query: str
    completions: tuple[Completion, ...]


@dataclass(eq=False)
class IndexLooked(Message):
    """What the index lacks is known: it is damaged, or has not caught up with so many articles."""

    damaged: bool
    behind: int
