"""Reading segments: columns and postings as numpy arrays, and the snapshot of all segments that a search works on."""

from __future__ import annotations

import mmap
import re
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3TermsReader
from whoosh.filedb.structfile import BufferFile
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length

from index.search.codec import VOCABULARY_EXT, read_postings
from index.search.schema import COLUMNS, TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.filedb.filestore import FileStorage

    from index.search.codec import Postings
    from index.search.store import Contents, Store

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]

CACHE_BYTES = 64_000_000
"""How much memory decoded postings may take, over all segments."""

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float32)
_OPEN_ATTEMPTS = 10


class PostingsCache:
    """Decoded postings, least recently used thrown out first. Segments never change, so nothing in here grows stale."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._size = 0
        self._entries: OrderedDict[tuple[str, str, tuple[bytes, ...]], tuple[Ints, Floats]] = OrderedDict()

    def get(self, key: tuple[str, str, tuple[bytes, ...]]) -> tuple[Ints, Floats] | None:
        """The postings under a key, if they are here."""
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: tuple[str, str, tuple[bytes, ...]], entry: tuple[Ints, Floats]) -> None:
        """Keep postings."""
        self._entries[key] = entry
        self._size += entry[0].nbytes + entry[1].nbytes + 200
        while self._size > self._limit:
            _, (ids, counts) = self._entries.popitem(last=False)
            self._size -= ids.nbytes + counts.nbytes + 200


class SegmentReader:
    """One segment. Its files may be deleted by a merge while it is open: what is read later is mapped already."""

    def __init__(self, storage: FileStorage, segment: W3Segment, cache: PostingsCache) -> None:
        self.name: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        self._cache = cache
        columns = {name: _column(storage, segment, name) for name in COLUMNS}
        self.ids, self.times, self.feeds = columns["id"], columns["published"], columns["feed"]
        self.length_bytes = {name: _lengths(storage, segment, name) for name in TEXT_FIELDS}
        self.lengths = {name: _LENGTHS[raw] for name, raw in self.length_bytes.items()}
        sizes = {len(values) for values in columns.values()} | {len(values) for values in self.lengths.values()}
        if sizes != {self.count}:
            raise ValueError(f"columns of segment {self.name} are cut short")
        self._deflated_vocabulary = _path(storage, segment.make_filename(VOCABULARY_EXT)).read_bytes()
        self._vocabulary: bytes | None = None
        self._posts = _mapped(_path(storage, segment.make_filename(W3Codec.POSTS_EXT)))
        table = _path(storage, segment.make_filename(W3Codec.TERMS_EXT))
        self._terms = W3TermsReader(W3Codec(), _mapped(table), table.stat().st_size, self._posts)

    @property
    def vocabulary(self) -> bytes:
        """The sorted unstemmed words in UTF-8, each between line feeds."""
        if self._vocabulary is None:
            self._vocabulary = zlib.decompress(self._deflated_vocabulary)
        return self._vocabulary

    def postings(self, field: str, terms: tuple[bytes, ...]) -> tuple[Ints, Floats]:
        """The documents that hold any of the terms, rising, and how often they hold them, deleted ones included."""
        key = (self.name, field, terms)
        entry = self._cache.get(key)
        if entry is None:
            found = [postings for term in terms if (postings := self._decode(field, term)) is not None]
            entry = _united(found, self.count)
            self._cache.put(key, entry)
        return entry

    def _decode(self, field: str, term: bytes) -> tuple[Ints, Floats] | None:
        try:
            ids, counts = self.raw_postings(field, term)
        except TermNotFound:
            return None
        return np.array(ids, dtype=np.int64), np.array(counts, dtype=np.float32)

    def raw_postings(self, field: str, term: bytes) -> Postings:
        """The postings of a term that the segment holds."""
        info = self._terms.term_info(field, term)
        if info.is_inlined():
            return read_postings(info, b"")
        offset, length = info.extent()
        return read_postings(info, self._posts.get(offset, *length))  # Whoosh leaves the length unpacked as a tuple

    def terms_from(self, field: str, prefix: bytes) -> Iterator[bytes]:
        """The terms of a field that begin with ``prefix``, in byte order."""
        for name, term in self._terms.terms_from(field, prefix):
            if name != field or not term.startswith(prefix):
                return
            yield term

    def words(self, prefix: str) -> Iterator[bytes]:
        """The words of the vocabulary that begin with ``prefix``."""
        start = b"\n" + prefix.encode()
        position = self.vocabulary.find(start)
        if position < 0:
            return
        block = re.compile(b"(?:" + re.escape(start) + b"[^\n]*)+").match(self.vocabulary, position)
        if block is not None:
            yield from block.group()[1:].split(b"\n")


def _united(found: list[tuple[Ints, Floats]], count: int) -> tuple[Ints, Floats]:
    if not found:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    if len(found) == 1:
        return found[0]
    ids = np.concatenate([ids for ids, _ in found])
    sums = np.bincount(ids, weights=np.concatenate([counts for _, counts in found]), minlength=count)
    united = np.flatnonzero(sums)
    return united, sums[united].astype(np.float32)


def _path(storage: FileStorage, name: str) -> Path:
    return Path(storage.folder, name)


def _mapped(path: Path) -> BufferFile:
    """A file in memory as it was when opened, whatever becomes of it; unmapped with its last reference."""
    with path.open("rb") as file:
        empty = not path.stat().st_size  # of postings, where each term is rare enough for the term table
        return BufferFile(memoryview(b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))


def _column(storage: FileStorage, segment: W3Segment, name: str) -> Ints:
    content = _path(storage, W3Codec.column_filename(segment, name)).read_bytes()
    return np.frombuffer(content, dtype=">i8").astype(np.int64)


def _lengths(storage: FileStorage, segment: W3Segment, name: str) -> npt.NDArray[np.uint8]:
    content = _path(storage, W3Codec.column_filename(segment, f"_{name}_len")).read_bytes()
    return np.frombuffer(content, dtype=np.uint8)[: segment.doc_count_all()]


class Snapshot:
    """All segments of one commit. Documents that a later version replaced are masked out by ``live``."""

    def __init__(self, contents: Contents, readers: list[SegmentReader]) -> None:
        self.generation = contents.generation
        self.checkpoint = contents.checkpoint
        self.readers = readers
        self.live = [live_mask(segment) for segment in contents.segments]
        self.count = sum(int(mask.sum()) for mask in self.live)

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

    Raises:
        SearchIndexError: the index is damaged.
        OSError, ValueError ...: see :data:`index.search.store.DAMAGE`; a file is missing or cut.
    """
    known = {reader.name: reader for reader in previous.readers} if previous is not None else {}
    for _ in range(_OPEN_ATTEMPTS - 1):
        try:
            return _open(store, cache, known)
        except FileNotFoundError:  # a writer has just replaced this commit and its files
            continue
    return _open(store, cache, known)


def _open(store: Store, cache: PostingsCache, known: dict[str, SegmentReader]) -> Snapshot:
    contents = store.read()
    readers = [
        known.get(segment.segment_id()) or SegmentReader(store.storage, segment, cache) for segment in contents.segments
    ]
    return Snapshot(contents, readers)
