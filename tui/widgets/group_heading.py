"""The heading above a group of articles: a day or a source, and how many there are of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import guard
from tui.format import UNDATED, count, local_datetime
from tui.widgets.article_row import Line
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from datetime import tzinfo

    from rich.segment import Segment

    from index import ArticleRow
    from tui.widgets.article_row import RowContext

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_RULE = "─"


def day_title(moment: float, now: float, zone: tzinfo | None = None) -> str:
    """A day as a heading: ``Today``, ``Yesterday``, ``Monday 23 November``, with the year where it isn't this one.

    Args:
        moment: Unix seconds, at any time of that day.
        now: Unix seconds.
        zone: the user's own if None.
    """
    then, today = local_datetime(moment, zone), local_datetime(now, zone)
    if then is None or today is None:
        return UNDATED.capitalize()
    ago = (today.date() - then.date()).days
    if ago in (0, 1):
        return "Yesterday" if ago else "Today"
    day = f"{_DAYS[then.weekday()]} {then.day} {_MONTHS[then.month - 1]}"
    return day if then.year == today.year else f"{day} {then.year}"


def heading_line(row: ArticleRow | None, size: int, context: RowContext, *, by_source: bool) -> list[Segment]:
    """The heading above an article, the first of ``size``."""
    line, inks = Line(context.width), context.inks
    title = "…"
    if row is not None:
        title = guard(row.feed_title).strip() if by_source else day_title(row.time, context.now)
    number = count(size)
    line.add(" ", inks.ground)
    line.add(clip(title, max(1, line.room - len(number) - 4)), inks.key)
    line.add(" ", inks.ground)
    line.add(_RULE * max(0, line.room - len(number) - 2), inks.quiet)
    line.right(((number, inks.quiet),), inks.ground)
    return line.segments
