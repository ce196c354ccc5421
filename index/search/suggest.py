"""Did you mean: the query with its unknown words replaced by the commonest known ones near them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import QueryError
from index.search.analyzer import TOKEN, analyse, bare, fold
from index.search.lexer import Kind, lex

if TYPE_CHECKING:
    from collections.abc import Callable

    Near = Callable[[str, int], list[tuple[str, int]]]

_LONG = 5
"""Letters from which on two of them may be wrong."""

_SHORTEST = 3
_TEXT = {"", "title"}


def suggest(query: str, near: Near) -> str:
    """A query that was perhaps meant; empty where every word is known, or nothing is like an unknown one.

    Args:
        query: a valid query.
        near: the words of the vocabulary within a distance of a folded word, with how many articles hold each.
    """
    try:
        tokens = lex(query, live=False)
    except QueryError:
        return ""
    pieces: list[str] = []
    place = 0
    changed = False
    field = ""
    for token in tokens:
        if token.kind is Kind.FIELD:
            field = token.text
            continue
        if token.kind in {Kind.WORD, Kind.PHRASE} and field in _TEXT and not set(token.text) & set("*?~"):
            better = TOKEN.sub(lambda match: _better(match.group(), near), token.text)
            if better != token.text:
                start = query.index(token.text, token.start)
                pieces += [query[place:start], better]
                place = start + len(token.text)
                changed = True
        if token.kind is not Kind.NOT:
            field = ""
    return "".join([*pieces, query[place:]]) if changed else ""


def _better(token: str, near: Near) -> str:
    """The token itself where it is known, else the commonest word near it; of equally near ones."""
    analysis = analyse(token)
    word = bare(fold(token))
    if len(analysis.units) != 1 or analysis.whole or len(word) < _SHORTEST:
        return token
    for distance in (0, 1, 2) if len(word) >= _LONG else (0, 1):
        found = [(count, other) for other, count in near(word, distance) if count]
        if found:
            return token if not distance else max(found)[1]
    return token
