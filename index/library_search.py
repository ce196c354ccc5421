"""Searching, as part of the library: hits, facets, completion, saved searches, the upkeep of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import QueryError, SearchIndexError
from index.types import Sort

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.archive import Archive
    from index.config import Config, Paths
    from index.report_types import CheckReport
    from index.search.index import SearchIndex
    from index.search_types import Completion, Facets, SavedSearchCount, SearchResult
    from index.types import SavedSearch

SEARCH_FOLDER = "search"
"""The search index's folder within the archive's."""

_NOTED = 3
"""Headlines of a saved search's new hits that a refresh tells."""


def no_progress(done: int, total: int) -> None:
    """Say nothing of how far a long task is."""


def never() -> bool:
    """Let a long task go on to its end."""
    return False


class SearchLibrary:
    """What a library knows of searching."""

    paths: Paths
    config: Config
    archive: Archive
    _search: SearchIndex | None

    @property
    def index_folder(self) -> Path:
        """Where the search index lives."""
        return self.paths.archive / SEARCH_FOLDER

    def search_index(self) -> SearchIndex:
        """The search index, opened at its first use (it imports Whoosh)."""
        if self._search is None:
            from index.search.index import SearchIndex  # noqa: PLC0415 - the reader starts without Whoosh

            self._search = SearchIndex(
                self.index_folder, self.archive, home=self.paths.archive, saved=self._saved_queries
            )
        return self._search

    def search(
        self, query: str, *, sort: Sort = Sort.RELEVANCE, limit: int = 50, offset: int = 0, live: bool = False
    ) -> SearchResult:
        """Find articles. Damage to the index is no error: what can be found is, and the result says so.

        Args:
            query: in the query language.
            sort: how hits are ordered, unless the query itself says it.
            limit: how many hits to return.
            offset: how many to pass over.
            live: the query is half typed: its last word is a prefix too, and what is unfinished is forgiven.

        Raises:
            QueryError: the query is wrong, and where.
        """
        return self.search_index().search(query, sort=sort, limit=limit, offset=offset, live=live)

    def highlights(self, query: str, text: str) -> list[tuple[int, int]]:
        """Where in a text the words of a query stand, as offsets; empty for a query that cannot be read."""
        return self.search_index().highlights(query, text)

    def facets(self, query: str, *, limit: int = 8, live: bool = False) -> Facets:
        """What the articles that answer a query have in common, to narrow it by.

        Args:
            query: in the query language.
            limit: how many feeds, people, organisations and places; months come all.
            live: as for :meth:`search`.

        Raises:
            QueryError: the query is wrong, and where.
        """
        from index.search_types import Facet, Facets  # noqa: PLC0415 - not needed for the first screen

        counted = self.search_index().count(query, limit=limit, live=live)
        titles = {feed.id: feed.title for feed in self.archive.feeds.all(subscribed_only=False)}
        feeds = [(titles[feed], count) for feed, count in counted.feeds if feed in titles]
        names = dict(self.archive.entities.names(entity for _, found in counted.entities for entity, _ in found))
        people, organisations, places = (
            tuple(
                Facet(names[entity], count, _term(field, names[entity])) for entity, count in found if entity in names
            )
            for field, (_, found) in zip(("person", "org", "place"), counted.entities, strict=True)
        )
        months = [(f"{year:04}-{month:02}", count) for (year, month), count in counted.months]
        return Facets(
            counted.total,
            tuple(Facet(title, count, _term("feed", title)) for title, count in feeds),
            people,
            organisations,
            places,
            tuple(Facet(month, count, f"date:{month}") for month, count in months),
        )

    def complete(self, query: str, cursor: int | None = None, limit: int = 10) -> tuple[Completion, ...]:
        """How the word at the cursor may go on: fields, and their values where it stands behind one.

        Args:
            query: what has been typed.
            cursor: offset into it, its end where None.
            limit: how many ways at most.
        """
        from index.search.complete import complete  # noqa: PLC0415 - with the search screen only

        names = [search.name for search in self.config.searches]
        return complete(query, len(query) if cursor is None else cursor, self.archive, names, limit)

    def interrupt(self) -> None:
        """Stop reads of the archive that other threads are at."""
        self.archive.interrupt()

    # -- saved searches

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The searches of feeds.toml, in its order."""
        return self.config.searches

    def save_search(self, search: SavedSearch) -> None:
        """Write a search into feeds.toml.

        Raises:
            ConfigError: there is one of that name, or the file cannot be written.
            QueryError: the query is wrong, and where.
        """
        from index.config import add_search  # noqa: PLC0415

        self.search_index().check(search.query)
        self.config = add_search(self.paths.feeds, search)

    def edit_search(self, name: str, search: SavedSearch | None) -> Callable[[], None]:
        """Have a saved search of feeds.toml say something else, or remove it where ``search`` is None.

        Returns:
            What takes the edit back; what others have changed in the file since stays.

        Raises:
            ConfigError: there is another one of that name, or the file cannot be edited.
            NotFoundError: there is no search of that name.
            QueryError: the query is wrong, and where.
        """
        from index.config_edit import apply_edits  # noqa: PLC0415 - editing is rare
        from index.config_searches import removing_search, revert_searches, setting_search  # noqa: PLC0415

        if search is not None:
            self.search_index().check(search.query)
        edited = apply_edits(self.paths.feeds, setting_search(name, search) if search else removing_search(name))
        self.config = edited.config

        def revert() -> None:
            self.config = revert_searches(self.paths.feeds, edited).config

        return revert

    def count_saved(self) -> tuple[SavedSearchCount, ...]:
        """The saved searches with the numbers of their articles, all and unread; a wrong query says what is wrong."""
        return tuple(self._count(search) for search in self.config.searches)

    def notices(self, after: int) -> tuple[str, ...]:
        """What to tell of new hits of the saved searches that notify: a sentence for each that has any.

        Args:
            after: articles with higher ids are new.
        """
        notices = []
        for search in self.config.searches:
            if not search.notify:
                continue
            try:
                new = sorted(article for article in self.search_index().ids(search.query) if article > after)
            except QueryError as error:
                notices.append(f"The saved search “{search.name}” is wrong: {error}")
                continue
            if new:
                rows = self.archive.articles.rows(new[: -_NOTED - 1 : -1])
                titles = "; ".join(row.title for row in rows if row is not None)
                more = f" and {len(new) - _NOTED} more" if len(new) > _NOTED else ""
                notices.append(f"{search.name}: {len(new)} new: {titles}{more}")
        return tuple(notices)

    def _count(self, search: SavedSearch) -> SavedSearchCount:
        from index.search_types import SavedSearchCount  # noqa: PLC0415 - as for facets

        try:
            found = self.search_index().ids(search.query)
        except QueryError as error:
            return SavedSearchCount(search, 0, 0, str(error))
        unread = found.intersection(self.archive.marks.carrying(read=False))
        return SavedSearchCount(search, len(found), len(unread))

    def _saved_queries(self) -> dict[str, str]:
        return {search.name: search.query for search in self.config.searches}

    # -- upkeep

    def reindex(self, progress: Callable[[int, int], None] = no_progress, stop: Callable[[], bool] = never) -> int:
        """Build the search index anew beside the present one; returns how many articles were indexed.

        Searches are answered by the present one until then. One that was stopped goes on where it was.

        Raises:
            SearchIndexError: another process is at it, or there is no room.
        """
        try:
            return self.search_index().rebuild(progress, stop)
        except SearchIndexError:
            self._search = None
            raise

    def mend_index(self, progress: Callable[[int, int], None] = no_progress, stop: Callable[[], bool] = never) -> int:
        """Have the index catch up, rebuilding it where damage has been met; meant for a thread behind the reader.

        The heavy work of a rebuild is done in other processes, and searches go on meanwhile.

        Raises:
            SearchIndexError: another process is at it, or there is no room.
        """
        return self.search_index().catch_up(progress, stop)

    def index_corrections(
        self, progress: Callable[[int, int], None] = no_progress, stop: Callable[[], bool] = never
    ) -> int:
        """Have searches know at once what a correction has changed; returns how many articles were indexed anew.

        To be called after :meth:`correct_entity` and :meth:`undo_correction`, in a thread behind the reader: a name of
        tens of thousands of articles takes many seconds. Where there is no index yet, or a damaged one, nothing is
        done: the next refresh builds it with the correction in it.

        Raises:
            SearchIndexError: another process is writing the index, which the next refresh then brings up to date.
        """
        from index.search.stamp import is_current, mark_current  # noqa: PLC0415 - the reader starts without

        reached = self.archive.revision()
        folder = self.index_folder
        if not folder.is_dir() or is_current(folder, self.archive.id, reached) or self.index_is_damaged():
            return 0
        indexed = self.search_index().catch_up(progress, stop)
        if not stop():
            mark_current(folder, self.archive.id, reached)
        return indexed

    def index_is_damaged(self) -> bool:
        """Whether damage to the index has been met that nobody has mended."""
        return self.search_index().is_damaged()

    def tidy_index(self, stop: Callable[[], bool] = never) -> int:
        """Merge large parts of the index, for when nobody waits; returns how many merges that took."""
        return self.search_index().tidy(stop)

    def check(self, *, repair: bool = False, progress: Callable[[int, int], None] = no_progress) -> CheckReport:
        """Compare archive, search index and entities, and mend what is wrong if wanted."""
        from index.checking import check  # noqa: PLC0415

        return check(self.archive, self.search_index(), repair=repair, progress=progress)


def _term(field: str, value: str) -> str:
    """What to put behind a query to narrow it."""
    plain = value.replace('"', " ").strip()
    return f"{field}:{plain}" if plain.isalnum() else f'{field}:"{plain}"'
