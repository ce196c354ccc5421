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
from index.entities.lexicon import CREDIT_WORDS, NEVER_NAMES, POSSESSIVE_BRANDS, SURNAME_PARTICLES
from index.entities.shape import ORGANISATION_END
from index.entities.spans import AMOUNTS, UPPER, Label, Span, SpanSet
from index.entities.titles import INNER_TITLES, TITLES, is_title
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EDGE = " \t\n\r\"“”‘’«»'`*•·–—-,.;:!?()[]{}|/\\<>#_~=…©®™"
_KEEPS_FULL_STOP = re.compile(rf"(?:\b[{UPPER}]|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St|Bros|Dept|U\.S|U\.K|U\.N|D\.C))\.$")
_COMPANY_END = re.compile(r"\b(?:Inc|Corp|Co|Ltd|Bros)\.$")
_SENTENCE_AFTER = re.compile(rf"[\"”’')]?(?:\s+[“\"‘]?[{UPPER}]|\s*\n|\s*$)")
_ARTICLE = re.compile(r"(?:the|The|THE|a|an|A|An)\s+")
_POSSESSIVE = re.compile(r"(?:['’][sS]|(?<=s)['’])$")
_PREFIX = re.compile(r"(?:anti|pro|post|pre|non|ex|mid|trans|un|late|early)-(?=[A-Z])", re.IGNORECASE)
_NUMBER = re.compile(r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Several|Many|Most|Some|All|Both)\s+")
_OWNER = re.compile(r"['’]s\s+(?=[A-Z])")
_MADE = r"(?:led|based|era|style|backed|like|born|type|run|owned|inspired|appointed|controlled|founded|in|ally|powered)"
_OWNED_THING = re.compile(r"['’]s [a-z].*$", re.DOTALL)
_COMPOUND = re.compile(
    rf"[\w.]+-(?:{_MADE}|allied|funded|trained|listed|linked|educated|speaking|majority) (?=[{UPPER}])"
)
_LOOSE_END = re.compile(rf"(?: (?:of|and|for|in|on|at|with|to|by|from|the|&|via|or|as|will|who|has|is)|-{_MADE})$")
_KIND_AT_END = re.compile(
    r" (?:news agency|agency|party|newspaper|daily|magazine|company|logo|website|spokes(?:man|woman|person)|team|club|"
    r"government|officials?|lawmakers?|shares|stock|index|administration|dynasty|regime|leader|chief|group|movement|"
    r"platform|app|channel|bank|brand|store|factory|data|report|newsroom|headquarters)$"
)
_FIRST_WORD = re.compile(r"([\w\-’']+)\.?\s+")
_ONE_NAME_WITH_COMMA = re.compile(r" (?:and|&) |, (?:Inc|Ltd|LLC|Corp|Co|LLP|Jr|Sr|II|III)\b|\b(?:of|for) ")
_JUDGING = frozenset({"justice", "judge", "mr", "mrs", "ms", "dr", "prof", "professor", "sen", "senator", "rep", "gov"})
_NAME_WORD = re.compile(r"\S+")
_LOWER_TAIL = re.compile(rf"-(?!(?!in\b){_MADE}\b)[a-z]{{1,8}}\b")
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
                    for item in _split_commas(text, piece):
                        for name in _split_pair(text, item):
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


def _split_commas(text: str, span: Span) -> Iterator[Span]:
    """A list read as one name in its parts: "Springfield, Ann"; "Acme, Inc" and "Trade, Tourism and Art" are whole."""
    form = span.of(text)
    if ", " not in form or form in gazetteer().forms or _ONE_NAME_WITH_COMMA.search(form):
        yield span
        return
    start = span.start
    for part in form.split(", "):
        if any(char.isupper() for char in part[:1]):
            yield replace(span, start=start, end=start + len(part))
        start += len(part) + 2


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
    span = _judge(text, trimmed(text, span))
    known = gazetteer().forms
    if span.of(text) in known:
        yield span
        return
    owner, span = _split_owner(text, span)
    if owner is not None:
        yield owner
    span = _peel(text, span)
    if span.label is Label.PERSON:
        span = _after_inner_title(text, span)
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
        if (match := _PREFIX.match(text, span.start, span.end)) and not _belongs_to_body(text, match.end(), span):
            span = replace(span, start=match.end())
        if (match := _NUMBER.match(text, span.start, span.end)) and text[match.end() : span.end] in known:
            span = replace(span, start=match.end())
        if span.label is Label.PERSON and (match := _FIRST_WORD.match(text, span.start, span.end)):
            word = match.group(1)
            if is_title(word) or _is_nationality(word):
                span = replace(span, start=match.end())
        if match := _COMPOUND.match(text, span.start, span.end):
            span = replace(span, start=match.end())
        span = _without_tail(text, span)
        span = trimmed(text, span)
        if span == before:
            break
    return span


def _without_tail(text: str, span: Span) -> Span:
    """The span without the thing that is owned, a loose preposition, the kind of body in lower case."""
    if match := _OWNED_THING.search(span.of(text)):
        span = replace(
            span, end=span.start + match.start(), label=Label.OPEN if span.label is Label.ORG else span.label
        )
    if match := _LOOSE_END.search(span.of(text)):
        span = replace(span, end=span.start + match.start())
    if span.label in {Label.ORG, Label.PERSON} and (match := _KIND_AT_END.search(span.of(text))):
        span = replace(span, end=span.start + match.start())
    return span


def _judge(text: str, span: Span) -> Span:
    """An organisation that is a title and one word more is a person: "Justice Ekwueme"; "Justice Department" is not."""
    title, _, name = span.of(text).partition(" ")
    judging = span.label in {Label.ORG, Label.PLACE} and title.rstrip(".").lower() in _JUDGING
    if judging and name.isalpha() and not ORGANISATION_END.search(name) and span.of(text) not in gazetteer().forms:
        return replace(span, label=Label.PERSON)
    return span


def _belongs_to_body(text: str, start: int, span: Span) -> bool:
    """Whether a prefix such as "Anti-" opens the name of an office: "Anti-Corruption Bureau"."""
    return bool(ORGANISATION_END.search(text[start : span.end])) and " " in text[start : span.end]


def _is_nationality(word: str) -> bool:
    known = gazetteer().forms.get(word)
    return known is not None and known.type is EntityType.GROUP and not known.personal


def _after_inner_title(text: str, span: Span) -> Span:
    """A person's name without what introduces it: "Chief Justice Ann Lee", "City guard Ann Lee"."""
    words = list(_NAME_WORD.finditer(text, span.start, span.end))
    first = 0
    for index, word in enumerate(words[:-1]):
        form = word.group().rstrip(".")
        lower_case = form[:1].islower() and form.lower() not in SURNAME_PARTICLES and "-" not in form and form.isalpha()
        if lower_case or (index and len(form) > 1 and form.lower() in INNER_TITLES):
            first = index + 1
    return replace(span, start=words[first].start()) if first else span


def _can_be_name(form: str, label: Label) -> bool:
    if len(form) < 2 or not any(char.isupper() for char in form):  # noqa: PLR2004 - one letter is no name
        return False
    return label is not Label.PERSON or not (_NOT_IN_PERSONS.search(form) or form.lower() in TITLES)
