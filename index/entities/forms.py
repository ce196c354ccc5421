"""One label for one surface form in a document: what the model says of each, weighed with what stands around it.

News calls a person by the full name once and by the surname from then on, and writes of one thing only under one
name; so the document's own evidence corrects the model's single readings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from index.entities.cues import BEFORE, PERSON_AFTER, SPEAKING_AFTER, TITLE_BEFORE, Score, add_cues
from index.entities.gazetteer import gazetteer
from index.entities.given_names import GIVEN_NAMES
from index.entities.lexicon import GENERATIONS, NEVER_NAMES, SURNAME_PARTICLES
from index.entities.shape import BUILDING_END, DOCUMENT_END, EVENT_END, FACILITY_END, ORGANISATION_END, PLACE_END
from index.entities.spans import NAMES, WEAK, FormIndex, Label, SpanSet
from index.entities.titles import TITLES
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Tally = dict[str, Counter[Label]]
"""How often each surface form has each label in a document."""

LONE_PERSON = 0.25
"""What a model's reading of a single word as a person weighs where the document has neither a full name nor a cue."""

_MIN_NAME_WORDS, _MAX_NAME_WORDS = 2, 5
_SELDOM = 2


def tally(text: str, spans: SpanSet) -> Tally:
    """Count the labels of each surface form; a weak or open reading only shows that the form was seen."""
    counts: Tally = defaultdict(Counter)
    for span in spans:
        if span.label in NAMES:
            counts[span.of(text)][span.label] += 1
        elif span.label in WEAK or span.label is Label.OPEN:
            counts[span.of(text)][Label.OPEN] += 0  # the form is known, its type is not
    return counts


def decide(text: str, counts: Tally) -> dict[str, Label]:
    """The label of every form that the document decides on; listed names decide for themselves."""
    speakers = _speakers(text, counts)
    decided = dict.fromkeys(sorted(surnames(counts, speakers)), Label.PERSON)
    for form in full_names(counts, speakers):
        decided.setdefault(form, Label.PERSON)
    forms = gazetteer().forms
    open_forms = [
        form
        for form, labels in counts.items()
        if form not in decided and labels.total() and (form not in forms or forms[form].personal)
    ]
    scores: dict[str, Score] = {form: defaultdict(float, counts[form]) for form in open_forms}
    for start, end, form in FormIndex(open_forms).find(text):
        if form in scores:
            add_cues(text, start, end, scores[form], lone=" " not in form)
    for form, score in scores.items():
        if " " not in form and score[Label.PERSON] == counts[form][Label.PERSON]:
            score[Label.PERSON] *= LONE_PERSON
        decided[form] = max(score, key=lambda label: (score[label], counts[form][label]))
    return decided


def apply_labels(text: str, spans: SpanSet, decided: Mapping[str, Label]) -> SpanSet:
    """Give every span the label that its form has in this document, and drop names of unknown type."""
    changeable = NAMES | WEAK | {Label.OPEN}
    labelled = (
        replace(span, label=decided[span.of(text)]) if span.label in changeable and span.of(text) in decided else span
        for span in spans
    )
    return SpanSet(span for span in labelled if span.label is not Label.OPEN)


def full_names(counts: Tally, speakers: Collection[str] = ()) -> list[str]:
    """The forms of two words or more that are mostly read as persons, or look as only persons' names do.

    They begin with a frequent given name, or are shortened as only persons' names are.
    """
    return [form for form, labels in counts.items() if _looks_personal(form) and _is_full_name(form, counts, speakers)]


def _is_full_name(form: str, counts: Tally, speakers: Collection[str]) -> bool:
    labels = counts[form]
    if _is_read_as_person(labels) or _begins_as_person(form, labels):
        return True
    return _is_shortened_to_surname(form, counts, speakers)


