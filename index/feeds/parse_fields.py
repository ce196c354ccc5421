"""What a feed's fields mean: dates, and titles that may or may not be HTML."""

from __future__ import annotations

import calendar
import html
import re
from typing import TYPE_CHECKING

from index.feed_types import FeedHints

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
_MAX_HEAD = 50_000
_FIRST_ENTRY = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
_LAST_ENTRY = re.compile(r"</(?:item|entry)\s*>", re.IGNORECASE)
_TTL = re.compile(r"<ttl>\s*(\d{1,9})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(r"<\w+:updatePeriod[^<>]*>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(r"<\w+:updateFrequency[^<>]*>\s*(\d{1,6})\s*<", re.IGNORECASE)
_SKIPS = re.compile(r"<skip(?:Hours|Days)>.{0,4000}?</skip(?:Hours|Days)>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(r"<day>\s*(mon|tues|wednes|thurs|fri|satur|sun)day\s*</day>", re.IGNORECASE)
_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


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


def feed_hints(text: str) -> FeedHints:
    """What an RSS or RDF document says of how often it wants to be fetched, around its entries.

    feedparser does not read skipHours and skipDays (RSS 0.91 and 2.0), so these few elements are looked up in the text.
    A day of which every hour, or a week of which every day is to be skipped is a mistake, and skips nothing.
    """
    first = _FIRST_ENTRY.search(text)
    around = text[: min(first.start() if first else _MAX_HEAD, _MAX_HEAD)]
    if first:
        *_, tail = _LAST_ENTRY.split(text[-_MAX_HEAD:])
        around += tail if tail != text[-_MAX_HEAD:] else ""
    skips = " ".join(_SKIPS.findall(around))
    hours = {int(hour) % 24 for hour in _HOUR.findall(skips) if int(hour) <= 24}  # noqa: PLR2004 - 24 is midnight too
    days = {_DAYS.index(day.lower()) for day in _DAY.findall(skips)}
    ttl, period, frequency = _TTL.search(around), _PERIOD.search(around), _FREQUENCY.search(around)
    return FeedHints(
        ttl=int(ttl[1]) * 60 if ttl else 0,
        period=_PERIODS[period[1].lower()] // max(1, int(frequency[1]) if frequency else 1) if period else 0,
        skip_hours=tuple(sorted(hours)) if len(hours) < 24 else (),  # noqa: PLR2004
        skip_days=tuple(sorted(days)) if len(days) < len(_DAYS) else (),
    )
