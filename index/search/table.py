"""The table of a segment's terms in Whoosh's own format: written in little memory, and read in order.

Whoosh's ``OrderedHashWriter`` keeps three Python objects a term until the file is closed, 130 bytes; here it is 12.
Its reader finds a term by its hash; whoever wants all of them, as a merge does, reads them from the first to the last.
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from whoosh.filedb.filetables import HashWriter, OrderedHashReader, OrderedHashWriter
from whoosh.util.numlists import GrowableArray

from index.search.mapped import MappedFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt
    from whoosh.filedb.structfile import StructFile

_CRC32 = 1
"""Whoosh's number of the hash function: it reads it from the file. MD5, its usual one, takes four times as long."""

_BUCKETS = 256
_SLOTS_AN_ENTRY = 2
_LENGTHS = struct.Struct("!ii")
_FIELD_ID = struct.Struct("!H")
_SLOT = np.dtype([("hash", ">u4"), ("position", ">i8")])


class TableWriter(OrderedHashWriter):  # type: ignore[misc] # Whoosh is untyped
    """Takes entries in rising order of their keys."""

    def __init__(self, file: StructFile, fields: tuple[str, ...]) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC32)
        self.extras["fieldmap"] = {name: number for number, name in enumerate(fields)}
        self.index = GrowableArray("I")
        self._hashes = array("I")
        self._positions = array("q")
        self._place: int = file.tell()

    def add(self, key: bytes, value: bytes) -> None:
        """Write an entry."""
        self.index.append(self._place)
        self._hashes.append(crc32(key))
        self._positions.append(self._place)
        self.dbfile.write(b"".join((_LENGTHS.pack(len(key), len(value)), key, value)))
        self._place += _LENGTHS.size + len(key) + len(value)

    def _write_hashes(self) -> None:
        hashes = np.frombuffer(self._hashes, dtype=np.uint32)
        positions = np.frombuffer(self._positions, dtype=np.int64)
        order = np.argsort(hashes % _BUCKETS, kind="stable")
        ends = np.cumsum(np.bincount(hashes % _BUCKETS, minlength=_BUCKETS)).tolist()
        for start, end in zip([0, *ends], ends, strict=False):
            own = order[start:end]
            table = _hash_table(hashes[own], positions[own])
            self.directory.append((self.dbfile.tell(), len(table)))
            self.dbfile.write(table.tobytes())


def _hash_table(hashes: npt.NDArray[np.uint32], positions: npt.NDArray[np.int64]) -> npt.NDArray[np.void]:
    """Open addressing: each entry in the first free slot from that of its hash on, the last one followed by the first.

    Which of the entries that want a slot gets it does not matter to who looks it up; so they take them in order.
    """
    slots = _SLOTS_AN_ENTRY * len(hashes)
    table = np.zeros(slots, dtype=_SLOT)
    if not slots:
        return table
    wanted = (hashes >> 8) % slots
    order = np.argsort(wanted, kind="stable")
    steps = np.arange(slots // _SLOTS_AN_ENTRY)
    taken = np.maximum.accumulate(wanted[order].astype(np.int64) - steps) + steps
    beyond = taken >= slots
    if beyond.any():
        free = np.setdiff1d(np.arange(slots), taken[~beyond], assume_unique=True)
        taken[beyond] = free[: int(beyond.sum())]
    table["hash"][taken] = hashes[order]
    table["position"][taken] = positions[order]
    return table


class TermTable:
    """A segment's terms, each with its entry (see :mod:`index.search.codec`); mapped into memory."""

    def __init__(self, path: Path) -> None:
        file = MappedFile(path)
        self.content: memoryview = file.buffer
        self._reader = OrderedHashReader(file, path.stat().st_size)
        self._fields: dict[str, int] = self._reader.extras["fieldmap"]

    def __len__(self) -> int:
        """How many terms there are, of all fields."""
        count: int = self._reader.indexlen
        return count

    def entry(self, field: str, term: bytes) -> bytes | None:
        """A term's entry; None where there is no such term."""
        found: bytes | None = self._reader.get(self._key(field, term))
        return found

    def terms_from(self, field: str, prefix: bytes) -> Iterator[bytes]:
        """The terms of a field that begin with ``prefix``, in byte order."""
        for term, _ in self._from(field, prefix):
            if not term.startswith(prefix):
                return
            yield term

    def entries(self, field: str) -> Iterator[tuple[bytes, bytes]]:
        """All terms of a field with their entries, in byte order."""
        return self._from(field, b"")

    def _from(self, field: str, first: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The terms of a field that are not before ``first``."""
        key = self._key(field, first)
        position = self._reader.closest_key_pos(key)
        if position is None:
            return
        content, end = self.content, self._reader.endofdata
        number = key[: _FIELD_ID.size]
        while position < end:
            key_length, length = _LENGTHS.unpack_from(content, position)
            start = position + _LENGTHS.size
            position = start + key_length + length
            if content[start : start + _FIELD_ID.size] != number:
                return
            both = bytes(content[start + _FIELD_ID.size : position])
            yield both[: key_length - _FIELD_ID.size], both[key_length - _FIELD_ID.size :]

    def _key(self, field: str, term: bytes) -> bytes:
        return _FIELD_ID.pack(self._fields[field]) + term
