"""How numbers and times read: pure functions, in plain English, never raising whatever a feed may claim."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

MINUTE, HOUR, DAY = 60, 3600, 86400
"""Seconds."""

WORDS_A_MINUTE = 230
"""How fast adults read English prose silently, about (Brysbaert 2019: 238 for non-fiction)."""

UNDATED = "undated"
"""What stands for a time that no calendar holds."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WEEK_DAYS = 7
_SIZE_UNITS = ("kB", "MB", "GB", "TB")
_THOUSAND = 1000
_ONE_DIGIT = 10


def local_datetime(moment: float, zone: tzinfo | None = None) -> datetime | None:
    """The moment on a clock in ``zone`` (the user's own if None); None where no calendar holds it.

    Args:
        moment: Unix seconds, of any size.
        zone: the user's own if None.
    """
    try:
        return (_EPOCH + timedelta(seconds=moment)).astimezone(zone)
    except (OverflowError, ValueError, OSError):  # OSError and ValueError: what the C library says of years beyond it
        return None


def relative_time(moment: float, now: float, zone: tzinfo | None = None, *, short: bool = False) -> str:
    """When something was, as a reader thinks of it.

    ``now``, ``14 min`` and ``3 h`` under a day; ``Tue 09:14`` up to six days back; then ``24 Sep``, with the year where
    it isn't this one. What lies ahead is ``now`` within a minute, else a date.

    Args:
        moment: Unix seconds.
        now: Unix seconds.
        zone: the time zone of days and clocks; the user's own if None.
        short: for narrow places: ``Tue`` without the clock, ``Sep 2019`` without the day.
    """
    ago = now - moment
    if -MINUTE < ago < MINUTE:
        return "now"
    if 0 < ago < HOUR:
        return f"{int(ago // MINUTE)} min"
    if 0 < ago < DAY:
        return f"{int(ago // HOUR)} h"
    then, today = local_datetime(moment, zone), local_datetime(now, zone)
    if then is None or today is None:
        return UNDATED
    if 0 < (today.date() - then.date()).days < _WEEK_DAYS:
        weekday = _DAYS[then.weekday()]
        return weekday if short else f"{weekday} {then:%H:%M}"
    month = _MONTHS[then.month - 1]
    if then.year == today.year:
        return f"{then.day} {month}"
    return f"{month} {then.year}" if short else f"{then.day} {month} {then.year}"


def absolute_time(moment: float | None, zone: tzinfo | None = None) -> str:
    """Day, date and clock: ``Tue 24 Sep 2019, 09:14``; nothing for a time that nobody said."""
    if moment is None:
        return ""
    then = local_datetime(moment, zone)
    if then is None:
        return UNDATED
    return f"{_DAYS[then.weekday()]} {then.day} {_MONTHS[then.month - 1]} {then.year}, {then:%H:%M}"


def long_date(moment: float, zone: tzinfo | None = None) -> str:
    """A day as one cites it: ``24 September 2019``."""
    then = local_datetime(moment, zone)
    return f"{then.day} {_LONG_MONTHS[then.month - 1]} {then.year}" if then else UNDATED


def count(number: int) -> str:
    """A number with its thousands apart; nothing for zero, which lists don't show."""
    return f"{number:,}" if number else ""


def plural(number: int, noun: str, nouns: str = "") -> str:
    """The number and what it counts: ``1 article``, ``1,284 articles``."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def size(number: int) -> str:
    """Bytes in decimal units, as disks are sold: ``512 bytes``, ``1.4 MB``, ``23 MB``."""
    if abs(number) < _THOUSAND:
        return plural(number, "byte")
    value = float(number)
    for unit in _SIZE_UNITS:
        value /= _THOUSAND
        if abs(round(value)) < _THOUSAND or unit == _SIZE_UNITS[-1]:
            break
    digits = 1 if abs(round(value, 1)) < _ONE_DIGIT else 0
    return f"{value:,.{digits}f} {unit}"


def duration(seconds: float) -> str:
    """How long something took: ``40 ms``, ``1.4 s``, ``23 s``, ``3 min``, ``1 h 20 min``."""
    if round(seconds * _THOUSAND) < _THOUSAND:
        return f"{max(0, round(seconds * _THOUSAND))} ms"
    if seconds < MINUTE:
        return f"{seconds:.1f} s" if round(seconds, 1) < _ONE_DIGIT else f"{int(seconds + 0.05)} s"
    minutes = int(seconds // MINUTE)
    if minutes < HOUR // MINUTE:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, HOUR // MINUTE)
    return f"{hours:,} h {minutes} min" if minutes else f"{hours:,} h"


def reading_time(words: int) -> str:
    """How long a text takes to read: ``1 min read``, at least."""
    return f"{max(1, round(words / WORDS_A_MINUTE)):,} min read"
