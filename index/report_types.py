"""What is told of the archive on request: its size, its health, an article's earlier versions.

Times are whole Unix seconds (UTC) as ``int``; ``None`` means that nobody said.
"""

from __future__ import annotations

from dataclasses import dataclass


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
        note: what should be known of its last body, a sentence, though it is no failure; empty as a rule.
    """

    next_fetch: int | None
    reason: str
    weekly: float
    size: int
    moved_to: str
    failures: int
    gone: bool
    note: str = ""


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
