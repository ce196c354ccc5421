"""Forty answers of a server that means ill: each ends in words or in a bounded body, in time."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from index.errors import FetchError
from index.feed_types import FetchState
from index.feeds.fetch import Fetcher, FetchRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEADLINE = 3.0
LIMIT = 5_000_000

EXPECTED = {
    "ok": "body",
    "drip": "Timed out",
    "drip_headers": "Timed out",
    "drip_status": "",
    "endless": "larger than 5 MB",
    "endless_chunked": "larger than 5 MB",
    "gzipbomb": "larger than 5 MB",
    "gzipbomb_nested": "larger than 5 MB",
    "loop": "more than 5 times",
    "redirect_20": "more than 5 times",
    "redirect_file": "a file: address, which is refused",
    "redirect_private": "body",  # from one local address to another
    "redirect_javascript": "a javascript: address, which is refused",
    "redirect_relative": "body",
    "redirect_no_location": "does not say where to",
    "redirect_crlf": "HTTP 404",
    "always304": "has not changed",
    "long_content_length": "cut short",
    "short_content_length": "",  # what follows the body may be noticed or not
    "huge_header": "",
    "many_headers": "",
    "bad_gzip": "broken way",
    "gzip_trailing_garbage": "body",
    "br_unsupported": "broken way",
    "deflate_raw": "body",
    "empty200": "empty answer",
    "no_content_204": "HTTP 204",
    "html200": "body",
    "charset_conflict": "body",
    "retry429": "asked us to wait 24 h",
    "etag_odd": "body",
    "lastmod_garbage": "body",
    "http09": "",
    "bad_status": "HTTP 999",
    "reset": "broke off",
    "chunk_bad": "",
    "chunk_huge": "",
    "basic401": "HTTP 401",
    "permanent308": "body",
    "gone410": "HTTP 410",
}


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


def _free_port() -> int:
    """A port with a free one after it."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


@pytest.fixture(scope="module")
def hostile(shared_data: Path, python: str) -> Iterator[int]:
    port = _free_port()
    script = shared_data / "hostile" / "hostile_server.py"
    with subprocess.Popen(
        [python, str(script), str(port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        if server.stdout.readline().strip() != "ready":
            pytest.skip("the hostile server does not start here")
        yield port
        server.kill()


async def outcome(fetcher: Fetcher, url: str) -> str:
    try:
        got = await fetcher.fetch(FetchRequest(1, url, FetchState()))
    except FetchError as error:
        return str(error)
    assert got.body is not None
    assert 0 < len(got.body) <= LIMIT
    assert got.state.etag.isascii()
    return "body"


@pytest.mark.data
async def test_every_hostile_answer_ends_in_time(hostile: int) -> None:
    before = resident()
    start = time.perf_counter()
    async with Fetcher(per_host=50, concurrency=50, total_timeout=DEADLINE, max_bytes=LIMIT) as fetcher:
        urls = [f"http://127.0.0.1:{hostile}/{case}" for case in EXPECTED]
        urls.append(f"https://127.0.0.1:{hostile + 1}/ok")
        outcomes = await asyncio.gather(*(outcome(fetcher, url) for url in urls))
    took = time.perf_counter() - start
    assert "certificate of 127.0.0.1 cannot be trusted" in outcomes.pop()
    for (case, expected), said in zip(EXPECTED.items(), outcomes, strict=True):
        assert expected in said, f"{case}: {said}"
        assert said == "body" or said.endswith((".", "...", "up?")), f"{case} is not said in words: {said}"
    assert took < 2 * DEADLINE
    assert resident() - before < 100_000_000


def resident() -> int:
    """Bytes of memory that this process has in use; 0 where the system does not say it this way."""
    try:
        with open("/proc/self/statm") as statm:  # noqa: PTH123 - a pseudo-file
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@pytest.mark.data
async def test_a_hostile_server_may_redirect_the_users_own_network_only(hostile: int) -> None:
    def inside(address: str) -> bool:
        return address == "127.0.0.2"

    async with Fetcher(is_local=inside) as fetcher:
        said = await outcome(fetcher, f"http://127.0.0.1:{hostile}/redirect_private")
    assert said == "The server redirected into the local network, which is refused."


@pytest.mark.data
async def test_a_permanent_move_is_remembered(hostile: int) -> None:
    async with Fetcher() as fetcher:
        got = await fetcher.fetch(FetchRequest(1, f"http://127.0.0.1:{hostile}/permanent308", FetchState()))
    assert got.moved_to == f"http://127.0.0.1:{hostile}/ok"
