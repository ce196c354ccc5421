"""Writing and reading the files of a segment in Whoosh's own format (codec W3), term at a time.

What Whoosh writes can be read here and the other way round. Differences are of degree only: blocks of postings are
longer (fewer, better compressed; nothing here skips within a list), rare terms are kept in the term table itself, and
a list's shortest and longest document are those of its field (a valid, if loose, bound).

Beside Whoosh's files lie five that Whoosh leaves alone and removes with their segment: ``.voc``, the unstemmed words of
a segment, sorted, one a line, deflated; ``.plc``, where each word stands (:mod:`index.search.places`); ``.beg``, which
documents have words that begin with the commonest two or three letters (:mod:`index.search.beginnings`); ``.fac``,
which entities each document mentions (:mod:`index.search.facets`); and ``.sum``, the checksums of all of them
(:mod:`index.search.sums`).
"""

from __future__ import annotations

import io
import pickle
import struct
import zlib
from array import array
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, STORED_COLUMN, WHOOSH3_HEADER_MAGIC, W3Codec
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.util.numeric import length_to_byte

from index.search.beginnings import BEGINNINGS_EXT
from index.search.facets import FACETS_EXT
from index.search.places import PLACES_EXT, write_places
from index.search.schema import COLUMN_TYPE, COLUMNS, TEXT_FIELDS, WORD_FIELDS
from index.search.sums import write_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt
    from whoosh.codec.whoosh3 import W3Segment, W3TermInfo
    from whoosh.filedb.filestore import FileStorage

    from index.search.beginnings import BeginningsLike
    from index.search.facets import FacetLists
    from index.search.places import Placed

VOCABULARY_EXT = ".voc"
INDEX_NAME = "MAIN"

_BLOCK = 1024
_INLINE = 4
_COMPRESSION = 3
_COMPRESS_FROM = 80
_PROTOCOL = 3
"""Of pickles: Whoosh writes 2, which spells each string of bytes out as a function call, and reads any."""

_NO_LENGTH, _MAX_LENGTH = 0, 255
_TERM_INFO = struct.Struct("!BfIBBfII")
_EXTENT = struct.Struct("!qi")
_INT = struct.Struct("!i")
_FIELD_ID = struct.Struct("!H")

Postings = tuple["array[int]", "array[int]"]
"""Document numbers in rising order, and how often the term occurs in each."""


class SegmentContent(Protocol):
    """What a new segment is written from: fresh articles or older segments.

    Attributes:
        count: how many documents.
        columns: a signed 64-bit value a document for each of :data:`~index.search.schema.COLUMNS`.
        lengths: a length byte a document for each text field.
        facets: the entities of each document.
        total_lengths: the sum of the exact lengths of each text field.
    """

    @property
    def count(self) -> int: ...  # noqa: D102
    @property
    def columns(self) -> Mapping[str, array[int]]: ...  # noqa: D102
    @property
    def facets(self) -> FacetLists: ...  # noqa: D102
    @property
    def lengths(self) -> Mapping[str, bytearray]: ...  # noqa: D102
    @property
    def total_lengths(self) -> Mapping[str, int]: ...  # noqa: D102

    def terms(self, field: str) -> Iterable[tuple[bytes, Postings]]:
        """The terms of a field in byte order with their postings."""

    def vocabulary(self) -> set[str]:
        """The unstemmed words."""

    def placed(self) -> Placed:
        """Where the words stand."""

    def beginnings(self, words: Sequence[str]) -> BeginningsLike:
        """What looks on while the terms are written; ``words`` is the vocabulary."""


def write_segment(storage: FileStorage, content: SegmentContent, name: str = INDEX_NAME) -> W3Segment:
    """Write the files of a new segment, their names beginning with ``name``; it exists once a commit names it."""
    codec = W3Codec(blocklimit=_BLOCK, compression=_COMPRESSION)
    segment = codec.new_segment(storage, name)
    segment.set_doc_count(content.count)
    segment._fieldlengths = dict(content.total_lengths)  # noqa: SLF001 - Whoosh's own writer sets it this way
    words = sorted(content.vocabulary())
    beginnings = content.beginnings(words)
    _write_terms(storage, segment, content, beginnings)
    _write_columns(storage, segment, content)
    listed = "\n".join(words)
    with segment.create_file(storage, VOCABULARY_EXT) as file:
        file.write(zlib.compress(f"\n{listed}\n".encode(), _COMPRESSION))
    with segment.create_file(storage, BEGINNINGS_EXT) as file:
        beginnings.write(file)
    with segment.create_file(storage, FACETS_EXT) as file:
        content.facets.write(file)
    with segment.create_file(storage, PLACES_EXT) as file:
        write_places(file, content.placed())
    write_sums(storage, segment)
    return segment


def _write_columns(storage: FileStorage, segment: W3Segment, content: SegmentContent) -> None:
    with storage.create_file(W3Codec.column_filename(segment, "_stored")) as file:
        STORED_COLUMN.writer(file).finish(content.count)
    for name in COLUMNS:
        values = array(COLUMN_TYPE, content.columns[name])
        if struct.pack("=h", 1) != struct.pack("!h", 1):
            values.byteswap()
        with storage.create_file(W3Codec.column_filename(segment, name)) as file:
            file.write(values.tobytes())
    for name in TEXT_FIELDS:
        with storage.create_file(W3Codec.column_filename(segment, f"_{name}_len")) as file:
            writer = LENGTHS_COLUMN.writer(file)
            file.write(bytes(content.lengths[name]))
            writer.finish(content.count)


