"""What is found where somebody pastes an address: feeds to choose from, or one feed as it would be.

Times are whole Unix seconds (UTC) as ``int``; ``None`` means that nobody said. All texts are cleaned.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names.

    Attributes:
        title: what the page calls it, perhaps empty.
        kind: "RSS", "Atom" or "JSON Feed", as the page says; empty for a mere link.
        subscribed: whether feeds.toml has it already.
    """

    url: str
    title: str = ""
    kind: str = ""
    subscribed: bool = False


@dataclass(frozen=True, slots=True)
class Headline:
    """An entry of a feed, as a preview shows it."""

    title: str
    published: int | None


@dataclass(frozen=True, slots=True)
class FeedPreview:
    """A feed before it is subscribed to.

    Attributes:
        url: what feeds.toml would say.
        link: the site's address, perhaps empty.
        language: a tag (BCP 47) as the feed says it, perhaps empty.
        entries: how many it holds now.
        headlines: of the latest few.
        weekly: articles a week, estimated from the entries' dates; None where they do not tell.
        size: bytes, inflated.
    """

    url: str
    title: str
    description: str = ""
    link: str = ""
    language: str = ""
    entries: int = 0
    headlines: tuple[Headline, ...] = ()
    weekly: float | None = None
    size: int = 0
    subscribed: bool = False


@dataclass(frozen=True, slots=True)
class Discovery:
    """What an address leads to: a feed, or several to choose from.

    Attributes:
        address: the page's, or the feed's own.
        preview: of the one feed that there is; None where there are several.
        feeds: those to choose from; empty where there is but one.
    """

    address: str
    preview: FeedPreview | None = None
    feeds: tuple[FoundFeed, ...] = ()
