"""The key of an entity is a fixed point, whatever a feed calls people."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.entities.gazetteer import gazetteer
from index.entities.link import canonical_name, entity_key
from index.types import EntityType

types = st.sampled_from(EntityType)
words = st.sampled_from(
    [
        "President",
        "the",
        "J.",
        "K.",
        "H.W.",
        "Jr.",
        "Inc.",
        "& Co",
        "U.S.",
        "Bank",
        "Nicolás",
        "van",
        "O'Neill",
        "’s",
        "-",
        "İ",
    ]
)
names = st.one_of(
    st.text(max_size=40),
    st.lists(words, max_size=6).map(" ".join),
    st.sampled_from(sorted(gazetteer().forms)),
)


@settings(max_examples=600, deadline=None)
@given(names, types)
def test_the_key_of_a_key_is_itself(name: str, type_: EntityType) -> None:
    key = entity_key(name, type_)
    assert entity_key(key, type_) == key


@settings(max_examples=300, deadline=None)
@given(names, types)
@example("PRESIDENT THE 0 0", EntityType.PERSON)
def test_the_display_form_has_the_key_of_the_name(name: str, type_: EntityType) -> None:
    assert entity_key(canonical_name(name, type_), type_) == entity_key(name, type_)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30), types)
def test_a_name_with_letters_has_a_key(name: str, type_: EntityType) -> None:
    assert bool(entity_key(name, type_)) == bool(name.strip()) or not any(char.isalnum() for char in name)
