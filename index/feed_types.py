"""What is kept of a feed between two fetches: validators, hints, history, and how long a host wants to be left alone.

Times are whole Unix seconds (UTC) as ``int``; ``None`` means that nobody said.
"""

from __future__ import annotations

from dataclasses import dataclass


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
        body_digest: of the body, and of it as it was sent (compressed, as a rule): 16 bytes each.
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

    @property
    def stored_digest(self) -> bytes:
        """Of the body, inflated."""
        return self.body_digest[:16]

    @property
    def sent_digest(self) -> bytes:
        """Of the body as it was sent; empty where that is not known."""
        return self.body_digest[16:]


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
        note: what should be known of the stored body, a sentence, though it is no failure.
        state: what its last good answer said.
    """

    checked: int | None = None
    fetched: int | None = None
    changed: int | None = None
    failures: int = 0
    gone: bool = False
    weekly: float = 0.0
    error: str = ""
    note: str = ""
    state: FetchState = FetchState()
    hints: FeedHints = FeedHints()


@dataclass(frozen=True, slots=True)
class HostWait:
    """How long a server (host and port) asked to be left alone: from when it said so until when."""

    host: str
    since: int
    until: int
