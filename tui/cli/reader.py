"""`wirecopy` and `wirecopy demo`: the verbs that open the reader, the only ones to import Textual."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from index import Library, WirecopyError, prepare_demo, publish_edits
from tui.cli.opening import open_library
from tui.cli.output import note

if TYPE_CHECKING:
    import argparse

    from index import Paths

WRONG_USAGE = 2


def read_verb(arguments: argparse.Namespace) -> int:
    """Open the reader on the user's own archive."""
    if not _on_terminal():
        return WRONG_USAGE
    with open_library(arguments) as library:
        _run(library, refresh_at_start=False)
    return 0


def demo_verb(arguments: argparse.Namespace) -> int:
    """Open the reader on the sample wire, or only prepare it in a folder."""
    if arguments.prepare:
        folder = Path(arguments.prepare)
        paths = _first_edition(folder, "--no-entities")
        _refresh(paths)
        note(f"wirecopy --archive {paths.archive} --feeds {paths.feeds}")
        return 0
    if not _on_terminal():
        return WRONG_USAGE
    with tempfile.TemporaryDirectory(prefix="wirecopy-demo-") as name:
        paths = _first_edition(Path(name), "--no-entities")
        with Library.open(paths) as library:
            _run(library, refresh_at_start=True)
    return 0


def _first_edition(folder: Path, *options: str) -> Paths:
    """The wire as it first went out, refreshed; then the edits lie ready for the next refresh to find."""
    paths = prepare_demo(folder)
    _refresh(paths, *options)
    publish_edits(folder)
    return paths


def _refresh(paths: Paths, *options: str) -> None:
    command = [sys.executable, "-m", "tui", "refresh", "--archive", str(paths.archive), "--feeds", str(paths.feeds)]
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        [*command, *options], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise WirecopyError(f"The sample wire could not be refreshed: {done.stderr.strip() or done.stdout.strip()}")


def _on_terminal() -> bool:
    if sys.stdin.isatty() and sys.stdout.isatty():
        return True
    note("wirecopy: the reader needs a terminal. `wirecopy search` and `wirecopy show` print text.")
    return False


def _run(library: Library, *, refresh_at_start: bool) -> None:
    from tui.app import run_reader  # noqa: PLC0415 - Textual is for the reader only

    run_reader(library, refresh_at_start=refresh_at_start)
