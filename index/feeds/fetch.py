"""Fetches feeds over HTTP, politely and warily, many at once.

Politely: conditional requests (RFC 9110, 13.1), few connections to one host, no cookies, redirects remembered.
Warily: a deadline over all of a feed's traffic, a size that counts after inflating, redirects followed one by one.
A deadline counts only the time in which a feed's own traffic is under way: waiting for a free connection, or for the
caller to take what was fetched, is no fault of the site.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import aiohttp

from index.errors import FetchError
from index.feeds.fetch_address import parse_address, redirect_target
from index.feeds.fetch_body import ACCEPT_ENCODING, BodyReader, check_size
from index.feeds.fetch_file import read_file
from index.feeds.fetch_net import PeerResponse, is_local_address, is_proxied, open_session
from index.feeds.fetch_words import network_error, status_error
from index.types import FetchState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from types import TracebackType

    from yarl import URL

MAX_REDIRECTS = 5
_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
_WITH_CONTENT = frozenset({200, 203})
_MAX_VALIDATOR = 1000
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
)


def default_user_agent() -> str:
    """How Wirecopy introduces itself to servers."""
    try:
        number = version("wirecopy")
    except PackageNotFoundError:
        number = "0"
    return f"Wirecopy/{number} (+terminal news reader)"


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """Which feed to ask for, and what is known of its last good answer."""

    feed: int
    url: str
    state: FetchState


@dataclass(frozen=True, slots=True)
class Fetched:
    """A good answer.

    Attributes:
        url: the address that answered, after redirects: what relative addresses in the feed start from.
        body: the feed document; None when it is what the state says already (304, or the very same bytes).
        state: what to remember once the body is stored.
        moved_to: the feed's new address, where every redirect was a permanent one; else empty.
        took_ms: wall milliseconds of this feed's own traffic.
    """

    feed: int
    url: str
    status: int
    body: bytes | None
    content_type: str
    state: FetchState
    moved_to: str
    took_ms: int


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one request brought; ``peer`` is the IP address that it came from."""

    status: int
    peer: str
    location: str = ""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    body: bytes = b""


class _Budget:
    """Counts the time of a feed's own traffic against its deadline, in seconds."""

    def __init__(self, total: float) -> None:
        self.total = total
        self.spent = 0.0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        start = time.perf_counter()
        try:
            async with asyncio.timeout(max(0.0, self.total - self.spent)):
                yield
        except TimeoutError as error:
            raise FetchError(f"Timed out: the feed was not here after {self.total:g} s.") from error
        finally:
            self.spent += time.perf_counter() - start


