"""Whether the archive is whole: the file, what its tables say of one another, and the counts that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from index.archive.connection import Database

_WRONG_FEEDS = """
    SELECT feed.id, count(article.id), coalesce(sum(read = 0), 0) FROM feed LEFT JOIN article ON article.feed = feed.id
    GROUP BY feed.id HAVING feed.articles <> count(article.id) OR feed.unread <> coalesce(sum(read = 0), 0)
"""
_WRONG_ENTITIES = """
    SELECT id, (SELECT count(*) FROM article_entity WHERE entity = id),
        (SELECT coalesce(sum(mentions), 0) FROM article_entity WHERE entity = id) FROM entity
    WHERE articles <> (SELECT count(*) FROM article_entity WHERE entity = id)
        OR mentions <> (SELECT coalesce(sum(mentions), 0) FROM article_entity WHERE entity = id)
"""
_DANGLING = """
    SELECT DISTINCT article FROM mention
    WHERE entity IS NOT NULL AND (entity NOT IN (SELECT id FROM entity) OR NOT EXISTS
        (SELECT 1 FROM article_entity WHERE article_entity.article = mention.article
            AND article_entity.entity = mention.entity))
    UNION SELECT article_entity.article FROM article_entity LEFT JOIN mention
        ON mention.article = article_entity.article AND mention.entity = article_entity.entity
    WHERE mention.article IS NULL
"""
_LOST_BODIES = "SELECT id FROM article LEFT JOIN body ON body.article = id WHERE body.article IS NULL"
_MOST = 20
"""Complaints of SQLite's own that are passed on."""


class Checks:
    """Looks for what is wrong, and mends what can be told from the rest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def file(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file: pages, indexes, and rows that others refer to.

        Raises:
            ArchiveDamagedError: so much is wrong that it cannot be looked at.
        """
        with self._database.read() as connection:
            found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
            lost = connection.execute("SELECT * FROM pragma_foreign_key_check LIMIT ?", (_MOST,)).fetchall()
            bodies = connection.execute(f"SELECT count(*) FROM ({_LOST_BODIES})").fetchone()[0]  # noqa: S608
        problems = [text for text in found if text != "ok"]
        problems += [f"a row of {table} refers to a row of {parent} that is not there" for table, _, parent, _ in lost]
        problems += [f"{bodies} articles have no text"] if bodies else []
        return tuple(problems)

    def counts(self) -> tuple[str, ...]:
        """Feeds whose counts of articles are not those of their articles."""
        with self._database.read() as connection:
            wrong = len(connection.execute(_WRONG_FEEDS).fetchall())
        return (f"the counts of {wrong} feeds are wrong",) if wrong else ()

    def entities(self) -> tuple[str, ...]:
        """Mentions without their entity, entities without their mentions, and wrong counts of either."""
        with self._database.read() as connection:
            dangling = len(connection.execute(_DANGLING).fetchall())
            wrong = len(connection.execute(_WRONG_ENTITIES).fetchall())
        problems = [f"the names in {dangling} articles do not fit the entities"] if dangling else []
        problems += [f"the counts of {wrong} entities are wrong"] if wrong else []
        return tuple(problems)

    def article_revisions(self) -> list[tuple[int, int]]:
        """Every article and the revision at which it last changed."""
        with self._database.read() as connection:
            return connection.execute("SELECT id, revision FROM article").fetchall()

    def repair(self) -> None:
        """Count anew what is counted wrongly, and have names recognised anew where they are in disorder."""
        with self._database.write() as connection:
            _repair_indexes(connection)
            connection.executemany(
                "UPDATE feed SET articles = ?2, unread = ?3 WHERE id = ?1", connection.execute(_WRONG_FEEDS).fetchall()
            )
            articles = [article for (article,) in connection.execute(_DANGLING).fetchall()]
            for table in ("mention", "article_entity"):
                connection.executemany(
                    f"DELETE FROM {table} WHERE article = ?",  # noqa: S608
                    [(article,) for article in articles],
                )
            connection.executemany(
                "UPDATE article SET recogniser = '', names = '' WHERE id = ?", [(article,) for article in articles]
            )
            connection.executemany(
                "UPDATE entity SET articles = ?2, mentions = ?3 WHERE id = ?1",
                connection.execute(_WRONG_ENTITIES).fetchall(),
            )


def _repair_indexes(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        connection.execute("REINDEX")
