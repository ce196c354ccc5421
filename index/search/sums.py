"""Checksums of a segment's files, written with it: damage that no reader stumbles over is found by comparing them."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.filedb.filestore import FileStorage

SUMS_EXT = ".sum"
_STEP = 1 << 20


def write_sums(storage: FileStorage, segment: W3Segment) -> None:
    """Write the checksums of all the files of a new segment."""
    lines = [f"{_sum(path):08x} {path.name}\n" for path in _files(storage, segment)]
    with segment.create_file(storage, SUMS_EXT) as file:
        file.write("".join(lines).encode())


def damaged_files(storage: FileStorage, segment: W3Segment) -> list[str]:
    """The files of a segment that are missing or not as they were written."""
    listed = Path(storage.folder, segment.make_filename(SUMS_EXT))
    try:
        lines = listed.read_text("ascii").splitlines()
        entries = [(int(line[:8], 16), line[9:]) for line in lines]
    except (OSError, ValueError):
        return [listed.name]
    damaged = []
    for expected, name in entries:
        path = Path(storage.folder, name)
        try:
            if _sum(path) != expected:
                damaged.append(name)
        except OSError:
            damaged.append(name)
    return damaged or ([] if entries else [listed.name])


def _files(storage: FileStorage, segment: W3Segment) -> list[Path]:
    beginning = segment.segment_id()
    paths = Path(storage.folder).glob(f"{beginning}.*")
    return sorted(path for path in paths if path.suffix != SUMS_EXT)


def _sum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_STEP):
            value = zlib.crc32(chunk, value)
    return value
