"""Fetching from a real server: what is asked, what comes back, and what is said when nothing does."""

from __future__ import annotations

import asyncio
import gzip
import os
import tracemalloc
import zlib
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import brotli
import pytest

from fakes import FeedServer
from index.errors import FetchError
from index.feed_types import FetchState
from index.feeds.fetch import Fetched, Fetcher, FetchRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

try:
    zstd = import_module("compression.zstd")
except ImportError:
    zstd = import_module("backports.zstd")

FEED = b"<rss><channel><title>News</title></channel></rss>"
GZIP = (("Content-Encoding", "gzip"),)


def zipped(data: bytes) -> bytes:
    """The same bytes in every process: the header's time would give each of them its own test names."""
    return gzip.compress(data, mtime=0)


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as server:
        yield server


@pytest.fixture
def second() -> Iterator[FeedServer]:
    """A server at another address than the first."""
    try:
        server = FeedServer("127.0.0.2")
    except OSError:
        pytest.skip("this machine has a single loopback address")
    with server:
        yield server


async def fetch(url: str, state: FetchState | None = None, **options: object) -> Fetched:
    async with Fetcher(**options) as fetcher:  # type: ignore[arg-type]
        return await fetcher.fetch(FetchRequest(7, url, state or FetchState()))


async def refusal(url: str, **options: object) -> str:
    with pytest.raises(FetchError) as caught:
        await fetch(url, **options)
    return str(caught.value)


async def test_a_feed_comes_with_what_is_needed_to_ask_again(server: FeedServer) -> None:
    url = server.put("/a", FEED, etag='"1"', last_modified="Tue, 03 Sep 2019 10:00:00 GMT")
    got = await fetch(url)
    assert (got.feed, got.url, got.status, got.body, got.moved_to) == (7, url, 200, FEED, "")
    assert got.content_type == "application/rss+xml"
    assert (got.state.etag, got.state.last_modified) == ('"1"', "Tue, 03 Sep 2019 10:00:00 GMT")
    assert len(got.state.stored_digest) == len(got.state.sent_digest) == 16


async def test_it_introduces_itself_and_keeps_no_cookies(server: FeedServer) -> None:
    url = server.put("/a", FEED, headers=(("Set-Cookie", "id=1"),))
    async with Fetcher() as fetcher:
        await fetcher.fetch(FetchRequest(1, url, FetchState()))
        await fetcher.fetch(FetchRequest(1, url, FetchState()))
    sent = server.last("/a").headers
    assert sent["user-agent"].startswith("Wirecopy/")
    assert sent["user-agent"].endswith("(+terminal news reader)")
    assert "application/atom+xml" in sent["accept"]
    assert "cookie" not in sent


@pytest.mark.parametrize("validators", [{"etag": '"1"'}, {"last_modified": "Tue, 03 Sep 2019 10:00:00 GMT"}])
async def test_an_unchanged_feed_is_not_sent_again(server: FeedServer, validators: dict[str, str]) -> None:
    url = server.put("/a", FEED, **validators)
    first = await fetch(url)
    second = await fetch(url, first.state)
    assert (second.status, second.body) == (304, None)
    assert second.state == first.state


async def test_the_same_bytes_are_unchanged_even_without_validators(server: FeedServer) -> None:
    url = server.put("/a", FEED)
    first = await fetch(url)
    server.put("/a", FEED, etag='"new"')
    second = await fetch(url, first.state)
    assert (second.status, second.body, second.state.etag) == (200, None, '"new"')
    server.put("/a", FEED + b" ")
    assert (await fetch(url, second.state)).body == FEED + b" "


