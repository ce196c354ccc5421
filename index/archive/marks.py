"""The reader's own marks: read, starred, tags. They change no text, so nothing derived has to follow them."""

from __future__ import annotations

from array import array
from itertools import chain
from typing import TYPE_CHECKING

from index.archive.rows import selected_ids
from index.archive.selections import id_list
from index.types import MarkState, Order

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from index.archive.connection import Database
    from index.types import Selection


_REMEMBERED = 16
"""Sets of ids that are kept."""


class Marks:
    """The marks of all articles. Ids that nothing has are passed over; every change returns what was before."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[tuple[str, str | None], tuple[int, array[int]]] = {}

    def set(
        self, ids: Sequence[int], *, read: bool | None = None, starred: bool | None = None
    ) -> tuple[MarkState, ...]:
        """Mark articles; None leaves a mark as it is. Returns their states before, in the order of ``ids``."""
        with self._database.write() as connection:
            wanted = id_list(ids)
            states = _states(connection, wanted)
            _set(connection, "read", read, wanted)
            _set(connection, "starred", starred, wanted)
            return states

    def tag(self, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> tuple[MarkState, ...]:
        """Tag articles and take tags off them. Returns their states before, in the order of ``ids``."""
        with self._database.write() as connection:
            wanted = id_list(ids)
            states = _states(connection, wanted)
            for name in _names(remove):
                connection.execute(
                    "DELETE FROM tag WHERE name = ? AND article IN (SELECT value FROM json_each(?))", (name, wanted)
                )
            for name in _names(add):
                connection.execute(
                    """
                    INSERT OR IGNORE INTO tag (article, name)
                    SELECT id, ? FROM article WHERE id IN (SELECT value FROM json_each(?))
                    """,
                    (name, wanted),
                )
            return states

    def read_all(self, selection: Selection) -> tuple[MarkState, ...]:
        """Mark every selected article as read. Returns the states of those that were unread, newest first."""
        with self._database.write() as connection:
            wanted = id_list(selected_ids(connection, selection, Order.NEWEST))
            states = tuple(state for state in _states(connection, wanted) if not state.read)
            _set(connection, "read", True, id_list([state.article for state in states]))
            return states

    def restore(self, states: Sequence[MarkState]) -> None:
        """Put marks back to what they were."""
        with self._database.write() as connection:
            for value in (True, False):
                for mark in ("read", "starred"):
                    ids = [state.article for state in states if getattr(state, mark) is value]
                    _set(connection, mark, value, id_list(ids))
            connection.execute(
                "DELETE FROM tag WHERE article IN (SELECT value FROM json_each(?))",
                (id_list([state.article for state in states]),),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO tag (article, name) SELECT id, ? FROM article WHERE id = ?",
                [(name, state.article) for state in states for name in state.tags],
            )

    def matching(
        self, *, read: bool | None = None, starred: bool | None = None, tag: str | None = None
    ) -> frozenset[int]:
        """The ids of the articles with these marks; None asks for nothing."""
        with self._database.read() as connection:
            cursor = connection.execute(_matching(read, starred, tag), () if tag is None else (tag,))
            return frozenset(number for (number,) in cursor)

    def carrying(self, *, read: bool | None = None, starred: bool | None = None, tag: str | None = None) -> array[int]:
        """The same in an ``array('q')``, in no order; remembered until anybody writes to the archive."""
        return self._ids(_matching(read, starred, tag), tag)

    def copies(self) -> array[int]:
        """The ids of the articles whose text an earlier article has had already; likewise."""
        return self._ids(
            """
            SELECT id FROM article JOIN
                (SELECT fingerprint AS alike FROM article WHERE fingerprint <> 0
                    GROUP BY fingerprint HAVING count(*) > 1) ON fingerprint = alike
            WHERE EXISTS (SELECT 1 FROM article AS other WHERE other.fingerprint = article.fingerprint
                AND other.fingerprint <> 0 AND (other.time, other.id) < (article.time, article.id))
            """
        )

    def _ids(self, query: str, tag: str | None = None) -> array[int]:
        version = self._database.data_version()
        known = self._known.get((query, tag))
        if known is not None and known[0] == version:
            return known[1]
        with self._database.read() as connection:
            ids = array("q", chain.from_iterable(connection.execute(query, () if tag is None else (tag,))))
        while len(self._known) >= _REMEMBERED:
            self._known.pop(next(iter(self._known)), None)
        self._known[query, tag] = version, ids
        return ids

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag and how many articles have it, by name."""
        with self._database.read() as connection:
            return tuple(connection.execute("SELECT name, count(*) FROM tag GROUP BY name ORDER BY name").fetchall())


def _matching(read: bool | None, starred: bool | None, tag: str | None) -> str:
    parts = ["1"]
    if read is not None:
        parts.append(f"read = {int(read)}")
    if starred is not None:
        parts.append(f"starred = {int(starred)}")
    if tag is not None:
        parts.append("id IN (SELECT article FROM tag WHERE name = ?)")
    return f"SELECT id FROM article WHERE {' AND '.join(parts)}"  # noqa: S608


def _set(connection: sqlite3.Connection, mark: str, value: bool | None, wanted: str) -> None:
    if value is not None:
        connection.execute(
            f"UPDATE article SET {mark} = ? WHERE id IN (SELECT value FROM json_each(?)) AND {mark} <> ?",  # noqa: S608
            (value, wanted, value),
        )


def _states(connection: sqlite3.Connection, wanted: str) -> tuple[MarkState, ...]:
    tags: dict[int, tuple[str, ...]] = {}
    for article, name in connection.execute(
        "SELECT article, name FROM tag WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, name",
        (wanted,),
    ):
        tags[article] = (*tags.get(article, ()), name)
    rows = connection.execute(
        """
        SELECT DISTINCT id, read, starred FROM (SELECT key AS place, value FROM json_each(?))
        JOIN article ON id = value ORDER BY place
        """,
        (wanted,),
    ).fetchall()
    return tuple(MarkState(number, bool(read), bool(starred), tags.get(number, ())) for number, read, starred in rows)


def _names(names: Iterable[str]) -> list[str]:
    """Tags without blanks around them, each once."""
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))
