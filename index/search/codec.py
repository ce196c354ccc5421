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

import struct
import zlib
from array import array
from contextlib import closing
from typing import TYPE_CHECKING, Protocol

from whoosh.codec.whoosh3 import LENGTHS_COLUMN, STORED_COLUMN, W3Codec
from whoosh.util.numeric import length_to_byte

from index.search.beginnings import BEGINNINGS_EXT
from index.search.facets import FACETS_EXT
from index.search.places import PLACES_EXT, write_places
from index.search.postings import BLOCK, COMPRESSION, write_postings
from index.search.schema import COLUMN_TYPE, COLUMNS, TEXT_FIELDS, WORD_FIELDS
from index.search.sums import write_sums
from index.search.table import TableWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.filedb.filestore import FileStorage

    from index.search.beginnings import BeginningsLike
    from index.search.facets import FacetLists
    from index.search.places import Placed
    from index.search.postings import Postings

VOCABULARY_EXT = ".voc"
INDEX_NAME = "MAIN"

_NO_LENGTH, _MAX_LENGTH = 0, 255
_FIELD_ID = struct.Struct("!H")


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
    codec = W3Codec(blocklimit=BLOCK, compression=COMPRESSION)
    segment = codec.new_segment(storage, name)
    segment.set_doc_count(content.count)
    segment._fieldlengths = dict(content.total_lengths)  # noqa: SLF001 - Whoosh's own writer sets it this way
    words = sorted(content.vocabulary())
    beginnings = content.beginnings(words)
    _write_terms(storage, segment, content, beginnings)
    _write_columns(storage, segment, content)
    listed = "\n".join(words)
    with segment.create_file(storage, VOCABULARY_EXT) as file:
        file.write(zlib.compress(f"\n{listed}\n".encode(), COMPRESSION))
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
    with (
        closing(TableWriter(segment.create_file(storage, W3Codec.TERMS_EXT), WORD_FIELDS)) as table,
        segment.create_file(storage, W3Codec.POSTS_EXT) as file,
    ):
        for number, name in enumerate(WORD_FIELDS):
            prefix = _FIELD_ID.pack(number)
            lengths = content.lengths.get(name)
            bounds = (min(lengths), max(lengths)) if lengths else (_NO_LENGTH, _MAX_LENGTH)
            beginnings.field(name)
            for term, (ids, counts) in content.terms(name):
                table.add(prefix + term, write_postings(file, ids, counts, bounds))
                beginnings.add(term, ids)


def length_byte(length: int) -> int:
    """A document's length as Whoosh writes it: logarithmic, in one byte."""
    byte: int = length_to_byte(length)
    return byte
