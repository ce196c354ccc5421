"""Files in memory as they were when opened, whatever becomes of them; unmapped with their last reference."""

from __future__ import annotations

import io
import mmap
from typing import TYPE_CHECKING

from whoosh.filedb.structfile import BufferFile

if TYPE_CHECKING:
    from pathlib import Path


class MappedFile(BufferFile):  # type: ignore[misc] # Whoosh is untyped
    """A mapped file that Whoosh can read; its own class would copy it into memory."""

    def __init__(self, path: Path) -> None:
        self.buffer, self.file = _map(path)
        self._buf = self.buffer
        self._name = path.name
        self.onclose = None
        self.is_real = False
        self.is_closed = False


def mapped(path: Path) -> memoryview:
    """The bytes of a file."""
    return _map(path)[0]


def forget(content: memoryview) -> None:
    """Have the system take back the memory of a mapped file's pages; they are read again when they are needed."""
    if isinstance(content.obj, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        content.obj.madvise(mmap.MADV_DONTNEED)


def _map(path: Path) -> tuple[memoryview, mmap.mmap | io.BytesIO]:
    with path.open("rb") as file:
        if not path.stat().st_size:  # postings, where each term is rare enough for the term table
            return memoryview(b""), io.BytesIO()
        mapping = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return memoryview(mapping), mapping
