"""The conditions of a parsed query. Words are as typed: cutting and stemming them comes later."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word. Attributes: field: empty for title and text; going_on: any word that begins so will do as well."""

    text: str
    field: str
    going_on: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with ``*`` (any letters) and ``?`` (one letter)."""

    text: str
    field: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word with up to ``distance`` wrong, missing, added or swapped letters."""

    text: str
    field: str
    distance: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in order, unstemmed. ``going_on``: the last one is being typed.

    Attributes:
        within: where it is not 0, the words may stand in any order, the last at most so many words from the first.
    """

    text: str
    field: str
    going_on: bool = False
    within: int = 0


@dataclass(frozen=True, slots=True)
class Between:
    """Published from ``start`` to just before ``end`` (Unix seconds; None is open)."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Marked:
    """Carries the user's marks."""

    read: bool | None = None
    starred: bool | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """Carries a tag. ``going_on``: any tag that begins so."""

    tag: str
    going_on: bool = False


@dataclass(frozen=True, slots=True)
class Has:
    """Has something: ``image`` or ``fulltext``."""

    what: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Has the same text as an earlier article."""


@dataclass(frozen=True, slots=True)
class Both:
    """Every part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


Leaf = Word | Pattern | Fuzzy | Phrase | Between | Marked | Tagged | Has | Copy | Everything | Nothing
Node = Leaf | Both | Either | Not
