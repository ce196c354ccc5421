"""Dates as people type them (``2019-09``, ``today``, ``"last week"``, ``7d``, ``2019-09..``) as stretches of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,5})\s*(h|d|w|m|y|hours?|days?|weeks?|months?|years?)")
_NAMED = re.compile(r"(this|last)\s+(week|month|year)")
_MONTHS_A_YEAR = 12
EXAMPLES = "2019, 2019-09, 2019-09-24, 2019-09-01..2019-09-30, today, yesterday, “last week”, 7d"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``start`` to just before ``end``, in Unix seconds; None is open."""

    start: int | None
    end: int | None


def parse_date(text: str, now: datetime) -> Stretch | None:
    """What a date means; None where it means nothing.

    Weeks begin on Monday; "last week" is the calendar week before this one, while ``7d`` is the last seven days.

    Args:
        text: a day, month or year, a range of two of them joined by ``..`` (either may be missing), or a word.
        now: with a time zone, in which days begin at midnight.
    """
    text = " ".join(text.lower().split())
    if ".." not in text:
        return _single(text, now)
    first, _, last = text.partition("..")
    if not first.strip() and not last.strip():
        return None
    start = _single(first.strip(), now) if first.strip() else Stretch(None, None)
    end = _single(last.strip(), now) if last.strip() else Stretch(None, None)
    if start is None or end is None:
        return None
    return Stretch(start.start, end.end)


def _single(text: str, now: datetime) -> Stretch | None:
    if match := _DAY.fullmatch(text):
        return _calendar(match[1], match[2], match[3], now)
    if match := _AGO.fullmatch(text):
        return _ago(int(match[1]), match[2][0], now)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if text == "today":
        return _between(midnight, _next_midnight(midnight, 1))
    if text == "yesterday":
        return _between(_next_midnight(midnight, -1), midnight)
    if match := _NAMED.fullmatch(text):
        return _named(match[1], match[2], midnight)
    return None


def _calendar(year: str, month: str | None, day: str | None, now: datetime) -> Stretch | None:
    try:
        start = datetime(int(year), int(month or 1), int(day or 1), tzinfo=now.tzinfo)
        end = _next_midnight(start, 1) if day else _add_months(start, 1 if month else _MONTHS_A_YEAR)
        return _between(start, end)
    except (ValueError, OverflowError):
        return None


def _ago(number: int, unit: str, now: datetime) -> Stretch | None:
    try:
        if unit in "my":
            start = _add_months(now.replace(day=1), -number * (1 if unit == "m" else _MONTHS_A_YEAR))
            last_day = (_add_months(start, 1) - timedelta(days=1)).day
            start = start.replace(day=min(now.day, last_day))
        else:
            start = now - timedelta(hours=number * {"h": 1, "d": 24, "w": 168}[unit])
        return Stretch(int(start.timestamp()), None)
    except (ValueError, OverflowError):
        return None


def _named(which: str, unit: str, midnight: datetime) -> Stretch:
    if unit == "week":
        start = _next_midnight(midnight, -midnight.weekday())
        before, after = _next_midnight(start, -7), _next_midnight(start, 7)
    else:
        start = midnight.replace(day=1) if unit == "month" else midnight.replace(month=1, day=1)
        months = 1 if unit == "month" else _MONTHS_A_YEAR
        before, after = _add_months(start, -months), _add_months(start, months)
    return _between(before, start) if which == "last" else _between(start, after)


def _add_months(day: datetime, months: int) -> datetime:
    """Whole months on from the first of a month."""
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    return day.replace(year=year, month=month + 1)


def _next_midnight(midnight: datetime, days: int) -> datetime:
    return midnight + timedelta(days=days)


def _between(start: datetime, end: datetime) -> Stretch:
    return Stretch(int(start.timestamp()), int(end.timestamp()))
