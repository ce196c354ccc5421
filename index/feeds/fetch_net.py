"""What stands between the fetcher and the network: name resolution, proxies, which addresses are local.

A redirect must not lead from the outside into the user's own network (server-side request forgery). That is judged
where no trick with names, number formats or a changing DNS can reach: on the address that a socket is about to be
opened for, and for a connection that is open already on the address of its other end.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import ssl
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOPBACK_ONLY = "WIRECOPY_LOOPBACK_ONLY"
"""A variable of the environment: where it is set, nothing outside this machine is looked up or connected to."""

_KEPT = 60.0
"""Seconds for which the answer of a look-up is good."""

_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


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


def is_confined() -> bool:
    """Whether nothing outside this machine may be reached, as in tests and demonstrations."""
    return bool(os.environ.get(LOOPBACK_ONLY))


def is_loopback(address: str) -> bool:
    """Whether an IP address is this machine's own; what is no IP address is not."""
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies that the environment (or the system) names, by scheme."""

    addresses: Mapping[str, str]

    @classmethod
    def found(cls) -> Self:
        """Those of this moment."""
        if sys.platform != "darwin" and not any(name.lower().endswith("_proxy") for name in os.environ):
            return cls({})  # elsewhere they are found in the environment alone
        from urllib.request import getproxies  # noqa: PLC0415 - 10 ms, for the few who have a proxy

        return cls(getproxies())

    def proxy(self, scheme: str, host: str) -> str:
        """The proxy that requests to a host go through; empty where they go straight."""
        address = self.addresses.get(scheme) or self.addresses.get("all", "")
        if not address:
            return ""
        from urllib.request import proxy_bypass  # noqa: PLC0415 - as above

        if proxy_bypass(host):
            return ""
        return address if "://" in address else f"http://{address}"


def authorities_file() -> str:
    """The file with the certificates of the authorities that this system trusts; empty where none is found.

    libcurl's wheel knows the place for one distribution only; Python knows its own, and a few more are usual.
    """
    paths = ssl.get_default_verify_paths()
    for path in (paths.cafile, paths.openssl_cafile, *_AUTHORITIES):
        if path and Path(path).is_file():
            return path
    return ""


class Resolver:
    """The system's resolver, each look-up in a daemon thread of its own, its answers kept for a minute.

    A look-up cannot be interrupted. In a shared pool, slow ones would delay each other and the end of the program; here
    they can simply be left behind.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[float, tuple[str, ...]]] = {}

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The IP addresses of a host, the preferred first.

        Raises:
            OSError: it has none.
        """
        now = time.monotonic()
        if (known := self._known.get((host, port))) is not None and now < known[0]:
            return known[1]
        found = await _look_up(host, port)
        self._known[host, port] = now + _KEPT, found
        return found


async def _look_up(host: str, port: int) -> tuple[str, ...]:
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

    def settle(found: tuple[str, ...], error: OSError | None) -> None:
        if answer.done():
            return
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)

    def look_up() -> None:
        found: tuple[str, ...] = ()
        failure: OSError | None = None
        try:
            if is_confined() and not f".{host.lower().rstrip('.')}".endswith(".localhost"):
                raise socket.gaierror(socket.EAI_NONAME, f"{LOOPBACK_ONLY} is set")
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
            found = tuple(dict.fromkeys(str(address[0]) for *_, address in infos))
        except UnicodeError as error:
            failure = socket.gaierror(socket.EAI_NONAME, f"not a host name: {error}")
        except OSError as error:
            failure = error
        with suppress(RuntimeError):  # the event loop may have closed meanwhile
            loop.call_soon_threadsafe(settle, found, failure)

    threading.Thread(target=look_up, name="resolve", daemon=True).start()
    return await answer
