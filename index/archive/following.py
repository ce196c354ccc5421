"""The entities that the user follows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from index.archive.entities import entities_of
from index.entity_types import FollowedEntity
from index.errors import NotFoundError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from index.archive.connection import Database


class Following:
    """The table of followed entities, kept by type and key so that they outlive a rebuilding."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def follow(self, entity: int) -> None:
        """Follow an entity; nothing happens where that is done already.

        Raises:
            NotFoundError: there is no such entity.
        """
        with self._database.write() as connection:
            type_, key = _root(connection, entity)
            if not is_followed(connection, entity):
                connection.execute("INSERT INTO follow VALUES (?, ?, ?)", (type_, key, int(self._clock())))

    def unfollow(self, entity: int) -> None:
        """Follow an entity no longer.

        Raises:
            NotFoundError: there is no such entity.
        """
        with self._database.write() as connection:
            type_, key = _root(connection, entity)
            connection.execute(
                """
                DELETE FROM follow WHERE (type, key) IN (
                    SELECT name.type, name.key FROM entity AS root JOIN entity AS name ON name.root = root.id
                    WHERE root.type = ?1 AND root.key = ?2
                )
                """,
                (type_, key),
            )

    def all(self) -> tuple[FollowedEntity, ...]:
        """What is followed, in the order of the names, with the number of unread articles.

        Followed names that have become one entity are listed once; those that no article has are left out.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                """
                SELECT root.id, min(follow.since) FROM follow
                JOIN entity AS name ON name.type = follow.type AND name.key = follow.key
                JOIN entity AS root ON root.id = name.root
                WHERE root.articles > 0 AND root.hidden = 0
                GROUP BY root.id ORDER BY root.name COLLATE NOCASE, root.id
                """
            ).fetchall()
            entities = entities_of(connection, [entity for entity, _ in rows])
            return tuple(
                FollowedEntity(entity, _unread(connection, entity.id), since)
                for entity, (_, since) in zip(entities, rows, strict=True)
            )


def is_followed(connection: sqlite3.Connection, entity: int) -> bool:
    """Whether an entity, or a name that has become part of it, is followed."""
    row = connection.execute(
        """
        SELECT 1 FROM follow JOIN entity AS name ON name.type = follow.type AND name.key = follow.key
        WHERE name.root = (SELECT root FROM entity WHERE id = ?)
        """,
        (entity,),
    ).fetchone()
    return row is not None


def _unread(connection: sqlite3.Connection, entity: int) -> int:
    count: int = connection.execute(
        """
        SELECT count(*) FROM article_entity
        CROSS JOIN article INDEXED BY article_unread_by_id ON article.id = article AND read = 0
        WHERE entity = ?
        """,
        (entity,),
    ).fetchone()[0]
    return count


def _root(connection: sqlite3.Connection, entity: int) -> tuple[str, str]:
    row = connection.execute(
        "SELECT root.type, root.key FROM entity JOIN entity AS root ON root.id = entity.root WHERE entity.id = ?",
        (entity,),
    ).fetchone()
    if row is None:
        raise NotFoundError(f"The archive has no entity {entity}.")
    return (row[0], row[1])
