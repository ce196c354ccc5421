"""Opening the library that the global options name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from index import resolve_paths

if TYPE_CHECKING:
    import argparse

    from index import Library, Paths


def paths_of(arguments: argparse.Namespace) -> Paths:
    """The archive's folder and feeds.toml, from the options, the environment or XDG's defaults."""
    return resolve_paths(arguments.archive, arguments.feeds_file, os.environ)


def open_library(arguments: argparse.Namespace) -> Library:
    """The library that the global options name.

    Raises:
        ConfigError: feeds.toml is wrong.
        ArchiveError: the archive cannot be used.
    """
    from index import Library  # noqa: PLC0415 - the reader asks for the paths before it imports what opens them

    return Library.open(paths_of(arguments))


def feed_urls(library: Library) -> dict[int, str]:
    """The address of every feed that the archive knows, removed ones included, by id."""
    return {feed.id: feed.url for feed in library.all_feeds()}
