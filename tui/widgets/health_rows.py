"""The table of feeds: columns, orders, lines. Pure.

::

    ▎! RFE/RL                     3 days    in 40 min      98    1.2 MB

A gutter (the mark of the selected row, what is wrong), the feed, when it last answered, when it is asked next, articles
a week, the size of its last answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from index import guard
from tui.format import DAY, HOUR, MINUTE, relative_time, size
from tui.widgets.article_row import MARK, Line
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.segment import Segment

    from index import Feed, FeedHealth
    from tui.widgets.inks import Inks

FAILING, GONE, MOVED, FINE = "!", "×", "→", " "
GUTTER = 3
_WITH_FOLDER, _WITH_ERROR = 96, 112
"""Cells from which there is room for the folder, and for what is wrong."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table.

    Attributes:
        cells: its width; 0 for its share of what is left. least: the width of the table from which it is shown.
        right: whether its values stand at its right edge.
    """

    name: str
    title: str
    cells: int
    least: int = 0
    right: bool = True


COLUMNS = (
    Column("state", "", GUTTER, right=False),
    Column("feed", "Feed", 0, right=False),
    Column("folder", "Folder", 16, _WITH_FOLDER, right=False),
    Column("error", "Trouble", 0, _WITH_ERROR, right=False),
    Column("fetched", "Answered", 9),
    Column("next", "Next", 10),
    Column("weekly", "A week", 7),
    Column("size", "Size", 8),
)
"""The columns, from left to right."""

SORTS = ("state", "feed", "fetched", "next", "weekly", "size")
"""By what the table can be sorted, in the order in which a key goes through it."""

_LARGEST_FIRST = frozenset({"weekly", "size"})
_GAP = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a column stands: the cells that it takes, end exclusive."""

    column: Column
    start: int
    end: int


def place_columns(width: int) -> list[Cell]:
    """The columns that a table of ``width`` cells has."""
    shown = [column for column in COLUMNS if width >= column.least]
    fixed = sum(column.cells for column in shown) + _GAP * (len(shown) - 2) + 1
    share = max(1, width - fixed) // sum(not column.cells for column in shown)
    placed, start = [], 0
    for column in shown:
        end = start + (column.cells or share)
        placed.append(Cell(column, start, end))
        start = end + (_GAP if column.name != "state" else 0)
    return placed


@dataclass(frozen=True, slots=True)
class HealthRow:
    """A feed's line in the table.

    Attributes:
        now: Unix seconds.
    """

    feed: Feed
    health: FeedHealth
    now: float
    selectable: bool = True

    @property
    def state(self) -> str:
        """What is wrong with it, in one character."""
        if self.health.gone:
            return GONE
        if self.feed.error:
            return FAILING
        return MOVED if self.health.moved_to else FINE

    def value(self, column: str) -> str:
        """What stands in a column."""
        match column:
            case "feed":
                return guard(self.feed.title or self.feed.url)
            case "folder":
                return guard(self.feed.folder)
            case "error":
                return guard(self.feed.error)
            case "fetched":
                fetched = self.feed.fetched
                return relative_time(fetched, self.now, short=True) if fetched is not None else "never"
            case "next":
                return next_words(self.health.next_fetch, self.now)
            case "weekly":
                return f"{self.health.weekly:,.0f}" if self.health.weekly >= 1 else "<1" if self.health.weekly else ""
            case "size":
                return size(self.health.size) if self.health.size else ""
            case _:
                return ""

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """See :class:`tui.widgets.row_list.Row`."""
        line = Line(width)
        line.add(MARK if selected else " ", inks.mark)
        line.add(self.state, inks.failure)
        for cell in place_columns(width)[1:]:
            line.gap(width - cell.start, inks.ground)
            text = clip(self.value(cell.column.name), cell.end - cell.start)
            if cell.column.right:
                line.gap(width - cell.end + cell_len(text), inks.ground)
            line.add(text, inks.ground + inks.chosen if cell.column.name == "feed" else inks.quiet)
        line.gap(0, inks.ground)
        return line.segments


def next_words(moment: int | None, now: float) -> str:
    """When a feed is asked next, in a few words."""
    if moment is None:
        return "not again"
    ahead = moment - now
    if ahead <= 0:
        return "now"
    if ahead < HOUR:
        return f"in {max(1, round(ahead / MINUTE))} min"
    return f"in {round(ahead / HOUR)} h" if ahead < 2 * DAY else f"in {round(ahead / DAY)} days"


def sorted_rows(rows: Iterable[HealthRow], by: str, *, turned: bool) -> list[HealthRow]:
    """The rows in an order: what fails first, by name, by time, or the largest first; or the other way around."""

    def key(row: HealthRow) -> tuple[float, str]:
        health, name = row.health, row.feed.title.casefold()
        match by:
            case "state":
                worst = (GONE, FAILING, MOVED, FINE).index(row.state)
                return worst * 1_000_000 - min(health.failures, 999_999), name
            case "fetched":
                return row.feed.fetched or 0, name
            case "next":
                return float("inf") if health.next_fetch is None else health.next_fetch, name
            case "weekly":
                return -health.weekly, name
            case "size":
                return -health.size, name
            case _:
                return 0, name

    return sorted(rows, key=key, reverse=turned)


def heading(width: int, by: str, *, turned: bool) -> Sequence[tuple[Cell, str]]:
    """What stands above the columns: their names, an arrow at the one that the table is sorted by."""
    found = []
    for cell in place_columns(width):
        name, title = cell.column.name, cell.column.title
        arrow = ("▴" if turned == (name in _LARGEST_FIRST) else "▾") if name == by else ""
        found.append((cell, f" {arrow}" if name == "state" else f"{title}{arrow}"))
    return found
