"""The document stage for texts that are not English: what needs no English words, and no more.

A model of the language finds the names. Marks at the edges come off, a form has one type throughout an article, and
well-known names that the model has overlooked are added, those that are the same in many languages only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from index.entities.boundaries import trimmed
from index.entities.spans import FormIndex, Label, Span, SpanSet
from index.entities.wellknown import well_known_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHOWN = frozenset({Label.PERSON, Label.ORG, Label.PLACE, Label.EVENT})
_MIN_FORM = 3
_BREAK = re.compile(r"\n|\)\s*[-–—]\s|\s[-–—]\s")
_TITLE = re.compile(r"(?:M|MM|Mme|Mlle|Mr|Mrs|Dr|Pr|Herr|Frau|Sr|Sra|Srta|Sig|Don|Doña|Dom|Senhor|Senhora)\.? (?=\w)")


def refine_foreign(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The mentions of a document in any language, sorted, without overlaps."""
    found = SpanSet(part for span in spans if span.label in _SHOWN for part in _parts(text, span))
    for span in well_known_names(text):
        if not found.touching(span.start, span.end):
            found.put(span)
    labels = _labels(text, found)
    for start, end, form in FormIndex(form for form in labels if len(form) >= _MIN_FORM).find(text):
        if not found.touching(start, end):
            found.put(Span(start, end, labels[form]))
    return tuple(replace(span, label=labels[span.of(text)]) for span in found)


def _parts(text: str, span: Span) -> Iterator[Span]:
    """A span's lines without marks at their edges and titles, if they have a capital letter or a script without."""
    bounds = [(match.start(), match.end()) for match in _BREAK.finditer(text, span.start, span.end)]
    starts = [span.start, *(end for _, end in bounds)]
    ends = [*(start for start, _ in bounds), span.end]
    for start, end in zip(starts, ends, strict=True):
        part = trimmed(text, replace(span, start=start, end=end))
        if span.label is Label.PERSON and (title := _TITLE.match(text, part.start, part.end)):
            part = replace(part, start=title.end())
        form = part.of(text)
        if len(form) > 1 and (form != form.lower() or not form.isascii()):
            yield part


def _labels(text: str, spans: Iterable[Span]) -> dict[str, Label]:
    """The type that each form has most; a surname has that of the persons whose full names end with it."""
    counts: defaultdict[str, Counter[Label]] = defaultdict(Counter)
    for span in spans:
        counts[span.of(text)][span.label] += 1
    labels = {form: max(count, key=lambda label: (count[label], label)) for form, count in counts.items()}
    surnames = {form.rpartition(" ")[2] for form, label in labels.items() if label is Label.PERSON and " " in form}
    return {form: Label.PERSON if form in surnames else label for form, label in labels.items()}
