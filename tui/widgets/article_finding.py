"""Finding in an article: what one types, and what a search has found."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.article_hints import ArticleHints
from tui.widgets.finding import find_all, find_terms, located

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.widgets.overlays import Place


class ArticleFinding(ArticleHints):
    """A page in which places are highlighted, to step through.

    What is typed in the find bar comes before the words of a search, as long as it stands there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "hit(1)", "Next hit", show=False, id="find.next_hit"),
        Binding("N", "hit(-1)", "Previous hit", show=False, id="find.previous_hit"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._terms: tuple[str, ...] = ()
        self._ranges: tuple[tuple[int, int], ...] = ()
        self._wanted = ""

    @property
    def finding(self) -> str:
        """What is being looked for; empty for nothing."""
        return self._wanted

    def set_terms(self, terms: Sequence[str], *, anew: bool) -> None:
        """The words of a search, to be highlighted in the next page; ``anew`` forgets what was highlighted so far."""
        self._terms = tuple(terms)
        if anew:
            self._ranges, self._wanted = (), ""

    def set_hits(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Highlight ranges of the article's text, offsets in code points."""
        self._ranges = tuple(ranges)
        self.find_again()

    def find(self, text: str) -> int:
        """Highlight every place that reads like ``text`` and go to the first from here; empty to stop finding.

        Returns:
            How many places there are.
        """
        start = (
            self.highlights.hits[self.highlights.current][:2] if self.highlights.current >= 0 else self.first_place()
        )
        self._wanted = text.strip()
        self.find_again()
        if self._wanted and not self.highlights.hits:
            self.unfold_for(self._wanted)
        hits = self.highlights.hits
        if self._wanted and hits:
            self._go_to_hit(bisect_left(hits, (*start, 0)) % len(hits))
        return len(hits)

    def unfold_for(self, text: str) -> None:
        """Show folded text in which ``text`` stands; a page as such has none."""

    def next_hit(self, step: int = 1) -> None:
        """Go to the next hit, or the previous one, around and around."""
        hits, current = self.highlights.hits, self.highlights.current
        if not hits:
            return
        if current < 0:
            here = bisect_left(hits, (*self.first_place(), 0))
            current = here - 1 if step > 0 else here
        self._go_to_hit((current + step) % len(hits))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys that have nothing to do here to the screen."""
        if action == "hit":
            return bool(self._wanted or self.highlights.hits)
        return super().check_action(action, parameters)

    def action_hit(self, step: int) -> None:
        """Step through the hits."""
        self.next_hit(step)

    def find_again(self, current: int = -1) -> None:
        """Highlight what is wanted in the page as it is now."""
        hits: set[Place]
        if self._wanted:
            hits = set(find_all(self.page, self._wanted))
        else:
            hits = {*find_terms(self.page, self._terms), *located(self.page, self._ranges)}
        found = tuple(sorted(hits))
        self.set_highlights(replace(self.highlights, hits=found, current=min(current, len(found) - 1)))
        self.post_message(self.StatusChanged())

    def _go_to_hit(self, index: int) -> None:
        self.set_highlights(self.highlights.at_hit(index))
        self.reveal(self.highlights.hits[index])
        self.post_message(self.StatusChanged())
