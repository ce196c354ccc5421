"""`wirecopy stats` and `reindex`: the archive in figures, and its index built anew."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui.cli.opening import open_library
from tui.cli.output import note, print_json, say, stats_json

if TYPE_CHECKING:
    import argparse

MEBI = 1 << 20


def stats_verb(arguments: argparse.Namespace) -> int:
    """Print the archive's figures."""
    with open_library(arguments) as library:
        stats = library.stats()
    document = stats_json(stats)
    if arguments.json:
        print_json(document)
        return 0
    for name, value in document.items():
        if name.endswith("_bytes") and isinstance(value, int):
            say(f"{name.removesuffix('_bytes'):<14} {value / MEBI:,.1f} MiB")
        else:
            say(f"{name:<14} {f'{value:,}' if isinstance(value, int) else value or '-'}")
    return 0


def reindex_verb(arguments: argparse.Namespace) -> int:
    """Build the search index anew from the archive."""

    def progress(done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done:,} of {total:,} articles")
            sys.stderr.flush()

    with open_library(arguments) as library:
        indexed = library.reindex(progress)
    if sys.stderr.isatty():
        sys.stderr.write("\r")
    note(f"Indexed {indexed:,} articles.")
    return 0
