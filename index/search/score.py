"""Relevance: BM25F, over whole segments at once.

S. Robertson, H. Zaragoza, M. Taylor: Simple BM25 extension to multiple weighted fields. CIKM 2004. A word's counts in
title and text are each divided by their field's length normalisation, weighted and added up *before* saturation, so
that a word in both counts as one word. Documents that a newer version has replaced count for nothing, so scores do not
depend on how the index is cut into segments.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from index.search.plan import AllOf, AnyOf, Begins, InOrder, Plan, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from index.search.segments import SegmentReader
    from index.search.snapshot import Snapshot

    Scores = npt.NDArray[np.float64]

K1 = 1.2
"""How soon more occurrences stop to matter."""

B = {"title": 0.3, "body": 0.75}
"""How much a field's length matters; names have no length."""

WEIGHT = {"title": 7.0, "body": 1.0}
"""A word in the headline says what an article is about."""


FRESHNESS = 0.1
"""How much more a brand-new article counts than an old one with the same words."""

HALF_LIFE = 30 * 86_400
"""Seconds after which half of that is left."""


def fresh(times: npt.NDArray[np.int64], now: float) -> npt.NDArray[np.float64]:
    """What scores are multiplied by: 1 + FRESHNESS * 2 ** (-age / HALF_LIFE).

    The words decide; of articles that say much the same the newer one comes first.
    """
    age = np.clip(now - times, 0, 60 * HALF_LIFE)
    factors: npt.NDArray[np.float64] = 1 + FRESHNESS * np.exp2(-age / HALF_LIFE)
    return factors


class Scorer:
    """Scores all documents of a snapshot against a plan."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._norms: dict[str, list[npt.NDArray[np.float32]]] = {}

    def scores(self, plan: Plan) -> list[Scores]:
        """A score a document, an array a segment; those of documents that the plan does not admit mean nothing."""
        totals = [np.zeros(reader.count) for reader in self._snapshot.readers]
        for terms in dict.fromkeys(scored(plan)):
            counts = [self._weighted(terms, place, reader) for place, reader in enumerate(self._snapshot.readers)]
            pairs = zip(counts, self._snapshot.live, strict=True)
            frequency = sum(int(np.count_nonzero(weighted[live])) for weighted, live in pairs)
            if not frequency:
                continue
            idf = math.log(1 + (self._snapshot.count - frequency + 0.5) / (frequency + 0.5))
            for place, weighted in enumerate(counts):
                totals[place] += idf * weighted * (K1 + 1) / (K1 + weighted)
        return totals

    def _weighted(self, terms: Terms | Begins, place: int, reader: SegmentReader) -> Scores:
        weighted = np.zeros(reader.count)
        for field in terms.fields:
            if isinstance(terms, Begins):
                ids, counts = reader.beginning(field, terms.prefix)
            else:
                ids, counts = reader.postings(field, terms.terms)
            weighted[ids] += WEIGHT.get(field, 1.0) * counts / self._norm(field, place)[ids]
        return weighted

    def _norm(self, field: str, place: int) -> npt.NDArray[np.float32]:
        if field not in self._norms:
            b = B.get(field, 0.0)
            if b:
                average = self._snapshot.average_length(field)
                norms = [(1 - b + b * reader.lengths[field] / average) for reader in self._snapshot.readers]
            else:
                norms = [np.ones(reader.count, dtype=np.float32) for reader in self._snapshot.readers]
            self._norms[field] = norms
        return self._norms[field][place]


def scored(plan: Plan) -> Iterator[Terms | Begins]:
    """The words of a plan that count for relevance: all that are not left out."""
    match plan:
        case Terms() | Begins():
            yield plan
        case InOrder():
            yield from scored(plan.words)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from scored(part)
