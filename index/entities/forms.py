"""One label for one surface form in a document: what the model says of each, weighed with what stands around it.

News calls a person by the full name once and by the surname from then on, and writes of one thing only under one
name; so the document's own evidence corrects the model's single readings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from index.entities.gazetteer import gazetteer
from index.entities.lexicon import GENERATIONS, NEVER_NAMES, PERSON_TITLES, SURNAME_PARTICLES
from index.entities.shape import BUILDING_END, EVENT_END, ORGANISATION_END, PLACE_END
from index.entities.spans import NAMES, WEAK, FormIndex, Label, SpanSet
from index.entities.wellknown import listed_forms
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Tally = dict[str, Counter[Label]]
"""How often each surface form has each label in a document."""

Score = defaultdict[Label, float]
"""What speaks for each label of a form."""

PLACE_CUE, TITLE_CUE, PERSON_CUE, SPEAKING_CUE, ORGANISATION_CUE = 2.0, 1.5, 2.0, 1.0, 1.5
"""What a cue beside an occurrence weighs, where one reading of the model weighs 1."""

LONE_PERSON = 0.25
"""What a model's reading of a single word as a person weighs where the document has neither a full name nor a cue."""

_MIN_NAME_WORDS, _MAX_NAME_WORDS = 2, 5
_BEFORE, _AFTER = 24, 40
_PLACE_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]cross|[Tt]hroughout|[Aa]round|[Nn]orthern|[Ss]outhern|[Ee]astern|[Ww]estern|"
    r"[Cc]entral|(?:city|town|village|province|region|district|state|island|port|capital|municipality) of) $"
)
_PLACE_AFTER = re.compile(
    r" (?:province|region|district|city|town|village|islands?|county|prefecture|airport|river|valley|peninsula|"
    r"municipality|residents|area|suburb|mine|highway|road|border|coast|port|resort|settlement|constituency|"
    r"neighbou?rhood|slum|refugee camp|state|oblast|canton|governorate|hills?|mountains?|forest|lake|beach)\b"
)
_TITLE_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|President|Minister|Senator|Sen|Gov|Governor|King|Queen|Prince|Princess|Sheikh|Judge|"
    r"Justice|Captain|Gen|Mayor|Coach|Chancellor|Pope|Ambassador|spokes(?:man|woman|person)|lawyer|wife|husband|son|"
    r"daughter|brother|sister|father|mother|actor|actress|singer|striker|captain|coach|activist|journalist|author|"
    r"analyst|economist|professor)\.? $"
)
_SPEAKING_AFTER = re.compile(
    r",? (?:said|says|told|added|tweeted|wrote|recalled|insisted|explained|admitted|noted|argued|replied|continued)\b"
)
_SPEAKING_BEFORE = re.compile(r"[,”\"’'] (?:said|says|added|explained|argued|insisted|recalled|told \w+) $")
_PERSON_AFTER = re.compile(
    r",? (?:who|whose|himself|herself)\b|, \d\d,"
    r"|['’]s (?:wife|husband|son|daughter|brother|sister|father|mother|family|lawyers?|death|house)\b"
)
_ORGANISATION_BEFORE = re.compile(
    r"\b(?:shares in|(?:company|firm|group|bank|party|agency|newspaper|daily|airline|carmaker|retailer|broadcaster|"
    r"network|giant|start-?up|club|union|NGO|organi[sz]ation|developer|operator|\w*maker|supplier|subsidiary|insurer|"
    r"lender|miner|utility|conglomerate|brand|website|platform|app|magazine|channel|rival|provider|producer|"
    r"consultancy|charity|think[- ]tank|chain|label|studio|team|side|band|multinational|unit|(?:\w+-)?(?:listed|based|"
    r"owned|backed|run))|co-founder of|stake in|invest(?:ed|ment)? in|acquisition of|merger with|takeover of|"
    r"employees of|customers of|"
    r"chief executive of|head of|members? of|founder of|CEO of|chairman of|director of|spokes\w{2,6} for|"
    r"president of) $"
)
_ORGANISATION_AFTER = re.compile(
    r"['’]s (?:shares?|stock|board|CEO|chief|chairman|headquarters|customers|products|revenue|profits?|website|"
    r"members|leadership|spokes\w+|employees|workers|shareholders|parent|founders?|co-founders?|managing director|"
    r"chief executive|executives?|services|app|platform|operations|offices?|subsidiary|investors?|users|sales|clients|"
    r"network|brand|stores?|factory|factories|plants?|fleet|newspaper|research(?:ers)?|engineers|software|unit)\b"
    r"| (?:shares|stock|CEO|chief executive|spokes\w+|officials|executives|shareholders|employees|members|lawmakers|"
    r"headquarters|newspaper|daily|magazine|channel|app|platform|users|activists?|leadership|premises|logo|customers|"
    r"stores?|co-founder|founder|founded in|group|party|news agency|website|data|report|factory|workers)\b"
    r"|,? which\b| \((?:[A-Z]+\.[A-Z]+|NYSE|NASDAQ)"
)


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


