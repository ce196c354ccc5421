"""By what the entries of a feed's stored body are known again without parsing them; opaque to the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from index.archive.connection import Database

CHUNKS = """
    CREATE TABLE chunks (
        feed INTEGER PRIMARY KEY REFERENCES feed (id),
        packed BLOB NOT NULL
    )
"""
"""What adds the table; a row belongs to the body that its feed's articles were last stored from."""


class Chunks:
    """The table of chunks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, feed: int) -> bytes:
        """What was stored with the feed's last body; empty where nothing was."""
        with self._database.read() as connection:
            row = connection.execute("SELECT packed FROM chunks WHERE feed = ?", (feed,)).fetchone()
        return row[0] if row else b""


def save_chunks(connection: sqlite3.Connection, feed: int, packed: bytes) -> None:
    """Store what belongs to the body whose articles are stored in the same transaction."""
    if packed:
        connection.execute("INSERT OR REPLACE INTO chunks (feed, packed) VALUES (?, ?)", (feed, packed))
    else:
        connection.execute("DELETE FROM chunks WHERE feed = ?", (feed,))
