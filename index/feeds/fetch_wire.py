"""One HTTP request over libcurl, driven by the event loop. The only module that knows pycurl.

libcurl does what a client should not do by itself: HTTP/1.1 and HTTP/2, TLS, proxies, keep-alive. What it could do
behind our back is off: it follows no redirect, inflates nothing, keeps no cookie, reads no netrc and resolves no name
(a look-up of libcurl's cannot be left behind at the end of the program).
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import pycurl

from index.errors import FetchError
from index.feeds.fetch_body import BodyReader, check_size
from index.feeds.fetch_net import LOOPBACK_ONLY, is_confined, is_loopback
from index.feeds.fetch_words import LOCAL_REFUSED, network_error

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

WITH_CONTENT = frozenset({200, 203})
_UNWANTED = 1 << 16
"""How much of the body of a redirect or an error is read and thrown away, to keep the connection."""

_ABORT = 0
_CONNECT_FAILED = (pycurl.E_COULDNT_CONNECT, pycurl.E_ABORTED_BY_CALLBACK)


@dataclass(frozen=True, slots=True)
class Ask:
    """A request.

    Attributes:
        url: as libcurl is to have it, in ASCII.
        host: for messages.
        headers: whole header lines.
        login: name and password for basic authentication.
        proxy: the address of the proxy, empty for none.
        resolved: "host:port:address,address" for a host that is a name.
        refuse: tells the IP addresses that may not be connected to; None where all may.
        known: the digest of an answer that need not be inflated again, as it was sent.
    """

    url: str
    host: str
    headers: tuple[str, ...] = field(repr=False)
    login: tuple[str, str] = field(default=("", ""), repr=False)
    proxy: str = ""
    resolved: str = ""
    refuse: Callable[[str], bool] | None = None
    known: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its headers by their names in lower case, and the IP address that it came from.

    Attributes:
        digest: of the body as it was sent.
        known: whether that is the known one; the body is left out then.
    """

    status: int
    headers: dict[str, str]
    peer: str
    body: bytes
    digest: bytes = b""
    known: bool = False

    def header(self, name: str) -> str:
        """A header's value, empty where there is none."""
        return self.headers.get(name, "")


