"""Images: which ones a reader would want to know of, and where they really are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.text.clean import clean_line, safe_url
from index.types import Block, BlockKind

if TYPE_CHECKING:
    from lxml import etree

_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
_PLACEHOLDER = re.compile(
    r"\A\s*\Z|\Adata:|(?:blank|spacer|placeholder|transparent|1x1|pixel)\.(?:gif|png)", re.IGNORECASE
)
_TRACKER = re.compile(
    r"//(?:pixel\.|stats\.|feeds\.feedburner\.com/~|feedads\.|ad\.doubleclick\.|www\.google-analytics\."
    r"|b\.scorecardresearch\.|rss\.buzzsumo\.|counter\.)|/(?:pixel|b|beacon|counter)\.gif\b|/tracking[-/]pixel",
    re.IGNORECASE,
)
_EMOJI_CLASS = re.compile(r"(?:^|\s)(?:wp-smiley|emoji|emojione|twemoji)(?:\s|$)")
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|avif)", re.IGNORECASE)
_TINY = re.compile(r"\s*[0-2](?:\.\d*)?(?:px)?\s*")
_MAX_ALT = 2000


def read_image(element: etree._Element, base: str) -> Block | str | None:
    """An image block; or the text that a picture of an emoji stands for; or None for what nobody would look at."""
    alt = clean_line(element.get("alt") or "", _MAX_ALT)
    if (css := element.get("class")) and _EMOJI_CLASS.search(css):
        return alt
    if _is_tiny(element.get("width")) or _is_tiny(element.get("height")):
        return None
    src = safe_url(_source(element), base)
    if not src or _TRACKER.search(src):
        return None
    if _FILE_NAME.fullmatch(alt):
        alt = ""
    return Block(BlockKind.IMAGE, alt, src=src)


def _is_tiny(size: str | None) -> bool:
    return size is not None and _TINY.fullmatch(size) is not None


def _source(element: etree._Element) -> str:
    src = element.get("src") or ""
    if not _PLACEHOLDER.search(src):
        return src
    for name in _SOURCES:
        if lazy := element.get(name):
            return lazy
    candidates = (element.get("srcset") or element.get("data-srcset") or "").split(None, 1)
    return candidates[0].rstrip(",") if candidates else ""
