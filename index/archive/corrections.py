"""What the user puts right about entities: rules that hold for past and future articles until they are undone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from index.archive.linking import stamp
from index.archive.rules import read_corrections
from index.entity_types import Correction, CorrectionKind
from index.errors import CorrectionError, NotFoundError
from index.types import EntityType

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from index.archive.connection import Database
    from index.archive.ledger import Ledger

Node = tuple[EntityType, str]

_UNTOLD = frozenset({EntityType.DATE, EntityType.MONEY})


class Corrections:
    """The table of corrections. Each returns its rule, whose id undoes it."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def all(self) -> tuple[Correction, ...]:
        """Every correction that holds, the latest first."""
        with self._database.read() as connection:
            return read_corrections(connection)

    def merge(self, entity: int, into: int) -> Correction:
        """Have an entity be another one: everything that is said of it is said of that.

        Raises:
            NotFoundError: there is no such entity.
            CorrectionError: they are one entity already.
        """
        with self._database.write() as connection:
            one, other = _identity(connection, entity), _identity(connection, into)
            if one[:2] == other[:2]:
                raise CorrectionError(f"“{one[2]}” and “{other[2]}” are one entity already.")
            return self._add(connection, CorrectionKind.SAME, one, other)

    def split(self, entity: int, form: str) -> Correction:
        """Have a short or another form of an entity's name stand for itself, not for this entity.

        Raises:
            NotFoundError: there is no such entity.
            CorrectionError: the form is the entity's own name.
        """
        from index.entities.link import entity_key  # noqa: PLC0415 - the reader starts without the gazetteer

        with self._database.write() as connection:
            type_, key, name = _identity(connection, entity)
            apart = entity_key(form, type_)
            if not apart or apart == key:
                raise CorrectionError(
                    f"“{form}” is what “{name}” is called itself.", "Split off one of its other forms."
                )
            return self._add(connection, CorrectionKind.APART, (type_, apart, form), (type_, key, name))

    def rename(self, entity: int, name: str) -> Correction:
        """Have an entity be displayed under a name, whatever articles call it.

        Raises:
            NotFoundError: there is no such entity.
            CorrectionError: the name is empty.
        """
        wanted = " ".join(name.split())
        if not wanted:
            raise CorrectionError("A name has at least one letter.")
        with self._database.write() as connection:
            one = _identity(connection, entity)
            return self._add(connection, CorrectionKind.RENAME, one, (one[0], one[1], wanted))

    def retype(self, entity: int, type: EntityType) -> Correction:  # noqa: A002 - named as the record's field is
        """Have an entity be of another type: "not a person, but a place".

        Raises:
            NotFoundError: there is no such entity.
            CorrectionError: it is of that type already, or nothing of that type is kept.
        """
        from index.entities.link import entity_key  # noqa: PLC0415

        with self._database.write() as connection:
            one = _identity(connection, entity)
            if type is one[0] or type in _UNTOLD:
                raise CorrectionError(f"“{one[2]}” cannot become {type.value}.", "Choose another type.")
            return self._add(connection, CorrectionKind.RETYPE, one, (type, entity_key(one[2], type), one[2]))

    def hide(self, entity: int) -> Correction:
        """Have what was taken for an entity be none: it is nowhere marked, listed or counted.

        Raises:
            NotFoundError: there is no such entity.
        """
        with self._database.write() as connection:
            one = _identity(connection, entity)
            return self._add(connection, CorrectionKind.HIDE, one, one)

    def undo(self, correction: int) -> Correction:
        """Take a correction back, at any time and in any order; returns it.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.write() as connection:
            found = [one for one in read_corrections(connection) if one.id == correction]
            if not found:
                raise NotFoundError(f"There is no correction {correction}.", "It may have been undone already.")
            _change(connection, found[0], "DELETE FROM correction WHERE id = ?", (correction,))
            return found[0]

    def _add(
        self,
        connection: sqlite3.Connection,
        kind: CorrectionKind,
        one: tuple[EntityType, str, str],
        other: tuple[EntityType, str, str],
    ) -> Correction:
        number: int = connection.execute(
            "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'correction'"
        ).fetchone()[0]
        correction = Correction(number, kind, *one[:2], one[2], *other[:2], other[2], int(self._clock()))
        _change(
            connection,
            correction,
            "INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, str(kind), str(one[0]), one[1], one[2], str(other[0]), other[1], other[2], correction.made),
        )
        return correction


def _identity(connection: sqlite3.Connection, entity: int) -> tuple[EntityType, str, str]:
    """Type, key and name of an entity, or of the one that it has become part of."""
    row = connection.execute(
        """
        SELECT root.type, root.key, root.name FROM entity JOIN entity AS root ON root.id = entity.root
        WHERE entity.id = ?
        """,
        (entity,),
    ).fetchone()
    if row is None:
        raise NotFoundError(f"The archive has no entity {entity}.")
    return (EntityType(row[0]), row[1], row[2])


def _change(
    connection: sqlite3.Connection, correction: Correction, sql: str, parameters: tuple[int | str, ...]
) -> None:
    """Change the table of corrections, and with it all that the correction is about."""
    from index.archive.ledger import Ledger  # noqa: PLC0415 - the reader starts without the gazetteer

    ledger = Ledger(connection)
    again = _taken_off(connection, ledger, correction)
    overruled = ledger.nodes.rules.overruled
    connection.execute(sql, parameters)
    ledger.nodes.reload_rules()
    overruled |= ledger.nodes.rules.overruled
    for article, rows in again:
        ledger.add_again(article, rows)
    one, other = (correction.type, correction.key), (correction.other_type, correction.other_key)
    nodes = [node for node in (ledger.nodes.find(*one), ledger.nodes.find(*other)) if node is not None]
    for node in nodes:
        identity = ledger.nodes.identity(node)
        connection.execute(
            "UPDATE entity SET given = ?, hidden = ? WHERE id = ?",
            (ledger.nodes.rules.name(identity), ledger.nodes.rules.hidden(identity), node),
        )
    ledger.touch(nodes)
    ledger.touch(node for node in (ledger.nodes.find(*name) for name in sorted(overruled)) if node is not None)
    changed = ledger.settle() | {article for article, _ in again}
    if correction.kind in {CorrectionKind.RENAME, CorrectionKind.HIDE}:
        for node in nodes:
            listed = connection.execute("SELECT article FROM article_entity WHERE entity = ?", (node,)).fetchall()
            changed.update(article for (article,) in listed)
    stamp(connection, changed)


_Row = tuple[int, int, int, str, str, str, str | None]


def _taken_off(connection: sqlite3.Connection, ledger: Ledger, correction: Correction) -> list[tuple[int, list[_Row]]]:
    """For a split, the mentions of the articles that have the form, taken off them to be added under other rules."""
    if correction.kind is not CorrectionKind.APART:
        return []
    from index.archive.nodes import key_of  # noqa: PLC0415

    nodes = [ledger.nodes.find(correction.type, key) for key in (correction.key, correction.other_key)]
    entities = {ledger.nodes.root(node) for node in nodes if node is not None}
    articles: set[int] = set()
    for entity in entities:
        rows = connection.execute("SELECT form FROM alias WHERE entity = ? AND mentions > 0", (entity,)).fetchall()
        for (form,) in rows:
            if key_of(form, correction.type) == correction.key:
                articles.update(_articles_with(connection, entity, form))
    taken: list[tuple[int, list[_Row]]] = []
    for article in sorted(articles):
        found = connection.execute(
            "SELECT part, start, stop, type, text, coalesce(resolved, name), date FROM mention WHERE article = ?",
            (article,),
        ).fetchall()
        taken.append((article, found))
        ledger.remove(article)
    return taken


def _articles_with(connection: sqlite3.Connection, entity: int, form: str) -> list[int]:
    rows = connection.execute(
        """
        SELECT DISTINCT mention.article FROM article_entity JOIN mention ON mention.article = article_entity.article
        WHERE article_entity.entity = ?1 AND mention.entity = ?1 AND text = ?2
        """,
        (entity, form),
    ).fetchall()
    return [article for (article,) in rows]
