"""An article as the parts that a page is set from: the masthead, the blocks and the foot, each with its role.

A part doesn't know the width of the screen; :mod:`tui.widgets.layout` breaks it into lines. Offsets of mentions, links
and hits are offsets into a part's own text, and :class:`Page` translates those of the whole article.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Mention, Span

NOWHERE = -1
"""The base of a part whose text is no part of the article's text."""


def is_web_address(href: str) -> bool:
    """Whether an address may be opened and handed to the terminal: http or https, and nothing but an address."""
    return href.startswith(("https://", "http://")) and href.isprintable() and " " not in href


class Role(StrEnum):
    """What a part is on the page; each has a style of its own."""

    HEADLINE = "headline"
    ORIGIN = "origin"
    BYLINE = "byline"
    TAGS = "tags"
    RULE = "rule"
    STANDFIRST = "standfirst"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    SUBHEADING = "subheading"
    QUOTE = "quote"
    LIST_ITEM = "list-item"
    CODE = "code"
    TABLE = "table"
    TABLE_HEAD = "table-head"
    IMAGE = "image"
    CAPTION = "caption"
    FOLD = "fold"
    PROMO = "promo"
    NOTE = "note"
    SOURCE = "source"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the page that the keyboard can step to: a mention, or a link where there is no mention.

    Attributes:
        part: index of its part; start, end: offsets into that part's text.
        mention: the mention, or None for a link.
        href: the link's address, or empty for a mention.
        article: the id of an article of the archive that it leads to, or 0.
        action: of the screen, that it stands for, or empty.
        title: the mention stands in the headline.
    """

    part: int
    start: int
    end: int
    mention: Mention | None = None
    href: str = ""
    title: bool = False
    article: int = 0
    action: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text with one role.

    Attributes:
        base: offset of its text in the text of the article, or :data:`NOWHERE`.
        spans: links, emphasis and the like.
        first: what stands before its first line; rest: before the others, as wide as ``first``.
        gap: blank lines above it; margin: what stands at the left of those, such as the bar of a quotation.
        head_rows: how many leading rows of a table are headings.
        articles: ranges of its text that lead to articles of the archive, with their ids.
        actions: ranges of its text that stand for actions of the screen.
        marks: ranges of its text with the names of styles that lie over them, in their order.
    """

    role: Role
    text: str
    base: int = NOWHERE
    spans: tuple[Span, ...] = ()
    first: str = ""
    rest: str = ""
    gap: int = 1
    margin: str = ""
    head_rows: int = 0
    articles: tuple[tuple[int, int, int], ...] = ()
    actions: tuple[tuple[int, int, str], ...] = ()
    marks: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of an article in their order, and where the keyboard can stop.

    Attributes:
        bases: base of every part that holds text of the article, ascending; body: the index of each of those parts.
        stops: mentions and links in reading order.
        by_part: for each part, the indexes of its stops, ascending.
        mentions: indexes into ``stops`` of the mentions.
        folded: how many parts of promotional text the article has, whether shown or not.
        minutes: how long the article takes to read.
        plain: it is set at the left edge, in one ink; see :mod:`tui.widgets.plain_page`.
    """

    parts: tuple[Part, ...]
    bases: tuple[int, ...] = ()
    body: tuple[int, ...] = ()
    stops: tuple[Stop, ...] = ()
    by_part: tuple[tuple[int, ...], ...] = ()
    mentions: tuple[int, ...] = ()
    folded: int = 0
    minutes: int = 0
    plain: bool = False

    def locate(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Where a range of the article's text stands: part and offsets in it; several for one that spans blocks."""
        found: list[tuple[int, int, int]] = []
        place = max(0, bisect_right(self.bases, start) - 1)
        while place < len(self.bases) and self.bases[place] < end:
            index, base = self.body[place], self.bases[place]
            first, last = max(start - base, 0), min(end - base, len(self.parts[index].text))
            if first < last:
                found.append((index, first, last))
            place += 1
        return found

    def text_offset(self, part: int, offset: int) -> int | None:
        """The offset into the article's text of a place in a part, or None where the part holds none of it."""
        base = self.parts[part].base
        return None if base == NOWHERE else base + offset
