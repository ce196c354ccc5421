"""What the search screen does to the text of a query: terms in and out, the order that it asks for, earlier queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index import Sort
from tui.state import QUERIES_KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_KEPT = 1000
"""Characters of a query that is remembered; what is longer was pasted by mistake or is saved under a name."""

_NARROWING = re.compile(
    r'(?<![^\s(])(?P<field>feed|person|org|place|date):(?:"(?P<quoted>[^"]+)"|(?P<plain>[^\s()"]+))'
)
_SORT = re.compile(r"(?<![^\s(])sort:(?P<order>relevance|newest|oldest)(?![^\s)])", re.IGNORECASE)
_ONLY_FIELD = re.compile(r"\s*-?[a-z]+:\"?\s*", re.IGNORECASE)
_YEAR_OR_MONTH = re.compile(r"date:\d{4}(?:-\d{2})?")


def with_term(query: str, term: str) -> str:
    """A query narrowed by a term.

    It goes to the front, so that the last word stays the last, which is a beginning while it is typed, and what is not
    finished there (an open quotation, a trailing OR) stays as it is. A date takes the place of a wider or narrower one.
    """
    if _YEAR_OR_MONTH.fullmatch(term):
        for narrowing, _ in narrowings(f"{query} "):
            if _YEAR_OR_MONTH.fullmatch(narrowing):
                query = without_term(query, narrowing)
    return f"{term} {query.lstrip()}"


def without_term(query: str, term: str) -> str:
    """A query without a term; as it is where it has no such term."""
    place = _place(query, term)
    if place is None:
        return query
    before, after = query[: place[0]], query[place[1] :]
    if before.endswith(" ") or not before:
        after = after.removeprefix(" ")
    return before + after if after else before.rstrip()


def has_term(query: str, term: str) -> bool:
    """Whether a term of its own stands in a query, outside quotations."""
    return _place(query, term) is not None


def narrowings(query: str) -> Iterator[tuple[str, str]]:
    """The terms of a query that narrow it as a facet does, each with its value, in the query's order.

    One that is still being typed, at the end, is none yet.
    """
    for match in _NARROWING.finditer(query):
        finished = match["quoted"] is not None or match.end() < len(query)
        if finished and _outside_quotations(query, match.start()):
            yield match[0], match["quoted"] or match["plain"]


def asked_order(query: str) -> Sort | None:
    """The order that a query itself asks for, which wins over the screen's."""
    found = [match for match in _SORT.finditer(query) if _outside_quotations(query, match.start())]
    return Sort(found[-1]["order"].lower()) if found else None


def without_order(query: str) -> str:
    """A query that asks for no order."""
    while (match := _SORT.search(query)) and _outside_quotations(query, match.start()):
        query = without_term(query, match[0])
    return query


def says_something(query: str) -> bool:
    """Whether a query has begun to say what is wanted: more than blanks, or a field that has no value yet."""
    return bool(query.strip()) and not _ONLY_FIELD.fullmatch(query)


def recorded(earlier: Sequence[str], query: str) -> tuple[str, ...]:
    """The earlier queries after another one: the newest first, each once, at most :data:`tui.state.QUERIES_KEPT`."""
    query = " ".join(query.split())
    if not query or len(query) > LONGEST_KEPT:
        return tuple(earlier)
    return (query, *(other for other in earlier if other != query))[:QUERIES_KEPT]


def _place(query: str, term: str) -> tuple[int, int] | None:
    for match in re.finditer(rf"(?<![^\s(]){re.escape(term)}(?![^\s)])", query):
        if _outside_quotations(query, match.start()):
            return match.span()
    return None


def _outside_quotations(query: str, position: int) -> bool:
    return query.count('"', 0, position) % 2 == 0
