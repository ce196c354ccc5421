"""What a single word or phrase of a query asks for, by its field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import QueryError
from index.search.dates import EXAMPLES, parse_date
from index.search.lexer import Kind, Token
from index.search.tree import (
    Between,
    Copy,
    Everything,
    Fuzzy,
    Has,
    Leaf,
    Marked,
    Not,
    Pattern,
    Phrase,
    Tagged,
    Word,
)
from index.types import Sort

if TYPE_CHECKING:
    from datetime import datetime

_STATES: dict[str, Marked | Copy | Not] = {
    "unread": Marked(read=False),
    "read": Marked(read=True),
    "starred": Marked(starred=True),
    "unstarred": Marked(starred=False),
    "copy": Copy(),
    "original": Not(Copy()),
}
_HAS = ("image", "fulltext")
_SORTS = tuple(str(sort) for sort in Sort)
_FUZZY = re.compile(r"(.*\w)~(\d*)")
_WILD = re.compile(r"[*?]")
_MAX_DISTANCE = 2


def make_leaf(query: str, token: Token, field: str, now: datetime, *, live: bool, going_on: bool) -> Leaf | Not | None:
    """The condition of a word or phrase; None where a live query's is not yet any.

    Raises:
        QueryError: the value is wrong for its field; unless ``live``.
    """
    try:
        return _leaf(query, token, field, now, going_on=live and going_on)
    except QueryError:
        if live:
            return None
        raise


def sort_named(query: str, token: Token) -> Sort:
    """The order that ``sort:`` asks for.

    Raises:
        QueryError: there is no such order.
    """
    name = token.text.lower()
    if name not in _SORTS:
        raise _wrong(
            query, token, f"There is no `sort:{name}`.", f"There are {', '.join(map('sort:{}'.format, _SORTS))}"
        )
    return Sort(name)


def _leaf(query: str, token: Token, field: str, now: datetime, *, going_on: bool) -> Leaf | Not:
    match field:
        case "date" | "after" | "before":
            return _date(query, token, field, now)
        case "is":
            return _state(query, token)
        case "has":
            return _has(query, token)
        case "tag":
            return Tagged(token.text.rstrip("*"), going_on or token.text.endswith("*"))
    if token.kind is Kind.PHRASE:
        return Phrase(token.text, field, going_on, token.within)
    return _word(query, token, field, going_on=going_on)


def _date(query: str, token: Token, field: str, now: datetime) -> Between:
    stretch = parse_date(token.text, now)
    if stretch is None:
        raise _wrong(query, token, f"`{token.text}` is not a date.", f"Dates are {EXAMPLES}.")
    if stretch.start is not None and stretch.end is not None and stretch.start >= stretch.end:
        raise _wrong(query, token, "This range ends before it begins.", "Put the earlier date first.")
    match field:
        case "after":
            return Between(stretch.start, None)
        case "before":
            return Between(None, stretch.start)
    return Between(stretch.start, stretch.end)


def _state(query: str, token: Token) -> Marked | Copy | Not:
    name = token.text.lower()
    state = _STATES.get(name)
    if state is None:
        known = ", ".join(f"is:{name}" for name in _STATES)
        raise _wrong(query, token, f"There is no `is:{name}`.", f"There are {known}")
    return state


def _has(query: str, token: Token) -> Has:
    name = token.text.lower()
    if name not in _HAS:
        raise _wrong(query, token, f"There is no `has:{name}`.", f"There are {', '.join(f'has:{it}' for it in _HAS)}")
    return Has(name)


def _word(query: str, token: Token, field: str, *, going_on: bool) -> Leaf:
    text = token.text.removesuffix("?")  # a question's own mark
    if text.strip("*") == "" and not field:
        return Everything()
    if fuzzy := _FUZZY.fullmatch(text):
        distance = int(fuzzy[2] or 1)
        if _WILD.search(fuzzy[1]):
            raise _wrong(query, token, "A word has either wildcards or ~, not both.", f"For example {fuzzy[1]}")
        if not 1 <= distance <= _MAX_DISTANCE:
            raise _wrong(query, token, f"~{distance} is out of range.", "Use ~1 or ~2.")
        return Fuzzy(fuzzy[1], field, distance)
    if _WILD.search(text):
        return Pattern(text, field)
    return Word(text, field, going_on)


def _wrong(query: str, token: Token, message: str, remedy: str) -> QueryError:
    return QueryError(message, query, token.start, max(1, token.end - token.start), remedy)
