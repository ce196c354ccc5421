"""Library: the one object that the reader, the command line and scripts talk to."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from index.archive import Archive
from index.config import ensure_config, load_config
from index.errors import NotFoundError
from index.library_entities import EntityLibrary
from index.library_search import SearchLibrary
from index.types import Order

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from index.config import Config, Paths
    from index.report_types import FeedHealth, Stats
    from index.search.index import SearchIndex
    from index.types import Article, ArticleRow, Feed, MarkState, Selection


class Library(EntityLibrary, SearchLibrary):
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
        config = load_config(paths.feeds)
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

    # -- feeds

    def reload_config(self, config: Config | None = None) -> Config:
        """Read feeds.toml again, and have the archive follow it.

        Raises:
            ConfigError: feeds.toml is wrong; the archive keeps the feeds that it had.
        """
        self.config = config or load_config(self.paths.feeds)
        self.archive.feeds.sync(self.config.feeds)
        return self.config

    def feeds(self) -> tuple[Feed, ...]:
        """The subscribed feeds in the order of feeds.toml, with their counts."""
        return self.archive.feeds.all()

    def all_feeds(self) -> tuple[Feed, ...]:
        """Every feed that the archive knows, those removed from feeds.toml included."""
        return self.archive.feeds.all(subscribed_only=False)

    def feed_health(self, clock: Callable[[], float] = time.time) -> dict[int, FeedHealth]:
        """How every feed of :meth:`feeds` is doing, by its id.

        Args:
            clock: Unix seconds.
        """
        from index.events import Occasion  # noqa: PLC0415 - the reader's first screen needs none
        from index.visits import Visits  # noqa: PLC0415 - for those who ask

        visits = Visits(self.archive, self.config.feeds, Occasion.TIMER, clock)
        return {feed.id: visits.health(feed) for feed in self.feeds()}

    def find_feed(self, name: str) -> Feed:
        """The feed with this address, else this title (any case), else the only one whose title or address has it.

        Raises:
            NotFoundError: none answers, or more than one does.
        """
        feeds = self.feeds()
        wanted = name.casefold()
        for exact in (
            [feed for feed in feeds if feed.url == name],
            [feed for feed in feeds if feed.title.casefold() == wanted],
            [feed for feed in feeds if wanted in feed.title.casefold() or wanted in feed.url.casefold()],
        ):
            if len(exact) == 1:
                return exact[0]
            if exact:
                listed = ", ".join(feed.title for feed in exact[:5])
                raise NotFoundError(f"“{name}” could be any of: {listed}.", "Name one of them by its address.")
        raise NotFoundError(f"There is no feed “{name}”.", "`wirecopy feeds` lists them.")

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
