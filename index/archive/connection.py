"""SQLite connections, one a thread, and the two kinds of transaction that the archive uses."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.archive.failures import wrapped
from index.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_TIMEOUT = 5.0
"""Seconds that a write waits for another process's write before it gives up."""

_STATEMENTS = 256
"""Prepared statements that a connection keeps."""

_CACHE = 16_384
"""KiB of pages that a connection keeps."""


_PAUSE = 0.01
"""Seconds between two attempts at what SQLite will not wait for by itself."""


class _Handle:
    """One connection, the thread that it belongs to, and whether it may be interrupted.

    Only a running read may: a write is to end as it was meant to, and SQLite has an idle connection remember the
    interruption until it closes, and then leave its log behind.
    """

    __slots__ = ("_gate", "_reading", "connection", "in_use", "thread")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.thread = threading.current_thread()
        self.in_use = threading.RLock()
        self._gate = threading.Lock()
        self._reading = False

    def reading(self, value: bool) -> None:
        """Say whether a read is under way."""
        with self._gate:
            self._reading = value

    def interrupt(self) -> None:
        """Make a running read fail, from any thread."""
        with self._gate:
            if self._reading:
                self.connection.interrupt()


class Database:
    """An SQLite file that any thread may use.

    Every thread gets its own connection at its first use. :meth:`read` and :meth:`write` give a transaction each and
    are not to be nested; cursors must be read to their end before the transaction ends.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._handles: list[_Handle] = []
        self._watch: _Handle | None = None
        self._closed = False

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A consistent view of the database, whatever other connections commit meanwhile.

        Raises:
            ArchiveError: in words, whatever SQLite had to complain of; a busy database never stops a read.
        """
        handle = self._handle()
        with wrapped(self.path), handle.in_use:
            connection = self._open(handle)
            connection.execute("BEGIN")
            handle.reading(True)
            try:
                yield connection
            finally:
                handle.reading(False)
                _roll_back(connection)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: committed at the end, rolled back by any exception.

        Raises:
            ArchiveBusyError: another connection kept the write lock for :data:`BUSY_TIMEOUT` seconds.
            ArchiveError: in words, whatever else SQLite had to complain of.
        """
        handle = self._handle()
        with wrapped(self.path), handle.in_use:
            connection = self._open(handle)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                _roll_back(connection)

    @contextmanager
    def bare(self) -> Iterator[sqlite3.Connection]:
        """The thread's connection outside any transaction, for pragmas that want it so."""
        handle = self._handle()
        with wrapped(self.path), handle.in_use:
            yield self._open(handle)

    def data_version(self) -> int:
        """A number that differs from the last one asked for when anybody has committed since.

        SQLite counts what *other* connections commit, so the question always goes to one connection that
        never writes: any thread may ask, and both other processes' writes and this one's own are seen.
        """
        with self._lock:
            if self._closed:
                raise _closed(self.path)
            if self._watch is None:
                self._watch = _Handle(self._connect())
            watch = self._watch
        with wrapped(self.path), watch.in_use:
            version: int = self._open(watch).execute("PRAGMA data_version").fetchone()[0]
            return version

    def interrupt(self) -> None:
        """Make the reads that run in other threads fail with :class:`ArchiveInterruptedError`; writes go on."""
        with self._lock:
            handles = tuple(self._handles)
        for handle in handles:
            handle.interrupt()

    def close(self) -> None:
        """Close every thread's connection, giving up running reads and waiting for running writes."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            handles = [*self._handles, *([self._watch] if self._watch is not None else [])]
            self._handles.clear()
        for handle in handles:
            handle.interrupt()
            with handle.in_use, wrapped(self.path):
                handle.connection.close()

    def _handle(self) -> _Handle:
        handle: _Handle | None = getattr(self._local, "handle", None)
        if handle is None:
            handle = _Handle(self._connect())
            with self._lock:
                if self._closed:
                    handle.connection.close()
                    raise _closed(self.path)
                self._drop_dead()
                self._handles.append(handle)
            self._local.handle = handle
        return handle

    def _open(self, handle: _Handle) -> sqlite3.Connection:
        if self._closed:
            raise _closed(self.path)
        return handle.connection

    def _drop_dead(self) -> None:
        """Close the connections of threads that have ended."""
        for handle in [handle for handle in self._handles if not handle.thread.is_alive()]:
            self._handles.remove(handle)
            handle.connection.close()

    def _connect(self) -> sqlite3.Connection:
        with wrapped(self.path):
            connection = sqlite3.connect(
                self.path,
                timeout=BUSY_TIMEOUT,
                isolation_level=None,
                check_same_thread=False,  # so that close() and interrupt() can come from another thread
                cached_statements=_STATEMENTS,
            )
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA temp_store = MEMORY")
                connection.execute(f"PRAGMA cache_size = -{_CACHE}")
                _use_wal(connection)
            except BaseException:
                connection.close()
                raise
            return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    """Have a new file use a write-ahead log: readers never wait.

    SQLite refuses at once, whatever the busy timeout, when several connections ask for the change together.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with contextlib.suppress(sqlite3.Error):  # the error that brought us here is the one to tell
            connection.execute("ROLLBACK")


def _closed(path: Path) -> ArchiveError:
    return ArchiveError(f"The archive {path} is closed.")
