"""The names that mentions resolve to, as rows: found, made, and asked for what they are short for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from index.archive.rules import load_rules
from index.entities.link import entity_key
from index.entities.merge import Bearer, hooks, is_bare, parent_of, rank, short_forms
from index.types import EntityType

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from index.entities.merge import Rank

Resolution = tuple[EntityType, str, str]
"""A type, the key of a form that an article writes, and the key of the name that the article resolves it to."""

_FULL = 2
_MOST_STEPS = 16
"""No chain of links is that long; a damaged table must not hang a refresh."""

key_of = lru_cache(maxsize=65_536)(entity_key)
"""The key of a name, remembered: the same names stand in many articles."""


@lru_cache(maxsize=65_536)
def resolution_of(text: str, name: str, type_: EntityType) -> Resolution | None:
    """What an article tells of a short form, unless the form is nothing but the end of the name it means."""
    form, target = key_of(text, type_), key_of(name, type_)
    if not form or not target or form == target:
        return None
    if type_ is EntityType.PERSON and is_bare(form) and target.endswith(f" {form}"):
        return None  # every article with the full name counts for its surname
    return (type_, form, target)


class Nodes:
    """The rows of ``entity`` as names that stand for each other, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.rules = load_rules(connection)
        self._ids: dict[tuple[EntityType, str], int] = {}
        self._named: dict[int, tuple[EntityType, str]] = {}

    def reload_rules(self) -> None:
        """Follow the table of corrections, after it has changed."""
        self.rules = load_rules(self._connection)

    def find(self, type_: EntityType, key: str) -> int | None:
        """The row of a name, if there is one."""
        known = self._ids.get((type_, key))
        if known is not None:
            return known
        row = self._connection.execute("SELECT id FROM entity WHERE type = ? AND key = ?", (str(type_), key)).fetchone()
        if row is None:
            return None
        self._remember(row[0], type_, key)
        found: int = row[0]
        return found

    def make(self, type_: EntityType, key: str, name: str) -> int:
        """The row of a name, made if it is new: an entity of its own at first."""
        found = self.find(type_, key)
        if found is not None:
            return found
        number = self._connection.execute(
            """
            INSERT INTO entity (type, key, name, first_seen, last_seen, hook, other_hook, hidden, given)
            VALUES (?, ?, ?, 0, 0, ?, ?, ?, ?)
            """,
            (
                str(type_),
                key,
                name,
                *hooks(key, type_),
                self.rules.hidden((type_, key)),
                self.rules.name((type_, key)),
            ),
        ).lastrowid
        if number is None:  # SQLite gives every inserted row a number
            raise AssertionError
        self._connection.execute("UPDATE entity SET root = id WHERE id = ?", (number,))
        self._remember(number, type_, key)
        return number

    def forget(self, node: int) -> None:
        """Delete a row that nothing needs any more."""
        self._ids.pop(self.identity(node), None)
        self._named.pop(node, None)
        self._connection.execute("DELETE FROM entity WHERE id = ?", (node,))

    def identity(self, node: int) -> tuple[EntityType, str]:
        """The type and key of a row."""
        if node not in self._named:
            kind, key = self._connection.execute("SELECT type, key FROM entity WHERE id = ?", (node,)).fetchone()
            self._remember(node, EntityType(kind), key)
        return self._named[node]

    def _remember(self, node: int, type_: EntityType, key: str) -> None:
        self._ids[type_, key] = node
        self._named[node] = (type_, key)

    def root(self, node: int) -> int:
        """The end of the chain of parents, as the parents are now."""
        for _ in range(_MOST_STEPS):
            row = self._connection.execute("SELECT parent FROM entity WHERE id = ?", (node,)).fetchone()
            if row is None or row[0] is None:
                break
            node = row[0]
        return node

    def children(self, node: int) -> list[int]:
        """The names whose parent this is."""
        rows = self._connection.execute("SELECT id FROM entity WHERE parent = ?", (node,)).fetchall()
        return [child for (child,) in rows]

    def rank(self, node: int) -> tuple[bool, Rank]:
        """In which order parents are decided: what the user has said first, then from the top down."""
        type_, key = self.identity(node)
        return (self.rules.parent((type_, key)) is not None, rank(key, type_))

    def decide(self, node: int) -> int | None:
        """The parent that a name should have."""
        type_, key = self.identity(node)
        told = self.rules.parent((type_, key))
        if told is not None:
            return self.make(*told, self.rules.called(told))
        if self.rules.pinned((type_, key)):
            return None
        parent = parent_of(key, type_, node, self._bearers(type_, key))
        return self.find(type_, parent) if parent is not None else None

    def dependants(self, node: int) -> set[int]:
        """The names whose parents may depend on how many articles this one has."""
        type_, key = self.identity(node)
        keys = set(short_forms(key, type_))
        keys.update(self._column("SELECT target FROM resolution WHERE type = ? AND form = ?", type_, key))
        keys.update(self._column("SELECT form FROM resolution WHERE type = ? AND target = ?", type_, key))
        found = {number for number in (self.find(type_, each) for each in keys) if number is not None}
        if type_ is EntityType.PERSON and not is_bare(key):
            rows = self._connection.execute(
                "SELECT id FROM entity WHERE type = ? AND hook = ? AND hook <> '' AND +other_hook = ?",
                (str(type_), *hooks(key, type_)),
            ).fetchall()
            found.update(number for (number,) in rows)
        found.discard(node)
        return found

    def _column(self, sql: str, type_: EntityType, key: str) -> Iterable[str]:
        return [value for (value,) in self._connection.execute(sql, (str(type_), key)).fetchall()]

    def _bearers(self, type_: EntityType, key: str) -> list[Bearer]:
        """Every name that may decide what ``key`` stands for."""
        bound = self._bound(type_, key)
        rows = self._connection.execute(
            """
            SELECT id, key, own, parent FROM entity
            WHERE type = ? AND key IN (SELECT value FROM json_each(?)) AND own > 0
            """,
            (str(type_), _json(bound)),
        ).fetchall()
        for column, hook in _asked(type_, key):
            rows += self._connection.execute(
                f"""
                SELECT id, key, own, parent FROM entity WHERE type = ? AND {column} = ? AND {column} <> '' AND own > 0
                """,  # noqa: S608 - the column is one of ours
                (str(type_), hook),
            ).fetchall()
        bearers = []
        for number, other, own, parent in {row[0]: row for row in rows}.values():
            root = number if parent is None else self.root(number)
            if not self._parted((type_, key), (type_, other), root):
                bearers.append(Bearer(other, root, own, bound.get(other, 0)))
        return bearers

    def _parted(self, node: tuple[EntityType, str], other: tuple[EntityType, str], root: int) -> bool:
        return bool(self.rules) and (self.rules.apart(node, other) or self.rules.apart(node, self.identity(root)))

    def _bound(self, type_: EntityType, key: str) -> dict[str, int]:
        """In how many articles a name was resolved to another, or another to it."""
        rows = self._connection.execute(
            """
            SELECT target, articles FROM resolution WHERE type = ?1 AND form = ?2
            UNION ALL
            SELECT form, articles FROM resolution INDEXED BY resolution_by_target WHERE type = ?1 AND target = ?2
            """,
            (str(type_), key),
        ).fetchall()
        bound: dict[str, int] = {}
        for other, articles in rows:
            bound[other] = bound.get(other, 0) + articles
        return bound


def _asked(type_: EntityType, key: str) -> list[tuple[str, str]]:
    """By which hooks the names are found that a key may be short for."""
    words = key.split()
    if type_ is not EntityType.PERSON:
        return [("hook", key), ("other_hook", key)] if len(words) == 1 else []
    if is_bare(key):
        return [("hook", words[-1]), *([("other_hook", key)] if len(words) == 1 else [])]
    return [("hook", words[-1])] if len(words) > _FULL or len(words[0]) == 1 else []


def _json(keys: Iterable[str]) -> str:
    import json  # noqa: PLC0415

    return json.dumps(list(keys))
