"""`wirecopy serve`: the reader in a browser of this machine."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from index import WirecopyError
from tui.cli.opening import open_library, paths_of

if TYPE_CHECKING:
    import argparse


def serve_verb(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if find_spec("textual_serve") is None:
        raise WirecopyError("`wirecopy serve` needs textual-serve.", "pip install 'wirecopy[serve]'")
    from tui.serving import HOST, serve  # noqa: PLC0415 - it is there only where the extra is installed

    open_library(arguments).close()  # what is wrong with the archive is better told here than in a browser
    paths = paths_of(arguments)
    command = [sys.executable, "-m", "tui", "--archive", str(paths.archive), "--feeds", str(paths.feeds)]
    try:
        serve(command, arguments.port, _tell)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WirecopyError(f"Port {arguments.port} of {HOST} cannot be used: {reason}.", "Try --port 0.") from error
    return 0


def _tell(address: str) -> None:
    sys.stdout.write(
        f"{address}\n\nOpen this address in a browser of this machine.\n"
        "Whoever knows it can read and press keys. Ctrl-C ends it.\n"
    )
    sys.stdout.flush()
