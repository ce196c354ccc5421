"""From any earlier version of the archive's tables to the present one, a transaction each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.archive.chunks import CHUNKS
from index.archive.failures import damaged
from index.archive.schema import NOTE, SCHEDULE, VERSION_1
from index.archive.schema_entities import add_links
from index.errors import ArchiveTooNewError

if TYPE_CHECKING:
    import sqlite3

    from index.archive.connection import Database

APPLICATION_ID = 0x57495245
"""What SQLite's ``application_id`` says of our files: "WIRE"."""

Migration = Callable[["sqlite3.Connection"], None]


def _create(connection: sqlite3.Connection) -> None:
    import uuid  # noqa: PLC0415 - needed once in an archive's life

    for statement in VERSION_1:
        connection.execute(statement)
    connection.execute("INSERT INTO meta (id, archive, revision) VALUES (1, ?, 0)", (uuid.uuid4().hex,))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _remember_chunks(connection: sqlite3.Connection) -> None:
    connection.execute(CHUNKS)


def _schedule(connection: sqlite3.Connection) -> None:
    for statement in SCHEDULE:
        connection.execute(statement)


def _note(connection: sqlite3.Connection) -> None:
    connection.execute(NOTE)


MIGRATIONS: tuple[Migration, ...] = (_create, _remember_chunks, _schedule, add_links, _note)
"""The step to version n is ``MIGRATIONS[n - 1]``."""


def migrate(database: Database, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the tables to the present version; each step commits by itself, so that an interrupted one starts over.

    Raises:
        ArchiveTooNewError: a later version of Wirecopy wrote the archive.
        ArchiveDamagedError: the file is some other program's database, or none at all.
    """
    with database.read() as connection:
        version = _checked_version(database, connection, len(migrations))
    while version < len(migrations):
        with database.write() as connection:
            # Another process may have done the step while this one waited for the lock.
            version = _checked_version(database, connection, len(migrations))
            if version < len(migrations):
                migrations[version](connection)
                version += 1
                connection.execute(f"PRAGMA user_version = {version}")


def _checked_version(database: Database, connection: sqlite3.Connection, latest: int) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and (version or tables):
        raise damaged(database.path, "it is not a Wirecopy archive")
    if version > latest:
        raise ArchiveTooNewError(
            f"{database.path} was written by a later version of Wirecopy (format {version}, this one knows {latest}).",
            "Install the latest version of Wirecopy to open it.",
        )
    return version
