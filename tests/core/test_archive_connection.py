"""Opening and closing, threads, other processes, crashes, migrations."""

from __future__ import annotations

import stat
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, plan
from index.archive import FILE_NAME, Archive, ArchiveInterruptedError
from index.archive.connection import Database
from index.archive.migrations import MIGRATIONS, migrate
from index.errors import ArchiveError
from index.types import FeedConfig, Selection

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def test_an_archive_is_for_its_owners_eyes(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "data" / "archive") as archive:
        archive.feeds.sync([FeedConfig("https://a.example/")])
        assert stat.S_IMODE((tmp_path / "data" / "archive").stat().st_mode) == 0o700
        for file in (tmp_path / "data" / "archive").iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_the_identity_stays(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as first, Archive.open(tmp_path) as second, Archive.open(tmp_path / "other") as other:
        assert first.id == second.id != other.id
        assert len(first.id) == 32
        assert (first.revision(), first.stats().articles) == (0, 0)


def test_nothing_is_made_unless_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no archive"):
        Archive.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_connections_have_the_settings_that_safety_and_speed_rest_on(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive, archive._database.bare() as bare:
        settings = {
            name: bare.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
        assert settings == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_closed_archive_says_so(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    archive.close()
    archive.close()
    for call in (archive.feeds.all, archive.data_version, lambda: archive.marks.set([1], read=True)):
        with pytest.raises(ArchiveError, match="is closed"):
            call()
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]  # the log is folded in


def test_threads_read_and_write_at_the_same_time(tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def work(archive: Archive, feed: int) -> None:
        try:
            for n in range(10):
                archive.articles.store(feed, plan(draft(f"k{n}", "Text.")), now=NOW, state=STATE)
                for number in archive.articles.ids(Selection(feeds=(feed,))):
                    archive.articles.get(number)
        except BaseException as error:  # noqa: BLE001 - told in the main thread
            errors.append(error)

    with Archive.open(tmp_path) as archive:
        feeds = archive.feeds.sync([FeedConfig(f"https://{n}.example/") for n in range(6)])
        threads = [threading.Thread(target=work, args=(archive, feed.id)) for feed in feeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert archive.articles.count(Selection()) == 60
        assert archive.revision() == 60
        archive.feeds.all()
        last = threading.Thread(target=archive.feeds.all)
        last.start()
        last.join()
        assert len(archive._database._handles) == 2  # those of threads that have ended are closed


def test_the_data_version_moves_with_every_commit_and_only_then(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as mine, Archive.open(tmp_path) as theirs:
        versions = [mine.data_version(), mine.data_version()]
        theirs.feeds.sync([FeedConfig("https://a.example/")])
        versions += [mine.data_version(), mine.data_version()]
        mine.fetches.record(1, checked=NOW, state=None, error="no")
        versions.append(mine.data_version())
        asked: list[int] = []
        thread = threading.Thread(target=lambda: asked.append(mine.data_version()))
        thread.start()
        thread.join()
        versions += asked
        assert versions[0] == versions[1] != versions[2] == versions[3] != versions[4] == versions[5]


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.mark.parametrize("stop", ["interrupt", "close"])
def test_a_long_read_in_another_thread_is_given_up(tmp_path: Path, stop: str) -> None:
    raised: list[BaseException] = []
    reading = threading.Event()

    def read_for_ever(database: Database) -> None:
        try:
            with database.read() as connection:
                connection.set_progress_handler(reading.set, 1000)
                connection.execute(ENDLESS)
        except ArchiveError as error:
            raised.append(error)

    with Archive.open(tmp_path) as archive:
        thread = threading.Thread(target=read_for_ever, args=(archive._database,))
        thread.start()
        assert reading.wait(10)
        getattr(archive, stop)()
        thread.join(10)
        assert not thread.is_alive()
    assert [type(error) for error in raised] == [ArchiveInterruptedError]


def test_a_write_is_never_interrupted(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.feeds.sync([FeedConfig("https://a.example/")])
        writing, interrupted = threading.Event(), threading.Event()

        def write() -> None:
            with archive._database.write() as connection:
                connection.execute("UPDATE feed SET error = 'half'")
                writing.set()
                assert interrupted.wait(10)
                connection.execute("UPDATE feed SET error = 'whole'")

        thread = threading.Thread(target=write)
        thread.start()
        assert writing.wait(10)
        archive.interrupt()
        interrupted.set()
        thread.join(10)
        assert archive.feeds.get(1).error == "whole"


KILLED = """
import os, signal, sys
from pathlib import Path
from archive_samples import NOW, STATE, draft, plan
from index.archive import Archive
archive = Archive.open(Path(sys.argv[1]))
archive.feeds.sync([__import__("index.types").types.FeedConfig("https://a.example/")])
for n in range(5):
    archive.articles.store(1, plan(draft(f"k{n}", f"Text {n}.")), now=NOW, state=STATE)
    print(n, flush=True)
with archive._database.write() as connection:
    connection.execute("UPDATE body SET text = 'half done'")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_acknowledged_survives_kill_9_and_what_was_not_is_gone(tmp_path: Path, python: str) -> None:
    from pathlib import Path as RealPath

    root = RealPath(__file__).resolve().parents[2]
    environment = {"PYTHONPATH": f"{root}:{root / 'tests'}"}
    child = subprocess.run(
        [python, "-c", KILLED, str(tmp_path)], env=environment, capture_output=True, text=True, check=False
    )
    assert (child.returncode, child.stdout.split()) == (-9, ["0", "1", "2", "3", "4"]), child.stderr
    with Archive.open(tmp_path) as archive:
        texts = [text for _, _, text in archive.articles.bodies(range(1, 9))]
        assert texts == [f"Text {n}." for n in range(5)]
        archive.articles.store(1, plan(draft("k9", "Text.")), now=NOW, state=STATE)


def test_a_migration_that_fails_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.feeds.sync([FeedConfig("https://a.example/")])

    def add_column(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE feed ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")

    def break_off(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE tag")
        raise KeyboardInterrupt

    def look(database: Database) -> tuple[int, str, int]:
        with database.read() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            colour = connection.execute("SELECT colour FROM feed").fetchone()[0]
            return version, colour, connection.execute("SELECT count(*) FROM tag").fetchone()[0]

    database = Database(tmp_path / FILE_NAME)
    with pytest.raises(KeyboardInterrupt):
        migrate(database, (*MIGRATIONS, add_column, break_off))
    assert look(database) == (len(MIGRATIONS) + 1, "red", 0)
    migrate(database, (*MIGRATIONS, add_column, lambda connection: connection.execute("SELECT 1")))
    assert look(database) == (len(MIGRATIONS) + 2, "red", 0)
    database.close()


def test_two_processes_may_make_the_same_archive(tmp_path: Path) -> None:
    ids: list[str] = []

    def open_it() -> None:
        with Archive.open(tmp_path / "archive") as archive:
            ids.append(archive.id)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 8
    assert len(set(ids)) == 1


def test_the_figures_of_an_archive(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.feeds.sync([FeedConfig("https://a.example/"), FeedConfig("https://b.example/")])
        drafts = [draft(f"k{n}", "Text.", published=NOW - n) for n in range(3)]
        archive.articles.store(1, plan(*drafts), now=NOW, state=STATE)
        archive.marks.set([1], read=True, starred=True)
        stats = archive.stats()
        assert (stats.archive_id, stats.revision, stats.feeds, stats.articles) == (archive.id, 1, 2, 3)
        assert (stats.unread, stats.starred, stats.revisions, stats.unrecognised) == (2, 1, 0, 3)
        assert (stats.entities, stats.mentions, stats.oldest, stats.newest) == (0, 0, NOW - 2, NOW)
        assert stats.archive_bytes > 50_000
        assert stats.index_bytes == 0
