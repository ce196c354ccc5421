"""Articles a month, or a day, as two lines of bars over a scale of time; pure functions. Words say the same."""

from __future__ import annotations

from calendar import month_abbr
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from tui.format import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index import Month

LEAST_MONTHS = 12
"""Months that are shown at least, were they empty; of those before an entity's first no more."""

DAYS = 24
"""Days that are shown."""

NONE = "·"
"""What stands for a month without any."""

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LEVELS = len(_EIGHTHS) - 1
_ROWS = 2
_WIDEST = 4
_LEAST_GAP = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time.

    Attributes:
        label: what it is called: ``Sep 2019``, ``Tue 24 Sep``.
        tick: what stands below it on the scale, where something begins with it.
    """

    label: str
    articles: int
    tick: str = ""


def bars_of_months(months: Sequence[Month]) -> tuple[Bar, ...]:
    """A bar a month from the first with articles on, a year's at least; a tick with every year."""
    first = next((number for number, month in enumerate(months) if month.articles), len(months))
    shown = months[min(first, max(0, len(months) - LEAST_MONTHS)) :]
    return tuple(
        Bar(f"{month_abbr[one.month]} {one.year}", one.articles, str(one.year) if one.month == 1 else "")
        for one in shown
    )


def bars_of_days(times: Iterable[int], newest: int) -> tuple[Bar, ...]:
    """A bar a day (UTC) up to the day of ``newest``; a tick with every week.

    Args:
        times: when the articles were published, Unix seconds.
        newest: the time with which the last day ends.
    """
    last = datetime.fromtimestamp(newest, UTC).date()
    counts = dict.fromkeys((last - timedelta(days=back) for back in range(DAYS - 1, -1, -1)), 0)
    for time in times:
        day = datetime.fromtimestamp(time, UTC).date()
        if day in counts:
            counts[day] += 1
    return tuple(
        Bar(f"{day:%a} {_day(day)}", count, "" if day.weekday() else _day(day)) for day, count in counts.items()
    )


def _day(day: date) -> str:
    return f"{day.day} {month_abbr[day.month]}"


def bar_lines(bars: Sequence[Bar], room: int) -> tuple[str, str]:
    """The bars, the upper line and the lower: as wide as the room allows, the latest ones where it allows few."""
    cells = bar_cells(len(bars), room)
    most = max((bar.articles for bar in bars), default=0)
    upper, lower = "", ""
    for bar in bars[-(room // cells) :] if room >= cells else ():
        level = 0 if not most else max(bool(bar.articles), round(bar.articles / most * _LEVELS * _ROWS))
        width = max(1, cells - 1)
        upper += (_EIGHTHS[max(0, level - _LEVELS)] * width).ljust(cells)
        lower += (_EIGHTHS[min(level, _LEVELS)] * width if level else NONE.ljust(width)).ljust(cells)
    return upper.rstrip(), lower.rstrip()


def bar_scale(bars: Sequence[Bar], room: int) -> str:
    """What stands below the bars: the first label, the ticks, the last label, as far as they keep apart."""
    cells = bar_cells(len(bars), room)
    shown = bars[-(room // cells) :] if room >= cells else ()
    if not shown:
        return ""
    width = len(shown) * cells
    scale = [" "] * width
    last = shown[-1].label
    _put(scale, max(0, width - 1 - len(last)) if cells > 1 else max(0, width - len(last)), last)
    _put(scale, 0, shown[0].label)
    for number, bar in enumerate(shown):
        if bar.tick:
            _put(scale, number * cells, bar.tick)
    return "".join(scale).rstrip()


def bar_cells(bars: int, room: int) -> int:
    """Cells that a bar takes, the gap behind it included."""
    return max(1, min(_WIDEST, room // bars if bars else _WIDEST))


def bars_in_words(bars: Sequence[Bar], unit: str = "month") -> str:
    """What the bars show, for whoever doesn't see it: where most is and how much, and how it is now.

    Args:
        bars: the latest one last.
        unit: what each of them stands for, "month" or "day".
    """
    preposition = "on" if unit == "day" else "in"
    some = [bar for bar in bars if bar.articles]
    if not some:
        return "none of late"
    peak = max(reversed(some), key=lambda bar: bar.articles)
    if len(some) == 1:
        return f"{peak.articles:,}, all {preposition} {peak.label}"
    most = f"most {preposition} {peak.label}: {plural(peak.articles, 'article')}"
    last = bars[-1]
    if last == peak:
        return f"{most}, the latest {unit}"
    return f"{most}; {last.articles or 'none'} {preposition} {last.label}"


def _put(scale: list[str], at: int, label: str) -> None:
    """Write a label where it fits and keeps apart from what stands there already."""
    near = scale[max(0, at - _LEAST_GAP) : at + len(label) + _LEAST_GAP]
    if at + len(label) <= len(scale) and not "".join(near).strip():
        scale[at : at + len(label)] = label