class Wire:
    """Connections that are kept while requests last; an asynchronous context manager, for one event loop.

    Args:
        connections: how many idle ones are kept.
        authorities: the file with the certificates of the authorities that are trusted, empty for libcurl's own.
        limit: the largest body, in bytes, as sent and as inflated.
    """

    def __init__(self, connections: int, authorities: str, limit: int) -> None:
        self._multi = pycurl.AsyncCurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, connections)
        self._authorities = authorities
        self._limit = limit
        self._confined = is_confined()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._multi.aclose()

    async def get(self, ask: Ask) -> Reply:
        """Send a request and read its answer; the body only where there is to be one.

        Raises:
            FetchError: there was no answer, or none that can be used, in words.
        """
        exchange = _Exchange(self._limit, ask.refuse, ask.known, confined=self._confined)
        curl = self._prepared(ask, exchange)
        try:
            await self._multi.perform(curl)
        except pycurl.error as error:
            code, message = int(error.args[0]), str(error.args[1])
            self._judge(ask, exchange, curl, code, message)
        return exchange.reply(str(curl.getinfo(pycurl.PRIMARY_IP) or ""))

    def _judge(self, ask: Ask, exchange: _Exchange, curl: pycurl.Curl, code: int, message: str) -> None:
        """Say what went wrong, unless nothing did: the body of an error or a redirect is of no interest."""
        if exchange.failure is not None:
            raise exchange.failure
        if exchange.refused and code in _CONNECT_FAILED:
            raise FetchError(LOCAL_REFUSED)
        if exchange.status and exchange.status not in WITH_CONTENT and code not in _CONNECT_FAILED:
            return
        number = int(curl.getinfo(pycurl.OS_ERRNO))
        tunnel = int(curl.getinfo(pycurl.HTTP_CONNECTCODE))
        raise network_error(code, message, ask.host, number, proxied=bool(ask.proxy), tunnel=tunnel)

    def _prepared(self, ask: Ask, exchange: _Exchange) -> pycurl.Curl:
        curl = pycurl.Curl()
        put = curl.setopt
        put(pycurl.URL, ask.url)
        put(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        put(pycurl.NOSIGNAL, 1)
        put(pycurl.PATH_AS_IS, 1)
        put(pycurl.HTTP_CONTENT_DECODING, 0)
        put(pycurl.HTTPHEADER, list(ask.headers))
        put(pycurl.PROXY, ask.proxy)
        put(pycurl.NOPROXY, "")  # who decides what is guarded decides what is proxied
        put(pycurl.HEADERFUNCTION, exchange.lines.append)
        put(pycurl.WRITEFUNCTION, exchange.take)
        if self._authorities:
            put(pycurl.CAINFO, self._authorities)
            if ask.proxy.startswith("https:"):
                put(pycurl.PROXY_CAINFO, self._authorities)
        if ask.url.startswith("https:"):
            put(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS)
            put(pycurl.PIPEWAIT, 1)
        if ask.resolved:
            put(pycurl.RESOLVE, [ask.resolved])
        if ask.login != ("", ""):
            name, password = ask.login
            put(pycurl.HTTPAUTH, pycurl.HTTPAUTH_BASIC)
            put(pycurl.USERNAME, name.encode())
            put(pycurl.PASSWORD, password.encode())
        if ask.refuse is not None or self._confined:
            put(pycurl.OPENSOCKETFUNCTION, exchange.open_socket)
            put(pycurl.PREREQFUNCTION, exchange.before_request)
        return curl


class _Exchange:
    """What libcurl calls back with. Nothing may be raised here: it would be printed, and lost."""

    def __init__(self, limit: int, refuse: Callable[[str], bool] | None, known: bytes, *, confined: bool) -> None:
        self.lines: list[bytes] = []
        self.failure: FetchError | None = None
        self.refused = False
        self._limit = limit
        self._refuse = refuse
        self._confined = confined
        self._known = known
        self._head: tuple[int, dict[str, str]] | None = None
        self._reader: BodyReader | None = None
        self._unwanted = 0

    @property
    def status(self) -> int:
        return self._read_head()[0]

    def take(self, chunk: bytes) -> int | None:
        """A piece of the body; None takes it, anything but its length ends the transfer."""
        if self.status not in WITH_CONTENT:
            self._unwanted += len(chunk)
            return None if self._unwanted <= _UNWANTED else _ABORT
        try:
            if self._reader is None:
                self._reader = self._begin()
            self._reader.feed(chunk)
        except FetchError as error:
            self.failure = error
            return _ABORT
        return None

    def open_socket(self, _purpose: int, address: pycurl.CurlSockAddr) -> socket.socket | int:
        if self._forbids(_ip(address.addr)):
            return int(pycurl.SOCKET_BAD)
        return _Opened(address.family, address.socktype, address.protocol)

    def before_request(self, peer: str, _own: str, _port: int, _own_port: int) -> int:
        """Connections that other requests have opened are judged too."""
        return int(pycurl.PREREQFUNC_ABORT if self._forbids(peer) else pycurl.PREREQFUNC_OK)

    def reply(self, peer: str) -> Reply:
        status, headers = self._read_head()
        if status not in WITH_CONTENT:
            return Reply(status, headers, peer, b"")
        reader = self._reader or self._begin()
        if reader.is_known:
            return Reply(status, headers, peer, b"", reader.digest, known=True)
        return Reply(status, headers, peer, reader.finish(), reader.digest)

    def _forbids(self, address: str) -> bool:
        if self._confined and not is_loopback(address):
            self.failure = FetchError(f"{address} is not this machine, and {LOOPBACK_ONLY} is set.")
            return True
        if self._refuse is None or not self._refuse(address):
            return False
        self.refused = True
        return True

    def _begin(self) -> BodyReader:
        headers = self._read_head()[1]
        length = headers.get("content-length", "")
        check_size(int(length) if length.isdigit() and length.isascii() else 0, self._limit)
        return BodyReader(self._limit, headers.get("content-encoding", ""), self._known)

    def _read_head(self) -> tuple[int, dict[str, str]]:
        if self._head is None:
            head = read_head(self.lines)
            if not head[0]:
                return head
            self._head = head
        return self._head


class _Opened(socket.socket):
    """A socket whose descriptor libcurl duplicates: this one is closed when nobody holds it any more, and silently."""

    def __del__(self) -> None:
        self.close()


def _ip(address: object) -> str:
    """The IP address of a socket address as pycurl gives it; empty, which nobody vouches for, for any other kind."""
    if isinstance(address, tuple) and address:
        first: object = address[0]
        return first.decode("ascii", "replace") if isinstance(first, bytes) else str(first)
    return ""


def _text(line: bytes) -> str:
    """A header line; what is beyond ASCII is UTF-8 nowadays, and ISO 8859-1 where it cannot be (RFC 9110, 5.5)."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def read_head(lines: list[bytes]) -> tuple[int, dict[str, str]]:
    """The status and the headers of the last of the heads (1xx answers and a proxy's come before it).

    A header that comes several times is joined by commas (RFC 9110, 5.3); of a Location the first counts.
    """
    status, headers = 0, dict[str, str]()
    for line in lines:
        if line.startswith(b"HTTP/"):
            parts = line.split(None, 2)
            status = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
            headers = {}
            continue
        name, colon, value = _text(line).partition(":")
        if colon:
            key, text = name.strip().lower(), value.strip()
            if key == "location":
                headers.setdefault(key, text)
            else:
                headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return status, headers
