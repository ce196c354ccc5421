"""Names that go on beyond what was recognised: given names before a surname, the rest of an office's name."""

from __future__ import annotations

import re
from dataclasses import replace

from index.entities.gazetteer import gazetteer
from index.entities.lexicon import FUNCTION_WORDS, GENERIC_NOUNS, NEVER_NAMES
from index.entities.shape import ORGANISATION_END
from index.entities.spans import CAPITALISED, WEAK, Label, Span, SpanSet, starts_sentence
from index.entities.titles import INNER_TITLES, TITLES, is_title

_WORD_BEFORE = re.compile(rf"(?<![\w@#.’'\-/])({CAPITALISED}|[A-Z]\.(?:[A-Z]\.){{0,2}}|[B-HJ-Z](?: [B-HJ-Z])?) $")
_FIRST_WORD = re.compile(r"([\w\-’']+)\.?\s+")
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
_MAX_GIVEN_NAMES, _MAX_JOINED_WORDS = 2, 7
_SHORTEST_GIVEN_NAME = 3
_LONGEST_NAME = 60
_LONGEST_HEADLINE = 160
_OFFICES = TITLES & INNER_TITLES
_HONOURS = frozenset({"H E", "H.E.", "H H", "H.H.", "H R H", "H.R.H."})
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


_DEMONYM = re.compile(r"(?:an|ans|ese|ish|ic|ics|i|is|er|ers|ch|s)$")


def _join_persons(text: str, spans: SpanSet) -> None:
    _free_given_names(text, spans)
    previous: Span | None = None
    for span in spans:
        if (
            previous is not None
            and previous.label is span.label is Label.PERSON
            and text[previous.end : span.start] == " "
            and len(text[previous.start : span.end].split()) <= _MAX_JOINED_WORDS
            and not in_headline(text, span.start)
            and previous.of(text).lower().rpartition(" ")[2] not in _OFFICES
        ):
            span = replace(span, start=previous.start)  # noqa: PLW2901 - the joined name may be joined further
            spans.put(span)
        previous = span


def drop_titles(text: str, spans: SpanSet) -> SpanSet:
    """Persons without the titles that what was read as something else had: "Student Ann Lee"; titles alone are none."""
    for span in spans:
        if span.label is not Label.PERSON:
            continue
        start = span.start
        while (match := _FIRST_WORD.match(text, start, span.end)) and is_title(match.group(1)):
            start = match.end()
        if text[start : span.end].lower().rpartition(" ")[2] in _OFFICES:
            spans.remove(span)
        elif start > span.start:
            spans.remove(span)
            spans.put(replace(span, start=start))
    return spans


def _free_given_names(text: str, spans: SpanSet) -> None:
    """Give up groups right before a person that are no listed group and don't look like one: they are given names."""
    following = {span.start for span in spans if span.label is Label.PERSON}
    for span in spans:
        if span.label is Label.GROUP and span.end + 1 in following and text[span.end] == " ":
            form = span.of(text)
            if gazetteer().type_of(form) is None and " " not in form and not _DEMONYM.search(form):
                spans.remove(span)
                spans.put(replace(span, label=Label.PERSON))


def _surname_after(text: str, spans: SpanSet, start: int, lower: frozenset[str]) -> int:
    """Where the surname after an offset ends; the offset itself where there is none."""
    match = _WORD_AFTER.match(text, start)
    if match is None or any(span.label not in WEAK for span in spans.touching(start, match.end())):
        return start
    return match.end() if _can_be_personal(match.group(1), lower) else start


def _given_name_before(text: str, spans: SpanSet, end: int, lower: frozenset[str]) -> int:
    """Where the given name before an offset starts; the offset itself where there is none."""
    match = _WORD_BEFORE.search(text[max(0, end - _LONGEST_WORD) : end])
    if match is None or match.group(1) in _HONOURS:
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
    return not (is_title(plain) or any(plain in words for words in (NEVER_NAMES, GENERIC_NOUNS, FUNCTION_WORDS)))


def in_headline(text: str, offset: int) -> bool:
    """Whether the line around an offset is written with capitals throughout, as headlines in title case are."""
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if len(line) > _LONGEST_HEADLINE:
        return False
    words = [match.group() for match in _WORD.finditer(line) if len(match.group()) >= _LONG_WORD]
    capitalised = len([word for word in words if word[0].isupper()])
    return capitalised > _HEADLINE_SHARE * len(words)


_KIND = re.compile(
    r"(?:(?:National|Regional|State|Nature|Wildlife|Marine|Biological|Police|Railway|Central|Primary|Secondary|High|"
    r"Middle|Elementary|Technical|Football|Cricket|Rugby|Golf|Hockey|Soccer|City|District|Town|Village|County|Municipal|"
    r"Provincial|International|General|Memorial|Referral|Medical|Public|Forest|Game|Country|Sports|Civil|Trial) )*"
    r"(?:Park|Reserve|Refuge|Station|School|Club|Council|Court|Hospital|Airport|Stadium|University|College|Team|Province|"
    r"District|County|Region|Prefecture|Municipality|Monument|Museum|Bridge|Road|Street|Avenue|Drive|Highway|Market|"
    r"Cent(?:er|re)|Foundation|Institute|Association|Federation|Union|Party|Bank|Group|Airlines?|Authority|Agency|"
    r"Commission|Committee|Society|Clinic|Church|Mosque|Temple|Cathedral|Mall|Plaza|Hotel|Square|Harbou?r|Lake|River|"
    r"Island|Islands|Bay|Beach|Valley|Mountains?|Hills|Forest|Volcano|Falls|Dam)"
)
_NAME_BEFORE = re.compile(rf"(?:{CAPITALISED}(?: (?:de|la|del|las|los|da|do|dos|al|el|of))*[ ]){{1,4}}$")


def extend_kinds(text: str, spans: SpanSet) -> SpanSet:
    """Take in what a park, school or station is called: "Rincón de la Vieja" and "National Park" are one name.

    What stands before it may have been read as a person, or not at all.
    """
    for span in spans:
        form = span.of(text)
        if span.label not in {Label.PLACE, Label.ORG} or not _KIND.fullmatch(form):
            continue
        match = _NAME_BEFORE.search(text[max(0, span.start - _LONGEST_NAME) : span.start])
        if match is None:
            continue
        start = span.start - len(match.group())
        first = match.group().split(maxsplit=1)[0]
        if starts_sentence(text, start) and first.lower() in FUNCTION_WORDS:
            start += len(first) + 1
        touched = [other for other in spans.touching(start, span.start) if other.label not in WEAK]
        if touched and touched[-1].end == span.start - 1:
            start = touched[-1].start
        elif in_headline(text, span.start):
            continue
        if touched and (touched[0].start < start or any(_stays(text, other) for other in touched)):
            continue
        if start < span.start and not is_title(text[start : span.start].split(maxsplit=1)[0]):
            spans.put(replace(span, start=start))
    return spans


def _stays(text: str, span: Span) -> bool:
    """Whether a name before a kind stays a name of its own: a country's or nationality's, a body's that is listed."""
    return span.label is Label.GROUP or gazetteer().type_of(span.of(text)) is not None


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
