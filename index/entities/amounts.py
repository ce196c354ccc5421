"""Dates and sums of money: where they start and end, and which dates are worth showing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.entities.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = "$€£¥₹₡₦₱₩₽฿"
_CURRENCY_BEFORE = re.compile(
    rf"(?:(?:US|U\.S\.|C|A|NZ|HK|S|N\$|R)?[{_SIGNS}]|(?:USD|EUR|GBP|CHF|CNY|INR|Rs\.?|RM|Rp|Sh|KSh|R|N)\s?)$"
)
_CURRENCY_AFTER = re.compile(
    r"(?:\s?(?:million|billion|trillion|thousand|mln|bln|trln|bn|m|k|crore|lakh)\b)?"
    r"(?:\s(?:U\.?S\.? |Australian |Canadian |Hong Kong )?"
    r"(?:dollars?|euros?|pounds?|yen|yuan|rupees?|rubles?|roubles?|pesos?|won|francs?|shillings?|dinars?|riyals?|"
    r"cents?|reais|rand|naira|lira|crowns?|hryvnias?)\b)?"
)
_APPROXIMATELY = re.compile(
    r"(?:about|around|nearly|almost|over|more than|less than|at least|up to|some|approximately|roughly|"
    r"an estimated|only|just|as much as)\s+"
)
_SPECIFIC_DATE = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|\b(?:1[5-9]|20)\d\d|\d(?:st|nd|rd|th)\b|\d/\d"
)
_PLAIN_DATE = re.compile(
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|April|May|June|July|Aug(?:ust|\.)?|Sept(?:ember|\.)?|Oct(?:ober|\.)?|"
    r"Nov(?:ember|\.)?|Dec(?:ember|\.)?) \d{1,2}(?:,? \d{4})?"
)
_LONGEST_CURRENCY = 8


def is_specific_date(form: str) -> bool:
    """Whether a date has a month, a weekday, a year or a day's number: "May 2018" has, "last week" has not."""
    return bool(_SPECIFIC_DATE.search(form))


def is_plain_date(form: str) -> bool:
    """Whether a stretch is nothing but a month's day, with or without the year: "September 11, 2001"."""
    return bool(_PLAIN_DATE.fullmatch(form))


def repair_amount(text: str, span: Span) -> Iterator[Span]:
    """A date or sum within one line; a sum with its currency and without "about"."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    line_end = text.find("\n", start, end)
    trimmed = Span(start, line_end if line_end >= 0 else end, span.label)
    if span.label is Label.MONEY:
        trimmed = _with_currency(text, trimmed)
    if trimmed.start < trimmed.end:
        yield trimmed


def is_priced(text: str, start: int) -> bool:
    """Whether a currency sign stands right before an offset: a number there is a sum of money."""
    return start > 0 and text[start - 1] in _SIGNS


def _with_currency(text: str, span: Span) -> Span:
    window = text[max(0, span.start - _LONGEST_CURRENCY) : span.start]
    if before := _CURRENCY_BEFORE.search(window):
        span = replace(span, start=span.start - len(before.group()))
    if after := _CURRENCY_AFTER.match(text, span.end):
        span = replace(span, end=after.end())
    if about := _APPROXIMATELY.match(text, span.start, span.end):
        span = replace(span, start=about.end())
    return span
