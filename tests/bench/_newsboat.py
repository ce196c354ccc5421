"""newsboat on the same articles: its cache is filled through its own schema, statistics gathered in its favour."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from typing import TYPE_CHECKING

from _archive import CACHE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.archive import Archive


def newsboat_command(articles: int, archive: Archive) -> list[str]:
    """What starts newsboat on the articles of an archive; empty where it isn't installed."""
    program = shutil.which("newsboat")
    if program is None:
        return []
    folder = CACHE / f"newsboat-{articles}"
    command = [program, "-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        feeds = archive.feeds.all()
        (folder / "config").write_text("auto-reload no\n")
        (folder / "urls").write_text("".join(f"{feed.url}\n" for feed in feeds))
        env = {**os.environ, "HOME": str(folder)}
        subprocess.run([*command, "-x", "print-unread"], env=env, check=True, capture_output=True)
        _fill(folder / "cache.db", archive)
        (folder / "complete").touch()
    return command


def _fill(path: Path, archive: Archive) -> None:
    with sqlite3.connect(path) as cache:
        feeds = {feed.id: feed for feed in archive.feeds.all()}
        cache.executemany(
            "INSERT OR REPLACE INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?)",
            [(feed.url, feed.url, feed.title) for feed in feeds.values()],
        )
        cache.executemany(
            "INSERT INTO rss_item (guid, title, url, feedurl, pubDate, content, author, unread)"
            " VALUES (?, ?, ?, ?, ?, ?, '', 1)",
            _items(archive, {number: feed.url for number, feed in feeds.items()}),
        )
        cache.execute("ANALYZE")
    cache.close()


def _items(archive: Archive, urls: dict[int, str]) -> Iterator[tuple[str, str, str, str, int, str]]:
    from index.types import Selection

    ids = archive.articles.ids(Selection())
    for start in range(0, len(ids), 500):
        page = ids[start : start + 500]
        bodies = {number: text for number, _, text in archive.articles.bodies(page)}
        for row in archive.articles.rows(page):
            if row is not None:
                yield str(row.id), row.title, row.link, urls[row.feed], row.time, bodies.get(row.id, "")
