"""Where every word stands: a file beside each segment's own, for phrases and words near one another.

Titles and texts follow one another as *pieces* of one long row of units (unstemmed words, see
:mod:`index.search.analyzer`), with a place left free between two pieces, so that no phrase goes from one into the next.
For each unit the file has its places in that row as differences in variable-length bytes: 1.3 bytes a word on average.
A phrase is then an intersection of a few arrays, exact, without any article's text being read.

Layout (little-endian): the differences, unit after unit; the start of each piece; where each unit's name begins; where
its differences begin; the names; a footer that says how many there are of each.
"""

from __future__ import annotations

import struct
from array import array
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.search import varints
from index.search.mapped import forget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    import numpy.typing as npt

    from index.search.analyzer import TermCache

    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]

PLACES_EXT = ".plc"
PIECES = ("title", "body")
"""The pieces of a document, in their order."""

_FOOTER = struct.Struct("<8sQQQQ")
_MAGIC = b"WCPLACE1"
_GAP = 1
_ENCODED = 1 << 17
"""Places that are encoded at a time: each takes some 60 bytes meanwhile."""

_AT_ONCE = 1 << 18
"""Bytes that a merge decodes at a time, of all segments together, unless one unit alone has more."""


class Placed(Protocol):
    """What a file of places is written from."""

    def units(self) -> Sequence[bytes]:
        """The units in byte order."""

    def starts(self) -> Ints:
        """Where each piece begins, and one place behind the last one's gap."""

    def runs(self) -> Iterator[tuple[Ints, Ints]]:
        """The places of the units in their order, many units at a time: places, and how many each unit has."""


def write_places(file: BinaryIO, placed: Placed) -> None:
    """Write a file of places."""
    offsets: list[Ints] = []
    written = 0
    for places, counts in placed.runs():
        firsts = np.cumsum(counts) - counts
        for low in range(0, len(places), _ENCODED):
            steps = np.diff(places[low : low + _ENCODED], prepend=places[low - 1] if low else 0)
            begun = firsts[slice(*np.searchsorted(firsts, (low, low + _ENCODED)))] - low
            steps[begun] = places[low + begun]
            data, sizes = varints.encode(steps)
            offsets.append(np.cumsum(sizes)[begun] - sizes[begun] + written)
            written += len(data)
            file.write(data.tobytes())
    offsets.append(np.array([written]))
    units = placed.units()
    starts = placed.starts()
    names = b"".join(units)
    name_ends = np.cumsum([0, *map(len, units)])
    numbers = np.concatenate([starts, name_ends, *offsets])
    file.write(numbers.astype("<u4").tobytes())
    file.write(names)
    file.write(_FOOTER.pack(_MAGIC, written, len(starts), len(units), len(names)))


