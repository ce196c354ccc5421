"""Names that go on beyond what was recognised: given names before a surname, the rest of an office's name."""

from __future__ import annotations

import re
from dataclasses import replace

from index.entities.gazetteer import gazetteer
from index.entities.lexicon import FUNCTION_WORDS, GENERIC_NOUNS, NEVER_NAMES, PERSON_TITLES
from index.entities.shape import ORGANISATION_END
from index.entities.spans import CAPITALISED, WEAK, Label, Span, SpanSet, starts_sentence

_WORD_BEFORE = re.compile(rf"(?<![\w@#.’'\-/])({CAPITALISED}|[A-Z]\.(?:[A-Z]\.){{0,2}}) $")
_WORD_AFTER = re.compile(rf" ({CAPITALISED})(?![\w’'\-])")
_WORD = re.compile(r"[^\W\d_][\w’'\-]*")
_LONGEST_WORD = 45
_HEAD = (
    r"(?:Ministry|Department|Institute|Office|School|College|Union|Association|Federation|Council|Committee|Commission|"
    r"Cent(?:re|er)|Agency|Society|Board|Academy|Fund|Faculty|Bureau|Chamber|Confederation|Alliance|Authority|"
    r"Organi[sz]ation|Movement|Directorate|Foundation|University|Network|Secretariat|Court|Bank)"
)
_ENDS_IN_HEAD = re.compile(rf"(?:^|\s){_HEAD}$")
_HAS_HEAD_OF = re.compile(rf"(?:^|\s){_HEAD} (?:of|for|on) ")
_OF = re.compile(rf" (?:of|for)(?: the)? {CAPITALISED}(?: {CAPITALISED}){{0,3}}(?![\w’'\-])")
_AND = re.compile(rf"(?:,? and|,) {CAPITALISED}(?: {CAPITALISED}){{0,2}}(?![\w’'\-])")
_MAX_GIVEN_NAMES, _MAX_JOINED_WORDS = 2, 5
_SHORTEST_GIVEN_NAME = 3
_LONG_WORD = 4
_HEADLINE_SHARE = 0.7


def extend_persons(text: str, spans: SpanSet, lower: frozenset[str]) -> SpanSet:
    """Join the parts of a person's name, and take in what stands unmarked before or after one half of it.

    "Ram Nath" and "Kovind" side by side are one person; so is "Priyanka" before a marked "Gandhi". Headlines, where
    every word has a capital, are left as they are.
    """
    _join_persons(text, spans)
    for span in spans:
        if span.label is Label.PERSON and " " not in span.of(text) and not in_headline(text, span.start):
            start = span.start
            for _ in range(_MAX_GIVEN_NAMES):
                start = _given_name_before(text, spans, start, lower)
            end = span.end if start < span.start else _surname_after(text, spans, span.end, lower)
            if (start, end) != (span.start, span.end):
                spans.put(replace(span, start=start, end=end))
    return spans


def _join_persons(text: str, spans: SpanSet) -> None:
    previous: Span | None = None
    for span in spans:
        if (
            previous is not None
            and previous.label is span.label is Label.PERSON
            and text[previous.end : span.start] == " "
            and len(text[previous.start : span.end].split()) <= _MAX_JOINED_WORDS
            and not in_headline(text, span.start)
        ):
            span = replace(span, start=previous.start)  # noqa: PLW2901 - the joined name may be joined further
            spans.put(span)
        previous = span


def _surname_after(text: str, spans: SpanSet, start: int, lower: frozenset[str]) -> int:
    """Where the surname after an offset ends; the offset itself where there is none."""
    match = _WORD_AFTER.match(text, start)
    if match is None or any(span.label not in WEAK for span in spans.touching(start, match.end())):
        return start
    return match.end() if _can_be_personal(match.group(1), lower) else start


def _given_name_before(text: str, spans: SpanSet, end: int, lower: frozenset[str]) -> int:
    """Where the given name before an offset starts; the offset itself where there is none."""
    match = _WORD_BEFORE.search(text[max(0, end - _LONGEST_WORD) : end])
    if match is None:
        return end
    word = match.group(1)
    start = end - len(match.group())
    if any(span.label not in WEAK for span in spans.touching(start, end)):
        return end
    if starts_sentence(text, start) and len(word) < _SHORTEST_GIVEN_NAME:
        return end
    return start if _can_be_personal(word, lower) else end


def _can_be_personal(word: str, lower: frozenset[str]) -> bool:
    """Whether an unmarked capitalised word can be part of a person's name in a text with these lower-case words."""
    listed = gazetteer().forms.get(word)
    if listed is not None and not listed.personal:
        return False
    plain = word.rstrip(".").lower()
    if plain in lower or ORGANISATION_END.search(word):
        return False
    return not any(plain in words for words in (PERSON_TITLES, NEVER_NAMES, GENERIC_NOUNS, FUNCTION_WORDS))


def in_headline(text: str, offset: int) -> bool:
    """Whether the line around an offset is written with capitals throughout, as headlines in title case are."""
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    words = [match.group() for match in _WORD.finditer(line) if len(match.group()) >= _LONG_WORD]
    capitalised = len([word for word in words if word[0].isupper()])
    return capitalised > _HEADLINE_SHARE * len(words)


def extend_organisations(text: str, spans: SpanSet) -> SpanSet:
    """Take in the rest of an office's name: "College" goes on "of Nursing", "Ministry of Labour" "and Transport"."""
    for span in spans:
        if span.label is not Label.ORG or not spans.touching(span.start, span.end):
            continue
        end = span.end
        if (
            _ENDS_IN_HEAD.search(span.of(text))
            and (rest := _OF.match(text, end))
            and _is_free(spans, rest, places=True)
        ):
            end = rest.end()
        if _HAS_HEAD_OF.search(text[span.start : end]) and (rest := _AND.match(text, end)) and _goes_on(spans, rest):
            end = rest.end()
        if end > span.end:
            spans.put(replace(span, end=end))
    return spans


def _goes_on(spans: SpanSet, rest: re.Match[str]) -> bool:
    """Whether what follows "and" is one more subject of an office, not another name."""
    subject = rest.group().lstrip(", ").removeprefix("and ")
    enumerated = rest.group().startswith(", ")
    return not enumerated and _is_free(spans, rest, places=False) and gazetteer().type_of(subject) is None


def _is_free(spans: SpanSet, rest: re.Match[str], *, places: bool) -> bool:
    """Whether nothing else is marked in a stretch, except perhaps places that lie within it."""
    return all(
        span.label in WEAK
        or (places and span.label is Label.PLACE and rest.start() <= span.start and span.end <= rest.end())
        for span in spans.touching(*rest.span())
    )
