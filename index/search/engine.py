"""Answering a query from a snapshot: which articles, in which order. Imported with the first search (numpy, Whoosh)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.errors import SearchIndexError
from index.search.evaluate import Evaluator, PhraseCache
from index.search.highlight import Highlighter
from index.search.plan import Planner
from index.search.score import Scorer
from index.search.segments import PostingsCache, Snapshot, open_snapshot
from index.search.snippets import snippet
from index.search.store import DAMAGE, REMEDY, Contents, Store
from index.types import Sort

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.search.segments import Mask
    from index.search.source import Source
    from index.search.tree import Node


@dataclass(frozen=True, slots=True)
class Page:
    """A page of results.

    Attributes:
        ids: of articles, best first.
        scores: 0 where the order is by time.
        revision: up to which the index had caught up with the archive.
    """

    total: int
    ids: tuple[int, ...]
    scores: tuple[float, ...]
    revision: int


class Engine:
    """Keeps the newest snapshot open. Not thread-safe: :class:`~index.search.index.SearchIndex` has a lock."""

    def __init__(self, store: Store, source: Source) -> None:
        self._store = store
        self._source = source
        self._postings = PostingsCache()
        self._phrases = PhraseCache()
        self._snapshot: Snapshot | None = None

    def close(self) -> None:
        """Let go of the files."""
        self._snapshot = None

    def find(self, node: Node, *, sort: Sort, limit: int, offset: int) -> Page:
        """The articles that answer a query's tree.

        Raises:
            SearchIndexError: the index is damaged; a note is left so that the next catch-up builds it anew.
        """
        snapshot = self._current()
        try:
            plan = Planner(snapshot, self._source).plan(node)
            matches = Evaluator(snapshot, self._source, self._phrases).matches(plan)
            self._phrases.trim()
            scores = Scorer(snapshot).scores(plan) if sort is Sort.RELEVANCE else None
        except DAMAGE as error:
            raise self._damaged() from error
        total = sum(int(np.count_nonzero(mask)) for mask in matches)
        ids, values = _page(snapshot, matches, scores, sort=sort, offset=offset, limit=limit)
        return Page(total, ids, values, snapshot.checkpoint.revision if snapshot.checkpoint else 0)

    def revision(self) -> int:
        """Up to which revision the index has caught up."""
        checkpoint = self._current().checkpoint
        return checkpoint.revision if checkpoint else 0

    def _current(self) -> Snapshot:
        """The newest commit's snapshot; a commit of another archive counts as empty."""
        snapshot = self._snapshot
        if snapshot is not None and snapshot.generation == self._store.generation():
            return snapshot
        try:
            opened = open_snapshot(self._store, self._postings, snapshot)
        except DAMAGE as error:
            raise self._damaged() from error
        if opened.checkpoint is not None and opened.checkpoint.archive != self._source.id:
            opened = Snapshot(Contents(opened.generation, (), None), [])
        self._snapshot = opened
        return opened

    def _damaged(self) -> SearchIndexError:
        self.close()
        self._store.report_damage()
        return SearchIndexError("The search index is damaged.", REMEDY)


def _page(
    snapshot: Snapshot,
    matches: list[Mask],
    scores: list[npt.NDArray[np.float64]] | None,
    *,
    sort: Sort,
    offset: int,
    limit: int,
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The ids and scores of one page. Ties go to the newer article, then to the higher id."""
    if not matches:
        return (), ()
    readers = snapshot.readers
    ids = np.concatenate([reader.ids[mask] for reader, mask in zip(readers, matches, strict=True)])
    times = np.concatenate([reader.times[mask] for reader, mask in zip(readers, matches, strict=True)])
    if scores is None:
        values = np.zeros(len(ids))
        key = times.astype(np.float64) * (-1 if sort is Sort.OLDEST else 1)
    else:
        values = np.concatenate([score[mask] for score, mask in zip(scores, matches, strict=True)])
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
