"""What models mark in news and is no name: titles, offices, phrases of ordinary words, acronyms of things."""

from __future__ import annotations

import re

from index.entities.gazetteer import gazetteer
from index.entities.lexicon import CAPITALS_NO_NAMES, DIRECTIONS_AND_KINDS, FUNCTION_WORDS, GENERIC_NOUNS, NEVER_NAMES
from index.entities.shape import ORGANISATION_END
from index.entities.spans import Label, Span, SpanSet
from index.entities.titles import TITLES, is_title

_OFFICE = re.compile(r"(?:[Mm]inister|[Ss]ecretary|[Pp]rofessor) (?:of|for)(?: the)? $")
_TITLE_OF = re.compile(r"(?:(?:Vice|Deputy|Acting|Assistant|Former|Prime|First|Senior) )?([A-Z][\w-]+) (?:of|for) ")
_OFFICE_AFTER = re.compile(
    r" (?:Secretar(?:y|ies)|Ministers?|Commissioner|Officer|Inspector|Assistant|Specialist|Engineer|Editor|Leader|"
    r"Speaker|Councill?or|student|students)\b"
)
_NUMBERED = re.compile(r"Group [A-L\d]|Round of \d+|[A-Z]{2} \d{2,4}|General Elections?")
_AWARD = re.compile(
    r"Best (?:New|Act|Direct|Pict|Film|Original|Visual|Sound|Support|Screen|Costume|Song|Album|Rock|Pop|Rap|Country|"
    r"Perform|Foreign|International|Documentary|Animated|Music|Design|Young|Male|Female|Player|Goal|Coach)"
)
_ABSTRACT = re.compile(
    r"(?:[a-z]+(?:tion|sion|ment|ity|ance|ence|ism|ics|ing|ship|ness|ure|ogy|ings|ments|tions)|affairs|data|work|rights|"
    r"system|services|resources|products?|technology|account|project|sector|issue|matters|science|arts)"
)
_LOOK_BACK = 20


def drop_offices(text: str, spans: SpanSet) -> SpanSet:
    """Without what a person is minister or head of, and without titles: "Minister of Tourism and Culture"."""
    return SpanSet(span for span in spans if span.label is not Label.ORG or not _is_office(text, span))


def _is_office(text: str, span: Span) -> bool:
    form = span.of(text)
    if gazetteer().type_of(form) is not None:
        return False
    if (match := _TITLE_OF.match(form)) and is_title(match.group(1)):
        return True
    if form.isalpha() and not form.isupper() and _OFFICE_AFTER.match(text, span.end):
        return True  # "Home" of "Home Secretary"
    return bool(_OFFICE.search(text[max(0, span.start - _LOOK_BACK) : span.start])) and not ORGANISATION_END.search(
        form
    )


def drop_ordinary(text: str, spans: SpanSet, lower: frozenset[str]) -> SpanSet:
    """Without the organisations whose every word is an ordinary one: "Retail Banking", "Balance Sheet Management"."""
    return SpanSet(span for span in spans if span.label is not Label.ORG or not _is_ordinary(span.of(text), lower))


def _is_ordinary(form: str, lower: frozenset[str]) -> bool:
    words = [word.lower() for word in form.split()]
    head, *subject = re.split(r" (?:of|for|on) ", form, maxsplit=1)
    of_body = ORGANISATION_END.search(form) or (subject and ORGANISATION_END.search(head))
    if len(words) == 1 or of_body or gazetteer().type_of(form) is not None:
        return False
    if not _ABSTRACT.fullmatch(words[-1]) and words[-1] not in lower:
        return False
    return all(word in lower or word in FUNCTION_WORDS or word == "&" or _ABSTRACT.fullmatch(word) for word in words)


def drop_never_names(text: str, spans: SpanSet, labels: frozenset[Label]) -> SpanSet:
    """Without the spans of these labels that are never names: "Mr", "CEO", "Photo", "Once"."""
    return SpanSet(span for span in spans if span.label not in labels or not _is_never_name(span.of(text)))


def _is_never_name(form: str) -> bool:
    lower = form.lower()
    if lower in NEVER_NAMES or lower in TITLES or form in DIRECTIONS_AND_KINDS:
        return True
    if _NUMBERED.fullmatch(form) or _AWARD.match(form):
        return True
    if form in CAPITALS_NO_NAMES and gazetteer().type_of(form) is None:
        return True
    if lower in FUNCTION_WORDS and not form.isupper():
        return True
    return lower in GENERIC_NOUNS and gazetteer().type_of(form) is None
