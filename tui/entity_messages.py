"""What the reader's screens say to each other about entities; imported with the first of them, not at the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from index import Article, Entity, EntityCard, EntityType, Riser
    from tui.widgets.time_bars import Bar


@dataclass
class CardWanted(Message):
    """An entity is to be looked at."""

    entity: int


@dataclass
class PageWanted(Message):
    """The articles of an entity are to be listed.

    Attributes:
        article: to be opened among them.
    """

    entity: Entity
    article: int | None = None


@dataclass
class ArticleNames(Message):
    """The names that an article mentions.

    Attributes:
        page: the articles of the chosen one are wanted, not its card.
    """

    entities: tuple[Entity, ...]
    page: bool


@dataclass
class TypesChanged(Message):
    """Other types of names are left without highlights."""

    off: frozenset[EntityType]


@dataclass
class EntitiesChanged(Message):
    """Something was followed or corrected.

    Attributes:
        notice: what to tell the user.
        versions: of the archive's data, before and after the change.
        corrected: it changes what articles mention, not only what is followed.
    """

    notice: str
    versions: tuple[int, int]
    corrected: bool = False


@dataclass
class WorkGoesOn(Message):
    """What was asked for takes a while; the sentence says what it is."""

    notice: str


@dataclass
class CardLoaded(Message):
    """What the archive knows of an entity; no card where there is none with this id any more.

    Attributes:
        articles: its latest ones, for what they say of dates.
        days: a bar for each of the last days, where all its articles are of one month.
    """

    entity: int
    card: EntityCard | None
    articles: tuple[Article, ...] = ()
    days: tuple[Bar, ...] = ()


@dataclass
class EntityKnown(Message):
    """The entity with this id, or the one that it has become part of."""

    asked: int
    entity: Entity


@dataclass
class RisersFound(Message):
    """Who is in the news.

    Attributes:
        oldest, newest: when the archive's first and last articles were published; 0 for an empty archive.
        named: some names are known at all.
        followed: the ids of those that the user follows.
    """

    days: int
    kind: EntityType | None
    risers: tuple[Riser, ...]
    oldest: int
    newest: int
    named: bool
    followed: frozenset[int]


@dataclass
class NamesFound(Message):
    """Entities that answer what was typed, or that an article mentions."""

    asked: str
    entities: tuple[Entity, ...]
