"""What the gazetteer says of a text: types of listed names, and listed names that recognition has missed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from index.entities.gazetteer import gazetteer
from index.entities.spans import CAPITALISED, NAMES, WEAK, FormIndex, Label, Span, SpanSet, starts_sentence
from index.entities.titles import is_title

_RELABELLED = NAMES | WEAK | {Label.OPEN}
_NEXT_NAME = re.compile(rf" ({CAPITALISED})")
_PREVIOUS_NAME = re.compile(rf"({CAPITALISED}) $")
_LONGEST_WORD = 45


@cache
def listed_forms() -> FormIndex:
    """Finds every form of the gazetteer."""
    return FormIndex(gazetteer().forms)


@cache
def _fillable_forms() -> FormIndex:
    return FormIndex(form for form, known in gazetteer().forms.items() if not known.ordinary)


def relabel_listed(text: str, spans: SpanSet) -> SpanSet:
    """Spans that are exactly a listed name get its type, except persons where the name is also a personal one."""
    forms = gazetteer().forms
    relabelled = []
    for span in spans:
        known = forms.get(span.of(text))
        keep = known is None or span.label not in _RELABELLED or (span.label is Label.PERSON and known.personal)
        relabelled.append(span if keep or known is None else replace(span, label=Label(known.type)))
    return SpanSet(relabelled)


def fill_listed(text: str, spans: SpanSet) -> SpanSet:
    """Listed names where nothing but a weak reading stands, unless they are part of a longer name."""
    for start, end, form in _fillable_forms().find(text):
        label = Label(gazetteer().forms[form].type)
        strong = [span for span in spans.touching(start, end) if span.label not in WEAK]
        if strong:
            if all(start <= span.start and span.end <= end and span.end - span.start < end - start for span in strong):
                spans.put(Span(start, end, label))  # "U.S. Congress", of which "U.S." was recognised
            continue
        if label is not Label.GROUP and beside_name(text, start, end):
            continue
        spans.put(Span(start, end, label))
    return spans


def beside_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word that is no title, nor starts its sentence, stands right before or after."""
    after = _NEXT_NAME.match(text, end)
    if after is not None and not is_title(after.group(1)):
        return True
    before = _PREVIOUS_NAME.search(text[max(0, start - _LONGEST_WORD) : start])
    if before is None or is_title(before.group(1)):
        return False
    return not starts_sentence(text, start - len(before.group()))


def well_known_names(text: str) -> tuple[Span, ...]:
    """The listed places, organisations and events in a text of any language, the unmistakable ones only.

    Names of groups are English words, and short or ambiguous forms mean other things elsewhere.
    """
    forms = gazetteer().forms
    return tuple(Span(start, end, Label(forms[form].type)) for start, end, form in _international_forms().find(text))


@cache
def _international_forms() -> FormIndex:
    return FormIndex(
        form
        for form, known in gazetteer().forms.items()
        if not (known.ordinary or known.personal or Label(known.type) is Label.GROUP) and _is_unmistakable(form)
    )


def _is_unmistakable(form: str) -> bool:
    return len(form) > _SHORT or (form.isupper() and form.isalpha() and len(form) == _SHORT)


_SHORT = 3
