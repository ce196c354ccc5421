"""What a person reads: articles, feeds and marks as frozen, slotted records with Atom's names.

Times are whole Unix seconds (UTC) as ``int``; ``None`` means that nobody said.
Offsets are code points into :attr:`Article.text` unless a docstring says otherwise, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

BLOCK_SEPARATOR = "\n\n"
"""What stands between the texts of two blocks in the text of an article."""

HIT_START, HIT_END = "\ue000", "\ue001"
"""What a snippet's hits stand between (private-use characters that cleaning never lets in)."""


class BlockKind(StrEnum):
    """What a block of an article is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    CODE = "code"
    TABLE = "table"
    IMAGE = "image"
    CAPTION = "caption"
    RULE = "rule"


class SpanKind(StrEnum):
    """What an inline span of a block is."""

    LINK = "link"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a block's text with a meaning; offsets are into that block's own text.

    Attributes:
        href: an absolute http(s) address, for links only.
    """

    start: int
    end: int
    kind: SpanKind
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like part of an article.

    Attributes:
        text: cleaned plain text. A table is one line a row with cells separated by tabs, code keeps its line
            breaks, every other kind is one line; an image's text is its alternative text; a rule's is empty.
        spans: sorted by start; spans of one kind never overlap.
        level: a heading's level 1-6; the depth (from 1) of a quote or a list item; else 0.
        ordinal: the number of an item of an ordered list, else 0. For a table: how many leading rows are headings.
        src: an image's absolute http(s) address.
        boilerplate: promotional or housekeeping text that the reader folds away. A reprint notice is not boilerplate.
    """

    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    ordinal: int = 0
    src: str = ""
    boilerplate: bool = False


class EntityType(StrEnum):
    """The types of the JSON contract: PLACE takes in cities and buildings, GROUP nationalities, religions, parties."""

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    GROUP = "GROUP"
    EVENT = "EVENT"
    DATE = "DATE"
    MONEY = "MONEY"
    WORK = "WORK"


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity's place in a text, already resolved within its article.

    Attributes:
        text: the surface form, equal to ``article.text[start:end]`` (or the title's, for title mentions).
        name: the canonical name within the article ("Nicolas Maduro" for a later "Maduro").
        entity: the archive-wide entity's id; None for dates and money, and before linking.
        date: what a date means, counted from the article's own: ISO 8601, a day ("2019-09-24"), a month, a year or
            an interval ("2019-09-30/2019-10-03"); None for anything else and for a date that says nothing certain.
    """

    start: int
    end: int
    text: str
    type: EntityType
    name: str
    entity: int | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place ... of the whole archive.

    Attributes:
        articles: in how many articles it is mentioned.
        mentions: how many times.
        first_seen: the earliest sort time of an article that mentions it.
    """

    id: int
    name: str
    type: EntityType
    aliases: tuple[str, ...]
    articles: int
    mentions: int
    first_seen: int
    last_seen: int


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """A feed as the user wrote it in feeds.toml.

    Attributes:
        every: seconds between two automatic fetches, 0 where Wirecopy may choose.
        headers: sent to the feed's own host with every request; a value "env:NAME" or "cmd:..." names a secret.
        username: for basic authentication, with ``password``, which may name a secret likewise.
    """

    url: str
    title: str = ""
    folder: str = ""
    tags: tuple[str, ...] = ()
    every: int = 0
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with a name, from feeds.toml. ``notify``: a refresh tells of its new hits."""

    name: str
    query: str
    notify: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as the archive knows it.

    Attributes:
        title: the user's title, else the feed's own, else its address.
        link: the site's address.
        subscribed: False once removed from feeds.toml; its articles stay.
        checked: when it was last asked for. fetched: when it last answered well.
        error: the last failure in words, empty when the last refresh went well.
    """

    id: int
    url: str
    title: str
    folder: str = ""
    tags: tuple[str, ...] = ()
    link: str = ""
    subscribed: bool = True
    articles: int = 0
    unread: int = 0
    checked: int | None = None
    fetched: int | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """An article's earlier text, numbered from 1, the oldest; ``replaced``: when a newer text took its place."""

    number: int
    title: str
    text: str
    replaced: int


@dataclass(frozen=True, slots=True)
class Name:
    """An entity as an article's row in a list shows it."""

    text: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list shows of an article.

    Attributes:
        time: what it is sorted by: when it was published, or fetched where that is missing or absurd.
        names: its first people and places, as many as a line can show.
        copies: how many other articles have the same text.
    """

    id: int
    feed: int
    feed_title: str
    title: str
    author: str
    link: str
    published: int | None
    time: int
    read: bool
    starred: bool
    tags: tuple[str, ...] = ()
    origin: str = ""
    copies: int = 0
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A whole article, as it is read."""

    row: ArticleRow
    blocks: tuple[Block, ...]
    summary: str = ""
    updated: int | None = None
    fetched: int = 0
    language: str = ""
    categories: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    title_mentions: tuple[Mention, ...] = ()
    revisions: tuple[Revision, ...] = ()
    html: str = ""

    @property
    def text(self) -> str:
        """The text of the article, that all offsets count in."""
        return BLOCK_SEPARATOR.join(block.text for block in self.blocks)


class Order(StrEnum):
    """How a list of articles is ordered; by source: feed after feed in the order of feeds.toml, the newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SOURCE = "source"


class Sort(StrEnum):
    """How search results are ordered."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles a list shows; conditions are ANDed.

    Attributes:
        feeds: ids of feeds; None means every feed, removed ones included.
        keep: an article that stays listed though it no longer answers the conditions (the one being read).
        folded: of articles with the same text, as many as are selected, only the earliest.
        copies_of: the articles with the same text as this one, itself among them.
    """

    feeds: tuple[int, ...] | None = None
    unread: bool = False
    starred: bool = False
    tag: str = ""
    entity: int | None = None
    keep: int | None = None
    folded: bool = False
    copies_of: int | None = None


@dataclass(frozen=True, slots=True)
class MarkState:
    """An article's marks at a moment: what a change returns and what its undoing takes."""

    article: int
    read: bool
    starred: bool
    tags: tuple[str, ...]
