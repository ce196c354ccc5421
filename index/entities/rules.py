"""Candidates without a model: runs of capitalised words, dates and sums by pattern.

The document stage makes of them what it makes of a model's; the result is some ten points of F1 below a model's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from index.entities.cues import Score, add_cues
from index.entities.gazetteer import gazetteer
from index.entities.lexicon import FUNCTION_WORDS, NEVER_NAMES
from index.entities.shape import BUILDING_END, EVENT_END, ORGANISATION_END, PLACE_END
from index.entities.spans import CAPITALISED, PARTICLES, Label, Span, SpanSet, starts_sentence
from index.entities.titles import is_title
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME_WORD = rf"(?:[A-Z]\.(?:[A-Z]\.){{0,4}}|{CAPITALISED}|[A-Z]{{2,12}})"
_RUN = re.compile(
    rf"(?<![\w@#/.]){_NAME_WORD}(?:(?: (?:of|for|and|the|&) | (?:(?:{PARTICLES}) ){{1,3}}| |-)"
    rf"(?:{_NAME_WORD}|\d{{1,3}}(?!\w))){{0,9}}"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = re.compile(
    rf"\b(?:{_DAY}(?:,? {_MONTH}\.? \d{{1,2}}(?:,? \d{{4}})?)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\.?(?:,? \d{{4}})?"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?(?:{_MONTH}\.? )?\d{{1,2}})?(?:,? \d{{4}})?"
    rf"|{_MONTH}\.?,? \d{{4}}|(?:January|February|April|June|July|August|September|October|November|December))\b"
)
_YEAR = re.compile(r"(?<=\b(?:in|by|of) )(?:1[89]|20)\d\d\b|(?<=\bsince )(?:1[89]|20)\d\d\b|\b(?:19|20)\d0s\b")
_MONEY = re.compile(
    r"(?:(?:US|A|C|HK|NZ)?[$€£¥₹₡₦]|(?:USD|EUR|GBP|Rs\.?) ?)\d[\d,.]{0,20}\d?"
    r"(?: ?(?:million|billion|trillion|mln|bln|bn|m|k|crore|lakh)\b)?"
    r"|\b\d[\d,.]{0,20}(?: (?:million|billion|trillion))? "
    r"(?:dollars|euros|pounds|yen|yuan|rupees|rubles|pesos|won|francs|shillings)\b"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_SHAPES = (
    (ORGANISATION_END, Label.ORG),
    (PLACE_END, Label.PLACE),
    (BUILDING_END, Label.PLACE),
    (EVENT_END, Label.EVENT),
)
_JOINED = re.compile(r"\b(?:of|for|and|the|&)\b|\d")
_LONGEST_PERSON, _LONGEST_ACRONYM = 3, 6


def candidates(text: str) -> SpanSet:
    """Dates, sums and capitalised runs of a text, each with its most probable label."""
    found = SpanSet()
    for pattern, label in ((_DATE, Label.DATE), (_YEAR, Label.DATE), (_MONEY, Label.MONEY)):
        for match in pattern.finditer(text):
            if not found.touching(*match.span()):
                found.put(Span(*match.span(), label))
    for start, end in _runs(text):
        if not found.touching(start, end):
            for span in _names_in(text, start, end):
                found.put(span)
    return found


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Capitalised runs, parted at "and" where no "of" or "for" has joined what stands before it."""
    for match in _RUN.finditer(text):
        start = match.start()
        for conjunction in re.finditer(r" and ", match.group()):
            middle = match.start() + conjunction.start()
            if not re.search(r" (?:of|for) ", text[start:middle]):
                yield start, middle
                start = match.start() + conjunction.end()
        yield start, match.end()


def _names_in(text: str, start: int, end: int) -> Iterator[Span]:
    words = [(start + match.start(), start + match.end()) for match in re.finditer(r"\S+", text[start:end])]
    while words and text[slice(*words[0])].lower() in FUNCTION_WORDS:
        words.pop(0)
    titled = False
    while len(words) > 1:
        first = text[slice(*words[0])]
        if is_title(first):
            titled = True
        elif gazetteer().type_of(first) is EntityType.GROUP and not _is_organisation(text, words):
            yield Span(*words[0], Label.GROUP)
        else:
            break
        words.pop(0)
    inner = [index for index, word in enumerate(words[:-1]) if is_title(text[slice(*word)])]
    if inner and not _is_organisation(text, words):
        words, titled = words[inner[-1] + 1 :], True
    if words:
        yield from _labelled(text, words, titled=titled)


def _labelled(text: str, words: list[tuple[int, int]], *, titled: bool) -> Iterator[Span]:
    start, end = words[0][0], words[-1][1]
    form = _POSSESSIVE.sub("", text[start:end])
    end = start + len(form)
    listed = gazetteer().type_of(form)
    if listed is not None:
        yield Span(start, end, Label(listed))
    elif form and form.lower() not in NEVER_NAMES and not is_title(form):
        label = _label(text, start, end, len(words), titled=titled)
        if label is not None:
            yield Span(start, end, label)


def _label(text: str, start: int, end: int, words: int, *, titled: bool) -> Label | None:
    form = text[start:end]
    if words > 1:
        for pattern, label in _SHAPES:
            if pattern.search(form):
                return label
    if titled:
        return Label.PERSON
    score: Score = defaultdict(float)
    add_cues(text, start, end, score)
    if score:
        return max(score, key=lambda label: score[label])
    if words == 1:
        sure = form.isupper() and 2 <= len(form) <= _LONGEST_ACRONYM  # noqa: PLR2004 - letters of an acronym
        named = not starts_sentence(text, start) and len(form) > 2  # noqa: PLR2004 - more than initials
        return Label.ORG if sure or named else None
    plain = words <= _LONGEST_PERSON and not _JOINED.search(form)
    short = all(not word.isupper() or len(word) <= 2 for word in form.split())  # noqa: PLR2004 - initials
    return Label.PERSON if plain and short else Label.ORG


def _is_organisation(text: str, words: list[tuple[int, int]]) -> bool:
    return bool(ORGANISATION_END.search(text[words[0][0] : words[-1][1]]))