class PlaceReader:
    """A file of places, mapped into memory.

    Raises:
        ValueError: it is cut or no such file.
    """

    def __init__(self, content: memoryview, documents: int) -> None:
        magic, self._size, pieces, self.count, names = _FOOTER.unpack(content[-_FOOTER.size :])
        self._content = content
        end = self._size + 4 * (pieces + 2 * (self.count + 1)) + names
        if magic != _MAGIC or end + _FOOTER.size != len(content) or pieces != documents * len(PIECES) + 1:
            raise ValueError("a file of places is cut short")
        numbers = np.frombuffer(content, dtype="<u4", offset=self._size, count=pieces + 2 * (self.count + 1))
        self.starts = numbers[:pieces].astype(np.int64)
        self._name_ends = numbers[pieces : pieces + self.count + 1]
        self._offsets = numbers[pieces + self.count + 1 :]
        self._names = content[end - names : end]

    def forget(self) -> None:
        """Give back the memory that reading through the file has taken."""
        forget(self._content)

    def name(self, number: int) -> bytes:
        """A unit."""
        return bytes(self._names[int(self._name_ends[number]) : int(self._name_ends[number + 1])])

    def names(self) -> list[bytes]:
        """All units."""
        ends = self._name_ends.tolist()
        names = bytes(self._names)
        return [names[start:end] for start, end in pairwise(ends)]

    def _find(self, unit: bytes) -> int:
        """The number of the first unit that is not before ``unit``."""
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self.name(middle) < unit:
                low = middle + 1
            else:
                high = middle
        return low

    def places(self, unit: bytes) -> Ints:
        """The places of a unit, rising."""
        number = self._find(unit)
        if number == self.count or self.name(number) != unit:
            return np.empty(0, dtype=np.int64)
        return self.decode(number, number + 1)[0]

    def size(self, unit: bytes) -> int:
        """How many bytes the places of a unit take: what reading them costs."""
        number = self._find(unit)
        if number == self.count or self.name(number) != unit:
            return 0
        return int(self._offsets[number + 1]) - int(self._offsets[number])

    def places_from(self, prefix: bytes) -> Ints:
        """The places of all units that begin with ``prefix``, rising."""
        low = self._find(prefix)
        places, _ = self.decode(low, max(low, self._find(prefix + b"\xff")))
        places.sort(kind="stable")
        return places

    def decode(self, low: int, high: int) -> tuple[Ints, Ints]:
        """The places of the units from ``low`` to before ``high``, and how many each has."""
        start, end = int(self._offsets[low]), int(self._offsets[high])
        data = np.frombuffer(self._content[start:end], dtype=np.uint8)
        steps = varints.decode(data)
        if high - low <= 1:
            return np.cumsum(steps), np.array([len(steps)] * (high - low), dtype=np.int64)
        counts = varints.counts(data, self._offsets[low:high].astype(np.int64) - start)
        firsts = np.cumsum(counts) - counts
        running = np.cumsum(steps)
        before = running[firsts] - steps[firsts]
        return running - np.repeat(before, counts), counts

    def weights(self) -> Ints:
        """How many bytes each unit's places take, summed up from the first."""
        return self._offsets.astype(np.int64)

    def documents(self, places: Ints, fields: Iterable[str]) -> Ints:
        """The documents (with repetitions, rising) that the given places stand in, in one of the given fields."""
        pieces = np.searchsorted(self.starts, places, side="right") - 1
        wanted = {PIECES.index(field) for field in fields}
        if len(wanted) < len(PIECES):
            pieces = pieces[pieces % len(PIECES) == wanted.pop()]
        return pieces // len(PIECES)


class _TokenNumbers(dict[str, int]):
    """Numbers tokens as they come."""

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        return number


class PlaceBuilder:
    """Takes the tokens of new documents, a piece at a time, and is then :class:`Placed`."""

    def __init__(self, cache: TermCache) -> None:
        self._cache = cache
        self._numbers = _TokenNumbers()
        self._stream = array("I")
        self._lengths = array("I")
        self._units: list[bytes] = []

    def add(self, tokens: Sequence[str]) -> None:
        """Take the next piece."""
        self._stream.extend(map(self._numbers.__getitem__, tokens))
        self._lengths.append(len(tokens))

    def units(self) -> Sequence[bytes]:
        """The units in byte order; to be asked for after :meth:`runs`."""
        return self._units

    def starts(self) -> Ints:
        """Where the pieces begin; to be asked for after :meth:`runs`."""
        return self._starts

    def runs(self) -> Iterator[tuple[Ints, Ints]]:
        """All places at once."""
        units_by_token = [self._cache[token][2] for token in self._numbers]
        names = sorted({unit.encode() for units in units_by_token for unit in units})
        rank = {name.decode(): number for number, name in enumerate(names)}
        self._units = names
        flat = np.fromiter((rank[unit] for unit in chain.from_iterable(units_by_token)), dtype=np.int32)
        sizes = np.fromiter(map(len, units_by_token), dtype=np.int32, count=len(units_by_token))
        del units_by_token
        stream = np.frombuffer(self._stream, dtype=np.uint32) if self._stream else np.empty(0, dtype=np.uint32)
        row, ends = _spread(stream, flat, sizes)
        lengths = np.frombuffer(self._lengths, dtype=np.uint32).astype(np.int64)
        token_ends = np.concatenate(([0], ends))[np.concatenate(([0], np.cumsum(lengths)))]
        del ends
        self._starts = token_ends + np.arange(len(token_ends)) * _GAP
        order = np.argsort(row, kind="stable").astype(np.int32)
        counts = np.bincount(row, minlength=len(names))
        del row
        gaps = np.repeat(np.arange(len(lengths), dtype=np.int32) * _GAP, np.diff(token_ends))
        if names:
            yield order + gaps[order], counts


def _spread(
    stream: npt.NDArray[np.uint32], flat: npt.NDArray[np.int32], sizes: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The units of a row of tokens one after the other, and where each token's end."""
    counts = sizes[stream]
    ends = np.cumsum(counts, dtype=np.int32)
    at = np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int32)
    firsts = (np.cumsum(sizes, dtype=np.int32) - sizes)[stream]
    at += np.repeat(firsts - (ends - counts), counts)
    return flat[at], ends


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
