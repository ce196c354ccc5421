"""What an index holds, for comparing it with its archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SearchIndexError
from index.search.segments import PostingsCache, SegmentReader
from index.search.snapshot import live_mask
from index.search.store import DAMAGE
from index.search.sums import damaged_files as damaged_files_of

if TYPE_CHECKING:
    from index.search.store import Store


@dataclass(frozen=True, slots=True)
class Inspection:
    """What an index holds.

    Attributes:
        exists: there is one, of this archive and in this format.
        readable: all of it can be opened.
        revision: the archive's revision up to which it says to have caught up.
        articles: each indexed version's article and revision; an article that is there twice comes twice.
        segments: how many there are.
    """

    exists: bool
    readable: bool
    revision: int
    articles: tuple[tuple[int, int], ...]
    segments: int = 0


def inspect(store: Store, archive: str) -> Inspection:
    """Read which articles the index in force holds."""
    try:
        contents = store.read()
    except (SearchIndexError, FileNotFoundError):
        return Inspection(True, False, 0, ())
    checkpoint = contents.checkpoint
    if checkpoint is None or checkpoint.archive != archive:
        return Inspection(False, True, 0, ())
    articles: list[tuple[int, int]] = []
    readable = True
    for segment in contents.segments:
        try:
            reader = SegmentReader(store.storage, segment, PostingsCache(limit=0))
            live = live_mask(segment)
        except DAMAGE:
            readable = False
            continue
        articles += zip(reader.ids[live].tolist(), reader.columns["revision"][live].tolist(), strict=True)
    return Inspection(True, readable, checkpoint.revision, tuple(articles), len(contents.segments))


def damaged_files(store: Store) -> list[str]:
    """The files that are missing or not as they were written."""
    try:
        contents = store.read()
    except (SearchIndexError, FileNotFoundError):
        return [f"table of contents {store.generation()}"]
    return [name for segment in contents.segments for name in damaged_files_of(store.storage, segment)]
