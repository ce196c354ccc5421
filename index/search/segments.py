"""Reading segments: columns and postings as numpy arrays, and the snapshot of all segments that a search works on."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.util.numeric import byte_to_length

from index.search.analyzer import stem
from index.search.beginnings import BEGINNINGS_EXT, Beginnings
from index.search.codec import VOCABULARY_EXT
from index.search.facets import FACETS_EXT, FacetReader
from index.search.mapped import forget, mapped
from index.search.phrases import documents
from index.search.places import PLACES_EXT, PlaceReader
from index.search.postings import decode_postings
from index.search.schema import COLUMNS, TEXT_FIELDS
from index.search.store import DAMAGE
from index.search.table import TermTable
from index.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt
    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.filedb.filestore import FileStorage

    from index.search.plan import InOrder

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]
    Entry = tuple[Ints, Floats]

CACHE_BYTES = 12_000_000
"""How much memory decoded postings may take, over all segments."""

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float32)
_NOTHING = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)


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
        self.broken = False
        self.count: int = segment.doc_count_all()
        self._cache = cache
        self.columns = {name: _column(storage, segment, name) for name in COLUMNS}
        self.ids, self.times, self.feeds = self.columns["id"], self.columns["published"], self.columns["feed"]
        self.length_bytes = {name: _lengths(storage, segment, name) for name in TEXT_FIELDS}
        self.lengths = {name: _LENGTHS[raw] for name, raw in self.length_bytes.items()}
        sizes = {len(values) for values in self.columns.values()} | {len(values) for values in self.lengths.values()}
        if sizes != {self.count}:
            raise ValueError(f"columns of segment {self.name} are cut short")
        self.vocabulary = Vocabulary(_path(storage, segment.make_filename(VOCABULARY_EXT)))
        self._posts = mapped(_path(storage, segment.make_filename(W3Codec.POSTS_EXT)))
        self._place_file = mapped(_path(storage, segment.make_filename(PLACES_EXT)))
        self._places: PlaceReader | None = None
        self._beginning_file = mapped(_path(storage, segment.make_filename(BEGINNINGS_EXT)))
        self._beginnings: Beginnings | None = None
        self._facet_file = mapped(_path(storage, segment.make_filename(FACETS_EXT)))
        self._terms = TermTable(_path(storage, segment.make_filename(W3Codec.TERMS_EXT)))

    def forget(self) -> None:
        """Give back the memory that reading through the files has taken."""
        for content in (self._posts, self._place_file, self._beginning_file, self._terms.content):
            forget(content)

    @property
    def places(self) -> PlaceReader:
        """Where the words stand."""
        if self._places is None:
            self._places = PlaceReader(self._place_file, self.count)
        return self._places

    @property
    def beginnings(self) -> Beginnings:
        """Which documents have words with the commonest beginnings."""
        if self._beginnings is None:
            self._beginnings = Beginnings(self._beginning_file, self.count)
        return self._beginnings

    @property
    def facets(self) -> FacetReader:
        """Which entities the documents mention."""
        return FacetReader(self._facet_file, self.count)

    def postings(self, field: str, terms: tuple[bytes, ...]) -> tuple[Ints, Floats]:
        """The documents that hold any of the terms, rising, and how often they hold them, deleted ones included."""
        return self._cached((self.name, field, terms), lambda: self._unite(field, terms))

    def beginning(self, field: str, prefix: str) -> tuple[Ints, Floats]:
        """The documents with a word in ``field`` that begins so, each once."""
        return self._cached((self.name, f"{field}*", (prefix.encode(),)), lambda: self._begins(field, prefix))

    def phrase(self, phrase: InOrder) -> tuple[Ints, Floats]:
        """The documents that hold a phrase, each once."""
        kind = f"{' '.join(phrase.fields)}~{phrase.within}{'*' if phrase.going_on else ''}"
        units = tuple(unit.encode() for unit in phrase.units)
        return self._cached((self.name, kind, units), lambda: _once(documents(self.places, phrase)))

    def _cached(self, key: tuple[str, str, tuple[bytes, ...]], find: Callable[[], Entry]) -> Entry:
        """What is found, from the cache if it can be; where the files are damaged, nothing, and ``broken`` is set."""
        entry = self._cache.get(key)
        if entry is None:
            try:
                entry = find()
            except DAMAGE:
                self.broken = True
                return _NOTHING
            self._cache.put(key, entry)
        return entry

    def _unite(self, field: str, terms: tuple[bytes, ...]) -> Entry:
        found = [postings for term in terms if (postings := self._decode(field, term)) is not None]
        return _united(found, self.count)

    def _begins(self, field: str, prefix: str) -> Entry:
        mask = self.beginnings.mask(field, prefix)
        return _once(np.flatnonzero(mask) if mask is not None else self.begun(field, prefix))

    def begun(self, field: str, prefix: str) -> Ints:
        """The documents with a word in ``field`` that begins so, by their postings."""
        terms = {stem(word.decode()).encode() for word in self.vocabulary.words(prefix)}
        return self._unite(field, tuple(sorted(terms)))[0]

    def _decode(self, field: str, term: bytes) -> Entry | None:
        entry = self._terms.entry(field, term)
        return decode_postings(entry, self._posts) if entry is not None else None

    def entries(self, field: str) -> Iterator[tuple[bytes, bytes]]:
        """All terms of a field in byte order, with their entries in the table of terms."""
        return self._terms.entries(field)

    @property
    def size(self) -> int:
        """How many terms there are, of all fields."""
        return len(self._terms)

    def listed(self, entry: bytes) -> Entry:
        """The postings of an entry in the table of terms."""
        return decode_postings(entry, self._posts)

    def terms_from(self, field: str, prefix: bytes) -> Iterator[bytes]:
        """The terms of a field that begin with ``prefix``, in byte order."""
        return self._terms.terms_from(field, prefix)

    def names(self, field: str, prefix: bytes) -> list[bytes]:
        """The same for a search: where the files are damaged, none."""
        try:
            return list(self.terms_from(field, prefix))
        except DAMAGE:
            self.broken = True
            return []

    def words(self, prefix: str) -> list[bytes]:
        """The words of the vocabulary that begin with ``prefix``; where it is damaged, none."""
        try:
            return self.vocabulary.words(prefix)
        except DAMAGE:
            self.broken = True
            return []

    def near(self, prefix: str, word: str, distance: int) -> list[str]:
        """The words of the vocabulary that begin with ``prefix`` and are near ``word``; where it is damaged, none."""
        try:
            return self.vocabulary.near(prefix, word, distance)
        except DAMAGE:
            self.broken = True
            return []


def _once(documents: Ints) -> Entry:
    """Documents (rising, maybe repeated) as postings that count once each."""
    if len(documents) > 1:
        documents = documents[np.flatnonzero(np.diff(documents, prepend=-1))]
    return documents, np.ones(len(documents), dtype=np.float32)


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


def _column(storage: FileStorage, segment: W3Segment, name: str) -> Ints:
    content = _path(storage, W3Codec.column_filename(segment, name)).read_bytes()
    return np.frombuffer(content, dtype=">i8").astype(np.int64)


def _lengths(storage: FileStorage, segment: W3Segment, name: str) -> npt.NDArray[np.uint8]:
    content = _path(storage, W3Codec.column_filename(segment, f"_{name}_len")).read_bytes()
    return np.frombuffer(content, dtype=np.uint8)[: segment.doc_count_all()]
