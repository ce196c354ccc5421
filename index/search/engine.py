"""Answering a query from a snapshot: which articles, in which order. Imported with the first search (numpy, Whoosh)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.search.evaluate import matches
from index.search.facets import KINDS, most_frequent
from index.search.highlight import Highlighter
from index.search.planner import Planner
from index.search.score import Scorer, fresh
from index.search.segments import PostingsCache
from index.search.snapshot import Snapshot, open_snapshot
from index.search.snippets import snippet
from index.search.store import DAMAGE, Contents, Store
from index.types import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from index.search.segments import Mask
    from index.search.source import Source
    from index.search.tree import Node
    from index.types import EntityType

    Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of results.

    Attributes:
        ids: of articles, best first.
        scores: 0 where the order is by time.
        revision: up to which the index had caught up with the archive.
        damaged: part of the index could not be read.
    """

    total: int
    ids: tuple[int, ...]
    scores: tuple[float, ...]
    revision: int
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """What the answers have in common: ids of feeds and entities with counts, months as (2019, 9) with theirs."""

    total: int
    feeds: tuple[tuple[int, int], ...]
    entities: tuple[tuple[EntityType, tuple[tuple[int, int], ...]], ...]
    months: tuple[tuple[tuple[int, int], int], ...]


class Engine:
    """Keeps the newest snapshot open. Not thread-safe: :class:`~index.search.index.SearchIndex` has a lock."""

    def __init__(self, store: Store, source: Source) -> None:
        self._store = store
        self._source = source
        self._postings = PostingsCache()
        self._snapshot: Snapshot | None = None

    def close(self) -> None:
        """Let go of the files."""
        self._snapshot = None

    def find(self, node: Node, *, sort: Sort, limit: int, offset: int, now: float) -> Page:
        """The articles that answer a query's tree; where the index is damaged, those that can be found.

        Damage leaves a note, so that the next catch-up builds the index anew.
        """
        snapshot = self._current()
        plan = Planner(snapshot, self._source).plan(node)
        masks = matches(snapshot, plan)
        scores = None
        if sort is Sort.RELEVANCE:
            scores = Scorer(snapshot).scores(plan)
            scores = [own * fresh(reader.times, now) for reader, own in zip(snapshot.readers, scores, strict=True)]
        total = sum(int(np.count_nonzero(mask)) for mask in masks)
        ids, values = _page(snapshot, masks, scores, sort=sort, offset=offset, limit=limit)
        return Page(total, ids, values, _revision(snapshot), self._look_for_damage(snapshot))

    def ids(self, node: Node) -> Ints:
        """All articles that answer a query's tree, in no order."""
        snapshot = self._current()
        masks = matches(snapshot, Planner(snapshot, self._source).plan(node))
        self._look_for_damage(snapshot)
        return _joined([reader.ids[mask] for reader, mask in zip(snapshot.readers, masks, strict=True)])

    def count(self, node: Node, *, limit: int) -> Counted:
        """Count what the answers have in common; ``limit`` feeds and entities of each kind."""
        snapshot = self._current()
        masks = matches(snapshot, Planner(snapshot, self._source).plan(node))
        pairs = list(zip(snapshot.readers, masks, strict=True))
        feeds = most_frequent([reader.feeds[mask] for reader, mask in pairs], limit)
        months = _months(_joined([reader.times[mask] for reader, mask in pairs]))
        entities = []
        for kind in KINDS:
            parts = []
            for reader, mask in pairs:
                try:
                    facets = reader.facets
                    parts.append(facets.ids[kind][np.repeat(mask, facets.counts[kind])])
                except DAMAGE:
                    reader.broken = True
            entities.append((kind, tuple(most_frequent(parts, limit))))
        self._look_for_damage(snapshot)
        total = sum(int(np.count_nonzero(mask)) for mask in masks)
        return Counted(total, tuple(feeds), tuple(entities), months)

    def near(self, word: str, distance: int) -> list[tuple[str, int]]:
        """The words of the vocabulary near a folded word, with the number of documents that hold each or its forms."""
        snapshot = self._current()
        planner = Planner(snapshot, self._source)
        found = []
        for other in planner.near(word, distance):
            plan = planner.word(other)
            found.append((other, sum(int(np.count_nonzero(mask)) for mask in matches(snapshot, plan))))
        return found

    def revision(self) -> int:
        """Up to which revision the index has caught up."""
        return _revision(self._current())

    def _current(self) -> Snapshot:
        """The newest commit's snapshot; a commit of another archive counts as empty."""
        snapshot = self._snapshot
        if snapshot is not None and snapshot.generation == self._store.generation():
            return snapshot
        opened = open_snapshot(self._store, self._postings, snapshot)
        if opened.checkpoint is not None and opened.checkpoint.archive != self._source.id:
            opened = Snapshot(Contents(opened.generation, (), None), [], [])
        self._snapshot = opened
        self._look_for_damage(opened)
        return opened

    def _look_for_damage(self, snapshot: Snapshot) -> bool:
        if snapshot.broken and not self._store.is_damaged():
            self._store.report_damage()
        return snapshot.broken


def _revision(snapshot: Snapshot) -> int:
    return snapshot.checkpoint.revision if snapshot.checkpoint else 0


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _months(times: Ints) -> tuple[tuple[tuple[int, int], int], ...]:
    """How many of the times (Unix seconds) lie in each month, those between the first and the last without any too."""
    if not len(times):
        return ()
    months = times.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    first = int(months.min())
    counts = np.bincount(months - first).tolist()
    return tuple(((1970 + (first + at) // 12, (first + at) % 12 + 1), count) for at, count in enumerate(counts))


def _page(
    snapshot: Snapshot,
    matched: list[Mask],
    scores: list[npt.NDArray[np.float64]] | None,
    *,
    sort: Sort,
    offset: int,
    limit: int,
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The ids and scores of one page. Ties go to the newer article, then to the higher id."""
    if not matched:
        return (), ()
    readers = snapshot.readers
    places = [np.flatnonzero(mask) for mask in matched]
    ids = np.concatenate([reader.ids[at] for reader, at in zip(readers, places, strict=True)])
    times = np.concatenate([reader.times[at] for reader, at in zip(readers, places, strict=True)])
    if scores is None:
        values = np.zeros(len(ids))
        key = times.astype(np.float64) * (-1 if sort is Sort.OLDEST else 1)
    else:
        values = np.concatenate([score[at] for score, at in zip(scores, places, strict=True)])
        key = values
    wanted = offset + limit
    if wanted < len(ids):  # all that can be on the page, ties at its edge included
        edge = np.partition(key, len(key) - wanted)[len(key) - wanted] if wanted else np.inf
        kept = np.flatnonzero(key >= edge)
        ids, times, values, key = ids[kept], times[kept], values[kept], key[kept]
    later = -1 if sort is Sort.OLDEST else 1
    order = np.lexsort((-later * ids, -later * times, -key))[offset : offset + limit]
    return tuple(ids[order].tolist()), tuple(values[order].tolist())


def snippets_for(node: Node, bodies: list[tuple[int, str, str]]) -> dict[int, str]:
    """A snippet for each of the given articles (id, title, text)."""
    highlighter = Highlighter(node)
    return {article: snippet(text, highlighter.find_enough(text)) for article, _, text in bodies}
