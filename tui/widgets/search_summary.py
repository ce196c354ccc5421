"""The line below the query: how many articles, how quickly, in which order. A click on an order chooses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message

from index import Sort, guard
from tui.widgets.article_row import Line
from tui.widgets.drawn_line import DrawnLine

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual import events

    from tui.widgets.inks import Inks

ORDERS = {Sort.RELEVANCE: "relevance", Sort.NEWEST: "newest", Sort.OLDEST: "oldest"}
_BETWEEN = "  "
_MARGIN = 2
_LEAST_LEFT = 24


@dataclass(frozen=True, slots=True)
class Summary:
    """What the line says: ``warning`` is what is wrong with the index, or what is being done about it."""

    said: str = ""
    warning: str = ""
    order: Sort = Sort.RELEVANCE


def place_orders(width: int) -> dict[Sort, tuple[int, int]]:
    """From which cell to before which each order stands, at the right; none where the line is too short for them."""
    cells = sum(map(cell_len, ORDERS.values())) + cell_len(_BETWEEN) * (len(ORDERS) - 1)
    start = width - _MARGIN - cells
    placed: dict[Sort, tuple[int, int]] = {}
    if start < _LEAST_LEFT:
        return placed
    for order, name in ORDERS.items():
        placed[order] = (start, start + cell_len(name))
        start += cell_len(name) + cell_len(_BETWEEN)
    return placed


def summary_line(summary: Summary, width: int, inks: Inks) -> list[Segment]:
    """The line, ``width`` cells wide: what was found at the left, the orders at the right, the chosen one marked."""
    orders = place_orders(width)
    reserved = width - min((start for start, _ in orders.values()), default=width - _MARGIN) + _MARGIN
    line = Line(max(0, width - reserved))
    line.add(" " * _MARGIN, inks.ground)
    line.add(guard(summary.said), inks.quiet)
    if summary.warning:
        line.add(" · " if summary.said else "", inks.quiet)
        line.add(guard(summary.warning), inks.failure)
    line.gap(0, inks.ground)
    drawn = Line(width)
    drawn.segments, drawn.room = line.segments, width - max(0, width - reserved)
    for order, (start, _) in orders.items():
        drawn.gap(width - start, inks.ground)
        chosen = order is summary.order
        drawn.add(ORDERS[order], inks.key + Style(underline=True) if chosen else inks.quiet)
    drawn.gap(0, inks.ground)
    return drawn.segments


class SearchSummary(DrawnLine):
    """One line that changes in place."""

    DEFAULT_CSS = """
    SearchSummary { height: 1; width: 1fr; background: $background; }
    """

    @dataclass
    class Chosen(Message):
        """Another order is wanted."""

        order: Sort

    def __init__(self) -> None:
        super().__init__(id="summary")
        self.summary = Summary()

    def show(self, summary: Summary) -> None:
        """Say something else."""
        if summary != self.summary:
            self.summary = summary
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """What was found, and the orders."""
        return summary_line(self.summary, width, self.inks)

    def on_click(self, event: events.Click) -> None:
        """Choose the order that was clicked."""
        for order, (start, end) in place_orders(self.size.width).items():
            if start <= event.x < end:
                self.post_message(self.Chosen(order))
