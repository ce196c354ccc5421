"""When a server is asked again: what it, the feed and the user say is the earliest time of the next fetch."""

from __future__ import annotations

import itertools
import socket
from email.utils import formatdate
from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from index import FeedStatus, Library, Occasion, run_refresh
from polite_world import DAY, HOUR, MINUTE, NOON, PoliteWorld, rss

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index import RefreshEvent

SKIPPED, UNCHANGED, NEW, FAILED = FeedStatus.SKIPPED, FeedStatus.UNCHANGED, FeedStatus.NEW, FeedStatus.FAILED


@pytest.fixture
def world(tmp_path: Path) -> Iterator[PoliteWorld]:
    with FeedServer() as server:
        yield PoliteWorld(server, tmp_path)


@pytest.mark.parametrize(
    ("headers", "channel", "extra", "wait", "reason"),
    [
        ({"Cache-Control": "public, max-age=43200"}, "", "", 12 * HOUR, "good for 12 h"),
        ({"Cache-Control": "max-age=7200", "Age": "1800"}, "", "", 90 * MINUTE, "good for 90 min"),
        ({"Cache-Control": 'max-age="3600"'}, "", "", HOUR, "good for 60 min"),
        ({"Cache-Control": "max-age=99999999"}, "", "", DAY, "good for 24 h"),
        ({"Cache-Control": "no-cache"}, "", 'every = "10m"', 10 * MINUTE, "every 10 min"),
        ({"Cache-Control": "max-age=60", "Expires": formatdate(NOON + DAY)}, "", "", 10 * MINUTE, "every 10 min"),
        ({"Expires": "0"}, "", "", HOUR, "every 60 min unasked"),
        ({}, "<ttl>180</ttl>", "", 3 * HOUR, "asks for 3 h between two fetches"),
        ({}, "<ttl>1</ttl>", "", 10 * MINUTE, "every 10 min"),
        ({}, "<ttl>9999999</ttl>", "", DAY, "24 h"),
        ({"Cache-Control": "max-age=3600"}, "<ttl>180</ttl>", "", 3 * HOUR, "ttl"),
        ({"Cache-Control": "max-age=14400"}, "<ttl>180</ttl>", "", 4 * HOUR, "its server says".capitalize()),
        ({}, "<sy:updatePeriod>hourly</sy:updatePeriod>", "", HOUR, "sy:updatePeriod"),
        (
            {},
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            "",
            6 * HOUR,
            "renewed every 6 h",
        ),
        ({}, "", 'every = "2h"', 2 * HOUR, "feeds.toml asks for it every 2 h"),
        ({"Cache-Control": "max-age=10800"}, "", 'every = "1h"', 3 * HOUR, "good for 3 h"),
        ({}, "<skipHours><hour>12</hour><hour>13</hour></skipHours>", "", 2 * HOUR, "skipHours"),
        ({}, "<skipDays><day>Wednesday</day></skipDays>", "", 12 * HOUR, "Wednesday (skipDays)"),
        (
            {},
            "<skipDays><day>Wednesday</day></skipDays><skipHours><hour>0</hour></skipHours>",
            "",
            13 * HOUR,
            "in the hour from 0:00 UTC",
        ),
    ],
)
def test_the_earliest_next_fetch(
    world: PoliteWorld, *, headers: dict[str, str], channel: str, extra: str, wait: int, reason: str
) -> None:
    world.subscribe(world.server.put("/a", rss(channel), etag='"1"', headers=tuple(headers.items())), extra=extra)
    world.refresh()
    assert world.next_in() == wait
    assert reason in world.health().reason
    assert world.due(after=wait - 1) is SKIPPED
    assert reason in world.only().reason
    assert world.only().reason.endswith("Next in 1 s.")
    assert world.due(after=1) is UNCHANGED
    assert world.server.count("/a") == 2


def test_expires_counts_from_the_servers_own_clock(world: PoliteWorld) -> None:
    date, expires = formatdate(1000, usegmt=True), formatdate(1000 + 2 * HOUR, usegmt=True)
    raw = (
        f"HTTP/1.1 200 OK\r\nDate: {date}\r\nExpires: {expires}"
        f"\r\nContent-Type: text/xml\r\nContent-Length: {len(rss())}\r\n\r\n"
    ).encode() + rss()
    world.subscribe(world.server.put("/a", raw=raw))
    world.refresh()
    assert world.next_in() == 2 * HOUR


