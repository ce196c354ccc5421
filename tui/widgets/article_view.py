"""The article as it is read: mentions and links to step through, things to find, promotional text folded away."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from time import time
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.article_hints import ArticleHints
from tui.widgets.compose_page import compose_page
from tui.widgets.empty_page import HINTS, KeyHint, empty_page
from tui.widgets.finding import find_all, find_terms, located
from tui.widgets.legend import ArticleStatus, count_names
from tui.widgets.masthead import reading_minutes
from tui.widgets.painter import FOLD_META

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from index import Article, ArticleRow, EntityType, Feed
    from tui.widgets.layout import Anchor
    from tui.widgets.overlays import Place
    from tui.widgets.parts import Stop


class ArticleView(ArticleHints):
    """Shows an article; see the module."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "fold", "Show or hide promotional text", show=False, id="article.fold"),
        Binding("n", "hit(1)", "Next hit", show=False, id="find.next_hit"),
        Binding("N", "hit(-1)", "Previous hit", show=False, id="find.previous_hit"),
    ]

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time,
        hints: Sequence[KeyHint] = HINTS,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """Make an empty view.

        Args:
            clock: the time in Unix seconds, for what is said of an article's age.
            hints: the keys that the empty view teaches.
            id: of the widget.
            classes: of the widget.
        """
        super().__init__(id=id, classes=classes)
        self.article: Article | None = None
        self._clock = clock
        self._hints = hints
        self._feed: Feed | None = None
        self._terms: tuple[str, ...] = ()
        self._ranges: tuple[tuple[int, int], ...] = ()
        self._wanted = ""
        self._unfolded = False
        self._counts: tuple[tuple[EntityType, int], ...] = ()
        self._copies: tuple[ArticleRow, ...] = ()
        self._minutes = 0
        self._progress = 100  # percent, as last said
        self.page = empty_page(hints)

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
            self._ranges, self._wanted, self._unfolded = (), "", False
        self.article, self._feed, self._terms = article, feed, tuple(terms)
        if copies is not None or not again:
            self._copies = tuple(copies or ())
        self._counts = count_names(article) if article else ()
        self._minutes = reading_minutes(article) if article else 0
        self._compose_page(keep=again, place=place)

    def update_marks(self, row: ArticleRow) -> None:
        """Show other marks (star, tags) of the article that is shown; another's are none of its business."""
        if self.article is not None and self.article.row.id == row.id and self.article.row != row:
            self.article = replace(self.article, row=row)
            self._compose_page(keep=True)

    def set_hits(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Highlight ranges of the article's text, offsets in code points."""
        self._ranges = tuple(ranges)
        self._find_again()

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
            finding=bool(self._wanted),
            hinting=self.hinting,
            progress=self._progress,
            minutes=self._minutes,
        )

    # Finding

    def find(self, text: str) -> int:
        """Highlight every place that reads like ``text`` and go to the first from here; empty to stop finding.

        Returns:
            How many places there are.
        """
        start = (
            self.highlights.hits[self.highlights.current][:2] if self.highlights.current >= 0 else self.first_place()
        )
        self._wanted = text.strip()
        self._find_again()
        if self._wanted and not self.highlights.hits and self._stands_in_folded_text():
            self.action_fold()
        hits = self.highlights.hits
        if self._wanted and hits:
            self._go_to_hit(bisect_left(hits, (*start, 0)) % len(hits))
        return len(hits)

    def next_hit(self, step: int = 1) -> None:
        """Go to the next hit, or the previous one, around and around."""
        hits, current = self.highlights.hits, self.highlights.current
        if not hits:
            return
        if current < 0:
            here = bisect_left(hits, (*self.first_place(), 0))
            current = here - 1 if step > 0 else here
        self._go_to_hit((current + step) % len(hits))

    # Keys and mouse; those of mentions and links see to themselves

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys that have nothing to do here to the screen."""
        match action:
            case "fold":
                return bool(self.page.folded)
            case "hit":
                return bool(self._wanted or self.highlights.hits)
        return super().check_action(action, parameters)

    def action_hit(self, step: int) -> None:
        """Step through the hits."""
        self.next_hit(step)

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
        if self.article is None:
            page = empty_page(self._hints)
        else:
            page = compose_page(
                self.article,
                self._feed,
                self._clock(),
                unfolded=self._unfolded,
                types_off=self.types_off,
                copies=self._copies,
            )
        offset = self._offset(before) if keep and before else None
        self.set_page(page, keep_place=keep, place=place)
        if before is not None and keep:
            same = (index for index, stop in enumerate(page.stops) if self._offset(stop) == offset)
            self.set_highlights(self.highlights.focused(next(same, -1)))
        self._find_again(current if keep else -1)

    def _offset(self, stop: Stop) -> tuple[str, int, int]:
        """Where a stop stands, whatever the number of its part."""
        part = self.page.parts[stop.part]
        return ("" if part.base >= 0 else part.role), max(part.base, 0) + stop.start, max(part.base, 0) + stop.end

    def _find_again(self, current: int = -1) -> None:
        hits: set[Place]
        if self._wanted:
            hits = set(find_all(self.page, self._wanted))
        else:
            hits = {*find_terms(self.page, self._terms), *located(self.page, self._ranges)}
        found = tuple(sorted(hits))
        self.set_highlights(replace(self.highlights, hits=found, current=min(current, len(found) - 1)))
        self.post_message(self.StatusChanged())

    def _stands_in_folded_text(self) -> bool:
        if self.article is None or self._unfolded or not self.page.folded:
            return False
        return bool(find_all(compose_page(self.article, self._feed, self._clock(), unfolded=True), self._wanted))

    def _go_to_hit(self, index: int) -> None:
        self.set_highlights(self.highlights.at_hit(index))
        self.reveal(self.highlights.hits[index])
        self.post_message(self.StatusChanged())
