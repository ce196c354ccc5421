"""Large merges, done while others search and write: the lock is held only to put the result in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.errors import SearchIndexError
from index.search.codec import write_segment
from index.search.merge import MergedContent, MergeStoppedError, choose
from index.search.segments import PostingsCache, SegmentReader
from index.search.snapshot import live_mask
from index.search.store import DAMAGE, NEXT_NAME, REMEDY

if TYPE_CHECKING:
    from collections.abc import Callable

    from whoosh.codec.whoosh3 import W3Segment

    from index.search.segments import Mask
    from index.search.store import Contents, Store

_PATIENCE = 10.0
"""Seconds to wait for another writer before a merge takes effect."""


def waiting(contents: Contents) -> tuple[int, int] | None:
    """Which segments are to be merged next."""
    sizes = [segment.doc_count_all() for segment in contents.segments]
    live = [segment.doc_count_all() - segment.deleted_count() for segment in contents.segments]
    return choose(sizes, live)


def tidy(store: Store, stop: Callable[[], bool]) -> int:
    """Merge until there is nothing more to merge, or ``stop``; returns how many merges were done.

    Raises:
        SearchIndexError: another process builds or tidies the index, the index is damaged or cannot be written.
    """
    merges = 0
    with store.locked(NEXT_NAME):
        if store.generation(NEXT_NAME) >= 0:
            return 0  # an unfinished rebuild will replace it all
        try:
            while not stop() and not store.is_damaged():
                contents = store.read()
                chosen = waiting(contents)
                if chosen is None or not _merge(store, contents.segments[slice(*chosen)], stop):
                    break
                merges += 1
        except MergeStoppedError:
            pass
        except FileNotFoundError:
            pass  # another commit has merged them meanwhile
        except OSError as error:
            raise SearchIndexError(f"The search index cannot be written: {error}.") from error
        except DAMAGE as error:
            store.report_damage()
            raise SearchIndexError("The search index is damaged.", REMEDY) from error
    return merges


def _merge(store: Store, merging: tuple[W3Segment, ...], stop: Callable[[], bool]) -> bool:
    readers = [SegmentReader(store.storage, segment, PostingsCache(limit=0)) for segment in merging]
    masks = [live_mask(segment) for segment in merging]
    merged = write_segment(store.storage, MergedContent(readers, masks, stop), NEXT_NAME)
    with store.locked(patience=_PATIENCE, stop=stop):
        contents = store.read()
        names = [segment.segment_id() for segment in contents.segments]
        wanted = [segment.segment_id() for segment in merging]
        at = names.index(wanted[0]) if wanted[0] in names else -1
        kept = (segment for segment in contents.segments if segment.segment_id() in wanted)
        if contents.checkpoint is None or at < 0 or names[at : at + len(wanted)] != wanted:
            return False  # its files go with the next clean-up
        _delete_since(merged, readers, masks, list(kept))
        segments = (*contents.segments[:at], merged, *contents.segments[at + len(wanted) :])
        committed = store.commit(contents, segments, contents.checkpoint)
        store.clean_next(committed.segments)
    return True


def _delete_since(merged: W3Segment, readers: list[SegmentReader], masks: list[Mask], now: list[W3Segment]) -> None:
    """Delete from the merged segment what has been deleted from its sources while they were merged."""
    base = 0
    for reader, before, segment in zip(readers, masks, now, strict=True):
        after = live_mask(segment)
        numbers = np.cumsum(before) - 1 + base
        for document in numbers[before & ~after].tolist():
            merged.delete_document(document)
        base += int(before.sum())
        assert reader.count == len(after)
