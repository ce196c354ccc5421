"""Repair of where a recognised name starts and ends.

A model trained on other text takes in the article, the possessive, the title, the next line or the photographer's
agency; these pure functions cut a span down to the name, or into the names, that it holds.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.entities.amounts import is_plain_date, repair_amount
from index.entities.gazetteer import gazetteer
from index.entities.lexicon import CREDIT_WORDS, NEVER_NAMES, PERSON_TITLES, POSSESSIVE_BRANDS
from index.entities.spans import AMOUNTS, UPPER, Label, Span, SpanSet
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EDGE = " \t\n\r\"“”‘’'`*•·–—-,.;:!?()[]{}|/\\<>#_~=…©®™"
_KEEPS_FULL_STOP = re.compile(rf"(?:\b[{UPPER}]|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St|Bros|Dept|U\.S|U\.K|U\.N|D\.C))\.$")
_COMPANY_END = re.compile(r"\b(?:Inc|Corp|Co|Ltd|Bros)\.$")
_SENTENCE_AFTER = re.compile(rf"[\"”’')]?(?:\s+[“\"‘]?[{UPPER}]|\s*\n|\s*$)")
_ARTICLE = re.compile(r"(?:the|The|THE|a|an|A|An)\s+")
_POSSESSIVE = re.compile(r"(?:['’][sS]|(?<=s)['’])$")
_PREFIX = re.compile(r"(?:anti|pro|post|pre|non|ex|mid|trans|un|late|early)-(?=[A-Z])", re.IGNORECASE)
_NUMBER = re.compile(r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Several|Many|Most|Some|All|Both)\s+")
_OWNER = re.compile(r"['’]s\s+(?=[A-Z])")
_MADE = r"(?:led|based|era|style|backed|like|born|type|run|owned|inspired|appointed|controlled|founded|in|ally|powered)"
_LOOSE_END = re.compile(rf"(?: (?:of|and|for|in|on|at|with|to|by|from|the|&|via|or|as|will|who|has|is)|-{_MADE})$")
_KIND_AT_END = re.compile(
    r" (?:news agency|agency|party|newspaper|daily|magazine|company|logo|website|spokes(?:man|woman|person)|team|club|"
    r"government|officials?|lawmakers?|shares|stock|index|administration|dynasty|regime|leader|chief|group|movement|"
    r"platform|app|channel|bank|brand|store|factory|data|report|newsroom|headquarters)$"
)
_FIRST_WORD = re.compile(r"([\w\-’']+)\.?\s+")
_LOWER_TAIL = re.compile(rf"-(?!{_MADE}\b)[a-z]{{1,8}}\b")
_NOT_IN_PERSONS = re.compile(r"[@#/\d]|https?:")
_CREDITING = frozenset({"REUTERS", "AP", "AFP", "GETTY IMAGES"})


def repair_boundaries(text: str, spans: Iterable[Span]) -> SpanSet:
    """Every span cut to the names, dates and amounts in it."""
    repaired: list[Span] = []
    for span in spans:
        if span.label is Label.EVENT and is_plain_date(span.of(text)):
            span = replace(span, label=Label.DATE)  # noqa: PLW2901 - the 11th of September is a date first
        if span.label in AMOUNTS:
            repaired.extend(repair_amount(text, span))
        else:
            for part in _split_lines(text, span):
                for piece in _split_slashes(text, part):
                    for name in _split_pair(text, piece):
                        repaired.extend(_repair_name(text, name))
    return SpanSet(repaired)


def _split_lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for blank in re.finditer(r"\s*\n\s*", span.of(text)):
        yield replace(span, start=start, end=span.start + blank.start())
        start = span.start + blank.end()
    yield replace(span, start=start)


def _split_slashes(text: str, span: Span) -> Iterator[Span]:
    """Credits and pairs in parts: "REUTERS/Ann Lee", "Pool/AFP"; a listed name with a slash stays whole."""
    form = span.of(text)
    parts = form.split("/")
    known = gazetteer().forms
    if len(parts) == 1 or form in known or form.startswith("http"):
        yield span
        return
    if not any(part.strip() in known or _is_credit(part) for part in parts):
        yield span
        return
    start = span.start
    for part in parts:
        piece = Span(start, start + len(part), span.label)
        start = piece.end + 1
        listed = known.get(part.strip())
        if listed is not None:
            yield replace(piece, label=Label(listed.type))
        elif _is_credit(part):
            continue
        elif parts[0].strip().upper() in _CREDITING and " " in part.strip():
            yield replace(piece, label=Label.PERSON)
        else:
            yield piece


def _split_pair(text: str, span: Span) -> Iterator[Span]:
    """Two listed organisations side by side ("on Reuters YouTube") or a listed one after "and" are two names."""
    form = span.of(text)
    if span.label is Label.ORG and gazetteer().type_of(form) is None:
        for blank in re.finditer(r" and | & | ", form):
            listed = {gazetteer().type_of(part) for part in (form[: blank.start()], form[blank.end() :])}
            if listed == {EntityType.ORG} or (blank.group() != " " and EntityType.ORG in listed):
                yield replace(span, end=span.start + blank.start())
                yield replace(span, start=span.start + blank.end())
                return
    yield span


def _is_credit(part: str) -> bool:
    return part.strip() in CREDIT_WORDS or part.strip().lower() in NEVER_NAMES


def _repair_name(text: str, span: Span) -> Iterator[Span]:
    span = trimmed(text, span)
    known = gazetteer().forms
    if span.of(text) in known:
        yield span
        return
    owner, span = _split_owner(text, span)
    if owner is not None:
        yield owner
    span = _peel(text, span)
    if span.label is Label.PERSON and " " in span.of(text) and (tail := _LOWER_TAIL.match(text, span.end)):
        span = replace(span, end=tail.end())
    if _can_be_name(span.of(text), span.label):
        yield span


def trimmed(text: str, span: Span) -> Span:
    """The span without marks and blanks at its edges; the full stop of an abbreviation stays."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        if text[end - 1] == "." and _is_abbreviation(text, start, end):
            break
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    opening = text.find("(", start, end)
    if opening > start and text.find(")", opening, end) < 0:
        return trimmed(text, Span(start, opening, span.label))
    return Span(start, end, span.label)


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop before an offset belongs to the name; a company's at the end of a sentence does not."""
    if not _KEEPS_FULL_STOP.search(text[max(start, end - 8) : end]):
        return False
    return not (_COMPANY_END.search(text[start:end]) and _SENTENCE_AFTER.match(text, end))


