"""Feeds that come from other readers: what a file lists, what of it can be had, and why the rest cannot.

A list of feeds is foreign text. Only http and https addresses are taken from it: no programs to run, no files to read,
no names and passwords, no headers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.config_table import address_fault, feed_address_key
from index.errors import ConfigError
from index.text.clean import clean_line
from index.types import FeedConfig

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_BYTES = 20_000_000
"""Of a file; a list of ten thousand feeds has a tenth of it."""

MAX_FEEDS = 20_000

_LONGEST_NAME, _LONGEST_ADDRESS = 200, 4096
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was passed over, and why, in words."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What a file lists.

    Attributes:
        feeds: each address once, in the file's order.
        skipped: what is not taken, or not whole.
    """

    feeds: tuple[FeedConfig, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What importing a file would do.

    Attributes:
        new: feeds that would be added.
        present: how many of the file's feeds are there already; they stay as they are.
    """

    new: tuple[FeedConfig, ...]
    present: int = 0
    skipped: tuple[Skipped, ...] = ()

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of the new feeds, each once."""
        return tuple(dict.fromkeys(feed.folder for feed in self.new if feed.folder))


def plan_import(found: Subscriptions, present: Iterable[FeedConfig]) -> ImportPlan:
    """Which feeds of a file are new."""
    known = {feed_address_key(feed.url) for feed in present}
    new = tuple(feed for feed in found.feeds if feed_address_key(feed.url) not in known)
    return ImportPlan(new, len(found.feeds) - len(new), found.skipped)


def read_subscriptions(path: Path) -> Subscriptions:
    """What a file of another reader lists: OPML, or newsboat's urls file.

    Raises:
        ConfigError: it cannot be read or understood.
    """
    from index.newsboat_urls import parse_urls  # noqa: PLC0415 - they know this module
    from index.opml import parse_opml  # noqa: PLC0415

    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise ConfigError("there is no such file.", path) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}.", path) from error
    if len(content) > MAX_BYTES:
        raise ConfigError(f"is larger than {MAX_BYTES // 1_000_000} MB: that is no list of feeds.", path)
    if not content.strip():
        raise ConfigError("is empty.", path)
    if b"<" in content[:1000] or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return parse_opml(path, content)
    if b"\0" in content:
        raise ConfigError("is neither OPML nor newsboat's urls file.", path)
    return parse_urls(content.decode("utf-8", "replace"))


@dataclass(slots=True)
class Collector:
    """Gathers the feeds of a file, and says what is wrong with the others."""

    feeds: dict[str, FeedConfig] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    _full: bool = False

    def add(self, address: str, title: str, folder: str, tags: Iterable[str] = ()) -> None:
        """Take a feed in, unless its address is no feed's.

        One that stands in several folders is put into the first; the others become tags.
        """
        url, why = feed_address(address)
        title = clean_name(title)
        if not url:
            self.skip(title or address, why)
            return
        if why:
            self.skip(title or url, why)
        key = feed_address_key(url)
        tags = tuple(dict.fromkeys(tag for tag in map(clean_name, tags) if tag))
        if known := self.feeds.get(key):
            more = dict.fromkeys([*known.tags, *([folder] if folder and folder != known.folder else []), *tags])
            self.feeds[key] = replace(known, tags=tuple(more))
        elif len(self.feeds) >= MAX_FEEDS:
            if not self._full:
                self.skip(f"everything after {MAX_FEEDS:,} feeds", "that is more than anybody reads")
            self._full = True
        else:
            self.feeds[key] = FeedConfig(url, "" if title == url else title, folder, tags)

    def skip(self, what: str, why: str) -> None:
        """Note what is passed over."""
        shown = clean_line(what[: 2 * _SHOWN], _SHOWN) or "a line without a name"
        self.skipped.append(Skipped(shown, why))

    def done(self) -> Subscriptions:
        """All that was gathered."""
        return Subscriptions(tuple(self.feeds.values()), tuple(self.skipped))


def clean_name(text: str) -> str:
    """A title, a folder or a tag as feeds.toml can hold it."""
    return clean_line(text[: 10 * _LONGEST_NAME], _LONGEST_NAME).strip()


def feed_address(address: str) -> tuple[str, str]:
    """A foreign address as a feed's, and what is to be said of it; no address where it cannot be had."""
    url = address.strip()
    if url.lower().startswith("feed:"):  # what Safari once wrote
        url = url[5:] if url[5:].lower().startswith("http") else f"http:{url[5:]}"
    scheme = url.partition(":")[0].lower()
    if scheme not in {"http", "https"}:
        return (
            "",
            f"{scheme}: addresses are not imported" if url and ":" in url and scheme.isalnum() else "has no address",
        )
    if len(url) > _LONGEST_ADDRESS or address_fault(url):
        return "", "its address cannot be fetched"
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url, ""
    url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return url, "its name and password were left out; write them into feeds.toml"
