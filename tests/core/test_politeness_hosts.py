"""What a server asks for in so many words holds for all of its feeds, for every kind of refresh, and for the next."""

from __future__ import annotations

from email.utils import formatdate
from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from index import FeedStatus, Occasion
from polite_world import DAY, HOUR, MINUTE, NOON, PoliteWorld, rss

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> Iterator[PoliteWorld]:
    with FeedServer() as server:
        yield PoliteWorld(server, tmp_path)


def later(server: FeedServer, path: str, status: int, wait: str) -> str:
    return server.put(path, status=status, headers=(("Retry-After", wait),))


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_holds_for_the_whole_host_in_this_refresh_and_the_next(world: PoliteWorld, status: int) -> None:
    busy = later(world.server, "/busy", status, "7200")
    world.subscribe(busy, *(world.server.put(f"/{number}", rss()) for number in range(10)))
    world.refresh()
    asked = len(world.server.requests)
    assert asked <= 3, "those that were under way when it said so; at most two at once"
    assert world.statuses().count(FeedStatus.SKIPPED) == 11 - asked
    assert any("asked us to wait 2 h" in reason for reason in world.reasons())
    for occasion in Occasion:
        world.refresh(occasion, after=39 * MINUTE)
        assert set(world.statuses()) == {FeedStatus.SKIPPED}, f"{occasion} does not wait"
    assert len(world.server.requests) == asked
    world.server.put("/busy", rss())
    world.refresh(after=4 * MINUTE)
    assert FeedStatus.SKIPPED not in world.statuses()


def test_retry_after_may_be_a_date(world: PoliteWorld) -> None:
    raw = (
        f"HTTP/1.1 503 Busy\r\nDate: {formatdate(5000, usegmt=True)}\r\n"
        f"Retry-After: {formatdate(5000 + HOUR, usegmt=True)}\r\nContent-Length: 0\r\n\r\n"
    )
    world.subscribe(world.server.put("/a", raw=raw.encode()))
    world.refresh()
    assert "wait 60 min" in world.only().error
    world.refresh(after=HOUR - 1)
    assert world.only().status is FeedStatus.SKIPPED
    world.refresh(after=1)
    assert world.only().status is FeedStatus.FAILED


def test_a_wait_is_told_and_shown(world: PoliteWorld) -> None:
    world.subscribe(later(world.server, "/a", 429, "18000"))
    world.refresh()
    assert world.health().next_fetch == NOON + 5 * HOUR
    assert "asked us to wait" in world.health().reason
    world.refresh(after=HOUR)
    assert "asked us to wait 4 h more" in world.only().reason


def test_a_wait_beyond_all_measure_is_believed_for_a_week(world: PoliteWorld) -> None:
    world.subscribe(later(world.server, "/a", 429, "999999999"))
    world.refresh()
    world.refresh(after=7 * DAY - 1)
    assert world.only().status is FeedStatus.SKIPPED
    world.refresh(after=1)
    assert world.only().status is FeedStatus.FAILED


def test_other_hosts_are_not_concerned(world: PoliteWorld) -> None:
    try:
        second = FeedServer("127.0.0.2")
    except OSError:
        pytest.skip("this machine has a single loopback address")
    with second:
        world.subscribe(later(world.server, "/a", 429, "3600"), second.put("/b", rss()))
        world.refresh()
        assert world.statuses().count(FeedStatus.NEW) == 1
        world.refresh(after=1)
        assert sorted(world.statuses()) == [FeedStatus.SKIPPED, FeedStatus.UNCHANGED]


def test_a_redirect_to_a_host_that_wants_peace_is_not_followed(world: PoliteWorld) -> None:
    try:
        second = FeedServer("127.0.0.2")
    except OSError:
        pytest.skip("this machine has a single loopback address")
    with second:
        world.subscribe(later(second, "/a", 429, "3600"), world.server.put("/b", redirect=second.put("/c", rss())))
        world.refresh()
        world.refresh(after=1)
        assert world.statuses() == [FeedStatus.SKIPPED] * 2
        assert second.count("/a") == 1


def test_a_wait_noted_by_a_clock_that_was_years_ahead_does_not_last_for_years(world: PoliteWorld) -> None:
    world.now += 5 * 365 * DAY
    world.subscribe(later(world.server, "/a", 429, "3600"))
    world.refresh()
    world.server.put("/a", rss())
    world.refresh(after=-5 * 365 * DAY)
    assert world.only().status is FeedStatus.NEW


def test_never_more_than_two_requests_at_once_to_a_host(world: PoliteWorld) -> None:
    world.subscribe(*(world.server.put(f"/{number}", rss(), delay=0.03) for number in range(12)))
    world.refresh()
    assert world.statuses() == [FeedStatus.NEW] * 12
    assert world.server.tally.most == 2
