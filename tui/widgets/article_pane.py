"""The article with the lines that belong to it: the find bar and the legend."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.widgets.article_view import ArticleView
from tui.widgets.empty_page import HINTS, KeyHint
from tui.widgets.layout import MEASURE
from tui.widgets.legend import ArticleLegend

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from index import Article, ArticleRow, Feed
    from tui.widgets.find_bar import FindBar
    from tui.widgets.layout import Anchor


_WIDEST = 92
"""Cells that the pane takes at most where the stylesheet says so, unless lines need more."""

_BESIDE = 8
"""Cells at the sides of a line: margins, borders, the bar."""


class ArticlePane(Vertical):
    """An :class:`ArticleView` with its find bar and its legend, wired to each other.

    The find bar is made when it is first opened: the first screen does without.
    """

    DEFAULT_CSS = """
    ArticlePane { background: $background; }
    ArticlePane > ArticleView { height: 1fr; }
    ArticlePane.-plain > ArticleView { scrollbar-size-vertical: 0; }
    ArticlePane.-plain > ArticleLegend { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "find", "Find in the article", show=False, id="article.find"),
        Binding("escape", "stop_finding", "Stop finding", show=False, id="find.stop"),
    ]

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time,
        hints: Sequence[KeyHint] = HINTS,
        measure: int = MEASURE,
        plain: bool = False,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """Make an empty pane; see :class:`ArticleView` for the arguments, and its ``measure`` and ``plain``."""
        super().__init__(id=id, classes=classes)
        self.view = ArticleView(clock=clock, hints=hints, plain=plain, id="article-view")
        self.legend = ArticleLegend(id="article-legend")
        self.view.set_reactive(ArticleView.measure, measure)
        self.set_class(plain, "-plain")
        self._make_room(measure)
        self._find_bar: FindBar | None = None

    def compose(self) -> ComposeResult:
        """The article and the legend; the find bar comes between them."""
        yield self.view
        yield self.legend

    @property
    def find_bar(self) -> FindBar:
        """The line in which one types what to find."""
        if self._find_bar is None:
            from tui.widgets.find_bar import FindBar  # noqa: PLC0415 - not needed for the first screen

            self._find_bar = FindBar(id="find-bar")
        return self._find_bar

    @property
    def finding(self) -> bool:
        """Whether the find bar is open."""
        return self._find_bar is not None and self._find_bar.is_open

    def show(
        self,
        article: Article | None,
        *,
        feed: Feed | None = None,
        terms: Sequence[str] = (),
        place: Anchor | None = None,
        copies: Sequence[ArticleRow] | None = (),
    ) -> None:
        """Show an article, or the keys that open one; see :meth:`ArticleView.show`."""
        shown = self.view.article
        if self.finding and (article is None or shown is None or article.row.id != shown.row.id):
            self.stop_finding()
        self.view.show(article, feed=feed, terms=terms, place=place, copies=copies)

    def set_measure(self, measure: int) -> None:
        """Have lines of this many cells at most; the pane may grow as wide as they need."""
        self.view.measure = measure
        self._make_room(measure)

    def set_plain(self, *, plain: bool) -> None:
        """Have articles be nothing but text, without the legend and the bar, or not."""
        self.set_class(plain, "-plain")
        self.view.set_plain(plain=plain)

    def _make_room(self, measure: int) -> None:
        self.set_class(measure + _BESIDE > _WIDEST, "-wide")

    async def start_finding(self) -> None:
        """Open the find bar; nothing to find in an empty pane."""
        if self.view.article is None:
            return
        if not self.find_bar.is_attached:
            await self.mount(self.find_bar, after=self.view)
        self.find_bar.open()
        self.view.find(self.find_bar.text)

    def stop_finding(self) -> None:
        """Close the find bar; its highlights go with it, the place stays."""
        self.find_bar.close()
        self.view.find("")
        if self.find_bar.has_focus_within:
            self.view.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape belongs to the screen unless something is being found."""
        if action == "stop_finding":
            return self.finding
        return super().check_action(action, parameters)

    async def action_find(self) -> None:
        """Open the find bar."""
        await self.start_finding()

    def action_stop_finding(self) -> None:
        """Close the find bar."""
        self.stop_finding()

    def on_find_bar_changed(self, event: FindBar.Changed) -> None:
        """Find while typing."""
        event.stop()
        if self.finding:
            self.view.find(event.text)

    def on_find_bar_stepped(self, event: FindBar.Stepped) -> None:
        """Go to another hit while typing."""
        event.stop()
        self.view.next_hit(event.step)

    def on_find_bar_submitted(self, event: FindBar.Submitted) -> None:
        """Read on; the hits stay."""
        event.stop()
        self.view.focus()

    def on_find_bar_closed(self, event: FindBar.Closed) -> None:
        """Find no more."""
        event.stop()
        self.stop_finding()

    @on(ArticleView.StatusChanged)
    def _show_status(self) -> None:
        status = self.view.status
        self.legend.show(status)
        if self.finding:
            self.find_bar.show(status)
