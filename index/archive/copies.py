"""Which articles share a text with others: found by their indexes alone, and kept as long as no text is added."""

from __future__ import annotations

import threading
from array import array
from typing import TYPE_CHECKING

from index.archive.passing import in_passing
from index.archive.selections import ALIKE, id_list

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from index.types import Selection

_MANY = 20_000
"""Articles from which on a list's copies are found here; for fewer SQLite asks one by one."""


class _Alike:
    """The articles that share their text, text by text, the earliest of each first: 24 bytes an article.

    Attributes:
        ids, feeds: of the articles.
        texts: numbers that are equal for the same text.
    """

    __slots__ = ("feeds", "ids", "texts")

    def __init__(self) -> None:
        self.ids = array("q")
        self.feeds = array("q")
        self.texts = array("q")

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        """Text, article and feed."""
        return zip(self.texts, self.ids, self.feeds, strict=True)


class Copies:
    """What lists and counts have to know of copies.

    Reading it for the first time passes over the index of texts and that of times once; while no article comes or is
    edited it is remembered. Which of them are unread is asked of the unread ones' index, and remembered until anybody
    writes.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._alike: tuple[tuple[int, int], _Alike] | None = None
        self._unread: tuple[int, frozenset[int]] | None = None

    def folded_away(self, version: int, connection: sqlite3.Connection, selection: Selection) -> frozenset[int] | None:
        """The copies that a list leaves out; None where asking one by one is cheaper.

        Args:
            version: of the data, asked for before the transaction began: what is remembered is never older than it.
            connection: in a transaction.
            selection: of the list; without ``folded`` nothing is left out.
        """
        if not selection.folded or not _holds_many(connection, selection):
            return None
        with self._turn:
            alike = self._read(connection)
            unread = self._unread_of(version, connection, alike) if selection.unread else None
        feeds = frozenset(selection.feeds) if selection.feeds is not None else None
        away: list[int] = []
        before = None
        for text, article, feed in alike:
            if (feeds is None or feed in feeds) and (unread is None or article in unread):
                if text == before:
                    away.append(article)
                before = text
        return frozenset(away)

    def unread(self, version: int, connection: sqlite3.Connection) -> list[tuple[int, ...]]:
        """For every text that several unread articles have, the feeds of these articles; as above."""
        with self._turn:
            alike = self._read(connection)
            unread = self._unread_of(version, connection, alike)
        feeds: dict[int, tuple[int, ...]] = {}
        for text, article, feed in alike:
            if article in unread:
                feeds[text] = (*feeds.get(text, ()), feed)
        return [having for having in feeds.values() if len(having) > 1]

    def _read(self, connection: sqlite3.Connection) -> _Alike:
        """The articles that share their text, as they were when the last article came or was edited."""
        state = connection.execute(
            "SELECT (SELECT coalesce(max(id), 0) FROM article), (SELECT coalesce(max(rowid), 0) FROM revision)"
        ).fetchone()
        if self._alike is None or self._alike[0] != state:
            with in_passing(connection):
                self._alike = state, _alike(connection)
            self._unread = None
        return self._alike[1]

    def _unread_of(self, version: int, connection: sqlite3.Connection, alike: _Alike) -> frozenset[int]:
        if self._unread is None or self._unread[0] != version:
            with in_passing(connection):
                cursor = connection.execute(
                    """
                    SELECT id FROM article INDEXED BY article_unread
                    WHERE read = 0 AND +id IN (SELECT value FROM json_each(?))
                    """,
                    (id_list(alike.ids),),
                )
                self._unread = version, frozenset(number for (number,) in cursor)
        return self._unread[1]


def _alike(connection: sqlite3.Connection) -> _Alike:
    texts = dict(
        connection.execute(
            f"SELECT id, fingerprint FROM article JOIN {ALIKE} ON fingerprint = alike WHERE fingerprint <> 0"  # noqa: S608
        ).fetchall()
    )
    found = _Alike()
    if not texts:
        return found
    placed = connection.execute(
        """
        SELECT id, feed FROM article INDEXED BY article_by_time
        WHERE +id IN (SELECT value FROM json_each(?)) ORDER BY time, id
        """,
        (id_list(list(texts)),),
    ).fetchall()
    placed.sort(key=lambda article: texts[article[0]])  # a stable sort: the earliest stays first
    for article, feed in placed:
        found.ids.append(article)
        found.feeds.append(feed)
        found.texts.append(texts[article])
    return found


def _holds_many(connection: sqlite3.Connection, selection: Selection) -> bool:
    if selection.tag or selection.starred or selection.entity is not None or selection.copies_of is not None:
        return False
    feeds = connection.execute("SELECT id, unread, articles FROM feed").fetchall()
    numbers = (
        unread if selection.unread else articles
        for feed, unread, articles in feeds
        if selection.feeds is None or feed in selection.feeds
    )
    return bool(sum(numbers) > _MANY)
