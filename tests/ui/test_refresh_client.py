"""The reader's side of a refresh: events from a real process, its ending, and stopping it."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from index import FeedRefreshed, FeedStatus, Paths, Progress, RefreshDone, RefreshEvent, Stage
from tui.messages import RefreshEnded
from tui.refresh_client import Outcome, RefreshClient, Refreshing, ended_notice, parse_event, refresh_command

INFINITE = float("inf")


@pytest.mark.parametrize(
    ("line", "event"),
    [
        (
            {"event": "feed", "url": "u", "status": "new", "new": 3, "edited": 1, "error": None, "took_ms": 12.7},
            FeedRefreshed("u", FeedStatus.NEW, 3, 1, "", 12),
        ),
        (
            {"event": "feed", "url": "u", "status": "failed", "error": "no answer"},
            FeedRefreshed("u", FeedStatus.FAILED, 0, 0, "no answer", 0),
        ),
        ({"event": "progress", "stage": "index", "done": 4, "total": 9}, Progress(Stage.INDEX, 4, 9)),
        (
            {"event": "done", "feeds": 2, "failed": 1, "new": 3, "edited": 4, "indexed": 5, "recognised": 6}
            | {"took_ms": 7, "notes": ["n", 1]},
            RefreshDone(2, 1, 3, 4, 5, 6, 7, ("n",)),
        ),
        ({"event": "feed", "status": "invented"}, None),
        ({"event": "progress", "stage": "later", "done": 1, "total": 1}, None),
        ({"event": "progress", "stage": "index", "done": INFINITE, "total": float("nan")}, Progress(Stage.INDEX, 0, 0)),
        ({"event": "weather"}, None),
        (["event"], None),
    ],
)  # fmt: skip
def test_a_line_becomes_an_event(line: object, event: RefreshEvent | None) -> None:
    assert parse_event(json.dumps(line)) == event


@pytest.mark.parametrize("line", ["", "{", "null", "3", "\x1b[31m", '"event"'])
def test_what_is_no_event_is_passed_over(line: str) -> None:
    assert parse_event(line) is None


def test_the_command_is_the_one_that_cron_runs() -> None:
    paths = Paths(archive=Path("/a b"), feeds=Path("/f.toml"))
    command = refresh_command(paths)
    assert command[:3] == (sys.executable, "-m", "tui")
    assert set(command[3:]) == {"refresh", "--json", "--progress", "--archive", "/a b", "--feeds", "/f.toml"}


def client(code: str, *feeds: str) -> RefreshClient:
    return RefreshClient((sys.executable, "-c", code), feeds)


async def all_of(refresh: RefreshClient) -> list[RefreshEvent]:
    return [event async for event in refresh.events()]


async def test_events_arrive_in_order_and_noise_is_dropped() -> None:
    refresh = client(
        "import json\n"
        "print(json.dumps({'event': 'progress', 'stage': 'fetch', 'done': 1, 'total': 2}))\n"
        "print('some noise')\n"
        "print('x' * 3_000_000)\n"
        "print(json.dumps({'event': 'done', 'new': 2}))\n"
    )
    events = await all_of(refresh)
    assert events == [Progress(Stage.FETCH, 1, 2), RefreshDone(0, 0, 2, 0, 0, 0, 0)]
    assert refresh.outcome is Outcome.DONE


@pytest.mark.parametrize(
    ("code", "outcome"),
    [(0, Outcome.DONE), (3, Outcome.SOME_FAILED), (4, Outcome.BUSY), (1, Outcome.FAILED), (2, Outcome.FAILED)],
)
async def test_exit_codes_are_understood(code: int, outcome: Outcome) -> None:
    refresh = client(f"import sys; print('why', file=sys.stderr); sys.exit({code})")
    await all_of(refresh)
    assert refresh.outcome is outcome
    assert refresh.complaint == "why"


async def test_only_the_last_words_of_a_long_complaint_are_kept() -> None:
    refresh = client("import sys\nfor n in range(50_000): print('line', n, file=sys.stderr)\nsys.exit(1)")
    await all_of(refresh)
    assert refresh.complaint.splitlines()[-1] == "line 49999"
    assert len(refresh.complaint.splitlines()) <= 20


async def test_feeds_follow_as_arguments() -> None:
    refresh = client("import sys; print(sys.argv[1:], file=sys.stderr)", "https://a.example/f", "--not-a-flag")
    await all_of(refresh)
    assert refresh.complaint == "['https://a.example/f', '--not-a-flag']"


async def test_a_command_that_is_not_there() -> None:
    refresh = RefreshClient(("/nowhere/wirecopy",))
    assert await all_of(refresh) == []
    assert refresh.outcome is Outcome.FAILED
    assert "could not be started" in refresh.complaint


ENDLESS = (
    "import json, signal, sys\n"
    "print(json.dumps({'event': 'progress', 'stage': 'fetch', 'done': 1, 'total': 2}), flush=True)\n"
    "signal.pause()\n"
)


async def test_cancel_ends_the_process() -> None:
    refresh = client(ENDLESS)
    events = []
    async for event in refresh.events():
        events.append(event)
        refresh.cancel()
    assert events == [Progress(Stage.FETCH, 1, 2)]
    assert refresh.outcome is Outcome.CANCELLED


async def test_a_process_that_ignores_the_request_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.refresh_client.GRACE", 0.05)
    refresh = client(
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        + ENDLESS.replace("signal.pause()", "while True: signal.pause()")
    )
    async for _ in refresh.events():
        refresh.cancel()
    assert refresh.outcome is Outcome.CANCELLED


async def test_a_cancelled_reader_takes_the_process_with_it() -> None:
    refresh = client(ENDLESS)
    started = asyncio.Event()

    async def follow() -> None:
        async for _ in refresh.events():
            started.set()

    task = asyncio.create_task(follow())
    await started.wait()
    process = refresh._process
    assert process is not None
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert process.returncode is not None


@pytest.mark.parametrize(
    ("resting", "until", "now", "said"),
    [
        (0, None, 0, ""),
        (3, 1_569_421_200, 1_569_419_000, "3 feeds not asked yet: their servers want to be left alone until 14:20."),
        (1, 1_569_421_200, 1_569_419_000, "1 feed not asked yet: its server wants to be left alone until 14:20."),
        (
            1,
            1_569_421_200,
            1_569_000_000,
            "1 feed not asked yet: its server wants to be left alone until Wed 25 Sep 2019, 14:20.",
        ),
    ],
)
def test_who_was_left_alone_is_told(resting: int, until: int | None, now: int, said: str) -> None:
    ended = RefreshEnded(Outcome.DONE, 0, 0, 0, "", resting=resting, until=until)
    assert ended_notice(ended, now) == said


def test_how_many_were_left_alone_is_counted() -> None:
    refreshing = Refreshing()
    for moment in ("2019-09-25T14:20:00Z", "2019-09-25T14:00:00Z", None):
        line = {"event": "feed", "url": "u", "status": "skipped", "reason": "It asked us to wait.", "until": moment}
        event = parse_event(json.dumps(line))
        assert event is not None
        refreshing.add(event)
    assert (refreshing.resting, refreshing.until) == (2, 1_569_421_200)
