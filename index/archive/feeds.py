"""Feeds as the archive knows them: what the user subscribed to, and what is kept of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.archive.codec import decode_words, encode_words
from index.errors import NotFoundError
from index.types import Feed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from index.archive.connection import Database
    from index.types import FeedConfig


class Feeds:
    """The table of feeds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sync(self, configs: Sequence[FeedConfig]) -> tuple[Feed, ...]:
        """Make the subscribed feeds those of ``configs``, in that order; returns them.

        Feeds that are not listed any more are unsubscribed and keep their articles; an address listed twice counts
        once, where it stands first. Nothing is written where nothing differs.
        """
        wanted: dict[str, FeedConfig] = {}
        for config in configs:
            wanted.setdefault(config.url, config)
        target = [
            (config.url, position, 1, config.title, config.folder, encode_words(config.tags))
            for position, config in enumerate(wanted.values())
        ]
        with self._database.read() as connection:
            present = connection.execute(
                "SELECT url, position, subscribed, title, folder, tags FROM feed WHERE subscribed = 1 ORDER BY position"
            ).fetchall()
        if present != target:
            with self._database.write() as connection:
                connection.execute("UPDATE feed SET subscribed = 0 WHERE subscribed = 1")
                connection.executemany(
                    """
                    INSERT INTO feed (url, position, subscribed, title, folder, tags) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (url) DO UPDATE SET position = excluded.position, subscribed = 1,
                        title = excluded.title, folder = excluded.folder, tags = excluded.tags
                    """,
                    target,
                )
        return self.all()

    def all(self, subscribed_only: bool = True) -> tuple[Feed, ...]:
        """The feeds in the order of feeds.toml, then, if wanted, the unsubscribed ones; all with their counts."""
        where = "WHERE subscribed = 1" if subscribed_only else ""
        with self._database.read() as connection:
            return _feeds(connection, f"{where} ORDER BY subscribed DESC, position, id")

    def get(self, feed: int) -> Feed:
        """The feed with this id.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.read() as connection:
            found = _feeds(connection, "WHERE id = ?", (feed,))
        if not found:
            raise no_feed(feed)
        return found[0]


def _feeds(connection: sqlite3.Connection, clause: str, parameters: tuple[int, ...] = ()) -> tuple[Feed, ...]:
    rows = connection.execute(
        f"""
        SELECT id, url, coalesce(nullif(title, ''), nullif(own_title, ''), url), folder, tags, link, subscribed,
            articles, unread, checked, fetched, error
        FROM feed {clause}
        """,  # noqa: S608
        parameters,
    ).fetchall()
    return tuple(
        Feed(number, url, title, folder, decode_words(tags), link, bool(subscribed), *counts_and_fetches)
        for number, url, title, folder, tags, link, subscribed, *counts_and_fetches in rows
    )


def no_feed(feed: int) -> NotFoundError:
    """What to raise where nobody knows a feed."""
    return NotFoundError(f"The archive has no feed {feed}.")
