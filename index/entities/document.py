"""The document stage: from a model's readings of single stretches to the names of a whole article.

Each step is a pure function of the text and the spans so far; :func:`refine` runs them in the order that was
measured to work best (``tests/bench/entities.py`` measures it again).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entities.acronyms import label_defined_names, label_short_forms, unlabel_common_short_forms
from index.entities.amounts import is_specific_date
from index.entities.boundaries import repair_boundaries
from index.entities.extend import extend_organisations, extend_persons
from index.entities.fill import fill_capitals, fill_forms, lower_case_words
from index.entities.forms import apply_labels, decide, tally
from index.entities.gazetteer import gazetteer
from index.entities.lexicon import DIRECTIONS_AND_KINDS, GENERIC_NOUNS, NEVER_NAMES, PERSON_TITLES
from index.entities.patterns import add_patterned_names
from index.entities.shape import label_by_shape
from index.entities.spans import NAMES, WEAK, Label, Span, SpanSet
from index.entities.wellknown import fill_listed, relabel_listed

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPENING, _CLOSING = "“\"‘'«„", "”\"’'»“"


def refine(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The mentions of a document, sorted, without overlaps, with entity types only."""
    found = repair_boundaries(text, spans)
    found = _drop_never_names(text, found, NAMES | WEAK | {Label.OPEN})
    found = fill_listed(text, relabel_listed(text, found))
    found = add_patterned_names(text, label_by_shape(text, found))
    found = extend_organisations(text, found)
    found = label_defined_names(text, label_short_forms(text, found))
    found = unlabel_common_short_forms(text, found)
    decided = decide(text, tally(text, found))
    found = apply_labels(text, found, decided)
    lower = lower_case_words(text)
    found = extend_persons(text, fill_forms(text, found, decided, lower), lower)
    found = fill_capitals(text, found, decided)
    found = _drop_never_names(text, found, NAMES)
    return tuple(span for span in found if _is_shown(text, span))


def _drop_never_names(text: str, spans: SpanSet, labels: frozenset[Label]) -> SpanSet:
    return SpanSet(span for span in spans if span.label not in labels or not _is_never_name(span.of(text)))


def _is_never_name(form: str) -> bool:
    lower = form.lower()
    if lower in NEVER_NAMES or lower in PERSON_TITLES or form in DIRECTIONS_AND_KINDS:
        return True
    return lower in GENERIC_NOUNS and gazetteer().type_of(form) is None


def _is_shown(text: str, span: Span) -> bool:
    if span.label is Label.DATE:
        return is_specific_date(span.of(text))
    if span.label is Label.WORK:
        return is_quoted(text, span)
    return span.label not in {Label.HINT, Label.OPEN}


def is_quoted(text: str, span: Span) -> bool:
    """Whether a span fills a pair of quotation marks."""
    return span.start > 0 and span.end < len(text) and text[span.start - 1] in _OPENING and text[span.end] in _CLOSING
