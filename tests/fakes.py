"""A real HTTP server on loopback whose answers a test can set and change while it runs.

    with FeedServer() as server:
        url = server.put("/feed.xml", b"<rss>...</rss>", etag='"1"')
        ...
        assert server.count("/feed.xml") == 1

As a fixture, in a test file of its own::

    @pytest.fixture
    def server() -> Iterator[FeedServer]:
        with FeedServer() as server:
            yield server
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Route:
    """How a path is answered.

    Attributes:
        etag: sent, and answered with 304 when the client has it; a client that sends If-None-Match is judged by that
            alone (RFC 9110, 13.1.3). last_modified: likewise.
        redirect: where to, with ``status`` 302 unless it says another 3xx.
        delay: seconds before the answer, cut short when the server stops.
        cut: how many bytes of the body are really sent before the connection breaks off.
        gzip: whether the body is sent compressed.
        raw: the whole answer byte for byte, instead of all of the above but the delay.
    """

    body: bytes = b""
    status: int = 200
    content_type: str = "application/rss+xml"
    headers: tuple[tuple[str, str], ...] = ()
    etag: str = ""
    last_modified: str = ""
    redirect: str = ""
    delay: float = 0.0
    cut: int | None = None
    gzip: bool = False
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came: header names in lower case."""

    path: str
    headers: dict[str, str]


@dataclass(slots=True)
class _Tally:
    """How many requests are being answered at this moment, and the most there ever were."""

    now: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            yield
        finally:
            with self.lock:
                self.now -= 1


class FeedServer:
    """See the module; ``requests`` are all that came, in their order."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.routes: dict[str, Route] = {}
        self.requests: list[Asked] = []
        self.tally = _Tally()
        self.stopping = threading.Event()
        self.connections: set[socket.socket] = set()
        self._http = _HttpServer((address, 0), _Handler)
        self._http.feeds = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), name="feed-server")
        self.url = f"http://{address}:{self._http.server_port}"

    def put(self, path: str, body: bytes = b"", **answer: object) -> str:
        """Answer a path so from now on; gives its address."""
        self.routes[path] = Route(body=body, **answer)  # type: ignore[arg-type]
        return self.url + path

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked.path == path for asked in self.requests)

    def last(self, path: str) -> Asked:
        """The latest request for a path."""
        return next(asked for asked in reversed(self.requests) if asked.path == path)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._http.shutdown()
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._http.server_close()
        self._thread.join()


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 256
    feeds: FeedServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _HttpServer

    def setup(self) -> None:
        super().setup()
        self.server.feeds.connections.add(self.connection)

    def finish(self) -> None:
        self.server.feeds.connections.discard(self.connection)
        with contextlib.suppress(OSError):
            super().finish()

    def do_GET(self) -> None:
        feeds = self.server.feeds
        feeds.requests.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
        route = feeds.routes.get(self.path, Route(b"no such page", 404, "text/plain"))
        with feeds.tally.one():
            if route.delay:
                feeds.stopping.wait(route.delay)
            self._answer(route)

    def _answer(self, route: Route) -> None:
        if route.raw is not None:
            self.wfile.write(route.raw)
            self.close_connection = True
            return
        if self._unchanged(route):
            self._head(304, route, None)
            return
        body = gzip.compress(route.body) if route.gzip else route.body
        status = 302 if route.redirect and route.status == 200 else route.status
        self._head(status, route, len(body))
        self.wfile.write(body[: route.cut])
        if route.cut is not None:
            self.close_connection = True

    def _unchanged(self, route: Route) -> bool:
        if "If-None-Match" in self.headers:
            return bool(route.etag) and self.headers["If-None-Match"] == route.etag
        return bool(route.last_modified) and self.headers["If-Modified-Since"] == route.last_modified

    def _head(self, status: int, route: Route, length: int | None) -> None:
        self.send_response(status)
        extra = [("ETag", route.etag), ("Last-Modified", route.last_modified), ("Location", route.redirect)]
        if length is not None:
            extra += [("Content-Type", route.content_type), ("Content-Length", str(length))]
            extra += [("Content-Encoding", "gzip")] if route.gzip else []
        for name, value in (*extra, *route.headers):
            if value:
                self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""
