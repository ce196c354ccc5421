"""Names in capitals that the model has overlooked: what the text itself says that they are.

Models trained on other years and countries don't know an article's acronyms; but an article that uses one has it sign,
speak, act or be led, or puts it in brackets behind the name that it abbreviates.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from index.entities.acronyms import defined_by_common_words, expansion_before
from index.entities.cues import ORGANISATION_AFTER, ORGANISATION_BEFORE, SPEAKING_AFTER, SPEAKING_BEFORE
from index.entities.gazetteer import gazetteer
from index.entities.lexicon import CAPITALS_NO_NAMES, NEVER_NAMES
from index.entities.spans import WEAK, Label, Span, SpanSet

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_CAPITALS = re.compile(r"(?<![\w@#.&/'’+\-$€£])[A-Z]{2,6}(?![\w&$€£]|[.-]?\d|[-./&][A-Z])")
_BESIDE = re.compile(r"(?<![\w@])[A-Z]{2,}[ ,]{1,2}$")
_BESIDE_AFTER = re.compile(r" [A-Z]{2,}(?!\w)")
_SIGNED = re.compile(r"\) ?[–—-]")
_INTERVIEWED = re.compile(r": ")
_THE = re.compile(r"\b[Tt]he $")
_MET = re.compile(r"\b(?:told|tells|joined|join|joins|to|by|with|from|against|between) (?:the )?$")
_ACTS = re.compile(
    r" (?:has|had|have|will|would|also|announced|confirmed|reported|issued|launched|called|denied|accused|warned|urged|"
    r"found|won|lost|plans|wants|hopes|believes|expects|decided|agreed|supported|leaders?|chief|lawmakers?|bench|"
    r"teams?|member|officials?|director|analysts|spokes\w+|secretary|chairman|president|correspondent|reporters?)\b"
)
_COUNTED = re.compile(r"(?:\b(?:an?|per|each|every|any|some|[A-Z]\w+ed|\d+(?:[.,]\d+)?)|%) $")
_ROMAN = re.compile(r"[IVXLC]+")
_BEFORE, _AFTER = 24, 40
_SIGNATURE, _SAYING, _CUE, _WEAK_CUE = 3.0, 1.5, 1.0, 0.5
_ENOUGH = 1.5


def label_capitals(text: str, spans: SpanSet) -> SpanSet:
    """Mark unlisted acronyms as organisations, or as the persons whose initials they are, where the text shows it."""
    unmarked = _unmarked(text, spans)
    if not unmarked:
        return spans
    people = _people_by_initials(text, spans)
    common = defined_by_common_words(text)
    for form, starts in unmarked.items():
        label = _label(text, form, starts, people, common)
        if label is not None:
            for start in starts:
                spans.put(Span(start, start + len(form), label))
    return spans


def _unmarked(text: str, spans: SpanSet) -> dict[str, list[int]]:
    """Where the acronyms stand that nothing else says anything about; not those within lines in capitals."""
    unmarked: defaultdict[str, list[int]] = defaultdict(list)
    for match in _CAPITALS.finditer(text):
        form, start = match.group(), match.start()
        if form.lower() in NEVER_NAMES or form in CAPITALS_NO_NAMES or form in gazetteer().forms:
            continue
        if _ROMAN.fullmatch(form) or _BESIDE.search(text[max(0, start - 12) : start]):
            continue
        if _BESIDE_AFTER.match(text, match.end()):
            continue
        if all(span.label in WEAK | {Label.OPEN} for span in spans.touching(start, match.end())):
            unmarked[form].append(start)
    return unmarked


def _people_by_initials(text: str, spans: SpanSet) -> Counter[str]:
    """How many full names of persons have each initials."""
    names = {span.of(text) for span in spans if span.label is Label.PERSON and " " in span.of(text)}
    return Counter("".join(word[0] for word in name.split() if word[0].isupper()) for name in names)


def _label(text: str, form: str, starts: Sequence[int], people: Counter[str], common: Collection[str]) -> Label | None:
    asked = sum(
        bool(_INTERVIEWED.match(text, start + len(form))) and (start == 0 or text[start - 1] == "\n")
        for start in starts
    )
    if people[form] == 1 and asked:
        return Label.PERSON
    if form in common or asked:
        return None
    score = sum(_evidence(text, start, start + len(form)) for start in starts)
    return Label.ORG if score >= _ENOUGH else None


def _evidence(text: str, start: int, end: int) -> float:
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    score = 0.0
    if before.endswith("(") and _SIGNED.match(after):
        return _SIGNATURE
    if before.endswith("(") and after.startswith(")"):
        bounds = expansion_before(text, start - 1, text[start:end])
        score += _SAYING if bounds is not None and text[bounds[0]].isupper() else 0.0
    if _COUNTED.search(before):
        score -= _CUE
    if ORGANISATION_BEFORE.search(before) or ORGANISATION_AFTER.match(after):
        score += _SAYING
    if SPEAKING_AFTER.match(after) or SPEAKING_BEFORE.search(before):
        score += _SAYING
    if _ACTS.match(after):
        score += _CUE
    if _MET.search(before) or _THE.search(before):
        score += _WEAK_CUE
    return score
