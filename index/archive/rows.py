"""Lists of ids and what a list shows of each article, fast enough to be read as one scrolls."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import replace
from itertools import chain, filterfalse
from typing import TYPE_CHECKING

from index.archive.codec import decode_names
from index.archive.selections import (
    ANY,
    Condition,
    before,
    condition,
    folding,
    id_list,
    order_by,
)
from index.types import ArticleRow, Order, Selection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    Away = Callable[[sqlite3.Connection, Selection], frozenset[int] | None]
    _Columns = tuple[int, int, str, str, str, str, int | None, int, int, int, str, int, str]

_SPARSE = 4
"""Several feeds that hold less than one in so many articles are gathered and sorted, more are walked past others."""


def selected_ids(
    connection: sqlite3.Connection,
    selection: Selection,
    order: Order,
    limit: int | None = None,
    away: Away | None = None,
) -> array[int]:
    """The ids of a selection in their order, the one to keep among them at its place.

    Args:
        connection: in a transaction.
        selection: which articles.
        order: of the ids.
        limit: how many at most.
        away: finds the copies that a long folded list leaves out, or says that asking one by one is cheaper.
    """
    hidden = away(connection, selection) if limit is None and away is not None else None
    fold = folding(selection) if selection.folded and hidden is None else ANY
    most = -1 if limit is None else limit
    if _is_an_entitys(selection) and order is not Order.SOURCE:
        ids = _ids_of_entity(connection, selection, order, most)
    elif order is Order.SOURCE and selection.tag == "" and selection.entity is None and selection.copies_of is None:
        ids = _ids_by_source(connection, selection, fold, most)
    else:
        wanted = condition(selection, walk=_walks(connection, selection)) & fold
        cursor = connection.execute(
            f"SELECT id FROM article WHERE {wanted.sql} ORDER BY {order_by(order)} LIMIT ?",  # noqa: S608
            (*wanted.parameters, most),
        )
        ids = array("q", chain.from_iterable(cursor))
    if hidden:
        ids = array("q", filterfalse(hidden.__contains__, ids))
    place = _place_of_kept(connection, selection, order)
    if place is not None and selection.keep is not None and (limit is None or place < limit):
        ids.insert(place, selection.keep)
        if limit is not None:
            del ids[limit:]
    return ids


def _ids_of_entity(connection: sqlite3.Connection, selection: Selection, order: Order, most: int) -> array[int]:
    """All articles of an entity: a stretch of one table, in their order already."""
    direction = "DESC" if order is Order.NEWEST else "ASC"
    fold = folding(selection) if selection.folded else ANY
    cursor = connection.execute(
        f"""
        SELECT article FROM article_entity WHERE entity = ?
            AND {
            f"EXISTS (SELECT 1 FROM article WHERE id = article_entity.article AND {fold.sql})"
            if selection.folded
            else "1"
        }
        ORDER BY time {direction}, article {direction} LIMIT ?
        """,  # noqa: S608
        (selection.entity, *fold.parameters, most),
    )
    return array("q", chain.from_iterable(cursor))


def _ids_by_source(connection: sqlite3.Connection, selection: Selection, fold: Condition, most: int) -> array[int]:
    """The ids feed after feed, each by its own index, so that nothing is ever sorted."""
    ids = array("q")
    feeds = connection.execute("SELECT id FROM feed ORDER BY subscribed DESC, position, id").fetchall()
    for (feed,) in feeds:
        if (selection.feeds is not None and feed not in selection.feeds) or len(ids) == most:
            continue
        wanted = condition(replace(selection, feeds=(feed,))) & fold
        cursor = connection.execute(
            f"SELECT id FROM article WHERE {wanted.sql} ORDER BY time DESC, id DESC LIMIT ?",  # noqa: S608
            (*wanted.parameters, most if most < 0 else most - len(ids)),
        )
        ids.extend(chain.from_iterable(cursor))
    return ids


def count_selected(connection: sqlite3.Connection, selection: Selection, away: Away | None = None) -> int:
    """How many ids :func:`selected_ids` gives without a limit."""
    if selection == Selection():
        total: int = connection.execute("SELECT coalesce(sum(articles), 0) FROM feed").fetchone()[0]
        return total
    if _is_an_entitys(selection) and selection.keep is None and not selection.folded:
        articles: int = connection.execute(
            "SELECT coalesce(max(articles), 0) FROM entity WHERE id = ?", (selection.entity,)
        ).fetchone()[0]
        return articles
    hidden = away(connection, selection) if away is not None else None
    wanted = condition(selection, walk=_walks(connection, selection))
    if selection.folded and hidden is None:
        wanted &= folding(selection)
    count: int = connection.execute(
        f"SELECT count(*) FROM article WHERE {wanted.sql}",  # noqa: S608
        wanted.parameters,
    ).fetchone()[0]
    return count - len(hidden or ()) + (_place_of_kept(connection, selection, Order.NEWEST) is not None)


def stamps_of(connection: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[int, int]]:
    """The time and the feed of each article, in the order of ``ids``; zeros for an id that nothing has."""
    return connection.execute(
        """
        SELECT coalesce(time, 0), coalesce(feed, 0) FROM (SELECT key AS place, value FROM json_each(?))
        LEFT JOIN article ON id = value ORDER BY place
        """,
        (id_list(ids),),
    ).fetchall()


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
    found = {row[0]: _row(row, tags.get(row[0], ()), copies.get(row[11], 0)) for row in rows}
    return [found.get(number) for number in ids]


def _row(columns: _Columns, tags: tuple[str, ...], copies: int) -> ArticleRow:
    (number, feed, feed_title, title, author, link, published, time, read, starred, origin, _, names) = columns
    return ArticleRow(
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
        tags,
        origin,
        copies,
        decode_names(names),
    )


def _is_an_entitys(selection: Selection) -> bool:
    """Whether a selection is all articles of an entity: they lie in their order, a stretch of one table."""
    alone = Selection(entity=selection.entity, keep=selection.keep, folded=selection.folded)
    return selection == alone and selection.entity is not None


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
    wanted = condition(selection) & (folding(selection) if selection.folded else ANY)
    here = selection.keep
    row = connection.execute(
        f"SELECT id IN (SELECT id FROM article WHERE id = ? AND {wanted.sql}) FROM article WHERE id = ?",  # noqa: S608
        (here, *wanted.parameters, here),
    ).fetchone()
    if row is None or row[0]:
        return None
    earlier = wanted & before(order, here)
    place: int = connection.execute(
        f"SELECT count(*) FROM article WHERE {earlier.sql}",  # noqa: S608
        earlier.parameters,
    ).fetchone()[0]
    return place
