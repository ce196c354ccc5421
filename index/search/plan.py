"""What a query comes to: which terms to look up, which articles, feeds and times to admit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Terms:
    """Holds any of the terms in any of the fields; they count as one word when scored."""

    fields: tuple[str, ...]
    terms: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Begins:
    """Holds a word that begins with two or three letters; it counts once a field when scored."""

    fields: tuple[str, ...]
    prefix: str


@dataclass(frozen=True, slots=True)
class InOrder:
    """Holds the units in order in a title or text.

    Attributes:
        within: where it is not 0, the units stand in any order, the last so many places from the first at most.
        words: what it counts as when scored.
    """

    fields: tuple[str, ...]
    units: tuple[str, ...]
    going_on: bool
    words: Plan
    within: int = 0


@dataclass(frozen=True, slots=True)
class Published:
    """Sort time within ``start`` (included) and ``end`` (not included)."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value of a column is one of the given."""

    column: str
    values: Collection[int]


@dataclass(frozen=True, slots=True)
class Flagged:
    """A bit of the column ``flags`` is set."""

    bit: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part; without any part, every article."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part; without any part, no article."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not the part."""

    part: Plan


Plan = Terms | Begins | InOrder | Published | OneOf | Flagged | AllOf | AnyOf | Without
EVERYTHING = AllOf(())
NOTHING = AnyOf(())
