"""Mentions become entities of the whole archive, and the counts of both are kept as articles come and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.archive.codec import encode_names
from index.archive.meta import current_revision, set_revision
from index.archive.selections import id_list
from index.types import EntityType, Name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

    from index.intake_types import Recognition

TITLE, TEXT = 0, 1
"""The parts of an article that mentions stand in, as the table has them."""

NAMES = 6
"""How many people and places an article's row in a list carries."""

SHOWN_NAME = "iif(entity.id IS NULL OR (node = entity.id AND given = ''), mention.name, entity.name)"
"""What a mention is resolved to, in SQL: the article's own full name, unless the archive knows it by another."""


def store_recognitions(connection: sqlite3.Connection, recognitions: Iterable[Recognition], recogniser: str) -> None:
    """Replace the articles' mentions, within the caller's transaction.

    What was recognised in a text that has changed meanwhile is left out: the article waits for its next turn.
    """
    from index.archive.ledger import Ledger  # noqa: PLC0415 - the reader opens an archive without its gazetteer

    ledger = Ledger(connection)
    changed: set[int] = set()
    for recognition in recognitions:
        row = connection.execute(
            "SELECT time FROM article WHERE id = ? AND text_revision = ?",
            (recognition.article, recognition.text_revision),
        ).fetchone()
        if row is None:
            continue
        had = ledger.remove(recognition.article)
        ledger.add(recognition, row[0])
        connection.execute(
            "UPDATE article SET recogniser = ? WHERE id = ?",
            (recognition.recogniser or recogniser, recognition.article),
        )
        if had or recognition.mentions or recognition.title_mentions:
            changed.add(recognition.article)
    changed |= ledger.settle()
    stamp(connection, changed)


def forget(connection: sqlite3.Connection, articles: Sequence[int], revision: int) -> None:
    """Remove the mentions of articles whose text has changed, within the caller's transaction.

    The caller stamps them with ``revision``, and takes it; other articles whose names are linked anew get it here.
    """
    from index.archive.ledger import Ledger  # noqa: PLC0415

    ledger = Ledger(connection)
    for article in articles:
        ledger.remove(article)
    _write_names(connection, ledger.settle() - set(articles), revision)


def relink(connection: sqlite3.Connection, names: Iterable[int]) -> None:
    """Decide anew what these names are short for, within the caller's transaction; their articles are stamped."""
    from index.archive.ledger import Ledger  # noqa: PLC0415

    ledger = Ledger(connection)
    ledger.touch(names)
    stamp(connection, ledger.settle())


def refresh_seen(connection: sqlite3.Connection, article: int) -> None:
    """Put the article's entities to its new time, after that has changed."""
    connection.execute(
        "UPDATE article_entity SET time = (SELECT time FROM article WHERE id = ?1) WHERE article = ?1", (article,)
    )
    entities = connection.execute("SELECT entity FROM article_entity WHERE article = ?", (article,)).fetchall()
    find_seen(connection, [entity for (entity,) in entities])


def find_seen(connection: sqlite3.Connection, entities: Iterable[int]) -> None:
    """Note when entities were first and last seen: the two ends of a stretch of ``article_entity``."""
    connection.executemany(
        """
        UPDATE entity SET
            first_seen = (SELECT time FROM article_entity WHERE entity = ?1 ORDER BY time LIMIT 1),
            last_seen = (SELECT time FROM article_entity WHERE entity = ?1 ORDER BY time DESC LIMIT 1)
        WHERE id = ?1 AND articles > 0
        """,
        [(entity,) for entity in entities],
    )


def stamp(connection: sqlite3.Connection, articles: Collection[int]) -> None:
    """Take the next revision for articles whose names have changed, and write what a list's row says of them."""
    if not articles:
        return
    revision = current_revision(connection) + 1
    _write_names(connection, articles, revision)
    set_revision(connection, revision)


def _write_names(connection: sqlite3.Connection, articles: Collection[int], revision: int) -> None:
    connection.executemany(
        "UPDATE article SET names = ?, revision = ? WHERE id = ?",
        [(names, revision, article) for article, names in _row_names(connection, articles)],
    )


def _row_names(connection: sqlite3.Connection, articles: Collection[int]) -> list[tuple[int, str]]:
    """The first people and places of each article, as its row has them."""
    rows = connection.execute(
        f"""
        SELECT article, entity.id, {SHOWN_NAME}, entity.type
        FROM json_each(?) JOIN mention ON article = value JOIN entity ON entity.id = entity
        WHERE hidden = 0 AND entity.type IN ('{EntityType.PERSON}', '{EntityType.PLACE}')
        ORDER BY article, part, start, stop
        """,  # noqa: S608
        (id_list(sorted(articles)),),
    )
    names: dict[int, dict[int, Name]] = {article: {} for article in articles}
    for article, entity, name, kind in rows:
        listed = names[article]
        if len(listed) < NAMES:
            listed.setdefault(entity, Name(name, EntityType(kind)))
    return [(article, encode_names(listed.values())) for article, listed in names.items()]
