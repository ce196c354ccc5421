"""Feeds that move for good are followed there; whatever else redirects, or pretends to, changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from index import FeedStatus, Library, Selection
from polite_world import DAY, HOUR, PoliteWorld, rss

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> Iterator[PoliteWorld]:
    with FeedServer() as server:
        yield PoliteWorld(server, tmp_path)


@pytest.mark.parametrize("status", [301, 308])
def test_a_feed_that_moves_for_good_is_asked_for_there_from_the_third_time_on(world: PoliteWorld, status: int) -> None:
    new = world.server.put("/new", rss(), etag='"1"')
    old = world.server.put("/old", status=status, redirect="/new")
    world.subscribe(old)
    world.refresh()
    assert world.health().moved_to == "", "once may be a mistake"
    world.refresh()
    assert world.health().moved_to == new
    world.refresh()
    assert (world.server.count("/old"), world.server.count("/new")) == (2, 3)
    assert world.server.last("/new").headers["if-none-match"] == '"1"'
    assert old in world.paths.feeds.read_text(), "the user's own address stays as it is written"
    assert world.only().url == old
    with Library.open(world.paths) as library:
        assert library.feeds()[0].url == old
        assert library.count(Selection()) == 1


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_redirect_moves_nothing(world: PoliteWorld, status: int) -> None:
    world.server.put("/new", rss())
    world.subscribe(world.server.put("/old", status=status, redirect="/new"))
    for _ in range(4):
        world.refresh()
    assert world.health().moved_to == ""
    assert world.server.count("/old") == 4


def test_two_targets_in_turn_are_no_move(world: PoliteWorld) -> None:
    world.server.put("/x", rss())
    world.server.put("/y", rss())
    world.subscribe(world.server.url + "/old")
    for target in ("/x", "/y", "/x", "/y"):
        world.server.put("/old", status=301, redirect=target)
        world.refresh()
    assert world.health().moved_to == ""


def test_an_answer_of_its_own_in_between_starts_the_count_anew(world: PoliteWorld) -> None:
    world.server.put("/new", rss())
    world.subscribe(world.server.url + "/old")
    for moved in (True, False, True):
        world.server.put("/old", **({"status": 301, "redirect": "/new"} if moved else {"body": rss()}))  # type: ignore[arg-type]
        world.refresh()
    assert world.health().moved_to == ""


@pytest.mark.parametrize("status", [200, 301, 302])
def test_a_captive_portal_changes_nothing(world: PoliteWorld, status: int) -> None:
    page = b"<!doctype html><html><title>Hotel network</title><body>Please sign in</body></html>"
    url = world.server.put("/a", rss(), etag='"1"', headers=(("Cache-Control", "max-age=7200"),))
    world.subscribe(url)
    world.refresh()
    before = world.health()
    world.server.put("/portal", page, content_type="text/html", etag='"portal"')
    portal = {"status": status, "redirect": "/portal"} if status != 200 else {"body": page, "etag": '"portal"'}
    world.server.put("/a", **portal)  # type: ignore[arg-type]
    for _ in range(3):
        assert world.refresh().failed == 1
    assert "web page, not a feed" in world.only().error
    world.server.put("/a", rss(), etag='"1"')
    world.refresh()
    assert world.only().status is FeedStatus.UNCHANGED
    assert world.server.last("/a").headers["if-none-match"] == '"1"'
    assert world.health() == before


@pytest.mark.parametrize("status", [404, 410])
def test_a_feed_that_is_not_where_it_moved_to_is_asked_for_at_its_own_address(world: PoliteWorld, status: int) -> None:
    world.server.put("/new", rss())
    world.subscribe(world.server.put("/old", status=301, redirect="/new"))
    world.refresh()
    world.refresh()
    world.server.put("/new", status=status)
    assert world.refresh().failed == 1
    assert (world.health().moved_to, world.health().gone) == ("", False)
    world.server.put("/old", rss(title="Home again"))
    world.refresh()
    assert world.only().status is FeedStatus.UPDATED


def test_nor_one_that_keeps_failing_there(world: PoliteWorld) -> None:
    world.server.put("/new", rss())
    world.subscribe(world.server.put("/old", status=301, redirect="/new"))
    for _ in range(2):
        world.refresh()
    world.server.put("/new", status=500)
    for _ in range(2):
        world.refresh(after=HOUR)
    assert world.health().moved_to.endswith("/new")
    world.refresh(after=HOUR)
    assert world.health().moved_to == ""


def test_the_retry_after_of_where_it_moved_to_counts(world: PoliteWorld) -> None:
    try:
        second = FeedServer("127.0.0.2")
    except OSError:
        pytest.skip("this machine has a single loopback address")
    with second:
        world.subscribe(world.server.put("/old", status=301, redirect=second.put("/new", rss())))
        for _ in range(2):
            world.refresh()
        second.put("/new", status=503, headers=(("Retry-After", "7200"),))
        world.refresh(after=DAY)
        assert world.refresh(after=HOUR).skipped == 1
        assert world.health().next_fetch == world.now + HOUR
        assert (world.server.count("/old"), second.count("/new")) == (2, 3)
