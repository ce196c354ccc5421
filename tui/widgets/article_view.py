"""The article as it is read: mentions and links to step through, things to find, promotional text folded away."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from time import time
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.article_finding import ArticleFinding
from tui.widgets.compose_page import compose_page
from tui.widgets.empty_page import HINTS, KeyHint, empty_page
from tui.widgets.finding import find_all
from tui.widgets.legend import ArticleStatus, count_names
from tui.widgets.painter import FOLD_META

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from index import Article, ArticleRow, EntityType, Feed
    from tui.widgets.layout import Anchor
    from tui.widgets.parts import Page, Stop


class ArticleView(ArticleFinding):
    """Shows an article; see the module."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "fold", "Show or hide promotional text", show=False, id="article.fold"),
    ]

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time,
        hints: Sequence[KeyHint] = HINTS,
        plain: bool = False,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """Make an empty view.

        Args:
            clock: the time in Unix seconds, for what is said of an article's age.
            hints: the keys that the empty view teaches.
            plain: articles are nothing but text: see :mod:`tui.widgets.plain_page`.
            id: of the widget.
            classes: of the widget.
        """
        super().__init__(id=id, classes=classes)
        self.article: Article | None = None
        self._clock = clock
        self._hints = hints
        self._feed: Feed | None = None
        self._unfolded = False
        self._plain = plain
        self._counts: tuple[tuple[EntityType, int], ...] = ()
        self._copies: tuple[ArticleRow, ...] = ()
        self._progress = 100  # percent, as last said
        self.page = self._composed(unfolded=False)

    # What is shown

    def show(
        self,
        article: Article | None,
        *,
        feed: Feed | None = None,
        terms: Sequence[str] = (),
        place: Anchor | None = None,
        copies: Sequence[ArticleRow] | None = (),
    ) -> None:
        """Show an article, or the keys that open one.

        The article that is shown already keeps its place, focus and hits: it may come again with more mentions.

        Args:
            article: what to show.
            feed: where it came from, for its title.
            terms: of a search, to be highlighted.
            place: where it was left, for another article than the one that is shown.
            copies: other articles with the same text; None for those that are known already.
        """
        again = article is not None and self.article is not None and article.row.id == self.article.row.id
        if not again:
            self._unfolded = False
        self.set_terms(terms, anew=not again)
        self.article, self._feed = article, feed
        if copies is not None or not again:
            self._copies = tuple(copies or ())
        self._counts = count_names(article) if article else ()
        self._compose_page(keep=again, place=place)

    def update_marks(self, row: ArticleRow) -> None:
        """Show other marks (star, tags) of the article that is shown; another's are none of its business."""
        if self.article is not None and self.article.row.id == row.id and self.article.row != row:
            self.article = replace(self.article, row=row)
            self._compose_page(keep=True)

    @property
    def status(self) -> ArticleStatus:
        """What the legend and the find bar say."""
        stop = self.focused_stop
        highlights, mentions = self.highlights, self.page.mentions
        mention = stop.mention if stop else None
        return ArticleStatus(
            counts=self._counts,
            focus=mention,
            href=stop.href if stop else "",
            position=bisect_right(mentions, highlights.focus) if mention else 0,
            total=len(mentions),
            hit=highlights.current + 1,
            hits=len(highlights.hits),
            off=self.types_off,
            finding=bool(self.finding),
            hinting=self.hinting,
            articles=self.known.get(mention.entity or 0, 0) if mention else 0,
            progress=self._progress,
            minutes=self.page.minutes,
        )

    @property
    def plain(self) -> bool:
        """Whether articles are nothing but text: see :mod:`tui.widgets.plain_page`."""
        return self._plain

    def set_plain(self, *, plain: bool) -> None:
        """Have articles be nothing but text, or not."""
        if plain != self._plain:
            self._plain = plain
            self._compose_page(keep=True)

    def unfold_for(self, text: str) -> None:
        """Show promotional text if that is where a text stands."""
        folded = self.article is not None and not self._unfolded and self.page.folded
        if folded and find_all(self._composed(unfolded=True), text):
            self.action_fold()

    # Keys and mouse; those of mentions and links see to themselves

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys that have nothing to do here to the screen."""
        if action == "fold":
            return bool(self.page.folded)
        return super().check_action(action, parameters)

    def action_fold(self) -> None:
        """Show promotional text, or fold it away."""
        self._unfolded = not self._unfolded
        self._compose_page(keep=True)

    def on_click(self, event: events.Click) -> None:
        """Show promotional text where its line was clicked."""
        if event.style.meta.get(FOLD_META) and self.text_selection is None:
            self.action_fold()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say how far the article has been read."""
        super().watch_scroll_y(old_value, new_value)
        self._say_progress()

    def on_resize(self, _: events.Resize) -> None:
        """A higher screen shows more."""
        self._say_progress()

    # Within

    def _say_progress(self) -> None:
        if self.progress != self._progress:
            self._progress = self.progress
            self.post_message(self.StatusChanged())

    def _lay_out(self, anchor: Anchor | None) -> None:
        super()._lay_out(anchor)
        self._say_progress()

    def _compose_page(self, *, keep: bool, place: Anchor | None = None) -> None:
        before, current = self.focused_stop, self.highlights.current
        page = self._composed(unfolded=self._unfolded)
        offset = self._offset(before) if keep and before else None
        self.set_page(page, keep_place=keep, place=place)
        if before is not None and keep:
            same = (index for index, stop in enumerate(page.stops) if self._offset(stop) == offset)
            self.set_highlights(self.highlights.focused(next(same, -1)))
        self.find_again(current if keep else -1)

    def _composed(self, *, unfolded: bool) -> Page:
        if self.article is None:
            page = empty_page(self._hints)
        else:
            page = compose_page(
                self.article,
                self._feed,
                self._clock(),
                unfolded=unfolded,
                types_off=self.types_off,
                copies=self._copies,
            )
        if not self._plain:
            return page
        from tui.widgets.plain_page import plain_page  # noqa: PLC0415 - not for the first screen

        return plain_page(page)

    def _offset(self, stop: Stop) -> tuple[str, int, int]:
        """Where a stop stands, whatever the number of its part."""
        part = self.page.parts[stop.part]
        return ("" if part.base >= 0 else part.role), max(part.base, 0) + stop.start, max(part.base, 0) + stop.end
