"""What passes from a feed's bytes to the archive, and from there to the index and the recogniser: a refresh's records.

Times are whole Unix seconds (UTC) as ``int``; ``None`` means that nobody said. Offsets are code points into
:attr:`index.types.Article.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.feed_types import FeedHints
from index.types import BLOCK_SEPARATOR

if TYPE_CHECKING:
    from index.types import Block, EntityType, Mention, Name


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry as a feed says it: nothing cleaned, links resolved nowhere yet.

    Attributes:
        content: the fullest HTML or plain text of the body.
        content_is_html: False for declared plain text.
        base: the address that relative links in the content start from.
    """

    id: str
    link: str
    title: str
    author: str
    published: int | None
    updated: int | None
    summary: str
    content: str
    content_is_html: bool
    categories: tuple[str, ...]
    language: str
    base: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed document says of itself, and its entries in its own order.

    Attributes:
        description: a line or two about the feed, as it says it.
    """

    title: str
    link: str
    language: str
    entries: tuple[ParsedEntry, ...]
    hints: FeedHints = field(default_factory=FeedHints)
    description: str = ""


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What planning must know of an article that the archive holds from the same feed.

    Attributes:
        key: the entry's identity within its feed.
        digest: of the raw entry as last seen; equal means nothing to do.
        length: code points of the archived text.
    """

    article: int
    key: str
    link: str
    digest: bytes
    length: int


@dataclass(frozen=True, slots=True)
class KnownTable:
    """The same of all articles of a feed, a text a column: thousands of them cost no more than a few long texts.

    Attributes:
        count: how many articles there are; each column has that many values, with U+001F between them.
        digests: in hexadecimal digits, in lower case.
    """

    count: int
    articles: str
    keys: str
    links: str
    digests: str
    lengths: str


@dataclass(frozen=True, slots=True)
class PackedBody:
    """An article's body as the archive keeps it: its text, and its blocks and their source encoded."""

    text: str
    blocks: bytes
    html: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """A cleaned article, ready to be stored.

    Attributes:
        key: its identity within its feed, stable from refresh to refresh.
        digest: of the raw entry.
        html: the sanitised source of the body, kept so that better code can derive better blocks.
        origin: who published it first, as the article itself says, else empty.
        fingerprint: of the normalised body text: equal for exact copies; 0 where the text is too short to tell.
        packed: the body as the archive keeps it, where it comes from another process; blocks and html are empty then.
    """

    key: str
    digest: bytes
    link: str
    title: str
    author: str
    published: int | None
    updated: int | None
    summary: str
    language: str
    categories: tuple[str, ...]
    blocks: tuple[Block, ...]
    html: str
    origin: str = ""
    fingerprint: int = 0
    packed: PackedBody | None = None

    @property
    def text(self) -> str:
        """The text of the article, that all offsets count in."""
        if self.packed is not None:
            return self.packed.text
        return BLOCK_SEPARATOR.join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """What a fetched feed asks of the archive.

    Attributes:
        edited: drafts by the id of the article that they replace.
        rekeyed: new keys by article id, for entries whose id changed but that are plainly the same article.
        known: how many entries need nothing.
        hints: what the document says of how often to fetch it; None where nobody looked, and the last ones stand.
        note: what a person should know of the document, a sentence, though it is no failure; empty as a rule.
    """

    title: str
    link: str
    new: tuple[Draft, ...] = ()
    edited: tuple[tuple[int, Draft], ...] = ()
    rekeyed: tuple[tuple[int, str], ...] = ()
    known: int = 0
    hints: FeedHints | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoreResult:
    """What storing one feed's plan did, by article id."""

    new: tuple[int, ...]
    edited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Indexable:
    """What the search index reads of an article.

    Attributes:
        revision: the archive's revision at which the article last changed.
        names: every form that its entities take here and their canonical names, by type.
        entities: the entities that it mentions, each once, with their types.
        image: whether it shows a picture.
    """

    id: int
    revision: int
    feed: int
    title: str
    author: str
    time: int
    link: str
    text: str
    origin: str
    language: str
    names: tuple[Name, ...]
    entities: tuple[tuple[EntityType, int], ...] = ()
    image: bool = False


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """An article that waits for entity recognition."""

    id: int
    text_revision: int
    title: str
    text: str
    language: str
    published: int | None


@dataclass(frozen=True, slots=True)
class Recognition:
    """What recognition found in one article; ``text_revision`` says of which text, ``recogniser`` what has read it."""

    article: int
    text_revision: int
    mentions: tuple[Mention, ...]
    title_mentions: tuple[Mention, ...]
    recogniser: str = ""
