"""The list of articles: any number of rows, of which only those in view are ever read or drawn."""

from __future__ import annotations

import time
from array import array
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.message import Message
from textual.strip import Strip

from tui.widgets.article_row import COMPACT_LINES, COPIES, ROW_LINES, RowContext, mark_at, row_line
from tui.widgets.empty_state import empty_lines
from tui.widgets.inks import InkSet, ink_set
from tui.widgets.row_places import HEADING, RowPlaces
from tui.widgets.row_scroll import RowScroll
from tui.widgets.row_source import NoRows, Pages, RowSource, anchor_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from rich.segment import Segment
    from textual import events
    from textual.geometry import Offset, Region

    from index import ArticleRow

_STRIPS_KEPT = 512
_TICK = 60.0
_DOUBLE, _LEFT_BUTTON = 2, 1
_NO_STARTS: Sequence[int] = array("q")


class ArticleList(RowScroll):
    """A virtual list of articles with a cursor.

    Rows are read from the source a page at a time when they come into view; drawn lines are kept as long as nothing
    they show has changed. Moving the cursor redraws two rows.

    Attributes:
        snippets: for search results: the snippet of an article instead of its source and names.
        clock: what time it is, in Unix seconds.
        compact: whether an article takes one line instead of two.
        tells_passed: whether :class:`Passed` says which articles have been left behind.
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
        Binding("enter", "open", "Open", key_display="⏎", id="list.open", tooltip="Read the article"),
    ]

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

    class Topped(Message):
        """One wants to be at the very top."""

    class Passed(Message):
        """Articles have been left behind downwards, by the cursor or over the upper edge, a screenful at most."""

        def __init__(self, articles: Sequence[int]) -> None:
            super().__init__()
            self.articles = articles

    class MarkClicked(Message):
        """The dot of an article was clicked, or its star or where it would stand."""

        def __init__(self, article: int, mark: Literal["read", "star"]) -> None:
            super().__init__()
            self.article = article
            self.mark = mark

    class CopiesClicked(Message):
        """The number of copies of the article under the cursor was clicked."""

    def __init__(
        self,
        source: RowSource | None = None,
        *,
        clock: Callable[[], float] = time.time,
        empty: str = "Nothing here",
        compact: bool = False,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.clock = clock
        self.snippets: Mapping[int, str] | None = None
        self.tells_passed = False
        self.compact = compact
        self._by_source = False
        self._empty_text = empty
        self._rows = Pages(source or NoRows())
        self._strips: LRUCache[tuple[int, ...], Strip] = LRUCache(_STRIPS_KEPT)
        self._inks: InkSet | None = None
        self._line_width = 0
        self._place_rows(_NO_STARTS)

    # What the list shows

    @property
    def source(self) -> RowSource:
        """Where the rows come from."""
        return self._rows.source

    @property
    def current(self) -> ArticleRow | None:
        """The article under the cursor; None where there is none."""
        return self._rows.row(self.cursor)

    def set_compact(self, compact: bool) -> None:
        """Give an article one line, or two; the selected one stays at its height on the screen."""
        above = self.places.top(self.cursor) - self.scroll_offset.y
        self.compact = compact
        self._place_rows(self.places.starts)
        self._strips.clear()
        self.measure_rows()
        self.scroll_to(y=max(0, self.places.top(self.cursor) - max(0, above)), animate=False, force=True)
        self.reveal()
        self.refresh()

    def _place_rows(self, starts: Sequence[int]) -> None:
        self.places = RowPlaces(len(self.source), COMPACT_LINES if self.compact else ROW_LINES, starts)

    def set_source(
        self,
        source: RowSource,
        *,
        keep: int | None = None,
        starts: Sequence[int] = _NO_STARTS,
        by_source: bool = False,
    ) -> None:
        """Show another sequence of articles.

        Args:
            source: the articles.
            keep: an article that the cursor stays on, with everything staying where it is on the screen although rows
                may have come or gone above. Without it, or where it isn't in the source, the list starts at its top.
            starts: the indexes of the articles that have a heading above them; the first is 0.
            by_source: the headings name sources, not days.
        """
        old, y = self.source, self.scroll_offset.y
        before = old.id_at(self.cursor) if self.cursor < len(old) else None
        kept = source.index_of(keep) if keep is not None else None
        anchor = None if keep is None or kept is None else anchor_of(old, self.places, keep, y, self.view_height)
        line = self.places.top(anchor) if anchor is not None else 0
        self._rows = Pages(source)
        self._by_source = by_source
        self._place_rows(starts)
        now = source.index_of(old.id_at(anchor)) if anchor is not None else None
        if kept is None or (y == 0 and now == anchor):  # nothing came above: a first heading is shown, too
            y = 0
        elif now is not None:
            y = max(0, y + self.places.top(now) - line)
        self._strips.clear()
        self.measure_rows()
        self.set_reactive(RowScroll.cursor, kept or 0)
        self.scroll_to(y=y, animate=False, force=True)
        self.refresh()
        after = source.id_at(self.cursor) if len(source) else None
        if after != before:
            self.post_message(self.Highlighted(self.current, self.cursor, self))

    def set_empty(self, text: str) -> None:
        """Say what stands in an empty list: a headline, then lines; keys between backticks."""
        self._empty_text = text
        if not len(self.source):
            self.refresh()

    def invalidate(self, ids: Collection[int] | None = None) -> None:
        """Read rows again, for their marks have changed: those of some articles, or all."""
        self._rows.forget(ids)
        self._strips.clear()
        self.refresh()

    def on_mount(self) -> None:
        """Measure, tell the first article, and let the times grow old."""
        self.measure_rows()
        if len(self.source):
            self.post_message(self.Highlighted(self.current, self.cursor, self))
        self.set_interval(_TICK, self.refresh)

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
            lines = empty_lines(self._empty_text, width, self.view_height, inks.usual)
            return Strip(lines[y], width) if y < len(lines) else Strip.blank(width, inks.usual.ground)
        index, number = self.places.at(y + self.scroll_offset.y)
        if index >= len(self.source):
            return Strip.blank(width, inks.usual.ground)
        now = self.clock()
        selected = index == self.cursor and number != HEADING
        focused = selected and self.has_focus
        key = (index, number, width, int(now // _TICK), selected + focused)
        strip = self._strips.get(key)
        if strip is None:
            chosen = inks.focused if focused else inks.selected if selected else inks.usual
            row = self._rows.row(index)
            snippet = self.snippets.get(row.id, "") if self.snippets and row is not None else ""
            context = RowContext(width, now, chosen, selected, snippet, self.compact)
            segments = self._heading(index, context) if number == HEADING else row_line(row, number, context)
            strip = self._strips[key] = Strip(segments, width)
        return strip

    def _heading(self, index: int, context: RowContext) -> list[Segment]:
        from tui.widgets.group_heading import heading_line  # noqa: PLC0415 - for those who group

        size = self.places.size(self.places.group(index))
        return heading_line(self._rows.row(index), size, context, by_source=self._by_source)

    # Moving and choosing

    def moved(self, before: int, after: int) -> None:
        """Tell which article is selected now, and which have been passed."""
        self.post_message(self.Highlighted(self.current, after, self))
        if before < after <= before + self.page_rows + 1:
            self._pass(before, after)

    def topped(self) -> None:
        """Tell that one wants to be at the very top."""
        self.post_message(self.Topped())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell which articles have left over the upper edge; a leap passes none."""
        super().watch_scroll_y(old_value, new_value)
        if self.tells_passed and 0 < new_value - old_value <= self.view_height:
            self._pass(self.places.at(round(old_value))[0], self.places.at(round(new_value))[0])

    def _pass(self, start: int, stop: int) -> None:
        if self.tells_passed and (stop := min(stop, len(self.source))) > start:
            self.post_message(self.Passed([self.source.id_at(index) for index in range(start, stop)]))

    def action_open(self) -> None:
        """Read the article under the cursor."""
        if (row := self.current) is not None:
            self.post_message(self.Opened(row, self.cursor, self))

    def on_click(self, event: events.Click) -> None:
        """Select an article, or open the one that is selected; on its dot or its star, turn the mark around."""
        place = self.row_at(event)
        if place is None or event.button != _LEFT_BUTTON:
            return
        index, number = place
        offset = event.get_content_offset(self)
        row = self._rows.row(index)
        if row is not None and offset is not None and (mark := mark_at(row, number, offset.x, compact=self.compact)):
            self.post_message(self.MarkClicked(row.id, mark))
            return
        opens = index == self.cursor or event.chain >= _DOUBLE
        self.cursor = index
        if row is not None and offset is not None and self._is_badge(row, offset):
            self.post_message(self.CopiesClicked())
        elif opens:
            self.action_open()

    def _is_badge(self, row: ArticleRow, offset: Offset) -> bool:
        """Whether the number of an article's copies stands at a place of the list."""
        before, badge, _ = self.render_line(offset.y).text.rpartition(f"{COPIES}{row.copies + 1}")
        return bool(row.copies) and cell_len(before) <= offset.x < cell_len(before) + len(badge)
