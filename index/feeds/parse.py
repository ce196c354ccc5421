"""A feed document becomes entries. The only module that knows feedparser.

feedparser is kept to what it does well, which is knowing every dialect of RSS, RDF and Atom. Bytes are decoded and
mended before it sees them (:mod:`index.feeds.parse_decode`, :mod:`index.feeds.parse_repair`), its own sanitising and
link resolving are off (they take two thirds of its time, and both are done later for new entries only), and JSON Feed
has its own reader.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from time import struct_time
from typing import TYPE_CHECKING

import feedparser
from feedparser import api as feedparser_api
from feedparser import datetimes

from index.errors import ParseError
from index.feeds.parse_decode import decode
from index.feeds.parse_fields import feed_hints, looks_like_html, person, plain_title, timestamp
from index.feeds.parse_json import parse_json
from index.feeds.parse_repair import repair
from index.feeds.parse_strict import NotStrictError, StrictParser
from index.intake_types import ParsedEntry, ParsedFeed
from index.text.clean import safe_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

feedparser_api.PREFERRED_XML_PARSERS.insert(0, "index.feeds.buffered_expat")

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_PAGE = re.compile(
    r"(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
)
_FEED_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_LINK = re.compile(r"<link\b[^<>]{1,2000}>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"type\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_MAX_CATEGORIES = 50
_FULLER = 1.5  # a description that is so much longer than the content is the better body


@dataclass(frozen=True, slots=True)
class _Source:
    """What holds for all entries of a document. typed: it says of each text whether it is HTML, as Atom does."""

    url: str
    language: str
    typed: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A feed document as it was read; independent: each entry means what it would mean without the others."""

    feed: ParsedFeed
    independent: bool


def parse(body: bytes, content_type: str, url: str) -> ParsedFeed:
    """Read a feed document: RSS 0.9 to 2.0, RDF, Atom, CDF or JSON Feed, in whatever state it is.

    Args:
        body: the bytes as they came, inflated.
        content_type: the HTTP header's value, or the empty string.
        url: the address that the document came from in the end; relative links start from it.

    Raises:
        ParseError: it is empty, a web page, or nothing that can be read; says which.
    """
    return parse_text(decode(body, content_type), url).feed


def parse_text(text: str, url: str) -> Document:
    """Read a feed document that is decoded already.

    Raises:
        ParseError: it is empty, a web page, or nothing that can be read; says which.
    """
    stripped = text.strip("\ufeff\x00 \t\r\n")
    if not stripped:
        raise ParseError("The answer is empty: there is no feed in it.", "Articles that were kept before stay.")
    if stripped[0] in "{[":
        return Document(parse_json(stripped, url, timestamp_of), independent=False)
    if not _PAGE.match(stripped):
        return _parse_xml(repair(text), url)
    document = _parse_xml(repair(text), url) if _FEED_ROOT.search(stripped) else None  # some wrap a feed into a page
    if document is None or not (document.feed.entries or document.feed.title):
        raise _page_error(stripped, url)
    return document


def _parse_xml(text: str, url: str) -> Document:
    body = text.encode("utf-8", "ignore")
    parser = StrictParser(url)
    try:
        parser.read(body)
    except NotStrictError:
        return Document(_parse_leniently(body, text, url), independent=False)
    except MemoryError:
        raise
    except Exception as error:
        raise _unreadable(error) from error
    return Document(_feed(parser.feeddata, parser.entries, parser.version, text, url), parser.independent)


def _parse_leniently(body: bytes, text: str, url: str) -> ParsedFeed:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        document = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except MemoryError:
        raise
    except Exception as error:
        raise _unreadable(error) from error
    return _feed(document.feed, document.entries, document.get("version") or "", text, url)


def _unreadable(error: Exception) -> ParseError:
    """What to say where feedparser has let an exception through, as it does with all kinds of them."""
    return ParseError(f"The feed cannot be read ({type(error).__name__}).")


def _feed(
    feed: Mapping[str, object], entries: Sequence[Mapping[str, object]], version: str, text: str, url: str
) -> ParsedFeed:
    if not version and not entries:
        raise ParseError("This is not a feed: no RSS, Atom or JSON Feed was found in it.", "Check the address.")
    source = _Source(url, _text(feed, "language"), typed=version.startswith("atom"))
    return ParsedFeed(
        title=_title(feed, source),
        link=_text(feed, "link"),
        language=source.language,
        entries=tuple(_entry(entry, source) for entry in entries),
        hints=feed_hints(text),
        description=_text(feed, "subtitle"),
    )


