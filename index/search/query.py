"""The query language: from what the user typed to a tree of conditions. Pure; imports nothing heavy.

::

    query    = clause { [ "AND" ] clause }            every clause must hold
    clause   = negated { "OR" negated }               OR binds tighter than the space between words
    negated  = { "NOT" | "-" } primary
    primary  = [ field ":" ] ( word | "phrase" [ "~" number ] | "(" query ")" )

``sort:newest`` orders the answers, and ``query:NAME`` stands for a saved query in parentheses. See
docs/decisions/0004-query-parser.md for why this is written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import QueryError
from index.search.clauses import make_leaf, sort_named
from index.search.lexer import Kind, Token, lex
from index.search.tree import Both, Either, Everything, Node, Not, Nothing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from index.types import Sort

_EXAMPLES = {
    "date": "date:2019-09", "after": "after:2019-09", "before": "before:2020", "is": "is:unread", "has": "has:image",
    "sort": "sort:newest", "query": "query:NAME",
}  # fmt: skip
MAX_DEPTH = 40
"""Parentheses and negations within one another."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood.

    Attributes:
        sort: the order that it asks for itself, None for none.
    """

    node: Node
    sort: Sort | None = None


def parse(query: str, now: datetime, *, live: bool = False, saved: Mapping[str, str] | None = None) -> Node:
    """The tree of a query, see :func:`parse_query`."""
    return parse_query(query, now, live=live, saved=saved).node


def parse_query(query: str, now: datetime, *, live: bool = False, saved: Mapping[str, str] | None = None) -> Query:
    """What a query means.

    An empty query is :class:`~index.search.tree.Everything`; an empty live one :class:`~index.search.tree.Nothing`.

    Args:
        query: what the user typed.
        now: with a time zone; what "today" means.
        live: the query is being typed: whatever is unfinished or wrong is taken for its obvious meaning or left out,
            and the last word may go on.
        saved: saved queries by name, for ``query:NAME``.

    Raises:
        QueryError: the query is wrong: where, and what to do about it. Never for a live one.
    """
    names = {name.casefold(): text for name, text in (saved or {}).items()}
    if live:
        try:
            return _Parser(query, now, names, live=True).understood()
        except QueryError:
            return Query(Nothing())
    return _Parser(query, now, names, live=False).understood()


@dataclass(slots=True)
class _Parser:
    query: str
    now: datetime
    saved: Mapping[str, str]
    live: bool
    within: tuple[str, ...]
    tokens: list[Token]
    place: int
    depth: int
    sort: Sort | None

    def __init__(
        self, query: str, now: datetime, saved: Mapping[str, str], *, live: bool, within: tuple[str, ...] = ()
    ) -> None:
        self.query, self.now, self.saved, self.live, self.within = query, now, saved, live, within
        self.tokens = lex(query, live=live)
        self.place = 0
        self.depth = 0
        self.sort = None

    def understood(self) -> Query:
        node = self.parse()
        return Query(node, self.sort)

    def parse(self) -> Node:
        if not self.query.strip():
            return Nothing() if self.live else Everything()
        parts: list[Node] = []
        while self._peek() is not None:
            node = self._sequence("")
            if node is not None:
                parts.append(node)
            closing = self._peek()
            if closing is not None:
                self.place += 1
                self._complain("This parenthesis closes nothing.", closing, "Remove it, or open one before it.")
        if parts:
            return parts[0] if len(parts) == 1 else Both(tuple(parts))
        if self.sort is not None:
            return Everything()
        if self.live:
            return Nothing()
        raise QueryError(
            "There is no word to search for.", self.query, 0, len(self.query), "Type a word, such as: ukraine"
        )

    def _peek(self) -> Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _complain(self, message: str, token: Token, remedy: str = "") -> None:
        if not self.live:
            raise QueryError(message, self.query, token.start, max(1, token.end - token.start), remedy)

    def _sequence(self, field: str) -> Node | None:
        """Clauses up to a closing parenthesis or the end."""
        parts: list[Node] = []
        pending: Token | None = None
        while (token := self._peek()) is not None and token.kind is not Kind.CLOSE:
            if token.kind is Kind.AND:
                self.place += 1
                if pending is not None or not parts:
                    self._complain("AND needs something before it.", token, "Words are joined by AND anyway.")
                pending = token
                continue
            clause = self._clause(field)
            if clause is not None:
                parts.append(clause)
                pending = None
        if pending is not None and parts:
            self._complain("AND needs something behind it.", pending, "Words are joined by AND anyway.")
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _clause(self, field: str) -> Node | None:
        parts: list[Node] = []
        token = self._peek()
        if token is not None and token.kind is Kind.OR:
            self.place += 1
            self._complain(
                "OR needs something before it.", token, "Write `or` in small letters to search for the word."
            )
            return None
        while True:
            part = self._negated(field)
            if part is not None:
                parts.append(part)
            token = self._peek()
            if token is None or token.kind is not Kind.OR:
                break
            self.place += 1
            following = self._peek()
            if following is None or following.kind in {Kind.CLOSE, Kind.OR, Kind.AND}:
                self._complain("OR needs something behind it.", token, "Add a word, or remove it.")
                break
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _negated(self, field: str) -> Node | None:
        token = self._peek()
        if token is None or token.kind is not Kind.NOT:
            return self._primary(field)
        self.place += 1
        following = self._peek()
        if following is None or following.kind in {Kind.CLOSE, Kind.OR, Kind.AND}:
            self._complain(f"{token.text} needs something behind it.", token, "Say what to leave out, or remove it.")
            return None
        self._descend(token)
        node = self._negated(field)
        self.depth -= 1
        return Not(node) if node is not None else None

    def _primary(self, field: str) -> Node | None:
        token = self.tokens[self.place]
        self.place += 1
        if token.kind is Kind.FIELD:
            return self._field(token)
        if token.kind is Kind.OPEN:
            return self._group(token, field)
        if field == "sort":
            self._order(token)
            return None
        if field == "query":
            return self._saved_query(token)
        negated = self.place > 1 and self.tokens[self.place - 2].kind is Kind.NOT
        return make_leaf(self.query, token, field, self.now, live=self.live, going_on=token.last and not negated)

    def _field(self, token: Token) -> Node | None:
        following = self._peek()
        if following is None or following.start != token.end or following.kind is Kind.CLOSE:
            example = _EXAMPLES.get(token.text, f"{token.text}:word")
            self._complain(f"`{token.text}:` needs a word right behind it.", token, f"For example {example}")
            return None
        return self._primary(token.text)

    def _order(self, token: Token) -> None:
        try:
            self.sort = sort_named(self.query, token)
        except QueryError:
            if not self.live:
                raise

    def _saved_query(self, token: Token) -> Node | None:
        name = token.text.casefold()
        text = self.saved.get(name)
        if text is None:
            known = ", ".join(f"`{each}`" for each in self.saved) or "none; feeds.toml names them under [[search]]"
            self._complain(f"There is no saved search `{token.text}`.", token, f"There are {known}.")
            return None
        if name in self.within:
            chain = " → ".join((*self.within[self.within.index(name) :], name))
            message = f"The saved search `{token.text}` contains itself ({chain})."
            self._complain(message, token, "Mend it in feeds.toml.")
            return Nothing()
        try:
            inner = _Parser(text, self.now, self.saved, live=False, within=(*self.within, name)).understood()
        except QueryError as error:
            self._complain(f"The saved search `{token.text}` is wrong: {error.args[0]}", token, error.remedy)
            return Nothing()
        self.sort = self.sort or inner.sort
        return inner.node

    def _group(self, token: Token, field: str) -> Node | None:
        self._descend(token)
        node = self._sequence(field)
        self.depth -= 1
        closing = self._peek()
        if closing is None:
            self._complain("This parenthesis is not closed.", token, "Close it with )")
        else:
            self.place += 1
        return node

    def _descend(self, token: Token) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryError("The query is nested too deeply.", self.query, token.start, 1, "Simplify it.")