def add_cues(text: str, start: int, end: int, score: Score, *, lone: bool = False) -> None:
    """Add to a form's score what stands around one of its occurrences.

    That it speaks says nothing of a ``lone`` word, one that no full name in the document ends with: companies speak
    under one word, persons are introduced by two.
    """
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    if _ORGANISATION_BEFORE.search(before):  # "shares in" is no "in"
        score[Label.ORG] += ORGANISATION_CUE
    elif _PLACE_BEFORE.search(before):
        score[Label.PLACE] += PLACE_CUE
    if _PLACE_AFTER.match(after) or _in_listed_place(text, end):
        score[Label.PLACE] += PLACE_CUE
    if _TITLE_BEFORE.search(before):
        score[Label.PERSON] += TITLE_CUE
    if not lone and (_SPEAKING_AFTER.match(after) or _SPEAKING_BEFORE.search(before)):
        score[Label.PERSON] += SPEAKING_CUE
    if _PERSON_AFTER.match(after):
        score[Label.PERSON] += PERSON_CUE
    if _ORGANISATION_AFTER.match(after):
        score[Label.ORG] += ORGANISATION_CUE


def apply_labels(text: str, spans: SpanSet, decided: Mapping[str, Label]) -> SpanSet:
    """Give every span the label that its form has in this document, and drop names of unknown type."""
    changeable = NAMES | WEAK | {Label.OPEN}
    labelled = (
        replace(span, label=decided[span.of(text)]) if span.label in changeable and span.of(text) in decided else span
        for span in spans
    )
    return SpanSet(span for span in labelled if span.label is not Label.OPEN)


def full_names(counts: Tally, speakers: Collection[str] = ()) -> list[str]:
    """The forms of two words or more that are mostly read as persons, or are shortened as only persons' names are."""
    return [
        form
        for form, labels in counts.items()
        if _looks_personal(form) and (_is_read_as_person(labels) or _is_shortened_to_surname(form, counts, speakers))
    ]


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
    listed = {gazetteer().type_of(word) for word in words} - {None}
    if not listed <= {EntityType.PLACE}:
        return False
    return all(word[0].isupper() or word.lower() in SURNAME_PARTICLES for word in words)


def _is_read_as_person(labels: Counter[Label]) -> bool:
    return 0 < labels[Label.PERSON] >= max(labels.values())


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
    if short.lower() in NEVER_NAMES or short.lower() in PERSON_TITLES:
        return False
    return short[0].isupper() or short.split(maxsplit=1)[0].lower() in SURNAME_PARTICLES


def _speakers(text: str, counts: Tally) -> set[str]:
    """The single words of a document that say something or bear a title somewhere."""
    return {
        form
        for start, end, form in FormIndex(form for form in counts if " " not in form).find(text)
        if _SPEAKING_AFTER.match(text, end)
        or _PERSON_AFTER.match(text, end)
        or _TITLE_BEFORE.search(text[max(0, start - _BEFORE) : start])
    }


def _in_listed_place(text: str, end: int) -> bool:
    """Whether ", Iran" or another listed place follows."""
    if not text.startswith(", ", end):
        return False
    listed = listed_forms().at(text, end + 2)
    return bool(listed) and gazetteer().type_of(listed) is EntityType.PLACE
