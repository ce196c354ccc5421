"""A list and the article that is shown beside it: loading, showing, remembering the place."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from tui.messages import ArticleLoaded
from tui.screens.mentions import MentionScreen
from tui.screens.panes import Pane, Panes
from tui.session import Session, in_background
from tui.sources import copies_of
from tui.widgets.article_list import ArticleList
from tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import ArticleRow, Feed

_PREVIEW_PAUSE = 0.05


class ShowingScreen(MentionScreen):
    """A list of articles and the one that is shown.

    Attributes:
        articles: the list.
        feeds: by id, for the names above articles.
        opened: the article that was opened to be read; a preview is none.
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

    @property
    def preview_pause(self) -> float:
        """Seconds that the cursor must rest on an article before it is previewed."""
        return _PREVIEW_PAUSE

    def preview_article(self, article: int) -> None:
        """Show an article without marking it as read, once the cursor rests on it."""
        if article != self._wanted:
            self._wanted = article
            self._start_load(article, opened=False)

    def open_article(self, article: int) -> None:
        """Show an article and mark it as read; the cursor of the list stays where it is."""
        self._wanted = self.opened = article
        self._start_load(article, opened=True)

    def show_nothing(self) -> None:
        """Empty the article's pane."""
        self.keep_place()
        self._wanted = self.opened = self.article = None
        self.reading.show(None)

    def _start_load(self, article: int, *, opened: bool) -> None:
        in_background(self, self._load(article, opened=opened), group="article", exclusive=True)

    async def _load(self, article: int, *, opened: bool) -> None:
        if not opened:
            await asyncio.sleep(self.preview_pause)
        loaded = await asyncio.to_thread(self._read, article)
        self.post_message(replace(loaded, opened=opened))

    def _read(self, article: int) -> ArticleLoaded:
        """Read an article, who else has its text, and how often its names are in the news."""
        loaded = self.read_article(article)
        known = {entity.id: entity.articles for entity in self.library.entities_of(article)}
        return replace(loaded, copies=copies_of(self.library, loaded.article.row), known=known)

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
        feed = self.feeds.get(row.feed)
        self.reading.show(event.article, feed=feed, terms=event.terms, place=place, copies=event.copies)
        if event.known is not None:
            self.reading.view.known = event.known
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
        self._show(self._read(article))

    @on(ArticleView.ArticleActivated)
    def _show_copy(self, event: ArticleView.ArticleActivated) -> None:
        event.stop()
        self.open_article(event.article)

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

    def entities_changed(self) -> None:
        """Show names as they are now, in the list and in the article."""
        self.articles.invalidate()
        self.reload_article()

    def reload_article(self) -> None:
        """Read the article on the screen anew, for what may have changed about it."""
        if self.article is not None and self._wanted == self.article.row.id:
            in_background(self, self._load_again(self._wanted), group="again", exclusive=True)

    async def _load_again(self, article: int) -> None:
        loaded = await asyncio.to_thread(self._read, article)
        if loaded.article != self.article:
            self.post_message(loaded)
