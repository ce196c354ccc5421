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

from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateparser.date import DateDataParser

    from index.intake_types import Recognition, Unrecognised
    from index.types import Mention

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_YEAR = r"(?:1[5-9]|20)[0-9][0-9]"
_NUMBER = r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?:day|week|month|year)"

_NOISE = re.compile(
    rf"^(?:(?:on|in(?!\s+{_NUMBER}\s+{_UNIT})|at|by|since|until|from|during|around|about|the|of)\s+)+|[\s,.;:]+$"
    r"|\s+(?:local|gmt|utc|est|edt)(?:\s+time)?$"
)
_PART_OF_DAY = re.compile(r"\s+(?:at\s+)?(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midnight)$")
_VAGUE = re.compile(
    r"^(?:early|late|mid|the (?:end|beginning|start|middle) of|(?:end|beginning|start|middle) of)[\s-]+"
)
_RANGE = re.compile(r"^(?:from\s+|between\s+)?(.+?)\s*(?:-|\bto\b|\bthrough\b|\buntil\b|\bthru\b|\band\b)\s*(.+)$")
_ISO = re.compile(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]")
_EXPLICIT = re.compile(
    rf"(?:{_DAY},?\s+)?(?:{_MONTH}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}}(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?\s+{_MONTH})"
    rf"(?:,?\s+{_YEAR})?(?:,?\s+{_DAY})?|{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?|{_ISO.pattern}"
)
_NUMERIC = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_AGO = re.compile(rf"(?:about\s+|some\s+)?{_NUMBER}\s+({_UNIT})s?\s+(?:ago|earlier)|in\s+{_NUMBER}\s+({_UNIT})s?")
_SPAN = re.compile(rf"(last|past|next|coming)\s+({_NUMBER})\s+({_UNIT})s?")
_TURN = re.compile(rf"(last|past|previous|this|current|next|coming)\s+(week|weekend|month|year|{_DAY}|{_MONTH})")
_QUARTER = re.compile(rf"(?:(first|second|third|fourth)\s+quarter(?:\s+of)?|q([1-4]))(?:,?\s+({_YEAR}))?")
_DECADE = re.compile(r"((?:1[5-9]|20)[0-9])0s")
_YEARS = re.compile(rf"({_YEAR})\s*[-/]\s*([0-9][0-9]|{_YEAR})")
_AHEAD = re.compile(
    r"\b(?:will|shall|won't|plans? to|ahead of|(?:is|are|was|were) (?:to|due|set|expected|scheduled|slated))\b"
    r"[^.!?\n]*$"
)
_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SENTENCE = 200
_DECEMBER = 12
_WEEK = 7
_HALF_A_YEAR = 183
_SATURDAY = 5


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
    return tuple(
        replace(mention, date=resolve_date(mention.text, day, ahead=looks_ahead(text, mention.start)))
        if mention.type is EntityType.DATE
        else mention
        for mention in mentions
    )


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
    text = re.sub(rf"\b({_MONTH}|{_DAY})\.", r"\1", text)
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
    if re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)?", first) and (month := re.search(rf"{_MONTH}.*", last)):
        first = f"{first} {month.group()}"
    elif re.fullmatch(rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?", last) and (month := re.search(_MONTH, first)):
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
    first = _first_day(start)
    return first if re.fullmatch(_DAY, last) else first + timedelta(days=_HALF_A_YEAR)


def _first_day(iso: str) -> date:
    parts = [int(part) for part in iso.split("/", maxsplit=1)[0].split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)  # noqa: PLR2004


def _single(text: str, day: date | None, *, ahead: bool) -> str | None:
    if re.fullmatch(_YEAR, text):
        return text
    decade = _DECADE.fullmatch(text)
    if decade:
        return f"{decade[1]}0/{decade[1]}9"
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        year = int(quarter[3]) if quarter[3] else day.year if day else None
        return _quarter(year, int(quarter[2] or _QUARTERS[quarter[1]])) if year else None
    vague = _VAGUE.match(text)
    if vague:
        meant = _single(text[vague.end() :], day, ahead=ahead)
        return meant if meant and meant.count("-") < 2 and "/" not in meant else None  # noqa: PLR2004 - a month or year
    if _EXPLICIT.fullmatch(text) or _NUMERIC.fullmatch(text):
        return _explicit(text, day)
    return _relative(text, day, ahead=ahead) if day is not None else None


def _quarter(year: int, quarter: int) -> str:
    return f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"


def _explicit(text: str, day: date | None) -> str | None:
    numeric = _NUMERIC.fullmatch(text)
    if numeric and int(numeric[1]) <= _DECEMBER and int(numeric[2]) <= _DECEMBER and numeric[1] != numeric[2]:
        return None  # the day or the month first: nobody knows
    weekday = re.search(rf"\b{_DAY}\b", text)
    bare = re.sub(rf"\b{_DAY}\b,?\s*", "", text).strip(" ,").replace(" of ", " ")
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
        found = _nearest(found, day, _day_number(weekday.group()) if weekday else None)
    return f"{found:%Y-%m}" if parsed.period == "month" else found.isoformat()


def _nearest(found: date, day: date, weekday: int | None) -> date:
    """The date in the year that brings it nearest; in one that has the weekday, if the article names it."""
    near: list[date] = []
    for year in range(day.year - 4, day.year + 5):
        try:
            near.append(found.replace(year=year))
        except ValueError:
            continue
    fitting = [one for one in near if weekday is None or one.weekday() == weekday] or near
    return min(fitting, key=lambda one: (abs((one - day).days), one))


def _relative(text: str, day: date, *, ahead: bool) -> str | None:
    named = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
    if text in named:
        return (day + timedelta(days=named[text])).isoformat()
    if re.fullmatch(_DAY, text):
        return _weekday(_day_number(text), day, ahead=ahead).isoformat()
    turn = _TURN.fullmatch(text)
    if turn:
        return _turn(turn[1], turn[2], day)
    span = _SPAN.fullmatch(text)
    if span:
        other = _shifted(day, _count(span[2]) * (-1 if span[1] in {"last", "past"} else 1), span[3])
        return f"{min(day, other).isoformat()}/{max(day, other).isoformat()}"
    ago = _AGO.fullmatch(text)
    if ago:
        number = next(word for word in re.findall(_NUMBER, text.removeprefix("about ").removeprefix("in ")) if word)
        steps = _count(number) * (-1 if ago[1] else 1)
        return _of_unit(_shifted(day, steps, ago[1] or ago[2]), ago[1] or ago[2])
    return None


def _count(word: str) -> int:
    if word in {"a", "an"}:
        return 1
    return int(word) if word.isdigit() else _WORDS.index(word)


def _day_number(word: str) -> int:
    return _DAYS.index(word[:3])


def _weekday(number: int, day: date, *, ahead: bool) -> date:
    if ahead:
        return day + timedelta(days=(number - day.weekday()) % _WEEK)
    return day - timedelta(days=(day.weekday() - number) % _WEEK)


def _turn(which: str, unit: str, day: date) -> str:
    """Last, this or next week, month, Tuesday or May."""
    steps = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in {"week", "month", "year"}:
        return _of_unit(_shifted(day, steps, unit), unit)
    if unit == "weekend":
        saturday = day + timedelta(days=_SATURDAY - day.weekday() + _WEEK * steps)
        if steps < 0 and day.weekday() < _SATURDAY:
            saturday = day - timedelta(days=day.weekday() + 2)
        return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"
    if re.fullmatch(_MONTH, unit):
        return _month(_MONTHS.index(unit[:3]) + 1, steps, day)
    number = _day_number(unit)
    if steps > 0:
        return _weekday(number, day + timedelta(days=1), ahead=True).isoformat()
    if steps < 0:
        return _weekday(number, day - timedelta(days=1), ahead=False).isoformat()
    monday = day - timedelta(days=day.weekday())
    return (monday + timedelta(days=number)).isoformat()


def _month(month: int, steps: int, day: date) -> str:
    year = day.year
    if steps < 0:
        year -= month >= day.month
    elif steps > 0:
        year += month <= day.month
    return f"{year}-{month:02}"


def _shifted(day: date, steps: int, unit: str) -> date:
    """The day so many units later; in a shorter month its last day."""
    if unit in {"day", "week"}:
        return day + timedelta(days=steps * (_WEEK if unit == "week" else 1))
    months = day.year * _DECEMBER + day.month - 1 + steps * (_DECEMBER if unit == "year" else 1)
    year, month = divmod(months, _DECEMBER)
    following = date(year + (month + 1) // _DECEMBER, (month + 1) % _DECEMBER + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def _of_unit(day: date, unit: str) -> str:
    """The day, or the week, month or year that it is in."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    return {"day": day.isoformat(), "month": f"{day:%Y-%m}", "year": f"{day.year:04}"}[unit]


@cache
def _parser() -> DateDataParser:
    """The English of dateparser, loaded with the first explicit date: only a refresh needs it."""
    from dateparser.date import DateDataParser  # noqa: PLC0415

    settings = {"PREFER_DAY_OF_MONTH": "first", "DATE_ORDER": "MDY", "PARSERS": ["absolute-time"]}
    return DateDataParser(languages=["en"], settings=settings)
