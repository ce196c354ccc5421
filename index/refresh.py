"""The refresh pipeline: fetch, parse, plan, store; then the index and the entities catch up.

It is meant for a process of its own: parsing, indexing and recognition are heavy Python. Whatever it is killed at,
what it has stored stays stored, and the next refresh goes on from there: the archive is written in one transaction a
feed, and index and entities catch up from the archive's own record of changes.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import ArchiveError, FeedError, RecognizerError, SearchIndexError
from index.events import FeedRefreshed, FeedStatus, Occasion, Progress, RefreshDone, Stage
from index.lock import refresh_lock
from index.room import Room
from index.search.stamp import is_current, mark_current
from index.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.archive import Archive
    from index.events import RefreshEvent
    from index.feeds.fetch import Fetched, Fetcher
    from index.feeds.worker import ParserPool
    from index.intake import Intake
    from index.library import Library
    from index.room import Place
    from index.types import Feed

PARSER_WORKERS = 2
SURE_OF_WORK = 4
"""So many feeds that never answered yet mean that there will be something to parse: a worker starts at once."""

RECOGNISE_CHUNK = 256
"""Articles recognised before the search index follows: a big backlog is found by name while it is still worked off."""


def run_refresh(
    library: Library,
    feeds: Sequence[Feed],
    emit: Callable[[RefreshEvent], None],
    *,
    occasion: Occasion = Occasion.ALL,
    entities: bool = True,
    clock: Callable[[], float] = time.time,
) -> RefreshDone:
    """Refresh feeds, then let index and entities catch up with all that the archive holds.

    Args:
        library: the open library; nothing but its archive and its index is written.
        feeds: which feeds to ask for.
        emit: called with every event as it happens, the last being the :class:`RefreshDone` that is returned.
        occasion: who wants it, which decides which of the feeds may be asked for now.
        entities: whether to recognise names too, or to leave that to a later refresh.
        clock: Unix seconds; what is fetched is dated by it.

    Raises:
        RefreshRunningError: another refresh is at work on this archive.
        ArchiveError: the archive cannot be written. What was stored before is safe.
    """
    start = time.perf_counter()
    with refresh_lock(library.paths.archive):
        last = library.archive.articles.last_id()
        fetching = _Fetching(library, emit, Visits(library.archive, library.config.feeds, occasion, clock))
        if wanted := fetching.pass_over(feeds):
            asyncio.run(fetching.run(wanted))
        done = _catch_up(library, emit, fetching.totals, entities=entities)
    done = replace(done, notes=(*fetching.notes, *done.notes))
    if done.new:
        done = replace(done, notes=(*done.notes, *library.notices(last)))
    done = replace(done, took_ms=_milliseconds(start))
    emit(done)
    if done.indexed:
        _tidy(library)
    return done


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the refresh of one feed did."""

    status: FeedStatus
    new: int = 0
    edited: int = 0
    error: str = ""
    reason: str = ""
    until: int | None = None


