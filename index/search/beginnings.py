"""Which documents have a word that begins with two or three given letters: a bit a document, beside each segment.

While a word is being typed, or for ``co*``, thousands of words are meant; to unite their postings would take a tenth of
a second. So for each beginning of two or three letters that stands for many words a segment keeps the answer. Such a
short beginning counts once a document when scored, however often it occurs.
"""

from __future__ import annotations

import struct
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.search.analyzer import stem
from index.search.schema import TEXT_FIELDS

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    import numpy.typing as npt

    Mask = npt.NDArray[np.bool_]

    class Source(Protocol):
        """A segment that is merged."""

        @property
        def count(self) -> int: ...  # noqa: D102
        @property
        def beginnings(self) -> Beginnings: ...  # noqa: D102
        def forget(self) -> None: ...  # noqa: D102
        def begun(self, field: str, prefix: str) -> npt.NDArray[np.int64]: ...  # noqa: D102


class BeginningsLike(Protocol):
    """Looks on while a segment's terms are written, and then writes its beginnings."""

    def field(self, name: str) -> None:
        """The terms that follow are of this field."""

    def add(self, term: bytes, ids: array[int]) -> None:
        """A term and the documents that hold it."""

    def write(self, file: BinaryIO) -> None:
        """Write the file."""


BEGINNINGS_EXT = ".beg"
SHORT = (2, 3)
"""Letters of the beginnings that are kept."""

_MANY = 32
"""Terms that a beginning must stand for to be kept: fewer are united as quickly."""

_COMPRESSION = 1
_FORGET_EVERY = 32
"""Beginnings between two times that the memory of merged files is given back."""

_FOOTER = struct.Struct("<8sIII")
_MAGIC = b"WCBEGIN1"


class BeginningsWriter:
    """Looks on while the terms of a segment are written.

    Args:
        words: the segment's vocabulary.
        count: its documents.
    """

    def __init__(self, words: Sequence[str], count: int) -> None:
        self._count = count
        terms: defaultdict[str, set[bytes]] = defaultdict(set)
        for word in words:
            term = stem(word).encode()
            for length in SHORT:
                if len(word) >= length:
                    terms[word[:length]].add(term)
        self._prefixes: defaultdict[bytes, list[str]] = defaultdict(list)
        for prefix, its in terms.items():
            if len(its) >= _MANY:
                for term in its:
                    self._prefixes[term].append(prefix)
        self._field = ""
        self._masks: dict[str, Mask] = {}
        self._packed: dict[str, bytes] = {}

    def field(self, name: str) -> None:
        """The terms that follow are of this field."""
        self._pack()
        self._field = name if name in TEXT_FIELDS else ""

    def add(self, term: bytes, ids: array[int]) -> None:
        """A term and the documents that hold it."""
        if not self._field:
            return
        for prefix in self._prefixes.get(term, ()):
            mask = self._masks.get(prefix)
            if mask is None:
                mask = self._masks[prefix] = np.zeros(self._count, dtype=np.bool_)
            mask[np.frombuffer(ids, dtype=np.uint32)] = True

    def write(self, file: BinaryIO) -> None:
        """Write what has been seen."""
        self._pack()
        keys = sorted(self._packed)
        packed = [self._packed[key] for key in keys]
        file.write(b"".join(packed))
        _finish(file, keys, list(map(len, packed)), self._count)

    def _pack(self) -> None:
        for prefix, mask in self._masks.items():
            self._packed[f"{self._field} {prefix}"] = zlib.compress(np.packbits(mask).tobytes(), _COMPRESSION)
        self._masks.clear()


class MergedBeginnings:
    """Joins what some segments have kept: their documents follow one another, the replaced ones left out.

    Args:
        readers: the segments.
        live: their documents that are not replaced.
    """

    def __init__(self, readers: Sequence[Source], live: Sequence[Mask]) -> None:
        self._readers = readers
        self._live = live

    def field(self, name: str) -> None:
        """Not of interest."""

    def add(self, term: bytes, ids: array[int]) -> None:
        """Not of interest."""

    def write(self, file: BinaryIO) -> None:
        """Write them."""
        keys = sorted({key for reader in self._readers for key in reader.beginnings.kept()})
        count = sum(int(mask.sum()) for mask in self._live)
        sizes = []
        for key in keys:
            field, _, prefix = key.partition(" ")
            parts = [self._mask(reader, field, prefix)[mask] for reader, mask in self._pairs()]
            packed = zlib.compress(np.packbits(np.concatenate(parts)).tobytes(), _COMPRESSION)
            sizes.append(len(packed))
            if len(sizes) % _FORGET_EVERY == 0:
                for reader in self._readers:
                    reader.forget()
            file.write(packed)
        for reader in self._readers:
            reader.forget()
        _finish(file, keys, sizes, count)

    def _pairs(self) -> Iterator[tuple[Source, Mask]]:
        return zip(self._readers, self._live, strict=True)

    def _mask(self, reader: Source, field: str, prefix: str) -> Mask:
        mask = reader.beginnings.mask(field, prefix)
        if mask is None:
            mask = np.zeros(reader.count, dtype=np.bool_)
            mask[reader.begun(field, prefix)] = True
        return mask


def _finish(file: BinaryIO, keys: Sequence[str], sizes: Sequence[int], count: int) -> None:
    listed = "\n".join(keys).encode()
    file.write(np.array(sizes, dtype="<u4").tobytes() + listed + _FOOTER.pack(_MAGIC, count, len(keys), len(listed)))


class Beginnings:
    """Reads what :class:`BeginningsWriter` wrote.

    Raises:
        ValueError: the file is cut, or another segment's.
    """

    def __init__(self, content: memoryview, count: int) -> None:
        magic, documents, entries, listed = _FOOTER.unpack(content[-_FOOTER.size :])
        if magic != _MAGIC or documents != count:
            raise ValueError("a file of beginnings is cut short")
        self._content = content
        self._count = count
        end = len(content) - _FOOTER.size - listed
        keys = bytes(content[end : end + listed]).decode().split("\n") if entries else []
        sizes = np.frombuffer(bytes(content[end - 4 * entries : end]), dtype="<u4")
        ends = np.cumsum(sizes).tolist()
        self._places = dict(zip(keys, zip([0, *ends], ends, strict=False), strict=True))

    def kept(self) -> Iterable[str]:
        """What is kept: field and beginning, a space between."""
        return self._places

    def mask(self, field: str, prefix: str) -> Mask | None:
        """The documents with a word in ``field`` that begins so; None where that has not been kept."""
        place = self._places.get(f"{field} {prefix}")
        if place is None:
            return None
        packed = np.frombuffer(zlib.decompress(self._content[place[0] : place[1]]), dtype=np.uint8)
        return np.unpackbits(packed, count=self._count).astype(np.bool_)