def _write_terms(storage: FileStorage, segment: W3Segment, content: SegmentContent, beginnings: BeginningsLike) -> None:
    table = OrderedHashWriter(segment.create_file(storage, W3Codec.TERMS_EXT))
    table.extras["fieldmap"] = {name: number for number, name in enumerate(WORD_FIELDS)}
    with segment.create_file(storage, W3Codec.POSTS_EXT) as file:
        for number, name in enumerate(WORD_FIELDS):
            prefix = _FIELD_ID.pack(number)
            lengths = content.lengths.get(name)
            bounds = (min(lengths), max(lengths)) if lengths else (_NO_LENGTH, _MAX_LENGTH)
            beginnings.field(name)
            for term, (ids, counts) in content.terms(name):
                table.add(prefix + term, _write_postings(file, ids, counts, bounds))
                beginnings.add(term, ids)
    table.close()


def _write_postings(file: io.BufferedIOBase, ids: array[int], counts: array[int], bounds: tuple[int, int]) -> bytes:
    """Write one list of postings; returns the term's entry in the term table."""
    inline = len(ids) <= _INLINE
    entry = _TERM_INFO.pack(inline, sum(counts), len(ids), *bounds, max(counts), ids[0], ids[-1])
    if inline:
        weights = tuple(float(count) for count in counts)
        values = tuple(_INT.pack(count) for count in counts)
        return entry + pickle.dumps((tuple(ids), weights, values), _PROTOCOL)
    start = file.tell()
    blob = b"".join(_blocks(ids, counts, bounds))
    file.write(blob)
    return entry + _EXTENT.pack(start, len(blob))


def _blocks(ids: array[int], counts: array[int], bounds: tuple[int, int]) -> Iterator[bytes]:
    yield WHOOSH3_HEADER_MAGIC
    for start in range(0, len(ids), _BLOCK):
        block, weights = ids[start : start + _BLOCK], counts[start : start + _BLOCK]
        deltas = (block[0], *(after - before for before, after in pairwise(block)))
        heaviest = max(weights)
        if heaviest > min(weights):
            packed_weights: tuple[float, ...] | float | None = tuple(map(float, weights))
        else:
            packed_weights = None if heaviest == 1 else float(heaviest)
        values = struct.pack(f"!{len(weights)}I", *weights)
        data = pickle.dumps((deltas, packed_weights, values), _PROTOCOL)
        level = _COMPRESSION if len(data) >= _COMPRESS_FROM else 0
        if level:
            data = zlib.compress(data, level)
        info = pickle.dumps((len(block), block[-1], float(heaviest), level, *bounds), _PROTOCOL)
        length = len(info) + len(data)
        yield _INT.pack(-length if start + _BLOCK >= len(ids) else length) + info + data


def read_postings(info: W3TermInfo, blob: bytes) -> Postings:
    """Decode a list of postings; ``blob`` is what lies at the entry's extent, empty for an inlined one."""
    ids, counts = decode_postings(info, blob)
    return array("I", ids.astype(np.uint32).tobytes()), array("I", counts.astype(np.uint32).tobytes())


def decode_postings(info: W3TermInfo, blob: bytes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """The same as arrays for arithmetic."""
    if info.is_inlined():
        inlined_ids, inlined_weights, _ = info.inlined_postings()
        return np.array(inlined_ids, dtype=np.int64), np.array(inlined_weights, dtype=np.float32)
    if not blob.startswith(WHOOSH3_HEADER_MAGIC):
        raise ValueError("not a list of postings")
    ids: list[npt.NDArray[np.int64]] = []
    counts: list[npt.NDArray[np.float32]] = []
    file = io.BytesIO(blob)
    place = len(WHOOSH3_HEADER_MAGIC)
    last = False
    while not last:
        (length,) = _INT.unpack_from(blob, place)
        last = length < 0
        file.seek(place + _INT.size)
        place += _INT.size + abs(length)
        count, _, _, level, _, _ = pickle.load(file)  # noqa: S301 - the folder is the user's own
        data = blob[file.tell() : place]
        deltas, weights, values = pickle.loads(zlib.decompress(data) if level else data)  # noqa: S301 - as above
        ids.append(np.cumsum(np.frombuffer(array("I", deltas), dtype=np.uint32), dtype=np.int64))
        if weights is None or isinstance(weights, float):
            counts.append(np.full(count, weights or 1, dtype=np.float32))
        elif len(values) == count * _INT.size:
            counts.append(np.frombuffer(values, dtype=">u4").astype(np.float32))
        else:
            counts.append(np.array(weights, dtype=np.float32))
    return (ids[0], counts[0]) if len(ids) == 1 else (np.concatenate(ids), np.concatenate(counts))


def length_byte(length: int) -> int:
    """A document's length as Whoosh writes it: logarithmic, in one byte."""
    byte: int = length_to_byte(length)
    return byte
