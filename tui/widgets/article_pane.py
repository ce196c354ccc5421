"""The article with the lines that belong to it: the find bar and the legend."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.widgets.article_view import ArticleView
from tui.widgets.empty_page import HINTS, KeyHint
from tui.widgets.find_bar import FindBar
from tui.widgets.legend import ArticleLegend

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from index import Article, Feed


class ArticlePane(Vertical):
    """An :class:`ArticleView` with its find bar and its legend, wired to each other."""

    DEFAULT_CSS = """
    ArticlePane { background: $background; }
    ArticlePane > ArticleView { height: 1fr; }
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
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """Make an empty pane; see :class:`ArticleView` for the arguments."""
        super().__init__(id=id, classes=classes)
        self._clock = clock
        self._hints = hints

    def compose(self) -> ComposeResult:
        """The article, the find bar, the legend."""
        yield ArticleView(clock=self._clock, hints=self._hints, id="article-view")
        yield FindBar(id="find-bar")
        yield ArticleLegend(id="article-legend")

    @property
    def view(self) -> ArticleView:
        """The article."""
        return self.query_one(ArticleView)

    @property
    def find_bar(self) -> FindBar:
        """The line in which one types what to find."""
        return self.query_one(FindBar)

    def show(self, article: Article | None, *, feed: Feed | None = None, terms: Sequence[str] = ()) -> None:
        """Show an article, or the keys that open one; see :meth:`ArticleView.show`."""
        shown = self.view.article
        if self.find_bar.is_open and (article is None or shown is None or article.row.id != shown.row.id):
            self.stop_finding()
        self.view.show(article, feed=feed, terms=terms)

    def start_finding(self) -> None:
        """Open the find bar; nothing to find in an empty pane."""
        if self.view.article is None:
            return
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
            return self.find_bar.is_open
        return super().check_action(action, parameters)

    def action_find(self) -> None:
        """Open the find bar."""
        self.start_finding()

    def action_stop_finding(self) -> None:
        """Close the find bar."""
        self.stop_finding()

    @on(FindBar.Changed)
    def _find(self, event: FindBar.Changed) -> None:
        event.stop()
        if self.find_bar.is_open:
            self.view.find(event.text)

    @on(FindBar.Stepped)
    def _step(self, event: FindBar.Stepped) -> None:
        event.stop()
        self.view.next_hit(event.step)

    @on(FindBar.Submitted)
    def _read(self, event: FindBar.Submitted) -> None:
        event.stop()
        self.view.focus()

    @on(FindBar.Closed)
    def _close(self, event: FindBar.Closed) -> None:
        event.stop()
        self.stop_finding()

    @on(ArticleView.StatusChanged)
    def _show_status(self, event: ArticleView.StatusChanged) -> None:
        event.stop()
        status = self.view.status
        self.query_one(ArticleLegend).show(status)
        self.find_bar.show(status)
