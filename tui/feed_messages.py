"""What the reader's screens say to each other about feeds; imported when the first of them is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from index import Discovery, Exported, Feed, FeedHealth, ImportPlan


@dataclass
class FeedsChanged(Message):
    """feeds.toml has changed.

    Attributes:
        notice: what to tell the user; empty where the change speaks for itself.
        renamed: a folder's name before and after.
    """

    notice: str = ""
    renamed: tuple[str, str] | None = None


@dataclass
class Subscribed(Message):
    """A feed has been subscribed to."""

    url: str


@dataclass
class SubscribingFailed(Message):
    """A feed could not be subscribed to, or changed; the sentence says why."""

    reason: str


@dataclass
class LookStep(Message):
    """The look at an address has come to this."""

    step: str


@dataclass
class Looked(Message):
    """The look at an address has ended: with what was found, or with the reason why nothing was.

    Attributes:
        address: as it was looked at.
    """

    address: str
    found: Discovery | None = None
    reason: str = ""


@dataclass
class HealthKnown(Message):
    """How every feed is doing."""

    feeds: tuple[tuple[Feed, FeedHealth], ...]


@dataclass
class ImportPlanned(Message):
    """What importing a file would do."""

    path: str
    plan: ImportPlan


@dataclass
class FeedsExported(Message):
    """The feeds have been written to a file."""

    path: str
    exported: Exported
