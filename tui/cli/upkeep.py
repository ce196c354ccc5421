"""`wirecopy stats`, `check` and `reindex`: the archive in figures, whether it is whole, and its index built anew."""

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


def check_verb(arguments: argparse.Namespace) -> int:
    """Compare archive, search index and entities, and mend them if wanted."""
    with open_library(arguments) as library:
        report = library.check(repair=arguments.repair, progress=_progress)
    _end_of_line()
    parts = {"archive": report.archive, "index": report.index, "entities": report.entities}
    if arguments.json:
        print_json(
            {"ok": report.whole, "repaired": report.repaired, **{name: list(its) for name, its in parts.items()}}
        )
    else:
        for name, problems in parts.items():
            say(f"{name:<9} {'; '.join(problems) or 'whole'}")
        if report.repaired:
            note("Mended." if report.whole else "What could be mended is mended.")
        elif not report.whole:
            note("`wirecopy check --repair` mends what can be mended; no article is touched.")
    return 0 if report.whole else 1


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} of {total:,} articles")
        sys.stderr.flush()


def _end_of_line() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def reindex_verb(arguments: argparse.Namespace) -> int:
    """Build the search index anew from the archive."""
    with open_library(arguments) as library:
        try:
            indexed = library.reindex(_progress)
        except KeyboardInterrupt:
            note("\nStopped; the present index stays. `wirecopy reindex` goes on from here.")
            raise
    _end_of_line()
    note(f"Indexed {indexed:,} articles.")
    return 0
