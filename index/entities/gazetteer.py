"""The well-known names: countries, cities, agencies, companies, nationalities, with their other spellings.

The list itself is ``index/data/gazetteer.json`` (where it comes from: docs/gazetteer.md). It is read at the first
question and kept; nothing here imports anything heavy.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.types import EntityType

LISTED_TYPES = (EntityType.PLACE, EntityType.ORG, EntityType.GROUP, EntityType.EVENT)
"""The types that the list has names of; where one name has two types, the first in this order is meant."""


@dataclass(frozen=True, slots=True)
class WellKnown:
    """What the gazetteer knows of a surface form.

    Attributes:
        name: the canonical name.
        personal: the form is also a given name or a surname ("Jordan", "Ford"): a reading as a person stands.
        ordinary: the form is also an ordinary word or means several things ("Turkey", "Nature"): it is not
            looked for where recognition has found nothing.
    """

    name: str
    type: EntityType
    personal: bool = False
    ordinary: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The gazetteer, read.

    Attributes:
        forms: what each surface form, canonical names and aliases alike, most probably means.
        canonical: by type, every surface form's canonical name.
    """

    forms: dict[str, WellKnown]
    canonical: dict[EntityType, dict[str, str]]

    def type_of(self, form: str) -> EntityType | None:
        """The type of a surface form, or None for a name that is not listed."""
        known = self.forms.get(form)
        return known.type if known else None


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with Wirecopy, read once."""
    source = resources.files("index.data").joinpath("gazetteer.json").read_text(encoding="utf-8")
    return read_gazetteer(source)


def _spellings(form: str) -> set[str]:
    """A form with either apostrophe, and "Labour party" beside "Labour Party"."""
    forms = {form, form.replace("'", "’")}
    if form.endswith(" Party"):
        forms |= {f"{spelling.removesuffix('Party')}party" for spelling in forms}
    return forms


def read_gazetteer(source: str) -> Gazetteer:
    """Read the JSON of a gazetteer: by type the canonical names with their aliases, and two lists of forms."""
    raw = json.loads(source)
    personal, ordinary = frozenset(raw["also_personal"]), frozenset(raw["also_ordinary"])
    forms: dict[str, WellKnown] = {}
    canonical: dict[EntityType, dict[str, str]] = {}
    for type_ in LISTED_TYPES:
        names = canonical.setdefault(type_, {})
        for name, aliases in raw[type_.value].items():
            for form in (name, *aliases):
                known = WellKnown(name, type_, form in personal, form in ordinary)
                for spelling in _spellings(form):
                    names[spelling] = name
                    forms.setdefault(spelling, known)
    return Gazetteer(forms, canonical)
