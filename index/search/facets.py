"""Which people, organisations and places each document mentions, and counting them over many documents."""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING

import numpy as np

from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import BinaryIO

    import numpy.typing as npt

    from index.intake_types import Indexable

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

FACETS_EXT = ".fac"
KINDS = (EntityType.PERSON, EntityType.ORG, EntityType.PLACE)
_FOOTER = struct.Struct("<8sQ3Q")
_MAGIC = b"WCFACET1"


class FacetLists:
    """The entities of each document by kind: how many it has of the kind, and all their ids in a row."""

    def __init__(self) -> None:
        self.counts = {kind: array("I") for kind in KINDS}
        self.ids = {kind: array("I") for kind in KINDS}

    def add(self, article: Indexable) -> None:
        """Take the next document."""
        for kind in KINDS:
            own = [entity for its_kind, entity in article.entities if its_kind is kind]
            self.counts[kind].append(len(own))
            self.ids[kind].extend(own)

    def extend(self, other: FacetReader, live: Mask) -> None:
        """Take the live documents of a segment."""
        for kind in KINDS:
            counts = other.counts[kind]
            self.counts[kind].frombytes(counts[live].astype(np.uint32).tobytes())
            self.ids[kind].frombytes(other.ids[kind][np.repeat(live, counts)].astype(np.uint32).tobytes())

    def write(self, file: BinaryIO) -> None:
        """Write the file."""
        for kind in KINDS:
            for values in (self.counts[kind], self.ids[kind]):
                numbers = np.frombuffer(values.tobytes(), dtype=np.uint32)
                file.write(numbers.astype("<u4").tobytes())
        sizes = (len(self.ids[kind]) for kind in KINDS)
        file.write(_FOOTER.pack(_MAGIC, len(self.counts[KINDS[0]]), *sizes))


class FacetReader:
    """Reads what :class:`FacetLists` wrote.

    Raises:
        ValueError: the file is cut, or another segment's.
    """

    def __init__(self, content: memoryview, count: int) -> None:
        magic, documents, *sizes = _FOOTER.unpack(content[-_FOOTER.size :])
        if magic != _MAGIC or documents != count or 4 * (3 * count + sum(sizes)) + _FOOTER.size != len(content):
            raise ValueError("a file of facets is cut short")
        self.counts: Mapping[EntityType, Ints]
        self.ids: Mapping[EntityType, npt.NDArray[np.uint32]]
        counts, ids, place = {}, {}, 0
        for kind, size in zip(KINDS, sizes, strict=True):
            counts[kind] = np.frombuffer(content, dtype="<u4", offset=place, count=count).astype(np.int64)
            ids[kind] = np.frombuffer(content, dtype="<u4", offset=place + 4 * count, count=size)
            place += 4 * (count + size)
        self.counts, self.ids = counts, ids


def most_frequent(parts: Sequence[npt.NDArray[np.uint32]] | Sequence[Ints], limit: int) -> list[tuple[int, int]]:
    """The commonest numbers with their counts, the lower number first of equals."""
    numbers = np.concatenate([part.astype(np.int64) for part in parts]) if parts else np.empty(0, dtype=np.int64)
    if not len(numbers):
        return []
    counts = np.bincount(numbers)
    best = np.flatnonzero(counts)
    if len(best) > limit:
        edge = np.partition(counts[best], len(best) - limit)[len(best) - limit]
        best = best[counts[best] >= edge]
    order = np.lexsort((best, -counts[best]))[:limit]
    return [(int(number), int(counts[number])) for number in best[order]]
