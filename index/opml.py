"""OPML 2.0 (http://opml.org/spec2.opml): the lists of feeds that readers hand to each other.

Read with the standard library's expat, in which nothing is ever fetched from outside and which is told to refuse
entities of the document's own, so that none can be blown up. Nested outlines become folders, their names joined by
" / ", and the other way around.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from index.errors import ConfigError
from index.feeds.parse_decode import decode
from index.subscriptions import Collector, Skipped, Subscriptions, clean_name, feed_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from index.types import Feed

SEPARATOR = " / "
"""Between the names of nested folders."""

MAX_DEPTH = 8
"""What is nested deeper is put into the folder there."""

_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Exported:
    """Feeds as a document.

    Attributes:
        feeds: how many are in it.
        skipped: what is not in it, or not whole.
    """

    text: str
    feeds: int
    skipped: tuple[Skipped, ...] = ()


class _RefusedError(Exception):
    """The document holds what a list of feeds never needs."""


def parse_opml(path: Path, content: bytes) -> Subscriptions:
    """The feeds of an OPML document.

    Raises:
        ConfigError: it is none, or cannot be read.
    """
    try:
        outlines = _parsed(content)
    except expat.ExpatError:
        try:
            outlines = _parsed(_mended(content), "utf-8")
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise ConfigError(f"cannot be read as OPML: {reason}.", path, error.lineno) from error
        except _RefusedError as error:
            raise ConfigError(str(error), path) from error
    except _RefusedError as error:
        raise ConfigError(str(error), path) from error
    if not outlines.is_opml:
        raise ConfigError("is not OPML.", path, remedy="Export the feeds from your other reader as OPML.")
    return outlines.found.done()


def _parsed(content: bytes, encoding: str | None = None) -> _Outlines:
    outlines = _Outlines()
    parser = expat.ParserCreate(encoding)
    parser.StartElementHandler = outlines.start
    parser.EndElementHandler = outlines.end
    parser.EntityDeclHandler = outlines.refuse
    parser.Parse(content, True)
    return outlines


def _mended(content: bytes) -> bytes:
    """A document with the slips that hand-written ones have: a bare "&", control characters, a wrong encoding."""
    text = decode(content, "")
    return _BARE.sub("&amp;", _NO_XML.sub("", text)).encode()


@dataclass(slots=True)
class _Outlines:
    """What expat tells of a document, element by element."""

    found: Collector = field(default_factory=Collector)
    is_opml: bool = False
    _open: list[str | None] = field(default_factory=list)
    _folders: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if not self._open:
            self.is_opml = tag.lower() == "opml"
        folder = (
            self._outline({name.lower(): value for name, value in attributes.items()}) if tag == "outline" else None
        )
        self._open.append(folder)
        if folder is not None:
            self._folders.append(folder)

    def end(self, _tag: str) -> None:
        if self._open.pop() is not None:
            self._folders.pop()

    def refuse(self, *_: object) -> None:
        raise _RefusedError("defines entities of its own, which a list of feeds never needs.")

    def _outline(self, outline: Mapping[str, str]) -> str | None:
        """Take in a feed; the name of a folder where it is one."""
        name = outline.get("title", "").strip() or outline.get("text", "").strip()
        address = outline.get("xmlurl", "").strip()
        if outline.get("type", "").lower() in {"include", "link"} and not address:
            self.found.skip(name or outline.get("url", ""), "a link to something else, not a feed")
            return None
        if not address:
            return clean_name(name) or "Untitled"
        folder = SEPARATOR.join(self._folders[:MAX_DEPTH])
        categories = (label.strip().strip("/") for label in outline.get("category", "").split(","))
        self.found.add(address, name, clean_name(folder), categories)
        return None


def export_opml(feeds: Iterable[Feed], secret: Iterable[str], now: float) -> Exported:
    """Feeds as OPML 2.0. Files of this machine stay at home, as do names, passwords and headers.

    Args:
        feeds: in their order.
        secret: the addresses of those that feeds.toml gives headers or a password.
        now: Unix seconds.
    """
    skipped: list[Skipped] = []
    secrets, tree, number = frozenset(secret), _Folder(), 0
    for feed in feeds:
        url, why = feed_address(feed.url)
        title = feed.title if feed.title != feed.url else url or feed.url
        if urlsplit(feed.url).scheme.lower() == "file" or not url:
            skipped.append(Skipped(title, "it is a file of this machine"))
            continue
        if why or feed.url in secrets:
            skipped.append(Skipped(title, "its password or headers were left out"))
        tree.at([part for part in feed.folder.split(SEPARATOR) if part.strip()]).items.append(
            _feed_line(feed, url, title)
        )
        number += 1
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        "    <title>Feeds of Wirecopy</title>",
        f"    <dateCreated>{escape(_date(now))}</dateCreated>",
        "  </head>",
        "  <body>",
        *tree.lines("    "),
        "  </body>",
        "</opml>",
    ]
    return Exported("\n".join(lines) + "\n", number, tuple(skipped))


@dataclass(slots=True)
class _Folder:
    """A folder on its way into a document: feeds as lines, and folders, in the order in which they came."""

    items: list[str | _Folder] = field(default_factory=list)
    folders: dict[str, _Folder] = field(default_factory=dict)
    name: str = ""

    def at(self, names: list[str]) -> _Folder:
        """The folder of this path, made where it is not there yet."""
        if not names:
            return self
        folder = self.folders.get(names[0])
        if folder is None:
            folder = self.folders[names[0]] = _Folder(name=names[0])
            self.items.append(folder)
        return folder.at(names[1:])

    def lines(self, indent: str) -> Iterator[str]:
        for item in self.items:
            if isinstance(item, str):
                yield f"{indent}{item}"
            else:
                yield f"{indent}<outline text={_quoted(item.name)} title={_quoted(item.name)}>"
                yield from item.lines(f"{indent}  ")
                yield f"{indent}</outline>"


def _feed_line(feed: Feed, url: str, title: str) -> str:
    attributes = [("type", "rss"), ("text", title), ("title", title), ("xmlUrl", url), ("htmlUrl", feed.link)]
    attributes.append(("category", ",".join(tag.replace(",", " ") for tag in feed.tags)))
    return f"<outline {' '.join(f'{name}={_quoted(value)}' for name, value in attributes if value)}/>"


def _quoted(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text))


def _date(now: float) -> str:
    return format_datetime(datetime.fromtimestamp(now, UTC), usegmt=True)
