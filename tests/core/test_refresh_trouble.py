"""`wirecopy refresh` where something is wrong with the machine: it says what, in time, and nothing is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from index import Library, Paths, Selection
from index.lock import refresh_lock
from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEARS = 5 * 365 * 86_400


def rss(count: int, size: int = 100, first: int = 0) -> bytes:
    """So many articles of so many characters that do not compress well."""
    items = "".join(
        f"<item><guid>{number}</guid><title>Headline {number}</title>"
        f"<description>{os.urandom(size // 2).hex()} word{number}</description></item>"
        for number in range(first, first + count)
    )
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


class World:
    """A server, and the command as a process on an archive of its own."""

    def __init__(self, server: FeedServer, folder: Path, archive: Path | None = None) -> None:
        self.server = server
        self.paths = Paths(archive=archive or folder / "archive", feeds=folder / "feeds.toml")

    def subscribe(self, *urls: str) -> None:
        self.paths.feeds.write_text("".join(f'[[feed]]\nurl = "{url}"\n\n' for url in urls))

    def command(self, *options: str) -> list[str]:
        where = ["--archive", str(self.paths.archive), "--feeds", str(self.paths.feeds)]
        return [sys.executable, "-m", "tui", "refresh", *where, "--no-entities", *options]

    def refresh(self, *options: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self.command(*options), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def titles(self) -> set[str]:
        with Library.open(self.paths) as library:
            ids = library.article_ids(Selection())
            return {library.article(article).row.title for article in ids}


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as server:
        yield server


@pytest.fixture
def world(server: FeedServer, tmp_path: Path) -> World:
    return World(server, tmp_path)


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of its own in a folder; only root can have that."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=700", "tmpfs", str(folder)]
    if not sys.platform.startswith("linux") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_loses_nothing_and_the_next_refresh_goes_on(server: FeedServer, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 6000) as disk:
        world = World(server, tmp_path, disk / "archive")
        world.subscribe(server.put("/a", rss(20)), server.put("/b", rss(10, first=100)))
        assert world.refresh().returncode == 0
        before = world.titles()
        ballast = disk / "ballast"
        with ballast.open("wb") as file:
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            file.write(b"x" * max(0, free - 300_000))
        server.put("/a", rss(100, 8000))
        failed = world.refresh()
        assert failed.returncode == 1
        assert "There is no room left on the disk" in failed.stderr
        assert "what was stored before is safe" in failed.stderr
        assert before <= world.titles()
        ballast.unlink()
        mended = world.refresh()
        assert mended.returncode == 0, mended.stderr
        assert world.titles() == {f"Headline {number}" for number in (*range(100), *range(100, 110))}
        with Library.open(world.paths) as library:
            assert library.search("word77").total == 1


def test_files_that_may_not_grow_lose_nothing_and_the_next_refresh_goes_on(world: World) -> None:
    """What a quota or a limit of the system does; everybody can have it, where a full disk takes root."""
    world.subscribe(world.server.put("/a", rss(20)), world.server.put("/b", rss(10, first=100)))
    assert world.refresh().returncode == 0
    before = world.titles()
    largest = max(file.stat().st_size for file in world.paths.archive.rglob("*") if file.is_file())
    world.server.put("/a", rss(100, 8000))
    limited = ["sh", "-c", f'ulimit -f {largest // 512 + 400}; exec "$@"', "sh", *world.command()]
    failed = subprocess.run(limited, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    assert failed.returncode == 1
    assert "cannot be read or written" in failed.stderr
    assert "Check the disk that holds it" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert before <= world.titles()
    mended = world.refresh()
    assert mended.returncode == 0, mended.stderr
    assert world.titles() == {f"Headline {number}" for number in (*range(100), *range(100, 110))}
    with Library.open(world.paths) as library:
        assert library.search("word77").total == 1


def test_a_disk_that_is_full_from_the_start(server: FeedServer, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16) as disk:
        (disk / "ballast").write_bytes(b"x" * 16_000)
        world = World(server, tmp_path, disk / "archive")
        world.subscribe(server.put("/a", rss(1)))
        done = world.refresh()
        assert done.returncode == 1
        assert "no room left" in done.stderr or "No archive can be made" in done.stderr


def test_a_disk_that_can_only_be_read(server: FeedServer, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 8000) as disk:
        world = World(server, tmp_path, disk / "archive")
        world.subscribe(server.put("/a", rss(3)))
        world.refresh()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        asked = len(server.requests)
        done = world.refresh()
        assert done.returncode == 1
        assert "cannot be" in done.stderr
        assert "writ" in done.stderr
        assert len(server.requests) == asked, "nobody is asked for what cannot be kept"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_archive_that_may_only_be_read(world: World) -> None:
    world.subscribe(world.server.put("/a", rss(3)))
    world.refresh()
    world.paths.archive.chmod(0o500)
    try:
        done = world.refresh()
    finally:
        world.paths.archive.chmod(0o700)
    assert done.returncode == 1
    assert "cannot be" in done.stderr


@pytest.mark.parametrize("where", ["all", "articles"])
def test_a_corrupted_database_is_called_one_and_left_alone(world: World, where: str) -> None:
    world.subscribe(world.server.put("/a", rss(200, 600)))
    world.refresh()
    path = world.paths.archive / "archive.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = {
            root
            for (root,) in connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'article'")
            if root
        }
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // size + 1):
        if where == "all" or page in pages:
            content[(page - 1) * size : page * size] = b"\xa5" * size
    path.write_bytes(content)
    world.server.put("/a", rss(210, 600))
    done = world.refresh()
    assert done.returncode == 1
    assert "is damaged" in done.stderr
    assert "Put a backup in its place" in done.stderr
    assert path.read_bytes().count(b"\xa5" * size) >= 1, "the damaged file is kept for .recover"


def test_a_second_refresh_at_the_same_time_is_told_so(world: World) -> None:
    world.subscribe(world.server.put("/a", rss(1)))
    world.paths.archive.mkdir()
    with refresh_lock(world.paths.archive):
        done = world.refresh()
    assert done.returncode == 4
    assert f"Another refresh is at work on this archive (process {os.getpid()})" in done.stderr
    assert world.server.requests == []
    assert world.refresh().returncode == 0


def interrupted(world: World, *options: str) -> tuple[int, float, str]:
    """Start a refresh, press Ctrl-C when the server has been asked; gives exit code, seconds, and the last words."""
    process = subprocess.Popen(
        world.command(*options),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 30
    while world.server.tally.now < 2 and time.monotonic() < deadline:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.01)
    start = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # a terminal tells the whole group, the parsers too
    _, errors = process.communicate(timeout=30)
    return process.returncode, time.monotonic() - start, errors


def test_ctrl_c_ends_it_within_a_second_and_loses_nothing(world: World) -> None:
    quick = world.server.put("/quick", rss(30))
    slow = [world.server.put(f"/slow{number}", rss(3, first=1000 * (number + 1)), delay=60) for number in range(6)]
    world.subscribe(quick, *slow)
    code, seconds, errors = interrupted(world)
    assert code == 130
    assert seconds < 1.5  # a second, and half a one for a machine that is busy
    assert errors == "wirecopy: stopped; what was stored is safe.\n"
    before = world.titles()
    for number in range(6):
        world.server.put(f"/slow{number}", rss(3, first=1000 * (number + 1)))
    assert world.refresh().returncode == 0
    assert before <= world.titles()
    assert len(world.titles()) == 30 + 18


def test_ctrl_c_leaves_the_terminal_as_it_was(world: World) -> None:
    world.subscribe(*(world.server.put(f"/{number}", rss(1), delay=60) for number in range(3)))
    with Terminal(world.command()) as terminal:
        terminal.wait_for("Fetching feeds")
        start = time.monotonic()
        terminal.send("\x03")
        assert terminal.wait() == 130
        assert time.monotonic() - start < 1.5
        raw = terminal.raw
    assert raw.rfind(b"\x1b[?25h") > raw.rfind(b"\x1b[?25l"), "the cursor is back"
    assert b"what was stored is safe" in raw
    assert b"Traceback" not in raw


@pytest.mark.parametrize("jump", [YEARS, -YEARS])
def test_a_clock_that_jumped_by_years(world: World, jump: int) -> None:
    """What the archive holds was noted by a clock that was so far off."""
    url = world.server.put("/a", rss(2), headers=(("Cache-Control", "max-age=86400"),))
    world.subscribe(url)
    world.refresh()
    with sqlite3.connect(world.paths.archive / "archive.db") as connection:
        connection.execute("UPDATE feed SET checked = checked + ?, fetched = fetched + ?", (jump, jump))
        connection.execute("UPDATE article SET fetched = fetched + ?, time = time + ?", (jump, jump))
        connection.execute("INSERT INTO host_wait VALUES ('127.0.0.1', ?, ?)", (int(time.time()) + jump,) * 2)
    connection.close()
    done = world.refresh("--due")
    assert (done.returncode, world.server.count("/a")) == (0, 2)
    assert len(world.titles()) == 2
    assert "skipped" in world.refresh("--due").stdout
    assert world.server.count("/a") == 2, "and now the interval counts from the right time"
