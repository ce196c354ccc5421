"""The archive: one SQLite database that keeps every article; the only importer of sqlite3.

Its names are found when they are asked for: a parser's process wants the columns' encoding and no database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.archive.archive import FILE_NAME, Archive
    from index.archive.failures import ArchiveInterruptedError

__all__ = ["FILE_NAME", "Archive", "ArchiveInterruptedError"]

_PLACES = {
    "FILE_NAME": "index.archive.archive",
    "Archive": "index.archive.archive",
    "ArchiveInterruptedError": "index.archive.failures",
}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(name)
    value: object = getattr(import_module(_PLACES[name]), name)
    globals()[name] = value
    return value