class Fetcher:
    """Fetches feeds; an asynchronous context manager, for one event loop.

    Args:
        concurrency: how many requests are under way at once.
        per_host: how many of them at one host.
        total_timeout: seconds that a feed's traffic may take, redirects and all.
        max_bytes: the largest body, as sent and as inflated.
        user_agent: sent to servers.
        is_local: tells the addresses of the user's own network, which redirects from outside may not lead to.
    """

    def __init__(
        self,
        concurrency: int = 32,
        per_host: int = 2,
        total_timeout: float = 30.0,
        max_bytes: int = 20_000_000,
        user_agent: str = "",
        *,
        is_local: Callable[[str], bool] = is_local_address,
    ) -> None:
        self._concurrency, self._per_host = concurrency, per_host
        self._timeout, self._max_bytes = total_timeout, max_bytes
        self._headers = {
            "User-Agent": user_agent or default_user_agent(),
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        self._is_local = is_local
        self._slots = asyncio.Semaphore(concurrency)
        self._host_slots: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sessions, self._sessions = self._sessions, {}
        for session in sessions.values():
            await session.close()

    async def fetch(self, request: FetchRequest) -> Fetched:
        """Ask for a feed, unless it is as it was.

        Raises:
            FetchError: no feed document came, in words for the user.
        """
        budget = _Budget(self._timeout)
        if urlsplit(request.url).scheme.lower() == "file":
            return await self._from_file(request, budget)
        url, permanent, guarded = request.url, True, False
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._ask(url, request.state, budget, guarded=guarded)
            if answer.status not in _REDIRECTS:
                moved_to = url if permanent and url != request.url else ""
                return _fetched(request, answer, url, moved_to, budget)
            permanent = permanent and answer.status in _PERMANENT
            guarded = guarded or not self._came_from_inside(url, answer.peer)
            url = redirect_target(url, answer.location)
        raise FetchError(f"The server redirected more than {MAX_REDIRECTS} times.")

    async def _from_file(self, request: FetchRequest, budget: _Budget) -> Fetched:
        async with budget.running():
            body, modified = await asyncio.to_thread(read_file, request.url, self._max_bytes)
        answer = _Answer(200, "", last_modified=modified, body=body)
        return _fetched(request, answer, request.url, "", budget)

    async def _ask(self, url: str, state: FetchState, budget: _Budget, *, guarded: bool) -> _Answer:
        """One request, as soon as there is a free connection for it."""
        target = parse_address(url)
        host = target.host or ""
        # The host's slot first: who waits for a busy host must not keep a slot that others could use.
        async with self._host_slots[host], self._slots, budget.running():
            try:
                return await self._exchange(target, state, guarded=guarded)
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise network_error(error, host) from error

    async def _exchange(self, target: URL, state: FetchState, *, guarded: bool) -> _Answer:
        headers = {}
        if state.etag:
            headers["If-None-Match"] = state.etag
        if state.last_modified:
            headers["If-Modified-Since"] = state.last_modified
        session = self._session(target, guarded=guarded)
        async with session.get(target, headers=headers, allow_redirects=False) as response:
            peer = response.peer if isinstance(response, PeerResponse) else ""
            if response.status in _REDIRECTS:
                return _Answer(response.status, peer, location=response.headers.get("Location", ""))
            if response.status == 304:  # noqa: PLR2004 - Not Modified
                return _Answer(response.status, peer)
            if response.status not in _WITH_CONTENT:
                raise status_error(response.status, response.headers.get("Retry-After", ""))
            return _Answer(
                status=response.status,
                peer=peer,
                content_type=response.headers.get("Content-Type", "").encode("ascii", "replace").decode(),
                etag=_validator(response.headers.get("ETag", "")),
                last_modified=_validator(response.headers.get("Last-Modified", "")),
                body=await self._read(response),
            )

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        check_size(response.content_length or 0, self._max_bytes)
        reader = BodyReader(self._max_bytes, response.headers.get("Content-Encoding", ""))
        async for chunk in response.content.iter_any():
            reader.feed(chunk)
        return reader.finish()

    def _session(self, target: URL, *, guarded: bool) -> aiohttp.ClientSession:
        """The session for a request; a guarded one opens no socket into the user's own network.

        A proxy opens the socket itself, and may well stand in the user's network: then only the host's name is judged.
        """
        host = target.host or ""
        if guarded and is_proxied(target.scheme, host):
            if self._names_inside(host):
                raise FetchError("The server redirected into the local network, which is refused.")
            guarded = False
        if guarded not in self._sessions:
            refuse = self._is_local if guarded else None
            self._sessions[guarded] = open_session(self._headers, self._concurrency, self._per_host, refuse)
        return self._sessions[guarded]

    def _came_from_inside(self, url: str, peer: str) -> bool:
        """Whether it was the user's own network that answered: it may redirect as it likes."""
        target = parse_address(url)
        host = target.host or ""
        if is_proxied(target.scheme, host):
            return self._names_inside(host)
        return bool(peer) and self._is_local(peer)

    def _names_inside(self, host: str) -> bool:
        """Whether a host's name alone says that it is local; a name's last label is never a number (RFC 3696, 2)."""
        literal = ":" in host or host[-1:].isdigit()
        return host.lower().rstrip(".").endswith("localhost") or (literal and self._is_local(host))


def _fetched(request: FetchRequest, answer: _Answer, url: str, moved_to: str, budget: _Budget) -> Fetched:
    """Judge a final answer against what is known of the last one."""
    known = request.state
    took = round(budget.spent * 1000)
    if answer.status == 304:  # noqa: PLR2004 - Not Modified
        if not (known.etag or known.last_modified):
            raise FetchError("The server says that the feed has not changed, but it was never here.")
        return Fetched(request.feed, url, answer.status, None, "", known, moved_to, took)
    if not answer.body.strip():
        raise FetchError("The server sent an empty answer.")
    digest = blake2b(answer.body, digest_size=16).digest()
    state = FetchState(answer.etag, answer.last_modified, digest)
    body = None if digest == known.body_digest else answer.body
    return Fetched(request.feed, url, answer.status, body, answer.content_type, state, moved_to, took)


def _validator(value: str) -> str:
    """A validator that can be stored and sent back as it is, else none."""
    return value if value.isascii() and value.isprintable() and len(value) <= _MAX_VALIDATOR else ""
