"""Links that open at a letter or two, without stepping to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.article_inks import HINT
from tui.widgets.article_stops import ArticleStops

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from tui.widgets.hints import Hint
    from tui.widgets.layout import Anchor


class ArticleHints(ArticleStops):
    """A page whose links can be labelled with letters; while they are, letters belong to the labels.

    Escape takes the labels away, and so does a letter that no label goes on with. The article may scroll meanwhile: the
    labels are given out anew, unless the first letter of one has been typed.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._labelled: tuple[Hint, ...] = ()
        self._typed = ""

    @property
    def hinting(self) -> bool:
        """Whether the links have labels."""
        return bool(self._labelled)

    def start_hints(self) -> int:
        """Label the links on the screen; returns how many there are."""
        self._typed = ""
        self._label()
        return len(self._labelled)

    def stop_hints(self) -> None:
        """Take the labels away."""
        if self._labelled:
            self._labelled, self._typed = (), ""
            self._show_hints()

    def _label(self) -> None:
        from tui.widgets.hints import label_links  # noqa: PLC0415 - not for the first screen

        layout = self.laid_out
        self._labelled = label_links(layout, self.scroll_offset.y, self.size.height) if layout else ()
        self._show_hints()

    def _show_hints(self) -> None:
        self.refresh()
        self.post_message(self.StatusChanged())

    def on_key(self, event: events.Key) -> None:
        """Take letters for labels."""
        if not self._labelled:
            return
        letter = (event.character or "").lower()
        if event.key == "backspace":
            self._typed = self._typed[:-1]
            self._show_hints()
        elif event.key == "escape" or (letter.isprintable() and letter and not self._take(letter)):
            self.stop_hints()
        elif not letter.isprintable() or not letter:
            return  # keys that scroll go on scrolling
        event.stop()
        event.prevent_default()

    def _take(self, letter: str) -> bool:
        """Go on with a letter; False where no label does."""
        typed = self._typed + letter
        answering = [hint for hint in self._labelled if hint.label.startswith(typed)]
        if not answering:
            return False
        if answering[0].label == typed:
            self.stop_hints()
            hint = answering[0]
            self.post_message(self.LinkActivated(hint.href) if hint.href else self.ArticleActivated(hint.article))
        else:
            self._typed = typed
            self._show_hints()
        return True

    def on_click(self, _: events.Click) -> None:
        """Who takes the mouse has no more use for labels."""
        self.stop_hints()

    def on_blur(self) -> None:
        """Labels are of no use where no letters come."""
        self.stop_hints()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Label what has come onto the screen."""
        super().watch_scroll_y(old_value, new_value)
        if self._labelled and not self._typed and round(old_value) != round(new_value):
            self._label()

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen, with its labels."""
        strip = super().render_line(y)
        line = y + self.scroll_offset.y
        here = [hint for hint in self._labelled if hint.line == line and hint.label.startswith(self._typed)]
        if not here or self.laid_out is None:
            return strip
        from tui.widgets.hints import draw_labels  # noqa: PLC0415 - not for the first screen

        return draw_labels(strip, here, self._typed, self.painter(self.laid_out).inks[HINT])

    def _lay_out(self, anchor: Anchor | None) -> None:
        super()._lay_out(anchor)
        if self._labelled:
            self._typed = ""
            self._label()
