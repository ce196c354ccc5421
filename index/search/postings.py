"""Lists of postings in Whoosh's own format: which documents hold a term, and how often.

A term's *entry* in the table of terms says how many they are, and either holds the list itself, where it is short, or
says where it lies in the segment's ``.pst`` file, cut into blocks.
"""

from __future__ import annotations

import io
import pickle
import struct
import zlib
from array import array
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]

BLOCK = 4096
"""Postings of a block; Whoosh's own usual 128 serve to skip within a list, which nothing does here."""

COMPRESSION = 3
_INLINE = 4
_COMPRESS_FROM = 80
_MANY = 64
"""Postings from which on arrays are smaller and quicker than tuples."""

_BYTE, _SHORT = 1 << 8, 1 << 16

_PROTOCOL = 3
"""Of pickles: Whoosh writes 2, which spells each string of bytes out as a function call, and reads any."""

_TERM_INFO = struct.Struct("!BfIBBfII")
_EXTENT = struct.Struct("!qi")
_INT = struct.Struct("!i")

Postings = tuple["array[int]", "array[int]"]
"""Document numbers in rising order, and how often the term occurs in each."""


def write_postings(file: BinaryIO, ids: array[int], counts: array[int], bounds: tuple[int, int]) -> bytes:
    """Write one list of postings; returns the term's entry.

    Args:
        file: the segment's ``.pst``, open at its end.
        ids: the documents.
        counts: how often each holds the term.
        bounds: the length bytes of the shortest and the longest document.
    """
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
    for start in range(0, len(ids), BLOCK):
        block, weights = ids[start : start + BLOCK], counts[start : start + BLOCK]
        heaviest = max(weights)
        values = struct.pack(f"!{len(weights)}I", *weights)
        data = pickle.dumps((_deltas(block), _weights(weights, heaviest), values), _PROTOCOL)
        level = COMPRESSION if len(data) >= _COMPRESS_FROM else 0
        if level:
            data = zlib.compress(data, level)
        info = pickle.dumps((len(block), block[-1], float(heaviest), level, *bounds), _PROTOCOL)
        length = len(info) + len(data)
        yield _INT.pack(-length if start + BLOCK >= len(ids) else length) + info + data


def _deltas(block: array[int]) -> tuple[int, ...] | array[int]:
    """The differences, and the first document itself before them: Whoosh reads whatever can be gone through."""
    if len(block) < _MANY:
        return (block[0], *(after - before for before, after in pairwise(block)))
    steps = np.diff(np.frombuffer(block, dtype=np.uint32), prepend=np.uint32(0))
    if int(steps.max()) < _SHORT:
        return array("H", steps.astype(np.uint16).tobytes())
    return array("I", steps.tobytes())


def _weights(weights: array[int], heaviest: int) -> tuple[float, ...] | array[float] | bytes | float | None:
    """How often the documents hold the term: one number where it is the same for all, none where it is 1."""
    if heaviest == min(weights):
        return None if heaviest == 1 else float(heaviest)
    if len(weights) < _MANY:
        return tuple(map(float, weights))
    return bytes(weights.tolist()) if heaviest < _BYTE else array("f", weights)


def is_short(entry: bytes) -> bool:
    """Whether the entry holds the list itself."""
    return entry[0] != 0


def read_short(entry: bytes) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The list that an entry holds itself."""
    ids, weights, _ = pickle.loads(entry[_TERM_INFO.size :])  # noqa: S301 - the folder is the user's own
    return ids, weights


def decode_postings(entry: bytes, posts: memoryview) -> tuple[Ints, Floats]:
    """The documents and how often each holds the term.

    Args:
        entry: the term's.
        posts: the content of the segment's ``.pst``.

    Raises:
        ValueError: there is no such list.
    """
    if is_short(entry):
        inlined_ids, inlined_weights = read_short(entry)
        return np.array(inlined_ids, dtype=np.int64), np.array(inlined_weights, dtype=np.float32)
    start, length = _EXTENT.unpack_from(entry, _TERM_INFO.size)
    blob = bytes(posts[start : start + length])
    if not blob.startswith(WHOOSH3_HEADER_MAGIC):
        raise ValueError("not a list of postings")
    ids: list[Ints] = []
    counts: list[Floats] = []
    file = io.BytesIO(blob)
    place = len(WHOOSH3_HEADER_MAGIC)
    last = False
    while not last:
        (length,) = _INT.unpack_from(blob, place)
        last = length < 0
        file.seek(place + _INT.size)
        place += _INT.size + abs(length)
        count, _, _, level, _, _ = pickle.load(file)  # noqa: S301 - as above
        data = blob[file.tell() : place]
        deltas, weights, _ = pickle.loads(zlib.decompress(data) if level else data)  # noqa: S301 - as above
        steps = np.frombuffer(deltas, dtype=deltas.typecode) if isinstance(deltas, array) else np.array(deltas)
        ids.append(np.cumsum(steps, dtype=np.int64))
        if weights is None or isinstance(weights, float):
            counts.append(np.full(count, weights or 1, dtype=np.float32))
        elif isinstance(weights, bytes):
            counts.append(np.frombuffer(weights, dtype=np.uint8).astype(np.float32))
        else:
            counts.append(np.array(weights, dtype=np.float32))
    return (ids[0], counts[0]) if len(ids) == 1 else (np.concatenate(ids), np.concatenate(counts))
