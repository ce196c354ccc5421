"""Names of entities by how their words begin, for completing what is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.archive.words import words_of

if TYPE_CHECKING:
    from index.archive.connection import Database
    from index.types import EntityType

_COMMONEST = 2000
"""Entities, the most mentioned first, that are looked through for a beginning of a letter or two."""

_SHORT = 2


def names_beginning(database: Database, kind: EntityType, typed: str, limit: int) -> list[tuple[str, int]]:
    """The names of entities of a type that have words beginning as those typed do, the most mentioned first.

    Returns:
        Names with the numbers of their articles.
    """
    words = words_of(typed)
    with database.read() as connection:
        if not words or len(words[-1]) <= _SHORT:
            rows = connection.execute(
                "SELECT name, articles FROM entity WHERE type = ? AND articles > 0 ORDER BY articles DESC LIMIT ?",
                (str(kind), _COMMONEST if words else limit),
            ).fetchall()
        else:
            rows = connection.execute(
                """
                SELECT DISTINCT name, articles FROM entity_word JOIN entity ON id = entity
                WHERE word >= ?1 AND word < ?1 || char(1114111) AND type = ?2 AND articles > 0
                ORDER BY articles DESC LIMIT ?3
                """,
                (max(words, key=len), str(kind), _COMMONEST),
            ).fetchall()
    return [(name, articles) for name, articles in rows if _begins(words_of(name), words)][:limit]


def _begins(words: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    return all(any(word.startswith(beginning) for word in words) for beginning in typed)
