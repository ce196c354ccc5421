"""HTML becomes blocks: paragraphs, headings, quotes, list items, code, tables, images, captions, rules.

One pass over the tree of a lenient parser, without recursion, so that no nesting can break it. Offsets of spans are
right by construction: the text is written once, with its white space collapsed as it comes in.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from index.text.clean import is_ordinary, safe_url
from index.text.elements import (
    BREAKING,
    CAPTION_CLASS,
    HEADINGS,
    LISTS,
    PREFORMATTED,
    SKIPPED,
    SPANS,
    is_hidden,
    may_hide,
)
from index.text.images import read_image
from index.text.markup import prepare
from index.text.tables import TableState, is_layout
from index.text.writer import BlockWriter
from index.types import BLOCK_SEPARATOR, Block, BlockKind, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BLOCKS = 10_000
"""Where an article is cut off; a book has a tenth of it."""

_HAS_STRUCTURE = re.compile(
    r"<(?:p|div|br|li|ul|ol|dl|table|h[1-6]|blockquote|pre|hr|figure|section|article|center)\b", re.IGNORECASE
)
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_NUMBER = re.compile(r"\s*(-?\d{1,6})\b")


def build_blocks(html: str, base: str = "", *, prepared: bool = False) -> tuple[Block, ...]:
    """The blocks of an HTML fragment or page.

    Never raises, whatever the HTML: markup that cannot be read yields its text, and no text yields no blocks.

    Args:
        html: foreign HTML; need not be sanitised.
        base: the address that relative links start from.
        prepared: whether the HTML comes from :func:`index.text.sanitize.sanitize`, so that it needs no mending again.
    """
    if not prepared:
        html = prepare(html)
    if not html.strip():
        return ()
    if "\n" in html and not _HAS_STRUCTURE.search(html):
        html = _BLANK_LINES.sub("<br><br>", html)
    root = etree.fromstring(html.encode("utf-8", "ignore"), _parser())
    if root is None:
        return ()
    plain = prepared and is_ordinary(html)  # its few character references stand for ordinary characters too
    return _Builder(base, ordinary=plain, hides=not prepared or may_hide(html)).build(root)


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )


def blocks_text(blocks: Iterable[Block]) -> str:
    """The text of an article, that all offsets count in."""
    return BLOCK_SEPARATOR.join(block.text for block in blocks)


class _Builder:
    """The state of the walk over the tree: where in quotes, lists and tables it is, and the block being written."""

    def __init__(self, base: str, *, ordinary: bool, hides: bool) -> None:
        self._base = base
        self._hides = hides
        self._writer = BlockWriter(ordinary=ordinary)
        self._blocks: list[Block] = []
        self._images: list[Block] = []
        self._breaks = 0
        self._quotes = 0
        self._lists: list[int | None] = []  # the next number of an ordered list, None for an unordered one
        self._item: tuple[int, int] | None = None  # level and number of a list item that has no text yet
        self._heading = 0
        self._code = 0
        self._captions: list[etree._Element] = []
        self._table: TableState | None = None

    def build(self, root: etree._Element) -> tuple[Block, ...]:
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if tag in SKIPPED or not isinstance(tag, str) or (self._hides and is_hidden(element)):
                    skipped = element
                    walker.skip_subtree()
                    continue
                self._start(tag, element)
                if text := element.text:
                    self._text(text)
                continue
            if skipped is element:
                skipped = None
            else:
                self._end(str(tag), element)
            if text := element.tail:
                self._text(text)
            if len(self._blocks) >= MAX_BLOCKS:
                break
        self._finish_block()
        while self._blocks and self._blocks[-1].kind is BlockKind.RULE:
            self._blocks.pop()
        return tuple(self._blocks[:MAX_BLOCKS])

    def _start(self, tag: str, element: etree._Element) -> None:
        if tag in SPANS:
            self._start_span(tag, element)
        elif tag == "br":
            self._break_line()
        elif tag == "img":
            self._image(element)
        elif self._table is not None:
            self._start_in_table(tag, element)
        elif tag in BREAKING:
            self._start_block(tag, element)
        elif tag in PREFORMATTED:
            self._finish_block()
            self._code += 1
        elif tag == "blockquote":
            self._finish_block()
            self._quotes += 1
        elif tag in {"figcaption", "caption"}:
            self._start_caption(element)
        elif tag == "hr":
            self._rule()

    def _end(self, tag: str, element: etree._Element) -> None:
        if tag in SPANS:
            self._writer.close_span()
        elif self._table is not None:
            self._end_in_table(tag, element)
        elif tag in BREAKING:
            self._finish_block()
            self._end_block(tag)
        elif tag in PREFORMATTED:
            self._finish_block()
            self._code -= 1
        elif tag == "blockquote":
            self._finish_block()
            self._quotes -= 1
        if self._captions and self._captions[-1] is element:
            self._finish_block()
            self._captions.pop()

    def _start_span(self, tag: str, element: etree._Element) -> None:
        kind = SPANS[tag]
        if kind is not SpanKind.LINK:
            self._writer.open_span(kind)
            return
        href = safe_url(element.get("href") or "", self._base)
        self._writer.open_span(kind if href else None, href)

    def _start_block(self, tag: str, element: etree._Element) -> None:
        self._finish_block()
        if tag in HEADINGS:
            self._heading = HEADINGS[tag]
        elif tag in LISTS:
            self._lists.append(_number(element.get("start"), 1) if tag == "ol" else None)
        elif tag == "li":
            self._start_item(element)
        elif tag == "table" and not self._code and not is_layout(element):
            self._table = TableState(element)
        elif (css := element.get("class")) and CAPTION_CLASS.search(css):
            self._captions.append(element)

    def _end_block(self, tag: str) -> None:
        if tag in HEADINGS:
            self._heading = 0
        elif tag in LISTS:
            if self._lists:
                self._lists.pop()
            self._item = None
        elif tag == "li":
            self._item = None

    def _start_item(self, element: etree._Element) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            number = _number(element.get("value"), number)
            self._lists[-1] = number + 1
        self._item = (max(1, len(self._lists)), number or 0)

    def _start_caption(self, element: etree._Element) -> None:
        self._finish_block()
        self._captions.append(element)

    def _start_in_table(self, tag: str, element: etree._Element) -> None:
        table = self._table
        if table is None:
            return
        if tag == "caption":
            self._captions.append(element)
        elif tag == "tr":
            table.start_row()
        elif tag in {"td", "th"}:
            self._writer.separate(table.start_cell(element, self._writer.length))
        else:
            self._writer.space()

    def _end_in_table(self, tag: str, element: etree._Element) -> None:
        table = self._table
        if table is None:
            return
        if tag in {"td", "th"}:
            table.end_cell(self._writer.length)
        elif tag == "tr":
            table.end_row()
        elif element is table.element:
            self._finish_block()
            self._table = None
        else:
            self._writer.space()

    def _break_line(self) -> None:
        if self._code:
            self._writer.add_verbatim("\n")
        else:
            self._breaks += 1
            self._writer.space()

    def _text(self, text: str) -> None:
        if self._code:
            self._writer.add_verbatim(text)
            return
        if text == "\n":  # what stands between most elements
            self._writer.space()
            return
        if self._breaks and not text.isspace():
            if self._breaks > 1 and self._table is None:
                self._finish_block()
            self._breaks = 0
        self._writer.add(text)

    def _image(self, element: etree._Element) -> None:
        image = read_image(element, self._base)
        if isinstance(image, str):
            self._writer.add(image)
        elif image is not None and not any(image.src == other.src for other in (*self._images, *self._blocks[-2:])):
            (self._blocks if self._writer.is_empty else self._images).append(image)

    def _rule(self) -> None:
        self._finish_block()
        if self._blocks and self._blocks[-1].kind is not BlockKind.RULE:
            self._blocks.append(Block(BlockKind.RULE, ""))

    def _finish_block(self) -> None:
        self._breaks = 0
        text, spans = self._writer.finish(verbatim=bool(self._code))
        if text:
            self._blocks.append(self._block(text, spans))
        if self._images:
            self._blocks += self._images
            self._images.clear()

    def _block(self, text: str, spans: tuple[Span, ...]) -> Block:
        if self._captions:
            return Block(BlockKind.CAPTION, text, spans)
        if self._table is not None:
            return Block(BlockKind.TABLE, text, spans, ordinal=self._table.heading_rows)
        if self._code:
            return Block(BlockKind.CODE, text, spans)
        if self._heading:
            return Block(BlockKind.HEADING, text, spans, level=self._heading)
        if self._item is not None:
            (level, ordinal), self._item = self._item, None
            return Block(BlockKind.LIST_ITEM, text, spans, level=level, ordinal=ordinal)
        if self._quotes:
            return Block(BlockKind.QUOTE, text, spans, level=self._quotes)
        return Block(BlockKind.PARAGRAPH, text, spans)


def _number(text: str | None, default: int) -> int:
    match = _NUMBER.match(text) if text else None
    return max(0, int(match.group(1))) if match else default
