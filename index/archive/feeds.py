"""Feeds as the archive knows them: what the user subscribed to, how the last fetch went, what is kept of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.archive.codec import decode_words, encode_words
from index.errors import NotFoundError
from index.types import Feed, FetchState, KnownEntry

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
            raise _no_feed(feed)
        return found[0]

    def fetch_state(self, feed: int) -> FetchState:
        """What is known of the feed's last good answer.

        Raises:
            NotFoundError: there is no such feed.
        """
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT etag, last_modified, body_digest FROM feed WHERE id = ?", (feed,)
            ).fetchone()
        if row is None:
            raise _no_feed(feed)
        return FetchState(*row)

    def record(self, feed: int, *, checked: int, state: FetchState | None, error: str) -> None:
        """Remember how a fetch ended that brought nothing to store.

        Args:
            feed: its id.
            checked: when it was asked for.
            state: what the server said anew of the stored body, None where that stays as it was.
            error: why it failed, empty for a good answer.

        Raises:
            NotFoundError: there is no such feed.
        """
        with self._database.write() as connection:
            if not error:
                connection.execute("UPDATE feed SET fetched = ? WHERE id = ?", (checked, feed))
            if state is not None:
                save_state(connection, feed, state)
            changed = connection.execute(
                "UPDATE feed SET checked = ?, error = ? WHERE id = ?", (checked, error, feed)
            ).rowcount
            if not changed:
                raise _no_feed(feed)

    def known(self, feed: int) -> tuple[KnownEntry, ...]:
        """What planning must know of the feed's articles, the oldest article first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, key, link, digest, text_length FROM article WHERE feed = ? ORDER BY id", (feed,)
            ).fetchall()
        return tuple(KnownEntry(*row) for row in rows)


def save_state(connection: sqlite3.Connection, feed: int, state: FetchState) -> None:
    """Store what the server said of the body that has just been stored."""
    connection.execute(
        "UPDATE feed SET etag = ?, last_modified = ?, body_digest = ? WHERE id = ?",
        (state.etag, state.last_modified, state.body_digest, feed),
    )


def record_stored(
    connection: sqlite3.Connection, feed: int, *, title: str, link: str, now: int, state: FetchState
) -> None:
    """Store what a good answer says of the feed itself; what it no longer says stays as it was.

    Raises:
        NotFoundError: there is no such feed.
    """
    changed = connection.execute(
        """
        UPDATE feed SET own_title = coalesce(nullif(?, ''), own_title), link = coalesce(nullif(?, ''), link),
            checked = ?, fetched = ?, error = ''
        WHERE id = ?
        """,
        (title, link, now, now, feed),
    ).rowcount
    if not changed:
        raise _no_feed(feed)
    save_state(connection, feed, state)


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


def _no_feed(feed: int) -> NotFoundError:
    return NotFoundError(f"The archive has no feed {feed}.")
