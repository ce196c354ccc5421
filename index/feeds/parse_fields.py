"""What a feed's fields mean: dates, and titles that may or may not be HTML."""

from __future__ import annotations

import calendar
import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import time

_EARLIEST = calendar.timegm((1900, 1, 1, 0, 0, 0))
_LATEST = calendar.timegm((2100, 1, 1, 0, 0, 0))
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?")
_MILLISECONDS = re.compile(r"\d{12,13}")
_ONLY_NUMBER = re.compile(r"[-+]?\d{1,7}(?:\.\d+)?|[-+]?\d{9,}(?:\.\d+)?")
_NAMES = (
    r"a|abbr|acronym|b|bdi|big|blink|br|cite|code|del|dfn|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|nobr|ol|p|q"
    r"|s|samp|small|span|strike|strong|sub|sup|time|tt|u|ul|var|wbr|script|style"
)
_TAG = re.compile(
    rf"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?-->|</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE | re.DOTALL
)
_LOOKS_HTML = re.compile(
    rf"</(?:{_NAMES})\s*>|<(?:br|img|hr)\b[^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);", re.IGNORECASE
)
_BREAK = re.compile(r"<(?:br|p|div|hr|li|h[1-6])\b", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_FIRST_PRINTABLE = 0x20
_EMAIL = re.compile(r"(?:mailto:)?[^\s<>()@]{1,100}@[^\s<>()@]{1,200}")
_MAX_TITLE = 20_000


def timestamp(text: str, parsed: time.struct_time | None) -> int | None:
    """Unix seconds of a date, or None for one that is missing, unreadable or beyond reason (before 1900, after 2100).

    Args:
        text: the date as written; a bare number is seconds or milliseconds since 1970.
        parsed: what the feed parser made of it.
    """
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return int(float(text))
    if _MILLISECONDS.fullmatch(text):
        return int(text) // 1000
    if parsed is None or _ONLY_NUMBER.fullmatch(text):
        return None
    try:
        seconds = calendar.timegm(parsed)
    except (ValueError, OverflowError):
        return None
    return seconds if _EARLIEST <= seconds < _LATEST else None


def person(text: str) -> str:
    """The name in "jane@paper.example (Jane Doe)" and the like; the address alone where there is no name."""
    if "@" not in text:
        return text.strip()
    return _EMAIL.sub("", text).strip(" \t\n<>()[],;:-") or text.strip()


def looks_like_html(text: str) -> bool:
    """Whether a text that could be either has the marks of HTML: an end tag, an empty element or a reference."""
    return _LOOKS_HTML.search(text[:_MAX_TITLE]) is not None


def plain_title(title: str, *, is_html: bool) -> str:
    """A title as plain text. In HTML only known elements are markup: "<T>" and "<3" are what somebody typed."""
    title = title[:_MAX_TITLE]
    if not is_html:
        return title
    title = _TAG.sub(lambda match: " " if _BREAK.match(match.group()) else "", title)
    return _REFERENCE.sub(_unescape, title)


def _unescape(match: re.Match[str]) -> str:
    """The character that a reference stands for; controls too, so that cleaning finds whole escape sequences."""
    reference = match.group()
    if reference.startswith("&#"):
        digits = reference[2:-1]
        code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        if code < _FIRST_PRINTABLE:
            return chr(code)
    return html.unescape(reference)
