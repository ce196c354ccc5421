"""What can be done with an article, on whichever screen it is read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SuspendNotSupported
from textual.screen import Screen

from index import Article, ArticleRow, NotFoundError
from tui.keys import READING_KEYS, bindings
from tui.session import Session, in_background
from tui.widgets.article_pane import ArticlePane
from tui.widgets.article_view import ArticleView
from tui.widgets.empty_page import HINTS, KeyHint

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from tui.messages import Marked


class ArticleScreen(Screen[None]):
    """A screen with an article on it, and the keys for that article."""

    BINDINGS = bindings(READING_KEYS)
    HINTS: ClassVar[Sequence[KeyHint]] = HINTS
    """The keys that the article's pane teaches as long as there is no article."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.library = session.library
        self.reading = ArticlePane(clock=session.clock, hints=self.HINTS, measure=session.measure, plain=session.plain)
        self.article: Article | None = None

    @property
    def current(self) -> ArticleRow | None:
        """The article that keys act on."""
        return self.article.row if self.article else None

    # -- marks

    def mark(self, change: Coroutine[None, None, Marked]) -> None:
        """Change marks; every screen hears of it through the app."""
        in_background(self, self._post_marked(change), group="marks")

    async def _post_marked(self, change: Coroutine[None, None, Marked]) -> None:
        self.app.post_message(await change)

    def action_toggle_read(self) -> None:
        """Turn the read mark around."""
        if self.current is not None:
            self.mark(self.session.marks.toggle_read(self.current.id))

    def action_toggle_star(self) -> None:
        """Turn the star around."""
        if self.current is not None:
            self.mark(self.session.marks.toggle_star(self.current.id))

    # -- links

    def open_link(self, url: str | None) -> None:
        """Open an address in the browser; a text browser has the terminal until it ends."""
        from tui.browser import BrowserError, browser_command, check_link, start  # noqa: PLC0415 - not for the first screen

        if url is None:
            return
        try:
            if self.app.is_web:  # the browser that shows the reader, wherever it runs
                self.app.open_url(check_link(url))
                return
            command = browser_command(url, self.session.environ)
            if command.terminal:
                with self.app.suspend():
                    start(command)
            else:
                start(command)
        except (BrowserError, SuspendNotSupported) as error:
            self.notify(str(error), severity="warning", markup=False)

    def action_browser(self) -> None:
        """Open the article in the browser."""
        if self.current is not None:
            self.open_link(self.current.link)

    async def action_links(self) -> None:
        """List the article's links."""
        from tui.screens.dialogs import LinksDialog, article_links  # noqa: PLC0415 - not for the first screen

        article = await self.whole_current()
        links = article_links(article) if article else ()
        if links:
            self.app.push_screen(LinksDialog(links), self.open_link)
        elif article:
            self.notify("There are no links in this article.", markup=False)

    async def whole_current(self) -> Article | None:
        """The current article, read from the archive where only its row is at hand."""
        if self.current is None or (self.article is not None and self.article.row.id == self.current.id):
            return self.article if self.current is not None else None
        try:
            return await asyncio.to_thread(self.library.article, self.current.id)
        except NotFoundError as error:
            self.notify(str(error), severity="warning", markup=False)
            return None

    @on(ArticleView.LinkActivated)
    def _follow(self, event: ArticleView.LinkActivated) -> None:
        event.stop()
        self.open_link(event.href)
