"""The archive: one SQLite database that keeps every article; the only importer of sqlite3."""
