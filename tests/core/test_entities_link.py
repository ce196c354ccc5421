"""Which names are one entity across the archive, and how they are displayed."""

from __future__ import annotations

import pytest

from index.entities.gazetteer import gazetteer
from index.entities.link import canonical_name, entity_key
from index.types import EntityType

PERSON, ORG, PLACE, GROUP = EntityType.PERSON, EntityType.ORG, EntityType.PLACE, EntityType.GROUP


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("RFE/RL", "Radio Free Europe/Radio Liberty", ORG),
        ("U.S.", "United States", PLACE),
        ("the United States", "USA", PLACE),
        ("The Hague", "Hague", PLACE),
        ("Kiev", "Kyiv", PLACE),
        ("Sao Paulo", "São Paulo", PLACE),
        ("Nicolás Maduro", "Nicolas Maduro", PERSON),
        ("President Nicolas Maduro", "NICOLAS MADURO", PERSON),
        ("Donald J. Trump", "Donald Trump", PERSON),
        ("J. K. Rowling", "J.K. Rowling", PERSON),
        ("JK Rowling", "J.K. Rowling", PERSON),
        ("Robert Downey Jr.", "Robert Downey", PERSON),
        ("Maduro’s", "Maduro", PERSON),
        ("Jean-Claude Juncker", "Jean Claude Juncker", PERSON),
        ("Gazprom PJSC", "Gazprom", ORG),
        ("JPMorgan Chase & Co.", "JPMorgan", ORG),
        ("Hollow Pine Holdings Ltd.", "Hollow Pine", ORG),
        ("S&P", "Standard & Poor’s", ORG),
        ("Federal Security Service", "FSB", ORG),
        ("the Kremlin", "Kremlin", ORG),
        ("Russians", "Russian", GROUP),
        ("Turks", "Turkish", GROUP),
    ],
)
def test_names_of_one_entity_share_a_key(one: str, other: str, type_: EntityType) -> None:
    assert entity_key(one, type_) == entity_key(other, type_)


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("George W. Bush", "George H. W. Bush", PERSON),
        ("Vladimir Putin", "Vladimir Medvedev", PERSON),
        ("Maduro", "Nicolas Maduro", PERSON),
        ("North Korea", "South Korea", PLACE),
        ("Congo", "DR Congo", PLACE),
        ("Bank of England", "Bank of Japan", ORG),
        ("AT&T", "ATT", ORG),
    ],
)
def test_names_of_two_entities_have_two_keys(one: str, other: str, type_: EntityType) -> None:
    assert entity_key(one, type_) != entity_key(other, type_)


@pytest.mark.parametrize(
    ("name", "type_", "displayed"),
    [
        ("U.S.", PLACE, "United States"),
        ("the U.S.", PLACE, "United States"),
        ("KYIV", PLACE, "Kyiv"),
        ("MOSCOW", PLACE, "Moscow"),
        ("RFE/RL", ORG, "Radio Free Europe/Radio Liberty"),
        ("the Valdai Club", ORG, "Valdai Club"),
        ("President Vladimir Putin", PERSON, "Vladimir Putin"),
        ("Donald J. Trump", PERSON, "Donald J. Trump"),
        ("Angela Merkel’s", PERSON, "Angela Merkel"),
        ("who", ORG, "who"),
        ("President", PERSON, "President"),
    ],
)
def test_a_name_is_displayed_in_its_canonical_form(name: str, type_: EntityType, displayed: str) -> None:
    assert canonical_name(name, type_) == displayed


def test_a_title_alone_and_marks_alone_are_kept() -> None:
    assert entity_key("Mr.", PERSON) == "mr"
    assert entity_key("—", ORG) == "—"


def test_no_two_canonical_names_of_a_type_share_a_key() -> None:
    for type_, forms in gazetteer().canonical.items():
        names = sorted(set(forms.values()))
        keys = [entity_key(name, type_) for name in names]
        doubled = [name for name, key in zip(names, keys, strict=True) if keys.count(key) > 1]
        assert not doubled


def test_every_listed_form_leads_to_its_canonical_name() -> None:
    for type_, forms in gazetteer().canonical.items():
        strays = [form for form, name in forms.items() if entity_key(form, type_) != entity_key(name, type_)]
        assert not strays
