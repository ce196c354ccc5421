"""A list beside an article: what the reader and the search have in common, by key and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from index import WirecopyError
from tui.counts import times
from tui.messages import WorkFailed
from tui.screens.panes import Pane, Panes
from tui.screens.tag_tools import TaggingScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import ArticleRow
    from tui.messages import RefreshEnded
    from tui.refresh_client import Refreshing


class ReadingScreen(TaggingScreen):
    """Moving from article to article, and from pane to pane.

    An article is marked as read when it is opened (Enter, a click, Space, n, p, J, K), not when the cursor passes it.
    """

    # -- opening articles

    @on(ArticleList.Highlighted)
    def _preview(self, event: ArticleList.Highlighted) -> None:
        if event.row is not None and self.panes.shows(Pane.ARTICLE):
            self.preview_article(event.row.id)

    @on(ArticleList.Opened)
    def _open_listed(self, event: ArticleList.Opened) -> None:
        if event.row is not None:
            self.open_article(event.row.id)
            self.panes.go(Pane.ARTICLE)

    @on(ArticleList.MarkClicked)
    def _click_mark(self, event: ArticleList.MarkClicked) -> None:
        marks = self.session.marks
        self.mark(marks.toggle_star(event.article) if event.mark == "star" else marks.toggle_read(event.article))

    @on(Panes.Moved)
    def _enter(self, event: Panes.Moved) -> None:
        """Going into the article's pane is opening the article that the list is at."""
        row = self.articles.current
        if event.pane is Pane.ARTICLE and row is not None and row.id != self.opened:
            self.open_article(row.id)

    def open_at(self, index: int) -> None:
        """Move the list's cursor and open the article there; the focus moves only if the article is out of sight."""
        if not 0 <= index < len(self.articles.source):
            return
        article = self.articles.source.id_at(index)
        self.open_article(article)
        self.articles.cursor = index
        if not self.panes.shows(Pane.ARTICLE):
            self.panes.go(Pane.ARTICLE)

    # -- a refresh behind the screen

    def show_progress(self, refreshing: Refreshing | None, *, mending: bool) -> None:
        """Show how far a refresh has come; ``mending``: it is the search index that is built."""

    def show_outcome(self, event: RefreshEnded) -> None:
        """Show that a refresh has ended, and what it has brought."""

    # -- moving from article to article

    def action_back(self) -> None:
        """Go one pane out, or off the screen."""
        if not self.panes.back():
            self.leave()

    def action_escape(self) -> None:
        """Go one pane out."""
        if not self.panes.back():
            self.escape()

    def leave(self) -> None:
        """What q does in the outermost pane."""
        if self.is_current:
            self.app.pop_screen()

    def escape(self) -> None:
        """What Escape does in the outermost pane."""
        self.leave()

    def read_rows(self, ids: Sequence[int]) -> Sequence[ArticleRow | None]:
        """Read rows for the list while it draws; where the archive fails, say so and go on drawing."""
        try:
            return self.library.article_rows(ids)
        except WirecopyError as error:
            self.post_message(WorkFailed(str(error)))
            return [None] * len(ids)

    def action_step(self, step: int) -> None:
        """Open the next or the previous article of the list."""
        here = self.articles.source.index_of(self.current.id) if self.current else None
        start, steps, last = self.articles.cursor if here is None else here, times(self), len(self.articles.source) - 1
        self.open_at(start + step if steps == 1 else max(0, min(start + step * steps, last)))

    def action_read_on(self) -> None:
        """Page the article down; open the one under the cursor first, if that is another one."""
        row = self.articles.current
        if row is None:
            return
        if self.panes.active is Pane.ARTICLE or (self.opened == row.id and self.panes.shows(Pane.ARTICLE)):
            self.reading.view.action_read_on()
        else:
            self.open_at(self.articles.cursor)

    @on(ArticleView.PastEnd)
    def _past_end(self, event: ArticleView.PastEnd) -> None:
        event.stop()
        self.read_next()

    def read_next(self) -> None:
        """What Space does at the end of an article."""
        self.action_step(1)

    async def action_find(self) -> None:
        """Find words in the article."""
        if self.article is not None:
            self.panes.go(Pane.ARTICLE)
            await self.reading.start_finding()

    def action_plain(self) -> None:
        """Have the article be nothing but text, alone on the screen, or not."""
        super().action_plain()
        if self.panes.arrangement.zen != self.session.plain:
            self.panes.action_zen()

    def action_hints(self) -> None:
        """Label the links on the screen with letters."""
        if self.article is None or not self.panes.shows(Pane.ARTICLE):
            return
        self.panes.go(Pane.ARTICLE)
        if not self.reading.view.start_hints():
            self.notify("No link is on the screen.", markup=False)
