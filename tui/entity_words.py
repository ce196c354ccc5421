"""What is said of entities: pure functions from records to words, for the reader and the command line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from index import CorrectionKind, EntityType

if TYPE_CHECKING:
    from index import Correction, Riser

TYPE_NAMES = {
    EntityType.PERSON: "person",
    EntityType.ORG: "organisation",
    EntityType.PLACE: "place",
    EntityType.GROUP: "group",
    EntityType.EVENT: "event",
    EntityType.WORK: "work",
    EntityType.DATE: "date",
    EntityType.MONEY: "amount",
}
"""A type in a word."""

KEPT_TYPES = tuple(kind for kind in EntityType if kind not in {EntityType.DATE, EntityType.MONEY})
"""The types of what is one thing across the archive."""

_SEARCHED_BY_FIELD = frozenset(KEPT_TYPES) - {EntityType.WORK}
_PRIOR = 1.0
"""What the measure of rising expects of every name, so that a rare one doesn't win; no article of the past's."""

_HARDLY = 0.5


def mention_query(name: str, kind: EntityType) -> str:
    """The query that finds the articles that mention an entity: by its field where there is one, else its words."""
    phrase = '"' + name.replace('"', " ").strip() + '"'
    return f"{kind.value.lower()}:{phrase}" if kind in _SEARCHED_BY_FIELD else phrase


def correction_in_words(correction: Correction) -> str:
    """A correction as a sentence."""
    name, other = correction.name, correction.other_name
    kind, other_kind = correction.type.value, correction.other_type.value
    return {
        CorrectionKind.SAME: f"{name} is {other}.",
        CorrectionKind.APART: f"{name} alone is not {other}.",
        CorrectionKind.RENAME: f"{name} is displayed as {other}.",
        CorrectionKind.RETYPE: f"{name} is {other_kind}, not {kind}.",
        CorrectionKind.HIDE: f"{name} ({kind}) is no entity.",
    }[correction.kind]


def rise_in_words(riser: Riser) -> str:
    """``14, usually 2``: how many articles there are and how many its past would have had."""
    usual = riser.expected - _PRIOR
    if usual < _HARDLY:
        return f"{riser.articles:,}, rarely before" if usual > 0 else f"{riser.articles:,}, new"
    return f"{riser.articles:,}, usually {round(usual):,}"


def usual_share(riser: Riser) -> float:
    """Which part of an entity's articles its past explains, from 0 to 1."""
    return min(1.0, max(0.0, riser.expected - _PRIOR) / max(1, riser.articles))


def date_in_words(resolved: str) -> str:
    """A resolved date as one reads it: ``Wed 2 Oct 2019``, ``Oct 2019``, ``Mon 30 Sep 2019 – Thu 3 Oct 2019``.

    Args:
        resolved: ISO 8601: a day, a month, a year, or an interval of two of them; anything else is returned as it is.
    """
    start, slash, end = resolved.partition("/")
    if slash:
        return f"{date_in_words(start)} – {date_in_words(end)}"
    try:
        match resolved.split("-"):
            case [year, month, day]:
                found = date(int(year), int(month), int(day))
                return f"{found:%a} {found.day} {found:%b} {found.year}"
            case [year, month]:
                return f"{date(int(year), int(month), 1):%b} {int(year)}"
            case _:
                return resolved
    except ValueError:
        return resolved