@pytest.mark.parametrize("size", [100, 2_000_000])
async def test_an_answer_that_is_known_as_it_was_sent_is_not_inflated(server: FeedServer, size: int) -> None:
    feed = FEED + os.urandom(size // 2).hex().encode()
    url = server.put("/a", zipped(feed), headers=GZIP)
    first = await fetch(url)
    assert first.body == feed
    broken = replace(first.state, body_digest=bytes(16) + first.state.sent_digest)  # what it was inflated is not asked
    second = await fetch(url, broken)
    assert (second.body, second.state.stored_digest, second.state.size) == (None, bytes(16), len(feed))
    server.put("/a", gzip.compress(feed, mtime=1), headers=GZIP)
    assert (await fetch(url, first.state)).body is None  # packed anew, with the same in it
    server.put("/a", zipped(feed + b" "), headers=GZIP)
    assert (await fetch(url, first.state)).body == feed + b" "


async def test_a_first_answer_of_not_modified_is_an_error(server: FeedServer) -> None:
    assert "has not changed" in await refusal(server.put("/a", status=304))


@pytest.mark.parametrize("etag", ['W/"a\x80, b"', '"' + "x" * 2000 + '"'])
async def test_validators_that_cannot_be_sent_back_are_not_kept(server: FeedServer, etag: str) -> None:
    assert (await fetch(server.put("/a", FEED, etag=etag))).state.etag == ""


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("gzip", zipped(FEED)),
        ("X-GZip", zipped(FEED)),
        ("deflate", zlib.compress(FEED)),
        ("deflate", _raw_deflate(FEED)),
        ("gzip, gzip", zipped(zipped(FEED))),
        ("deflate, gzip", zipped(zlib.compress(FEED))),
        ("gzip", zipped(FEED[:10]) + zipped(FEED[10:])),
        ("gzip", zipped(FEED) + b"garbage"),
        ("br", brotli.compress(FEED)),
        ("zstd", zstd.compress(FEED)),
        ("zstd", zstd.compress(FEED[:10]) + zstd.compress(FEED[10:])),
        ("zstd", zstd.compress(FEED) + b"garbage"),
        ("br, gzip", zipped(brotli.compress(FEED))),
        ("gzip, zstd", zstd.compress(zipped(FEED))),
        ("identity", FEED),
        ("utf-8", FEED),
    ],
)
async def test_compressed_answers_are_inflated(server: FeedServer, encoding: str, sent: bytes) -> None:
    assert (await fetch(server.put("/a", sent, headers=(("Content-Encoding", encoding),)))).body == FEED


@pytest.mark.parametrize(
    ("encoding", "sent", "said"),
    [
        ("gzip", FEED, "broken way"),
        ("gzip", zipped(FEED)[:-12], "cut short"),
        ("br", FEED, "broken way"),
        ("br", brotli.compress(FEED)[:-3], "cut short"),
        ("zstd", FEED, "broken way"),
        ("zstd", zstd.compress(FEED)[:-3], "cut short"),
        ("compress", FEED, "compressed its answer as compress"),
        ("gzip, gzip, gzip, gzip", FEED, "over and over"),
    ],
)
async def test_what_cannot_be_inflated(server: FeedServer, encoding: str, sent: bytes, said: str) -> None:
    assert said in await refusal(server.put("/a", sent, headers=(("Content-Encoding", encoding),)))


@pytest.mark.parametrize("packed", [False, True])
async def test_a_feed_may_be_as_large_as_the_limit_and_no_larger(server: FeedServer, packed: bool) -> None:
    url = server.put("/a", b"x" * 1000, gzip=packed)
    assert len((await fetch(url, max_bytes=1000)).body or b"") == 1000
    assert "larger than 0.000999 MB" in await refusal(url, max_bytes=999)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "br, gzip"])
