"""An entry becomes a draft: cleaned, sanitised, cut into blocks, with a headline that is one."""

from __future__ import annotations

import html as html_escapes
import re
from typing import TYPE_CHECKING

from index.intake_types import Draft
from index.syndication.attribution import is_attribution, origin_of
from index.syndication.copies import fingerprint
from index.text.blocks import build_blocks
from index.text.boilerplate import fold, is_promo
from index.text.clean import clean_line, clean_text, safe_url
from index.text.plain import plain_blocks
from index.text.sanitize import sanitize
from index.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.intake_types import ParsedEntry
    from index.types import Block

_MAX_TITLE, _MAX_AUTHOR, _MAX_SUMMARY, _MAX_CATEGORY = 500, 200, 600, 100
_SHORT = 120  # code points: what is no longer can be a headline
_TITLES = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.CODE})
_SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*(?=\s)|[。！？]")
_DATE_LINE = re.compile(
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+)?(?:\d{1,2}\.?\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?(?:\s+\d{1,2},?)?(?:\s+\d{4})?[\s,|·-]*(?:\d{1,2}:\d{2}.*)?",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"by [^.!?]{3,60}", re.IGNORECASE)
_BY = re.compile(r"^by\s+(?=\S)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_LOOKS_HTML = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);")
_LONGEST_TAG = 35
_NO_LETTERS = re.compile(r"[\W_]+")
_LONGEST_SUMMARY = 10_000  # code points of its source that are looked at
_TEASER_END = 20  # letters: how much of a cut summary's end may be "... Read more"


def make_draft(entry: ParsedEntry, key: str, digest: bytes, feed_language: str) -> Draft:
    """Clean an entry into an article that is ready to be stored.

    Args:
        entry: as the feed says it.
        key: its identity within the feed.
        digest: of the raw entry.
        feed_language: what the feed says of itself, where the entry says nothing.
    """
    link = safe_url(entry.link, entry.base)
    html, blocks = _body(entry, safe_url(entry.base) or link)
    author = _BY.sub("", clean_line(entry.author, _MAX_AUTHOR))
    return Draft(
        key=key,
        digest=digest,
        link=link,
        title=_headline(entry, blocks, link),
        author=author,
        published=entry.published,
        updated=entry.updated,
        summary=_summary(entry, blocks),
        language=_language(entry.language) or _language(feed_language),
        categories=_categories(entry.categories),
        blocks=blocks,
        html=html,
        origin=origin_of(blocks, author),
        fingerprint=fingerprint(blocks),
    )


def _body(entry: ParsedEntry, base: str) -> tuple[str, tuple[Block, ...]]:
    """The sanitised source and the blocks that follow from it."""
    source = entry.content if entry.content.strip() else entry.summary
    is_html = entry.content_is_html if entry.content.strip() else _LOOKS_HTML.search(source) is not None
    if is_html:
        html = sanitize(source, base)
        return html, fold(build_blocks(html, base, prepared=True))
    blocks = fold(plain_blocks(source))
    html = "\n".join(f"<p>{html_escapes.escape(block.text, quote=False)}</p>" for block in blocks)
    return html, blocks


def _headline(entry: ParsedEntry, blocks: tuple[Block, ...], link: str) -> str:
    """The entry's title, or what the body has in its place: never a promotional line."""
    title = clean_line(entry.title, _MAX_TITLE)
    if title and not is_promo(title):
        return title
    candidates = [block for block in blocks if block.kind in _TITLES and _can_be_headline(block.text)]
    if candidates:
        first = candidates[0].text
        if len(first) <= _SHORT:
            return clean_line(first, _SHORT)
        heading = next((block.text for block in candidates[:3] if block.kind is BlockKind.HEADING), "")
        return clean_line(heading, _SHORT) or _first_sentence(first)
    pictured = next(
        (block.text for block in blocks if block.kind in {BlockKind.IMAGE, BlockKind.CAPTION} and block.text), ""
    )
    return _clipped(pictured) or title or link.partition("://")[2][:_SHORT] or "Untitled"


def _can_be_headline(text: str) -> bool:
    if not _NO_LETTERS.sub("", text):
        return False
    is_furniture = _DATE_LINE.fullmatch(text) or _BYLINE.fullmatch(text)
    return not (is_furniture or is_promo(text) or is_attribution(text))


def _first_sentence(text: str) -> str:
    end = _SENTENCE_END.search(text, 20)
    return _clipped(clean_line(text[: end.end()] if end else text, len(text) + 1))


def _clipped(text: str) -> str:
    """At most a headline's length, cut between words."""
    if len(text) <= _SHORT:
        return text
    head = text[:_SHORT]
    return (head.rpartition(" ")[0] or head[:-1]).rstrip(" ,;:–—-") + "…"


def _summary(entry: ParsedEntry, blocks: tuple[Block, ...]) -> str:
    """The summary as one line, unless the article begins with the very same words."""
    if not entry.summary.strip() or not entry.content.strip() or entry.content.startswith(entry.summary.rstrip()):
        return ""
    source = entry.summary[:_LONGEST_SUMMARY]
    if _LOOKS_HTML.search(source):
        parts = fold(build_blocks(source))
        source = " ".join(block.text for block in parts if not block.boilerplate and block.kind is not BlockKind.IMAGE)
    summary = clean_line(source, _MAX_SUMMARY)
    letters = _letters(summary)
    opening = _letters(
        " ".join(block.text for block in blocks if block.kind is not BlockKind.IMAGE)[: 2 * len(summary) + 200]
    )
    start = letters[: max(len(letters) // 2, len(letters) - _TEASER_END)]
    return "" if start in opening else summary


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()


def _categories(categories: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_line(category, _MAX_CATEGORY) for category in categories)
    return tuple(dict.fromkeys(category for category in cleaned if category))


def _language(tag: str) -> str:
    """A language tag in lower case (BCP 47), or nothing for what is none."""
    tag = clean_text(tag[:_LONGEST_TAG]).strip().lower().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""
