"""What a refresh says while it works: frozen events, in the order in which things happen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FeedStatus(StrEnum):
    """How the refresh of one feed ended; the words of the JSON contract."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    SKIPPED = "skipped"


class Stage(StrEnum):
    """The stages of a refresh, in their order."""

    FETCH = "fetch"
    INDEX = "index"
    RECOGNISE = "recognise"


class Occasion(StrEnum):
    """Who wants feeds refreshed: a timer (only those that are due), a person (all feeds), or a person by name."""

    TIMER = "timer"
    ALL = "all"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class FeedRefreshed:
    """One feed is done: what it has brought is stored and can be read.

    Attributes:
        status: NEW for a feed's first articles, UPDATED for later ones or edits.
        new: how many articles are new; edited: how many have changed.
        error: why it failed, in words; empty otherwise.
        took_ms: wall milliseconds from the request to the commit.
        reason: why it was SKIPPED, in words; empty otherwise.
        until: when its server, which wants to be left alone, may be asked again, in Unix seconds; None otherwise.
    """

    url: str
    status: FeedStatus
    new: int
    edited: int
    error: str
    took_ms: int
    reason: str = ""
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is: ``done`` of ``total`` feeds or articles."""

    stage: Stage
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class RefreshDone:
    """The end of a refresh, with its sums; ``notes`` are sentences for the user, such as a missing model.

    ``skipped`` counts the feeds that were not asked for; ``feeds`` counts them too.
    """

    feeds: int
    failed: int
    new: int
    edited: int
    indexed: int
    recognised: int
    took_ms: int
    notes: tuple[str, ...] = ()
    skipped: int = 0


RefreshEvent = FeedRefreshed | Progress | RefreshDone
