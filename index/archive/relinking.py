"""Names whose parents have changed: their mentions go to the entity that they now mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.archive.selections import id_list

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from index.archive.nodes import Nodes


@dataclass(frozen=True, slots=True)
class Moved:
    """What left one entity for another.

    Attributes:
        node: the name whose mentions were moved.
        forms: surface form, resolved name and number of the mentions.
        articles: where they are.
        left: how many of the articles no longer mention ``old``.
        joined: how many did not mention ``new`` before.
    """

    node: int
    old: int
    new: int
    forms: tuple[tuple[str, str, int], ...]
    articles: tuple[int, ...]
    left: int
    joined: int


def relinked(connection: sqlite3.Connection, nodes: Nodes, dirty: Iterable[int]) -> Iterator[Moved]:
    """Decide anew on names and all that depends on them, and move the mentions of those that changed.

    Parents are decided from the highest rank down, so that each decision finds those that it builds on made.
    """
    changed: list[int] = []
    for node in sorted(_affected(nodes, dirty), key=nodes.rank, reverse=True):
        parent = nodes.decide(node)
        done = connection.execute("UPDATE entity SET parent = ?1 WHERE id = ?2 AND parent IS NOT ?1", (parent, node))
        if done.rowcount:
            changed.append(node)
    waiting, seen = changed, set(changed)
    while waiting:
        node = waiting.pop()
        below = [child for child in nodes.children(node) if child not in seen]
        seen.update(below)
        waiting += below
    for node in sorted(seen):
        (old,) = connection.execute("SELECT root FROM entity WHERE id = ?", (node,)).fetchone()
        new = nodes.root(node)
        if new != old:
            yield _move(connection, node, old, new)


def _affected(nodes: Nodes, dirty: Iterable[int]) -> set[int]:
    """The names and, over as many steps as it takes, all whose parents depend on theirs."""
    found = set(dirty)
    waiting = list(found)
    while waiting:
        below = nodes.dependants(waiting.pop()) - found
        found |= below
        waiting += below
    return found


def _move(connection: sqlite3.Connection, node: int, old: int, new: int) -> Moved:
    connection.execute("UPDATE entity SET root = ? WHERE id = ?", (new, node))
    articles = _articles_of(connection, node, old)
    listed = id_list(articles)
    forms = connection.execute(
        """
        SELECT text, name, count(*) FROM json_each(?) JOIN mention ON article = value WHERE node = ? GROUP BY text, name
        """,
        (listed, node),
    ).fetchall()
    before = _counts(connection, listed, old, new)
    connection.execute(
        "UPDATE mention SET entity = ? WHERE article IN (SELECT value FROM json_each(?)) AND node = ?",
        (new, listed, node),
    )
    connection.execute(
        "DELETE FROM article_entity WHERE article IN (SELECT value FROM json_each(?)) AND entity IN (?, ?)",
        (listed, old, new),
    )
    connection.execute(
        """
        INSERT INTO article_entity (entity, time, article, mentions)
        SELECT entity, time, article, count(*)
        FROM json_each(?) JOIN mention ON article = value JOIN article ON article.id = article
        WHERE entity IN (?, ?) GROUP BY article, entity
        """,
        (listed, old, new),
    )
    after = _counts(connection, listed, old, new)
    return Moved(node, old, new, tuple(forms), tuple(articles), before[0] - after[0], after[1] - before[1])


def _articles_of(connection: sqlite3.Connection, node: int, root: int) -> list[int]:
    """The articles that have a name, which is linked to ``root`` as yet."""
    if node == root:
        rows = connection.execute(
            """
            SELECT DISTINCT mention.article FROM article_entity JOIN mention ON mention.article = article_entity.article
            WHERE article_entity.entity = ? AND node = ?
            """,
            (root, node),
        )
    else:
        rows = connection.execute(
            "SELECT DISTINCT article FROM mention INDEXED BY mention_linked WHERE node = ? AND node <> entity", (node,)
        )
    return [article for (article,) in rows.fetchall()]


def _counts(connection: sqlite3.Connection, listed: str, old: int, new: int) -> tuple[int, int]:
    row = connection.execute(
        """
        SELECT count(*) FILTER (WHERE entity = ?2), count(*) FILTER (WHERE entity = ?3)
        FROM json_each(?1) JOIN article_entity INDEXED BY article_entity_by_article ON article = value
        """,
        (listed, old, new),
    ).fetchone()
    return (row[0], row[1])
