"""`wirecopy feeds` and `remove`: feeds.toml from the command line."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from index import Feed, removing
from tui.cli.opening import open_library
from tui.cli.output import feed_json, note, print_json, say
from tui.feed_words import age, span

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from index import FeedHealth

_SMALL = 10_000


def feeds_verb(arguments: argparse.Namespace) -> int:
    """List the feeds by folder, with counts and errors; or import or export them."""
    if arguments.part:
        from tui.cli.importing import export_verb, import_verb  # noqa: PLC0415 - once in a reader's life

        return import_verb(arguments) if arguments.part == "import" else export_verb(arguments)
    with open_library(arguments) as library:
        feeds, health = library.feeds(), library.feed_health()
    if arguments.json:
        print_json([feed_json(feed, health[feed.id]) for feed in feeds])
        return 0
    now = int(time.time())
    folder = None
    for feed in sorted(feeds, key=lambda feed: feed.folder.casefold()):
        if feed.folder != folder:
            folder = feed.folder
            say(folder or "(no folder)")
        say(_line(feed))
        for line in _details(feed, health[feed.id], now):
            say(f"{'':>18}{line}")
    note(f"{len(feeds)} feeds, {sum(feed.unread for feed in feeds):,} unread")
    return 0


def _line(feed: Feed) -> str:
    unread = f"{feed.unread:,}" if feed.unread else ""
    return f"  {unread:>6} {feed.articles:>8,}  {feed.title}  {feed.url if feed.title != feed.url else ''}".rstrip()


def _details(feed: Feed, health: FeedHealth, now: int) -> Iterator[str]:
    """How a feed is doing, in lines for people."""
    if health.note:
        yield health.note
    if health.moved_to:
        yield f"→ moved to {health.moved_to}, and is asked for there"
    if feed.error:
        since = f" (last answered well {age(now, feed.fetched)})" if feed.fetched else ""
        yield f"! {feed.error}{since}"
    facts = [f"{health.weekly:.3g} articles a week"] if health.weekly else []
    facts += [f"{health.size / 1000:,.{int(health.size < _SMALL)}f} kB"] if health.size else []
    facts += [f"answered well {age(now, feed.fetched)}"] if feed.fetched and not feed.error else []
    if facts:
        yield ", ".join(facts)
    if health.next_fetch is None:
        yield f"not asked for any more. {health.reason}"
    elif feed.checked is not None:
        when = "now" if health.next_fetch <= now else f"in {span(health.next_fetch - now)}"
        yield f"next {when}. {health.reason}"


def remove_verb(arguments: argparse.Namespace) -> int:
    """Take a feed out of feeds.toml; its articles stay in the archive."""
    with open_library(arguments) as library:
        feed = library.find_feed(arguments.feed)
        library.edit_feeds(removing(feed.url))
    note(f"Removed {feed.title}. Its {feed.articles:,} articles stay in the archive.")
    return 0
