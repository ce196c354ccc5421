"""Dates as people type them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from index.search.dates import Stretch, parse_date

NOW = datetime(2020, 3, 31, 15, 30, tzinfo=UTC)  # a Tuesday


def at(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}+00:00").timestamp())


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2019", "2019-01-01", "2020-01-01"),
        ("2019-12", "2019-12-01", "2020-01-01"),
        ("2020-02-29", "2020-02-29", "2020-03-01"),
        ("2019-9-4", "2019-09-04", "2019-09-05"),
        ("today", "2020-03-31", "2020-04-01"),
        ("Yesterday", "2020-03-30", "2020-03-31"),
        ("this week", "2020-03-30", "2020-04-06"),
        ("last week", "2020-03-23", "2020-03-30"),
        ("this month", "2020-03-01", "2020-04-01"),
        ("last  month", "2020-02-01", "2020-03-01"),
        ("last year", "2019-01-01", "2020-01-01"),
        ("2019-09-01..2019-09-30", "2019-09-01", "2019-10-01"),
        ("2019..2020-01", "2019-01-01", "2020-02-01"),
        ("..2019", None, "2020-01-01"),
        ("2019..", "2019-01-01", None),
        ("yesterday..today", "2020-03-30", "2020-04-01"),
        ("7d", "2020-03-24T15:30:00", None),
        ("2w", "2020-03-17T15:30:00", None),
        ("12 hours", "2020-03-31T03:30:00", None),
        ("1m", "2020-02-29T15:30:00", None),
        ("1y", "2019-03-31T15:30:00", None),
    ],
)
def test_a_date_is_a_stretch_of_time(text: str, start: str | None, end: str | None) -> None:
    assert parse_date(text, NOW) == Stretch(start and at(start), end and at(end))


@pytest.mark.parametrize(
    "text", ["", "..", "soon", "2019-13", "2019-02-30", "20190924", "0000", "2019..soon", "99999y"]
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text, NOW) is None


def test_days_begin_at_the_users_midnight() -> None:
    now = datetime(2019, 10, 27, 12, tzinfo=ZoneInfo("Europe/Prague"))  # 25 hours long
    stretch = parse_date("today", now)
    assert stretch is not None
    assert stretch.start is not None
    assert stretch.end is not None
    assert stretch.end - stretch.start == 25 * 3600
