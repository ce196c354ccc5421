"""`wirecopy feeds import` and `export`: lists of feeds from and for other readers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index import WirecopyError, adding
from tui.cli.opening import open_library
from tui.cli.output import note, say
from tui.feed_words import import_summary

if TYPE_CHECKING:
    import argparse

    from index import Skipped


def import_verb(arguments: argparse.Namespace) -> int:
    """Subscribe to what a file of another reader lists."""
    with open_library(arguments) as library:
        plan = library.plan_import(Path(arguments.file).expanduser())
        if arguments.dry_run:
            for feed in plan.new:
                say("  ".join(text for text in (feed.folder, feed.title, feed.url) if text))
        elif plan.new:
            library.edit_feeds(adding(*plan.new))
        _tell(plan.skipped)
        note(import_summary(plan, done=not arguments.dry_run))
        if plan.new and not arguments.dry_run:
            note("`wirecopy refresh` fetches them.")
    return 0


def export_verb(arguments: argparse.Namespace) -> int:
    """Write the feeds as OPML."""
    with open_library(arguments) as library:
        exported = library.export_opml()
    if arguments.file == "-":
        sys.stdout.write(exported.text)
    else:
        try:
            Path(arguments.file).expanduser().write_text(exported.text, encoding="utf-8")
        except OSError as error:
            raise WirecopyError(f"{arguments.file} cannot be written: {error.strerror}.") from error
    _tell(exported.skipped)
    note(f"{exported.feeds:,} feeds exported.")
    return 0


def _tell(skipped: tuple[Skipped, ...]) -> None:
    for each in skipped:
        note(f"{each.what}: {each.why}.")
