"""What the articles found have in common, beside them: a key or a click narrows the query by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from index import EntityType
from tui.widgets.facet_rows import FacetRow, facet_line, facet_rows
from tui.widgets.inks import InkSet, ink_set

if TYPE_CHECKING:
    from textual import events

    from index import Facets

_OTHER_LINES = 9
"""Lines that the headings and a year or two take."""

_KINDS = 4
_LEAST, _MOST = 3, 8
_NAMED = {"person": EntityType.PERSON, "org": EntityType.ORG, "place": EntityType.PLACE}


class FacetPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Feeds, people, organisations, places and months of the articles found, each with how many there are.

    The cursor steps from one facet to the next, over the headings.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FacetPane {
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", show=False, id="list.down"),
        Binding("k,up", "move(-1)", "Up", show=False, id="list.up"),
        Binding("g,home", "edge(0)", "First facet", show=False, id="list.top"),
        Binding("G,end", "edge(-1)", "Last facet", show=False, id="list.bottom"),
        Binding("ctrl+d,pagedown", "page(1)", "Page down", show=False, id="list.page_down"),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="list.page_up"),
        Binding(
            "enter,space",
            "narrow",
            "Choose",
            key_display="⏎",
            id="search.narrow",
            tooltip="Narrow the query by this, or take it back",
        ),
    ]

    @dataclass
    class Toggled(Message):
        """The query is to be narrowed by this term, or to lose it."""

        term: str
        chosen: bool

    def __init__(self) -> None:
        super().__init__(id="facets")
        self.facets: Facets | None = None
        self._query = ""
        self._rows: tuple[FacetRow, ...] = ()
        self._cursor = 0
        self._inks: InkSet | None = None

    @property
    def most(self) -> int:
        """How many facets of a kind there is room for."""
        height = self.scrollable_content_region.height or self.app.size.height
        return max(_LEAST, min(_MOST, (height - _OTHER_LINES) // _KINDS - 1))

    @property
    def current(self) -> FacetRow | None:
        """The facet under the cursor."""
        return self._rows[self._cursor] if self._cursor < len(self._rows) and self._rows[self._cursor].term else None

    @property
    def named_here(self) -> tuple[str, EntityType] | None:
        """The person, organisation or place under the cursor, by name."""
        row = self.current
        kind = _NAMED.get(row.term.lstrip("-").partition(":")[0]) if row is not None else None
        return (row.label, kind) if row is not None and kind is not None else None

    def show(self, facets: Facets | None, query: str) -> None:
        """Show facets; the cursor stays on the facet that it is on as long as there is such a one."""
        self.facets, self._query = facets, query
        self._list()

    def _list(self) -> None:
        rows = facet_rows(self.facets, self._query, self.most)
        if rows == self._rows:
            return
        here = self.current
        self._rows = rows
        self.virtual_size = Size(self.scrollable_content_region.width, len(rows))
        same = (index for index, row in enumerate(rows) if here is not None and row.term == here.term)
        self._cursor = next(same, self._nearest(min(self._cursor, len(rows) - 1), 1))
        self.refresh()

    def _nearest(self, index: int, step: int) -> int:
        """The facet at an index, else the next one in a direction, else the next one in the other."""
        after, before = range(max(0, index), len(self._rows)), range(index, -1, -1)
        candidates = (*after, *before) if step > 0 else (*before, *after)
        return next((candidate for candidate in candidates if self._rows[candidate].term), 0)

    # Drawing

    def on_resize(self) -> None:
        """Show as many of a kind as there is room for."""
        self._list()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))

    def notify_style_update(self) -> None:
        """The theme or the focus has changed."""
        super().notify_style_update()
        self._inks = None

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        if self._inks is None:
            self._inks = ink_set(self.app, self.rich_style)
        inks, width = self._inks, self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= len(self._rows):
            return Strip.blank(width, inks.usual.ground)
        selected = index == self._cursor and self.has_focus
        row_inks = inks.focused if selected else inks.usual
        return Strip(facet_line(self._rows[index], width, row_inks, selected=selected), width)

    # Moving and choosing

    def action_move(self, step: int) -> None:
        """Move the cursor to the next facet, or the one before."""
        self._go(self._cursor + step, step)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in view, less one line."""
        self._go(self._cursor + pages * max(1, self.scrollable_content_region.height - 1), pages)

    def action_edge(self, index: int) -> None:
        """Go to the first facet; -1 is the last."""
        self._go(len(self._rows) - 1 if index < 0 else 0, index or 1)

    def _go(self, index: int, step: int) -> None:
        if not self._rows:
            return
        self._cursor = self._nearest(max(0, min(index, len(self._rows) - 1)), step)
        heading = self._cursor > 0 and not self._rows[self._cursor - 1].term
        top = self._cursor - heading
        self.scroll_to_region(Region(0, top, 1, self._cursor - top + 1), animate=False, force=True)
        self.refresh()

    def action_narrow(self) -> None:
        """Narrow the query by the facet under the cursor, or take it back."""
        if (row := self.current) is not None:
            self.post_message(self.Toggled(row.term, row.chosen))

    def on_click(self, event: events.Click) -> None:
        """Narrow the query by what was clicked, or take it back."""
        offset = event.get_content_offset(self)
        index = offset.y + self.scroll_offset.y if offset is not None else len(self._rows)
        if index < len(self._rows) and self._rows[index].term:
            self._cursor = index
            self.refresh()
            self.action_narrow()
