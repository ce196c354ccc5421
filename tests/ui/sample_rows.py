"""Made-up articles for the tests of lists."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

from index import ArticleRow, EntityType, Name

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = 1_569_312_840
"""Tuesday, 24 September 2019, 08:14 UTC."""

MINUTE, HOUR, DAY = 60, 3600, 86400

MADURO = ArticleRow(
    id=1,
    feed=1,
    feed_title="RFE/RL",
    title="Venezuela's Maduro to meet Putin in Moscow",
    author="",
    link="https://example.org/1",
    published=NOW - 14 * MINUTE,
    time=NOW - 14 * MINUTE,
    read=False,
    starred=False,
    names=(
        Name("Nicolás Maduro", EntityType.PERSON),
        Name("Vladimir Putin", EntityType.PERSON),
        Name("Moscow", EntityType.PLACE),
    ),
)


def numbered(article: int) -> ArticleRow:
    """An article that is called after its id."""
    moment = NOW - article * MINUTE
    return replace(MADURO, id=article, title=f"Article {article}", published=moment, time=moment, names=())


class FakeRows:
    """A source over ids that counts what is read of it."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = array("q", ids)
        self.changed: dict[int, ArticleRow | None] = {}
        self.reads: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, start: int, stop: int) -> list[ArticleRow | None]:
        self.reads.append((start, stop))
        return [self.changed.get(article, numbered(article)) for article in self.ids[start:stop]]

    def index_of(self, article: int) -> int | None:
        return self.ids.index(article) if article in self.ids else None

    def id_at(self, index: int) -> int:
        return self.ids[index]
