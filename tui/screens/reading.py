"""A list beside an article: what the reader and the search have in common."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from index import WirecopyError
from tui.messages import ArticleLoaded, WorkFailed
from tui.screens.article_screen import ArticleScreen
from tui.screens.panes import Pane, Panes
from tui.session import Session, in_background
from tui.widgets.article_list import ArticleList
from tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import ArticleRow, Feed

_PREVIEW_PAUSE = 0.05
"""Seconds that the cursor must rest on an article before it is previewed."""


class ReadingScreen(ArticleScreen):
    """A list of articles and the one that is read.

    An article is marked as read when it is opened (Enter, a click, Space, n, p, J, K), not when the cursor passes it.
    """

    panes: Panes

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.articles = ArticleList(clock=session.clock)
        self.feeds: dict[int, Feed] = {}
        self.opened: int | None = None
        self._wanted: int | None = None

    @property
    def current(self) -> ArticleRow | None:
        """The article being read while it has the focus, else the one under the list's cursor."""
        if self.panes.active is Pane.ARTICLE and self.article is not None:
            return self.article.row
        return self.articles.current

    # -- showing articles

    @on(ArticleList.Highlighted)
    def _preview(self, event: ArticleList.Highlighted) -> None:
        if event.row is not None and event.row.id != self._wanted and self.panes.shows(Pane.ARTICLE):
            self._wanted = event.row.id
            self._start_load(event.row.id, opened=False)

    @on(ArticleList.Opened)
    def _open_listed(self, event: ArticleList.Opened) -> None:
        if event.row is not None:
            self.open_article(event.row.id)
            self.panes.go(Pane.ARTICLE)

    @on(Panes.Moved)
    def _enter(self, event: Panes.Moved) -> None:
        """Going into the article's pane is opening the article that the list is at."""
        row = self.articles.current
        if event.pane is Pane.ARTICLE and row is not None and row.id != self.opened:
            self.open_article(row.id)

    def open_article(self, article: int) -> None:
        """Show an article and mark it as read; the cursor of the list stays where it is."""
        self._wanted = self.opened = article
        self._start_load(article, opened=True)

    def open_at(self, index: int) -> None:
        """Move the list's cursor and open the article there; the focus moves only if the article is out of sight."""
        if not 0 <= index < len(self.articles.source):
            return
        article = self.articles.source.id_at(index)
        self.open_article(article)
        self.articles.cursor = index
        if not self.panes.shows(Pane.ARTICLE):
            self.panes.go(Pane.ARTICLE)

    def show_nothing(self) -> None:
        """Empty the article's pane."""
        self.keep_place()
        self._wanted = self.opened = self.article = None
        self.reading.show(None)

    def _start_load(self, article: int, *, opened: bool) -> None:
        in_background(self, self._load(article, opened=opened), group="article", exclusive=True)

    async def _load(self, article: int, *, opened: bool) -> None:
        if not opened:
            await asyncio.sleep(_PREVIEW_PAUSE)
        loaded = await asyncio.to_thread(self.read_article, article)
        self.post_message(replace(loaded, opened=opened))

    def read_article(self, article: int) -> ArticleLoaded:
        """Read an article, with what is to be marked in it. Called in a thread."""
        return ArticleLoaded(self.library.article(article))

    @on(ArticleLoaded)
    def _show(self, event: ArticleLoaded) -> None:
        row = event.article.row
        if row.id != self._wanted:
            return
        again = self.article is not None and self.article.row.id == row.id
        if not again:
            self.keep_place()
        self.article = event.article
        place = None if again else self.session.places.get(row.id)
        self.reading.show(event.article, feed=self.feeds.get(row.feed), terms=event.terms, place=place)
        self.reading.view.set_hits(event.hits)
        if event.opened and not row.read and self.library.config.settings.mark_read_on_open:
            self.mark(self.session.marks.opened(row.id))

    def show_at_once(self, article: int, *, opened: bool) -> None:
        """Show an article without a pause, as it was left.

        Raises:
            WirecopyError: it cannot be read.
        """
        self._wanted = article
        self.opened = article if opened else None
        self._show(self.read_article(article))

    def keep_place(self) -> None:
        """Remember how far the article on the screen has been read."""
        if self.article is not None:
            self.session.keep_place(self.article.row.id, self.reading.view.place)

    def on_unmount(self) -> None:
        """Remember it when the screen is left, too."""
        self.keep_place()

    def marks_changed(self, articles: Sequence[int]) -> None:
        """Show marks as they are now, in the list and above the article."""
        self.articles.invalidate(articles)
        if self.article is not None and self.article.row.id in articles:
            self.reload_article()

    def reload_article(self) -> None:
        """Read the article on the screen anew, for what may have changed about it."""
        if self.article is not None and self._wanted == self.article.row.id:
            in_background(self, self._load_again(self._wanted), group="again", exclusive=True)

    async def _load_again(self, article: int) -> None:
        loaded = await asyncio.to_thread(self.read_article, article)
        if loaded.article != self.article:
            self.post_message(loaded)

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
        self.open_at((self.articles.cursor if here is None else here) + step)

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
