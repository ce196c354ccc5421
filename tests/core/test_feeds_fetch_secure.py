"""TLS as it is spoken: HTTP/2 is offered, authorities are the system's, other addresses and names are reached."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import threading
from typing import TYPE_CHECKING, Self

import pytest

from fakes import FeedServer
from index.errors import FetchError
from index.feed_types import FetchState
from index.feeds.fetch import Fetched, Fetcher, FetchRequest
from index.feeds.fetch_net import LOOPBACK_ONLY, Resolver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEED = b"<rss><channel><title>News</title></channel></rss>"
ANSWER = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(FEED), FEED)


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def fetch(url: str, **options: object) -> Fetched:
    async with Fetcher(**options) as fetcher:  # type: ignore[arg-type]
        return await fetcher.fetch(FetchRequest(7, url, FetchState()))


class SecureServer:
    """Speaks TLS for a few connections; remembers what they offered."""

    def __init__(self, folder: Path, protocols: list[str]) -> None:
        self.certificate = folder / "certificate.pem"
        key = folder / "key.pem"
        name = "/CN=127.0.0.1"
        made = ["-subj", name, "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2", "-nodes"]
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-keyout", key, "-out", self.certificate, *made]
        subprocess.run(command, check=True, capture_output=True)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(self.certificate, key)
        self._context.set_alpn_protocols(protocols)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._socket.getsockname()[1]}/feed"
        self.spoken: list[str | None] = []
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            try:
                with self._context.wrap_socket(connection, server_side=True) as secure:
                    self.spoken.append(secure.selected_alpn_protocol())
                    if secure.recv(4096).startswith(b"GET"):
                        secure.sendall(ANSWER)
            except OSError:
                connection.close()


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[SecureServer]:
    if not shutil.which("openssl"):
        pytest.skip("making a certificate needs the openssl command")
    with SecureServer(tmp_path, ["http/1.1"]) as server:
        yield server


async def test_a_server_whose_authority_is_trusted_is_read(
    secure: SecureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FetchError, match=r"certificate of 127.0.0.1 cannot be trusted: self-signed certificate\."):
        await fetch(secure.url)
    monkeypatch.setenv("SSL_CERT_FILE", str(secure.certificate))
    assert (await fetch(secure.url)).body == FEED
    assert secure.spoken[-1] == "http/1.1"


async def test_a_certificate_for_another_name_is_not_trusted(
    secure: SecureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure.certificate))
    with pytest.raises(FetchError, match="certificate of localhost cannot be trusted"):
        await fetch(secure.url.replace("127.0.0.1", "localhost"))


async def test_http_2_is_offered_and_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("openssl"):
        pytest.skip("making a certificate needs the openssl command")
    with SecureServer(tmp_path, ["h2", "http/1.1"]) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        with pytest.raises(FetchError):  # this server says that it speaks it, but does not
            await fetch(server.url, total_timeout=5)
    assert server.spoken == ["h2"]


async def test_an_address_of_the_sixth_version() -> None:
    try:
        server = FeedServer6()
    except OSError:
        pytest.skip("this machine speaks no IPv6")
    with server:
        server.put("/a", FEED)
        assert (await fetch(f"http://[::1]:{server.port}/a")).body == FEED


class FeedServer6(FeedServer):
    """The same on ::1."""

    def __init__(self) -> None:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        from fakes import _HttpServer

        family, _HttpServer.address_family = _HttpServer.address_family, socket.AF_INET6
        try:
            super().__init__("::1")
        finally:
            _HttpServer.address_family = family
        self.port = self._http.server_port


async def test_a_name_is_looked_up_once_and_asked_for_by_its_ascii_form(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []

    async def looked_up(host: str, port: int) -> tuple[str, ...]:
        asked.append((host, port))
        return ("127.0.0.1",)

    monkeypatch.setattr("index.feeds.fetch_net._look_up", looked_up)
    with FeedServer() as server:
        server.put("/a", FEED)
        port = server.url.rpartition(":")[2]
        async with Fetcher() as fetcher:
            for _ in range(2):
                got = await fetcher.fetch(FetchRequest(1, f"http://bücher.example:{port}/a", FetchState()))
                assert got.body == FEED
        assert server.last("/a").headers["host"] == f"xn--bcher-kva.example:{port}"
    assert asked == [("xn--bcher-kva.example", int(port))]


async def test_a_name_that_answers_with_an_address_of_the_own_network_is_seen_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def looked_up(host: str, port: int) -> tuple[str, ...]:
        return ("127.0.0.2",) if host == "rebound.example" else ("127.0.0.1",)

    monkeypatch.setattr("index.feeds.fetch_net._look_up", looked_up)
    with FeedServer() as server:
        port = server.url.rpartition(":")[2]
        server.put("/a", redirect=f"http://rebound.example:{port}/b")
        server.put("/b", FEED)
        with pytest.raises(FetchError, match="local network"):
            await fetch(f"http://outside.example:{port}/a", is_local=lambda address: address == "127.0.0.2")
        assert server.count("/b") == 0


async def test_a_name_that_cannot_be_looked_up_is_asked_again() -> None:
    resolver = Resolver()
    for _ in range(2):
        with pytest.raises(socket.gaierror):
            await resolver.addresses("nowhere.invalid", 80)


@pytest.mark.parametrize("variable", ["http_proxy", "all_proxy"])
async def test_proxies_of_the_environment(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    with FeedServer() as proxy, FeedServer() as direct:
        monkeypatch.setenv(variable, proxy.url.replace("http://", "http://me:pw@"))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        proxy.put("http://news.example/feed", FEED)
        assert (await fetch("http://news.example/feed")).body == FEED
        assert proxy.requests[0].headers["proxy-authorization"].startswith("Basic ")
        assert (await fetch(direct.put("/a", FEED))).body == FEED, "but not for those that no_proxy names"
        assert len(proxy.requests) == 1


async def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with pytest.raises(FetchError, match="The proxy cannot be reached"):
        await fetch("http://news.example/feed")


async def test_a_proxy_that_lets_nothing_through(monkeypatch: pytest.MonkeyPatch) -> None:
    with FeedServer() as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(FetchError, match=r"The proxy answered HTTP 501\."):
            await fetch("https://news.example/feed")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://192.0.2.7/feed", "192.0.2.7 is not this machine, and WIRECOPY_LOOPBACK_ONLY is set"),
        ("http://[2001:db8::7]/feed", "2001:db8::7 is not this machine"),
        ("http://example.org/feed", "The name example.org cannot be found"),
    ],
)
async def test_the_tests_reach_nothing_outside_this_machine(url: str, said: str) -> None:
    """What libcurl connects to, the guard of the sockets cannot see."""
    with pytest.raises(FetchError, match=re.escape(said)):
        await fetch(url)


async def test_nor_does_a_proxy_lead_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://192.0.2.7:3128")
    with pytest.raises(FetchError, match=r"192\.0\.2\.7 is not this machine"):
        await fetch("http://feeds.example/feed")


async def test_without_the_variable_only_the_usual_guards_hold(
    monkeypatch: pytest.MonkeyPatch, secure: SecureServer
) -> None:
    monkeypatch.delenv(LOOPBACK_ONLY)
    monkeypatch.setenv("SSL_CERT_FILE", str(secure.certificate))
    assert (await fetch(secure.url)).body == FEED
