"""Whom a refresh may ask, where, and what the answers mean for the next one: the schedule applied to the archive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import FetchError
from index.feed_types import FetchHistory
from index.feeds.fetch_address import parse_address
from index.feeds.schedule import held, host_wait, moved, next_fetch, waits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.archive import Archive
    from index.errors import FeedError
    from index.events import Occasion
    from index.feed_types import FetchState
    from index.feeds.fetch import Fetched, Fetcher
    from index.report_types import FeedHealth
    from index.types import Feed, FeedConfig

_TRIES_ELSEWHERE = 3
"""How often in a row a feed may fail where it has moved to, until it is asked for at its own address again."""

_TOGETHER = 100
"""Feeds without news that share a transaction."""

_SOON = 1
"""Seconds after which they are written, however few."""

_NOT_THERE = frozenset({404, 410})
_GONE = 410


class Visits:
    """One refresh's dealings with servers.

    Args:
        archive: remembers what servers and feeds have said.
        configs: what the user says of the feeds.
        occasion: who wants them refreshed.
        clock: Unix seconds.
    """

    def __init__(
        self, archive: Archive, configs: Sequence[FeedConfig], occasion: Occasion, clock: Callable[[], float]
    ) -> None:
        self._archive = archive
        self._occasion = occasion
        self._clock = clock
        self._configs = {config.url: config for config in configs}
        self._histories = archive.fetches.histories(self.now())
        self._waits = {wait.host: wait for wait in archive.fetches.waits()}
        self._unchanged: dict[int, tuple[int, FetchState | None]] = {}

    def now(self) -> int:
        """Whole Unix seconds."""
        return int(self._clock())

    def held(self, feed: Feed) -> str:
        """Why a feed is not asked for now, a sentence; empty where it may be."""
        return held(self._history(feed), None, self.now(), self._occasion, every=self._every(feed), seed=feed.url)

    def resting(self, server: str) -> str:
        """Why a server may not be asked now, a sentence; empty where it may."""
        wait = self._waits.get(server)
        return held(FetchHistory(), wait, self.now(), self._occasion) if wait and waits(wait, self.now()) else ""

    def rests_until(self, feed: Feed) -> int | None:
        """When the server that a feed is asked for at may be asked again, if it wants to be left alone now."""
        wait = self._waits.get(_server(self._history(feed).state.moved_to or feed.url))
        return wait.until if wait and waits(wait, self.now()) else None

    async def fetch(self, feed: Feed, fetcher: Fetcher) -> Fetched:
        """Ask for a feed where it is to be found now; the answer's state says where that will be next time.

        Raises:
            FetchError: no feed document came.
        """
        from index.feeds.fetch import FetchRequest  # noqa: PLC0415 - the command line starts without an HTTP client
        from index.feeds.fetch_secrets import Access  # noqa: PLC0415

        state = self._history(feed).state
        url = state.moved_to or feed.url
        config = self._configs.get(feed.url)
        access = Access(feed.url, config.headers, config.username, config.password) if config else Access()
        request = FetchRequest(feed.id, url, state, access, own=feed.url)
        fetched = await fetcher.fetch(request)
        after = moved(fetched.state, url, fetched.moved_to)
        return fetched if after is fetched.state else replace(fetched, state=after)

    def unchanged(self, feed: Feed, state: FetchState) -> None:
        """Remember that a feed answered well and brought nothing new.

        Some dozens of feeds share a transaction. What a killed process has not yet written of this, it would have to
        ask for once more: there is nothing else to lose.

        Raises:
            ArchiveError: that cannot be written.
        """
        now = self.now()
        self._unchanged[feed.id] = (now, None if state == self._history(feed).state else state)
        if len(self._unchanged) >= _TOGETHER or abs(now - next(iter(self._unchanged.values()))[0]) > _SOON:
            self.settle()

    def settle(self) -> None:
        """Write what is not yet written.

        Raises:
            ArchiveError: it cannot be.
        """
        if self._unchanged:
            unchanged, self._unchanged = self._unchanged, {}
            self._archive.fetches.record_unchanged(unchanged)

    def failed(self, feed: Feed, error: FeedError) -> None:
        """Remember a failure, for how long its server wants to be left alone, and that a feed is not where it moved to.

        Raises:
            ArchiveError: that cannot be written.
        """
        from index.feeds.fetch_words import OfflineError, StatusError  # noqa: PLC0415

        if isinstance(error, OfflineError):
            self._archive.fetches.record(feed.id, checked=None, state=None, error=str(error))
            return
        status = error.status if isinstance(error, StatusError) else 0
        now = self.now()
        if isinstance(error, StatusError) and (wait := host_wait(error.server, status, error.wait, now)):
            self._waits[wait.host] = wait
            self._archive.fetches.wait(wait)
        history = self._history(feed)
        state, elsewhere = None, history.state.moved_to
        if elsewhere and (status in _NOT_THERE or history.failures + 1 >= _TRIES_ELSEWHERE):
            state = replace(self._archive.fetches.state(feed.id), moved_to="", moving_to="", moves=0)
        gone = status == _GONE and not elsewhere
        self._archive.fetches.record(feed.id, checked=now, state=state, error=str(error), gone=gone)

    def health(self, feed: Feed) -> FeedHealth:
        """How a feed is doing."""
        from index.report_types import FeedHealth  # noqa: PLC0415 - no refresh asks for it

        history = self._history(feed)
        following = next_fetch(history, self._every(feed), feed.url)
        at, reason = following.at, following.reason
        wait = self._waits.get(_server(history.state.moved_to or feed.url))
        if at is not None and wait and waits(wait, self.now()) and wait.until > at:
            at, reason = wait.until, f"{wait.host} asked us to wait."
        if at is not None:
            at = max(at, history.checked or 0)
        return FeedHealth(
            next_fetch=at,
            reason=reason,
            weekly=history.weekly,
            size=history.state.size,
            moved_to=history.state.moved_to,
            failures=history.failures,
            gone=history.gone,
            note=history.note,
        )

    def _history(self, feed: Feed) -> FetchHistory:
        return self._histories.get(feed.id, FetchHistory())

    def _every(self, feed: Feed) -> int:
        config = self._configs.get(feed.url)
        return config.every if config else 0


def _server(url: str) -> str:
    """The word for an address's server; empty for a file and the like."""
    try:
        return parse_address(url).server
    except FetchError:
        return ""
