"""`wirecopy mark`: read, starred and tags from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import NotFoundError
from tui.cli.opening import open_library
from tui.cli.output import note

if TYPE_CHECKING:
    import argparse


def mark_verb(arguments: argparse.Namespace) -> int:
    """Mark articles; all of them must exist, or none is marked."""
    if arguments.read is None and arguments.starred is None and not arguments.tag and not arguments.untag:
        note("wirecopy: say how to mark: --read, --unread, --star, --unstar, --tag T or --untag T.")
        return 2
    ids = list(dict.fromkeys(arguments.id))
    with open_library(arguments) as library:
        missing = [str(wanted) for wanted, row in zip(ids, library.article_rows(ids), strict=True) if row is None]
        if missing:
            raise NotFoundError(f"There is no article {', '.join(missing)}.", "`wirecopy search` prints ids.")
        if arguments.read is not None or arguments.starred is not None:
            library.mark(ids, read=arguments.read, starred=arguments.starred)
        if arguments.tag or arguments.untag:
            library.tag(ids, add=arguments.tag, remove=arguments.untag)
    note(f"Marked {len(ids)} article{'' if len(ids) == 1 else 's'}.")
    return 0
