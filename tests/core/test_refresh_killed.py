"""kill -9 at any moment: nothing stored is lost, nothing is doubled, and the next refresh catches up."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from index import Library, Paths, Selection, Sort, prepare_demo

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = 43
ROUNDS = 12
SEED = 20261123


def command(paths: Paths, *options: str) -> list[str]:
    base = [sys.executable, "-m", "tui", "refresh", "--archive", str(paths.archive), "--feeds", str(paths.feeds)]
    return [*base, *options]


def start(paths: Paths, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(paths, *options), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def texts(paths: Paths) -> dict[int, tuple[str, str]]:
    with Library.open(paths) as library:
        ids = library.article_ids(Selection())
        articles = [library.article(article) for article in ids]
        assert len(ids) == len(set(ids))
        return {article.row.id: (article.row.title, article.text) for article in articles}


@pytest.mark.slow
@pytest.mark.xdist_group("heavy")
def test_kill_at_random_moments_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Most rounds die while feeds are fetched, stored and indexed, a few while names are recognised."""
    chance = random.Random(SEED)
    paths = prepare_demo(tmp_path)
    seen: dict[int, tuple[str, str]] = {}
    for turn in range(ROUNDS):
        options = () if turn % 3 == 2 else ("--no-entities",)
        process = start(paths, *options)
        try:
            process.wait(chance.uniform(0.05, 6.0 if not options else 1.6))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        now = texts(paths)
        assert seen.items() <= now.items(), "an article that was stored is gone or changed"
        titles = [title for title, _ in now.values()]
        assert len(titles) <= ARTICLES
        seen = now

    subprocess.run(command(paths), check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)

    final = texts(paths)
    assert seen.items() <= final.items()
    assert len(final) == ARTICLES
    with Library.open(paths) as library:
        stats = library.stats()
        assert stats.articles == ARTICLES
        assert stats.unrecognised == 0
        hits = library.search("cable", sort=Sort.NEWEST, limit=100)
        assert hits.behind == 0
        ids = [hit.row.id for hit in hits.hits]
        assert len(ids) == len(set(ids)) == hits.total
        expected = {article for article, (title, text) in final.items() if "cable" in f"{title} {text}".casefold()}
        assert expected <= set(ids)
        assert library.search("person:solvang", limit=100).total >= 8


def orphans(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
    return [int(pid) for pid, ppid, args in rows if int(ppid) == parent and "ps -eo" not in args]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the process table as Linux prints it")
def test_a_killed_refresh_leaves_no_process_and_no_lock_behind(tmp_path: Path) -> None:
    paths = prepare_demo(tmp_path)
    process = start(paths, "--no-entities")
    deadline = time.monotonic() + 20
    children: list[int] = []
    while not children and process.poll() is None and time.monotonic() < deadline:
        children = orphans(process.pid)
    process.kill()
    process.wait()
    while children and time.monotonic() < deadline:
        asked = ["ps", "-o", "pid=", "-p", ",".join(map(str, children))]
        alive = subprocess.run(asked, capture_output=True, text=True, check=False)
        children = [int(pid) for pid in alive.stdout.split()]
    assert not children, "the parsing processes outlive the refresh that started them"
    subprocess.run(command(paths, "--no-entities"), check=True, capture_output=True, timeout=60)
