"""Further occurrences of the forms that a document's names have: skipped by the model, or all in capitals."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from index.entities.gazetteer import gazetteer
from index.entities.lexicon import FUNCTION_WORDS, GENERIC_NOUNS, NEVER_NAMES
from index.entities.shape import COMPANY_END
from index.entities.spans import CAPITALISED, NAMES, WEAK, FormIndex, Label, Span, SpanSet
from index.entities.titles import is_title
from index.entities.wellknown import beside_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOWER_CASE_WORD = re.compile(r"\b[a-z][a-z’'\-]+\b")
_NEXT_NAME = re.compile(rf" ({CAPITALISED})")
_MIN_FORM = 3


def lower_case_words(text: str) -> frozenset[str]:
    """The words that a text writes in lower case: their capitalised forms are names with less certainty."""
    return frozenset(_LOWER_CASE_WORD.findall(text))


def fill_forms(text: str, spans: SpanSet, decided: Mapping[str, Label], lower: frozenset[str]) -> SpanSet:
    """Mark every occurrence of a form that has a label in this document, where no other name stands."""
    fillable = _fillable(text, spans, decided, lower)
    for start, end, form in FormIndex(fillable).find(text):
        label = fillable[form]
        strong = [span for span in spans.touching(start, end) if span.label not in WEAK]
        if strong:
            if _completes(form, label, start, end, strong):
                spans.put(Span(start, end, label))
        elif " " in form or not _part_of_other(text, start, end, label):
            spans.put(Span(start, end, label))
    return spans


def fill_capitals(text: str, spans: SpanSet, decided: Mapping[str, Label]) -> SpanSet:
    """Mark the document's names where they stand in capitals, as in headlines and datelines."""
    capitals: dict[str, Label] = {}
    for span in spans:
        form = span.of(text)
        if span.label in NAMES and len(form) > _MIN_FORM and not form.isupper():
            capitals.setdefault(form.upper(), span.label)
    for form, label in decided.items():
        if label in NAMES and len(form) > _MIN_FORM:
            capitals.setdefault(form.upper(), label)
    for start, end, form in FormIndex(capitals).find(text):
        touched = spans.touching(start, end)
        exact = len(touched) == 1 and (touched[0].start, touched[0].end) == (start, end) and touched[0].label in NAMES
        if not touched or exact:
            spans.put(Span(start, end, capitals[form]))
    return spans


def fill_company_names(text: str, spans: SpanSet) -> SpanSet:
    """Mark the first word of a company's name where it stands alone: "Acme" after "Acme Steel Corp".

    Not where it is a listed name, a word that the text writes in lower case, or part of another name.
    """
    ordinary = lower_case_words(text) | FUNCTION_WORDS | GENERIC_NOUNS
    names = (span.of(text) for span in spans if span.label is Label.ORG)
    firsts = {name.split(" ", 1)[0] for name in names if COMPANY_END.search(name)}
    short = FormIndex(first for first in firsts if first.lower() not in ordinary and _can_stand_for_company(first))
    for start, end, _ in short.find(text):
        open_ = all(span.label in WEAK | {Label.OPEN} for span in spans.touching(start, end))
        if open_ and not beside_name(text, start, end):
            spans.put(Span(start, end, Label.ORG))
    return spans


def _can_stand_for_company(first: str) -> bool:
    return len(first) >= _MIN_FORM and gazetteer().type_of(first) is None and not is_title(first)


def _fillable(text: str, spans: SpanSet, decided: Mapping[str, Label], lower: frozenset[str]) -> dict[str, Label]:
    counts: defaultdict[str, Counter[Label]] = defaultdict(Counter)
    for span in spans:
        if span.label in NAMES:
            counts[span.of(text)][span.label] += 1
    fillable: dict[str, Label] = {}
    for form, labels in counts.items():
        if len(form) < _MIN_FORM and not form.isupper():
            continue
        ordinary = " " not in form and form.lower() in lower and not form.isupper()
        if not ordinary and (" " in form or form.lower() not in NEVER_NAMES):
            fillable[form] = decided.get(form) or labels.most_common(1)[0][0]
    for form, label in decided.items():
        if label is Label.PERSON and (" " in form or form.lower() not in lower):
            fillable.setdefault(form, label)
    return fillable


def _completes(form: str, label: Label, start: int, end: int, strong: list[Span]) -> bool:
    """Whether a longer form of the document takes the place of the shorter names within it."""
    return (
        " " in form
        and label in {Label.PERSON, Label.ORG}
        and all(
            start <= span.start and span.end <= end and span.end - span.start < end - start and span.label in NAMES
            for span in strong
        )
    )


def _part_of_other(text: str, start: int, end: int, label: Label) -> bool:
    """Whether a one-word form stands beside other capitalised words, as part of another name."""
    if label in {Label.PLACE, Label.ORG}:
        return beside_name(text, start, end)
    after = _NEXT_NAME.match(text, end)
    return label is not Label.GROUP and after is not None and not is_title(after.group(1))
