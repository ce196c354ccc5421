"""How wide panes are: as the stylesheet has it, until a key or the mouse makes one of them wider or narrower."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from textual.containers import Horizontal

from tui.counts import times

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from textual import events
    from textual.widget import Widget

STEP = 2
"""Columns that a key moves a border by."""

LEAST = 16
"""Columns of the narrowest pane that has been given a width."""

LEAST_REST = 30
"""Columns that are left to the panes on the right."""

_DOUBLE = 2


def clamped(widths: Sequence[int], total: int) -> list[int]:
    """Widths that leave room for what stands to the right.

    Args:
        widths: of the panes from the left but the last, which has the rest; 0 where the stylesheet decides.
        total: columns of all panes.
    """
    fitting: list[int] = []
    room = total
    for place, width in enumerate(widths):
        most = room - LEAST_REST * (len(widths) - place)
        fitting.append(max(LEAST, min(width, most)) if width else 0)
        room -= fitting[-1] or LEAST_REST
    return fitting


class SizedPanes(Horizontal):
    """Panes side by side, whose borders can be moved.

    Attributes:
        widths: columns by layout and pane, as ``feeds-list-article/list``: every layout remembers its own.
    """

    def __init__(self, widths: Mapping[str, int] | None = None) -> None:
        super().__init__()
        self.widths: MutableMapping[str, int] = dict(widths or {})
        self._side_by_side: tuple[tuple[str, Widget], ...] = ()
        self._dragged: int | None = None

    def size_panes(self, panes: Sequence[tuple[str, Widget]], total: int) -> None:
        """Give visible panes, from left to right, the widths that they have in this layout."""
        self._side_by_side = tuple(panes)
        wanted = [self.widths.get(self._key(name), 0) for name, _ in panes[:-1]]
        fitting = clamped(wanted, total)
        for (_, widget), width in zip(panes, [*fitting, 0], strict=False):
            widget.styles.width = width or None
            widget.styles.min_width = LEAST if width else None
            widget.styles.max_width = None
        if fitting and fitting[-1]:  # what stands beside it has the rest, all of it
            panes[-1][1].styles.width = "1fr"
            panes[-1][1].styles.max_width = "100%"

    def _key(self, name: str) -> str:
        return "-".join(pane for pane, _ in self._side_by_side) + "/" + name

    def _resize(self, place: int, width: int | None) -> None:
        """Give the pane at a place so many columns; None for as many as the stylesheet says."""
        key = self._key(self._side_by_side[place][0])
        if width is None:
            self.widths.pop(key, None)
        else:
            widths = [widget.outer_size.width for _, widget in self._side_by_side[:-1]]
            widths[place] = width
            self.widths[key] = clamped(widths, self.size.width)[place]
        self.size_panes(self._side_by_side, self.size.width)

    def action_widen(self, columns: int) -> None:
        """Make the pane with the focus wider, or narrower by a negative number."""
        last = len(self._side_by_side) - 1
        here = next((place for place, (_, pane) in enumerate(self._side_by_side) if pane.has_focus_within), None)
        if last > 0 and here is not None:
            place, sign = (here, 1) if here < last else (last - 1, -1)
            width = self._side_by_side[place][1].outer_size.width
            self._resize(place, width + sign * columns * times(self))

    # -- by mouse

    def _border_at(self, event: events.MouseEvent) -> int | None:
        """The pane whose right border is under the mouse; the left border of the next one counts as that."""
        panes = [widget.region for _, widget in self._side_by_side]
        for place, (left, right) in enumerate(pairwise(panes)):
            if left.right - 1 <= event.screen_x <= right.x and left.y <= event.screen_y < left.bottom:
                return place
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a border."""
        self._dragged = self._border_at(event) if event.button == 1 else None
        if self._dragged is not None:
            event.stop()
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the border along."""
        if self._dragged is not None:
            left = self._side_by_side[self._dragged][1].region.x
            self._resize(self._dragged, round(event.screen_x) - left + 1)

    def on_mouse_up(self) -> None:
        """Let go of it."""
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Two clicks on a border give its pane the usual width."""
        place = self._border_at(event)
        if place is not None and event.chain >= _DOUBLE:
            self._resize(place, None)
