"""An archive in memory, as much of one as the search index reads."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from index.intake_types import Indexable
from index.types import ArticleRow, EntityType, Feed, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def article(
    id: int,  # noqa: A002
    title: str = "",
    text: str = "",
    *,
    time: int = 0,
    feed: int = 1,
    author: str = "",
    origin: str = "",
    link: str = "",
    names: Sequence[Name] = (),
    entities: Sequence[tuple[EntityType, int]] = (),
) -> Indexable:
    """An article; its revision is given when it is stored."""
    return Indexable(
        id, 0, feed, title, author, time or 1_500_000_000 + id, link, text, origin, "en", tuple(names), tuple(entities)
    )


class FakeArticles:
    def __init__(self) -> None:
        self.stored: dict[int, Indexable] = {}
        self.revision = 0
        self.reads = 0

    def changed_since(self, revision: int, limit: int) -> list[Indexable]:
        changed = [item for item in self.stored.values() if item.revision > revision]
        changed.sort(key=lambda item: (item.revision, item.id))
        if len(changed) <= limit:
            return changed
        cut = changed[limit].revision
        return [item for item in changed if item.revision < cut] or [item for item in changed if item.revision == cut]

    def revisions(self, after: int) -> list[tuple[int, int]]:
        counts = Counter(item.revision for item in self.stored.values() if item.revision > after)
        return sorted(counts.items())

    def pending(self, revision: int) -> int:
        return sum(item.revision > revision for item in self.stored.values())

    def bodies(self, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        self.reads += len(ids)
        return [(id, self.stored[id].title, self.stored[id].text) for id in ids if id in self.stored]  # noqa: A001

    def rows(self, ids: Sequence[int]) -> list[ArticleRow | None]:
        found = [self.stored.get(id) for id in ids]  # noqa: A001
        return [
            item
            and ArticleRow(
                item.id, item.feed, "", item.title, item.author, item.link, item.time, item.time, False, False
            )
            for item in found
        ]


class FakeMarks:
    def __init__(self, articles: FakeArticles) -> None:
        self.articles = articles
        self.read: set[int] = set()
        self.starred: set[int] = set()
        self.tagged: dict[str, set[int]] = {}

    def copies(self) -> set[int]:
        first: dict[str, tuple[int, int]] = {}
        for item in self.articles.stored.values():
            first[item.text] = min(first.get(item.text, (item.time, item.id)), (item.time, item.id))
        return {item.id for item in self.articles.stored.values() if item.text and first[item.text][1] != item.id}

    def carrying(
        self, *, read: bool | None = None, starred: bool | None = None, tag: str | None = None
    ) -> frozenset[int]:
        ids = set(self.articles.stored)
        if read is not None:
            ids &= self.read if read else ids - self.read
        if starred is not None:
            ids &= self.starred if starred else ids - self.starred
        if tag is not None:
            ids &= self.tagged.get(tag, set())
        return frozenset(ids)

    def tags(self) -> list[tuple[str, int]]:
        return [(tag, len(ids)) for tag, ids in sorted(self.tagged.items())]


class FakeFeeds:
    def __init__(self) -> None:
        self.feeds = [
            Feed(1, "https://www.americanmilitarynews.com/feed/", "American Military News", "Defence"),
            Feed(2, "https://www.rferl.org/rss/", "RFE/RL", "World"),
            Feed(3, "https://feeds.bbci.co.uk/news/rss.xml", "BBC News", "World/Europe", subscribed=False),
        ]

    def all(self, subscribed_only: bool = True) -> list[Feed]:
        return [feed for feed in self.feeds if feed.subscribed or not subscribed_only]


class FakeArchive:
    """Holds articles, marks and feeds; each store is one revision."""

    def __init__(self, articles: Iterable[Indexable] = (), id: str = "archive-1") -> None:  # noqa: A002
        self.id = id
        self.articles = self.changes = FakeArticles()
        self.marks = FakeMarks(self.articles)
        self.feeds = FakeFeeds()
        self.store(*articles)

    def store(self, *articles: Indexable) -> None:
        if articles:
            self.articles.revision += 1
            self.articles.stored |= {item.id: replace(item, revision=self.articles.revision) for item in articles}
