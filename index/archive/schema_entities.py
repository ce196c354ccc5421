"""How names are linked to entities across the archive: the tables' second version, and the way there.

Every name that articles resolve their mentions to is a row of ``entity``. ``parent`` is the name that it is short for
(decided by :mod:`index.entities.merge`, or by the user), ``root`` the end of that chain: the entity. Mentions carry
both, ``node`` being their own name and ``entity`` its root; everything that is counted or listed goes by the root, so
that readers never follow a link. ``own`` counts the articles that have the name itself, ``resolution`` in how many
articles a short form was resolved to a name: what links are decided from. Corrections and follows name entities by
type and key, so that they outlive the rows.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.types import EntityType

if TYPE_CHECKING:
    import sqlite3

LINKS = (
    "ALTER TABLE entity ADD COLUMN parent INTEGER",
    "ALTER TABLE entity ADD COLUMN root INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE entity ADD COLUMN own INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE entity ADD COLUMN hook TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE entity ADD COLUMN other_hook TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE entity ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE entity ADD COLUMN given TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX entity_by_parent ON entity (parent) WHERE parent IS NOT NULL",
    "CREATE INDEX entity_by_hook ON entity (type, hook) WHERE hook <> ''",
    "CREATE INDEX entity_by_other_hook ON entity (type, other_hook) WHERE other_hook <> ''",
    "ALTER TABLE mention ADD COLUMN node INTEGER",
    "ALTER TABLE mention ADD COLUMN resolved TEXT",
    "ALTER TABLE mention ADD COLUMN date TEXT",
    "UPDATE mention SET node = entity",
    # Few mentions are linked to another name's entity: these are found by their own name.
    "CREATE INDEX mention_linked ON mention (node) WHERE node <> entity",
    # An entity's articles lie in the order of time: lists, months, first and last are a stretch of the table.
    """
    CREATE TABLE timed (
        entity INTEGER NOT NULL REFERENCES entity (id),
        time INTEGER NOT NULL,
        article INTEGER NOT NULL REFERENCES article (id),
        mentions INTEGER NOT NULL,
        PRIMARY KEY (entity, time, article)
    ) WITHOUT ROWID
    """,
    """
    INSERT INTO timed SELECT entity, time, article, mentions FROM article_entity JOIN article ON article.id = article
    """,
    "DROP TABLE article_entity",
    "ALTER TABLE timed RENAME TO article_entity",
    "CREATE INDEX article_entity_by_article ON article_entity (article)",
    "UPDATE entity SET root = id, own = articles",
    """
    CREATE TABLE resolution (
        type TEXT NOT NULL,
        form TEXT NOT NULL,
        target TEXT NOT NULL,
        articles INTEGER NOT NULL,
        PRIMARY KEY (type, form, target)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX resolution_by_target ON resolution (type, target)",
    """
    CREATE TABLE correction (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        type TEXT NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        other_type TEXT NOT NULL,
        other_key TEXT NOT NULL,
        other_name TEXT NOT NULL,
        made INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE follow (
        type TEXT NOT NULL,
        key TEXT NOT NULL,
        since INTEGER NOT NULL,
        PRIMARY KEY (type, key)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX article_unread_by_id ON article (id) WHERE read = 0",
)
"""Statements that add the links to a version that has none."""


def add_links(connection: sqlite3.Connection) -> None:
    """Make the tables, fill them from the mentions that the archive has, and link what is short for what."""
    for statement in LINKS:
        connection.execute(statement)
    _fill_hooks(connection)
    _fill_resolutions(connection)
    names = connection.execute("SELECT id FROM entity").fetchall()
    if names:
        from index.archive.linking import relink  # noqa: PLC0415 - an old archive's first start only

        relink(connection, [name for (name,) in names])


def _fill_hooks(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT id, type, key FROM entity").fetchall()
    if rows:
        from index.entities.merge import hooks  # noqa: PLC0415

        connection.executemany(
            "UPDATE entity SET hook = ?, other_hook = ? WHERE id = ?",
            [(*hooks(key, EntityType(kind)), number) for number, kind, key in rows],
        )


def _fill_resolutions(connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        "SELECT DISTINCT article, type, text, name FROM mention WHERE entity IS NOT NULL AND text <> name"
    ).fetchall()
    if not rows:
        return
    from index.archive.nodes import resolution_of  # noqa: PLC0415

    found = {(article, resolution_of(text, name, EntityType(kind))) for article, kind, text, name in rows}
    counts = Counter(resolution for _, resolution in found if resolution is not None)
    connection.executemany(
        "INSERT INTO resolution (type, form, target, articles) VALUES (?, ?, ?, ?)",
        [(str(kind), form, target, count) for (kind, form, target), count in counts.items()],
    )
