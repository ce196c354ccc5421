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

_SMALL = 1 << 30
"""A row that is shorter is counted in 32 bits, which is quicker to go through."""


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
        self._kind = _kind(int(numbers[pieces - 1]))
        self.starts: Ints = numbers[:pieces].astype(self._kind)
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
            return np.empty(0, dtype=self._kind)
        start, end = int(self._offsets[number]), int(self._offsets[number + 1])
        steps = varints.decode(np.frombuffer(self._content[start:end], dtype=np.uint8), self._kind)
        return np.cumsum(steps, dtype=self._kind, out=steps)

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
        return places.astype(self._kind)

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
        """The documents (rising) that the given places (rising) stand in, in one of the given fields."""
        if len(places) > len(self.starts):
            pieces = np.flatnonzero(np.diff(np.searchsorted(places, self.starts)))
        else:
            pieces = np.searchsorted(self.starts, places, side="right") - 1
        return self.having(pieces, fields)

    def having(self, pieces: Ints, fields: Iterable[str]) -> Ints:
        """The documents that the given pieces are of, where they are of one of the given fields."""
        wanted = {PIECES.index(field) for field in fields}
        if len(wanted) < len(PIECES):
            pieces = pieces[pieces % len(PIECES) == wanted.pop()]
        return pieces // len(PIECES)


def _kind(length: int) -> type[np.int64]:
    """The type to count in; typed as the wide one, of which the other is the narrow form."""
    return np.int32 if length < _SMALL else np.int64  # type: ignore[return-value] # arithmetic is the same


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
