"""Stories that several papers print word by word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader_samples import NOW, Story

from index.feed_types import FetchState
from index.intake_types import FeedPlan

if TYPE_CHECKING:
    from index import Library

COPIED = (
    (Story("Talks resume", feed=1, minutes=90, text="The talks resume."), 7),
    (Story("Talks to resume, says minister", feed=2, minutes=20, text="The talks resume."), 7),
    (Story("Talks: they resume", feed=3, minutes=15, text="The talks resume."), 7),
    (Story("Two of a kind", feed=1, minutes=500, text="Kind."), 8),
    (Story("Kind of a two", feed=3, minutes=400, text="Kind."), 8),
)
"""Stories with the fingerprints of their texts."""


def store_copied(library: Library) -> None:
    """Store them as a refresh does."""
    for number, feed in enumerate(library.feeds(), 1):
        drafts = tuple(replace(story.draft(), fingerprint=text) for story, text in COPIED if story.feed == number)
        library.archive.articles.store(feed.id, FeedPlan("", "", new=drafts), now=NOW, state=FetchState())
