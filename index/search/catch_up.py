"""Following the archive: what changed is indexed in batches, each a commit that says how far it goes.

A commit replaces the earlier versions of its articles, adds the new ones and records the revision, all by one rename.
So a process killed at any moment leaves the index as some commit made it, and the next catch-up goes on from there;
indexing an article twice is harmless, because the second time replaces the first.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from index.errors import SearchIndexError
from index.search.analyzer import TermCache
from index.search.builder import SegmentBuilder
from index.search.codec import INDEX_NAME, write_segment
from index.search.merge import LARGEST, MergedContent, MergeStoppedError, choose_small
from index.search.schema import Checkpoint
from index.search.segments import PostingsCache, SegmentReader
from index.search.snapshot import live_mask
from index.search.store import DAMAGE, REMEDY, Contents, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from whoosh.codec.whoosh3 import W3Segment

    from index.intake_types import Indexable
    from index.search.segments import Ints
    from index.search.source import Source

BATCH = 1000
"""Articles a commit, usually."""

BULK_BATCH = 4000
"""Articles a commit when many wait: fewer and larger segments, more memory (some 120 MB)."""

_STEP = 100
"""Articles between two looks at ``stop``."""


class CatchUp:
    """One run of catching up. The store's lock must be held as long as it lives.

    Args:
        name: which index of the store is written.
    """

    def __init__(
        self,
        store: Store,
        source: Source,
        progress: Callable[[int, int], None],
        stop: Callable[[], bool],
        name: str = INDEX_NAME,
    ) -> None:
        self._store = store
        self._source = source
        self.progress = progress
        self.stop = stop
        self._name = name
        self._words = TermCache()
        self._readers: dict[str, SegmentReader] = {}
        self._postings = PostingsCache(limit=0)

    def usable(self) -> Contents | None:
        """What is in force, nothing where that is missing or another archive's or format's; None for damage."""
        try:
            contents = self._store.read(self._name)
            if contents.checkpoint is None or contents.checkpoint.archive != self._source.id:
                return Contents(contents.generation, (), None)
            for segment in contents.segments:
                self._reader(segment.segment_id(), contents)
        except (SearchIndexError, *DAMAGE):
            return None
        return contents

    def run(self, contents: Contents, *, merge: bool = True) -> tuple[Contents, int]:
        """Index what changed since ``contents``; returns what is then in force, and how many articles were indexed.

        Raises:
            SearchIndexError: the index turns out to be damaged, or the disk does not take it.
        """
        done = 0
        total = self._pending(contents)
        if total:
            self.progress(0, total)
        while not self.stop():
            batch = self._next_batch(contents)
            if not batch:
                break
            contents, indexed = self._index(contents, batch, done, total)
            done += indexed
            if merge:
                contents = self._merge(contents)
            total = max(total, done)
            self.progress(done, total)
        return contents, done

    def add(self, contents: Contents, segment: W3Segment, revision: int) -> Contents:
        """Commit a segment that another process has written, with everything up to ``revision``."""
        try:
            reader = SegmentReader(self._store.storage, segment, self._postings)
            self._delete(contents, reader.ids)
            checkpoint = Checkpoint(self._source.id, revision)
            return self._store.commit(contents, (*contents.segments, segment), checkpoint, self._name)
        except OSError as error:
            raise SearchIndexError(f"The search index cannot be written: {error}.") from error

    def merge_all(self, contents: Contents, told: Callable[[float], None] = lambda _: None) -> Contents:
        """Merge neighbours as far as their sizes allow, however long that takes; until the user wants to stop.

        Args:
            contents: what is in force.
            told: told now and then how much is done, from 0 to 1.
        """
        place = 0
        total = max(1, sum(segment.doc_count() for segment in contents.segments))
        done = 0
        while place < len(contents.segments) and not self.stop():
            end = place
            size = 0
            while end < len(contents.segments) and size + contents.segments[end].doc_count() <= LARGEST:
                size += contents.segments[end].doc_count()
                end += 1
            if end > place + 1:
                share = partial(_share_told, told, done / total, size / total)
                contents = self._merge_or_complain(contents, place, end, share)
            place += 1
            done += size
        return contents

    def _pending(self, contents: Contents) -> int:
        return self._source.changes.pending(_revision(contents))

    def _reader(self, name: str, contents: Contents) -> SegmentReader:
        reader = self._readers.get(name)
        if reader is None:
            segment = next(segment for segment in contents.segments if segment.segment_id() == name)
            reader = self._readers[name] = SegmentReader(self._store.storage, segment, self._postings)
        return reader

    def _next_batch(self, contents: Contents) -> Sequence[Indexable]:
        limit = BULK_BATCH if self._pending(contents) >= BULK_BATCH else BATCH
        return self._source.changes.changed_since(_revision(contents), limit)

    def _index(self, contents: Contents, batch: Sequence[Indexable], done: int, total: int) -> tuple[Contents, int]:
        """Commit a batch, or as much of it as is done when the user wants to stop."""
        builder = SegmentBuilder(self._words)
        added: list[int] = []
        revision = batch[-1].revision
        for position, article in enumerate(batch):
            if position % _STEP == 0 and position:
                self.progress(done + position, max(total, done + position))
                if self.stop():
                    revision = article.revision - 1
                    break
            builder.add(article)
            added.append(article.id)
        try:
            self._delete(contents, np.array(added, dtype=np.int64))
            segment = write_segment(self._store.storage, builder, self._name)
            checkpoint = Checkpoint(self._source.id, max(revision, _revision(contents)))
            committed = self._store.commit(contents, (*contents.segments, segment), checkpoint, self._name)
        except OSError as error:
            raise SearchIndexError(f"The search index cannot be written: {error}.") from error
        return committed, len(added)

    def _delete(self, contents: Contents, wanted: Ints) -> None:
        """Mark the indexed versions of the given articles as deleted."""
        for segment in contents.segments:
            reader = self._reader(segment.segment_id(), contents)
            for document in np.flatnonzero(np.isin(reader.ids, wanted)).tolist():
                segment.delete_document(document)

    def _merge(self, contents: Contents) -> Contents:
        """Merge small neighbours, in a commit of its own, while there are too many; large ones wait for :mod:`tidy`."""
        while True:
            sizes = [segment.doc_count_all() for segment in contents.segments]
            live = [segment.doc_count_all() - segment.deleted_count() for segment in contents.segments]
            chosen = choose_small(sizes, live)
            if chosen is None or contents.checkpoint is None:
                return contents
            contents = self._merge_or_complain(contents, *chosen)
            if self.stop():
                return contents

    def _merge_or_complain(
        self, contents: Contents, low: int, high: int, told: Callable[[float], None] = lambda _: None
    ) -> Contents:
        try:
            return self._merge_run(contents, low, high, told)
        except MergeStoppedError:
            return contents
        except OSError as error:
            raise SearchIndexError(f"The search index cannot be written: {error}.") from error
        except DAMAGE as error:
            self._store.report_damage()
            raise SearchIndexError("The search index is damaged.", REMEDY) from error

    def _merge_run(self, contents: Contents, low: int, high: int, told: Callable[[float], None]) -> Contents:
        merging = contents.segments[low:high]
        readers = [self._reader(segment.segment_id(), contents) for segment in merging]
        masks = [live_mask(segment) for segment in merging]
        merged = write_segment(self._store.storage, MergedContent(readers, masks, self.stop, told), self._name)
        segments = (*contents.segments[:low], merged, *contents.segments[high:])
        assert contents.checkpoint is not None
        committed = self._store.commit(contents, segments, contents.checkpoint, self._name)
        for segment in merging:
            del self._readers[segment.segment_id()]
        return committed


def _share_told(told: Callable[[float], None], before: float, share: float, done: float) -> None:
    """Tell how much is done of all when so much is done of a share of it."""
    told(before + share * done)


def _revision(contents: Contents) -> int:
    return contents.checkpoint.revision if contents.checkpoint is not None else 0
