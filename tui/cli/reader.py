"""`wirecopy` and `wirecopy demo`: the verbs that open the reader, the only ones to import Textual.

What is imported here is imported before the last screen is drawn, so nothing is that can wait.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.opening import paths_of
from tui.splash import Splash

if TYPE_CHECKING:
    import argparse

    from index import Paths

WRONG_USAGE = 2

_CRASHED = (
    "wirecopy: the reader has crashed, which it never should. What was stored is safe.",
    "Please report this, with the lines above.",
)


def read_verb(arguments: argparse.Namespace) -> int:
    """Open the reader on the user's own archive."""
    if not _on_terminal():
        return WRONG_USAGE
    return _open(paths_of(arguments), refresh_at_start=False)


def demo_verb(arguments: argparse.Namespace) -> int:
    """Open the reader on the sample wire, or only prepare it in a folder."""
    import tempfile  # noqa: PLC0415 - see the module

    if arguments.prepare:
        folder = Path(arguments.prepare)
        paths = _first_edition(folder, "--no-entities")
        _refresh(paths)
        _note(f"wirecopy --archive {paths.archive} --feeds {paths.feeds}")
        return 0
    if not _on_terminal():
        return WRONG_USAGE
    with tempfile.TemporaryDirectory(prefix="wirecopy-demo-") as name:
        paths = _first_edition(Path(name), "--no-entities")
        return _open(paths, refresh_at_start=True)


def _first_edition(folder: Path, *options: str) -> Paths:
    """The wire as it first went out, refreshed; then the edits lie ready for the next refresh to find."""
    from index import prepare_demo, publish_edits  # noqa: PLC0415 - see the module

    paths = prepare_demo(folder)
    _refresh(paths, *options)
    publish_edits(folder)
    return paths


def _refresh(paths: Paths, *options: str) -> None:
    import subprocess  # noqa: PLC0415 - see the module

    from index import WirecopyError  # noqa: PLC0415

    command = [sys.executable, "-m", "tui", "refresh", "--archive", str(paths.archive), "--feeds", str(paths.feeds)]
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        [*command, *options], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise WirecopyError(f"The sample wire could not be refreshed: {done.stderr.strip() or done.stdout.strip()}")


def _on_terminal() -> bool:
    """Whether there is a terminal to draw on, or a browser that stands for one."""
    if os.environ.get("TEXTUAL_DRIVER") or all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return True
    _note("wirecopy: the reader needs a terminal. `wirecopy search` and `wirecopy show` print text.")
    return False


def _open(paths: Paths, *, refresh_at_start: bool) -> int:
    with Splash(paths.archive) as splash:
        from index import Library, Selection  # noqa: PLC0415 - see the module

        with Library.open(paths) as library:
            from tui.running import run_reader  # noqa: PLC0415 - see the module

            new = refresh_at_start or not library.article_ids(Selection(), limit=1)
            code = run_reader(library, splash=splash, refresh_at_start=new, tour=new)
    if code:
        _note(*_CRASHED)
    return code


def _note(*lines: str) -> None:
    from tui.cli.output import note  # noqa: PLC0415 - see the module

    for line in lines:
        note(line)
