"""Stepping through the mentions and links of a page, and opening them, by key and by mouse."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from index import guard
from tui.widgets.article_canvas import ArticleCanvas
from tui.widgets.legend import describe
from tui.widgets.painter import STOP_META

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from index import EntityType, Mention
    from tui.widgets.layout import Anchor
    from tui.widgets.parts import Stop


COPY = "The same text there: open it"
"""What is said of a way to another article with the same text."""

EDITS = "Show what has been edited"


class ArticleStops(ArticleCanvas):
    """A page with a focus that moves from mention to mention and from link to link."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right_square_bracket", "mention(1)", "Next mention", show=False, key_display="]", id="article.mention"
        ),
        Binding(
            "left_square_bracket",
            "mention(-1)",
            "Previous mention",
            show=False,
            key_display="[",
            id="article.mention_back",
        ),
        Binding("tab", "stop_at(1)", "Next link or mention", show=False, id="article.link"),
        Binding("shift+tab", "stop_at(-1)", "Previous link or mention", show=False, id="article.link_back"),
        Binding("enter", "activate", "Open the link or mention", show=False, id="article.activate"),
    ]

    @dataclass(eq=False, repr=False)
    class LinkActivated(Message, namespace="article_view"):
        """A link is to be opened; the address is http or https."""

        href: str

    @dataclass(eq=False, repr=False)
    class ArticleActivated(Message, namespace="article_view"):
        """Another article of the archive is to be opened."""

        article: int

    @dataclass(eq=False, repr=False)
    class ActionActivated(Message, namespace="article_view"):
        """An action of the screen is wanted: ``versions``."""

        action: str

    @dataclass(eq=False, repr=False)
    class MentionActivated(Message, namespace="article_view"):
        """A mention is to be looked at."""

        mention: Mention
        type: EntityType

    class StatusChanged(Message, namespace="article_view"):
        """The focus or the hits are others: ``ArticleView.status`` says which."""

    known: Mapping[int, int] = MappingProxyType({})
    """In how many articles of the archive an entity stands, by its id."""

    types_off: frozenset[EntityType] = frozenset()
    """The types whose names are text like any other."""

    def leave_types(self, off: frozenset[EntityType]) -> None:
        """Have the names of these types be text like any other, and all the rest mentions."""
        if off != self.types_off:
            self.types_off = off
            self._compose_page(keep=True)

    @property
    def focused_stop(self) -> Stop | None:
        """The mention or link that has the focus."""
        focus = self.highlights.focus
        return self.page.stops[focus] if 0 <= focus < len(self.page.stops) else None

    def shows_link(self, href: str) -> bool:
        """Whether a link to this address is on the screen."""
        return any(stop.href == href and self.on_screen((stop.part, stop.start, stop.end)) for stop in self.page.stops)

    def describe(self, stop: Stop) -> str:
        """What is said of a mention, a link or a way to another article."""
        mention = stop.mention
        if mention is None:
            return stop.href or (COPY if stop.article else EDITS)
        return describe(mention, self.known.get(mention.entity or 0, 0))

    def next_mention(self, step: int = 1) -> None:
        """Put the focus on the next mention, or the previous one, around and around."""
        self._step(self.page.mentions, step)

    def next_link(self, step: int = 1) -> None:
        """Put the focus on the next mention or link, or the previous one, around and around."""
        self._step(range(len(self.page.stops)), step)

    def activate(self, index: int) -> None:
        """Open a stop: say which link or mention is wanted."""
        stop = self.page.stops[index]
        if stop.mention is not None:
            self.post_message(self.MentionActivated(stop.mention, stop.mention.type))
        elif stop.href:
            self.post_message(self.LinkActivated(stop.href))
        elif stop.article:
            self.post_message(self.ArticleActivated(stop.article))
        elif stop.action:
            self.post_message(self.ActionActivated(stop.action))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys that have nothing to do here to the screen."""
        match action:
            case "mention":
                return bool(self.page.mentions)
            case "stop_at":
                return bool(self.page.stops)
            case "activate":
                return self.focused_stop is not None
        return super().check_action(action, parameters)

    def action_mention(self, step: int) -> None:
        """Step through the mentions."""
        self.next_mention(step)

    def action_stop_at(self, step: int) -> None:
        """Step through mentions and links."""
        self.next_link(step)

    def action_activate(self) -> None:
        """Open the focused mention or link."""
        self.activate(self.highlights.focus)

    def on_click(self, event: events.Click) -> None:
        """Open what was clicked, unless the mouse was selecting text."""
        if self.text_selection is not None:
            return
        stop = event.style.meta.get(STOP_META)
        if isinstance(stop, int) and stop < len(self.page.stops):
            self._focus_stop(stop)
            self.activate(stop)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what is under the mouse."""
        index = event.style.meta.get(STOP_META)
        stop = self.page.stops[index] if isinstance(index, int) and index < len(self.page.stops) else None
        said = "" if stop is None else self.describe(stop)
        tooltip = Content(guard(said)) if said else None
        if tooltip != self.tooltip:
            self.tooltip = tooltip

    def _step(self, indexes: Sequence[int], step: int) -> None:
        """Focus the stop after the focused one, or the first on the screen where the focus has been left behind."""
        if not indexes:
            return
        stop = self.focused_stop
        if stop is not None and self.on_screen((stop.part, stop.start, stop.end)):
            place = (
                bisect_right(indexes, self.highlights.focus)
                if step > 0
                else bisect_left(indexes, self.highlights.focus) - 1
            )
        else:
            top = self.first_place()
            stops = self.page.stops
            place = bisect_left(indexes, top, key=lambda index: (stops[index].part, stops[index].start))
            place -= step < 0
        self._focus_stop(indexes[place % len(indexes)])

    def _compose_page(self, *, keep: bool, place: Anchor | None = None) -> None:
        """Set what is shown anew; the canvas has only the page, whoever knows the article makes another."""
        self.set_page(self.page, keep_place=keep, place=place)

    def _focus_stop(self, index: int) -> None:
        stop = self.page.stops[index]
        self.set_highlights(self.highlights.focused(index))
        self.reveal((stop.part, stop.start, stop.end))
        self.post_message(self.StatusChanged())
