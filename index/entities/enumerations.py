"""Names whose kind the text says in so many words: "the provinces of X and Y", "brands such as X", "X and Y districts".

What a list is of holds for every name in it, and for every other occurrence of those names in the article; it is
stronger than a model's reading, which of unknown names is little more than a guess.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from index.entities.cues import BEFORE, PERSON_AFTER, TITLE_BEFORE
from index.entities.gazetteer import gazetteer
from index.entities.spans import Label, Span, SpanSet

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES = (
    r"(?:cities|towns|villages|districts|provinces|regions|states|countries|areas|islands|departments|counties|suburbs|"
    r"cantons|governorates|municipalities|prefectures|communes|townships|neighbou?rhoods|upazilas|rivers|lakes|"
    r"mountains|"
    r"valleys|settlements|ports)"
)
_BODIES = (
    r"(?:companies|brands|firms|banks|newspapers|media outlets|clubs|airlines|organi[sz]ations|NGOs|agencies|"
    r"universities|"
    r"parties|retailers|giants|carmakers|automakers|manufacturers|start-?ups|broadcasters|lenders|insurers|"
    r"supermarkets|"
    r"chains|platforms|magazines|publishers|charities|unions|ministries|labels)"
)
_LEADS = rf"\b(?:({_PLACES})|{_BODIES})( of|,? (?:such as|like|including|namely|especially)|:)? (?:the )?$"
_LEADS_TO = re.compile(_LEADS)
_TRAILS = re.compile(rf"(?:['’]s)? {_PLACES}\b")
_PARTING = re.compile(r",? (?:and|or|&) (?:the )?|, (?:the )?|/")
_CALLED = re.compile(
    r"\b(?:newspaper|daily|paper|magazine|tabloid|weekly|brand|monopoly|giant|company|firm|retailer|airline|band|NGO|"
    r"news website|news portal|news agency|start-?up|conglomerate|supermarket|charity)"
    r"(?: called| named)? [“\"'‘]?$"
)
_CALLED_AFTER = re.compile(
    r" (?:daily|newspaper|magazine|weekly|tabloid|website|news agency|monopoly|brand|supermarkets?|airlines?|"
    r"expedition)\b"
)
_CHANGED = frozenset({Label.PERSON, Label.PLACE, Label.ORG, Label.GROUP, Label.OPEN, Label.HINT})
_LOOK_BACK = 48


def called(text: str, spans: SpanSet) -> dict[str, Label]:
    """The labels of the forms whose kind the text names beside them; listed names and titled persons have their own."""
    votes: defaultdict[str, Counter[Label]] = defaultdict(Counter)
    for label, named in _named_kinds(text, list(spans)):
        if named.label is not Label.GROUP and gazetteer().type_of(named.of(text)) is None:
            votes[named.of(text)][label] += 1
    persons = {span.of(text) for span in spans if span.of(text) in votes and _is_person(text, span)}
    return {form: labels.most_common(1)[0][0] for form, labels in votes.items() if form not in persons}


def _named_kinds(text: str, spans: list[Span]) -> Iterator[tuple[Label, Span]]:
    for index, span in enumerate(spans):
        before = text[max(0, span.start - _LOOK_BACK) : span.start]
        if lead := _LEADS_TO.search(before):
            listed = _run(text, spans, index)
            if len(listed) > 1 or lead.group(2):
                yield from ((Label.PLACE if lead.group(1) else Label.ORG, item) for item in listed)
        several_words = " " in span.of(text)  # for single ones such cues are weighed with the others
        if several_words and (_CALLED.search(before) or _CALLED_AFTER.match(text, span.end)):
            yield Label.ORG, span
        listed = _run(text, spans, index)
        if len(listed) > 1 and _TRAILS.match(text, listed[-1].end):
            yield from ((Label.PLACE, item) for item in listed)


def _run(text: str, spans: list[Span], first: int) -> list[Span]:
    """The names from the first on that only commas and conjunctions part, up to the conjunction and what follows it."""
    listed = [spans[first]]
    for span in spans[first + 1 :]:
        parting = text[listed[-1].end : span.start]
        if span.label not in _CHANGED or not _PARTING.fullmatch(parting):
            break
        listed.append(span)
        if "and" in parting or "or" in parting:
            break
    return listed


def _is_person(text: str, span: Span) -> bool:
    """Whether a title or what only persons do stands beside a name."""
    before = text[max(0, span.start - BEFORE) : span.start]
    return bool(TITLE_BEFORE.search(before) or PERSON_AFTER.match(text, span.end))
