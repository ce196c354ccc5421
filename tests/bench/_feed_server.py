"""Serves made-up but realistic feeds on loopback, for benches: ``python tests/bench/_feed_server.py FEEDS``.

It prints its port. ``/control?name=number&...`` sets how it answers, ``/prime`` builds all bodies beforehand, and
``/feed/NUMBER.xml`` is a feed: RSS 2.0, Atom or RSS 1.0, twenty to fifty entries with whole articles in HTML. Hosts
are addresses of 127.0.1.0/24, so that limits a host play their part.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import html
import json
import random
import sys
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

HOSTS = 200
NOW = 1_790_000_000
"""When the made-up news is from: runs repeat byte for byte."""

TEMPLATES = Path(__file__).resolve().parents[3] / "shared" / "tools" / "templates.json.gz"
WORDS = """
the of to in and a for on that with said was by at from it as an be has government market company talks billion
president trade week bank rates harbour cable minister report police court election storm river school health
energy price union strike border summit vote budget council train museum ocean research vaccine satellite wheat
""".split()  # noqa: SIM905


@dataclass(slots=True)
class Control:
    """How feeds are answered.

    Attributes:
        version: each one has pushed two new entries into every feed, and two old ones out.
        validators: whether ETag and Last-Modified are sent and honoured.
        fleeting: whether the build date is another at every request.
        gzip: whether bodies are compressed for those who ask for it.
        latency: milliseconds before each answer.
        failures: whether some feeds answer with errors: one in fifty.
    """

    version: int = 0
    validators: int = 1
    fleeting: int = 0
    gzip: int = 1
    latency: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    title: str
    link: str
    published: int
    author: str
    tags: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Served:
    """A body, and what goes with it."""

    plain: bytes
    packed: bytes
    etag: str
    modified: str


@lru_cache(1)
def templates() -> tuple[tuple[str, str], ...]:
    """Titles and bodies of articles: real ones where the development data is at hand, else made up."""
    if TEMPLATES.exists():
        feeds = json.loads(gzip.decompress(TEMPLATES.read_bytes()))
        return tuple((entry[0], _printable(entry[1])) for feed in feeds for entry in feed["entries"])
    dice = random.Random(1)
    return tuple((_sentence(dice, 9), _article(dice)) for _ in range(600))


def _printable(text: str) -> str:
    return "".join(char for char in text if char >= " " or char in "\n\t")


def _sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(WORDS, k=words)).capitalize()


def _article(dice: random.Random) -> str:
    parts = []
    for number in range(dice.randint(2, 12)):
        if number % 5 == 4:
            parts.append(f'<figure><img src="/{number}.jpg" alt="{_sentence(dice, 4)}"></figure>')
        link = f' <a href="https://news.example/{number}">{_sentence(dice, 3)}</a>'
        parts.append(f"<p>{_sentence(dice, dice.randint(20, 70))}{link} {_sentence(dice, 12)}.</p>")
    return "\n".join(parts)


def kind_of(feed: int) -> str:
    return random.Random(f"kind {feed}").choices(["rss", "atom", "rdf"], [60, 35, 5])[0]


def entries_of(feed: int, version: int) -> list[Entry]:
    dice = random.Random(f"feed {feed}")
    pool, length = templates(), dice.randint(20, 50)
    start = dice.randrange(len(pool))
    found = []
    for place in range(length):
        number = 1000 + 2 * version - place
        title, body = pool[(start + number) % len(pool)]
        link = f"http://site{feed}.example/{number}/post.html"
        published = NOW - place * 7200 - feed * 60 + version * 14_400
        found.append(Entry(number, f"{title} #{number}", link, published, f"Author {feed % 97}", ("news",), body))
    return found


def build(feed: int, version: int, date: int) -> bytes:
    """The document of a feed, with this build date."""
    writer = {"rss": _rss, "atom": _atom, "rdf": _rdf}[kind_of(feed)]
    return writer(feed, entries_of(feed, version), date).encode()


def _rss(feed: int, entries: list[Entry], date: int) -> str:
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Site {feed}</title><link>http://site{feed}.example/</link><description>News</description>"
        f"<lastBuildDate>{formatdate(date, usegmt=True)}</lastBuildDate>\n"
    )
    items = (
        f"<item><title>{html.escape(entry.title)}</title><link>{entry.link}</link>"
        f'<guid isPermaLink="false">tag:{feed}:{entry.number}</guid>'
        f"<pubDate>{formatdate(entry.published, usegmt=True)}</pubDate><dc:creator>{entry.author}</dc:creator>"
        + "".join(f"<category>{tag}</category>" for tag in entry.tags)
        + f"<description>{html.escape(entry.body[:200])}</description>"
        f"<content:encoded>{_cdata(entry.body)}</content:encoded></item>\n"
        for entry in entries
    )
    return head + "".join(items) + "</channel></rss>"


def _atom(feed: int, entries: list[Entry], date: int) -> str:
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>Site {feed}</title><link href="http://site{feed}.example/"/><id>tag:{feed}</id>'
        f"<updated>{_iso(date)}</updated>\n"
    )
    items = (
        f'<entry><title>{html.escape(entry.title)}</title><link href="{entry.link}"/><id>tag:{feed}:{entry.number}</id>'
        f"<published>{_iso(entry.published)}</published><updated>{_iso(entry.published)}</updated>"
        f"<author><name>{entry.author}</name></author>"
        + "".join(f'<category term="{tag}"/>' for tag in entry.tags)
        + f'<content type="html">{html.escape(entry.body, quote=False)}</content></entry>\n'
        for entry in entries
    )
    return head + "".join(items) + "</feed>"


def _rdf(feed: int, entries: list[Entry], date: int) -> str:
    head = (
        '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f'<channel rdf:about="http://site{feed}.example/"><title>Site {feed}</title>'
        f"<link>http://site{feed}.example/</link><description>News</description><dc:date>{_iso(date)}</dc:date>"
        "<items><rdf:Seq>"
        + "".join(f'<rdf:li rdf:resource="{entry.link}"/>' for entry in entries)
        + "</rdf:Seq></items></channel>\n"
    )
    items = (
        f'<item rdf:about="{entry.link}"><title>{html.escape(entry.title)}</title><link>{entry.link}</link>'
        f"<dc:date>{_iso(entry.published)}</dc:date><dc:creator>{entry.author}</dc:creator>"
        f"<content:encoded>{_cdata(entry.body)}</content:encoded></item>\n"
        for entry in entries
    )
    return head + "".join(items) + "</rdf:RDF>"


def _iso(moment: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


@dataclass(slots=True)
class Server:
    feeds: int
    control: Control = field(default_factory=Control)
    bodies: dict[tuple[int, int], Served] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)

    def body(self, feed: int) -> Served:
        version = self.control.version
        if (feed, version) not in self.bodies:
            plain = build(feed, version, NOW + version * 14_400)
            etag = f'"{hashlib.md5(plain, usedforsecurity=False).hexdigest()}"'
            modified = formatdate(NOW + version * 14_400, usegmt=True)
            self.bodies[feed, version] = Served(plain, gzip.compress(plain, 5, mtime=0), etag, modified)
        return self.bodies[feed, version]

    def _fleeting(self, feed: int) -> Served:
        """The body as it is but for its build date, which is now."""
        served, kind = self.body(feed), kind_of(feed)
        tag = {"rss": b"lastBuildDate", "atom": b"updated", "rdf": b"dc:date"}[kind]
        moment = time.time_ns() // 1_000_000_000
        date = formatdate(moment, usegmt=True) if kind == "rss" else _iso(moment)
        before, _, rest = served.plain.partition(b"<" + tag + b">")
        after = rest.partition(b"</" + tag + b">")[2]
        plain = b"".join((before, b"<", tag, b">", date.encode(), b"</", tag, b">", after))
        return Served(plain, gzip.compress(plain, 1, mtime=0), "", "")

    async def answer(self, target: str, headers: dict[str, str]) -> tuple[int, list[str], bytes]:
        url = urlsplit(target)
        if url.path == "/control":
            for name, value in parse_qsl(url.query):
                setattr(self.control, name, int(value))
            answers, self.answers = self.answers, {}
            return 200, [], json.dumps(answers).encode()
        if url.path == "/prime":
            size = sum(len(self.body(feed).plain) for feed in range(self.feeds))
            return 200, [], json.dumps({"bytes": size}).encode()
        feed = int(url.path.rpartition("/")[2].partition(".")[0])
        if self.control.latency:
            await asyncio.sleep(self.control.latency / 1000)
        if self.control.failures and feed % 50 == 7:
            return 500, [], b"broken"
        return self._feed(feed, headers)

    def _feed(self, feed: int, headers: dict[str, str]) -> tuple[int, list[str], bytes]:
        served = self._fleeting(feed) if self.control.fleeting else self.body(feed)
        validators = []
        if self.control.validators and not self.control.fleeting:
            validators = [f"ETag: {served.etag}", f"Last-Modified: {served.modified}"]
            asked = headers.get("if-none-match")
            if asked == served.etag or (not asked and headers.get("if-modified-since") == served.modified):
                return 304, validators, b""
        kind = {"rss": "application/rss+xml", "atom": "application/atom+xml", "rdf": "application/xml"}[kind_of(feed)]
        sent = [f"Content-Type: {kind}; charset=utf-8", *validators]
        if self.control.gzip and "gzip" in headers.get("accept-encoding", ""):
            return 200, [*sent, "Content-Encoding: gzip"], served.packed
        return 200, sent, served.plain

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await _request(reader):
                target, headers = request
                status, sent, body = await self.answer(target, headers)
                self.answers[str(status)] = self.answers.get(str(status), 0) + 1
                head = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *sent]
                writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
                await writer.drain()
                if headers.get("connection", "").lower() == "close":
                    break
        except ConnectionError:
            pass
        finally:
            writer.close()


async def _request(reader: asyncio.StreamReader) -> tuple[str, dict[str, str]] | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return first.split(" ")[1], headers


async def serve(feeds: int) -> None:
    """Serve until the process is ended."""
    server = Server(feeds)
    first = await asyncio.start_server(server.talk, "127.0.0.1", 0, backlog=512)
    port = first.sockets[0].getsockname()[1]
    hosts = [f"127.0.1.{number + 1}" for number in range(min(HOSTS, feeds))]
    rest = await asyncio.start_server(server.talk, hosts, port, backlog=512)
    print(port, flush=True)
    async with first, rest:
        await rest.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
