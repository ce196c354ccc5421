"""Everything that crosses a module: frozen, slotted records with Atom's names.

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
    """The types of the JSON contract.

    PLACE takes in cities, regions and buildings; GROUP nationalities, religions and parties.
    """

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
class FeedHints:
    """What a feed document says of how often it wants to be fetched.

    Attributes:
        ttl: RSS 2.0's <ttl>, in seconds; 0 where it says nothing.
        period: seconds between two updates, by the RSS 1.0 syndication module (sy:updatePeriod, sy:updateFrequency).
        skip_hours: the hours of the day (0 to 23, UTC) in which it has nothing new.
        skip_days: the days of the week (Monday is 0, UTC) in which it has nothing new.
    """

    ttl: int = 0
    period: int = 0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchState:
    """What must be known of the last good answer to ask politely again; belongs to the stored body only.

    Attributes:
        fresh: for how many seconds it is good, by its headers; 0 where they do not say.
        size: bytes of the body, inflated.
        moved_to: where the feed has moved to for good and is asked for; empty while it is at its own address.
        moving_to: where it has lately redirected to for good; ``moves`` counts how often in a row.
    """

    etag: str = ""
    last_modified: str = ""
    body_digest: bytes = b""
    fresh: int = 0
    size: int = 0
    moved_to: str = ""
    moving_to: str = ""
    moves: int = 0


@dataclass(frozen=True, slots=True)
class FetchHistory:
    """What the past fetches of a feed say about when to ask again; all of it facts, the decision is made elsewhere.

    Attributes:
        checked: when it was last asked for. fetched: when it last answered well.
        changed: the time of its newest article.
        failures: how many fetches in a row have failed.
        gone: the server says that the feed is gone for good (410).
        weekly: articles a week, over the last four.
        error: the last failure in words, empty when the last fetch went well.
        state: what its last good answer said.
    """

    checked: int | None = None
    fetched: int | None = None
    changed: int | None = None
    failures: int = 0
    gone: bool = False
    weekly: float = 0.0
    error: str = ""
    state: FetchState = FetchState()
    hints: FeedHints = FeedHints()


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """How a feed is doing.

    Attributes:
        next_fetch: the earliest automatic fetch; None where it is asked for only by name.
        reason: why not earlier, a sentence.
        weekly: articles a week, over the last four.
        size: bytes of its last body, inflated.
        moved_to: where it is asked for since it moved, else empty.
        failures: how many fetches in a row have failed.
    """

    next_fetch: int | None
    reason: str
    weekly: float
    size: int
    moved_to: str
    failures: int
    gone: bool


@dataclass(frozen=True, slots=True)
class HostWait:
    """How long a server (host and port) asked to be left alone: from when it said so until when."""

    host: str
    since: int
    until: int


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
    """What a feed document says of itself, and its entries in its own order."""

    title: str
    link: str
    language: str
    entries: tuple[ParsedEntry, ...]
    hints: FeedHints = FeedHints()


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
class Draft:
    """A cleaned article, ready to be stored.

    Attributes:
        key: its identity within its feed, stable from refresh to refresh.
        digest: of the raw entry.
        html: the sanitised source of the body, kept so that better code can derive better blocks.
        origin: who published it first, as the article itself says, else empty.
        fingerprint: of the normalised body text: equal for exact copies; 0 where the text is too short to tell.
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

    @property
    def text(self) -> str:
        """The text of the article, that all offsets count in."""
        return BLOCK_SEPARATOR.join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """What a fetched feed asks of the archive.

    Attributes:
        edited: drafts by the id of the article that they replace.
        rekeyed: new keys by article id, for entries whose id changed but that are plainly the same article.
        known: how many entries need nothing.
        hints: what the document says of how often to fetch it; None where nobody looked, and the last ones stand.
    """

    title: str
    link: str
    new: tuple[Draft, ...] = ()
    edited: tuple[tuple[int, Draft], ...] = ()
    rekeyed: tuple[tuple[int, str], ...] = ()
    known: int = 0
    hints: FeedHints | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """An article's earlier text.

    Attributes:
        number: from 1, the oldest.
        replaced: when a newer text took its place.
    """

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
    """How a list of articles is ordered."""

    NEWEST = "newest"
    OLDEST = "oldest"


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
    """

    feeds: tuple[int, ...] | None = None
    unread: bool = False
    starred: bool = False
    tag: str = ""
    entity: int | None = None
    keep: int | None = None


@dataclass(frozen=True, slots=True)
class MarkState:
    """An article's marks at a moment: what a change returns and what its undoing takes."""

    article: int
    read: bool
    starred: bool
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result. The snippet's hits stand between :data:`HIT_START` and :data:`HIT_END`."""

    row: ArticleRow
    score: float
    snippet: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits.

    Attributes:
        total: how many articles answer the query.
        took_ms: wall milliseconds.
        behind: how many changed articles the index has not caught up with.
        suggestion: a query that was perhaps meant, where this one has no hits; else empty.
        damaged: part of the index cannot be read; what is found is right, but not all is.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    behind: int = 0
    suggestion: str = ""
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with a name, from feeds.toml. ``notify``: a refresh tells of its new hits."""

    name: str
    query: str
    notify: bool = False


@dataclass(frozen=True, slots=True)
class SavedSearchCount:
    """How many articles answer a saved search, and how many of them are unread; ``error`` says why none can."""

    search: SavedSearch
    articles: int
    unread: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of the archive and what is derived from it has found.

    Attributes:
        archive, index, entities: what is wrong with each, in words; empty where nothing is.
        repaired: what was wrong has been mended, as far as it can be; the lists say what is left.
    """

    archive: tuple[str, ...] = ()
    index: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    repaired: bool = False

    @property
    def whole(self) -> bool:
        """Nothing is wrong."""
        return not (self.archive or self.index or self.entities)


@dataclass(frozen=True, slots=True)
class Facet:
    """What some of the articles that answer a query have in common.

    Attributes:
        label: for people: a feed's title, an entity's name, a month as ``2019-09``.
        count: how many of the articles.
        term: what narrows the query to them when put behind it, such as ``place:moscow``.
    """

    label: str
    count: int
    term: str


@dataclass(frozen=True, slots=True)
class Facets:
    """What the articles that answer a query have in common; the commonest first, months in their order.

    Attributes:
        total: how many articles answer.
    """

    total: int
    feeds: tuple[Facet, ...] = ()
    people: tuple[Facet, ...] = ()
    organisations: tuple[Facet, ...] = ()
    places: tuple[Facet, ...] = ()
    months: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A way to go on with a half-typed query.

    Attributes:
        text: what to put in place of the query from ``start`` to before ``end``.
        label: for people.
        count: how many articles it stands for, 0 where nobody counts them.
    """

    text: str
    label: str
    start: int
    end: int
    count: int = 0


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
    """What recognition found in one article; ``text_revision`` says of which text."""

    article: int
    text_revision: int
    mentions: tuple[Mention, ...]
    title_mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class StoreResult:
    """What storing one feed's plan did, by article id."""

    new: tuple[int, ...]
    edited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """The archive in figures; sizes in bytes."""

    archive_id: str
    revision: int
    feeds: int
    articles: int
    unread: int
    starred: int
    revisions: int
    entities: int
    mentions: int
    unrecognised: int
    archive_bytes: int
    index_bytes: int
    oldest: int | None
    newest: int | None
