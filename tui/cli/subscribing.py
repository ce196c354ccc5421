"""`wirecopy feeds`, `add` and `remove`: feeds.toml from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import Feed, FeedConfig, add_feed, ensure_config, remove_feed
from tui.cli.opening import open_library, paths_of
from tui.cli.output import feed_json, note, print_json, say

if TYPE_CHECKING:
    import argparse


def feeds_verb(arguments: argparse.Namespace) -> int:
    """List the feeds by folder, with counts and errors."""
    with open_library(arguments) as library:
        feeds = library.feeds()
    if arguments.json:
        print_json([feed_json(feed) for feed in feeds])
        return 0
    folder = None
    for feed in sorted(feeds, key=lambda feed: feed.folder.casefold()):
        if feed.folder != folder:
            folder = feed.folder
            say(folder or "(no folder)")
        say(_line(feed))
        if feed.error:
            say(f"{'':>18}! {feed.error}")
    note(f"{len(feeds)} feeds, {sum(feed.unread for feed in feeds):,} unread")
    return 0


def _line(feed: Feed) -> str:
    unread = f"{feed.unread:,}" if feed.unread else ""
    return f"  {unread:>6} {feed.articles:>8,}  {feed.title}  {feed.url if feed.title != feed.url else ''}".rstrip()


def add_verb(arguments: argparse.Namespace) -> int:
    """Write a feed into feeds.toml."""
    paths = paths_of(arguments)
    ensure_config(paths.feeds)
    feed = FeedConfig(url=arguments.url, title=arguments.title, folder=arguments.folder, tags=tuple(arguments.tag))
    add_feed(paths.feeds, feed)
    with open_library(arguments):
        pass
    note(f"Added {feed.url}. `wirecopy refresh {feed.url}` fetches it.")
    return 0


def remove_verb(arguments: argparse.Namespace) -> int:
    """Take a feed out of feeds.toml; its articles stay in the archive."""
    with open_library(arguments) as library:
        feed = library.find_feed(arguments.feed)
        remove_feed(library.paths.feeds, feed.url)
        library.reload_config()
    note(f"Removed {feed.title}. Its {feed.articles:,} articles stay in the archive.")
    return 0
