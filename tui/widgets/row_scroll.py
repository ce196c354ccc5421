"""Moving a cursor over any number of rows, by key and by mouse; what the rows show is drawn by others."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView

from tui.counts import times, whole_count
from tui.widgets.row_places import HEADING, RowPlaces

if TYPE_CHECKING:
    from textual import events


class RowScroll(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrolling list of rows of equal height, some with a heading above them, of which one is selected.

    Attributes:
        cursor: the index of the selected row.
        places: the lines of the rows.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", show=False, id="list.down"),
        Binding("k,up", "move(-1)", "Up", show=False, id="list.up"),
        Binding("g,home", "top", "First article", show=False, id="list.top"),
        Binding("G,end", "bottom", "Last article", show=False, id="list.bottom"),
        Binding("ctrl+d,pagedown", "page(1)", "Page down", show=False, id="list.page_down"),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="list.page_up"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    places = RowPlaces(0, 1)

    def moved(self, before: int, after: int) -> None:
        """The cursor has moved."""

    def topped(self) -> None:
        """One wants to be at the very top, and may be there already."""

    @property
    def rows_above(self) -> int:
        """Rows between the top of the screen and the selected one."""
        top = self.places.at(self.scroll_offset.y)[0]
        return max(0, self.cursor - top)

    @property
    def view_height(self) -> int:
        """Lines in view."""
        return self.scrollable_content_region.height

    @property
    def at_top(self) -> bool:
        """Whether the list is as it opens: the first row selected, nothing scrolled."""
        return self.cursor == 0 and self.scroll_offset.y == 0

    def place_cursor(self, index: int, above: int) -> None:
        """Select a row with so many rows above it on the screen."""
        self.set_reactive(RowScroll.cursor, self.validate_cursor(index))
        first = max(0, self.cursor - above)
        self.scroll_to(y=self.places.top(first) - self.places.above(first), animate=False, force=True)
        self.vertical_scrollbar.position = self.scroll_offset.y  # it is not on the screen yet, and hears of nothing
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.measure_rows()
        self.reveal()

    def measure_rows(self) -> None:
        """Take note of how many lines there are; a blank one ends the list."""
        lines = self.places.lines
        self.virtual_size = Size(self.scrollable_content_region.width, lines + 1 if lines else 0)

    def reveal(self) -> None:
        """Scroll as little as shows the selected row and one more."""
        rows, region = self.places.height, self.view_height
        top, y = self.places.top(self.cursor), self.scroll_offset.y
        margin = rows if region >= 3 * rows + 1 else 0
        over = margin + (self.places.above(self.cursor) if region > rows else 0)
        if top < y + over:
            self.scroll_to(y=max(0, top - over), animate=False)
        elif top + rows > y + region - margin:
            self.scroll_to(y=top + rows + margin - region, animate=False)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor in the list."""
        return max(0, min(cursor, self.places.rows - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Redraw the two rows, scroll if need be, and tell."""
        self.refresh_lines(self.places.top(before), self.places.height)
        self.refresh_lines(self.places.top(after), self.places.height)
        self.reveal()
        self.moved(before, after)

    def action_move(self, rows: int) -> None:
        """Move the cursor down, or up by a negative number."""
        self.cursor += rows * times(self)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in view, less one row."""
        self.cursor += pages * times(self) * self.page_rows

    @property
    def page_rows(self) -> int:
        """How many rows a page is."""
        return max(1, self.view_height // self.places.height - 1)

    def action_top(self) -> None:
        """Go to the first row, or to that of the count."""
        wanted = whole_count(self)
        self.cursor = (wanted or 1) - 1
        if wanted is None:
            self.topped()

    def action_bottom(self) -> None:
        """Go to the last row, or to that of the count."""
        self.cursor = (whole_count(self) or self.places.rows) - 1

    def row_at(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """The row under the mouse and the line in it; None beside all rows, and on a heading."""
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        index, number = self.places.at(offset.y + self.scroll_offset.y)
        return None if index >= self.places.rows or number == HEADING else (index, number)
