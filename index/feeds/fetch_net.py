"""What stands between the fetcher and the network: name resolution, which addresses are local, sessions.

A redirect must not lead from the outside into the user's own network (server-side request forgery). That is judged
where no trick with names, number formats or a changing DNS can reach: on the address that a socket is about to be
opened for, and for keep-alive by giving such requests a connection pool of their own.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aiohappyeyeballs import AddrInfoType
    from aiohttp.connector import Connection

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class LocalAddressError(OSError):
    """A socket to an address of the user's own machine or network was refused."""


def is_local_address(address: str) -> bool:
    """Whether an IP address is private, loopback, link-local or otherwise not of the public internet.

    IPv4 addresses inside IPv6 ones (mapped, RFC 4291; 6to4, RFC 3056; NAT64, RFC 6052) are judged by what they hold.
    What is no IP address counts as local, as nobody can vouch for it.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return not ip.is_global or ip.is_multicast


def is_proxied(scheme: str, host: str) -> bool:
    """Whether requests to a host go through a proxy, as the environment (or the system) says."""
    return scheme in getproxies() and not proxy_bypass(host)


class ThreadResolver(AbstractResolver):
    """The system's resolver, each look-up in a daemon thread of its own.

    A look-up cannot be interrupted. In the event loop's shared pool, slow ones would delay each other and the end of
    the program; here they can simply be left behind.
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host.

        Raises:
            OSError: it has none.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def settle(found: list[ResolveResult], error: OSError | None) -> None:
            if answer.done():
                return
            if error is None:
                answer.set_result(found)
            else:
                answer.set_exception(error)

        def look_up() -> None:
            found: list[ResolveResult] = []
            failure: OSError | None = None
            try:
                found = _addresses(host, port, family)
            except UnicodeError as error:
                failure = socket.gaierror(socket.EAI_NONAME, f"not a host name: {error}")
            except OSError as error:
                failure = error
            with suppress(RuntimeError):  # the event loop may have closed meanwhile
                loop.call_soon_threadsafe(settle, found, failure)

        threading.Thread(target=look_up, name="resolve", daemon=True).start()
        return await answer

    async def close(self) -> None:
        """Nothing is held open."""


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    infos = socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [
        ResolveResult(
            hostname=host,
            host=str(address[0]),
            port=int(address[1]),
            family=found,
            proto=proto,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )
        for found, _type, proto, _name, address in infos
    ]


class PeerResponse(aiohttp.ClientResponse):
    """A response that remembers which address it came from; empty when that cannot be told."""

    peer: str = ""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Note the address while the connection is certainly there."""
        transport = connection.transport
        name: object = transport.get_extra_info("peername") if transport else None
        if isinstance(name, tuple) and name:
            self.peer = str(name[0])
        return await super().start(connection)


def open_session(
    headers: Mapping[str, str], concurrency: int, per_host: int, refuse: Callable[[str], bool] | None = None
) -> aiohttp.ClientSession:
    """A session without cookies, redirects, inflating or timeouts of its own: the fetcher sees to all of these.

    Args:
        headers: sent with every request.
        concurrency: how many connections at once.
        per_host: how many of them to one host.
        refuse: tells the IP addresses that no socket may be opened to; it raises LocalAddressError then.
    """

    def make_socket(info: AddrInfoType) -> socket.socket:
        family, kind, proto, _name, address = info
        if refuse is not None and refuse(str(address[0])):
            raise LocalAddressError(errno.EACCES, "an address of the local network")
        return socket.socket(family, kind, proto)

    connector = aiohttp.TCPConnector(
        limit=concurrency,
        limit_per_host=per_host,
        resolver=ThreadResolver(),
        ttl_dns_cache=60,
        socket_factory=make_socket,
    )
    return aiohttp.ClientSession(
        connector=connector,
        headers=dict(headers),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        auto_decompress=False,
        trust_env=bool(getproxies()),
        response_class=PeerResponse,
    )