def _title(record: Mapping[str, object], source: _Source) -> str:
    title = _text(record, "title")
    is_html = _is_html(record.get("title_detail")) or (not source.typed and looks_like_html(title))
    return plain_title(title, is_html=is_html)


def _entry(entry: Mapping[str, object], source: _Source) -> ParsedEntry:
    content, is_html, detail = _content(entry)
    summary = _text(entry, "summary")
    summary_detail = entry.get("summary_detail")
    if len(summary) > _FULLER * len(content) and _is_readable(summary_detail):
        content, summary = summary, content
        is_html, detail = _is_html(summary_detail), summary_detail
    return ParsedEntry(
        id=_text(entry, "id").strip(),
        link=_link(entry),
        title=_title(entry, source),
        author=_author(entry),
        published=_date(entry, "published") or _date(entry, "created"),
        updated=_date(entry, "updated"),
        summary=summary,
        content=content,
        content_is_html=is_html,
        categories=_categories(entry),
        language=_text(detail, "language") or source.language,
        base=_text(detail, "base") or source.url,
    )


def _content(entry: Mapping[str, object]) -> tuple[str, bool, object]:
    """The fullest readable body; a picture or a document that is packed into the feed is none."""
    contents = entry.get("content")
    if not isinstance(contents, list):
        return "", True, None
    readable = [content for content in contents if _is_readable(content)]
    if not readable:
        return "", True, None
    fullest = max(readable, key=lambda content: (len(_text(content, "value")), _is_html(content)))
    return _text(fullest, "value"), _is_html(fullest), fullest


def _text(record: object, key: str) -> str:
    value: object = dict.get(record, key) if isinstance(record, dict) else ""  # feedparser's own get() tries synonyms
    return value if isinstance(value, str) else ""


def _type(detail: object) -> str:
    return _text(detail, "type").partition(";")[0].strip().lower()


def _is_html(detail: object) -> bool:
    return _type(detail) in _HTML_TYPES


def _is_readable(detail: object) -> bool:
    kind = _type(detail)
    return kind in _HTML_TYPES or kind.startswith("text") or not kind


def _link(entry: Mapping[str, object]) -> str:
    return (_text(entry, "feedburner_origlink") or _text(entry, "link")).strip()


def _author(entry: Mapping[str, object]) -> str:
    authors = entry.get("authors")
    names = [_text(author, "name").strip() for author in authors] if isinstance(authors, list) else []
    whole = _text(entry, "author")
    if len(names) <= 1 and "@" in whole:
        return person(whole)  # feedparser's idea of an address ends after four letters of its last part
    return ", ".join(dict.fromkeys(name for name in names if name)) or whole.strip()


def _categories(entry: Mapping[str, object]) -> tuple[str, ...]:
    tags = entry.get("tags")
    if not isinstance(tags, list):
        return ()
    names = ((_text(tag, "label") or _text(tag, "term")).strip() for tag in tags[: 4 * _MAX_CATEGORIES])
    return tuple(dict.fromkeys(name for name in names if name))[:_MAX_CATEGORIES]


def _date(entry: Mapping[str, object], name: str) -> int | None:
    if name not in entry:  # feedparser would answer for a missing "updated" with a warning and the date of publication
        return None
    parsed = entry.get(f"{name}_parsed")
    return timestamp(_text(entry, name), parsed if isinstance(parsed, struct_time) else None)


def timestamp_of(text: str) -> int | None:
    """Unix seconds of a date in any of the forms that feeds use; None for what is no date, or beyond reason."""
    return timestamp(text, datetimes._parse_date(text[:100]))  # noqa: SLF001 - its only door to its dates


def _page_error(text: str, url: str) -> ParseError:
    for link in _LINK.findall(text[:200_000]):
        if _FEED_TYPE.search(link) and (href := _HREF.search(link)):
            address = safe_url(next(filter(None, href.groups()), ""), url)
            if address:
                return ParseError("This is a web page, not a feed.", f"The page names its feed: {address}")
    return ParseError("This is a web page, not a feed.", "Look for the address of the site's feed.")
