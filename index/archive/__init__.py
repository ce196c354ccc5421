"""The archive: one SQLite database that keeps every article; the only importer of sqlite3."""

from index.archive.archive import FILE_NAME, Archive
from index.archive.failures import ArchiveInterruptedError

__all__ = ["FILE_NAME", "Archive", "ArchiveInterruptedError"]
