"""What another process has refreshed is found in a reader that was open before."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from driving import driving
from reader_samples import NOW

from fakes import FeedServer
from index import Library, Paths
from tui.app import WirecopyApp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from driving import Driver

FEED = """<rss version='2.0'><channel><title>Tides</title>{}</channel></rss>"""
ITEM = "<item><guid>{0}</guid><title>{1}</title><description>High water, number {0}.</description></item>"


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


def publish(server: FeedServer, *titles: str) -> None:
    items = "".join(ITEM.format(number, title) for number, title in enumerate(titles))
    server.put("/tides", FEED.format(items).encode())


def refreshed(paths: Paths) -> None:
    """Refresh in another process, until it says that everything is indexed."""
    where = ["--archive", str(paths.archive), "--feeds", str(paths.feeds)]
    command = [sys.executable, "-m", "tui", "refresh", *where, "--json", "--no-entities"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    last = json.loads(done.stdout.splitlines()[-1])
    assert last["event"] == "done"
    assert last["indexed"] > 0


def total(drive: Driver) -> int:
    result = drive.search.result
    return result.total if result is not None else -1


async def test_it_is_found_at_the_next_key_and_without_one(server: FeedServer, tmp_path: Path) -> None:
    publish(server, "Flood in Venice")
    paths = Paths(tmp_path / "archive", tmp_path / "feeds.toml")
    paths.feeds.write_text(f'[settings]\nrefresh_minutes = 0\n\n[[feed]]\nurl = "{server.url}/tides"\n')
    refreshed(paths)
    with Library.open(paths) as library:
        app = WirecopyApp(library, clock=lambda: NOW)
        async with driving(app) as drive:
            await drive.press("slash")
            await drive.type("floo")
            assert drive.titles() == ["Flood in Venice"]
            publish(server, "Flood in Venice", "Flood in Porto")
            refreshed(paths)
            await drive.type("d")
            assert total(drive) == 2
            await drive.press("down", "j")
            chosen = drive.search.articles.current
            publish(server, "Flood in Venice", "Flood in Porto", "Flood in Hull", "No water")
            refreshed(paths)
            await drive.until(lambda: len(drive.titles()) == 3)
            assert drive.search.articles.current == chosen  # nobody's place has moved
            assert "not indexed" not in drive.text
