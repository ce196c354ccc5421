"""A scrolling page of parts, drawn line by line over a layout that is made once a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.cache import LRUCache
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.article_inks import article_inks
from tui.widgets.copying import selected_text
from tui.widgets.layout import MEASURE, Anchor, Layout, lay_out
from tui.widgets.overlays import Highlights
from tui.widgets.painter import Painter
from tui.widgets.parts import Page
from tui.widgets.reading_keys import ReadingScroll

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Region
    from textual.selection import Selection

    from tui.widgets.overlays import Place

_CACHED_LINES = 1024
_CONTEXT = 3
"""A place that has to be shown comes to stand this part of the screen from its top."""


class ArticleCanvas(ReadingScroll):
    """Draws a page, keeps the reader's place when the width changes, and copies what the mouse has selected."""

    DEFAULT_CSS = """
    ArticleCanvas {
        background: $background;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    measure: reactive[int] = reactive(MEASURE, repaint=False)
    """Cells of a line of text at most."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.page = Page(())
        self._layout_at_width: Layout | None = None
        self._width_laid_out = 0
        self._highlights = Highlights()
        self._painter: Painter | None = None
        self._strips: LRUCache[int, Strip] = LRUCache(_CACHED_LINES)
        self._kept: tuple[int, Anchor] | None = None
        self._waiting: Anchor | None = None

    @property
    def laid_out(self) -> Layout | None:
        """The lines as they are on the screen; None before it is known how wide that is."""
        return self._layout_at_width

    @property
    def highlights(self) -> Highlights:
        """The focus and the hits."""
        return self._highlights

    @property
    def place(self) -> Anchor | None:
        """What stands at the top of the screen; None at the very top, which stays the top whatever the width.

        A place that the last layout was told to keep is kept as it was told, or it would creep with every change.
        """
        layout = self._layout_at_width
        if layout is None:
            return self._waiting
        top = self.scroll_offset.y
        if top == 0:
            return None
        if self._kept is not None and self._kept[0] == top:
            return self._kept[1]
        return layout.anchor(top)

    def set_page(self, page: Page, *, keep_place: bool, place: Anchor | None = None) -> None:
        """Show other parts.

        Args:
            page: the parts.
            keep_place: the same text stays at the top.
            place: what else comes to the top; the page starts at its own top without.
        """
        anchor = self.place if keep_place else place
        self.page = page
        self._highlights = Highlights()
        self._lay_out(anchor)

    def set_highlights(self, highlights: Highlights) -> None:
        """Draw another focus or other hits; no line is broken again."""
        before, self._highlights = self._highlights, highlights
        if (highlights.hits, highlights.current) != (before.hits, before.current):
            self._strips.clear()
            self.refresh()
        elif highlights.focus != before.focus:
            for stop in (before.focus, highlights.focus):
                if 0 <= stop < len(self.page.stops):
                    self._repaint_part(self.page.stops[stop].part)

    def reveal(self, place: Place) -> None:
        """Scroll so that a place of the text can be seen, if it can't."""
        layout = self._layout_at_width
        if layout is None:
            return
        line = layout.line_of(place[0], place[1])
        height = self.size.height
        if not 0 <= line - self.scroll_offset.y < height:
            self.scroll_to(y=max(0, line - height // _CONTEXT), animate=False)

    def on_screen(self, place: Place) -> bool:
        """Whether a place of the text can be seen."""
        layout = self._layout_at_width
        if layout is None:
            return False
        return 0 <= layout.line_of(place[0], place[1]) - self.scroll_offset.y < self.size.height

    def first_place(self) -> tuple[int, int]:
        """Part and offset of the first text on the screen."""
        layout = self._layout_at_width
        if layout is None:
            return 0, 0
        for line in layout.lines[self.scroll_offset.y :]:
            if not line.blank:
                return line.part, line.start
        return len(self.page.parts), 0

    def watch_measure(self) -> None:
        """Another measure breaks all lines anew."""
        self._lay_out(self.place)

    def on_resize(self, _: events.Resize) -> None:
        """Another width breaks all lines anew, another height none."""
        if self._layout_at_width is None or self._width_laid_out != self.scrollable_content_region.width:
            self._lay_out(self.place)

    def notify_style_update(self) -> None:
        """Another theme: the same lines in other inks."""
        super().notify_style_update()
        self._repaint()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines in view; the very first time that is when it is known how wide they are."""
        if self._layout_at_width is None:
            self._lay_out(self._waiting)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen."""
        index = y + self.scroll_offset.y
        layout = self._layout_at_width
        if layout is None or index >= len(layout.lines):
            return Strip.blank(self.size.width, self.rich_style)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(index)) is not None:
            return self.painter(layout).paint(index, self._highlights, span)
        strip = self._strips.get(index)
        if strip is None:
            strip = self._strips[index] = self.painter(layout).paint(index, self._highlights)
        return strip

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text under a selection, in clean paragraphs."""
        if self._layout_at_width is None:
            return None
        return selected_text(self._layout_at_width, selection), "\n\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Draw what is selected now."""
        self.refresh()

    def painter(self, layout: Layout) -> Painter:
        """What draws the lines of a layout, in the inks of the present theme."""
        if self._painter is None or self._painter.layout is not layout:
            base = self.rich_style
            if layout.page.plain:
                from tui.widgets.plain_page import plain_inks  # noqa: PLC0415 - not for the first screen

                inks = plain_inks(base)
            else:
                inks = article_inks(self.app, base)
            self._painter = Painter(layout, inks, base, self.size.width)
        return self._painter

    def _repaint_part(self, part: int) -> None:
        if self._layout_at_width is not None:
            first, stop = self._layout_at_width.extent(part)
            for line in range(first, stop):
                self._strips.discard(line)
            self.refresh_lines(first, stop - first)

    def _repaint(self) -> None:
        self._painter = None
        self._strips.clear()
        self.refresh()

    def _lay_out(self, anchor: Anchor | None) -> None:
        width = self.scrollable_content_region.width
        if not width:
            self._waiting = anchor  # until it is known how wide the screen is
            self._layout_at_width = None  # what was laid out before may be of another page
            return
        if self.text_selection is not None:
            self.screen.clear_selection()  # it counts in lines that are no more
        layout = self._layout_at_width = lay_out(self.page, width, self.measure)
        self._width_laid_out = width
        self.virtual_size = Size(width, len(layout.lines))
        self._repaint()
        top = layout.find(anchor) if anchor else 0
        self.scroll_to(y=top, animate=False, force=True)
        if top:  # a bar that is not yet on the screen does not hear of scrolling
            self.vertical_scrollbar.position = self.scroll_offset.y
        self._kept = (self.scroll_offset.y, anchor) if anchor else None
