"""Long names with their short form in brackets: "Organization of American States (OAS)"."""

from __future__ import annotations

import re
from dataclasses import replace

from index.entities.gazetteer import gazetteer
from index.entities.spans import NAMES, WEAK, Label, Span, SpanSet

_SHORT_FORM = re.compile(r"(?:['’]s)?\s{0,2}\(\s?[\"“'‘]?([A-Z][A-Za-z&\-]{1,9})[\"”'’]?\s?\)")
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "de", "a", "to"})
_KEPT = frozenset({Label.EVENT, Label.PLACE})
_MIN_CAPITALS = 2


def short_form_after(text: str, end: int) -> tuple[int, int] | None:
    """Where the short form stands that a long name is followed by, in brackets."""
    match = _SHORT_FORM.match(text, end)
    return match.span(1) if match else None


def stands_for(short: str, long: str) -> bool:
    """Whether the capitals of a short form are initials of a long name, one odd letter forgiven."""
    capitals = [char for char in short if char.isupper()]
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", long)).upper()
    found = sum(char in initials for char in capitals)
    return len(capitals) >= _MIN_CAPITALS and found >= len(capitals) - 1 and capitals[0] in initials


def is_acronym_of(short: str, long: str) -> bool:
    """Whether a short form is exactly the initials of a long name, with or without its small words."""
    letters = short.replace(".", "")
    if len(letters) < _MIN_CAPITALS or not letters.isupper():
        return False
    words = re.findall(r"[^\W\d_]+", long)
    initials = "".join(word[0] for word in words).upper()
    of_great = "".join(word[0] for word in words if word.lower() not in _SMALL_WORDS).upper()
    return letters in {initials, of_great}


def label_short_forms(text: str, spans: SpanSet) -> SpanSet:
    """Mark the short form after a long name; a long name that is no place or event becomes an organisation."""
    for span in spans:
        form = span.of(text)
        if span.label not in NAMES | WEAK or " " not in form:
            continue
        bounds = short_form_after(text, span.end)
        if bounds is None or not stands_for(text[slice(*bounds)], form):
            continue
        label = span.label if span.label in _KEPT else Label.ORG
        listed = gazetteer().type_of(text[slice(*bounds)])
        label = Label(listed) if listed else label
        spans.put(Span(*bounds, label))
        if span.label not in _KEPT | {Label.ORG}:
            spans.put(replace(span, label=label))
    return spans
