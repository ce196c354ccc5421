"""From an article to the parts of its page: folding, list numbers, quotation bars, and where the keyboard stops."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from index import BLOCK_SEPARATOR, BlockKind, Span, SpanKind
from tui.format import plural
from tui.widgets.masthead import foot, masthead, reading_minutes
from tui.widgets.parts import NOWHERE, Page, Part, Role, Stop, is_web_address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from index import Article, ArticleRow, Block, EntityType, Feed

BAR = "▌ "
IMAGE_SIGN = "▣ "
BULLETS = ("• ", "◦ ", "▪ ")
MAX_DEPTH = 6
"""Deeper quotations and lists are set like this one: a screen has only so many columns."""

_FIRST_LEVELS = 2
_LEAST_INDENT = 2

_ROLES = {
    BlockKind.PARAGRAPH: Role.PARAGRAPH,
    BlockKind.HEADING: Role.HEADING,
    BlockKind.QUOTE: Role.QUOTE,
    BlockKind.LIST_ITEM: Role.LIST_ITEM,
    BlockKind.CODE: Role.CODE,
    BlockKind.TABLE: Role.TABLE,
    BlockKind.IMAGE: Role.IMAGE,
    BlockKind.CAPTION: Role.CAPTION,
    BlockKind.RULE: Role.RULE,
}

Placed = tuple["Block", int]
"""A block and the offset of its text in the article's."""


def compose_page(
    article: Article,
    feed: Feed | None,
    now: float,
    *,
    unfolded: bool = False,
    types_off: Collection[EntityType] = (),
    copies: Sequence[ArticleRow] = (),
) -> Page:
    """Set an article into parts.

    Args:
        article: what to set.
        feed: where it came from, for its title.
        now: Unix seconds, for what is said of its age.
        unfolded: show promotional text instead of the line that stands for it.
        types_off: types whose names are text like any other.
        copies: other articles with the same text, oldest first.
    """
    minutes = reading_minutes(article)
    parts = [*masthead(article, feed, now, minutes, copies), *_body(article.blocks, unfolded=unfolded), *foot(article)]
    inner = [index for index, part in enumerate(parts) if part.base != NOWHERE]
    page = Page(
        parts=tuple(parts),
        bases=tuple(parts[index].base for index in inner),
        body=tuple(inner),
        folded=sum(block.boilerplate for block in article.blocks),
        minutes=minutes,
    )
    return _with_stops(page, article, types_off)


def _body(blocks: Sequence[Block], *, unfolded: bool) -> Iterator[Part]:
    placed: list[Placed] = []
    base = 0
    for block in blocks:
        placed.append((block, base))
        base += len(block.text) + len(BLOCK_SEPARATOR)
    previous: Block | None = None
    for boilerplate, group in groupby(placed, lambda item: item[0].boilerplate):
        stretch = list(group)
        if boilerplate and not unfolded:
            yield _fold_line(stretch)
            previous = None
            continue
        number_width = _number_widths(stretch)
        for index, (block, offset) in enumerate(stretch):
            following = stretch[index + 1][0] if index + 1 < len(stretch) else None
            if _shows_nothing(block) or _said_by_caption(block, following):
                continue
            yield _part(block, offset, previous, number_width.get(offset, 0))
            previous = block


def _part(block: Block, base: int, previous: Block | None, number_width: int) -> Part:
    role = _ROLES[block.kind]
    first = rest = margin = ""
    gap = 1
    text, spans, place = block.text, block.spans, base
    if role is Role.QUOTE:
        first = rest = BAR * _depth(block)
        if previous and previous.kind is BlockKind.QUOTE:
            margin = BAR * min(_depth(block), _depth(previous))
    elif role is Role.LIST_ITEM:
        first = _marker(block, number_width)
        rest = " " * len(first)
        gap = 0 if previous and _same_list(block, previous) else 1
    elif role is Role.HEADING:
        gap = 2 if previous else 1
        role = Role.HEADING if block.level <= _FIRST_LEVELS else Role.SUBHEADING
    elif role is Role.IMAGE:
        first, rest = IMAGE_SIGN, "  "
        if not text:
            text, place, spans = "image", NOWHERE, ()
        if block.src:
            spans = (Span(0, len(text), SpanKind.LINK, block.src),)
    elif role is Role.CAPTION:
        gap = 0 if previous and previous.kind is BlockKind.IMAGE else 1
        first = rest = "  "
    elif role is Role.RULE:
        place = NOWHERE
    if block.boilerplate:
        role = Role.PROMO
    return Part(
        role, text, place, spans, first, rest, gap, margin, head_rows=block.ordinal if role is Role.TABLE else 0
    )