@pytest.mark.parametrize(
    ("age", "wait"),
    [(0, HOUR), (9 * HOUR, HOUR), (2 * DAY, 4.8 * HOUR), (9 * DAY, 21.6 * HOUR), (900 * DAY, DAY)],
)
def test_a_feed_that_seldom_changes_is_asked_for_seldom(world: PoliteWorld, age: int, wait: float) -> None:
    world.subscribe(world.server.put("/a", rss(published=NOON - age), etag='"1"'))
    world.refresh()
    assert world.next_in() == wait


@pytest.mark.parametrize(
    ("age", "headers", "extra", "wait"),
    [
        (0, {}, "", 2 * HOUR),
        (3 * HOUR, {}, "", 2 * HOUR),
        (10 * HOUR, {}, "", 5 * HOUR),
        (30 * DAY, {}, "", DAY),
        (0, {"Cache-Control": "max-age=60"}, "", HOUR),
        (0, {"Cache-Control": "max-age=10800"}, "", 3 * HOUR),
        (30 * DAY, {"Cache-Control": "max-age=60"}, "", DAY),
        (30 * DAY, {}, 'every = "30m"', 30 * MINUTE),
    ],
)
def test_a_server_without_validators_is_asked_less_often(
    world: PoliteWorld, *, age: int, headers: dict[str, str], extra: str, wait: int
) -> None:
    """It sends the whole each time, and so has the more reason to want peace."""
    feed = rss(published=NOON - age)
    world.subscribe(world.server.put("/a", feed, headers=tuple(headers.items())), extra=extra)
    world.refresh()
    assert world.next_in() == wait
    assert world.due(after=wait - 1) is SKIPPED
    assert world.due(after=1) is UNCHANGED
    assert {"if-none-match", "if-modified-since"}.isdisjoint(world.server.last("/a").headers)
    world.server.put("/a", feed, etag='"1"')
    assert world.due(after=2 * DAY) is UNCHANGED
    assert "the whole" not in world.health().reason, "from now on it can say that nothing has changed"


def test_an_unchanged_answer_renews_how_long_it_is_good(world: PoliteWorld) -> None:
    world.subscribe(world.server.put("/a", rss(), etag='"1"', headers=(("Cache-Control", "max-age=7200"),)))
    world.refresh()
    world.server.put("/a", rss(), etag='"1"')
    assert world.due(after=2 * HOUR) is UNCHANGED
    assert world.next_in() == 2 * HOUR, "a 304 without the header leaves it as it was (RFC 9111, 4.3.4)"
    world.server.put("/a", rss(), etag='"1"', headers=(("Cache-Control", "max-age=14400"),))
    world.due(after=2 * HOUR)
    assert world.next_in() == 4 * HOUR


def test_a_refresh_by_hand_asks_conditionally_whatever_the_intervals(world: PoliteWorld) -> None:
    headers = (("Cache-Control", "max-age=86400"),)
    world.subscribe(world.server.put("/a", rss("<ttl>600</ttl>"), etag='"1"', headers=headers), extra='every = "1d"')
    for occasion in (Occasion.ALL, Occasion.ALL, Occasion.NAMED):
        world.refresh(occasion, after=1)
    assert world.only().status is UNCHANGED
    assert world.server.count("/a") == 3
    assert world.server.last("/a").headers["if-none-match"] == '"1"'


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404},
        {"status": 500},
        {"status": 503},
        {"status": 403},
        {"raw": b""},
        {"body": b"<html>Sign in</html>"},
    ],
)
def test_failures_back_off_and_the_feed_stays(world: PoliteWorld, answer: dict[str, object]) -> None:
    url = world.server.put("/a", rss())
    world.subscribe(url)
    world.refresh()
    world.server.put("/a", **answer)  # type: ignore[arg-type]
    waits = []
    for count in range(1, 10):
        assert world.refresh(after=2 * DAY).failed == 1
        assert world.health().failures == count
        waits.append(world.next_in() or 0)
        assert world.due(after=waits[-1] - 1) is SKIPPED
        assert "failure" in world.only().reason
    assert all(600 * 2**n <= wait <= 900 * 2**n for n, wait in enumerate(waits[:7]))
    assert all(DAY <= wait <= 1.5 * DAY for wait in waits[8:])
    world.server.put("/a", rss(title="Two"))
    assert world.due(after=2) is FeedStatus.UPDATED
    assert world.health().failures == 0


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/feed", "http://nowhere.invalid/feed"])
def test_servers_that_are_not_there_are_asked_less_often(world: PoliteWorld, url: str) -> None:
    world.subscribe(url)
    assert world.due() is FAILED
    first = world.next_in() or 0
    assert world.due(after=first) is FAILED
    assert (world.next_in() or 0) > first * 1.1


