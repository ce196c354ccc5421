"""`wirecopy add`: from an address to a feed in feeds.toml."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from index import FeedConfig, FetchError, NotFoundError, ParseError, WirecopyError, adding
from tui.cli.opening import open_library
from tui.cli.output import Json, note, print_json, rfc3339, say
from tui.feed_words import preview_facts
from tui.format import relative_time

if TYPE_CHECKING:
    import argparse

    from index import Discovery, FeedPreview, FoundFeed, Library


def add_verb(arguments: argparse.Namespace) -> int:
    """Subscribe to a feed, or only look at it."""
    with open_library(arguments) as library:
        address, named_by = _asked(arguments.url)
        if arguments.preview:
            found = library.discover(address, named_by=named_by, say=note)
            if arguments.json:
                print_json(discovery_json(found))
            else:
                _show(found)
            return 0
        url = address if arguments.as_is or library.subscribed(address) else _find(library, address)
        feed = FeedConfig(url=url, title=arguments.title, folder=arguments.folder, tags=tuple(arguments.tag))
        library.edit_feeds(adding(feed))
    note(f"Added {feed.url}. `wirecopy refresh {feed.url}` fetches it.")
    return 0


def _asked(address: str) -> tuple[str, str]:
    """The address that is meant, and the page that named it: "-" has both on lines of standard input."""
    if address != "-":
        return address, ""
    return sys.stdin.readline().strip(), sys.stdin.readline().strip()


def _find(library: Library, address: str) -> str:
    """The address of the feed that is meant; the very one given where nobody can look there now.

    Raises:
        NotFoundError: there is a page, but no feed, or more than one.
        FetchError: it is no address.
    """
    try:
        found = library.discover(address, say=note)
    except (FetchError, ParseError) as error:
        if not address.startswith(("http://", "https://", "file://")):
            raise
        note(f"It could not be looked at, and is added as it stands: {error}")
        return address
    if found.preview is None:
        return _choose(found)
    if found.preview.subscribed:
        raise WirecopyError(f"You follow {found.preview.title or found.preview.url} already: {found.preview.url}")
    return found.preview.url


def _choose(found: Discovery) -> str:
    """Have the user say which of several feeds.

    Raises:
        NotFoundError: there is nobody to ask, or they do not say.
    """
    for number, feed in enumerate(found.feeds, 1):
        note(f"{number:>3}  {feed.url}  {_label(feed)}".rstrip())
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NotFoundError(f"{found.address} names several feeds.", "Add one of them by its address.")
    sys.stderr.write("Which one? ")
    sys.stderr.flush()
    answer = sys.stdin.readline().strip()
    if not answer.isdecimal() or not 1 <= int(answer) <= len(found.feeds):
        raise NotFoundError("None was chosen; nothing was added.")
    return found.feeds[int(answer) - 1].url


def _label(feed: FoundFeed) -> str:
    words = [feed.title, f"({feed.kind})" if feed.kind else "", "followed already" if feed.subscribed else ""]
    return " ".join(word for word in words if word)


def _show(found: Discovery) -> None:
    """What was found, for people."""
    if found.preview is None:
        for each in found.feeds:
            say(f"{each.url}  {_label(each)}".rstrip())
        return
    feed = found.preview
    say(feed.title or "(no title)")
    for line in (feed.description, feed.url, preview_facts(feed)):
        if line:
            say(line)
    if feed.subscribed:
        say("You follow it already.")
    now = time.time()
    for headline in feed.headlines:
        when = relative_time(headline.published, now) if headline.published is not None else ""
        say(f"  {when:>11}  {headline.title or '(no title)'}")


def discovery_json(found: Discovery) -> dict[str, Json]:
    """What an address leads to: a feed, or several to choose from."""
    return {
        "address": found.address,
        "feed": preview_json(found.preview) if found.preview else None,
        "feeds": [
            {"url": feed.url, "title": feed.title or None, "kind": feed.kind or None, "subscribed": feed.subscribed}
            for feed in found.feeds
        ],
    }


def preview_json(feed: FeedPreview) -> dict[str, Json]:
    """A feed before it is subscribed to; size in bytes."""
    return {
        "url": feed.url,
        "title": feed.title or None,
        "description": feed.description or None,
        "link": feed.link or None,
        "language": feed.language or None,
        "entries": feed.entries,
        "weekly": None if feed.weekly is None else round(feed.weekly, 2),
        "size": feed.size,
        "subscribed": feed.subscribed,
        "headlines": [{"title": each.title, "published": rfc3339(each.published)} for each in feed.headlines],
    }
