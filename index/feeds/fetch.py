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
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Self, TypeVar

from index.errors import FetchError
from index.feeds.fetch_address import parse_address, redirect_target
from index.feeds.fetch_body import ACCEPT_ENCODING, DIGEST
from index.feeds.fetch_file import read_file
from index.feeds.fetch_net import Proxies, Resolver, authorities_file, is_local_address
from index.feeds.fetch_secrets import Access, Secrets
from index.feeds.fetch_wire import WITH_CONTENT, Ask, Reply, Wire
from index.feeds.fetch_words import LOCAL_REFUSED, HostRestingError, status_error, system_error
from index.feeds.schedule import freshness, server_time
from index.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from types import TracebackType

    from index.feed_types import FetchState
    from index.feeds.fetch_address import Address

T = TypeVar("T")

MAX_REDIRECTS = 5
_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
_NOT_MODIFIED = 304
_LOOKED_UP_HERE = ("socks4:", "socks5:")
"""Proxies that are told an IP address; the others look names up themselves."""

_MAX_VALIDATOR = 1000
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
)


def default_user_agent() -> str:
    """How Wirecopy introduces itself to servers."""
    return f"Wirecopy/{VERSION} (+terminal news reader)"


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """Which feed to ask for, and what is known of its last good answer.

    Attributes:
        url: the address to ask, the user's own or the one that the feed has moved to.
        access: the user's headers and password, and the address that they are for.
        own: the feed's address in feeds.toml, where ``url`` is another; a host that the user did not name may not be
            in their own network.
    """

    feed: int
    url: str
    state: FetchState
    access: Access = field(default_factory=Access)
    own: str = ""


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


class _Budget:
    """Counts the time of a feed's own traffic against its deadline, in seconds."""

    def __init__(self, total: float) -> None:
        self.total = total
        self.spent = 0.0

    async def run(self, work: Awaitable[T]) -> T:
        """Await what is a feed's own traffic.

        Raises:
            FetchError: its time is over.
        """
        start = time.perf_counter()
        try:
            async with asyncio.timeout(max(0.0, self.total - self.spent)):
                return await work
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
        resting: says of a server why it may not be asked now; the empty string where it may.
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
        resting: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._timeout, self._max_bytes = total_timeout, max_bytes
        self._headers = (
            f"User-Agent: {user_agent or default_user_agent()}",
            f"Accept: {_ACCEPT}",
            f"Accept-Encoding: {ACCEPT_ENCODING}",
        )
        self._is_local = is_local
        self._resting = resting
        self._slots = asyncio.Semaphore(concurrency)
        self._host_slots: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._proxies = Proxies.found()
        self._resolver = Resolver()
        self._secrets = Secrets()
        self._wire = Wire(concurrency, authorities_file(), max_bytes)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._wire.__aexit__(kind, error, trace)

    async def fetch(self, request: FetchRequest) -> Fetched:
        """Ask for a feed, unless it is as it was.

        Raises:
            FetchError: no feed document came, in words for the user; a StatusError where the server said so itself, a
                HostRestingError where it was not asked.
        """
        budget = _Budget(self._timeout)
        if request.url[:5].lower() == "file:":
            return await self._from_file(request, budget)
        url, permanent = request.url, True
        guarded = bool(request.own) and request.own != request.url and self._leads_outside_in(request)
        for _ in range(MAX_REDIRECTS + 1):
            target = parse_address(url)
            reply = await self._ask(target, request, budget, guarded=guarded)
            if reply.status not in _REDIRECTS:
                moved_to = url if permanent and url != request.url else ""
                return _fetched(request, reply, url, moved_to, budget)
            permanent = permanent and reply.status in _PERMANENT
            guarded = guarded or not self._came_from_inside(target, reply.peer)
            url = redirect_target(url, reply.header("location"))
        raise FetchError(f"The server redirected more than {MAX_REDIRECTS} times.")

    async def _from_file(self, request: FetchRequest, budget: _Budget) -> Fetched:
        body, modified = await budget.run(asyncio.to_thread(read_file, request.url, self._max_bytes))
        reply = Reply(200, {"last-modified": modified}, "", body)
        return _fetched(request, reply, request.url, "", budget)

    async def _ask(self, target: Address, request: FetchRequest, budget: _Budget, *, guarded: bool) -> Reply:
        """One request, as soon as there is a free connection for it."""
        # The host's slot first: who waits for a busy host must not keep a slot that others could use.
        async with self._host_slots[target.host], self._slots:
            reply = await budget.run(self._exchange(target, request, guarded=guarded))
        if reply.status not in WITH_CONTENT and reply.status != _NOT_MODIFIED and reply.status not in _REDIRECTS:
            now = server_time(reply.header("date"))
            raise status_error(reply.status, reply.header("retry-after"), now, server=target.server)
        return reply

    async def _exchange(self, target: Address, request: FetchRequest, *, guarded: bool) -> Reply:
        if reason := self._resting(target.server):
            raise HostRestingError(reason)
        return await self._wire.get(await self._prepare(target, request, guarded=guarded))

    async def _prepare(self, target: Address, request: FetchRequest, *, guarded: bool) -> Ask:
        """What is to be sent where.

        A proxy opens the socket itself, and may well stand in the user's network: then only the host's name is judged.
        """
        headers, state = list(self._headers), request.state
        if state.etag:
            headers.append(f"If-None-Match: {state.etag}")
        if state.last_modified:
            headers.append(f"If-Modified-Since: {state.last_modified}")
        login = ("", "")
        if request.access.is_for(target):
            more, login = await self._secrets.resolve(request.access)
            headers = [line for line in headers if not _replaced(line, more)] + list(more)
        proxy = self._proxies.proxy(target.scheme, target.host) if self._proxies.addresses else ""
        if guarded and proxy and self._names_inside(target.host):
            raise FetchError(LOCAL_REFUSED)
        found = () if proxy and not proxy.startswith(_LOOKED_UP_HERE) else await self._look_up(target)
        if guarded and proxy and any(map(self._is_local, found)):
            raise FetchError(LOCAL_REFUSED)
        resolved = _resolved(target, found) if found else ""
        refuse = self._is_local if guarded and not proxy else None
        return Ask(target.url, target.host, tuple(headers), login, proxy, resolved, refuse, state.sent_digest)

    async def _look_up(self, target: Address) -> tuple[str, ...]:
        """The host's addresses; none where the host is an IP address already."""
        if ":" in target.host or target.host.replace(".", "").isdigit():
            return ()
        try:
            return await self._resolver.addresses(target.host, target.port)
        except OSError as error:
            raise system_error(error, target.host) from error

    def _leads_outside_in(self, request: FetchRequest) -> bool:
        """Whether an address that a server named must be watched: another host, and the user's own not a local one."""
        own, target = parse_address(request.own), parse_address(request.url)
        return own.host != target.host and not self._names_inside(own.host)

    def _came_from_inside(self, target: Address, peer: str) -> bool:
        """Whether it was the user's own network that answered: it may redirect as it likes."""
        if self._proxies.addresses and self._proxies.proxy(target.scheme, target.host):
            return self._names_inside(target.host)
        return bool(peer) and self._is_local(peer)

    def _names_inside(self, host: str) -> bool:
        """Whether a host's name alone says that it is local; a name's last label is never a number (RFC 3696, 2)."""
        literal = ":" in host or host[-1:].isdigit()
        return host.lower().rstrip(".").endswith("localhost") or (literal and self._is_local(host))


