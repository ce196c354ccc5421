"""What goes wrong with a database file is told in words: busy, damaged, read-only, too new, full, closed."""

from __future__ import annotations

import os
import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index.archive import FILE_NAME, Archive, ArchiveInterruptedError, connection
from index.archive.failures import translate
from index.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveError,
    ArchiveReadOnlyError,
    ArchiveTooNewError,
    DiskFullError,
)
from index.types import FeedConfig, MarkState, Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WRITES: dict[str, Callable[[Archive], object]] = {
    "feeds.sync": lambda archive: archive.feeds.sync([FeedConfig("https://new.example/")]),
    "feeds.record": lambda archive: archive.fetches.record(1, checked=NOW + 1, state=STATE, error=""),
    "articles.store": lambda archive: archive.articles.store(1, plan(draft("l", "T")), now=NOW, state=STATE),
    "marks.set": lambda archive: archive.marks.set([1], read=True),
    "marks.tag": lambda archive: archive.marks.tag([1], add=["x"]),
    "marks.read_all": lambda archive: archive.marks.read_all(Selection()),
    "marks.restore": lambda archive: archive.marks.restore([MarkState(1, True, True, ("x",))]),
    "entities.store": lambda archive: archive.entities.store([recognition(1, 1, mention("Ann Lee"))], "r"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive with one article, closed."""
    folder = tmp_path / "archive"
    with Archive.open(folder) as archive:
        archive.feeds.sync([FeedConfig("https://a.example/")])
        archive.articles.store(1, plan(draft("k", "Text.")), now=NOW, state=STATE)
    return folder


@pytest.fixture
def other(folder: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection to the same file."""
    other = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    yield other
    other.close()


def state_of(archive: Archive) -> tuple[object, ...]:
    return archive.stats(), archive.feeds.all(subscribed_only=False), archive.articles.get(1), archive.marks.tags()


@pytest.mark.parametrize("write", WRITES)
def test_a_write_that_cannot_get_the_lock_says_so_and_changes_nothing(
    folder: Path, other: sqlite3.Connection, write: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT", 0.02)
    with Archive.open(folder) as archive:
        before = state_of(archive)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveBusyError, match="Try again when") as caught:
            WRITES[write](archive)
        assert caught.value.remedy
        assert state_of(archive) == before  # and reading goes on meanwhile
        other.execute("ROLLBACK")
        WRITES[write](archive)
        assert state_of(archive) != before


def test_a_write_waits_for_a_short_one(folder: Path, other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")
    with Archive.open(folder) as archive:
        thread = threading.Thread(target=archive.marks.set, args=([1],), kwargs={"read": True})
        thread.start()
        thread.join(0.05)
        assert thread.is_alive()
        other.execute("ROLLBACK")
        thread.join()
        assert archive.articles.get(1).row.read


@pytest.mark.parametrize("write", WRITES)
def test_a_write_to_what_cannot_be_written_says_so(folder: Path, write: str) -> None:
    with Archive.open(folder) as archive:
        with archive._database.bare() as bare:
            bare.execute("PRAGMA query_only = ON")
        before = state_of(archive)
        with pytest.raises(ArchiveReadOnlyError, match="--archive"):
            WRITES[write](archive)
        assert state_of(archive) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(folder: Path, tmp_path: Path) -> None:
    folder.chmod(0o500)
    (folder / FILE_NAME).chmod(0o400)
    try:
        with pytest.raises(ArchiveReadOnlyError):
            Archive.open(folder).marks.set([1], read=True)
        with pytest.raises(ArchiveReadOnlyError):
            Archive.open(folder / "below")
    finally:
        folder.chmod(0o700)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ArchiveError, match="No archive can be made"):
        Archive.open(tmp_path / "file" / "archive")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"Dear diary, " * 500)
    with pytest.raises(ArchiveDamagedError, match="is damaged") as caught:
        Archive.open(tmp_path)
    assert "backup" in caught.value.remedy


def read_everything(folder: Path) -> None:
    with Archive.open(folder) as archive:
        for number in archive.articles.ids(Selection()):
            archive.articles.get(number)


def test_a_damaged_page_is_told_when_it_is_read(folder: Path) -> None:
    with Archive.open(folder) as archive:
        drafts = [draft(f"k{n}", "Text. " * 300) for n in range(200)]
        archive.articles.store(1, plan(*drafts), now=NOW, state=STATE)
    path = folder / FILE_NAME
    data = bytearray(path.read_bytes())
    data[4096 * 8 :] = b"\xa5" * (len(data) - 4096 * 8)
    path.write_bytes(bytes(data))
    with pytest.raises(ArchiveDamagedError):
        read_everything(folder)


def test_a_damaged_column_is_told_when_it_is_read(folder: Path, other: sqlite3.Connection) -> None:
    other.execute("UPDATE body SET blocks = x'00'")
    with Archive.open(folder) as archive, pytest.raises(ArchiveDamagedError, match="blocks"):
        archive.articles.get(1)


def test_another_programs_database(tmp_path: Path) -> None:
    foreign = sqlite3.connect(tmp_path / FILE_NAME)
    foreign.execute("CREATE TABLE cache (a)")
    foreign.close()
    with pytest.raises(ArchiveDamagedError, match="not a Wirecopy archive"):
        Archive.open(tmp_path)


def test_an_archive_of_a_later_version(folder: Path, other: sqlite3.Connection) -> None:
    other.execute("PRAGMA user_version = 99")
    with pytest.raises(ArchiveTooNewError, match="format 99") as caught:
        Archive.open(folder)
    assert "latest version" in caught.value.remedy


def test_a_full_disk_loses_nothing_that_was_stored(folder: Path) -> None:
    with Archive.open(folder) as archive:
        with archive._database.bare() as bare:
            pages = bare.execute("PRAGMA page_count").fetchone()[0]
            bare.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFullError, match="Free some space"):
            archive.articles.store(1, plan(*(draft(f"n{n}", "Text. " * 999) for n in range(50))), now=NOW, state=STATE)
        assert archive.articles.get(1).text == "Text."
        assert archive.articles.count(Selection()) == 1


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_BUSY, ArchiveBusyError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, ArchiveBusyError),
        (sqlite3.SQLITE_CORRUPT, ArchiveDamagedError),
        (sqlite3.SQLITE_CORRUPT_VTAB, ArchiveDamagedError),
        (sqlite3.SQLITE_NOTADB, ArchiveDamagedError),
        (sqlite3.SQLITE_READONLY_DIRECTORY, ArchiveReadOnlyError),
        (sqlite3.SQLITE_CANTOPEN, ArchiveReadOnlyError),
        (sqlite3.SQLITE_FULL, DiskFullError),
        (sqlite3.SQLITE_INTERRUPT, ArchiveInterruptedError),
        (sqlite3.SQLITE_IOERR_READ, ArchiveError),
        (sqlite3.SQLITE_ERROR, ArchiveError),
    ],
)
def test_every_kind_of_trouble_has_its_exception(tmp_path: Path, code: int, expected: type[ArchiveError]) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    assert type(translate(error, tmp_path / FILE_NAME)) is expected
    assert str(tmp_path) in str(translate(error, tmp_path / FILE_NAME))