def _fold_line(stretch: Sequence[Placed]) -> Part:
    words = sum(len(block.text.split()) for block, _ in stretch)
    return Part(Role.FOLD, f"promotional text, {plural(words, 'word')} — v to unfold", first="⋯ ", rest="  ")


def _shows_nothing(block: Block) -> bool:
    return not block.text.strip() and block.kind not in {BlockKind.IMAGE, BlockKind.RULE}


def _said_by_caption(block: Block, following: Block | None) -> bool:
    """An image whose alternative text its caption repeats needs no line of its own, unless it links somewhere."""
    return (
        block.kind is BlockKind.IMAGE
        and following is not None
        and following.kind is BlockKind.CAPTION
        and not block.src
        and block.text.strip() in following.text
    )


def _same_list(block: Block, previous: Block) -> bool:
    if previous.kind is not BlockKind.LIST_ITEM:
        return False
    return _depth(block) != _depth(previous) or bool(block.ordinal) == bool(previous.ordinal)


def _depth(block: Block) -> int:
    return min(max(block.level, 1), MAX_DEPTH)


def _marker(block: Block, number_width: int) -> str:
    indent = "  " * (_depth(block) - 1)
    if not block.ordinal:
        return indent + BULLETS[(_depth(block) - 1) % len(BULLETS)]
    return indent + f"{block.ordinal}. ".rjust(max(number_width + 2, _LEAST_INDENT))


def _number_widths(stretch: Sequence[Placed]) -> dict[int, int]:
    """How many digits the longest number of each ordered list has, by the offset of each of its items."""
    widths: dict[int, int] = {}
    for is_list, group in groupby(stretch, lambda item: item[0].kind is BlockKind.LIST_ITEM):
        if not is_list:
            continue
        items = list(group)
        longest: dict[int, int] = {}
        for block, _ in items:
            longest[_depth(block)] = max(longest.get(_depth(block), 0), len(str(block.ordinal)))
        widths.update((base, longest[_depth(block)]) for block, base in items)
    return widths


def _with_stops(page: Page, article: Article, types_off: Collection[EntityType]) -> Page:
    """The page with its mentions and links as stops, in reading order; a mention within a link hides the link's."""
    stops = [
        Stop(0, max(mention.start, 0), min(mention.end, len(article.row.title)), mention, title=True)
        for mention in article.title_mentions
        if 0 <= mention.start < mention.end and mention.start < len(article.row.title) and mention.type not in types_off
    ]
    for mention in article.mentions:
        if mention.type in types_off:
            continue
        for part, start, end in page.locate(mention.start, mention.end)[:1]:
            stops.append(Stop(part, start, end, mention))
    stops.extend(_links(page))
    stops = sorted(_without_overlaps(stops), key=lambda stop: (stop.part, stop.start, stop.end))
    by_part: list[list[int]] = [[] for _ in page.parts]
    for index, stop in enumerate(stops):
        by_part[stop.part].append(index)
    return replace(
        page,
        stops=tuple(stops),
        by_part=tuple(tuple(indexes) for indexes in by_part),
        mentions=tuple(index for index, stop in enumerate(stops) if stop.mention),
    )


def _links(page: Page) -> Iterator[Stop]:
    for index, part in enumerate(page.parts):
        for span in part.spans:
            start, end = max(span.start, 0), min(span.end, len(part.text))
            if span.kind is SpanKind.LINK and is_web_address(span.href) and start < end:
                yield Stop(index, start, end, href=span.href)
        for start, end, article in part.articles:
            yield Stop(index, start, end, article=article)
        for start, end, action in part.actions:
            yield Stop(index, start, end, action=action)


def _without_overlaps(stops: Iterable[Stop]) -> list[Stop]:
    """Of stops that cover exactly the same text keep the first, which is the mention."""
    seen: set[tuple[int, int, int]] = set()
    kept: list[Stop] = []
    for stop in stops:
        place = (stop.part, stop.start, stop.end)
        if place not in seen:
            seen.add(place)
            kept.append(stop)
    return kept
