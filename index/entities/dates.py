"""What a date in an article means, counted from the day of its publication. English.

A date is given as ISO 8601 has it, no more exact than the article is: a day ("2019-09-24"), a month ("2019-09"), a
year ("2019") or an interval of two of these ("2019-09-30/2019-10-03"). What says nothing certain has none. Conventions
of the news: a weekday is the last one, that of publication included, or the next one where the sentence looks ahead
("will meet on Tuesday"); a day or month without a year is the nearest. Weeks are Monday to Sunday. dateparser reads
the explicit dates and "two days ago"; what is relative to a calendar's units is told here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from index.entities.amounts import is_specific_date
from index.entities.reckoning import (
    DAY,
    MONTH,
    NUMBER,
    UNIT,
    count_of,
    day_number,
    first_day,
    last_day,
    nearest,
    of_unit,
    quarter_of,
    shifted,
    turn,
    weekday,
)
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateparser.date import DateDataParser

    from index.intake_types import Recognition, Unrecognised
    from index.types import Mention

_YEAR = r"(?:1[5-9]|20)[0-9][0-9]"

_NOISE = re.compile(
    rf"^(?:(?:on|in(?!\s+{NUMBER}\s+{UNIT})|at|by|since|until|from|during|around|about|the|of)\s+)+|[\s,.;:]+$"
    r"|\s+(?:local|gmt|utc|est|edt)(?:\s+time)?$"
)
_PART_OF_DAY = re.compile(
    r"(?<!this)(?<!last)\s+(?:at\s+)?(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midnight)$"
)
_VAGUE = re.compile(
    r"^(?:early|late|mid|the (?:end|beginning|start|middle) of|(?:end|beginning|start|middle) of)[\s-]+"
)
_RANGE = re.compile(r"^(?:from\s+|between\s+)?(.+?)\s*(?:-|\bto\b|\bthrough\b|\buntil\b|\bthru\b|\band\b)\s*(.+)$")
_ISO = re.compile(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]")
_EXPLICIT = re.compile(
    rf"(?:{DAY},?\s+)?(?:{MONTH}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}}(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?\s+{MONTH})"
    rf"(?:,?\s+{_YEAR})?(?:,?\s+{DAY})?|{MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?|{_ISO.pattern}"
)
_NUMERIC = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_AGO = re.compile(rf"(?:(?:about|some|nearly|almost|just|exactly|roughly)\s+)?({NUMBER})\s+({UNIT})s?\s+ago")
_COMING = re.compile(rf"in\s+({NUMBER})\s+({UNIT})s?")
_SPAN = re.compile(rf"(last|past|next|coming)\s+({NUMBER})\s+({UNIT})s?")
_TURN = re.compile(
    rf"(last|past|this past|previous|this|current|next|coming)\s+(week|weekend|month|year|{DAY}|{MONTH})"
)
_NEARER = re.compile(r"(earlier|later)\s+(?:on\s+)?(.+)")
_PLACED = re.compile(rf"({DAY})\s+(?:of\s+)?(last|this|next)\s+week|(last|this|next)\s+week,?\s+(?:on\s+)?({DAY})")
_NAMED = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "last night": -1,
    "yesterday": -1,
    "day before yesterday": -2,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
_FRIDAY = 4
_QUARTER = re.compile(rf"(?:(first|second|third|fourth)\s+quarter(?:\s+of)?|q([1-4]))(?:,?\s+({_YEAR}))?")
_HALF = re.compile(rf"(first|second)\s+half(?:\s+of)?\s+({_YEAR})")
_OF_RELATIVE_YEAR = re.compile(
    rf"((?:{MONTH}|(?:first|second|third|fourth) (?:quarter|half))(?: of)?) (last|this|next) year"
)
_DECADE = re.compile(r"((?:1[5-9]|20)[0-9])0s")
_YEARS = re.compile(rf"({_YEAR})\s*[-/]\s*([0-9][0-9]|{_YEAR})")
_AHEAD = re.compile(
    r"\b(?:will|shall|won't|plans? to|ahead of|(?:is|are|was|were) (?:to|due|set|expected|scheduled|slated))\b"
    r"[^.!?\n]*$"
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SENTENCE = 200
_DECEMBER = 12
_HALF_A_YEAR = 183
_ANY_DAY = date(2001, 1, 3)


def with_dates(found: Recognition, article: Unrecognised) -> Recognition:
    """The mentions with what their dates mean."""
    day = _day_of(article.published)
    return replace(
        found,
        mentions=_dated(found.mentions, article.text, day),
        title_mentions=_dated(found.title_mentions, article.title, day),
    )


def _day_of(published: int | None) -> date | None:
    if published is None:
        return None
    try:
        return datetime.fromtimestamp(published, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def _dated(mentions: Sequence[Mention], text: str, day: date | None) -> tuple[Mention, ...]:
    """The mentions with their dates; "last week" is none where nobody knows when the article was published."""
    dated = [
        replace(mention, date=resolve_date(mention.text, day, ahead=looks_ahead(text, mention.start)))
        if mention.type is EntityType.DATE
        else mention
        for mention in mentions
    ]
    return tuple(one for one in dated if one.type is not EntityType.DATE or one.date or is_specific_date(one.text))


def is_relative_date(form: str) -> bool:
    """Whether a form means something when the day of publication is known: "last week" does, "two years" not."""
    return not is_specific_date(form) and resolve_date(form, _ANY_DAY) is not None


def looks_ahead(text: str, start: int) -> bool:
    """Whether the sentence before an offset speaks of what is to come."""
    return bool(_AHEAD.search(text[max(0, start - _SENTENCE) : start]))


def resolve_date(form: str, day: date | None, *, ahead: bool = False) -> str | None:
    """What a date means in an article of a day; without the day, only what names its year.

    Args:
        form: the date as the article has it.
        day: of publication.
        ahead: whether a weekday is the next rather than the last one.
    """
    text = _plain(form)
    if not text:
        return None
    try:
        years = _YEARS.fullmatch(text)
        if years:
            return _years(*years.groups())
        return _single(text, day, ahead=ahead) or _range(text, day, ahead=ahead)
    except (OverflowError, ValueError):  # a day that no calendar has
        return None


def _plain(form: str) -> str:
    """Lower case, single blanks, hyphens for dashes; without what stands around a date."""
    text = " ".join(re.sub(r"[–—−]", "-", form).casefold().replace("’", "'").split())
    text = re.sub(rf"\b({MONTH}|{DAY})\.", r"\1", text)
    before = ""
    while text != before:
        before = text
        text = _PART_OF_DAY.sub("", _NOISE.sub("", text))
    return text


def _years(first: str, last: str) -> str | None:
    end = last if len(last) > 2 else first[:2] + last  # noqa: PLR2004 - "2015-18"
    return f"{first}/{end}" if first < end else None


def _range(text: str, day: date | None, *, ahead: bool) -> str | None:
    """From one date to another, which may lend each other month and year."""
    match = _RANGE.match(text)
    if match is None:
        return None
    first, last = match.groups()
    if re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)?", first) and (month := re.search(rf"{MONTH}.*", last)):
        first = f"{first} {month.group()}"
    elif re.fullmatch(rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?", last) and (month := re.search(MONTH, first)):
        last = f"{month.group()} {last}"
    year = re.search(_YEAR, last)
    if year and not re.search(_YEAR, first):
        first = f"{first} {year.group()}"
    start = _single(first, day, ahead=ahead)
    if start is None:
        return None
    end = _single(last, _after(start, last) if day is not None else None, ahead=True)
    if end is None or "/" in start or "/" in end or not start < end:
        return None
    return f"{start}/{end}"


def _after(start: str, last: str) -> date:
    """From where the end of a range is looked for: a weekday is the next one, a month within the year."""
    first = first_day(start)
    return first if re.fullmatch(DAY, last) else first + timedelta(days=_HALF_A_YEAR)


def _single(text: str, day: date | None, *, ahead: bool) -> str | None:
    if re.fullmatch(_YEAR, text):
        return text
    decade = _DECADE.fullmatch(text)
    if decade:
        return f"{decade[1]}0/{decade[1]}9"
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        year = int(quarter[3]) if quarter[3] else day.year if day else None
        return quarter_of(year, int(quarter[2] or _QUARTERS[quarter[1]])) if year else None
    if half := _HALF.fullmatch(text):
        return f"{half[2]}-01/{half[2]}-06" if half[1] == "first" else f"{half[2]}-07/{half[2]}-12"
    if day is not None and (yearly := _OF_RELATIVE_YEAR.fullmatch(text)):
        steps = {"last": -1, "next": 1}.get(yearly[2], 0)
        return _single(f"{yearly[1]} {day.year + steps}", day, ahead=ahead)
    vague = _VAGUE.match(text)
    if vague:
        return _single(text[vague.end() :], day, ahead=ahead)
    if _EXPLICIT.fullmatch(text) or _NUMERIC.fullmatch(text):
        return _explicit(text, day)
    return _relative(text, day, ahead=ahead) if day is not None else None


def _explicit(text: str, day: date | None) -> str | None:
    numeric = _NUMERIC.fullmatch(text)
    if numeric and int(numeric[1]) <= _DECEMBER and int(numeric[2]) <= _DECEMBER and numeric[1] != numeric[2]:
        return None  # the day or the month first: nobody knows
    weekday = re.search(rf"\b{DAY}\b", text)
    bare = re.sub(rf"\b{DAY}\b,?\s*", "", text).strip(" ,").replace(" of ", " ")
    has_year = re.search(_YEAR, text) is not None
    if not has_year and day is None:
        return None
    year = "" if has_year else f" {day.year if day else 0}"
    leap = not has_year and re.search(r"feb\w* 29|29(?:th)? feb", bare) is not None
    parsed = _parser().get_date_data(bare + (" 2000" if leap else year))
    if parsed.date_obj is None:
        return None
    found = parsed.date_obj.date()
    if not has_year and day is not None:
        found = nearest(found, day, day_number(weekday.group()) if weekday else None)
    return f"{found:%Y-%m}" if parsed.period == "month" else found.isoformat()


def _relative(text: str, day: date, *, ahead: bool) -> str | None:
    """What is counted from the day of publication."""
    if text in _NAMED:
        return (day + timedelta(days=_NAMED[text])).isoformat()
    if re.fullmatch(DAY, text):
        return weekday(day_number(text), day, ahead=ahead).isoformat()
    if text == "weekend":
        return turn("next" if ahead and day.weekday() > _FRIDAY else "this" if ahead else "last", text, day)
    if nearer := _NEARER.fullmatch(text):
        return _part_of(nearer[1], nearer[2], day, ahead=ahead)
    if placed := _PLACED.fullmatch(text):
        week = turn(placed[2] or placed[3], "week", day)
        return (first_day(week) + timedelta(days=day_number(placed[1] or placed[4]))).isoformat()
    if turned := _TURN.fullmatch(text):
        if turned[1] == "past" and re.fullmatch(UNIT, turned[2]):  # up to now, where "last" is the one before
            return f"{shifted(day, -1, turned[2]).isoformat()}/{day.isoformat()}"
        return turn(turned[1], turned[2], day)
    if span := _SPAN.fullmatch(text):
        back = span[1] in {"last", "past"}
        other = shifted(day, count_of(span[2]) * (-1 if back else 1), span[3])
        return f"{min(day, other).isoformat()}/{max(day, other).isoformat()}"
    if ago := _AGO.fullmatch(text):
        return of_unit(shifted(day, -count_of(ago[1]), ago[2]), ago[2])
    if coming := _COMING.fullmatch(text):
        return of_unit(shifted(day, count_of(coming[1]), coming[2]), coming[2])
    return None


def _part_of(which: str, text: str, day: date, *, ahead: bool) -> str | None:
    """What "earlier" and "later" leave of a week, month or year: up to the day of publication, or from it on."""
    whole = _relative(text, day, ahead=ahead)
    if whole is None or not text.startswith("this "):
        return whole
    start, end = first_day(whole), last_day(whole)
    if not start <= day <= end:
        return whole
    start, end = (start, day) if which == "earlier" else (day, end)
    return f"{start.isoformat()}/{end.isoformat()}" if start < end else day.isoformat()


@cache
def _parser() -> DateDataParser:
    """The English of dateparser, loaded with the first explicit date: only a refresh needs it."""
    from dateparser.date import DateDataParser  # noqa: PLC0415

    settings = {"PREFER_DAY_OF_MONTH": "first", "DATE_ORDER": "MDY", "PARSERS": ["absolute-time"]}
    return DateDataParser(languages=["en"], settings=settings)
