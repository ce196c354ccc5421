"""Fetches: what is remembered of each feed's answers, so that the next request is a polite one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.archive.feeds import no_feed
from index.feed_types import FeedHints, FetchHistory, FetchState, HostWait

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from index.archive.connection import Database
    from index.intake_types import FeedPlan, KnownEntry, KnownTable


class Fetches:
    """What a refresh asks and tells the archive of feeds; a reader's start needs none of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, feed: int) -> FetchState:
        """What is known of the feed's last good answer.

        Raises:
            NotFoundError: there is no such feed.
        """
        with self._database.read() as connection:
            row = connection.execute(f"SELECT {_STATE} FROM feed WHERE id = ?", (feed,)).fetchone()  # noqa: S608
        if row is None:
            raise no_feed(feed)
        return FetchState(*row)

    def record(
        self, feed: int, *, checked: int | None, state: FetchState | None, error: str, gone: bool = False
    ) -> None:
        """Remember how a fetch ended that brought nothing to store.

        Args:
            feed: its id.
            checked: when it was asked for; None where it was not, and the failure is none of its own.
            state: what the server said anew of the stored body, None where that stays as it was.
            error: why it failed, empty for a good answer.
            gone: whether the server said that the feed is gone for good.

        Raises:
            NotFoundError: there is no such feed.
        """
        with self._database.write() as connection:
            if state is not None:
                save_state(connection, feed, state)
            changed = connection.execute(
                """
                UPDATE feed SET checked = coalesce(?1, checked), error = ?2, gone = iif(?1 IS NULL, gone, ?3),
                    fetched = iif(?2 = '', ?1, fetched), failures = iif(?2 = '', 0, failures + (?1 IS NOT NULL))
                WHERE id = ?4
                """,
                (checked, error, gone, feed),
            ).rowcount
            if not changed:
                raise no_feed(feed)

    def record_unchanged(self, feeds: Mapping[int, tuple[int, FetchState | None]]) -> None:
        """Remember of many feeds at once that they answered well and brought nothing to store.

        Args:
            feeds: when each was asked for, by its id, and what its server said anew of the stored body, if anything.
        """
        with self._database.write() as connection:
            for feed, (_, state) in feeds.items():
                if state is not None:
                    save_state(connection, feed, state)
            connection.executemany(
                "UPDATE feed SET checked = ?1, fetched = ?1, error = '', failures = 0, gone = 0 WHERE id = ?2",
                [(checked, feed) for feed, (checked, _) in feeds.items()],
            )

    def known(self, feed: int) -> tuple[KnownEntry, ...]:
        """What planning must know of the feed's articles, the oldest article first."""
        from index.intake_types import KnownEntry  # noqa: PLC0415 - for feeds that bring something

        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, key, link, digest, text_length FROM article WHERE feed = ? ORDER BY id", (feed,)
            ).fetchall()
        return tuple(KnownEntry(*row) for row in rows)

    def known_table(self, feed: int) -> KnownTable:
        """The same as a table, which costs a hundredth of it."""
        from index.intake_types import KnownTable  # noqa: PLC0415 - as above

        columns = ("id", "key", "link", "lower(hex(digest))", "text_length")
        lists = ", ".join(f"coalesce(group_concat({column}, char(31)), '')" for column in columns)
        with self._database.read() as connection:
            row = connection.execute(f"SELECT count(*), {lists} FROM article WHERE feed = ?", (feed,)).fetchone()  # noqa: S608
        return KnownTable(*row)

    def histories(self, now: int) -> dict[int, FetchHistory]:
        """What is known of the past fetches of every feed, by its id; ``now`` is where the last weeks end."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"""
                SELECT id, checked, fetched, (SELECT max(time) FROM article WHERE feed = feed.id), failures, gone,
                    (SELECT count(*) FROM article WHERE feed = feed.id AND time > ?1 AND time <= ?2), error,
                    ttl, period, skip_hours, skip_days, note, {_STATE}
                FROM feed
                """,  # noqa: S608
                (now - _WEEKS * _WEEK, now),
            ).fetchall()
        return {row[0]: _history(row) for row in rows}

    def waits(self) -> tuple[HostWait, ...]:
        """Which servers asked to be left alone, those whose time is over included."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT host, since, until FROM host_wait ORDER BY host").fetchall()
        return tuple(HostWait(*row) for row in rows)

    def wait(self, wait: HostWait) -> None:
        """Remember what a server asked for, in the place of what it asked for before; forget what is over by then."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM host_wait WHERE until < ? OR host = ?", (wait.since, wait.host))
            connection.execute("INSERT INTO host_wait VALUES (?, ?, ?)", (wait.host, wait.since, wait.until))


_STATE = "etag, last_modified, body_digest, fresh, size, moved_to, moving_to, moves"
_WEEK, _WEEKS = 7 * 86_400, 4


def save_state(connection: sqlite3.Connection, feed: int, state: FetchState) -> None:
    """Store what the server said of the body that is stored."""
    connection.execute(f"UPDATE feed SET {_SET_STATE} WHERE id = ?", (*_state_row(state), feed))  # noqa: S608


def record_stored(connection: sqlite3.Connection, feed: int, plan: FeedPlan, *, now: int, state: FetchState) -> None:
    """Store what a good answer says of the feed itself; what it no longer says stays as it was.

    Raises:
        NotFoundError: there is no such feed.
    """
    hints = plan.hints
    said = (None,) * 4 if hints is None else (hints.ttl, hints.period, _bits(hints.skip_hours), _bits(hints.skip_days))
    changed = connection.execute(
        f"""
        UPDATE feed SET own_title = coalesce(nullif(?, ''), own_title), link = coalesce(nullif(?, ''), link),
            checked = ?, fetched = ?, error = '', failures = 0, gone = 0, note = ?, {_SET_STATE},
            ttl = coalesce(?, ttl), period = coalesce(?, period), skip_hours = coalesce(?, skip_hours),
            skip_days = coalesce(?, skip_days)
        WHERE id = ?
        """,  # noqa: S608
        (plan.title, plan.link, now, now, plan.note, *_state_row(state), *said, feed),
    ).rowcount
    if not changed:
        raise no_feed(feed)


_SET_STATE = ", ".join(f"{column.strip()} = ?" for column in _STATE.split(","))


def _state_row(state: FetchState) -> tuple[str | bytes | int, ...]:
    """The state's columns, in the order of their names."""
    validators = (state.etag, state.last_modified, state.body_digest, state.fresh, state.size)
    return (*validators, state.moved_to, state.moving_to, state.moves)


def _history(row: sqlite3.Row) -> FetchHistory:
    _, checked, fetched, changed, failures, gone, recent, error, ttl, period, hours, days, note, *state = row
    return FetchHistory(
        checked=checked,
        fetched=fetched,
        changed=changed,
        failures=failures,
        gone=bool(gone),
        weekly=recent / _WEEKS,
        error=error,
        note=note,
        state=FetchState(*state),
        hints=FeedHints(ttl, period, _numbers(hours), _numbers(days)),
    )


def _bits(numbers: tuple[int, ...]) -> int:
    return sum(1 << number for number in numbers)


def _numbers(bits: int) -> tuple[int, ...]:
    return tuple(number for number in range(bits.bit_length()) if bits >> number & 1)
