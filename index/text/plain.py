"""Plain text becomes blocks: its paragraphs, with the addresses in it as links."""

from __future__ import annotations

import re

from index.text.clean import clean_text, safe_url
from index.types import Block, BlockKind, Span, SpanKind

MAX_PARAGRAPHS = 10_000
"""Where a text is cut off."""

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_URL = re.compile(r"\bhttps?://[^\s<>\"]{4,}[^\s<>\".,;:!?)\]}'’”»]")
_LONG_LINE = 100


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of plain text, which stand between blank lines; addresses in it become links.

    Without any blank line, long lines are a paragraph each; short ones are a paragraph that was wrapped.
    """
    text = clean_text(text).strip()
    paragraphs = _BLANK_LINES.split(text)
    if len(paragraphs) == 1:
        lines = [line for line in text.split("\n") if line.strip()]
        if sum(map(len, lines)) > _LONG_LINE * len(lines):
            paragraphs = lines
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs[:MAX_PARAGRAPHS]]
    return tuple(Block(BlockKind.PARAGRAPH, line, _links(line)) for line in lines if line)


def _links(line: str) -> tuple[Span, ...]:
    if "://" not in line:
        return ()
    found = ((match, safe_url(match.group())) for match in _URL.finditer(line))
    return tuple(Span(match.start(), match.end(), SpanKind.LINK, href) for match, href in found if href)
