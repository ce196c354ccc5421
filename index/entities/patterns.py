"""Names that a pattern gives away: particles, nicknames, titles, datelines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.entities.gazetteer import gazetteer
from index.entities.lexicon import FUNCTION_WORDS, NO_NAME_AFTER_TITLE
from index.entities.shape import ORGANISATION_END
from index.entities.spans import CAPITALISED, PARTICLES, UPPER, WEAK, Label, Span, SpanSet, starts_sentence
from index.entities.titles import is_title
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Collection

_POSSESSIVE = re.compile(r"(?:['’][sS]|(?<=s)['’])$")
_WITH_PARTICLE = re.compile(rf"(?<!\w)((?:{CAPITALISED} ){{1,4}})((?:(?:{PARTICLES}) ){{1,3}})({CAPITALISED})")
_WITH_NICKNAME = re.compile(rf"({CAPITALISED}(?: {CAPITALISED})?) [“\"‘']([\w .\-]{{2,20}})[”\"’'] ({CAPITALISED})")
_OWNER = re.compile(rf"{CAPITALISED}['’]s (?=[{UPPER}])")
_AFTER_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|President|Premier|Chancellor|Prime Minister|Minister|Sen|"
    r"Senator|"
    r"Rep|Congressman|Congresswoman|Gov|Governor|Mayor|Judge|Justice|King|Queen|Prince|Princess|Sheikh|"
    r"Ayatollah|Pope|"
    r"Gen|Colonel|Col|Lt|Capt|Captain|Maj|Sgt|Adm|Admiral|Ambassador|Archbishop|Bishop|Rev)\.? {1,3}"
    rf"((?:{CAPITALISED}|[A-Z]\.)(?: (?:(?:{PARTICLES})[ -]){{0,3}}(?:{CAPITALISED}|[A-Z]\.)){{0,3}})"
)
_CAPITALS = rf"[{UPPER}][{UPPER}.'’\- ]{{1,38}}[{UPPER}]"
_MONTH_DAY = (
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w{0,7}\.? \d{1,2}|"
    r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w{0,7}\.?)(?:,? \d{4})?"
)
_DATELINE = re.compile(
    rf"(?m)^[ \t\"“]{{0,4}}({_CAPITALS})(?:/({_CAPITALS}))?(?: ?, [A-Z][\w. ]{{1,20}}?)?(?: ?,? {_MONTH_DAY})? ?"
    r"(?:\((?P<agency>[A-Z][\w .]{1,30})\) ?)?[–—-]{1,2} "
)
_DATELINE_WITH_COLON = re.compile(rf"(?m)^[ \t\"“]{{0,4}}({_CAPITALS})(?:/({_CAPITALS}))?(?: ?,? {_MONTH_DAY})?: ")
_PERSON_NAME = rf"{CAPITALISED}(?: (?:[A-Z]\.|(?:{PARTICLES})|{CAPITALISED})){{1,3}}"
_CREDIT = re.compile(
    rf"\b(?:REUTERS|AFP|AP Photo|Getty Images|EPA)\s?/\s?({_PERSON_NAME})(?=[\n./,;)]|$)"
    rf"|\b(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Pp]hotograph|[Pp]hoto|[Ww]ritten|[Ee]dited|"
    rf"[Cc]ompiled) [Bb]y ({_PERSON_NAME})"
    r"(?=[\n.,;)]| in | and |$)"
)
_SETTLEMENT = (
    r"(?:village|town|city|district|province|municipality|county|township|suburb|governorate|prefecture|commune)"
)
_SETTLED = re.compile(
    rf"\b(?:{_SETTLEMENT}s?|region|island|port) of ({CAPITALISED}(?: {CAPITALISED})?)"
    rf"|(?<![\w.’'-])({CAPITALISED}(?: {CAPITALISED})?)(?:’s|'s)? (?:{_SETTLEMENT}|upazila|sub-county|oblast|highway)\b"
)
_LONGEST_NAME = 40
_LONGEST_DATELINE = 3


def add_patterned_names(text: str, spans: SpanSet) -> SpanSet:
    """Mark the persons and datelines that patterns show, over readings that fit them."""
    _add_particle_names(text, spans)
    _add_nicknamed(text, spans)
    _add_titled(text, spans)
    _add_credited(text, spans)
    _add_settlements(text, spans)
    _add_datelines(text, spans)
    return spans


def _put(spans: SpanSet, span: Span, over: Collection[Label] | None = None) -> None:
    """Put a span unless it lies within a longer name, or touches only labels other than ``over``."""
    touched = spans.touching(span.start, span.end)
    for other in touched:
        longer = other.end - other.start > span.end - span.start
        if longer and other.start <= span.start and span.end <= other.end and other.label not in WEAK:
            return
    if over is not None and touched and not any(other.label in over for other in touched):
        return
    spans.put(span)


def _add_particle_names(text: str, spans: SpanSet) -> None:
    """Mark "Ursula von der Leyen" and "Mohammed bin Salman" as one person each."""
    known = gazetteer().forms
    for match in _WITH_PARTICLE.finditer(text):
        given = match.group(1).split()
        start = match.start()
        last_title = max((i for i, word in enumerate(given) if is_title(word)), default=-1)
        dropped = last_title + 1
        while dropped < len(given) and _opens_no_name(text, match.start(), given, dropped, known):
            dropped += 1
        start += sum(len(word) + 1 for word in given[:dropped])
        if dropped == len(given) or match.end() - start > _LONGEST_NAME:
            continue
        end = start + len(_POSSESSIVE.sub("", text[start : match.end()]))
        if text[start:end] not in known:
            _put(spans, Span(start, end, Label.PERSON), over={Label.PERSON})


def _opens_no_name(text: str, start: int, given: list[str], index: int, known: Collection[str]) -> bool:
    word = given[index]
    if word in known:
        return True
    begins = index == 0 and len(given) > 1 and starts_sentence(text, start)
    return begins and word.lower() in FUNCTION_WORDS


def _add_nicknamed(text: str, spans: SpanSet) -> None:
    """Mark "Joaquin 'El Chapo' Guzman" as one person."""
    for match in _WITH_NICKNAME.finditer(text):
        touched = spans.touching(match.start(), match.end())
        titled = is_title(match.group(1).split()[0])
        if any(span.label is Label.PERSON for span in touched) and not titled:
            end = match.start() + len(_POSSESSIVE.sub("", match.group()))
            owner = _OWNER.match(text, match.start(), end)
            if owner:
                spans.put(Span(owner.end(), end, Label.PERSON))
            else:
                _put(spans, Span(match.start(), end, Label.PERSON), over={Label.PERSON})


def _add_titled(text: str, spans: SpanSet) -> None:
    """Mark what follows "Mrs", "President" or "Judge" as a person, where nothing is marked or exactly that."""
    known = gazetteer().forms
    for match in _AFTER_TITLE.finditer(text):
        start = match.start(1)
        end = start + len(_POSSESSIVE.sub("", match.group(1)))
        form = text[start:end]
        first = form.split(" ")[0].rstrip(".")
        if is_title(first) or form in known or first in known or first in NO_NAME_AFTER_TITLE:
            continue
        touched = spans.touching(start, end)
        if not touched or [(span.start, span.end) for span in touched] == [(start, end)]:
            spans.put(Span(start, end, Label.PERSON))


def _add_settlements(text: str, spans: SpanSet) -> None:
    """Mark what is called a village or district, where nothing is marked: "the town of Zemi", "Zemi district"."""
    for match in _SETTLED.finditer(text):
        start, end = match.span(1 if match.group(1) else 2)
        form = text[start:end]
        ordinary = form.split(maxsplit=1)[0].lower() in FUNCTION_WORDS or is_title(form)
        if not ordinary and not starts_sentence(text, start) and not spans.touching(start, end):
            spans.put(Span(start, end, Label.PLACE))


def _add_credited(text: str, spans: SpanSet) -> None:
    """Mark who has taken or written it: "REUTERS/Ann Lee", "Reporting by Ann Lee in Oslo"."""
    for match in _CREDIT.finditer(text):
        start, end = match.span(1 if match.group(1) else 2)
        if text[start:end] not in gazetteer().forms and not ORGANISATION_END.search(text[start:end]):
            _put(spans, Span(start, end, Label.PERSON))


def _add_datelines(text: str, spans: SpanSet) -> None:
    """Mark the places and the agency of "KYIV/MOSCOW, Sept 24 (Reuters) -" and, where they are listed, of "KYIV:"."""
    for match in _DATELINE.finditer(text):
        if match.group("agency"):
            _put_in_dateline(spans, match, Span(*match.span("agency"), Label.ORG))
        for group in (1, 2):
            form = match.group(group)
            if not form or len(form.split()) > _LONGEST_DATELINE:
                continue
            start, end = match.span(group)
            touched = spans.touching(start, end)
            if match.group(2) or " " not in form.strip() or all(span.label is not Label.PERSON for span in touched):
                _put_in_dateline(spans, match, Span(start, end, Label.PLACE))
    for match in _DATELINE_WITH_COLON.finditer(text):
        for group in (1, 2):
            form = match.group(group)
            if form and gazetteer().type_of(form.title()) is EntityType.PLACE:
                _put_in_dateline(spans, match, Span(*match.span(group), Label.PLACE))


def _put_in_dateline(spans: SpanSet, dateline: re.Match[str], name: Span) -> None:
    """Put a place or an agency over what was marked within its dateline, and not over what goes on beyond."""
    touched = spans.touching(name.start, name.end)
    if all(dateline.start() <= span.start and span.end <= dateline.end() for span in touched):
        spans.put(name)
