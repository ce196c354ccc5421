"""Feeds through a SOCKS proxy (RFC 1928, RFC 1929): who looks names up, who is told a password, what is refused."""

from __future__ import annotations

import ipaddress
import socket
import struct
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import pytest

from fakes import FeedServer
from index.errors import FetchError
from index.feed_types import FetchState
from index.feeds.fetch import Fetched, Fetcher, FetchRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

FEED = b"<rss><channel><title>News</title></channel></rss>"
_NAME, _ADDRESS = 3, 1


class Socks:
    """A SOCKS5 proxy that leads every connection to one server, and remembers what it was asked for and by whom."""

    def __init__(self, target: str, *, password: str = "", answer: int = 0) -> None:
        host, _, port = target.removeprefix("http://").rpartition(":")
        self._target = host, int(port)
        self._password = password
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.asked: list[str] = []
        self._threads = [threading.Thread(target=self._serve)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._threads.append(threading.Thread(target=self._talk, args=(connection,)))
            self._threads[-1].start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, suppress(OSError, IndexError, struct.error):
            if not self._admit(connection):
                return
            _, _, _, kind = connection.recv(4)
            length = connection.recv(1)[0] if kind == _NAME else 4 if kind == _ADDRESS else 16
            name = connection.recv(length)
            (port,) = struct.unpack(">H", connection.recv(2))
            host = name.decode() if kind == _NAME else str(ipaddress.ip_address(name))
            self.asked.append(f"{host}:{port}")
            connection.sendall(bytes((5, self._answer, 0, _ADDRESS)) + bytes(6))
            if not self._answer:
                self._relay(connection)

    def _admit(self, connection: socket.socket) -> bool:
        _, count = connection.recv(2)
        offered = connection.recv(count)
        if not self._password:
            connection.sendall(b"\x05\x00")
            return True
        if 2 not in offered:
            connection.sendall(b"\x05\xff")
            return False
        connection.sendall(b"\x05\x02")
        connection.recv(1)
        name = connection.recv(connection.recv(1)[0])
        word = connection.recv(connection.recv(1)[0])
        good = f"{name.decode()}:{word.decode()}" == self._password
        connection.sendall(b"\x01\x00" if good else b"\x01\x01")
        return good

    def _relay(self, connection: socket.socket) -> None:
        with socket.create_connection(self._target) as onward:
            back = threading.Thread(target=_pump, args=(onward, connection))
            back.start()
            _pump(connection, onward)
            back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as server:
        server.put("/feed", FEED, etag='"1"')
        yield server


@pytest.fixture(autouse=True)
def _no_other_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def fetch(url: str, state: FetchState | None = None, own: str = "") -> Fetched:
    async with Fetcher() as fetcher:
        return await fetcher.fetch(FetchRequest(7, url, state or FetchState(), own=own))


@pytest.mark.parametrize(
    ("scheme", "host", "asked"),
    [
        ("socks5h", "feeds.example", {"feeds.example:80"}),
        ("socks5", "localhost", {"127.0.0.1:80", "::1:80"}),
    ],
)
async def test_who_looks_a_name_up(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch, scheme: str, host: str, asked: set[str]
) -> None:
    """With socks5h the proxy does; with socks5 this machine, before anything is sent."""
    with Socks(server.url) as proxy:
        monkeypatch.setenv("all_proxy", f"{scheme}://{proxy.address}")
        first = await fetch(f"http://{host}/feed")
        assert first.body == FEED
        assert (await fetch(f"http://{host}/feed", first.state)).status == 304
        assert len(proxy.asked) == 2
        assert set(proxy.asked) <= asked
    assert server.last("/feed").headers["host"] == host


async def test_a_proxy_may_want_a_password(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with Socks(server.url, password="jane:secret") as proxy:
        monkeypatch.setenv("all_proxy", f"socks5h://jane:secret@{proxy.address}")
        assert (await fetch("http://feeds.example/feed")).body == FEED
        monkeypatch.setenv("all_proxy", f"socks5h://jane:wrong@{proxy.address}")
        with pytest.raises(FetchError) as refused:
            await fetch("http://feeds.example/feed")
    assert "wrong" not in str(refused.value)
    assert "The proxy" in str(refused.value)


async def test_a_proxy_that_cannot_get_through_says_so(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with Socks(server.url, answer=4) as proxy:
        monkeypatch.setenv("all_proxy", f"socks5h://{proxy.address}")
        with pytest.raises(FetchError, match="The proxy"):
            await fetch("http://feeds.example/feed")


@pytest.mark.parametrize("scheme", ["socks5h", "socks5"])
async def test_no_redirect_leads_through_a_proxy_into_the_local_network(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    """A proxy may well stand in the user's own network, so what it is asked to reach is judged before."""

    async def looked_up(host: str, port: int) -> tuple[str, ...]:
        return ("192.168.0.1",) if host == "rebound.example" else ("93.184.216.34",)

    monkeypatch.setattr("index.feeds.fetch_net._look_up", looked_up)
    with Socks(server.url) as proxy:
        monkeypatch.setenv("all_proxy", f"{scheme}://{proxy.address}")
        for target in ("http://192.168.0.1/x", *(["http://rebound.example/x"] if scheme == "socks5" else [])):
            server.put("/moved", redirect=target)
            with pytest.raises(FetchError, match="local network"):
                await fetch("http://feeds.example/moved")
        assert {asked.rpartition(":")[0] for asked in proxy.asked} <= {"feeds.example", "93.184.216.34"}