async def test_a_bomb_is_stopped_at_every_layer(server: FeedServer, encoding: str) -> None:
    pack = {"gzip": zipped, "br": lambda data: brotli.compress(data, quality=3), "zstd": zstd.compress}
    bomb = b"x" * 20_000_000
    for name in encoding.split(", "):
        bomb = pack[name](bomb)
    url = server.put("/a", bomb, headers=(("Content-Encoding", encoding),))
    tracemalloc.start()
    try:
        assert "larger than 1 MB" in await refusal(url, max_bytes=1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()


async def test_a_window_larger_than_the_web_allows_is_refused(server: FeedServer) -> None:
    options = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.enable_long_distance_matching: 1}
    packer = zstd.ZstdCompressor(options=options)
    packed = packer.compress(FEED) + packer.flush()
    url = server.put("/a", packed, headers=(("Content-Encoding", "zstd"),))
    assert "broken way" in await refusal(url)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": 401}, "HTTP 401 asks for a name and a password."),
        ({"status": 403}, "HTTP 403 forbidden."),
        ({"status": 404}, "HTTP 404 not found. Check the address."),
        ({"status": 410}, "HTTP 410 gone for good. Remove the feed"),
        ({"status": 418}, "HTTP 418 i'm a teapot."),
        ({"status": 429}, "HTTP 429 too many requests."),
        (
            {"status": 429, "headers": (("Retry-After", "120"),)},
            "too many requests; the server asked us to wait 120 s.",
        ),
        (
            {"status": 503, "headers": (("Retry-After", "86400"),)},
            "HTTP 503 unavailable for now; the server asked us to wait 24 h.",
        ),
        ({"status": 503, "headers": (("Retry-After", "soon"),)}, "HTTP 503 unavailable for now."),
        ({"status": 999}, "HTTP 999."),
        ({"status": 204}, "HTTP 204 no content."),
        ({}, "sent an empty answer"),
        ({"body": FEED, "cut": 10}, "cut short"),
        ({"raw": b"nonsense\r\n\r\n"}, "does not answer in a way that can be understood"),
        ({"raw": b""}, "broke off the connection"),
        ({"redirect": "file:///etc/passwd"}, "redirects to a file: address, which is refused"),
        ({"redirect": "javascript:alert(1)"}, "redirects to a javascript: address"),
        ({"redirect": "http://[::"}, "redirects to an address that cannot be fetched"),
        ({"status": 302}, "does not say where to"),
        ({"redirect": "/a"}, "redirected more than 5 times"),
    ],
)
async def test_what_goes_wrong_is_said_in_words(server: FeedServer, answer: dict[str, object], said: str) -> None:
    assert said in await refusal(server.put("/a", **answer))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://nowhere.invalid/feed", "The name nowhere.invalid cannot be found"),
        ("http://127.0.0.1:1/feed", "127.0.0.1 refused the connection."),
        ("http://x..y/feed", "cannot be"),
        ("http:///feed", "not an address that can be fetched"),
        ("http://127.0.0.1:99999/feed", "not an address that can be fetched"),
        ("gopher://127.0.0.1/feed", "not an address that can be fetched"),
    ],
)
async def test_addresses_that_lead_nowhere(url: str, said: str) -> None:
    assert said in await refusal(url)


async def test_a_certificate_problem_is_called_one(server: FeedServer) -> None:
    url = server.put("/a", FEED).replace("http:", "https:")
    assert "secure connection" in await refusal(url)


@pytest.mark.parametrize(
    ("codes", "moved"),
    [((301,), True), ((308, 301), True), ((302,), False), ((307,), False), ((301, 302), False), ((303, 308), False)],
)
async def test_only_permanent_redirects_move_a_feed(server: FeedServer, codes: tuple[int, ...], moved: bool) -> None:
    for number, code in enumerate(codes):
        server.put(f"/{number}", status=code, redirect=f"{number + 1}?x=%2F+%41")
    server.routes[f"/{len(codes)}"] = server.routes["/0"]
    last = server.put(f"/{len(codes)}?x=%2F+%41", FEED)
    for number in range(1, len(codes)):
        server.routes[f"/{number}?x=%2F+%41"] = server.routes[f"/{number}"]
    got = await fetch(server.url + "/0")
    assert (got.body, got.url) == (FEED, last)
    assert got.moved_to == (last if moved else "")


@pytest.mark.parametrize("coding", ["utf-8", "latin-1"])
async def test_a_redirect_may_be_written_beyond_ascii(server: FeedServer, coding: str) -> None:
    server.put("/%C3%A9t%C3%A9", FEED)
    url = server.put("/a", raw="HTTP/1.1 302 Found\r\nLocation: /été\r\nContent-Length: 0\r\n\r\n".encode(coding))
    assert (await fetch(url)).body == FEED


async def test_the_body_of_an_error_is_not_waited_for(server: FeedServer) -> None:
    url = server.put("/a", status=404, body=b"x" * 1_000_000)
    assert "HTTP 404" in await refusal(url, max_bytes=1000)


async def test_an_answer_may_have_others_before_it(server: FeedServer) -> None:
    early = b'HTTP/1.1 103 Early Hints\r\nETag: "early"\r\n\r\n'
    last = b'HTTP/1.1 200 OK\r\nETag: "late"\r\nContent-Length: %d\r\n\r\n%s' % (len(FEED), FEED)
    got = await fetch(server.put("/a", raw=early + last))
    assert (got.body, got.state.etag) == (FEED, '"late"')


async def test_validators_are_sent_where_the_redirect_leads(server: FeedServer) -> None:
    server.put("/new", FEED, etag='"1"')
    url = server.put("/old", redirect="/new")
    first = await fetch(url)
    assert (await fetch(url, first.state)).status == 304


async def test_five_redirects_are_followed_and_no_more(server: FeedServer) -> None:
    for number in range(6):
        server.put(f"/{number}", redirect=f"/{number + 1}")
    server.put("/6", FEED)
    assert (await fetch(server.url + "/1")).body == FEED
    assert "more than 5 times" in await refusal(server.url + "/0")


