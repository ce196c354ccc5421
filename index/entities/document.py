"""The document stage: from a model's readings of single stretches to the names of a whole article.

Each step is a pure function of the text and the spans so far; :func:`refine` runs them in the order that was
measured to work best (``tests/bench/entities.py`` measures it again).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entities.acronyms import label_defined_names, label_short_forms, unlabel_common_short_forms
from index.entities.amounts import is_specific_date
from index.entities.boundaries import repair_boundaries
from index.entities.dates import is_relative_date
from index.entities.enumerations import called
from index.entities.extend import drop_titles, extend_kinds, extend_organisations, extend_persons
from index.entities.fill import fill_capitals, fill_company_names, fill_forms, lower_case_words
from index.entities.forms import apply_labels, decide, tally
from index.entities.initials import label_capitals
from index.entities.ordinary import drop_never_names, drop_offices, drop_ordinary
from index.entities.overlooked import add_overlooked
from index.entities.patterns import add_patterned_names
from index.entities.rosters import label_rosters, label_teams, split_branches
from index.entities.shape import label_by_shape
from index.entities.spans import NAMES, WEAK, Label, Span
from index.entities.wellknown import fill_listed, relabel_listed

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPENING, _CLOSING = "“\"‘'«„", "”\"’'»“"


def refine(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The mentions of a document, sorted, without overlaps, with entity types only."""
    found = repair_boundaries(text, spans)
    found = drop_never_names(text, found, NAMES | WEAK | {Label.OPEN})
    found = drop_offices(text, found)
    found = fill_listed(text, relabel_listed(text, found))
    found = add_patterned_names(text, label_by_shape(text, found))
    found = extend_organisations(text, found)
    found = label_rosters(text, found)
    found = label_defined_names(text, label_short_forms(text, found))
    found = label_capitals(text, unlabel_common_short_forms(text, found))
    found = fill_company_names(text, found)
    decided = decide(text, tally(text, found)) | called(text, found)
    found = apply_labels(text, found, decided)
    lower = lower_case_words(text)
    found = drop_ordinary(text, found, lower)
    found = extend_persons(text, extend_kinds(text, drop_titles(text, fill_forms(text, found, decided, lower))), lower)
    found = fill_capitals(text, split_branches(text, label_teams(text, found)), decided)
    found = add_overlooked(text, found)
    found = drop_never_names(text, found, NAMES)
    return tuple(span for span in found if _is_shown(text, span))


def _is_shown(text: str, span: Span) -> bool:
    if span.label is Label.DATE:
        return is_specific_date(span.of(text)) or is_relative_date(span.of(text))
    if span.label is Label.WORK:
        return is_quoted(text, span)
    return span.label not in {Label.HINT, Label.OPEN}


def is_quoted(text: str, span: Span) -> bool:
    """Whether a span fills a pair of quotation marks."""
    return span.start > 0 and span.end < len(text) and text[span.start - 1] in _OPENING and text[span.end] in _CLOSING
