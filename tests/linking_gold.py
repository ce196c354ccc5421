"""The hand-made articles of tests/data/linking.json, linked as the archive links them, and pairwise measures of it.

Names are written in as "{TYPE:entity surface form}"; the same entity has the same word in every article. Recognition
is taken as given, so that only the linking is measured.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archive_samples import NOW, STATE, draft, plan
from index.entities.resolve import resolve
from index.entities.spans import Label, Span
from index.intake_types import Recognition
from index.types import EntityType, FeedConfig, Mention

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from index.archive import Archive

GOLD = Path(__file__).parent / "data" / "linking.json"
_MARKED = re.compile(r"\{([A-Z]+):(\w+) ([^{}]*)\}")


@dataclass(frozen=True)
class GoldArticle:
    title: str
    text: str
    spans: tuple[Span, ...]
    entities: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """Pairs of mentions that truly mean one entity, of those linked and of those to be linked."""

    right: int
    linked: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.linked if self.linked else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def gold_articles() -> list[GoldArticle]:
    return [_article(row["title"], row["text"]) for row in json.loads(GOLD.read_text(encoding="utf-8"))]


def _article(title: str, source: str) -> GoldArticle:
    text, spans, entities, done = "", [], [], 0
    for match in _MARKED.finditer(source):
        text += source[done : match.start()]
        spans.append(Span(len(text), len(text) + len(match[3]), Label(match[1])))
        entities.append(match[2])
        text += match[3]
        done = match.end()
    return GoldArticle(title, text + source[done:], tuple(spans), tuple(entities))


def fill(archive: Archive, articles: Sequence[GoldArticle]) -> list[int]:
    """Store the articles, unrecognised; their ids in the same order."""
    (feed,) = archive.feeds.sync([FeedConfig("https://gold.example/")])
    drafts = [draft(f"{n}", one.text, title=one.title, published=NOW - n) for n, one in enumerate(articles)]
    return list(archive.articles.store(feed.id, plan(*drafts), now=NOW, state=STATE).new)


def recognition(article: GoldArticle, number: int, text_revision: int) -> Recognition:
    names = resolve(article.text, article.spans)
    mentions = tuple(
        Mention(span.start, span.end, span.of(article.text), EntityType(span.label), name)
        for span, name in zip(article.spans, names, strict=True)
    )
    return Recognition(number, text_revision, mentions, ())


def link(archive: Archive, articles: Sequence[GoldArticle], order: Iterable[int], batch: int = 5) -> list[int]:
    """Recognise the articles in an order, so many at a time; their ids."""
    ids = fill(archive, articles)
    revisions = {one.id: one.text_revision for one in archive.entities.unrecognised(len(ids), "gold")}
    found = [recognition(articles[place], ids[place], revisions[ids[place]]) for place in order]
    for start in range(0, len(found), batch):
        archive.entities.store(found[start : start + batch], "gold")
    return ids


def linked_entities(archive: Archive, ids: Iterable[int]) -> list[list[int | None]]:
    return [[mention.entity for mention in archive.articles.get(number).mentions] for number in ids]


def score_within(gold: Sequence[Sequence[str]], found: Sequence[Sequence[Hashable]]) -> Score:
    scores = [
        _pairs([(one, other) for one, other in zip(*pair, strict=True)]) for pair in zip(gold, found, strict=True)
    ]
    return Score(*(sum(getattr(score, part) for score in scores) for part in ("right", "linked", "wanted")))


def score_across(gold: Sequence[Sequence[str]], found: Sequence[Sequence[Hashable]]) -> Score:
    """Over all articles: an entity counts once an article, so that long articles weigh no more than short ones."""
    places: dict[tuple[int, str, Hashable], None] = {}
    for number, (wanted, linked) in enumerate(zip(gold, found, strict=True)):
        for one, other in zip(wanted, linked, strict=True):
            places[number, one, other] = None
    return _pairs([(one, other) for _, one, other in places])


def _pairs(mentions: Sequence[tuple[str, Hashable]]) -> Score:
    def pairs(counts: Iterable[int]) -> int:
        return sum(count * (count - 1) // 2 for count in counts)

    both = Counter(mentions)
    return Score(
        pairs(both.values()),
        pairs(Counter(found for _, found in mentions).values()),
        pairs(Counter(gold for gold, _ in mentions).values()),
    )


def groups(gold: Sequence[GoldArticle], found: Sequence[Sequence[Hashable]]) -> dict[Hashable, Counter[str]]:
    """Which entities each linked one holds: for looking at errors."""
    held: defaultdict[Hashable, Counter[str]] = defaultdict(Counter)
    for article, entities in zip(gold, found, strict=True):
        for wanted, entity in zip(article.entities, entities, strict=True):
            held[entity][wanted] += 1
    return held
