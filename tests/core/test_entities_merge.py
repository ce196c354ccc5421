"""Which names are short for which others across the archive: decisions by themselves, without an archive."""

from __future__ import annotations

import pytest

from index.entities.merge import Bearer, is_bare, parent_of, rank, short_forms
from index.types import EntityType

PERSON, ORG, PLACE = EntityType.PERSON, EntityType.ORG, EntityType.PLACE


def bearers(*names: tuple[str, int] | tuple[str, int, int]) -> list[Bearer]:
    """Names, each an entity of its own, with their articles and how often the short form was resolved to them."""
    return [Bearer(name[0], number, *name[1:]) for number, name in enumerate(names, start=1)]


@pytest.mark.parametrize(
    ("key", "type_", "others", "parent"),
    [
        # a bare surname: nearly all articles, two at least
        ("maduro", PERSON, [("nicolas maduro", 2)], "nicolas maduro"),
        ("maduro", PERSON, [("nicolas maduro", 1)], None),
        ("fell", PERSON, [("ann fell", 8), ("bob fell", 2)], "ann fell"),
        ("fell", PERSON, [("ann fell", 7), ("bob fell", 2)], None),
        ("bin salman", PERSON, [("mohammed bin salman", 3)], "mohammed bin salman"),
        # a given name only where articles have used it for that person
        ("xi", PERSON, [("xi jinping", 9, 4)], "xi jinping"),
        ("xi", PERSON, [("xi jinping", 9)], None),
        ("boris", PERSON, [("boris johnson", 6, 3), ("boris becker", 4)], None),
        # initials and given names cut short
        ("j marbury", PERSON, [("joan marbury", 2)], "joan marbury"),
        ("j marbury", PERSON, [("joan marbury", 2), ("john marbury", 1)], None),
        ("j marbury", PERSON, [("joan marbury", 1, 1)], "joan marbury"),
        ("alex moor", PERSON, [("alexander moor", 5)], None),
        ("alex moor", PERSON, [("alexander moor", 5, 1)], "alexander moor"),
        ("alexander moor", PERSON, [("alex moor", 5, 1)], None),
        # middle names
        ("vladimir vladimirovich putin", PERSON, [("vladimir putin", 1)], "vladimir putin"),
        ("george walker bush", PERSON, [("george bush", 3), ("george herbert walker bush", 3)], None),
        ("george hw bush", PERSON, [("george bush", 9)], None),
        # two full names never merge on a surname
        ("ann fell", PERSON, [("bob fell", 50)], None),
        ("ann fell", PERSON, [("fell", 50)], None),
        # a longer name that an article has told to be the same person's
        ("nicolas maduro moros", PERSON, [("nicolas maduro", 9, 1)], "nicolas maduro"),
        ("nicolas maduro moros", PERSON, [("nicolas maduro", 9)], None),
        # acronyms: bound by one article, or four letters that only one name has
        ("oas", ORG, [("organization of american states", 1, 1)], "organization of american states"),
        ("oas", ORG, [("organization of american states", 9)], None),
        ("zema", ORG, [("zemian emergency management agency", 2)], "zemian emergency management agency"),
        ("zema", ORG, [("zemian emergency management agency", 1)], None),
        ("cbz", ORG, [("central bank of zemia", 1, 1), ("council of business zemia", 1, 1)], None),
        # other short names: bound by two
        ("quill", ORG, [("quill university", 5, 2)], "quill university"),
        ("quill", ORG, [("quill university", 5, 1)], None),
        ("quill university", ORG, [("quill", 5, 2)], None),
    ],
)
def test_what_a_name_is_short_for(
    key: str, type_: EntityType, others: list[tuple[str, int] | tuple[str, int, int]], parent: str | None
) -> None:
    assert parent_of(key, type_, 0, bearers(*others)) == parent


def test_two_names_of_one_entity_count_together() -> None:
    names = [Bearer("donald trump", 1, 7), Bearer("donald john trump", 1, 1), Bearer("ivanka trump", 2, 2)]
    assert parent_of("trump", PERSON, 0, names) == "donald trump"


def test_a_name_is_not_short_for_what_is_part_of_it() -> None:
    assert parent_of("maduro", PERSON, 5, [Bearer("nicolas maduro", 5, 9)]) is None


@pytest.mark.parametrize(
    ("lower", "higher", "type_"),
    [
        ("maduro", "nicolas maduro", PERSON),
        ("bin salman", "mohammed bin salman", PERSON),
        ("j marbury", "joan marbury", PERSON),
        ("nicolas maduro moros", "nicolas maduro", PERSON),
        ("alex moor", "alexander moor", PERSON),
        ("oas", "organization of american states", ORG),
        ("quill", "quill university", ORG),
    ],
)
def test_links_lead_upwards(lower: str, higher: str, type_: EntityType) -> None:
    assert rank(lower, type_) < rank(higher, type_)


def test_a_persons_short_forms() -> None:
    assert short_forms("ursula von der leyen", PERSON) == {
        "leyen", "der leyen", "von der leyen", "ursula", "u leyen", "ursula leyen"
    }  # fmt: skip
    assert short_forms("maduro", PERSON) == frozenset()
    assert short_forms("zemian emergency management agency", ORG) == {"zema"}
    assert is_bare("van den berg")
    assert not is_bare("maria lopez")
