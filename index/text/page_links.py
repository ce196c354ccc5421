"""Which feeds a web page names: in its head (RSS Advisory Board, "RSS Autodiscovery"), else among its links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from index.discovery_types import FoundFeed
from index.text.clean import clean_line, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOKED_AT = 2_000_000
"""Characters of a page that are looked at; its head is over long before."""

MOST = 30
"""Feeds of a page that are told."""

_KINDS = {
    "application/rss+xml": "RSS",
    "application/rdf+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/feed+json": "JSON Feed",
}
_LONGEST_TITLE = 200
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|link|meta|title|div|a)\b", re.IGNORECASE)
_FEEDLIKE = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:[/._-]|$)|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_COMMENTS = re.compile(r"\bcomments?\b", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a text looks like a web page."""
    return _PAGE.search(text[:100_000]) is not None


def named_feeds(text: str, url: str) -> tuple[FoundFeed, ...]:
    """The feeds that a page's head names, each once; feeds of comments come last.

    Args:
        text: the page, in whatever state.
        url: where it came from; relative addresses start from there, or from the page's own base.
    """
    root = _tree(text)
    if root is None:
        return ()
    base = _base(root, url)
    found: dict[str, FoundFeed] = {}
    for link in root.iter("link"):
        kind = _KINDS.get((link.get("type") or "").partition(";")[0].strip().lower(), "")
        relations = (link.get("rel") or "").lower().split()
        if kind and ("alternate" in relations or "feed" in relations):
            address = safe_url((link.get("href") or "").strip(), base).partition("#")[0]
            if address and address not in found and len(found) < MOST:
                found[address] = FoundFeed(address, clean_line(link.get("title") or "", _LONGEST_TITLE), kind)
    return tuple(sorted(found.values(), key=_is_comments))


def feed_links(text: str, url: str) -> tuple[str, ...]:
    """The addresses of a page's links that look as if they led to a feed, each once."""
    root = _tree(text)
    return () if root is None else tuple(dict.fromkeys(_feedlike(root, _base(root, url))))[:MOST]


def _feedlike(root: etree._Element, base: str) -> Iterator[str]:
    for link in root.iter("a"):
        address = safe_url((link.get("href") or "").strip(), base).partition("#")[0]
        if address and _FEEDLIKE.search(address.partition("?")[0].partition("://")[2].partition("/")[2]):
            yield address


def _tree(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, recover=True)
    try:
        return etree.fromstring(text[:LOOKED_AT].encode("utf-8", "ignore"), parser)
    except etree.XMLSyntaxError:  # nothing at all that could be read
        return None


def _base(root: etree._Element, url: str) -> str:
    for element in root.iter("base"):
        if href := element.get("href"):
            return safe_url(href.strip(), url) or url
    return url


def _is_comments(feed: FoundFeed) -> bool:
    return _COMMENTS.search(f"{feed.title} {feed.url}") is not None