def test_feeds_that_failed_together_do_not_come_back_together(world: PoliteWorld) -> None:
    world.subscribe(*(f"http://127.0.0.1:9/{number}" for number in range(5)))
    world.refresh()
    world.refresh(Occasion.TIMER, after=12 * MINUTE)
    assert 0 < world.statuses().count(SKIPPED) < 5


def test_gone_is_gone_until_it_is_asked_for_by_name(world: PoliteWorld) -> None:
    world.subscribe(world.server.put("/a", rss()))
    world.refresh()
    world.server.put("/a", status=410)
    assert world.refresh(after=DAY).failed == 1
    assert "410 gone for good" in world.only().error
    for occasion in (Occasion.ALL, Occasion.TIMER):
        assert world.refresh(occasion, after=40 * DAY).skipped == 1
        assert "gone for good" in world.only().reason
    assert world.server.count("/a") == 2
    assert (world.health().gone, world.next_in()) == (True, None)
    world.server.put("/a", rss(title="Back"))
    world.refresh(Occasion.NAMED)
    assert world.only().status is FeedStatus.UPDATED
    assert not world.health().gone


def test_a_machine_that_is_offline_is_no_failure_of_the_feed(
    world: PoliteWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def offline(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_AGAIN, f"no name server for {host}:{port}")

    world.subscribe("http://news.example/feed")
    monkeypatch.setattr("index.feeds.fetch_net._look_up", offline)
    for _ in range(5):
        assert world.due(after=MINUTE) is FAILED, "it stays due: nobody was asked"
    assert "network up?" in world.only().error
    assert world.health().failures == 0


@pytest.mark.parametrize("jump", [-5 * 365 * DAY, 5 * 365 * DAY])
def test_a_clock_that_jumped_stops_no_feed_for_ever(world: PoliteWorld, jump: int) -> None:
    world.subscribe(world.server.put("/a", rss(), headers=(("Cache-Control", "max-age=86400"),)))
    world.refresh()
    world.refresh(after=jump)
    assert world.due(after=-jump + MINUTE) in {UNCHANGED, SKIPPED}
    assert 0 <= (world.next_in() or 0) <= DAY
    assert world.due(after=DAY) is UNCHANGED


def test_a_clock_that_jumps_in_the_middle_of_a_refresh_loses_nothing(world: PoliteWorld) -> None:
    world.subscribe(*(world.server.put(f"/{number}", rss(), etag='"1"') for number in range(6)))
    times = itertools.cycle([NOON, NOON + 5 * 365 * DAY, NOON - 5 * 365 * DAY])
    for _ in range(2):
        with Library.open(world.paths) as library:
            events: list[RefreshEvent] = []
            done = run_refresh(
                library, library.feeds(), events.append, entities=False, clock=lambda: float(next(times))
            )
            assert (done.feeds, done.failed, library.stats().articles) == (6, 0, 6)
    for _ in range(2):  # within two days of the right time every feed is asked for by itself again
        world.refresh(Occasion.TIMER, after=DAY)
    assert all(world.server.count(f"/{number}") >= 3 for number in range(6))
    with Library.open(world.paths) as library:
        assert all(
            0 <= (health.next_fetch or 0) - world.now <= DAY
            for health in library.feed_health(lambda: float(world.now)).values()
        )
