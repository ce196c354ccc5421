"""Changes: what the search index must read next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.archive.codec import has_image
from index.archive.linking import SHOWN_NAME
from index.intake_types import Indexable
from index.types import EntityType, Name

if TYPE_CHECKING:
    import sqlite3

    from index.archive.connection import Database


class Changes:
    """Articles by the revision in which they changed last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def changed_since(self, revision: int, limit: int) -> list[Indexable]:
        """What has changed after ``revision``, by revision and id: what the search index must read next.

        The articles of one revision are never parted, so that the last one's revision says where to go on: there are
        more than ``limit`` of them when one transaction has changed more.
        """
        with self._database.read() as connection:
            return [_indexable(connection, article) for article in _changed(connection, revision, limit)]

    def revisions(self, after: int) -> list[tuple[int, int]]:
        """The revisions after the given one, rising, each with how many articles changed last in it."""
        with self._database.read() as connection:
            return connection.execute(
                "SELECT revision, count(*) FROM article WHERE revision > ? GROUP BY revision ORDER BY revision",
                (after,),
            ).fetchall()

    def pending(self, revision: int) -> int:
        """How many articles have changed after ``revision``."""
        with self._database.read() as connection:
            count: int = connection.execute("SELECT count(*) FROM article WHERE revision > ?", (revision,)).fetchone()[
                0
            ]
            return count


def _changed(connection: sqlite3.Connection, revision: int, limit: int) -> list[int]:
    """The ids of at most ``limit`` articles that changed next, or of all that the next revision has changed."""
    rows = connection.execute(
        "SELECT revision, id FROM article WHERE revision > ? ORDER BY revision, id LIMIT ?", (revision, limit + 1)
    ).fetchall()
    if len(rows) > limit:
        cut = rows[-1][0]
        if rows[0][0] == cut:
            rows = connection.execute(
                "SELECT revision, id FROM article WHERE revision = ? ORDER BY id", (cut,)
            ).fetchall()
        else:
            rows = [row for row in rows if row[0] != cut]
    return [article for _, article in rows]


def _indexable(connection: sqlite3.Connection, number: int) -> Indexable:
    revision, feed, title, author, time, link, text, origin, language, blocks = connection.execute(
        """
        SELECT revision, feed, title, author, time, link, text, origin, language, blocks
        FROM article JOIN body ON body.article = id WHERE id = ?
        """,
        (number,),
    ).fetchone()
    mentions = connection.execute(
        f"""
        SELECT entity.type, entity.id, text, {SHOWN_NAME} FROM mention JOIN entity ON entity.id = entity
        WHERE article = ? AND hidden = 0 ORDER BY part, start, stop
        """,  # noqa: S608
        (number,),
    ).fetchall()
    names = dict.fromkeys(Name(form, EntityType(kind)) for kind, _, *forms in mentions for form in forms)
    entities = dict.fromkeys((EntityType(kind), entity) for kind, entity, *_ in mentions)
    return Indexable(
        number, revision, feed, title, author, time, link, text, origin, language, tuple(names), tuple(entities),
        image=has_image(blocks),
    )  # fmt: skip
