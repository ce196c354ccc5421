"""What the archive tells of its entities beyond the entities themselves: frozen, slotted records.

Times are whole Unix seconds (UTC).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import ArticleRow, Entity, EntityType


class CorrectionKind(StrEnum):
    """What a user can put right about an entity."""

    SAME = "same"
    APART = "apart"
    RENAME = "rename"
    RETYPE = "retype"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Correction:
    """A rule that a user has made. It names entities by type and key, so that it outlives any rebuilding.

    Attributes:
        id: the token that undoes it.
        kind: SAME: the entity is the other one. APART: the short form is not the other one. RENAME: it is displayed
            as ``other_name``. RETYPE: it is of type ``other_type``. HIDE: it is none at all.
        key: the entity's key within its type.
        name: how it was displayed when the rule was made; for APART the short form.
        other_type: of the other entity; the same as ``type`` where there is none.
        other_key: of the other entity, else empty.
        made: when.
    """

    id: int
    kind: CorrectionKind
    type: EntityType
    key: str
    name: str
    other_type: EntityType
    other_key: str
    other_name: str
    made: int


@dataclass(frozen=True, slots=True)
class Month:
    """In how many articles of a calendar month (UTC) an entity is mentioned."""

    year: int
    month: int
    articles: int


@dataclass(frozen=True, slots=True)
class CoMention:
    """An entity that is mentioned together with another.

    Attributes:
        articles: how many articles mention both, of the other's latest ones that were looked at.
        score: the strength of the association; larger is stronger.
    """

    entity: Entity
    articles: int
    score: float


@dataclass(frozen=True, slots=True)
class EntityCard:
    """An entity at a glance.

    Attributes:
        months: the last 24 calendar months up to the archive's newest article, the oldest first.
        together: with whom it is mentioned most.
        latest: rows of its newest articles.
        followed: the user follows it.
    """

    entity: Entity
    months: tuple[Month, ...]
    together: tuple[CoMention, ...]
    latest: tuple[ArticleRow, ...]
    followed: bool


@dataclass(frozen=True, slots=True)
class Riser:
    """An entity that is more in the news than it used to be.

    Attributes:
        articles: in how many articles of the period it is mentioned.
        expected: in how many its own past would have had it.
        score: how surprising that is; larger is more.
    """

    entity: Entity
    articles: int
    expected: float
    score: float


@dataclass(frozen=True, slots=True)
class FollowedEntity:
    """An entity that the user follows, and how many of its articles are unread."""

    entity: Entity
    unread: int
    since: int
