"""The archive's own row: who it is and how often its articles have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def archive_id(connection: sqlite3.Connection) -> str:
    """The archive's identity, which what is derived from it records."""
    number: str = connection.execute("SELECT archive FROM meta").fetchone()[0]
    return number


def current_revision(connection: sqlite3.Connection) -> int:
    """The revision that the last change of articles or mentions has made."""
    revision: int = connection.execute("SELECT revision FROM meta").fetchone()[0]
    return revision


def set_revision(connection: sqlite3.Connection, revision: int) -> None:
    """Take the next revision, with the changed articles already stamped."""
    connection.execute("UPDATE meta SET revision = ?", (revision,))
