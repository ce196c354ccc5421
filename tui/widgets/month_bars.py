"""Articles a month as two lines of bars over a scale of months; pure functions. What they show is said in words too."""

from __future__ import annotations

from calendar import month_abbr
from typing import TYPE_CHECKING

from tui.format import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Month

LEAST_MONTHS = 12
"""Months that are shown at least, were they empty; of those before an entity's first no more."""

NONE = "·"
"""What stands for a month without any."""

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LEVELS = len(_EIGHTHS) - 1
_ROWS = 2
_WIDEST = 4
_LEAST_GAP = 2


def shown_months(months: Sequence[Month]) -> Sequence[Month]:
    """The months from the first with articles on, a year's at least."""
    first = next((number for number, month in enumerate(months) if month.articles), len(months))
    return months[min(first, max(0, len(months) - LEAST_MONTHS)) :]


def month_bars(months: Sequence[Month], room: int) -> tuple[str, str]:
    """The bars, the upper line and the lower: as wide as the room allows, the latest months where it allows few."""
    cells = month_cells(len(months), room)
    most = max((month.articles for month in months), default=0)
    upper, lower = "", ""
    for month in months[-(room // cells) :] if room >= cells else ():
        level = 0 if not most else max(bool(month.articles), round(month.articles / most * _LEVELS * _ROWS))
        bar = max(1, cells - 1)
        upper += (_EIGHTHS[max(0, level - _LEVELS)] * bar).ljust(cells)
        lower += (_EIGHTHS[min(level, _LEVELS)] * bar if level else NONE.ljust(bar)).ljust(cells)
    return upper.rstrip(), lower.rstrip()


def month_scale(months: Sequence[Month], room: int) -> str:
    """What stands below the bars: the first month, the years as they begin, the last month."""
    cells = month_cells(len(months), room)
    shown = months[-(room // cells) :] if room >= cells else ()
    if not shown:
        return ""
    width = len(shown) * cells
    scale = [" "] * width
    last = month_name(shown[-1])
    _put(scale, max(0, width - 1 - len(last)) if cells > 1 else max(0, width - len(last)), last)
    _put(scale, 0, month_name(shown[0]))
    for number, month in enumerate(shown):
        if month.month == 1:
            _put(scale, number * cells, str(month.year))
    return "".join(scale).rstrip()


def month_cells(months: int, room: int) -> int:
    """Cells that a month takes, the gap behind its bar included."""
    return max(1, min(_WIDEST, room // months if months else _WIDEST))


def month_name(month: Month) -> str:
    """``Sep 2019``."""
    return f"{month_abbr[month.month]} {month.year}"


def months_in_words(months: Sequence[Month]) -> str:
    """What the bars show, for whoever doesn't see it: where most is and how much, and how it is now."""
    with_articles = [month for month in months if month.articles]
    if not with_articles:
        return "no articles in these months"
    peak = max(with_articles, key=lambda month: (month.articles, month.year, month.month))
    most = f"{month_name(peak)}: {plural(peak.articles, 'article')}"
    if len(with_articles) == 1:
        return f"{peak.articles:,}, all in {month_name(peak)}"
    last = months[-1]
    if last == peak:
        return f"most in {most}, the latest month"
    return f"most in {most}; {last.articles or 'none'} in {month_name(last)}"


def _put(scale: list[str], at: int, label: str) -> None:
    """Write a label where it fits and keeps apart from what stands there already."""
    near = scale[max(0, at - _LEAST_GAP) : at + len(label) + _LEAST_GAP]
    if at + len(label) <= len(scale) and not "".join(near).strip():
        scale[at : at + len(label)] = label
