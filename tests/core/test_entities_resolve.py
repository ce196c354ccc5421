"""Who is who within one article."""

from __future__ import annotations

import pytest
from entity_markup import unmark

from index.entities.people import may_be_one_person, merge_full_names
from index.entities.resolve import resolve


@pytest.mark.parametrize(
    ("article", "names"),
    [
        (
            "{PERSON Maduro} to Moscow: {PERSON Nicolas Maduro} will fly. {PERSON Maduro} said",
            ["Nicolas Maduro", "Nicolas Maduro", "Nicolas Maduro"],
        ),
        ("{PERSON Maduro} said. {PERSON Maduro} left.", ["Maduro", "Maduro"]),
        ("{PERSON MADURO} WINS. {PERSON Nicolás Maduro} won", ["Nicolás Maduro", "Nicolás Maduro"]),
        (
            "{PERSON Ann Fell} met {PERSON Bob Fell}. {PERSON Fell} left. {PERSON Ann Fell} stayed. {PERSON Fell} sat.",
            ["Ann Fell", "Bob Fell", "Bob Fell", "Ann Fell", "Ann Fell"],
        ),
        (
            "{PERSON Fell} left. {PERSON Ann Fell}, {PERSON Ann Fell}, {PERSON Bob Fell}",
            ["Ann Fell"] * 3 + ["Bob Fell"],
        ),
        ("{PERSON J. Marbury}, {PERSON Joan Marbury}, {PERSON Joan K. Marbury}", ["Joan K. Marbury"] * 3),
        ("{PLACE South Africa} in {PLACE Africa}", ["South Africa", "Africa"]),
        (
            "{PLACE Lake Victoria}, {PLACE NICARAGUA}, {PLACE Lake Nicaragua}",
            ["Lake Victoria", "Nicaragua", "Lake Nicaragua"],
        ),
        ("{PERSON Mohammed bin Salman} and {PERSON bin Salman}", ["Mohammed bin Salman"] * 2),
        ("{PERSON Xi Jinping} spoke. {PERSON Xi} left.", ["Xi Jinping", "Xi Jinping"]),
        ("{PERSON Nicolas Maduro Moros}: {PERSON Nicolas Maduro}. {PERSON Maduro}", ["Nicolas Maduro Moros"] * 3),
        ("{PERSON Ann Fell}, {PERSON Ann Marsh}. {PERSON Ann} left.", ["Ann Fell", "Ann Marsh", "Ann"]),
        (
            "{ORG Organization of American States} ({ORG OAS}) met; the {ORG OAS} said",
            ["Organization of American States"] * 3,
        ),
        ("{ORG Union of Lake Towns} ({ORG ULTO}) met; {ORG ULTO} said", ["Union of Lake Towns"] * 3),
        ("{ORG Tiqani Steel Corp} fell. {ORG Tiqani} said", ["Tiqani Steel Corp"] * 2),
        ("{ORG Tiqani Steel Corp}, {ORG Tiqani Oil}. {ORG Tiqani} said", ["Tiqani Steel Corp", "Tiqani Oil", "Tiqani"]),
        ("{ORG Union of Lake Towns} met. {ORG ULT} said", ["Union of Lake Towns"] * 2),
        (
            "{ORG Union of Lake Towns}, {ORG Unit of Land Tax} and {ORG ULT}",
            ["Union of Lake Towns", "Unit of Land Tax", "ULT"],
        ),
        ("{ORG RFE/RL} and {ORG Radio Free Europe/Radio Liberty}", ["Radio Free Europe/Radio Liberty"] * 2),
        ("{ORG Quill} of {ORG Quill University}", ["Quill University"] * 2),
        ("{ORG Royal Opera of Bergen}: the {ORG Royal Opera} was full", ["Royal Opera of Bergen"] * 2),
        ("{ORG Karlby Rovers} won. {ORG Rovers} are third", ["Karlby Rovers"] * 2),
        ("{ORG Karlby Rovers} met {ORG Lund Rovers}. {ORG Rovers} won", ["Karlby Rovers", "Lund Rovers", "Rovers"]),
        ("{ORG Quill} and {ORG Quill Paper}", ["Quill", "Quill Paper"]),
        ("{ORG Hollow Pine Ltd} rose; {ORG Hollow Pine} fell, {ORG Hollow Pine}", ["Hollow Pine"] * 3),
        ("{PLACE U.S.} and the {PLACE United States}", ["United States", "United States"]),
        ("{PLACE ZEMIA} and {PLACE Zemia}", ["Zemia", "Zemia"]),
        ("{DATE May  2018} and {MONEY $5 million}", ["May 2018", "$5 million"]),
        ("{PERSON Jordan} in {PLACE Jordan}", ["Jordan", "Jordan"]),
        ("{WORK The Long Rain}", ["Long Rain"]),
    ],
)
def test_mentions_get_the_name_of_what_they_mean(article: str, names: list[str]) -> None:
    text, spans = unmark(article)
    assert list(resolve(text, spans)) == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann Fell", "A. Fell", True),
        ("Ann Fell", "Ann B. Fell", True),
        ("Alex Fell", "Alexander Fell", True),
        ("George W. Bush", "George H.W. Bush", False),
        ("Ann Fell", "Bob Fell", False),
        ("Ann Fell", "Ann Marsh", False),
        ("Li Fell", "Liam Fell", False),
        ("Robert Downey", "Robert Downey Jr.", True),
    ],
)
def test_compatible_full_names(one: str, other: str, *, same: bool) -> None:
    assert may_be_one_person(one, other) is same
    assert may_be_one_person(other, one) is same


def test_a_name_that_fits_two_persons_merges_with_neither() -> None:
    chosen = merge_full_names({"Ann Fell": 2, "Adam Fell": 2, "A. Fell": 1})
    assert chosen == {"Ann Fell": "Ann Fell", "Adam Fell": "Adam Fell", "A. Fell": "A. Fell"}
