"""Reading something once from its beginning to its end, without keeping its pages."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_FEW_PAGES = 64


@contextmanager
def in_passing(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep few pages while a long list is read.

    Every thread has a connection with a cache of its own; whole lists are read by whichever thread is free, and would
    fill all of these caches with the same pages.
    """
    (usual,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = {_FEW_PAGES}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {usual}")