def surnames(counts: Tally, speakers: Collection[str] = ()) -> set[str]:
    """What the document's full names are shortened to: surnames with and without particles, some given names."""
    begins_others = {
        form.split(maxsplit=1)[0]
        for form, labels in counts.items()
        if " " in form and (labels[Label.ORG] or labels[Label.PLACE] or labels[Label.EVENT])
    }
    shortened: set[str] = set()
    for name in full_names(counts, speakers):
        shortened.update(short for short in _short_names(name, counts, begins_others) if _can_stand_alone(short))
    return shortened


def _looks_personal(form: str) -> bool:
    words = form.split()
    if not _MIN_NAME_WORDS <= len(words) <= _MAX_NAME_WORDS or ORGANISATION_END.search(form):
        return False
    if DOCUMENT_END.search(form):
        return False
    listed = {gazetteer().type_of(word) for word in words} - {None}
    if not listed <= {EntityType.PLACE}:
        return False
    return all(word[0].isupper() or word.lower() in SURNAME_PARTICLES for word in words)


def _is_read_as_person(labels: Counter[Label]) -> bool:
    return 0 < labels[Label.PERSON] >= max(labels.values())


def _begins_as_person(form: str, labels: Counter[Label]) -> bool:
    """Whether a name that is read seldom begins with a frequent given name, and ends as no place or event does."""
    given = form.split(maxsplit=1)[0].lower()
    if given not in GIVEN_NAMES and given.partition("-")[0] not in GIVEN_NAMES:
        return False
    shaped = any(shape.search(form) for shape in (PLACE_END, BUILDING_END, EVENT_END, FACILITY_END))
    return not shaped and "&" not in form and gazetteer().type_of(form) is None and labels.total() <= _SELDOM


def _is_shortened_to_surname(form: str, counts: Tally, speakers: Collection[str]) -> bool:
    """Whether the last word of a name stands alone, and speaks, further on, and the first does not.

    News shortens persons so; a company keeps its first word, a place all of its name.
    """
    words = form.split()
    last = counts.get(words[-1])
    if last is None or words[-1] not in speakers or words[0] in counts or not words[0].isalpha():
        return False
    shaped = any(shape.search(form) for shape in (PLACE_END, BUILDING_END, EVENT_END))
    return not shaped and _can_stand_alone(words[-1]) and gazetteer().type_of(form) is None and not words[-1].isupper()


def _short_names(name: str, counts: Tally, begins_others: Collection[str]) -> set[str]:
    words = name.split()
    while len(words) > 2 and words[-1].rstrip(".").lower() in GENERATIONS:  # noqa: PLR2004 - given name and surname
        words.pop()
    short = {words[-1]}
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in SURNAME_PARTICLES:
        first -= 1
    short.add(" ".join(words[first:]))
    if len(words) > 2:  # noqa: PLR2004
        short.add(" ".join(words[-2:]))
    if _is_given_name_used_alone(words[0], counts, begins_others):
        short.add(words[0])
    return short


def _is_given_name_used_alone(given: str, counts: Tally, begins_others: Collection[str]) -> bool:
    """Whether the first word of a full name also stands alone for the person (family names come first in the East)."""
    labels = counts.get(given)
    if labels is None:
        return False
    if labels[Label.PERSON] and labels[Label.PERSON] * 2 >= sum(labels.values()):
        return True
    initials = len(given) <= 2  # noqa: PLR2004
    return not initials and given not in gazetteer().forms and given not in begins_others


def _can_stand_alone(short: str) -> bool:
    if len(short) < 2 or short in gazetteer().forms:  # noqa: PLR2004
        return False
    if short.lower() in NEVER_NAMES or short.lower() in TITLES:
        return False
    return short[0].isupper() or short.split(maxsplit=1)[0].lower() in SURNAME_PARTICLES


def _speakers(text: str, counts: Tally) -> set[str]:
    """The single words of a document that say something or bear a title somewhere."""
    return {
        form
        for start, end, form in FormIndex(form for form in counts if " " not in form).find(text)
        if SPEAKING_AFTER.match(text, end)
        or PERSON_AFTER.match(text, end)
        or TITLE_BEFORE.search(text[max(0, start - BEFORE) : start])
    }