def _split_owner(text: str, span: Span) -> tuple[Span | None, Span]:
    """Part "Iran's Press TV" in owner and owned; the brands that end in 's stay whole."""
    match = _OWNER.search(span.of(text))
    if match is None:
        return None, span
    owner = Span(span.start, span.start + match.start(), span.label)
    form = owner.of(text)
    listed = gazetteer().type_of(form)
    loose = span.label in {Label.ORG, Label.EVENT, Label.PLACE}
    one_owner = loose and " " not in form and form not in POSSESSIVE_BRANDS
    if listed is None and span.label is not Label.PERSON and not one_owner:
        return None, span
    rest = replace(span, start=span.start + match.end())
    if listed is not None:
        return replace(owner, label=Label(listed)), rest
    return (replace(owner, label=Label.OPEN) if loose else None), rest


def _peel(text: str, span: Span) -> Span:
    """The span without articles, possessives, prefixes and titles, until nothing more comes off."""
    known = gazetteer().forms
    while span.start < span.end and span.of(text) not in known:
        before = span
        if span.label is not Label.WORK and (match := _ARTICLE.match(text, span.start, span.end)):
            span = replace(span, start=match.end())
        if span.end - span.start > 3 and (match := _POSSESSIVE.search(span.of(text))):  # noqa: PLR2004 - a letter and 's
            span = replace(span, end=span.start + match.start())
        if match := _PREFIX.match(text, span.start, span.end):
            span = replace(span, start=match.end())
        if (match := _NUMBER.match(text, span.start, span.end)) and text[match.end() : span.end] in known:
            span = replace(span, start=match.end())
        if span.label is Label.PERSON and (match := _FIRST_WORD.match(text, span.start, span.end)):
            word = match.group(1)
            if word.lower() in PERSON_TITLES or gazetteer().type_of(word) is EntityType.GROUP:
                span = replace(span, start=match.end())
        if match := _LOOSE_END.search(span.of(text)):
            span = replace(span, end=span.start + match.start())
        if span.label in {Label.ORG, Label.PERSON} and (match := _KIND_AT_END.search(span.of(text))):
            span = replace(span, end=span.start + match.start())
        span = trimmed(text, span)
        if span == before:
            break
    return span


def _can_be_name(form: str, label: Label) -> bool:
    if len(form) < 2 or not any(char.isupper() for char in form):  # noqa: PLR2004 - one letter is no name
        return False
    return label is not Label.PERSON or not (_NOT_IN_PERSONS.search(form) or form.lower() in PERSON_TITLES)
