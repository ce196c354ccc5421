"""Cutting a query into words, phrases, fields, operators and parentheses, each with its place."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import Enum, auto

from index.errors import QueryError

FIELDS = (
    "title", "author", "feed", "folder", "tag", "person", "org", "place", "group", "event", "origin", "link",
    "date", "after", "before", "is", "has", "sort", "query",
)  # fmt: skip
MAX_LENGTH = 2000
"""Code points of the longest query."""

_QUOTES = '"“”„'
_SPACE = re.compile(r"\s+")
_RUN = re.compile(rf"[^\s(){_QUOTES}]+")
_FIELD = re.compile(r"([^\W\d]+):(?!//)")
_NEAR = re.compile(r"~(\d*)(?!\w)")
_USUALLY_NEAR = 10
MAX_WITHIN = 1000
"""Words from the first to the last that ``"a b"~1000`` may span at most."""

_OPERATORS = ("OR", "AND", "NOT")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query.

    Attributes:
        text: without quotation marks and the field's colon.
        last: the query ends within it, so that it may be half-typed.
        within: of a phrase with ``~10`` behind it, that number.
    """

    kind: Kind
    text: str
    start: int
    end: int
    last: bool = False
    within: int = 0


def lex(query: str, *, live: bool) -> list[Token]:
    """The tokens of a query.

    Raises:
        QueryError: an open quotation mark, an unknown field, a query too long; unless ``live``.
    """
    if len(query) > MAX_LENGTH:
        raise QueryError("The query is too long.", query, MAX_LENGTH, len(query) - MAX_LENGTH, "Shorten it.")
    tokens: list[Token] = []
    place = 0
    while place < len(query):
        if space := _SPACE.match(query, place):
            place = space.end()
            continue
        token = _next(query, place, after_field=bool(tokens) and _joins(tokens[-1], place), live=live)
        place = token.end
        if token.kind in {Kind.WORD, Kind.PHRASE} and not _says_something(token.text):
            continue
        tokens.append(token)
    return tokens


def _joins(token: Token, place: int) -> bool:
    return token.kind is Kind.FIELD and token.end == place


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text) or text == "*"


def _next(query: str, place: int, *, after_field: bool, live: bool) -> Token:
    character = query[place]
    if character in _QUOTES:
        return _phrase(query, place, live=live)
    if character in "()":
        return Token(Kind.OPEN if character == "(" else Kind.CLOSE, character, place, place + 1)
    match = _RUN.match(query, place)
    assert match is not None
    run = match.group()
    if not after_field:
        if run in _OPERATORS:
            return Token(Kind[run], run, place, match.end())
        if run.startswith("-") and _negates(query, place):
            return Token(Kind.NOT, "-", place, place + 1)
        if field := _FIELD.match(run):
            name = field[1].lower()
            if name in FIELDS:
                return Token(Kind.FIELD, name, place, place + field.end())
            if len(run) > field.end() and not live:
                raise _unknown_field(query, name, place)
    return Token(Kind.WORD, run, place, match.end(), last=match.end() == len(query))


def _negates(query: str, place: int) -> bool:
    """Whether a hyphen leaves out what follows; one between spaces is a dash."""
    following = query[place + 1 : place + 2]
    return bool(following.strip()) and following != ")" and (place == 0 or not query[place - 1].isalnum())


def _phrase(query: str, place: int, *, live: bool) -> Token:
    end = next((at for at in range(place + 1, len(query)) if query[at] in _QUOTES), -1)
    if end >= 0:
        near = _NEAR.match(query, end + 1)
        if near is None:
            return Token(Kind.PHRASE, query[place + 1 : end], place, end + 1)
        within = int(near[1] or 0) or _USUALLY_NEAR
        if within > MAX_WITHIN and not live:
            message = f"Words cannot be looked for within {near[1]} of one another."
            raise QueryError(message, query, near.start(), len(near[0]), f"~{MAX_WITHIN} is the widest.")
        return Token(Kind.PHRASE, query[place + 1 : end], place, near.end(), within=min(within, MAX_WITHIN))
    if not live:
        remedy = 'Add the closing " behind the phrase.'
        raise QueryError("The quotation is not closed.", query, place, len(query) - place, remedy)
    return Token(Kind.PHRASE, query[place + 1 :], place, len(query), last=not query[-1].isspace())


def _unknown_field(query: str, name: str, place: int) -> QueryError:
    close = difflib.get_close_matches(name, FIELDS, n=1, cutoff=0.6)
    remedy = f"Did you mean `{close[0]}:`?" if close else f"There are {', '.join(f'{field}:' for field in FIELDS)}"
    return QueryError(f"There is no field `{name}:`.", query, place, len(name) + 1, remedy)
