"""Long names with their short form in brackets: "Organization of American States (OAS)"."""

from __future__ import annotations

import re
from dataclasses import replace

from index.entities.gazetteer import gazetteer
from index.entities.lexicon import BODIES, LAWS_AND_PLANS
from index.entities.shape import ORGANISATION_END
from index.entities.spans import NAMES, WEAK, Label, Span, SpanSet

_SHORT_FORM = re.compile(r"(?:['’]s)?\s{0,2}\(\s?[\"“'‘]?([A-Z][A-Za-z&\-]{1,9})[\"”'’]?\s?\)")
_DEFINITION = re.compile(r"\(\s?[\"“'‘]?([A-Z][A-Za-z\-]{1,9})[\"”'’]?\s?\)")
_LOOK_BACK = 120
_WORD = re.compile(r"[^\W\d_][\w’']*")
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "de", "a", "to"})
_KEPT = frozenset({Label.EVENT, Label.PLACE})
_MIN_CAPITALS = 2
_MIN_SYLLABIC = 4


def short_form_after(text: str, end: int) -> tuple[int, int] | None:
    """Where the short form stands that a long name is followed by, in brackets."""
    match = _SHORT_FORM.match(text, end)
    return match.span(1) if match else None


def stands_for(short: str, long: str) -> bool:
    """Whether the capitals of a short form are initials of a long name, one odd letter forgiven.

    Or whether it is put together from the beginnings of its words: "KOTRA", "UNILAG".
    """
    capitals = [char for char in short if char.isupper()]
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", long)).upper()
    found = sum(char in initials for char in capitals)
    if len(capitals) >= _MIN_CAPITALS and found >= len(capitals) - 1 and capitals[0] in initials:
        return True
    return len(short) >= _MIN_SYLLABIC and short.isupper() and _is_put_together(short.lower(), long.lower())


def _is_put_together(short: str, long: str) -> bool:
    """Whether a short form's letters are in a long name in order, the first and another word's first among them."""
    words = _WORD.findall(long)
    if not words or words[0][0] != short[0]:
        return False
    places: list[int] = []
    for letter in short:
        place = long.find(letter, places[-1] + 1 if places else 0)
        if place < 0:
            return False
        places.append(place)
    firsts = sum(place == 0 or not long[place - 1].isalpha() for place in places)
    return firsts >= _MIN_CAPITALS or len(words) == 1


def initials_of(long: str) -> frozenset[str]:
    """What a long name's acronym can be: its initials, with and without those of the small words."""
    words = _WORD.findall(long)
    initials = "".join(word[0] for word in words).upper()
    of_great = "".join(word[0] for word in words if word.lower() not in _SMALL_WORDS).upper()
    return frozenset(letters for letters in (initials, of_great) if len(letters) >= _MIN_CAPITALS)


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


def expansion_before(text: str, start: int, short: str) -> tuple[int, int] | None:
    """Where the words stand right before an offset whose initials are the letters of a short form, in their order.

    Small words ("of", "for") may be left out, and a compound may give two letters ("cryptocurrency" no, "e-mail" yes).
    """
    letters = [char.lower() for char in short if char.isalpha()]
    window = 1 + max(text.rfind(mark, max(0, start - _LOOK_BACK), start) for mark in "()/\n.;:")
    window = max(window, start - _LOOK_BACK)
    words = list(_WORD.finditer(text[window:start]))
    if not words or text[window + words[-1].end() : start].strip():
        return None
    end = first = window + words[-1].end()
    while letters and words:
        word = words.pop()
        if word.group()[0].lower() == letters[-1]:
            letters.pop()
            first = window + word.start()
        elif word.group().lower() not in _SMALL_WORDS:
            return None
    return (first, end) if not letters else None


def unlabel_common_short_forms(text: str, spans: SpanSet) -> SpanSet:
    """Short forms that the text defines by common words or as a law's are no names of organisations.

    "non-fungible tokens (NFT)", "the Rain Act (RA)": every occurrence becomes a hint, which is not shown.
    """
    common = defined_by_common_words(text)
    unlisted = {short for short in common if gazetteer().type_of(short) is None}
    return SpanSet(
        replace(span, label=Label.HINT) if span.label in NAMES and span.of(text).removesuffix("s") in unlisted else span
        for span in spans
    )


def defined_by_common_words(text: str) -> frozenset[str]:
    """The short forms that a text defines by common words or as a law's; those of a team or an agency are names."""
    common = set()
    for match in _DEFINITION.finditer(text):
        bounds = expansion_before(text, match.start(), match.group(1))
        if bounds is not None and _is_common(text[slice(*bounds)]):
            common.add(match.group(1))
    return frozenset(common)


def label_defined_names(text: str, spans: SpanSet) -> SpanSet:
    """Names that the model has missed but the text defines: "the Lake Rain Union (LRU)" marks both as organisations."""
    for match in _DEFINITION.finditer(text):
        short = Span(*match.span(1), Label.ORG)
        bounds = expansion_before(text, match.start(), match.group(1))
        if bounds is None or not match.group(1).isupper() or spans.touching(short.start, short.end):
            continue
        long = text[slice(*bounds)]
        touched = spans.touching(*bounds)
        if any(span.label is Label.ORG and span.end == bounds[1] for span in touched):
            spans.put(short)
        elif _is_body(long) and all(span.label in WEAK for span in touched):
            spans.put(Span(*bounds, Label.ORG))
            spans.put(short)
    return spans


def _is_body(expansion: str) -> bool:
    """Whether an expansion is written as a name and ends as organisations' names do."""
    words = [word for word in _WORD.findall(expansion) if word.lower() not in _SMALL_WORDS]
    return len(words) > 1 and all(word[0].isupper() for word in words) and bool(ORGANISATION_END.search(expansion))


def _is_common(expansion: str) -> bool:
    words = [word for word in _WORD.findall(expansion) if word.lower() not in _SMALL_WORDS]
    lower = sum(word[0].islower() for word in words)
    if words and words[-1].lower() in BODIES:
        return False
    return 2 * lower > len(words) or (bool(words) and words[-1].lower() in LAWS_AND_PLANS)
