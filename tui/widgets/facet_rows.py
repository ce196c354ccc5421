"""What the pane of facets lists, and its lines: pure functions from facets to styled segments of an exact width.

::

     Narrowed by
    ▎× Moscow
     Feeds
       RFE/RL                 12
     When
       Sep 2019 ████████▌     41
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from index import guard
from tui.format import count
from tui.queries import has_term, narrowings
from tui.widgets.article_row import MARK, Line
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.segment import Segment

    from index import Facet, Facets
    from tui.widgets.inks import Inks

MOST_MONTHS = 12
"""Months that are shown one by one; more of them are added up to years."""

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_GONE = "×"
_TIME_CELLS = 8
_LEAST_BAR, _LONGEST_BAR = 3, 24


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A line of the pane.

    Attributes:
        label: a heading where there is no ``term``.
        term: what is put into the query, or taken out of it.
        chosen: it is in the query.
        share: of the longest bar, for months and years; None for what has no bar.
    """

    label: str
    count: int = 0
    term: str = ""
    chosen: bool = False
    share: float | None = None


def facet_rows(facets: Facets | None, query: str, most: int) -> tuple[FacetRow, ...]:
    """All lines: what narrows the query now, then what could.

    Args:
        facets: what the articles found have in common; None where that is not known.
        query: as typed.
        most: how many of each kind.
    """
    rows = [FacetRow(value, term=term, chosen=True) for term, value in narrowings(query)]
    if rows:
        rows.insert(0, FacetRow("Narrowed by"))
    if facets is None:
        return tuple(rows)
    kinds = ("Feeds", facets.feeds), ("People", facets.people), ("Organisations", facets.organisations)
    for heading, found in (*kinds, ("Places", facets.places)):
        listed = [FacetRow(each.label, each.count, each.term) for each in found if not has_term(query, each.term)]
        rows += [FacetRow(heading), *listed[:most]] if listed else []
    times = list(time_rows(facets.months, query))
    rows += [FacetRow("When"), *times] if times else []
    return tuple(rows)


def time_rows(months: Sequence[Facet], query: str) -> Iterator[FacetRow]:
    """Months, or years where there are many months; the newest first."""
    counts: dict[str, int] = {}
    for month in months:
        name = month.label if len(months) <= MOST_MONTHS else month.label[:4]
        counts[name] = counts.get(name, 0) + month.count
    most = max(counts.values(), default=0)
    for name in sorted(counts, reverse=True):
        if not has_term(query, f"date:{name}"):
            yield FacetRow(_time(name), counts[name], f"date:{name}", share=counts[name] / most)


def bar(share: float, cells: int) -> str:
    """A bar of up to so many cells, in eighths of a cell; never quite nothing."""
    eighths = max(1, round(min(share, 1.0) * cells * 8))
    return _EIGHTHS[8] * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def facet_line(row: FacetRow, width: int, inks: Inks, *, selected: bool = False) -> list[Segment]:
    """A line of the pane, ``width`` cells wide."""
    line = Line(width)
    line.add(MARK if selected else " ", inks.mark)
    if not row.term:
        line.add(clip(row.label, line.room), inks.quiet)
        line.gap(0, inks.ground)
        return line.segments
    number = count(row.count)
    reserved = 1 + (cell_len(number) + 1 if number else 0)
    line.add(f"{_GONE} " if row.chosen else "  ", inks.key if row.chosen else inks.ground)
    label = guard(row.label).strip() or "Untitled"
    if row.share is None:
        line.add(clip(label, line.room - reserved), (inks.strong if row.chosen else inks.ground) + inks.chosen)
    else:
        line.add(clip(label, line.room - reserved).ljust(_TIME_CELLS), inks.ground + inks.chosen)
        cells = min(line.room - reserved - 1, _LONGEST_BAR)
        if cells >= _LEAST_BAR:
            line.add(" ", inks.ground)
            line.add(bar(row.share, cells), inks.mark)
    line.right(((number, inks.quiet),), inks.ground)
    return line.segments


def _time(name: str) -> str:
    year, _, month = name.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}" if month else year
