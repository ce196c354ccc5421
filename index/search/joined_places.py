"""Joining the files of places of some segments into one, in little memory."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from index.search.places import PIECES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from index.search.places import PlaceReader

    Ints = npt.NDArray[np.int64]

_AT_ONCE = 1 << 18
"""Bytes that a merge decodes at a time, of all segments together, unless one unit alone has more."""


class MergedPlaces:
    """The places of the live documents of some segments, in order: :class:`Placed`."""

    def __init__(self, readers: Sequence[PlaceReader], live: Sequence[npt.NDArray[np.bool_]]) -> None:
        self._readers = readers
        self._moves: list[tuple[Ints, npt.NDArray[np.bool_]] | int] = []
        self._units: list[bytes] = []
        starts = []
        base = 0
        for reader, mask in zip(readers, live, strict=True):
            kept = np.repeat(mask, len(PIECES))
            lengths = np.diff(reader.starts)
            new = np.cumsum(np.where(kept, lengths, 0)) - np.where(kept, lengths, 0) + base
            self._moves.append(base if kept.all() else (new - reader.starts[:-1], kept))
            starts.append(new[kept])
            base += int(lengths[kept].sum())
        self._starts = np.concatenate([*starts, np.array([base], dtype=np.int64)])

    def units(self) -> Sequence[bytes]:
        """The units that are left; to be asked for after :meth:`runs`."""
        return self._units

    def starts(self) -> Ints:
        """Where the pieces begin."""
        return self._starts

    def runs(self) -> Iterator[tuple[Ints, Ints]]:
        """Places, as many units at a time as memory should hold."""
        distinct: set[bytes] = set()
        for reader in self._readers:
            distinct.update(reader.names())
        names = sorted(distinct)
        del distinct
        rank = {name: number for number, name in enumerate(names)}
        ranks = [np.fromiter(map(rank.__getitem__, reader.names()), dtype=np.int32) for reader in self._readers]
        del rank
        weights = np.zeros(len(names), dtype=np.int64)
        for reader, own in zip(self._readers, ranks, strict=True):
            weights[own] += np.diff(reader.weights())
        for low, high in pairwise(_cuts(weights)):
            places, counts = self._run(ranks, low, high)
            for reader in self._readers:
                reader.forget()
            self._units.extend(names[low + number] for number in np.flatnonzero(counts).tolist())
            if len(places):
                yield places, counts[counts > 0]

    def _run(self, ranks: Sequence[npt.NDArray[np.int32]], low: int, high: int) -> tuple[Ints, Ints]:
        all_places, all_ranks = [], []
        for reader, own, move in zip(self._readers, ranks, self._moves, strict=True):
            first, last = np.searchsorted(own, [low, high]).tolist()
            places, counts = reader.decode(first, last)
            of = np.repeat(own[first:last] - low, counts)
            if isinstance(move, int):
                places += move
            else:
                shifts, kept = move
                pieces = np.searchsorted(reader.starts, places, side="right") - 1
                alive = kept[pieces]
                places, of = (places + shifts[pieces])[alive], of[alive]
            all_places.append(places)
            all_ranks.append(of)
        joined = np.concatenate(all_places)
        if high - low == 1:
            return joined, np.array([len(joined)])
        of = np.concatenate(all_ranks)
        return joined[np.argsort(of, kind="stable")], np.bincount(of, minlength=high - low)


def _cuts(weights: Ints) -> list[int]:
    """Where to begin anew, so that no stretch is much heavier than memory should hold; heavy units are alone."""
    filled = np.cumsum(weights) // _AT_ONCE
    heavy = np.flatnonzero(weights > _AT_ONCE)
    ends = np.array([0, len(weights)])
    cuts: list[int] = np.unique(np.concatenate((ends, np.flatnonzero(np.diff(filled)) + 1, heavy, heavy + 1))).tolist()
    return cuts
