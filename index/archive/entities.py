"""The people, organisations, places ... of the archive: stored with their mentions, found by name, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.archive.completing import names_beginning
from index.archive.linking import store_recognitions
from index.archive.selections import id_list
from index.archive.words import words_of
from index.errors import NotFoundError
from index.types import Entity, EntityType

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from index.archive.connection import Database
    from index.intake_types import Recognition, Unrecognised

_COLUMNS = "entity.id, entity.name, entity.type, entity.articles, entity.mentions, first_seen, last_seen"


class Entities:
    """The tables of entities and mentions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unrecognised(self, limit: int, recogniser: str | Callable[[str], bool]) -> list[Unrecognised]:
        """At most ``limit`` articles whose present text is still to be read, the newest first.

        Args:
            limit: how many.
            recogniser: what all are to be read by; or what says of a recogniser's name whether the articles that it
                has read are to be read anew. The empty name is that of none.
        """
        with self._database.read() as connection:
            waiting: list[tuple[int, int]] = []
            for other in _recognisers(connection, recogniser):
                waiting += connection.execute(
                    "SELECT time, id FROM article WHERE recogniser = ? ORDER BY time DESC, id DESC LIMIT ?",
                    (other, limit),
                ).fetchall()
            ids = [article for _, article in sorted(waiting, reverse=True)[:limit]]
            rows = connection.execute(
                """
                SELECT id, text_revision, title, text, language, published
                FROM (SELECT key AS place, value FROM json_each(?))
                JOIN article ON id = value JOIN body ON body.article = id ORDER BY place
                """,
                (id_list(ids),),
            ).fetchall()
        return _unrecognised(rows)

    def count_unrecognised(self, recogniser: str | Callable[[str], bool]) -> int:
        """How many articles' present texts are still to be read; ``recogniser`` as for :meth:`unrecognised`."""
        with self._database.read() as connection:
            return sum(
                connection.execute("SELECT count(*) FROM article WHERE recogniser = ?", (other,)).fetchone()[0]
                for other in _recognisers(connection, recogniser)
            )

    def store(self, recognitions: Sequence[Recognition], recogniser: str) -> None:
        """Link and store what ``recogniser`` has found, or whom a recognition itself names, in one transaction.

        The articles' earlier mentions are replaced. What was found in a text that has changed meanwhile is dropped,
        and the article stays unrecognised.
        """
        with self._database.write() as connection:
            store_recognitions(connection, recognitions, recogniser)

    def of_article(self, article: int) -> tuple[Entity, ...]:
        """The entities that an article mentions, the first mentioned first, the headline before the text."""
        with self._database.read() as connection:
            rows = connection.execute(
                """
                SELECT entity.id FROM mention JOIN entity ON entity.id = entity
                WHERE article = ? AND hidden = 0 ORDER BY part, start, stop
                """,
                (article,),
            ).fetchall()
            return entities_of(connection, list(dict.fromkeys(entity for (entity,) in rows)))

    # The parameters are named as the record's fields are.
    def find(self, type: EntityType | None, name_query: str, limit: int) -> tuple[Entity, ...]:  # noqa: A002
        """The entities with a name or alias that has all the words of ``name_query``, in most articles first.

        Accents and case do not matter. A query without any word finds nothing.
        """
        words = sorted(set(words_of(name_query)), key=len, reverse=True)
        if not words:
            return ()
        holds = " AND ".join(["id IN (SELECT entity FROM entity_word WHERE word = ?)"] * len(words))
        found: list[int] = []
        with self._database.read() as connection:
            cursor = connection.execute(
                f"SELECT id FROM entity WHERE {holds} AND (?1 = '' OR type = ?1) AND hidden = 0 "  # noqa: S608
                "ORDER BY articles DESC, id".replace("?1", f"?{len(words) + 1}"),
                (*words, "" if type is None else str(type)),
            )
            for (entity,) in cursor.fetchall():
                if len(found) == limit:
                    break
                if _has_form(connection, entity, words):
                    found.append(entity)
            return entities_of(connection, found)

    def top(self, ids: Sequence[int] | None, type: EntityType | None, limit: int) -> tuple[Entity, ...]:  # noqa: A002
        """The entities in most of the given articles, or in most of the archive where ``ids`` is None.

        With ``ids``, the counts of articles and mentions are those within them.
        """
        kind = "" if type is None else "AND entity.type = ?"
        chosen: tuple[str, ...] = () if type is None else (str(type),)
        with self._database.read() as connection:
            if ids is None:
                rows = connection.execute(
                    f"""
                    SELECT {_COLUMNS} FROM entity WHERE articles > 0 AND hidden = 0 {kind}
                    ORDER BY articles DESC, id DESC LIMIT ?
                    """,  # noqa: S608
                    (*chosen, limit),
                ).fetchall()
            else:
                rows = connection.execute(
                    f"""
                    SELECT entity.id, entity.name, entity.type, count(*) AS here, sum(article_entity.mentions),
                        first_seen, last_seen
                    FROM article_entity JOIN entity ON entity.id = entity
                    WHERE article IN (SELECT value FROM json_each(?)) AND hidden = 0 {kind}
                    GROUP BY entity.id ORDER BY here DESC, sum(article_entity.mentions) DESC, entity.id LIMIT ?
                    """,  # noqa: S608
                    (id_list(ids), *chosen, limit),
                ).fetchall()
            return _with_aliases(connection, rows)

    def names(self, ids: Iterable[int]) -> list[tuple[int, str]]:
        """Those of the entities that there are, with their names."""
        with self._database.read() as connection:
            return connection.execute(
                "SELECT id, name FROM entity WHERE id IN (SELECT value FROM json_each(?))", (id_list(list(ids)),)
            ).fetchall()

    def any_followed(self) -> bool:
        """Whether the user follows any entity: all that a reader's start asks where there is none."""
        with self._database.read() as connection:
            return connection.execute("SELECT 1 FROM follow LIMIT 1").fetchone() is not None

    def names_beginning(self, kind: EntityType, typed: str, limit: int) -> list[tuple[str, int]]:
        """See :func:`index.archive.completing.names_beginning`."""
        return names_beginning(self._database, kind, typed, limit)

    def get(self, entity: int) -> Entity:
        """The entity with this id, or the one that it has become part of.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.read() as connection:
            return entity_of(connection, entity)


def entity_of(connection: sqlite3.Connection, entity: int) -> Entity:
    """The entity with this id, or the one that it has become part of.

    Raises:
        NotFoundError: there is none.
    """
    row = connection.execute("SELECT root FROM entity WHERE id = ?", (entity,)).fetchone()
    found = entities_of(connection, [] if row is None else [row[0]])
    if not found:
        raise NotFoundError(f"The archive has no entity {entity}.")
    return found[0]


def _recognisers(connection: sqlite3.Connection, wanted: str | Callable[[str], bool]) -> list[str]:
    """The recognisers whose articles are to be read anew, the empty name of none included: a hop each in the index."""
    names: list[str] = []
    row = connection.execute("SELECT min(recogniser) FROM article").fetchone()
    while row[0] is not None:
        names.append(row[0])
        row = connection.execute("SELECT min(recogniser) FROM article WHERE recogniser > ?", (row[0],)).fetchone()
    return [name for name in names if (name != wanted if isinstance(wanted, str) else wanted(name))]


def _has_form(connection: sqlite3.Connection, entity: int, words: Sequence[str]) -> bool:
    """Whether one single form of the entity has all the words."""
    if len(words) == 1:
        return True
    rows = connection.execute(
        "SELECT form FROM alias WHERE entity = ?1 UNION SELECT name FROM entity WHERE id = ?1", (entity,)
    ).fetchall()
    return any(set(words) <= set(words_of(form)) for (form,) in rows)


def entities_of(connection: sqlite3.Connection, ids: Sequence[int]) -> tuple[Entity, ...]:
    """The entities with these ids, in their order."""
    rows = connection.execute(
        f"""
        SELECT {_COLUMNS} FROM (SELECT key AS place, value FROM json_each(?)) JOIN entity ON id = value ORDER BY place
        """,  # noqa: S608
        (id_list(ids),),
    ).fetchall()
    return _with_aliases(connection, rows)


def _with_aliases(
    connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str, int, int, int, int]]
) -> tuple[Entity, ...]:
    """The records; an entity's aliases are the other forms that articles write, the most used first."""
    entities: list[Entity] = []
    for number, name, kind, *counts in rows:
        aliases = connection.execute(
            "SELECT form FROM alias WHERE entity = ? AND mentions > 0 AND form <> ? ORDER BY mentions DESC, form",
            (number, name),
        ).fetchall()
        entities.append(Entity(number, name, EntityType(kind), tuple(form for (form,) in aliases), *counts))
    return tuple(entities)


def _unrecognised(rows: Sequence[tuple[int, int, str, str, str, int | None]]) -> list[Unrecognised]:
    from index.intake_types import Unrecognised  # noqa: PLC0415 - the reader's start needs no records of a refresh

    return [Unrecognised(*row) for row in rows]
