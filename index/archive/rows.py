"""Lists of ids and what a list shows of each article, fast enough to be read as one scrolls."""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from index.archive.codec import decode_names
from index.archive.selections import before, condition, id_list, order_by
from index.types import ArticleRow, Order, Selection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_SPARSE = 4
"""Several feeds that hold less than one in so many articles are gathered and sorted, more are walked past others."""


def selected_ids(
    connection: sqlite3.Connection, selection: Selection, order: Order, limit: int | None = None
) -> array[int]:
    """The ids of a selection in their order, the one to keep among them at its place."""
    most = -1 if limit is None else limit
    if _is_an_entitys(selection):
        direction = "DESC" if order is Order.NEWEST else "ASC"
        cursor = connection.execute(
            f"""
            SELECT article FROM article_entity WHERE entity = ?
            ORDER BY time {direction}, article {direction} LIMIT ?
            """,  # noqa: S608
            (selection.entity, most),
        )
    else:
        wanted = condition(selection, walk=_walks(connection, selection))
        cursor = connection.execute(
            f"SELECT id FROM article WHERE {wanted.sql} ORDER BY {order_by(order)} LIMIT ?",  # noqa: S608
            (*wanted.parameters, most),
        )
    ids = array("q", chain.from_iterable(cursor))
    place = _place_of_kept(connection, selection, order)
    if place is not None and selection.keep is not None and (limit is None or place < limit):
        ids.insert(place, selection.keep)
        if limit is not None:
            del ids[limit:]
    return ids


def count_selected(connection: sqlite3.Connection, selection: Selection) -> int:
    """How many ids :func:`selected_ids` gives without a limit."""
    if selection == Selection():
        total: int = connection.execute("SELECT coalesce(sum(articles), 0) FROM feed").fetchone()[0]
        return total
    if _is_an_entitys(selection) and selection.keep is None:
        articles: int = connection.execute(
            "SELECT coalesce(max(articles), 0) FROM entity WHERE id = ?", (selection.entity,)
        ).fetchone()[0]
        return articles
    wanted = condition(selection, walk=_walks(connection, selection))
    count: int = connection.execute(
        f"SELECT count(*) FROM article WHERE {wanted.sql}",  # noqa: S608
        wanted.parameters,
    ).fetchone()[0]
    return count + (_place_of_kept(connection, selection, Order.NEWEST) is not None)


def rows_of(connection: sqlite3.Connection, ids: Sequence[int]) -> list[ArticleRow | None]:
    """What a list shows of each article, in the order of ``ids``; None for an id that nothing has."""
    wanted = id_list(ids)
    rows = connection.execute(
        """
        SELECT article.id, feed, coalesce(nullif(feed.title, ''), nullif(own_title, ''), url), article.title, author,
            article.link, published, time, read, starred, origin, fingerprint, names
        FROM json_each(?) JOIN article ON article.id = value JOIN feed ON feed.id = article.feed
        """,
        (wanted,),
    ).fetchall()
    tags = _tags(connection, wanted)
    copies = _copies(connection, sorted({row[11] for row in rows if row[11]}))
    found = {
        number: ArticleRow(
            number,
            feed,
            feed_title,
            title,
            author,
            link,
            published,
            time,
            bool(read),
            bool(starred),
            tags.get(number, ()),
            origin,
            copies.get(fingerprint, 0),
            decode_names(names),
        )
        for (
            number,
            feed,
            feed_title,
            title,
            author,
            link,
            published,
            time,
            read,
            starred,
            origin,
            fingerprint,
            names,
        ) in rows
    }
    return [found.get(number) for number in ids]


def _is_an_entitys(selection: Selection) -> bool:
    """Whether a selection is all articles of an entity: they lie in their order, a stretch of one table."""
    return selection == Selection(entity=selection.entity, keep=selection.keep) and selection.entity is not None


def _tags(connection: sqlite3.Connection, wanted: str) -> dict[int, tuple[str, ...]]:
    tags: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for article, name in connection.execute(
        "SELECT article, name FROM json_each(?) JOIN tag ON tag.article = value ORDER BY name", (wanted,)
    ):
        tags[article] += (name,)
    return tags


def _copies(connection: sqlite3.Connection, fingerprints: Sequence[int]) -> dict[int, int]:
    """How many other articles have the text of an article, by its fingerprint."""
    if not fingerprints:
        return {}
    return dict(
        connection.execute(
            """
            SELECT value, (SELECT count(*) FROM article WHERE fingerprint = value AND fingerprint <> 0) - 1
            FROM json_each(?)
            """,
            (id_list(fingerprints),),
        ).fetchall()
    )


def _walks(connection: sqlite3.Connection, selection: Selection) -> bool:
    if selection.feeds is None or len(selection.feeds) <= 1:
        return False
    chosen, total = connection.execute(
        """
        SELECT coalesce(sum(articles) FILTER (WHERE id IN (SELECT value FROM json_each(?))), 0), sum(articles) FROM feed
        """,
        (id_list(selection.feeds),),
    ).fetchone()
    return bool(chosen * _SPARSE >= (total or 0))


def _place_of_kept(connection: sqlite3.Connection, selection: Selection, order: Order) -> int | None:
    """Where the article to keep is to be put into the list; None where it already stands in it or doesn't exist."""
    if selection.keep is None:
        return None
    wanted = condition(selection)
    row = connection.execute(
        f"SELECT time, id IN (SELECT id FROM article WHERE id = ? AND {wanted.sql}) FROM article WHERE id = ?",  # noqa: S608
        (selection.keep, *wanted.parameters, selection.keep),
    ).fetchone()
    if row is None or row[1]:
        return None
    place: int = connection.execute(
        f"SELECT count(*) FROM article WHERE {wanted.sql} AND {before(order)}",  # noqa: S608
        (*wanted.parameters, row[0], selection.keep),
    ).fetchone()[0]
    return place
