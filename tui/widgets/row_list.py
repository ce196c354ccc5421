"""A list of lines that draw themselves: cards, choosers and menus. Lines that cannot be chosen are passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.inks import InkSet, ink_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment
    from textual import events

    from tui.widgets.inks import Inks


class Row(Protocol):
    """A line of a list."""

    @property
    def selectable(self) -> bool:
        """Whether the cursor stops at it."""

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """The line, ``width`` cells wide."""


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines of which one is selected; Enter or a click chooses it.

    Attributes:
        cursor: the index of the selected line; -1 where none can be.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RowList {
        height: auto;
        max-height: 100%;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", show=False, id="list.down"),
        Binding("k,up", "move(-1)", "Up", show=False, id="list.up"),
        Binding("g,home", "edge(1)", "First", show=False, id="list.top"),
        Binding("G,end", "edge(-1)", "Last", show=False, id="list.bottom"),
        Binding("ctrl+d,pagedown", "page(1)", "Page down", show=False, id="list.page_down"),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="list.page_up"),
        Binding("enter", "choose", "Choose", show=False, id="list.choose"),
    ]

    cursor: reactive[int] = reactive(-1, repaint=False, init=False)

    class Chosen(Message):
        """A line was chosen."""

        def __init__(self, row: Row, index: int, row_list: RowList) -> None:
            super().__init__()
            self.row = row
            self.index = index
            self.row_list = row_list

        @property
        def control(self) -> RowList:
            """The list."""
            return self.row_list

    def __init__(self, rows: Sequence[Row] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._inks: InkSet | None = None
        self.show(rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is listed."""
        return self._rows

    @property
    def selected(self) -> Row | None:
        """The line under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    def show(self, rows: Sequence[Row], *, cursor: int = 0) -> None:
        """Show other lines, with the cursor at ``cursor`` or the first after it (else before) that can be chosen."""
        self._rows = tuple(rows)
        place = self._next(min(cursor, len(rows)) - 1, 1)
        place = self._next(min(cursor, len(rows)), -1) if place is None else place
        self.set_reactive(RowList.cursor, -1 if place is None else place)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))
        if self.is_mounted:
            self.refresh(layout=True)
            self.call_after_refresh(self._reveal)

    # Drawing

    def on_mount(self) -> None:
        """Bring the selected line into view."""
        self._reveal()

    def on_resize(self) -> None:
        """Lines are as wide as the list."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))
        self._reveal()

    def notify_style_update(self) -> None:
        """Another theme, or another focus."""
        super().notify_style_update()
        self._inks = None

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        if self._inks is None:
            self._inks = ink_set(self.app, self.rich_style)
        width, index = self.scrollable_content_region.width, y + self.scroll_offset.y
        if index >= len(self._rows):
            return Strip.blank(width, self._inks.usual.ground)
        selected = index == self.cursor
        inks = (self._inks.focused if self.has_focus else self._inks.selected) if selected else self._inks.usual
        return Strip(self._rows[index].line(width, inks, selected=selected), width)

    def _reveal(self) -> None:
        """Scroll as little as shows the selected line; at the first one, the very top is shown whatever comes first."""
        height, y = self.scrollable_content_region.height, self.scroll_offset.y
        if self.cursor < 0 or not height:
            return
        first = self._next(-1, 1) == self.cursor
        if self.cursor < y or first:
            self.scroll_to(y=0 if first else self.cursor, animate=False)
        elif self.cursor >= y + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    # Moving and choosing

    def watch_cursor(self) -> None:
        """Draw the cursor where it is now."""
        self.refresh()
        self._reveal()

    def action_move(self, step: int) -> None:
        """Go to the next line that can be chosen, or the previous one."""
        place = self._next(self.cursor, step)
        if place is not None:
            self.cursor = place
        else:  # what stands below the last one can be looked at
            self.scroll_relative(y=step, animate=False)

    def action_edge(self, step: int) -> None:
        """Go to the first line (1) or the last one (-1)."""
        place = self._next(-1 if step > 0 else len(self._rows), step)
        self.cursor = self.cursor if place is None else place

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in view, less one line."""
        wanted = self.cursor + pages * max(1, self.scrollable_content_region.height - 1)
        place = self._next(wanted - pages, pages)
        place = self._next(wanted, -pages) if place is None else place
        self.cursor = self.cursor if place is None else place

    def action_choose(self) -> None:
        """Choose the selected line."""
        if self.selected is not None:
            self.post_message(self.Chosen(self.selected, self.cursor, self))

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked line."""
        offset = event.get_content_offset(self)
        index = offset.y + self.scroll_offset.y if offset is not None else -1
        if 0 <= index < len(self._rows) and self._rows[index].selectable:
            self.cursor = index
            self.action_choose()

    def _next(self, start: int, step: int) -> int | None:
        """The index of the next line after ``start`` that can be chosen."""
        last = len(self._rows)
        places = range(max(0, start + 1), last) if step > 0 else range(min(start, last) - 1, -1, -1)
        return next((place for place in places if self._rows[place].selectable), None)
