"""Building the index anew beside the one in force, which answers until the new one takes its place in one step.

What is built is committed batch by batch under a name of its own: a rebuild that was stopped goes on where it was.
With a real archive two processes read, count and write segments; this one only puts them in order.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SearchIndexError
from index.search.analyzer import TermCache
from index.search.builder import SegmentBuilder
from index.search.catch_up import BULK_BATCH, CatchUp
from index.search.codec import write_segment
from index.search.schema import Checkpoint
from index.search.store import NEXT_NAME, PART_NAME, Contents, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.pool import Pool

    from whoosh.codec.whoosh3 import W3Segment

    from index.search.source import Source

WORKERS = 2
_PER_WORKER = 2500
"""Articles a segment that a worker builds: 80 MB of memory."""

_COUNTING = 0.7
"""What part of the time goes into counting words; the rest into merging."""

_LOOK_EVERY = 0.2
"""Seconds between two looks at ``stop``."""

_PATIENCE = 60.0
"""Seconds to wait for another writer before what has been built takes effect."""


_WORDS = TermCache()
"""What a worker process knows of words, from one segment to the next."""


def rebuild(
    store: Store,
    source: Source,
    progress: Callable[[int, int], None],
    stop: Callable[[], bool],
    archive: Path | None = None,
) -> int:
    """Build the index anew, or go on with it; returns how many articles were indexed.

    Args:
        store: where.
        source: of which archive.
        progress: told how many articles of how many are done.
        stop: asked now and then; what is done until then is kept.
        archive: the folder of the archive, where other processes may open it too.

    Raises:
        SearchIndexError: another process is at it, or the disk does not take it.
    """
    try:
        return _rebuild(store, source, progress, stop, archive)
    except OSError as error:
        raise SearchIndexError(f"The search index cannot be written: {error}.") from error


def _rebuild(
    store: Store,
    source: Source,
    progress: Callable[[int, int], None],
    stop: Callable[[], bool],
    archive: Path | None,
) -> int:
    with store.locked(NEXT_NAME):
        building = CatchUp(store, source, progress, stop, NEXT_NAME)
        contents = building.usable()
        if contents is None or contents.checkpoint is None:
            store.clean_next(_in_force(store))
            contents = Contents(-1, (), None)
        done = 0
        if archive is not None and (os.cpu_count() or 1) >= WORKERS:
            contents, done = _in_parallel(store, building, contents, source, archive)
        if stop():
            return done
        count = done or sum(segment.doc_count() for segment in contents.segments)
        contents = building.merge_all(contents, lambda part: progress(_merging(count, part), count))
        with store.locked(patience=_PATIENCE, stop=stop):
            contents, rest = building.run(contents, merge=archive is None)
            if not stop():
                store.promote(contents, contents.checkpoint or Checkpoint(source.id, 0))
                progress(done + rest, done + rest)
        return done + rest


def _merging(count: int, part: float) -> int:
    """How many of the articles to call done when they are all counted, and so much of them is merged."""
    return min(count, int(count * (_COUNTING + (1 - _COUNTING) * part)))


def _in_force(store: Store) -> tuple[W3Segment, ...]:
    try:
        return store.read().segments
    except (SearchIndexError, FileNotFoundError):
        return ()


def _in_parallel(
    store: Store, building: CatchUp, contents: Contents, source: Source, archive: Path
) -> tuple[Contents, int]:
    progress, stop = building.progress, building.stop
    begin = contents.checkpoint.revision if contents.checkpoint is not None else 0
    chunks = list(_chunks(source.changes.revisions(begin), begin))
    total = sum(size for _, _, size in chunks)
    if total < BULK_BATCH:
        return contents, 0
    done = 0
    progress(0, total)
    context = multiprocessing.get_context("spawn")
    with context.Pool(WORKERS, _ignore_interrupts) as pool:
        jobs = [(str(store.folder), str(archive), first, last) for first, last, _ in chunks]
        for segment, last, count in _results(pool, jobs, stop):
            if segment is not None:
                contents = building.add(contents, segment, last)
            done += count
            progress(int(done * _COUNTING), max(total, done))
    return contents, done


def _chunks(revisions: Sequence[tuple[int, int]], begin: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of revisions (behind the first, up to the last) with about as many articles each."""
    size = 0
    last = begin
    for revision, count in revisions:
        if size and size + count > _PER_WORKER:
            yield begin, last, size
            begin, size = last, 0
        last, size = revision, size + count
    if size:
        yield begin, last, size


def _results(
    pool: Pool, jobs: Sequence[tuple[str, str, int, int]], stop: Callable[[], bool]
) -> Iterator[tuple[W3Segment | None, int, int]]:
    """What the workers have built, in order, until ``stop``."""
    results = pool.imap(_build, jobs)
    for _ in jobs:
        while True:
            if stop():
                return
            try:
                result = results.next(_LOOK_EVERY)
            except multiprocessing.TimeoutError:
                continue
            break
        yield result


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that started this one, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _build(job: tuple[str, str, int, int]) -> tuple[W3Segment | None, int, int]:
    """Write a segment of the articles that changed after one revision and up to another."""
    from index.archive import Archive  # noqa: PLC0415 - only workers open it themselves

    folder, archive_folder, first, last = job
    builder = SegmentBuilder(_WORDS)
    with Archive.open(Path(archive_folder), create=False) as archive:
        after = first
        while after < last:
            batch = [article for article in archive.changes.changed_since(after, 500) if article.revision <= last]
            if not batch:
                break
            for article in batch:
                builder.add(article)
            after = batch[-1].revision
    if not builder.count:
        return None, last, 0
    return write_segment(Store(Path(folder)).storage, builder, PART_NAME), last, builder.count