def _resolved(target: Address, addresses: Iterable[str]) -> str:
    """A host's addresses in the form that the wire wants."""
    listed = ",".join(f"[{address}]" if ":" in address else address for address in addresses)
    return f"{target.host}:{target.port}:{listed}"


def _fetched(request: FetchRequest, reply: Reply, url: str, moved_to: str, budget: _Budget) -> Fetched:
    """Judge a final answer against what is known of the last one."""
    known = request.state
    took = round(budget.spent * 1000)
    fresh = freshness(reply.header("cache-control"), reply.header("expires"), reply.header("date"), reply.header("age"))
    if reply.status == _NOT_MODIFIED:
        if not (known.etag or known.last_modified):
            raise FetchError("The server says that the feed has not changed, but it was never here.")
        state = known if fresh is None or fresh == known.fresh else replace(known, fresh=fresh)
        return Fetched(request.feed, url, reply.status, None, "", state, moved_to, took)
    if not reply.known and not reply.body.strip():
        raise FetchError("The server sent an empty answer.")
    digest = known.stored_digest if reply.known else blake2b(reply.body, digest_size=DIGEST).digest()
    state = replace(
        known,
        etag=_validator(reply.header("etag")),
        last_modified=_validator(reply.header("last-modified")),
        body_digest=digest + reply.digest,
        fresh=fresh or 0,
        size=known.size if reply.known else len(reply.body),
    )
    body = None if digest == known.stored_digest else reply.body
    content_type = reply.header("content-type").encode("ascii", "replace").decode()
    return Fetched(request.feed, url, reply.status, body, content_type, state, moved_to, took)


def _validator(value: str) -> str:
    """A validator that can be stored and sent back as it is, else none."""
    return value if value.isascii() and value.isprintable() and len(value) <= _MAX_VALIDATOR else ""


def _replaced(line: str, others: tuple[str, ...]) -> bool:
    """Whether a header of ours gives way to one of the user's."""
    name = line.partition(":")[0].lower()
    return any(other.partition(":")[0].lower() == name for other in others)
