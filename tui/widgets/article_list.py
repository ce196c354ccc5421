"""The list of articles: any number of rows, of which only those in view are ever read or drawn."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.article_row import ROW_LINES, RowContext, row_line
from tui.widgets.empty_state import empty_lines
from tui.widgets.inks import InkSet, ink_set
from tui.widgets.row_source import NoRows, Pages, RowSource, top_that_keeps

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from textual import events

    from index import ArticleRow

_STRIPS_KEPT = 2048
_MARGIN = ROW_LINES  # lines that stay in view above and below the selected row
_TICK = 60.0
_DOUBLE = 2


class ArticleList(ScrollView, can_focus=True, inherit_bindings=False):
    """A virtual list of articles with a cursor.

    Rows are read from the source a page at a time when they come into view; drawn lines are kept as long as nothing
    they show has changed. Moving the cursor redraws two rows.

    Attributes:
        cursor: the index of the selected row.
        snippets: for search results: the snippet of an article instead of its source and names.
        clock: what time it is, in Unix seconds.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ArticleList {
        background: $background;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", show=False, id="list.down"),
        Binding("k,up", "move(-1)", "Up", show=False, id="list.up"),
        Binding("g,home", "top", "First article", show=False, id="list.top"),
        Binding("G,end", "bottom", "Last article", show=False, id="list.bottom"),
        Binding("ctrl+d,pagedown", "page(1)", "Page down", show=False, id="list.page_down"),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="list.page_up"),
        Binding("enter", "open", "Open", key_display="⏎", id="list.open", tooltip="Read the article"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False, init=False)

    class Highlighted(Message):
        """Another article is under the cursor; ``row`` is None where it could not be read or the list is empty."""

        def __init__(self, row: ArticleRow | None, index: int, article_list: ArticleList) -> None:
            super().__init__()
            self.row = row
            self.index = index
            self.article_list = article_list

        @property
        def control(self) -> ArticleList:
            """The list."""
            return self.article_list

    class Opened(Highlighted):
        """An article was chosen to be read."""

    def __init__(
        self,
        source: RowSource | None = None,
        *,
        clock: Callable[[], float] = time.time,
        empty: str = "Nothing here",
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.clock = clock
        self.snippets: Mapping[int, str] | None = None
        self._empty_text = empty
        self._rows = Pages(source or NoRows())
        self._strips: LRUCache[tuple[int, ...], Strip] = LRUCache(_STRIPS_KEPT)
        self._inks: InkSet | None = None
        self._line_width = 0

    # What the list shows

    @property
    def source(self) -> RowSource:
        """Where the rows come from."""
        return self._rows.source

    @property
    def current(self) -> ArticleRow | None:
        """The article under the cursor; None where there is none."""
        return self._rows.row(self.cursor)

    def set_source(self, source: RowSource, *, keep: int | None = None) -> None:
        """Show another sequence of articles.

        Args:
            source: the articles.
            keep: an article that the cursor stays on, with everything staying where it is on the screen although rows
                may have come or gone above. Without it, or where it isn't in the source, the list starts at its top.
        """
        old, top, into = self.source, *divmod(self.scroll_offset.y, ROW_LINES)
        before = old.id_at(self.cursor) if self.cursor < len(old) else None
        kept = source.index_of(keep) if keep is not None else None
        if keep is None or kept is None:
            top = into = 0
        else:
            top = top_that_keeps(old, source, keep, top, self.scrollable_content_region.height // ROW_LINES)
        self._rows = Pages(source)
        self._strips.clear()
        self._measure()
        self.set_reactive(ArticleList.cursor, kept or 0)
        self.scroll_to(y=top * ROW_LINES + into, animate=False, force=True)
        self.refresh()
        after = source.id_at(self.cursor) if len(source) else None
        if after != before:
            self.post_message(self.Highlighted(self.current, self.cursor, self))

    @property
    def rows_above(self) -> int:
        """Rows between the top of the screen and the selected one."""
        return max(0, self.cursor - self.scroll_offset.y // ROW_LINES)

    def place_cursor(self, index: int, above: int) -> None:
        """Select a row with so many rows above it on the screen."""
        self.set_reactive(ArticleList.cursor, self.validate_cursor(index))
        self.scroll_to(y=max(0, self.cursor - above) * ROW_LINES, animate=False, force=True)
        self.vertical_scrollbar.position = self.scroll_offset.y  # it is not on the screen yet, and hears of nothing
        self.refresh()

    def set_empty(self, text: str) -> None:
        """Say what stands where there are no articles: a headline, then lines; keys between backticks."""
        self._empty_text = text
        if not len(self.source):
            self.refresh()

    def invalidate(self, ids: Collection[int] | None = None) -> None:
        """Read rows again, for their marks have changed: those of some articles, or all."""
        self._rows.forget(ids)
        self._strips.clear()
        self.refresh()

    # Geometry

    def on_mount(self) -> None:
        """Measure, tell the first article, and let the times grow old."""
        self._measure()
        if len(self.source):
            self.post_message(self.Highlighted(self.current, self.cursor, self))
        self.set_interval(_TICK, self.refresh)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._measure()
        self._reveal()

    def _measure(self) -> None:
        rows = len(self.source)
        self.virtual_size = Size(self.scrollable_content_region.width, rows * ROW_LINES + 1 if rows else 0)

    def _reveal(self) -> None:
        """Scroll as little as shows the selected row and one more."""
        height = self.scrollable_content_region.height
        top, y = self.cursor * ROW_LINES, self.scroll_offset.y
        margin = _MARGIN if height >= ROW_LINES + 2 * _MARGIN else 0
        if top < y + margin:
            self.scroll_to(y=max(0, top - margin), animate=False)
        elif top + ROW_LINES > y + height - margin:
            self.scroll_to(y=top + ROW_LINES + margin - height, animate=False)

    # Drawing

    def notify_style_update(self) -> None:
        """The theme or the focus has changed: every line has to be drawn anew."""
        super().notify_style_update()
        self._inks = None
        self._strips.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines in view."""
        self._line_width = self.scrollable_content_region.width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw a line, or find it drawn."""
        if self._inks is None:
            self._inks = ink_set(self.app, self.rich_style)
        width, inks = self._line_width, self._inks
        if not len(self.source):
            lines = empty_lines(self._empty_text, width, self.scrollable_content_region.height, inks.usual)
            return Strip(lines[y], width) if y < len(lines) else Strip.blank(width, inks.usual.ground)
        index, number = divmod(y + self.scroll_offset.y, ROW_LINES)
        if index >= len(self.source):
            return Strip.blank(width, inks.usual.ground)
        now = self.clock()
        selected = index == self.cursor
        focused = selected and self.has_focus
        key = (index, number, width, int(now // _TICK), selected + focused)
        strip = self._strips.get(key)
        if strip is None:
            row = self._rows.row(index)
            chosen = inks.focused if focused else inks.selected if selected else inks.usual
            snippet = self.snippets.get(row.id, "") if self.snippets and row is not None else ""
            strip = Strip(row_line(row, number, RowContext(width, now, chosen, selected, snippet)), width)
            self._strips[key] = strip
        return strip

    # Moving and choosing

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor in the list."""
        return max(0, min(cursor, len(self.source) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Redraw the two rows, scroll if need be, and tell."""
        self.refresh_lines(before * ROW_LINES, ROW_LINES)
        self.refresh_lines(after * ROW_LINES, ROW_LINES)
        self._reveal()
        self.post_message(self.Highlighted(self.current, after, self))

    def action_move(self, rows: int) -> None:
        """Move the cursor down, or up by a negative number."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in view, less one row."""
        self.cursor += pages * max(1, self.scrollable_content_region.height // ROW_LINES - 1)

    def action_top(self) -> None:
        """Go to the first article."""
        self.cursor = 0

    def action_bottom(self) -> None:
        """Go to the last article."""
        self.cursor = len(self.source) - 1

    def action_open(self) -> None:
        """Read the article under the cursor."""
        if (row := self.current) is not None:
            self.post_message(self.Opened(row, self.cursor, self))

    def on_click(self, event: events.Click) -> None:
        """Select an article, or open the one that is selected."""
        offset = event.get_content_offset(self)
        index = (offset.y + self.scroll_offset.y) // ROW_LINES if offset is not None else len(self.source)
        if index >= len(self.source):
            return
        opens = index == self.cursor or event.chain >= _DOUBLE
        self.cursor = index
        if opens:
            self.action_open()
