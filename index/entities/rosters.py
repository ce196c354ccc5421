"""Names that stand in a row: players with their clubs or countries in brackets, a company's name with a country's."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from index.entities.cues import is_of_sports, is_team
from index.entities.gazetteer import gazetteer
from index.entities.lexicon import CAPITALS_NO_NAMES
from index.entities.spans import CAPITALISED, Label, Span, SpanSet

_IN_BRACKETS = re.compile(rf" ?\(({CAPITALISED}(?: {CAPITALISED}){{0,3}}|[A-Z]{{2,4}}(?: {CAPITALISED})?)\)")
_CODE = re.compile(r"[A-Z]{3}")
_LEAST_ROWS = 4
_FORMAL_NAME = re.compile(
    r"\b(?:Republic|Kingdom|State|Principality|Federation|Union|Sultanate|Emirates?) of\b|Republic$"
)
_NO_FORMAL_NAME = frozenset(
    {"Australia", "Canada", "Japan", "Germany", "Namibia", "Ukraine", "Hungary", "Ireland", "UK"}
)


def label_rosters(text: str, spans: SpanSet) -> SpanSet:
    """Mark the clubs of "Ann Lee (Rovers), Bo Smith (United)", or the countries where they are codes.

    Brackets behind four persons or more are a list; what stands in most of them is of one kind.
    """
    rows = [
        match
        for span in spans
        if span.label is Label.PERSON and " " in span.of(text) and (match := _IN_BRACKETS.match(text, span.end))
    ]
    rows = [match for match in rows if _is_free(spans, match)]
    codes = [match for match in rows if _CODE.fullmatch(match.group(1))]
    if len(codes) >= _LEAST_ROWS and 2 * len(codes) > len(rows):
        label = Label.PLACE
    elif len(rows) >= _LEAST_ROWS:
        label, codes = Label.ORG, rows
    else:
        return spans
    for match in codes:
        if label is Label.PLACE or gazetteer().type_of(match.group(1)) is None:
            spans.put(Span(*match.span(1), label))
    return spans


def _is_free(spans: SpanSet, match: re.Match[str]) -> bool:
    inside = spans.touching(*match.span(1))
    whole = all(match.start(1) <= span.start and span.end <= match.end(1) for span in inside)
    return whole and match.group(1) not in CAPITALS_NO_NAMES


def split_branches(text: str, spans: SpanSet) -> SpanSet:
    """Part "Acme Kenya" in company and country where the text speaks of "Acme" as well."""
    alone = {span.of(text) for span in spans if span.label is Label.ORG}
    for span in spans:
        if span.label not in {Label.ORG, Label.PLACE, Label.PERSON}:
            continue
        owner, _, country = span.of(text).rpartition(" ")
        if owner in alone and _is_country(country):
            spans.put(replace(span, end=span.start + len(owner), label=Label.ORG))
            spans.put(Span(span.end - len(country), span.end, Label.PLACE))
    return spans


def label_teams(text: str, spans: SpanSet) -> SpanSet:
    """Mark the places of a match report that play: "Oklahoma beat Baylor" is of teams, "in Oklahoma" is of a state.

    A name that is no listed place's is a team's wherever it stands. Countries stay what they are.
    """
    if not is_of_sports(text):
        return spans
    places = [span for span in spans if span.label is Label.PLACE and not _is_country(span.of(text))]
    playing = {span for span in places if is_team(text, span.start, span.end)}
    teams = {span.of(text) for span in playing if gazetteer().type_of(span.of(text)) is None}
    for span in places:
        if span in playing or span.of(text) in teams:
            spans.put(replace(span, label=Label.ORG))
    return spans


def _is_country(form: str) -> bool:
    known = gazetteer().forms.get(form)
    return known is not None and (known.name in _states() or form in _NO_FORMAL_NAME)


@cache
def _states() -> frozenset[str]:
    """The canonical names of the listed places that have a state's formal name."""
    forms = gazetteer().forms.items()
    return frozenset(known.name for form, known in forms if _FORMAL_NAME.search(form)) | {"United States"}
