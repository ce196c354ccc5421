"""Counting in the calendar's units: the next Tuesday, last May, the week in which a day is. English words.

Weeks are Monday to Sunday. Results are dates, or ISO 8601 as :mod:`index.entities.dates` has it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
"""A month's name, casefolded, as a regular expression."""

DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
"""A weekday's name, casefolded, as a regular expression."""

NUMBER = r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
"""A number of units, as a regular expression."""

UNIT = r"(?:day|week|month|year)"
"""A unit, as a regular expression."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DECEMBER = 12
_WEEK = 7
_SATURDAY = 5


def count_of(word: str) -> int:
    """What a number word counts: "a" is one."""
    if word in {"a", "an"}:
        return 1
    return int(word) if word.isdigit() else _WORDS.index(word)


def day_number(word: str) -> int:
    """A weekday's number, Monday 0."""
    return _DAYS.index(word[:3])


def weekday(number: int, day: date, *, ahead: bool) -> date:
    """The next weekday of that number, or the last, the day itself included."""
    if ahead:
        return day + timedelta(days=(number - day.weekday()) % _WEEK)
    return day - timedelta(days=(day.weekday() - number) % _WEEK)


def turn(which: str, unit: str, day: date) -> str:
    """Last, this or next week, month, Tuesday or May."""
    steps = {"last": -1, "past": -1, "this past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in {"week", "month", "year"}:
        return of_unit(shifted(day, steps, unit), unit)
    if unit == "weekend":
        saturday = day + timedelta(days=_SATURDAY - day.weekday() + _WEEK * steps)
        if steps < 0 and day.weekday() < _SATURDAY:
            saturday = day - timedelta(days=day.weekday() + 2)
        return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"
    if re.fullmatch(MONTH, unit):
        return month_of(_MONTHS.index(unit[:3]) + 1, steps, day)
    number = day_number(unit)
    if steps > 0:
        return weekday(number, day + timedelta(days=1), ahead=True).isoformat()
    if steps < 0:
        return weekday(number, day - timedelta(days=1), ahead=False).isoformat()
    monday = day - timedelta(days=day.weekday())
    return (monday + timedelta(days=number)).isoformat()


def month_of(number: int, steps: int, day: date) -> str:
    """The last (-1), nearest this year (0) or next (1) month of that number."""
    year = day.year
    if steps < 0:
        year -= number >= day.month
    elif steps > 0:
        year += number <= day.month
    return f"{year}-{number:02}"


def shifted(day: date, steps: int, unit: str) -> date:
    """The day so many units later; in a shorter month its last day."""
    if unit in {"day", "week"}:
        return day + timedelta(days=steps * (_WEEK if unit == "week" else 1))
    months = day.year * _DECEMBER + day.month - 1 + steps * (_DECEMBER if unit == "year" else 1)
    year, month = divmod(months, _DECEMBER)
    following = date(year + (month + 1) // _DECEMBER, (month + 1) % _DECEMBER + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def of_unit(day: date, unit: str) -> str:
    """The day, or the week, month or year that it is in."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    return {"day": day.isoformat(), "month": f"{day:%Y-%m}", "year": f"{day.year:04}"}[unit]


def first_day(iso: str) -> date:
    """The first day of a date or interval in ISO 8601."""
    parts = [int(part) for part in iso.split("/", maxsplit=1)[0].split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)  # noqa: PLR2004


def last_day(iso: str) -> date:
    """The last day of a date or interval in ISO 8601."""
    end = iso.rsplit("/", maxsplit=1)[-1]
    parts = end.count("-")
    return shifted(first_day(end), 1, ("year", "month", "day")[parts]) - timedelta(days=1)


def quarter_of(year: int, quarter: int) -> str:
    """A quarter of a year, 1 to 4, as its first and last month."""
    return f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"


def nearest(found: date, day: date, weekday: int | None) -> date:
    """The date in the year that brings it nearest; in one that has the weekday, if the article names it."""
    near: list[date] = []
    for year in range(day.year - 4, day.year + 5):
        try:
            near.append(found.replace(year=year))
        except ValueError:
            continue
    fitting = [one for one in near if weekday is None or one.weekday() == weekday] or near
    return min(fitting, key=lambda one: (abs((one - day).days), one))
