"""Real feeds and other projects' fixtures through the whole pipeline, served over local HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest

from fakes import FeedServer
from index import FeedRefreshed, FeedStatus, Library, Paths, Selection, run_refresh

if TYPE_CHECKING:
    from pathlib import Path

    from index import RefreshDone, RefreshEvent

LARGE = "fastfeedparser"
EVERY = 16
"""Of the small fixtures every so many are taken, so that the run stays short; the large real feeds every third."""


def files(data: Path) -> list[Path]:
    found = sorted(
        file
        for file in (data / "feeds").rglob("*")
        if file.is_file() and not file.name.startswith("README") and file.suffix != ".md" and file.stat().st_size
    )
    large = [file for file in found if LARGE in file.parts]
    small = [file for file in found if LARGE not in file.parts]
    return large[::3] + small[::EVERY]


def entries_by_feedparser(file: Path) -> int:
    try:
        return len(feedparser.parse(file.read_bytes(), sanitize_html=False, resolve_relative_uris=False).entries)
    except Exception:  # noqa: BLE001 - whatever it raises, it has read nothing
        return 0


def run(paths: Paths) -> tuple[RefreshDone, dict[str, FeedRefreshed]]:
    events: list[RefreshEvent] = []
    with Library.open(paths) as library:
        done = run_refresh(library, library.feeds(), events.append, entities=False)
    return done, {event.url: event for event in events if isinstance(event, FeedRefreshed)}


def ids(paths: Paths) -> list[int]:
    with Library.open(paths) as library:
        return sorted(library.article_ids(Selection()))


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.xdist_group("heavy")
def test_every_feed_that_feedparser_reads_is_archived_once_and_keeps_its_ids(shared_data: Path, tmp_path: Path) -> None:
    paths = Paths(archive=tmp_path / "archive", feeds=tmp_path / "feeds.toml")
    with FeedServer() as server:
        served = {
            server.put(f"/{number}", file.read_bytes(), etag=f'"{number}"'): file
            for number, file in enumerate(files(shared_data))
        }
        paths.feeds.write_text("".join(f'[[feed]]\nurl = "{url}"\n\n' for url in served))

        first, events = run(paths)
        assert first.feeds == len(served)
        lost = [
            f"{file.name}: {events[url].error}"
            for url, file in served.items()
            if events[url].new == 0 and entries_by_feedparser(file)
        ]
        assert not lost
        assert all(event.error for event in events.values() if event.status is FeedStatus.FAILED)
        assert not any("Traceback" in event.error for event in events.values())
        stored = ids(paths)
        assert len(stored) == first.new

        asked = len(server.requests)
        second, again = run(paths)
        assert (second.new, second.edited, second.indexed) == (0, 0, 0)
        assert ids(paths) == stored
        sent = [request for request in server.requests[asked:] if "if-none-match" not in request.headers]
        failed = {url.rpartition("/")[2] for url, event in again.items() if event.status is FeedStatus.FAILED}
        assert {request.path.strip("/") for request in sent} <= failed, "what was stored is asked for conditionally"
