"""The search index as the rest of the program sees it; the first search or catch-up imports Whoosh and numpy."""

from __future__ import annotations

import threading
import time
from datetime import datetime
from typing import TYPE_CHECKING

from index.search.query import parse
from index.types import Hit, SearchResult, Sort

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.search.engine import Engine, Page
    from index.search.source import Source
    from index.search.tree import Node


def _quiet(_done: int, _total: int) -> None:
    """No progress shown."""


def _never() -> bool:
    """Don't stop."""
    return False


class SearchIndex:
    """A full-text index of an archive: a cache that can be thrown away and built anew at any time.

    It can be used from several threads; searches then wait for one another. One process at a time writes it, any number
    may search it meanwhile, and each search sees the newest commit.

    Args:
        folder: the index's own folder, private to the user; it need not exist.
        archive: where the articles are, :class:`index.archive.Archive` or whatever answers to the protocol.
        clock: the time in Unix seconds, for "today".
    """

    def __init__(self, folder: Path, archive: Source, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._archive = archive
        self._clock = clock
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
            SearchIndexError: the index is damaged; the next :meth:`catch_up` builds it anew.
        """
        started = time.perf_counter()
        node = self._parse(query, live=live)
        if not query.strip() and sort is Sort.RELEVANCE:
            sort = Sort.NEWEST
        with self._lock:
            page = self._opened().find(node, sort=sort, limit=max(0, limit), offset=max(0, offset))
        hits = self._hits(node, page)
        behind = self._archive.articles.pending(page.revision)
        took = (time.perf_counter() - started) * 1000
        return SearchResult(query, page.total, took, hits, behind)

    def highlights(self, query: str, text: str) -> list[tuple[int, int]]:
        """Where the words of a query stand in a text (start, end), in order, without overlaps."""
        from index.search.highlight import Highlighter  # noqa: PLC0415 - the reader starts without Whoosh

        return [(hit.start, hit.end) for hit in Highlighter(self._parse(query, live=True)).find(text)]

    def catch_up(self, progress: Callable[[int, int], None] = _quiet, stop: Callable[[], bool] = _never) -> int:
        """Index what changed in the archive since the last commit; returns how many articles that were.

        A damaged index, or one of another archive or format, is built anew.

        Args:
            progress: told how many articles of how many are done.
            stop: asked between batches and within long ones; what is done until then is kept.

        Raises:
            SearchIndexError: another process is writing the index, or it cannot be written.
        """
        from index.search.catch_up import CatchUp  # noqa: PLC0415 - as above
        from index.search.store import Store  # noqa: PLC0415 - as above

        store = Store(self._folder)
        with store.locked():
            return CatchUp(store, self._archive, progress, stop).run()

    def rebuild(self, progress: Callable[[int, int], None] = _quiet, stop: Callable[[], bool] = _never) -> int:
        """Build the index anew from nothing; arguments, result and errors as for :meth:`catch_up`."""
        from index.search.catch_up import CatchUp  # noqa: PLC0415 - as above
        from index.search.store import Store  # noqa: PLC0415 - as above

        store = Store(self._folder)
        with store.locked():
            store.report_damage()
            return CatchUp(store, self._archive, progress, stop).run()

    def _parse(self, query: str, *, live: bool) -> Node:
        now = datetime.fromtimestamp(self._clock()).astimezone()
        return parse(query, now, live=live)

    def _opened(self) -> Engine:
        if self._engine is None:
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
