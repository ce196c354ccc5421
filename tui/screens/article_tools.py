"""What else can be done with an article: copying it, looking into it, handing it to other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.format import plural
from tui.keys import ARTICLE_KEYS, bindings
from tui.screens.article_screen import ArticleScreen
from tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from index import Article
    from tui.widgets.article_pane import ArticlePane

LEAST_MEASURE, MOST_MEASURE = 30, 200
"""Cells of a line, as in the settings."""


class ArticleTools(ArticleScreen):
    """A screen with an article on it, and all the keys for that article.

    What most sessions never do is imported when it is done.
    """

    BINDINGS = bindings(ARTICLE_KEYS)

    # -- copying

    def action_copy_link(self) -> None:
        """Copy the article's address."""
        if self.current is None:
            return
        if not self.current.link:
            self.notify("This article has no link.", markup=False)
            return
        self._copy(self.current.link, "Link copied")

    async def action_copy_article(self) -> None:
        """Copy what is selected; where nothing is, the whole text."""
        from tui.quoting import article_text  # noqa: PLC0415 - not for the first screen

        selected = self.get_selected_text()
        if selected:
            self._copy(selected, f"{plural(len(selected.split()), 'word')} copied")
        elif article := await self.whole_current():
            self._copy(article_text(article), "Article copied")

    async def action_copy_quotation(self) -> None:
        """Copy what is selected, or the first paragraph, with who wrote it, where and when."""
        from tui.quoting import quotation  # noqa: PLC0415 - not for the first screen

        selected = self.get_selected_text()
        article = self.article if selected else await self.whole_current()
        if article is not None:
            self._copy(quotation(article, selected or ""), "Quotation copied")

    def _copy(self, text: str, notice: str) -> None:
        self.app.copy_to_clipboard(text)
        self.notify(notice, markup=False)

    # -- how it is set

    def action_measure(self, cells: int) -> None:
        """Make lines longer or shorter; shorter than those that there is room for."""
        view = self.reading.view
        room = view.laid_out.measure if view.laid_out else view.measure
        measure = (min(view.measure, room) if cells < 0 else view.measure) + cells
        self.session.measure = min(max(measure, LEAST_MEASURE), MOST_MEASURE)
        for pane in self._panes_to_read():
            pane.set_measure(self.session.measure)

    def action_plain(self) -> None:
        """Have articles be nothing but text, in one column, or not."""
        self.session.plain = not self.session.plain
        for pane in self._panes_to_read():
            pane.set_plain(plain=self.session.plain)

    def _panes_to_read(self) -> list[ArticlePane]:
        """This one, and those of the screens below."""
        return [screen.reading for screen in self.app.screen_stack if isinstance(screen, ArticleTools)]

    # -- looking into it

    @on(ArticleView.ActionActivated)
    async def _act(self, event: ArticleView.ActionActivated) -> None:
        event.stop()
        await self.run_action(event.action)

    async def action_info(self) -> None:
        """Show what is known of the article."""
        from tui.screens.dialogs import InfoDialog  # noqa: PLC0415 - not for the first screen

        article = await self.whole_current()
        if article is not None:
            self.app.push_screen(InfoDialog(article))

    async def action_versions(self) -> None:
        """Show what has been edited since the article was first fetched."""
        from tui.screens.versions import VersionsScreen  # noqa: PLC0415 - not for the first screen

        article = await self.whole_current()
        if article is not None and article.revisions:
            self.app.push_screen(VersionsScreen(article, self.reading.view.measure))
        elif article is not None:
            self.notify("This article has not been edited since it was fetched.", markup=False)

    # -- pictures

    async def action_pictures(self) -> None:
        """Show the article's pictures, the first on the screen first; where they are not wanted, in the browser."""
        article = await self.whole_current()
        if article is None:
            return
        sources = [block.src for block in article.blocks if block.src]
        if sources:
            shown = (src for src in sources if self.reading.view.shows_link(src))
            self.open_picture(article, next(shown, sources[0]))
        else:
            self.notify("There are no pictures in this article.", markup=False)

    def open_link(self, url: str | None) -> None:
        """Open an address; that of one of the article's pictures where pictures are shown."""
        if url is not None and self.article is not None and any(block.src == url for block in self.article.blocks):
            self.open_picture(self.article, url)
        else:
            super().open_link(url)

    def open_picture(self, article: Article, src: str) -> None:
        """Show a picture of an article: in the terminal where the settings say so, else in the browser."""
        if not self.library.config.settings.pictures or self.app.no_color:
            super().open_link(src)
            return
        from tui.screens.picture import PictureScreen, pictures_of  # noqa: PLC0415 - not for the first screen

        pictures = pictures_of(article)
        index = next((number for number, picture in enumerate(pictures) if picture.src == src), 0)
        feed = next((feed.url for feed in self.library.all_feeds() if feed.id == article.row.feed), "")
        self.app.push_screen(PictureScreen(pictures, index, feed), super().open_link)

    # -- other programs

    async def action_pipe(self) -> None:
        """Run a command with the article on its standard input."""
        from tui.screens.handing import pipe  # noqa: PLC0415 - not for the first screen

        if (article := await self.whole_current()) is not None:
            pipe(self, article)

    async def action_pager(self) -> None:
        """Read the article in the user's pager."""
        from tui.screens.handing import page  # noqa: PLC0415 - not for the first screen

        if (article := await self.whole_current()) is not None:
            page(self, article)

    async def action_editor(self) -> None:
        """Open the article's text in the user's editor."""
        from tui.screens.handing import edit  # noqa: PLC0415 - not for the first screen

        if (article := await self.whole_current()) is not None:
            edit(self, article)