class _Fetching:
    """The first half of a refresh: many feeds at once, each fetched, parsed and stored on its own."""

    def __init__(self, library: Library, emit: Callable[[RefreshEvent], None], visits: Visits) -> None:
        self._archive: Archive = library.archive
        self._settings = library.config.settings
        self._visits = visits
        self._emit = emit
        self._room = Room()
        self._parsers = ExitStack()
        self._pool: ParserPool | None = None
        self._total = 0
        self.notes: list[str] = []
        self._asked = self._failed = self._skipped = self._new = self._edited = 0

    def pass_over(self, feeds: Sequence[Feed]) -> tuple[Feed, ...]:
        """Say of the feeds that may not be asked for now that they are skipped; returns the others.

        Where there are none, as when a timer comes early, nothing that fetches is even imported.
        """
        self._total = len(feeds)
        if feeds:
            self._emit(Progress(Stage.FETCH, 0, self._total))
        wanted = []
        for feed in feeds:
            if reason := self._visits.held(feed):
                self._tell(feed, _Outcome(FeedStatus.SKIPPED, reason=reason), time.perf_counter())
            else:
                wanted.append(feed)
        return tuple(wanted)

    async def run(self, feeds: Sequence[Feed]) -> None:
        """Refresh the feeds; one feed's failure is an event, the archive's ends it all."""
        from index.feeds.fetch import Fetcher  # noqa: PLC0415 - the command line starts without an HTTP client

        waiting = iter(feeds)
        concurrency = self._settings.concurrency
        async with Fetcher(concurrency, total_timeout=self._settings.timeout, resting=self._visits.resting) as fetcher:
            with self._parsers:
                if sum(feed.fetched is None for feed in feeds) >= SURE_OF_WORK:
                    self._parser_pool().warm_up()
                try:
                    async with asyncio.TaskGroup() as group:
                        for _ in range(min(concurrency, len(feeds))):
                            group.create_task(self._drain(waiting, fetcher))
                except* ArchiveError as failures:
                    raise failures.exceptions[0] from None
                finally:
                    self._visits.settle()

    def _parser_pool(self) -> ParserPool:
        """The processes that parse, from the moment on that something is to be parsed."""
        if self._pool is None:
            from index.feeds.worker import ParserPool  # noqa: PLC0415 - for those who bring something

            self._pool = self._parsers.enter_context(ParserPool(workers=min(PARSER_WORKERS, self._total)))
        return self._pool

    async def _drain(self, waiting: Iterator[Feed], fetcher: Fetcher) -> None:
        for feed in waiting:
            start = time.perf_counter()
            self._tell(feed, await self._visit(feed, fetcher), start)

    def _tell(self, feed: Feed, done: _Outcome, start: float) -> None:
        self._count(done)
        took = _milliseconds(start)
        counts = (done.new, done.edited)
        self._emit(FeedRefreshed(feed.url, done.status, *counts, done.error, took, done.reason, done.until))
        self._emit(Progress(Stage.FETCH, self._asked, self._total))

    async def _visit(self, feed: Feed, fetcher: Fetcher) -> _Outcome:
        from index.feeds.fetch_words import HostRestingError  # noqa: PLC0415 - imported with the fetcher anyway

        try:
            async with self._room.place() as place:
                return await self._fetch_and_store(feed, fetcher, place)
        except HostRestingError as resting:
            until = self._visits.rests_until(feed)
            return _Outcome(FeedStatus.SKIPPED, reason=str(resting), until=until)
        except FeedError as error:
            self._visits.failed(feed, error)
            return _Outcome(FeedStatus.FAILED, error=str(error))

    async def _fetch_and_store(self, feed: Feed, fetcher: Fetcher, place: Place) -> _Outcome:
        fetched = await self._visits.fetch(feed, fetcher)
        place.fill(len(fetched.body or b""))
        intake = await self._take_in(feed, fetched)
        if intake is None:
            self._visits.unchanged(feed, fetched.state)
            return _Outcome(FeedStatus.UNCHANGED)
        return self._store(feed, fetched, intake)

    async def _take_in(self, feed: Feed, fetched: Fetched) -> Intake | None:
        """What the answer brings; None where that is nothing."""
        if fetched.body is None:
            return None
        from index.intake import Body, take_in  # noqa: PLC0415 - for feeds that bring something

        body = Body(feed.id, fetched.url or feed.url, fetched.body, fetched.content_type)
        return await take_in(body, self._archive, self._parser_pool)

    def _store(self, feed: Feed, fetched: Fetched, intake: Intake) -> _Outcome:
        stored = self._archive.articles.store(
            feed.id, intake.plan, now=self._visits.now(), state=fetched.state, chunks=intake.chunks
        )
        if intake.plan.note:
            self.notes.append(f"{feed.title}: {intake.plan.note}")
        new, edited = len(stored.new), len(stored.edited)
        if not new and not edited:
            return _Outcome(FeedStatus.NEW if intake.first else FeedStatus.UNCHANGED)
        return _Outcome(FeedStatus.NEW if intake.first else FeedStatus.UPDATED, new, edited)

    def _count(self, outcome: _Outcome) -> None:
        self._asked += 1
        self._failed += outcome.status is FeedStatus.FAILED
        self._skipped += outcome.status is FeedStatus.SKIPPED
        self._new += outcome.new
        self._edited += outcome.edited

    @property
    def totals(self) -> RefreshDone:
        """What has come of it so far."""
        counts = (self._asked, self._failed, self._new, self._edited)
        return RefreshDone(*counts, indexed=0, recognised=0, took_ms=0, skipped=self._skipped)


def _catch_up(
    library: Library, emit: Callable[[RefreshEvent], None], totals: RefreshDone, *, entities: bool
) -> RefreshDone:
    """The second half: the index first, so that what is new is found at once; then entities, and the index again."""
    notes: list[str] = []
    indexed = _index(library, emit, notes)
    recognised = _recognise(library, emit, notes, lambda: _index(library, emit, notes)) if entities else 0
    return replace(totals, indexed=indexed, recognised=recognised, notes=tuple(notes))


def _index(library: Library, emit: Callable[[RefreshEvent], None], notes: list[str]) -> int:
    reached = library.archive.revision()
    if is_current(library.index_folder, library.archive.id, reached):
        return 0
    try:
        indexed = library.search_index().catch_up(lambda done, total: emit(Progress(Stage.INDEX, done, total)))
    except SearchIndexError as error:
        notes.append(str(error))
        return 0
    mark_current(library.index_folder, library.archive.id, reached)
    return indexed


def _tidy(library: Library) -> None:
    reached = library.archive.revision()
    was_current = is_current(library.index_folder, library.archive.id, reached)
    with suppress(SearchIndexError):  # a rebuild that is at work leaves nothing to merge
        library.tidy_index()
        if was_current:
            mark_current(library.index_folder, library.archive.id, reached)


def _recognise(
    library: Library, emit: Callable[[RefreshEvent], None], notes: list[str], follow: Callable[[], int]
) -> int:
    from index.entities.catch_up import catch_up  # noqa: PLC0415 - loads no model while nothing is pending
    from index.entities.recognizer import load_recognizer  # noqa: PLC0415

    recognizer = load_recognizer()
    done = 0
    try:
        while True:
            chunk = _Chunk(done, emit)
            step = catch_up(library.archive, recognizer, chunk.progress, chunk.full)
            if not step:
                break
            done += step
            follow()
    except RecognizerError as error:
        notes.append(str(error))
    if done and recognizer.note:
        notes.append(recognizer.note)
    return done


class _Chunk:
    """A stretch of recognition, after which the search index follows."""

    def __init__(self, before: int, emit: Callable[[RefreshEvent], None]) -> None:
        self._before = before
        self._emit = emit
        self._done = 0

    def progress(self, done: int, total: int) -> None:
        self._done = done
        self._emit(Progress(Stage.RECOGNISE, self._before + done, self._before + total))

    def full(self) -> bool:
        return self._done >= RECOGNISE_CHUNK


def _milliseconds(start: float) -> int:
    return round((time.perf_counter() - start) * 1000)
