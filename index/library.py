"""Library: the one object that the reader, the command line and scripts talk to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

from index.archive import Archive
from index.config import ensure_config, load_config
from index.library_entities import EntityLibrary
from index.library_feeds import FeedLibrary
from index.library_search import SearchLibrary
from index.types import Order

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence
    from types import TracebackType

    from index.config import Config, Paths
    from index.report_types import Stats
    from index.search.index import SearchIndex
    from index.types import Article, ArticleRow, MarkState, Selection


class Library(FeedLibrary, EntityLibrary, SearchLibrary):
    """Everything that a person does with their news, on one archive and one feeds.toml.

    All calls are synchronous and may come from any thread. Reading never waits for a refresh that another process is
    at. Use it as a context manager, or call :meth:`close`.
    """

    def __init__(self, paths: Paths, config: Config, archive: Archive) -> None:
        self.paths = paths
        self.config = config
        self.archive = archive
        self._search: SearchIndex | None = None

    @classmethod
    def open(cls, paths: Paths) -> Self:
        """Open the archive, making it and the shipped feeds.toml on the very first start.

        Raises:
            ConfigError: feeds.toml is wrong.
            ArchiveError: the archive cannot be used.
        """
        ensure_config(paths.feeds)
        config = load_config(paths.feeds, memory=paths.archive)
        archive = Archive.open(paths.archive)
        library = cls(paths, config, archive)
        library.reload_config(config)
        return library

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the archive and the index; every thread's connection with them."""
        if self._search is not None:
            self._search.close()
        self.archive.close()

    # -- articles

    def article_ids(self, selection: Selection, order: Order = Order.NEWEST, limit: int | None = None) -> array[int]:
        """The ids of the selected articles, in order (8 bytes each)."""
        return self.archive.articles.ids(selection, order, limit)

    def article_rows(self, ids: Sequence[int]) -> list[ArticleRow | None]:
        """What a list shows of these articles, in the same order; None where there is no such article."""
        return self.archive.articles.rows(ids)

    def article_stamps(self, ids: Sequence[int]) -> list[tuple[int, int]]:
        """The time and the feed of these articles, in the same order: what lists are grouped by."""
        return self.archive.articles.stamps(ids)

    def unread_copies(self) -> list[tuple[int, ...]]:
        """For every text that several unread articles have, the feeds of these articles."""
        return self.archive.articles.unread_copies()

    def article(self, article: int) -> Article:
        """A whole article.

        Raises:
            NotFoundError: there is none with this id.
        """
        return self.archive.articles.get(article)

    def count(self, selection: Selection) -> int:
        """How many articles are selected."""
        return self.archive.articles.count(selection)

    # -- marks

    def mark(
        self, ids: Sequence[int], *, read: bool | None = None, starred: bool | None = None
    ) -> tuple[MarkState, ...]:
        """Mark articles; returns what they were, for :meth:`undo`. None leaves a mark as it is."""
        return self.archive.marks.set(ids, read=read, starred=starred)

    def tag(self, ids: Sequence[int], *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> tuple[MarkState, ...]:
        """Tag articles and take tags off; returns what they were, for :meth:`undo`."""
        return self.archive.marks.tag(ids, add=tuple(add), remove=tuple(remove))

    def read_all(self, selection: Selection) -> tuple[MarkState, ...]:
        """Mark every selected article as read; returns those that were unread, for :meth:`undo`."""
        return self.archive.marks.read_all(selection)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag and how many articles have it, by name."""
        return self.archive.marks.tags()

    def undo(self, states: Sequence[MarkState]) -> None:
        """Put marks back to what they were."""
        self.archive.marks.restore(states)

    # -- the whole

    def data_version(self) -> int:
        """A number that changes whenever anybody has written to the archive."""
        return self.archive.data_version()

    def stats(self) -> Stats:
        """The archive in figures."""
        index_bytes = sum(file.stat().st_size for file in self.index_folder.glob("*") if file.is_file())
        return replace(self.archive.stats(), index_bytes=index_bytes)
