"""From what somebody pastes to a feed: a feed's own address, or a page's that names its feeds.

One request for the address, one for the feed that the page names. Only where a page names none are a few more made: to
links that look like feeds, then to the usual places; never more than :data:`GUESSES`. What a page names is foreign: it
may not lead into the user's own network, unless the page is there itself.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.config_table import address_fault, feed_address_key
from index.discovery_types import Discovery, FeedPreview, FoundFeed
from index.errors import FeedError, FetchError, NotFoundError, WirecopyError
from index.feed_types import FetchState
from index.feeds.fetch import Fetcher, FetchRequest
from index.feeds.fetch_net import is_local_address
from index.feeds.fetch_words import StatusError
from index.feeds.look import LOOK, Look
from index.feeds.worker import ParseJob, ParserPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.feeds.fetch import Fetched

GUESSES = 4
"""How many addresses are tried that no page has named as a feed."""

_USUAL = ("/feed", "/rss.xml", "/atom.xml")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|(?:data|exec|file|filter|javascript|mailto|query):", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"feed:(?://)?(?=https?://)|feed:(?://)?", re.IGNORECASE)
_NOWHERE = "https://page.invalid/"
"""Stands for a page on this machine's disk: what it names is watched as if a stranger had named it (RFC 6761)."""

_WEEK, _DAY = 7 * 86_400, 86_400
_ENOUGH = 2
"""Dated entries that it takes to estimate how many come a week."""

_LEAVE_ALONE = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Looking:
    """How an address is looked at.

    Attributes:
        named_by: the page that named the address; empty for one that the user has typed.
        subscribed: the addresses in feeds.toml.
        timeout: seconds that each request may take.
        resting: says of a server why it may not be asked now; the empty string where it may.
        say: is told of every step, in words.
        clock: Unix seconds.
        is_local: tells the addresses of the user's own network.
    """

    named_by: str = ""
    subscribed: Sequence[str] = ()
    timeout: float = 30.0
    resting: Callable[[str], str] = lambda _: ""
    say: Callable[[str], None] = lambda _: None
    clock: Callable[[], float] = time.time
    is_local: Callable[[str], bool] = is_local_address


def discover(address: str, looking: Looking) -> Discovery:
    """Find the feed, or the feeds, that an address leads to.

    Raises:
        NotFoundError: there is a page, but no feed.
        FetchError: nothing came; a StatusError where the server said so itself.
        ParseError: what came is neither a feed nor a page.
    """
    return asyncio.run(_discover(typed_addresses(address), looking))


def typed_addresses(text: str) -> tuple[str, ...]:
    """What an address as people paste it may mean, the likeliest first: without a scheme, with a feed: before it.

    Raises:
        FetchError: it is nothing that could be fetched.
    """
    text = text.strip().strip("<>\"'").strip()
    text = _FEED_SCHEME.sub("", text, count=1)
    if text.startswith(("/", "~/")):
        text = Path(text).expanduser().as_uri()
    found = (text,) if _SCHEME.match(text) else (f"https://{text}", f"http://{text}")
    if fault := address_fault(found[0]):
        raise FetchError(f"“{text}” is no address: it {fault}." if text else "There is no address to look at.")
    return found


def articles_a_week(times: Sequence[int], now: float) -> float | None:
    """How many articles a week a feed brings, estimated from the times of the entries that it holds.

    A feed that fell silent long ago brings few, however many it once brought in a day.
    """
    past = [time for time in times if time <= now + _DAY]
    if len(past) < _ENOUGH:
        return None
    return len(past) * _WEEK / max(_DAY, max(now, *past) - min(past))


async def _discover(addresses: Sequence[str], looking: Looking) -> Discovery:
    async with Fetcher(2, total_timeout=looking.timeout, is_local=looking.is_local, resting=looking.resting) as fetcher:
        with ParserPool(task=LOOK) as pool:
            return await _Search(looking, fetcher, pool).run(addresses)


class _Search:
    """One address, and where it leads."""

    def __init__(self, looking: Looking, fetcher: Fetcher, pool: ParserPool) -> None:
        self._looking = looking
        self._fetcher = fetcher
        self._pool = pool
        self._known = {feed_address_key(url) for url in looking.subscribed}

    async def run(self, addresses: Sequence[str]) -> Discovery:
        asked, fetched = await self._first(addresses)
        seen = await self._look(fetched)
        if seen.preview is not None:
            return Discovery(asked, self._preview(seen, asked, fetched))
        page = fetched.url
        feeds = tuple(self._marked(feed) for feed in seen.feeds)
        if len(feeds) > 1:
            return Discovery(page, feeds=feeds)
        if feeds:
            return Discovery(page, await self._named(feeds[0].url, page))
        preview = await self._guess(page, seen.links)
        if preview is None:
            message = f"No feed was found at {page}."
            raise NotFoundError(message, "Look on the site for a link called RSS, and paste its address.")
        return Discovery(page, preview)

    async def _first(self, addresses: Sequence[str]) -> tuple[str, Fetched]:
        """The first of the addresses that answers."""
        for address in addresses[:-1]:
            try:
                return address, await self._fetch(address, self._looking.named_by)
            except StatusError:
                raise
            except FetchError:
                continue
        return addresses[-1], await self._fetch(addresses[-1], self._looking.named_by)

    async def _fetch(self, address: str, named_by: str) -> Fetched:
        parts = urlsplit(address)
        self._looking.say(f"Asking {parts.hostname}" if parts.hostname else f"Reading {parts.path}")
        return await self._fetcher.fetch(FetchRequest(0, address, FetchState(), own=named_by))

    async def _look(self, fetched: Fetched) -> Look:
        self._looking.say("Reading what came")
        job = ParseJob(0, fetched.url, fetched.body or b"", fetched.content_type, ())
        reading = await self._pool.run(job)
        return reading.look or Look()

    async def _named(self, url: str, page: str) -> FeedPreview:
        """The feed that a page names.

        Raises:
            FeedError: it is not there, or not a feed.
        """
        fetched = await self._fetch(url, page if urlsplit(page).scheme != "file" else _NOWHERE)
        seen = await self._look(fetched)
        if seen.preview is None:
            raise NotFoundError(f"{page} names a feed, but there is only a page: {url}")
        return self._preview(seen, url, fetched)

    async def _guess(self, page: str, links: Sequence[str]) -> FeedPreview | None:
        for url in self._guesses(page, links):
            try:
                return await self._named(url, page)
            except StatusError as error:
                if error.status in _LEAVE_ALONE:
                    raise
            except (FeedError, NotFoundError):
                continue
        return None

    def _guesses(self, page: str, links: Sequence[str]) -> Iterator[str]:
        if urlsplit(page).scheme == "file":
            return
        usual = [urljoin(page, path) for path in _USUAL]
        likely = list(links[: GUESSES - 1])  # the usual places get a chance as well
        yield from [url for url in dict.fromkeys([*likely, *usual]) if url != page][:GUESSES]

    def _preview(self, seen: Look, asked: str, fetched: Fetched) -> FeedPreview:
        if seen.preview is None:
            raise WirecopyError(f"There is no feed at {asked}.")
        url = fetched.moved_to or asked
        known = self._is_known(url) or self._is_known(asked)
        weekly = articles_a_week(seen.times, self._looking.clock())
        return replace(seen.preview, url=url, weekly=weekly, subscribed=known)

    def _marked(self, feed: FoundFeed) -> FoundFeed:
        return replace(feed, subscribed=self._is_known(feed.url))

    def _is_known(self, url: str) -> bool:
        return feed_address_key(url) in self._known
