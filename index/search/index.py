"""The search index as the rest of the program sees it; the first search or catch-up imports Whoosh and numpy."""

from __future__ import annotations

import os
import sys
import threading
import time
from datetime import datetime
from typing import TYPE_CHECKING

from index.search.query import parse_query
from index.search.tree import Everything
from index.search_types import Hit, SearchResult
from index.types import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from index.search.engine import Counted, Engine, Page
    from index.search.inspect import Inspection
    from index.search.query import Query
    from index.search.source import Source
    from index.search.tree import Node

PATIENCE = 10.0
"""Seconds that :meth:`SearchIndex.catch_up` waits for another process."""


def _quiet(_done: int, _total: int) -> None:
    """No progress shown."""


def _never() -> bool:
    """Don't stop."""
    return False


def _prepare_numpy() -> None:
    """Keep numpy from starting a thread a core, which takes a tenth of a second and serves matrices that we lack."""
    if "numpy" not in sys.modules:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class SearchIndex:
    """A full-text index of an archive: a cache that can be thrown away and built anew at any time.

    It can be used from several threads; searches then wait for one another. One process at a time writes it, any number
    may search it meanwhile, and each search sees the newest commit.

    Args:
        folder: the index's own folder, private to the user; it need not exist.
        archive: where the articles are, :class:`index.archive.Archive` or whatever answers to the protocol.
        clock: the time in Unix seconds, for "today".
        home: the archive's folder, where other processes may open it to help with a rebuild.
        saved: the saved queries by name, asked for at each search.
    """

    def __init__(
        self,
        folder: Path,
        archive: Source,
        clock: Callable[[], float] = time.time,
        *,
        home: Path | None = None,
        saved: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._folder = folder
        self._archive = archive
        self._clock = clock
        self._home = home
        self._saved = saved
        self._lock = threading.Lock()
        self._engine: Engine | None = None

    def close(self) -> None:
        """Let go of the index's files; a later search opens them again."""
        with self._lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None

    def search(
        self, query: str, *, sort: Sort = Sort.RELEVANCE, limit: int = 50, offset: int = 0, live: bool = False
    ) -> SearchResult:
        """The articles that answer a query, a page of them, and how many there are altogether.

        An empty query is answered by every article, newest first; an empty live one by none. Where the index is
        missing, of an older format or of another archive, it counts as empty, and ``behind`` says what is missing.

        Args:
            query: in the query language, see :mod:`index.search.query`.
            sort: best first, or by time.
            limit: hits of a page.
            offset: hits to skip.
            live: the query is being typed: unfinished parts are forgiven and the last word may go on.

        Raises:
            QueryError: the query is wrong, and where; never for a live one.
        """
        started = time.perf_counter()
        understood = self._parse(query, live=live)
        node, sort = understood.node, understood.sort or sort
        if isinstance(node, Everything) and sort is Sort.RELEVANCE:
            sort = Sort.NEWEST
        with self._lock:
            engine = self._opened()
            page = engine.find(node, sort=sort, limit=max(0, limit), offset=max(0, offset), now=self._clock())
            suggestion = self._suggestion(query, engine) if not page.total and not live else ""
        hits = self._hits(node, page)
        behind = self._archive.changes.pending(page.revision)
        took = (time.perf_counter() - started) * 1000
        return SearchResult(query, page.total, took, hits, behind, suggestion, page.damaged)

    def check(self, query: str) -> None:
        """Raise what is wrong with a query, if anything is."""
        self._parse(query, live=False)

    def ids(self, query: str) -> frozenset[int]:
        """All articles that answer a query; errors as for :meth:`search`."""
        node = self._parse(query, live=False).node
        with self._lock:
            return frozenset(self._opened().ids(node).tolist())

    def count(self, query: str, *, limit: int = 10, live: bool = False) -> Counted:
        """Count what the answers have in common; ``limit`` feeds and entities of each kind."""
        node = self._parse(query, live=live).node
        with self._lock:
            return self._opened().count(node, limit=limit)

    def damaged_files(self) -> list[str]:
        """The names of files of the index that are missing or not as they were written: reads all of it."""
        from index.search.inspect import damaged_files  # noqa: PLC0415 - as above
        from index.search.store import Store  # noqa: PLC0415 - as above

        return damaged_files(Store(self._folder))

    def contents(self) -> Inspection:
        """Which articles are indexed, and at which revisions."""
        from index.search.inspect import inspect  # noqa: PLC0415 - as above
        from index.search.store import Store  # noqa: PLC0415 - as above

        return inspect(Store(self._folder), self._archive.id)

    def highlights(self, query: str, text: str) -> list[tuple[int, int]]:
        """Where the words of a query stand in a text (start, end), in order, without overlaps."""
        from index.search.highlight import Highlighter  # noqa: PLC0415 - the reader starts without Whoosh

        return [(hit.start, hit.end) for hit in Highlighter(self._parse(query, live=True).node).find(text)]

    def catch_up(
        self,
        progress: Callable[[int, int], None] = _quiet,
        stop: Callable[[], bool] = _never,
        patience: float = PATIENCE,
    ) -> int:
        """Index what changed in the archive since the last commit; returns how many articles that were.

        A damaged index, or one of another archive or format, is built anew.

        Args:
            progress: told how many articles of how many are done.
            stop: asked between batches and within long ones; what is done until then is kept.
            patience: seconds to wait for another process that is writing the index: a refresh waits for the reader
                that has just corrected a name, and the other way round.

        Raises:
            SearchIndexError: another process is writing the index all that time, or it cannot be written.
        """
        _prepare_numpy()
        from index.search.catch_up import CatchUp  # noqa: PLC0415 - as above
        from index.search.store import Store  # noqa: PLC0415 - as above

        store = Store(self._folder)
        with store.locked(patience=patience, stop=stop):
            catching_up = CatchUp(store, self._archive, progress, stop)
            contents = catching_up.usable()
            if contents is not None and not store.is_damaged():
                return catching_up.run(contents)[1]
        return self.rebuild(progress, stop)

    def rebuild(self, progress: Callable[[int, int], None] = _quiet, stop: Callable[[], bool] = _never) -> int:
        """Build the index anew beside the present one, which answers until it is done; one that was stopped goes on.

        Arguments, result and errors as for :meth:`catch_up`.
        """
        _prepare_numpy()
        from index.search.rebuild import rebuild  # noqa: PLC0415 - as above
        from index.search.store import Store  # noqa: PLC0415 - as above

        return rebuild(Store(self._folder), self._archive, progress, stop, self._home)

    def tidy(self, stop: Callable[[], bool] = _never) -> int:
        """Do the large merges that :meth:`catch_up` leaves; others may search and write meanwhile.

        Raises:
            SearchIndexError: another process is at it, or the index cannot be written.
        """
        from index.search.store import Store  # noqa: PLC0415 - as above
        from index.search.tidy import tidy  # noqa: PLC0415 - as above

        return tidy(Store(self._folder), stop)

    def is_damaged(self) -> bool:
        """Whether damage has been met that no rebuild has mended yet."""
        from index.search.store import Store  # noqa: PLC0415 - as above

        return Store(self._folder).is_damaged()

    def _suggestion(self, query: str, engine: Engine) -> str:
        from index.search.suggest import suggest  # noqa: PLC0415 - as above

        return suggest(query, engine.near)

    def _parse(self, query: str, *, live: bool) -> Query:
        now = datetime.fromtimestamp(self._clock()).astimezone()
        return parse_query(query, now, live=live, saved=self._saved())

    def _opened(self) -> Engine:
        if self._engine is None:
            _prepare_numpy()
            from index.search.engine import Engine  # noqa: PLC0415 - as above
            from index.search.store import Store  # noqa: PLC0415 - as above

            self._engine = Engine(Store(self._folder), self._archive)
        return self._engine

    def _hits(self, node: Node, page: Page) -> tuple[Hit, ...]:
        from index.search.engine import snippets_for  # noqa: PLC0415 - as above

        if not page.ids:
            return ()
        snippets = snippets_for(node, list(self._archive.articles.bodies(page.ids)))
        rows = self._archive.articles.rows(page.ids)
        return tuple(
            Hit(row, score, snippets.get(row.id, ""))
            for row, score in zip(rows, page.scores, strict=True)
            if row is not None
        )
