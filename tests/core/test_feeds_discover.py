"""From a pasted address to a feed: real pages and feeds of a local server, and what hostile ones try."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from index.errors import FetchError, NotFoundError, ParseError
from index.feeds.discover import GUESSES, Looking, articles_a_week, discover, typed_addresses
from index.text.page_links import feed_links, named_feeds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = 86_400


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as server:
        yield server


def rss(title: str = "Harbour Wire", items: str = "", description: str = "News of <b>ships</b> &amp; ports") -> bytes:
    return (
        f"<rss version='2.0'><channel><title>{title}</title><link>https://harbour.example/</link>"
        f"<description><![CDATA[{description}]]></description><language>en-gb</language>{items}</channel></rss>"
    ).encode()


def item(title: str, date: str = "") -> str:
    return f"<item><title>{title}</title><guid>{title}</guid>{f'<pubDate>{date}</pubDate>' if date else ''}</item>"


def page(head: str = "", body: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>Harbour</title>{head}</head><body>{body}</body></html>".encode()


def alternate(href: str, kind: str = "application/rss+xml", title: str = "", rel: str = "alternate") -> str:
    return f'<link rel="{rel}" type="{kind}" href="{href}" title="{title}">'


def test_a_feed_is_shown_as_it_would_be(server: FeedServer) -> None:
    items = [
        item("Old", "Mon, 02 Sep 2019 10:00:00 GMT"),
        item("New", "Mon, 16 Sep 2019 10:00:00 GMT"),
        item("Undated"),
    ]
    url = server.put("/feed.xml", rss(items="".join(items)))
    steps: list[str] = []
    found = discover(url, Looking(say=steps.append, clock=lambda: 1_568_628_000.0))
    preview = found.preview
    assert preview is not None
    assert (preview.url, preview.title, preview.language) == (url, "Harbour Wire", "en-gb")
    assert preview.description == "News of ships & ports"
    assert preview.link == "https://harbour.example/"
    assert [headline.title for headline in preview.headlines] == ["New", "Old", "Undated"]
    assert preview.headlines[0].published == 1_568_628_000
    assert preview.entries == 3
    assert preview.weekly == pytest.approx(1.0)
    assert not preview.subscribed
    assert steps == ["Asking 127.0.0.1", "Reading what came"]
    assert server.count("/feed.xml") == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><subtitle>D</subtitle></feed>', "text/html"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "description": "D", "items": []}', ""),
    ],
)
def test_what_the_server_calls_it_does_not_matter(server: FeedServer, body: bytes, kind: str) -> None:
    found = discover(server.put("/x", body, content_type=kind), Looking())
    assert found.preview is not None
    assert (found.preview.title, found.preview.description, found.preview.weekly) == ("T", "D", None)


@pytest.mark.parametrize(
    "head",
    [
        alternate("/news/feed.xml"),
        alternate("feed.xml"),
        alternate("../feed.xml") + '<base href="/news/deep/">',
        alternate("  /news/feed.xml  ", "Application/RSS+XML; charset=utf-8", rel="Alternate home"),
        alternate("javascript:alert(1)") + alternate("/news/feed.xml") + alternate("/news/feed.xml#again"),
        alternate("/news/feed.xml", "application/feed+json"),
        "<LINK TYPE=application/rss+xml REL=alternate HREF=/news/feed.xml>",
    ],
)
def test_the_feed_that_a_page_names_is_shown(server: FeedServer, head: str) -> None:
    address = server.put("/news/", page(head), content_type="text/html")
    url = server.put("/news/feed.xml", rss())
    found = discover(address, Looking())
    assert found.preview is not None
    assert found.preview.url.partition("#")[0] == url
    assert [asked.path for asked in server.requests] == ["/news/", "/news/feed.xml"]


def test_of_several_feeds_one_is_chosen(server: FeedServer) -> None:
    head = alternate("/comments.xml", title="Comments") + alternate("/a.xml", title="All \x1b[31mnews")
    head += alternate("/b.atom", "application/atom+xml")
    address = server.put("/", page(head), content_type="text/html")
    found = discover(address, Looking(subscribed=(server.url.upper().replace("HTTP", "http") + "/b.atom",)))
    assert found.preview is None
    assert [(feed.url, feed.title, feed.kind, feed.subscribed) for feed in found.feeds] == [
        (f"{server.url}/a.xml", "All news", "RSS", False),
        (f"{server.url}/b.atom", "", "Atom", True),
        (f"{server.url}/comments.xml", "Comments", "RSS", False),
    ]
    assert server.count("/a.xml") == 0, "nobody is asked for what nobody chose"


def test_a_page_that_names_no_feed_but_links_to_one(server: FeedServer) -> None:
    body = '<a href="/about">About</a><a href="mailto:a@b">x</a><a href="/service/rss/">RSS</a>'
    address = server.put("/", page(body=body), content_type="text/html")
    url = server.put("/service/rss/", rss())
    found = discover(address, Looking())
    assert found.preview is not None
    assert found.preview.url == url


def test_the_usual_places_are_tried_last_and_politely(server: FeedServer) -> None:
    links = "".join(f'<a href="/{number}/feed">x</a>' for number in range(50))
    address = server.put("/deep/page", page(body=links), content_type="text/html")
    server.put("/feed", rss())
    assert discover(address, Looking()).preview is not None
    assert [asked.path for asked in server.requests] == ["/deep/page", "/0/feed", "/1/feed", "/2/feed", "/feed"]
    del server.routes["/feed"]
    server.requests.clear()
    with pytest.raises(NotFoundError, match="No feed was found at"):
        discover(address, Looking())
    assert len(server.requests) == 1 + GUESSES


def test_a_server_that_wants_to_be_left_alone_is(server: FeedServer) -> None:
    address = server.put("/", page(), content_type="text/html")
    server.put("/feed", b"", status=429, headers=(("Retry-After", "60"),))
    with pytest.raises(FetchError, match="429"):
        discover(address, Looking())
    assert [asked.path for asked in server.requests] == ["/", "/feed"]
    with pytest.raises(FetchError, match="it asked us to wait"):
        discover(address, Looking(resting=lambda server: "it asked us to wait"))
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("example.org", ("https://example.org", "http://example.org")),
        (" <example.org/news> ", ("https://example.org/news", "http://example.org/news")),
        ("localhost:8000/x", ("https://localhost:8000/x", "http://localhost:8000/x")),
        ("feed://example.org/x", ("https://example.org/x", "http://example.org/x")),
        ("feed:https://example.org/x", ("https://example.org/x",)),
        ("HTTP://example.org", ("HTTP://example.org",)),
        ("/tmp/feed.xml", ("file:///tmp/feed.xml",)),
    ],
)
def test_what_people_paste(typed: str, meant: tuple[str, ...]) -> None:
    assert typed_addresses(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "  ", "javascript:alert(1)", "exec:rm", "ftp://x.example", "two words", "a\x1bb"]
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(FetchError, match="no address"):
        typed_addresses(typed)


def test_http_is_tried_where_https_does_not_answer(server: FeedServer) -> None:
    server.put("/feed.xml", rss())
    found = discover(f"{server.url.removeprefix('http://')}/feed.xml", Looking())
    assert found.preview is not None
    assert found.preview.url == f"{server.url}/feed.xml"


def test_a_feed_that_is_there_already(server: FeedServer) -> None:
    url = server.put("/feed.xml", rss())
    found = discover(url, Looking(subscribed=(url.replace("http", "HTTP"),)))
    assert found.preview is not None
    assert found.preview.subscribed


def test_a_feed_that_has_moved_for_good_is_taken_where_it_is(server: FeedServer) -> None:
    url = server.put("/new.xml", rss())
    old = server.put("/old.xml", redirect="/new.xml", status=301)
    elsewhere = server.put("/temporary.xml", redirect="/new.xml", status=302)
    assert [
        found.preview.url for found in (discover(old, Looking()), discover(elsewhere, Looking())) if found.preview
    ] == [
        url,
        elsewhere,
    ]


def test_a_local_file_is_read_but_what_it_names_is_watched(tmp_path: Path, server: FeedServer) -> None:
    (tmp_path / "feed.xml").write_bytes(rss())
    found = discover(str(tmp_path / "feed.xml"), Looking())
    assert found.preview is not None
    assert found.preview.url == (tmp_path / "feed.xml").as_uri()
    url = server.put("/feed.xml", rss())
    (tmp_path / "page.html").write_bytes(page(alternate(url)))
    with pytest.raises(FetchError, match="local network"):
        discover(str(tmp_path / "page.html"), Looking())
    assert server.requests == []


@pytest.mark.parametrize("way", ["link", "redirect", "redirected link", "chosen"])
def test_a_page_from_outside_may_not_lead_into_the_own_network(server: FeedServer, way: str) -> None:
    """The server's second address stands for the user's own network, its first for the world."""
    with FeedServer("127.0.0.2") as inside:
        secret = inside.put("/router", rss("Router"))
        server.put("/hop", redirect=secret)
        head = alternate(secret if way == "link" else "/hop")
        address = server.put("/", page(head), content_type="text/html")
        named_by = ""
        if way == "redirect":
            address = server.put("/away", redirect=secret)
        elif way == "chosen":
            address, named_by = secret, address
        looking = Looking(named_by=named_by, is_local=lambda host: host == "127.0.0.2")
        with pytest.raises(FetchError, match="local network"):
            discover(address, looking)
        assert inside.requests == []
        assert discover(secret, Looking(is_local=looking.is_local)).preview is not None, "who types it may read it"


def test_control_characters_and_markup_in_a_feed(server: FeedServer) -> None:
    body = rss(
        "\x1b]0;owned\x07Ships\u202e",
        item("[b]A\x1b[2J &lt;script&gt;x&lt;/script&gt;"),
        "<script>alert(1)</script>Safe",
    )
    preview = discover(server.put("/feed.xml", body), Looking()).preview
    assert preview is not None
    everything = f"{preview.title}{preview.description}{preview.headlines}"
    assert not any(character in everything for character in "\x1b\x07\u202e")
    assert preview.title == "Ships"
    assert "alert" not in preview.description


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "empty answer"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "not a feed"),
        (b'{"not": "a feed"}', "JSON"),
        (b"plain words", "not a feed"),
    ],
)
def test_neither_feed_nor_page(server: FeedServer, body: bytes, error: str) -> None:
    with pytest.raises((ParseError, FetchError), match=error):
        discover(server.put("/x", body, content_type="text/plain"), Looking())


def test_a_huge_page_and_a_deep_one_are_looked_at_in_time(server: FeedServer) -> None:
    url = server.put("/feed.xml", rss())
    huge = server.put(
        "/huge", page(alternate("/feed.xml"), "<a href=/x/feed.html>" * 300_000), content_type="text/html"
    )
    deep = server.put("/deep", page(alternate("/feed.xml"), "<div>" * 400_000), content_type="text/html")
    start = time.process_time()
    for address in (huge, deep):
        preview = discover(address, Looking()).preview
        assert preview is not None
        assert preview.url == url
    assert time.process_time() - start < 5


def test_a_hundred_thousand_named_feeds_are_cut(server: FeedServer) -> None:
    text = page("".join(alternate(f"/{number}") for number in range(20_000))).decode()
    assert len(named_feeds(text, "https://a.example/")) == 30
    assert len(feed_links('<a href="/feed/1"><a href="/feed/2">' * 1000, "https://a.example/")) == 2
    assert named_feeds("", "https://a.example/") == ()


@pytest.mark.parametrize(
    ("days", "now", "weekly"),
    [
        ((), 0, None),
        ((0,), 0, None),
        ((0, 7), 7, 2.0),
        ((0, 0, 0, 0), 0, 28.0),
        ((0, 7), 70, 0.2),
        ((0, 7, 900), 7, 2.0),
    ],
)
def test_articles_a_week(days: tuple[int, ...], now: int, weekly: float | None) -> None:
    assert articles_a_week([day * DAY for day in days], now * DAY) == (
        None if weekly is None else pytest.approx(weekly)
    )