async def test_a_redirect_may_not_lead_from_outside_into_the_local_network(
    server: FeedServer, second: FeedServer
) -> None:
    def outside_but_for_the_second(address: str) -> bool:
        return address == "127.0.0.2"

    inside = second.put("/feed", FEED)
    options = {"is_local": outside_but_for_the_second}
    outside = server.put("/feed", redirect=inside)
    assert "redirected into the local network" in await refusal(outside, **options)
    assert second.requests == []
    assert (await fetch(inside, **options)).body == FEED, "the user's own local feed is fine"
    home = second.put("/home", redirect=server.put("/public", FEED))
    assert (await fetch(home, **options)).body == FEED
    round_trip = second.put("/trip", redirect=outside)
    assert "redirected into the local network" in await refusal(round_trip, **options)


async def test_the_guard_holds_for_a_connection_that_is_open_already(server: FeedServer, second: FeedServer) -> None:
    inside = second.put("/feed", FEED)
    outside = server.put("/feed", redirect=inside)
    async with Fetcher(is_local=lambda address: address == "127.0.0.2") as fetcher:
        await fetcher.fetch(FetchRequest(1, inside, FetchState()))
        with pytest.raises(FetchError, match="local network"):
            await fetcher.fetch(FetchRequest(2, outside, FetchState()))
    assert second.count("/feed") == 1


async def test_a_proxy_is_used_and_local_hosts_are_told_by_name(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    server.put("http://news.example/feed", FEED)
    server.put("http://news.example/in", redirect="http://10.0.0.1/")
    server.put("http://news.example/self", redirect="http://LOCALHOST:8080/")
    assert (await fetch("http://news.example/feed")).body == FEED
    for name in ("in", "self"):
        assert "redirected into the local network" in await refusal(f"http://news.example/{name}")
    assert [asked.path for asked in server.requests] == [
        f"http://news.example/{name}" for name in ("feed", "in", "self")
    ]


async def test_a_slow_server_is_given_up(server: FeedServer) -> None:
    url = server.put("/a", FEED, delay=60)
    assert "Timed out: the feed was not here after 0.2 s." in await refusal(url, total_timeout=0.2)


async def test_the_deadline_is_for_all_hops_together(server: FeedServer) -> None:
    for number in range(4):
        server.put(f"/{number}", redirect=f"/{number + 1}", delay=0.1)
    server.put("/4", FEED)
    assert "Timed out" in await refusal(server.url + "/0", total_timeout=0.3)


async def test_waiting_for_a_free_connection_is_not_the_sites_fault(server: FeedServer) -> None:
    urls = [server.put(f"/{number}", FEED, delay=0.1) for number in range(12)]
    async with Fetcher(per_host=2, total_timeout=0.4) as fetcher:
        got = await asyncio.gather(*(fetcher.fetch(FetchRequest(0, url, FetchState())) for url in urls))
    assert [each.body for each in got] == [FEED] * 12
    assert server.tally.most <= 2


async def test_a_busy_host_does_not_hold_up_the_others(server: FeedServer, second: FeedServer) -> None:
    slow = [server.put(f"/{number}", FEED, delay=60) for number in range(5)]
    quick = second.put("/", FEED)
    async with Fetcher(concurrency=3, per_host=2) as fetcher:
        waiting = [asyncio.ensure_future(fetcher.fetch(FetchRequest(0, url, FetchState()))) for url in slow]
        await asyncio.sleep(0)
        assert (await fetcher.fetch(FetchRequest(0, quick, FetchState()))).body == FEED
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def test_local_files_are_feeds_too(tmp_path: Path) -> None:
    feed = tmp_path / "my feed.xml"
    feed.write_bytes(FEED)
    first = await fetch(feed.as_uri())
    assert (first.body, first.status, first.moved_to) == (FEED, 200, "")
    assert first.state.last_modified.endswith(" GMT")
    assert (await fetch(feed.as_uri(), first.state)).body is None
    feed.write_bytes(FEED + b"!")
    assert (await fetch(feed.as_uri(), first.state)).body == FEED + b"!"
    assert "larger than" in await refusal(feed.as_uri(), max_bytes=10)


async def test_only_files_are_read_from_disk(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in await refusal((tmp_path / "pipe").as_uri())
    assert "is not a file" in await refusal(tmp_path.as_uri())
    assert "There is no file" in await refusal((tmp_path / "none").as_uri())
    assert "names no host" in await refusal("file://server/share/feed.xml")
