"""Names whose kind the text says or their own words show, as texts before and after recognition's steps."""

from __future__ import annotations

import pytest
from entity_markup import mark, unmark

from index.entities.enumerations import called
from index.entities.ordinary import drop_never_names, drop_offices
from index.entities.overlooked import add_overlooked
from index.entities.shape import label_by_shape
from index.entities.spans import NAMES, Label, SpanSet


@pytest.mark.parametrize(
    ("read", "kinds"),
    [
        (
            "the provinces of {PERSON Ruma}, {ORG Sel} and {PLACE Oda}",
            {"Ruma": "PLACE", "Sel": "PLACE", "Oda": "PLACE"},
        ),
        ("in {PERSON Ruma} and {ORG Sel} districts", {"Ruma": "PLACE", "Sel": "PLACE"}),
        ("brands such as {PERSON Anna Roe}", {"Anna Roe": "ORG"}),
        ("the brands {PERSON Anna Roe} and {PERSON Bo Lind}", {"Anna Roe": "ORG", "Bo Lind": "ORG"}),
        ("the newspaper {PERSON Al Zemi} wrote", {"Al Zemi": "ORG"}),
        ("the editor of the {PERSON Al Zemi} daily", {"Al Zemi": "ORG"}),
        ("the provinces of {PLACE Ruma}, where {PERSON Ann Lee} spoke", {"Ruma": "PLACE"}),
        ("the villages {PERSON Ann Lee} visited", {}),  # one name without "of" is no list
        ("the company {PERSON Ann Lee}, whose father died, left", {}),  # only persons have fathers
        ("the newspaper {PERSON Zemi} wrote", {}),  # cues of single words are weighed elsewhere
        ("{GROUP Norse} and {GROUP Ruman} villages", {}),
        ("cities such as {ORG London}", {}),  # listed names decide for themselves
    ],
)
def test_what_a_list_is_of_tells_the_kind_of_its_names(read: str, kinds: dict[str, str]) -> None:
    text, spans = unmark(read)
    assert called(text, SpanSet(spans)) == {form: Label(label) for form, label in kinds.items()}


@pytest.mark.parametrize(
    ("read", "labelled"),
    [
        ("{PERSON Frente Zemi}", "{ORG Frente Zemi}"),
        ("{PERSON Banco Zemi}", "{ORG Banco Zemi}"),
        ("{ORG Estadio Zemi}", "{PLACE Estadio Zemi}"),
        ("{PERSON Umm Al Zemi}", "{PLACE Umm Al Zemi}"),
        ("{ORG Hospital de los Zemi}", "{PLACE Hospital de los Zemi}"),
        ("{ORG Zemi Forest Reserve}", "{PLACE Zemi Forest Reserve}"),
        ("{ORG Port Zemi Council}", "{ORG Port Zemi Council}"),  # the last word goes first
        ("{PERSON Porter Zemi}", "{PERSON Porter Zemi}"),
    ],
)
def test_kinds_that_come_first_label_a_name(read: str, labelled: str) -> None:
    text, spans = unmark(read)
    assert mark(text, label_by_shape(text, SpanSet(spans))) == labelled


@pytest.mark.parametrize(
    ("read", "found"),
    [
        ("lectures at the College of Zemi were held", "lectures at the {ORG College of Zemi} were held"),
        ("we went to Zemi Memorial School today", "we went to {ORG Zemi Memorial School} today"),
        ("we saw the Zemi Monastery there", "we saw the {PLACE Zemi Monastery} there"),
        ("In Zemi Road we stopped for lunch", "In {PLACE Zemi Road} we stopped for lunch"),
        ("{PERSON Ann Zemi} School was there", "{PERSON Ann Zemi} School was there"),
        ("Riots Near Zemi Road Leave Many Homeless", "Riots Near Zemi Road Leave Many Homeless"),
        ("the School was closed", "the School was closed"),
    ],
)
def test_names_written_as_bodies_and_places_are_marked(read: str, found: str) -> None:
    text, spans = unmark(read)
    assert mark(text, add_overlooked(text, SpanSet(spans))) == found


@pytest.mark.parametrize(
    ("read", "left"),
    [
        ("in {ORG Group E} we", "in Group E we"),
        ("won {ORG Best Sound Design} for", "won Best Sound Design for"),
        ("flight {ORG UO 804} left", "flight UO 804 left"),
        ("the {ORG General Elections}", "the General Elections"),
        ("the {ORG Group of Ten}", "the {ORG Group of Ten}"),
        ("at {ORG Best Buy}", "at {ORG Best Buy}"),
    ],
)
def test_groups_of_a_cup_awards_and_flights_are_no_names(read: str, left: str) -> None:
    text, spans = unmark(read)
    assert mark(text, drop_never_names(text, SpanSet(spans), NAMES)) == left


@pytest.mark.parametrize(
    ("read", "left"),
    [
        ("the {ORG Home} Secretary", "the Home Secretary"),
        ("a {ORG Medical} student", "a Medical student"),
        ("the {ORG UNESCO} Commissioner", "the {ORG UNESCO} Commissioner"),
        ("the {ORG Google} Engineer", "the {ORG Google} Engineer"),
    ],
)
def test_what_an_office_is_for_is_no_name(read: str, left: str) -> None:
    text, spans = unmark(read)
    assert mark(text, drop_offices(text, SpanSet(spans))) == left
