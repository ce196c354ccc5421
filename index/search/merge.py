"""Keeping the number of segments small: which neighbours to merge, and merging them as a stream."""

from __future__ import annotations

import heapq
import math
from array import array
from typing import TYPE_CHECKING

import numpy as np

from index.search.beginnings import MergedBeginnings
from index.search.facets import FacetLists
from index.search.joined_places import MergedPlaces
from index.search.postings import is_short, read_short
from index.search.schema import COLUMN_TYPE, COLUMNS, TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.search.beginnings import BeginningsLike
    from index.search.places import Placed
    from index.search.postings import Postings
    from index.search.segments import Ints, Mask, SegmentReader

FAN = 8
"""How many segments of a kind are merged into one of the next size."""

AT_ONCE = 800
"""Documents of the largest merge that catching up does itself, in half a second; larger ones are for tidying."""

PRESSING = 32
"""Segments from which on catching up merges the smallest :data:`FAN` neighbours anyway: nobody seems to tidy."""

LARGEST = 131_072
"""Documents of the largest segment that a merge makes: beyond it another merge would cost more than it saves."""

_SMALLEST_TIER = 64
_SPARSE = 0.5
_STOP_EVERY = 4096
_TERMS_SHARE, _ALL_BUT_PLACES = 0.7, 0.85
"""What part of a merge's time goes into its terms, and what part into all but the places that words stand in."""

_FORGET_EVERY = 16_384
"""Terms between two times that the files' memory is given back."""


class MergeStoppedError(Exception):
    """The user wants to stop; nothing has been changed."""


def choose(sizes: Sequence[int], live: Sequence[int]) -> tuple[int, int] | None:
    """Which segments (first, behind the last) to merge next, or None.

    Segments come oldest first and stay in that order. A size class is a factor of :data:`FAN`; once the newest end
    holds ``FAN`` segments of a class, they and the smaller ones behind them become one of the next class. So there are
    fewer than ``FAN`` a class, logarithmically many altogether, and each article is rewritten a logarithmic number of
    times. Where :data:`LARGEST` leaves room for fewer, those are merged. A segment that consists mostly of deleted
    documents is rewritten alone.

    >>> choose([5000, 10, 10, 10, 10, 10, 10, 10, 10], [5000, 10, 10, 10, 10, 10, 10, 10, 10])
    (1, 9)

    Args:
        sizes: documents of each segment.
        live: those of them that are not deleted.
    """
    tiers = [_tier(size) for size in live]
    for tier in sorted(set(tiers)):
        low = len(live)
        total = 0
        while low > 0 and tiers[low - 1] <= tier and total + live[low - 1] <= LARGEST:
            low -= 1
            total += live[low]
        full = low > 0 and tiers[low - 1] <= tier
        alike = tiers[low:].count(tier)
        if alike >= FAN or (full and alike > 1):
            return low, len(live)
    for position, (size, alive) in enumerate(zip(sizes, live, strict=True)):
        if alive < size * _SPARSE:
            return position, position + 1
    return None


def choose_small(sizes: Sequence[int], live: Sequence[int]) -> tuple[int, int] | None:
    """The same for catching up, which nobody should wait for: larger merges only where nobody else does them.

    >>> choose_small([10] * 8, [10] * 8), choose_small([200] * 8, [200] * 8), choose_small([200] * 32, [200] * 32)
    ((0, 8), None, (0, 8))
    """
    chosen = choose(sizes, live)
    if chosen is None or sum(live[slice(*chosen)]) <= AT_ONCE:
        return chosen
    if len(live) < PRESSING:
        return None
    return min(((low, low + FAN) for low in range(len(live) - FAN + 1)), key=lambda run: sum(live[slice(*run)]))


def _tier(size: int) -> int:
    return int(math.log(max(size, 1) / _SMALLEST_TIER, FAN)) + 1 if size >= _SMALLEST_TIER else 0


