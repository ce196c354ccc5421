"""What workers tell the screens: each worker posts one message with its result and never touches a widget.

Messages are equal only to themselves; Textual writes their representation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping, Sequence

    from index import Article, ArticleRow, MarkState
    from tui.refresh_client import Outcome
    from tui.sources import Listing
    from tui.widgets.feed_branches import TreeContents


@dataclass(eq=False, repr=False)
class Listed(Message):
    """A list's articles are known.

    Attributes:
        merge: keep what is shown and the place in it; else the list starts anew.
        whole: these are all articles of the list; else there may be more behind them.
        starts: the indexes of those that have a heading above them.
        news: how many have come into the list while it was shown; first_news: the index of the first of them.
    """

    listing: Listing
    ids: array[int]
    merge: bool = False
    whole: bool = False
    starts: Sequence[int] = ()
    news: int = 0
    first_news: int = 0


@dataclass(eq=False, repr=False)
class Counted(Message):
    """The feeds and what else the tree lists, with their counts."""

    contents: TreeContents


@dataclass(eq=False, repr=False)
class ArticleLoaded(Message):
    """An article is here to be shown.

    Attributes:
        opened: it was asked for to be read; else it is a preview.
        hits: what to mark in its text as found by a search, as offsets; terms: the same as words, for its title.
        copies: other articles with the same text, oldest first; None where nobody has looked again.
        known: in how many articles each of its entities stands, by id; None likewise.
    """

    article: Article
    opened: bool = False
    hits: tuple[tuple[int, int], ...] = ()
    terms: tuple[str, ...] = ()
    copies: tuple[ArticleRow, ...] | None = None
    known: Mapping[int, int] | None = None


@dataclass(eq=False, repr=False)
class UnreadFound(Message):
    """The next unread article stands at this index of the list; None where there is none."""

    index: int | None


@dataclass(eq=False, repr=False)
class Marked(Message):
    """Marks have changed.

    Attributes:
        before: what they were.
        notice: what to tell the user; empty when the change speaks for itself.
        versions: of the archive's data, before and after the change.
    """

    before: tuple[MarkState, ...]
    notice: str = ""
    versions: tuple[int, int] = (0, 0)


class MendWanted(Message):
    """The search index is to be mended, or to catch up.

    Attributes:
        changed: something has changed just now, which whatever is at work may not see any more.
    """

    def __init__(self, *, changed: bool = False) -> None:
        super().__init__()
        self.changed = changed


@dataclass(eq=False, repr=False)
class SearchesChanged(Message):
    """The saved searches are others."""

    notice: str = ""


class NewsWanted(Message):
    """What is new is to come into the list."""


class RefreshStopWanted(Message):
    """The refresh that is at work is to be stopped."""


@dataclass(eq=False, repr=False)
class RefreshEnded(Message):
    """The refresh process has ended.

    Attributes:
        mended: it was the one that builds the search index.
        resting: feeds that were not asked for because their servers want to be left alone.
        until: when the last of these may be asked again, in Unix seconds.
    """

    outcome: Outcome
    new: int
    edited: int
    failed: int
    complaint: str
    notes: tuple[str, ...] = ()
    mended: bool = False
    resting: int = 0
    until: int | None = None


@dataclass(eq=False, repr=False)
class WorkFailed(Message):
    """Something asked for did not work; the sentence says what and what to do next."""

    reason: str


@dataclass(eq=False, repr=False)
class SearchWanted(Message):
    """The archive is to be searched for this."""

    query: str = ""


@dataclass(eq=False, repr=False)
class RefreshWanted(Message):
    """Feeds are to be refreshed: these addresses, or all of them.

    Attributes:
        later: after the refresh that is at work, if there is one.
    """

    urls: tuple[str, ...] = ()
    later: bool = False
