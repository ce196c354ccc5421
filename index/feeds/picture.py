"""A picture of an article, fetched when somebody asks to see it: the way feeds are fetched, and as warily."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from index.errors import FetchError
from index.feed_types import FetchState
from index.feeds.fetch import Fetcher, FetchRequest

MAX_BYTES = 12_000_000
"""The largest picture that is fetched; those of news are a hundredth of it."""

PATIENCE = 20.0
"""Seconds that it may take."""

_NOWHERE = "https://feed.invalid/"
"""Stands for feeds that have no host, so that no address counts as theirs."""


def fetch_picture(url: str, feed: str) -> bytes:
    """The bytes at an address that an article names; blocks until they are here.

    Args:
        url: http or https. In the user's own network it is refused, unless the feed's host is the same.
        feed: the address of the article's feed.

    Raises:
        FetchError: it did not come, in words for the user.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise FetchError("Only pictures from the web are shown.")
    own = feed if urlsplit(feed).scheme in {"http", "https"} else _NOWHERE
    return asyncio.run(_fetch(url, own))


async def _fetch(url: str, own: str) -> bytes:
    async with Fetcher(1, 1, PATIENCE, MAX_BYTES) as fetcher:
        fetched = await fetcher.fetch(FetchRequest(0, url, FetchState(), own=own))
    return fetched.body or b""
