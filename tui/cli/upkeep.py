"""`wirecopy stats`, `check` and `reindex`: the archive in figures, whether it is whole, and its index built anew."""

from __future__ import annotations

import json
import signal
import sys
import time
from typing import TYPE_CHECKING

from index import Stage
from tui.cli.opening import open_library
from tui.cli.output import Json, note, print_json, say, stats_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

MEBI = 1 << 20

_PRINT_EVERY = 0.1
"""Seconds between two events of progress."""


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
    """Build the search index anew from the archive, or only mend it; SIGTERM stops it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    progress = _print_progress() if arguments.json else _progress
    started = time.monotonic()
    with open_library(arguments) as library:
        try:
            indexed = (library.mend_index if arguments.mend else library.reindex)(progress)
        except KeyboardInterrupt:
            note("\nStopped; the present index stays. `wirecopy reindex` goes on from here.")
            raise
    if arguments.json:
        _print_event({"event": "done", "indexed": indexed, "took_ms": round((time.monotonic() - started) * 1000)})
        return 0
    _end_of_line()
    note(f"Indexed {indexed:,} articles.")
    return 0


def _print_progress() -> Callable[[int, int], None]:
    """Print how far indexing has come, ten times a second at most."""
    printed = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal printed
        now = time.monotonic()
        if now - printed >= _PRINT_EVERY or done == total:
            printed = now
            _print_event({"event": "progress", "stage": Stage.INDEX.value, "done": done, "total": total})

    return progress


def _print_event(event: dict[str, Json]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()
