"""What is no failure, but a person should know of: told at the end of a refresh, and kept with the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from polite_world import HOUR, PoliteWorld

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTE = "It has 10,000 entries or more; that many are read, and no more."


def feed(count: int) -> bytes:
    items = "".join(f"<item><guid>{number}</guid><title>T{number}</title></item>" for number in range(count))
    return f'<rss version="2.0"><channel><title>Flood</title>{items}</channel></rss>'.encode()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[PoliteWorld]:
    with FeedServer() as server:
        yield PoliteWorld(server, tmp_path)


@pytest.mark.slow
def test_a_feed_with_too_many_entries_says_so_until_it_has_fewer(world: PoliteWorld) -> None:
    world.subscribe(world.server.put("/a", feed(10_050), etag='"1"'))
    done = world.refresh()
    assert done.new == 10_000
    assert [note.partition(": ")[2] for note in done.notes] == [NOTE]
    assert world.health().note == NOTE
    assert world.refresh(after=HOUR).notes == ()
    assert world.health().note == NOTE, "an answer of unchanged leaves it"
    world.server.put("/a", feed(3))
    assert world.refresh(after=HOUR).notes == ()
    assert world.health().note == ""