class MergedContent:
    """The live documents of some segments, in order: a :class:`~index.search.codec.SegmentContent`.

    Postings stream through; only columns and vocabularies are held whole.

    Args:
        stop: asked now and then; a true answer raises :class:`MergeStoppedError`.
        told: told now and then how much of the work is done, from 0 to 1.
    """

    def __init__(
        self,
        readers: Sequence[SegmentReader],
        live: Sequence[Mask],
        stop: Callable[[], bool] = lambda: False,
        told: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._readers = readers
        self._live = live
        self._stop = stop
        self._told = told
        self._read = 0
        self._to_read = max(1, sum(reader.size for reader in readers))
        self.count = 0
        self.columns = {name: array(COLUMN_TYPE) for name in COLUMNS}
        self.lengths = {name: bytearray() for name in TEXT_FIELDS}
        self.total_lengths = dict.fromkeys(TEXT_FIELDS, 0)
        self.facets = FacetLists()
        self._numbers: list[Ints | int] = []
        """A segment's new numbers, -1 for what is left out; or what to add to each where nothing is."""
        for reader, mask in zip(readers, live, strict=True):
            numbers = np.where(mask, np.cumsum(mask) - 1 + self.count, -1)
            self._numbers.append(self.count if mask.all() else numbers)
            self.count += int(mask.sum())
            for name, values in reader.columns.items():
                self.columns[name].frombytes(values[mask].tobytes())
            self.facets.extend(reader.facets, mask)
            for name in TEXT_FIELDS:
                self.lengths[name] += reader.length_bytes[name][mask].tobytes()
                self.total_lengths[name] += int(reader.lengths[name][mask].sum())

    def terms(self, field: str) -> Iterator[tuple[bytes, Postings]]:
        """The terms of a field in byte order with their postings."""
        streams = [_numbered(reader.entries(field), place) for place, reader in enumerate(self._readers)]
        for seen, (term, entries) in enumerate(_grouped(heapq.merge(*streams))):
            self._read += len(entries)
            if seen % _STOP_EVERY == 0:
                self._told(_TERMS_SHARE * self._read / self._to_read)
                if self._stop():
                    raise MergeStoppedError
            if seen % _FORGET_EVERY == 0:
                for reader in self._readers:
                    reader.forget()
            ids: array[int] = array("I")
            counts: array[int] = array("I")
            for place, entry in entries:
                self._copy(place, entry, ids, counts)
            if ids:
                yield term, (ids, counts)

    def _copy(self, place: int, entry: bytes, ids: array[int], counts: array[int]) -> None:
        numbers = self._numbers[place]
        if is_short(entry):
            for document, times in zip(*read_short(entry), strict=True):
                new = document + numbers if isinstance(numbers, int) else int(numbers[document])
                if new >= 0:
                    ids.append(new)
                    counts.append(int(times))
            return
        old, weights = self._readers[place].listed(entry)
        new_ids = old + numbers if isinstance(numbers, int) else numbers[old]
        if not isinstance(numbers, int):
            alive = new_ids >= 0
            new_ids, weights = new_ids[alive], weights[alive]
        ids.frombytes(new_ids.astype(np.uint32).tobytes())
        counts.frombytes(weights.astype(np.uint32).tobytes())

    def vocabulary(self) -> set[str]:
        """The unstemmed words of all the segments."""
        found = (reader.vocabulary.content.strip(b"\n").split(b"\n") for reader in self._readers)
        return {word.decode() for words in found for word in words}

    def placed(self) -> Placed:
        """Where the words stand; asked for last."""
        self._told(_ALL_BUT_PLACES)
        return MergedPlaces([reader.places for reader in self._readers], self._live)

    def beginnings(self, _words: Sequence[str]) -> BeginningsLike:
        """What joins those of the segments."""
        return MergedBeginnings(self._readers, self._live)


def _numbered(entries: Iterator[tuple[bytes, bytes]], place: int) -> Iterator[tuple[bytes, int, bytes]]:
    for term, entry in entries:
        yield term, place, entry


def _grouped(merged: Iterator[tuple[bytes, int, bytes]]) -> Iterator[tuple[bytes, list[tuple[int, bytes]]]]:
    current: bytes | None = None
    found: list[tuple[int, bytes]] = []
    for term, place, entry in merged:
        if term != current:
            if current is not None:
                yield current, found
            current, found = term, []
        found.append((place, entry))
    if current is not None:
        yield current, found
