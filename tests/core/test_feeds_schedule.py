"""The schedule as a table: what headers mean, and how long failures wait."""

from __future__ import annotations

import pytest

from index.events import Occasion
from index.feed_types import FeedHints, FetchHistory, FetchState, HostWait
from index.feeds.schedule import back_off, duration, freshness, held, host_wait, moved, next_fetch, server_time

DATE = "Tue, 03 Sep 2019 10:00:00 GMT"
HOUR_LATER = "Tue, 03 Sep 2019 11:00:00 GMT"


@pytest.mark.parametrize(
    ("cache_control", "expires", "age", "fresh"),
    [
        ("", "", "", None),
        ("max-age=60", "", "", 60),
        ("public, Max-Age=60, must-revalidate", "", "", 60),
        ('max-age="60"', "", "", 60),
        ("max-age=60", HOUR_LATER, "", 60),
        ("s-maxage=60", "", "", None),
        ("max-age=-1", "", "", None),
        ("max-age=", HOUR_LATER, "", 3600),
        ("max-age=60, max-age=90", "", "", 60),
        ("no-cache, max-age=60", "", "", 0),
        ("max-age=60, no-store", "", "", 0),
        ("private", HOUR_LATER, "", 3600),
        ("", HOUR_LATER, "600", 3000),
        ("max-age=60", "", "600", 0),
        ("max-age=60", "", "soon", 60),
        ("", "0", "", 0),
        ("", "-1", "", 0),
        ("", DATE, "", 0),
        ("max-age=" + "9" * 40, "", "", 999_999_999_999),
    ],
)
def test_for_how_long_an_answer_is_good(cache_control: str, expires: str, age: str, fresh: int | None) -> None:
    assert freshness(cache_control, expires, DATE, age) == fresh


def test_expires_without_a_date_says_nothing() -> None:
    assert freshness("", HOUR_LATER, "", "") is None


@pytest.mark.parametrize(
    ("date", "seconds"),
    [(DATE, 1567504800), ("Tuesday, 03-Sep-19 10:00:00 GMT", 1567504800), ("soon", None), ("", None), ("0", None)],
)
def test_dates_of_http(date: str, seconds: float | None) -> None:
    assert server_time(date) == seconds


@pytest.mark.parametrize(
    ("status", "seconds", "until"),
    [(429, 60, 1060), (503, 60, 1060), (429, 0, None), (500, 60, None), (404, 60, None), (429, 10**9, 605_800)],
)
def test_whose_retry_after_counts(status: int, seconds: int, until: int | None) -> None:
    wait = host_wait("example.org", status, seconds, now=1000)
    assert (wait.until if wait else None) == until


def test_back_off_doubles_to_a_day_and_a_half_with_jitter() -> None:
    for failures in range(1, 200):
        base = min(86_400, 600 * 2 ** (failures - 1))
        assert all(base <= back_off(failures, seed) <= 1.5 * base for seed in "abc")
    assert len({back_off(3, str(number)) for number in range(50)}) > 40
    assert back_off(3, "a") == back_off(3, "a")


@pytest.mark.parametrize(
    ("occasion", "held_by"),
    [(Occasion.TIMER, "max-age"), (Occasion.ALL, ""), (Occasion.NAMED, "")],
)
def test_intervals_hold_automatic_refreshes_only(occasion: Occasion, held_by: str) -> None:
    history = FetchHistory(checked=1000, fetched=1000, state=FetchState(fresh=7200))
    reason = held(history, None, 2000, occasion)
    assert bool(reason) is bool(held_by)


@pytest.mark.parametrize("occasion", list(Occasion))
def test_a_servers_own_words_hold_for_all(occasion: Occasion) -> None:
    wait = HostWait("example.org", 1000, 5000)
    assert held(FetchHistory(), wait, 2000, occasion) == "example.org asked us to wait 50 min more."
    assert held(FetchHistory(), wait, 5000, occasion) == ""


def test_moves() -> None:
    first = moved(FetchState(), "http://a/", "https://b/")
    assert (first.moved_to, first.moving_to, first.moves) == ("", "https://b/", 1)
    assert moved(first, "http://a/", "https://b/").moved_to == "https://b/"
    assert moved(first, "http://a/", "") == FetchState()
    assert moved(first, "http://a/", "https://c/").moves == 1
    assert moved(FetchState(), "https://a/", "http://a/") == FetchState(), "nobody is moved out of encryption"
    there = FetchState(moved_to="https://b/")
    assert moved(there, "https://b/", "") == there


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (7199, "120 min"),
        (7200, "2 h"),
        (90_000, "25 h"),
        (172_801, "3 days"),
    ],
)
def test_durations(seconds: int, words: str) -> None:
    assert duration(seconds) == words


def test_a_week_of_days_to_skip_leaves_the_last() -> None:
    history = FetchHistory(checked=0, fetched=0, hints=FeedHints(skip_days=(0, 1, 2, 3, 4, 5)))
    assert next_fetch(history, 0, "").at == 3 * 86_400, "1970 began on a Thursday"
