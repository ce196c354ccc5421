"""All segments of one commit: what a search works on, and sees to its end whatever is committed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.errors import SearchIndexError
from index.search.segments import SegmentReader
from index.search.store import DAMAGE, Contents

if TYPE_CHECKING:
    from whoosh.codec.whoosh3 import W3Segment

    from index.search.segments import Mask, PostingsCache
    from index.search.store import Store

_OPEN_ATTEMPTS = 10


class Snapshot:
    """All segments of one commit. Documents that a later version replaced are masked out by ``live``.

    Attributes:
        damaged: some of the commit could not be opened and is left out.
    """

    def __init__(
        self, contents: Contents, readers: list[SegmentReader], live: list[Mask], *, damaged: bool = False
    ) -> None:
        self.generation = contents.generation
        self.checkpoint = contents.checkpoint
        self.readers = readers
        self.live = live
        self.damaged = damaged
        self.count = sum(int(mask.sum()) for mask in self.live)

    @property
    def broken(self) -> bool:
        """Whether damage has been met, at opening or while searching."""
        return self.damaged or any(reader.broken for reader in self.readers)

    def average_length(self, field: str) -> float:
        """The mean length of a text field over the live documents, in terms; at least 1."""
        total = sum(
            float(reader.lengths[field][live].sum()) for reader, live in zip(self.readers, self.live, strict=True)
        )
        return max(1.0, total / self.count) if self.count else 1.0


def live_mask(segment: W3Segment) -> Mask:
    """Which documents of a segment have not been replaced."""
    mask = np.ones(segment.doc_count_all(), dtype=np.bool_)
    mask[list(segment.deleted_docs())] = False
    return mask


def open_snapshot(store: Store, cache: PostingsCache, previous: Snapshot | None = None) -> Snapshot:
    """Open the newest commit; segments that ``previous`` holds already are taken over.

    What is damaged is left out, and ``damaged`` set: a search goes on with what there is.
    """
    known = {reader.name: reader for reader in previous.readers} if previous is not None else {}
    for _ in range(_OPEN_ATTEMPTS):
        snapshot, gone = _open(store, cache, known)
        if not gone or snapshot.generation == store.generation():
            break  # else a writer has just replaced this commit and its files
    return snapshot


def _open(store: Store, cache: PostingsCache, known: dict[str, SegmentReader]) -> tuple[Snapshot, bool]:
    """The snapshot, and whether files were missing."""
    try:
        contents = store.read()
    except FileNotFoundError:
        return Snapshot(Contents(store.generation(), (), None), [], [], damaged=True), True
    except SearchIndexError:
        return Snapshot(Contents(store.generation(), (), None), [], [], damaged=True), False
    readers, live = [], []
    damaged = gone = False
    for segment in contents.segments:
        try:
            reader = known.get(segment.segment_id()) or SegmentReader(store.storage, segment, cache)
            mask = live_mask(segment)
        except DAMAGE as error:
            damaged, gone = True, gone or isinstance(error, FileNotFoundError)
            continue
        readers.append(reader)
        live.append(mask)
    return Snapshot(contents, readers, live, damaged=damaged), gone
