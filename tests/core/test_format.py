from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tui import format as fmt

NOW = datetime(2019, 9, 24, 8, 14, tzinfo=UTC).timestamp()  # a Tuesday
MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("ago", "long", "short"),
    [
        (0, "now", "now"),
        (59, "now", "now"),
        (-59, "now", "now"),
        (60, "1 min", "1 min"),
        (14 * MINUTE + 59, "14 min", "14 min"),
        (HOUR - 1, "59 min", "59 min"),
        (HOUR, "1 h", "1 h"),
        (3 * HOUR + 59 * MINUTE, "3 h", "3 h"),
        (DAY - 1, "23 h", "23 h"),
        (DAY, "Mon 08:14", "Mon"),
        (2 * DAY, "Sun 08:14", "Sun"),
        (6 * DAY, "Wed 08:14", "Wed"),
        (6 * DAY + 8 * HOUR + 14 * MINUTE, "Wed 00:00", "Wed"),
        (6 * DAY + 8 * HOUR + 15 * MINUTE, "17 Sep", "17 Sep"),
        (7 * DAY, "17 Sep", "17 Sep"),
        (200 * DAY, "8 Mar", "8 Mar"),
        (365 * DAY, "24 Sep 2018", "Sep 2018"),
        (-60, "24 Sep", "24 Sep"),
        (-3 * DAY, "27 Sep", "27 Sep"),
        (-400 * DAY, "28 Oct 2020", "Oct 2020"),
    ],
)
def test_relative_time(ago: float, long: str, short: str) -> None:
    assert fmt.relative_time(NOW - ago, NOW, UTC) == long
    assert fmt.relative_time(NOW - ago, NOW, UTC, short=True) == short


def test_days_and_clocks_are_those_of_the_zone() -> None:
    tokyo = timezone(timedelta(hours=9))
    sunday_evening = NOW - 2 * DAY + 10 * HOUR  # 18:14 in UTC, already Monday in Tokyo
    assert fmt.relative_time(sunday_evening, NOW, UTC) == "Sun 18:14"
    assert fmt.relative_time(sunday_evening, NOW, tokyo) == "Mon 03:14"


def test_without_a_zone_the_users_own_counts() -> None:
    assert fmt.relative_time(NOW - 2 * DAY, NOW) == "Sun 08:14"  # the tests run with TZ=UTC


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(1, 1, 1, 12, tzinfo=UTC).timestamp(), "1 Jan 1"),
        (datetime(9999, 12, 31, tzinfo=UTC).timestamp(), "31 Dec 9999"),
        (-(10**18), fmt.UNDATED),
        (10**18, fmt.UNDATED),
        (float("inf"), fmt.UNDATED),
        (float("nan"), fmt.UNDATED),
    ],
)
def test_absurd_times(moment: float, text: str) -> None:
    assert fmt.relative_time(moment, NOW, UTC) == text


def test_a_broken_clock_does_not_raise() -> None:
    assert fmt.relative_time(NOW, 10**18, UTC) == fmt.UNDATED


@pytest.mark.parametrize(
    ("moment", "text"),
    [(NOW, "Tue 24 Sep 2019, 08:14"), (0, "Thu 1 Jan 1970, 00:00"), (10**18, fmt.UNDATED), (None, "")],
)
def test_absolute_time(moment: float | None, text: str) -> None:
    assert fmt.absolute_time(moment, UTC) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, ""), (1, "1"), (999, "999"), (1284, "1,284"), (1_000_000, "1,000,000")]
)
def test_count(number: int, text: str) -> None:
    assert fmt.count(number) == text


@pytest.mark.parametrize(
    ("number", "noun", "nouns", "text"),
    [
        (0, "article", "", "0 articles"),
        (1, "article", "", "1 article"),
        (1284, "article", "", "1,284 articles"),
        (2, "copy", "copies", "2 copies"),
        (1, "copy", "copies", "1 copy"),
    ],
)
def test_plural(number: int, noun: str, nouns: str, text: str) -> None:
    assert fmt.plural(number, noun, nouns) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (1_440_000, "1.4 MB"),
        (9_960_000, "10 MB"),
        (23_000_000, "23 MB"),
        (999_600_000, "1.0 GB"),
        (5 * 10**15, "5,000 TB"),
    ],
)
def test_size(number: int, text: str) -> None:
    assert fmt.size(number) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 ms"),
        (-1, "0 ms"),
        (0.04, "40 ms"),
        (0.9999, "1.0 s"),
        (1.44, "1.4 s"),
        (9.96, "10 s"),
        (23.9, "23 s"),
        (180, "3 min"),
        (3600, "1 h"),
        (4800, "1 h 20 min"),
    ],
)
def test_duration(seconds: float, text: str) -> None:
    assert fmt.duration(seconds) == text


@pytest.mark.parametrize(("words", "text"), [(0, "1 min read"), (230, "1 min read"), (700, "3 min read")])
def test_reading_time(words: int, text: str) -> None:
    assert fmt.reading_time(words) == text
