"""SQLite's errors in the program's own words: the one place where they are wrapped."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.archive.codec import CodecError
from index.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveError,
    ArchiveReadOnlyError,
    DiskFullError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class ArchiveInterruptedError(ArchiveError):
    """A read was given up because :meth:`Archive.interrupt` or :meth:`Archive.close` asked for it."""


_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_READ_ONLY = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN})

_DAMAGED_REMEDY = (
    "Put a backup in its place, or move the file away and refresh to begin a new archive; "
    "keep the damaged one, SQLite's own .recover can often save most of it."
)


def translate(error: sqlite3.Error, path: Path) -> ArchiveError:
    """The exception to raise for SQLite's ``error`` on the database at ``path``, with its remedy."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one
    if code in _BUSY:
        return ArchiveBusyError(
            f"Another program is writing to {path}.", "Try again when its refresh or import is done."
        )
    if code in _DAMAGED:
        return damaged(path, str(error))
    if code in _READ_ONLY:
        return ArchiveReadOnlyError(
            f"{path} cannot be opened for writing ({error}).",
            "Make the file and its folder writable for you, or name another folder with --archive.",
        )
    if code == sqlite3.SQLITE_FULL:
        return DiskFullError(
            f"There is no room left on the disk that holds {path}.",
            "Free some space and try again; what was stored before is safe.",
        )
    if code == sqlite3.SQLITE_INTERRUPT:
        return ArchiveInterruptedError(f"A read of {path} was given up.")
    if code == sqlite3.SQLITE_IOERR:
        return ArchiveError(f"{path} cannot be read or written ({error}).", "Check the disk that holds it.")
    return ArchiveError(f"SQLite refuses on {path}: {error}.")


def damaged(path: Path, detail: str) -> ArchiveDamagedError:
    """The exception for a database whose contents cannot be right."""
    return ArchiveDamagedError(f"{path} is damaged ({detail}).", _DAMAGED_REMEDY)


@contextmanager
def wrapped(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside, and columns that cannot be decoded, into an ArchiveError with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, path) from error
    except CodecError as error:
        raise damaged(path, str(error)) from error
