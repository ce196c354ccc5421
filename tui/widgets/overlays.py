"""What is laid over the lines of an article when they are drawn: links, emphasis, mentions, hits and the focus.

Overlays are ranges of a part's text with the name of a style (see :mod:`tui.widgets.article_inks`). Later ones are
painted over earlier ones, so that a focused mention within a link within a quotation shows all four.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index import SpanKind
from tui.widgets.parts import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.widgets.parts import Page

Place = tuple[int, int, int]
"""A range of text on a page: part, start, end."""

LINK, QUIET_LINK, STRONG, EMPHASIS, CODE_SPAN = "link", "link-quiet", "strong", "emphasis", "code-span"
HIT, CURRENT_HIT, FOCUS = "hit", "hit-current", "focus"
ADDED, REMOVED = "added", "removed"

_SPAN_STYLES = {
    SpanKind.STRONG: STRONG,
    SpanKind.EMPHASIS: EMPHASIS,
    SpanKind.CODE: CODE_SPAN,
}
_QUIET = frozenset({Role.IMAGE, Role.SOURCE, Role.BYLINE})


@dataclass(frozen=True, slots=True)
class Overlay:
    """A styled range of a part's text.

    Attributes:
        stop: index of the stop that a click on it activates, or -1.
        href: an http(s) address for the terminal's own hyperlinks.
    """

    start: int
    end: int
    style: str
    stop: int = -1
    href: str = ""


@dataclass(frozen=True, slots=True)
class Highlights:
    """What moves while one reads: the focused stop and the hits, sorted; -1 for no focus and no current hit."""

    focus: int = -1
    hits: tuple[Place, ...] = field(default=())
    current: int = -1

    def focused(self, stop: int) -> Highlights:
        """The same with the focus on another stop."""
        return replace(self, focus=stop)

    def at_hit(self, index: int) -> Highlights:
        """The same at another hit."""
        return replace(self, current=index)


def overlays(page: Page, part: int, start: int, end: int, highlights: Highlights) -> Iterator[Overlay]:
    """Everything that lies over ``text[start:end]`` of a part, in the order of painting."""
    link = QUIET_LINK if page.parts[part].role in _QUIET else LINK
    for span in page.parts[part].spans:
        if span.start >= end:
            break
        if span.end > start:
            style = link if span.kind is SpanKind.LINK else _SPAN_STYLES[span.kind]
            yield Overlay(span.start, span.end, style, href=span.href)
    for first, last, style in page.parts[part].marks:
        if first < end and last > start:
            yield Overlay(first, last, style)
    for index in page.by_part[part] if part < len(page.by_part) else ():
        stop = page.stops[index]
        if stop.start >= end:
            break
        if stop.end > start:
            style = f"entity-{stop.mention.type.lower()}" if stop.mention else link
            yield Overlay(stop.start, stop.end, style, stop=index)
            if index == highlights.focus:
                yield Overlay(stop.start, stop.end, FOCUS)
    yield from _hits(part, start, end, highlights)


def _hits(part: int, start: int, end: int, highlights: Highlights) -> Iterator[Overlay]:
    hits = highlights.hits
    index = max(0, bisect_left(hits, (part, start, 0)) - 1)
    while index < len(hits) and hits[index][:2] < (part, end):
        place, first, last = hits[index]
        if place == part and last > start:
            yield Overlay(first, last, CURRENT_HIT if index == highlights.current else HIT)
        index += 1
