"""The real program in a real pseudo-terminal: it opens, takes keys, lets no escape through, and leaves quietly."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from index import Paths

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
RESTORED = b"\x1b[?1049l"


def reader(paths: Paths, columns: int = 120, rows: int = 36, **environ: str) -> Terminal:
    command = [sys.executable, "-m", "tui", "--archive", str(paths.archive), "--feeds", str(paths.feeds)]
    return Terminal(command, columns, rows, environ)


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24), (40, 12)])
def test_opens_moves_and_quits(demo: Paths, columns: int, rows: int) -> None:
    with reader(demo, columns, rows) as terminal:
        terminal.wait_for("Venice" if columns > 40 else "Wirecopy")
        terminal.send("jjk")
        terminal.settle()
        terminal.send("Q")
        assert terminal.wait() == 0
        assert RESTORED in terminal.raw


def test_search_and_open_an_article(demo: Paths) -> None:
    with reader(demo) as terminal:
        terminal.wait_for("Venice")
        terminal.send("/")
        terminal.settle()
        terminal.send("whaler")
        terminal.wait_for("Whitby museum")
        terminal.send("\r")
        terminal.settle()
        terminal.send("\r")
        terminal.wait_for("Beatrice Lamb")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal(demo: Paths, number: signal.Signals) -> None:
    with reader(demo) as terminal:
        terminal.wait_for("Venice")
        terminal.settle()
        os.kill(terminal.pid, number)
        terminal.wait()
        assert RESTORED in terminal.raw


def test_no_colour_means_no_colour(demo: Paths) -> None:
    with reader(demo, NO_COLOR="1") as terminal:
        terminal.wait_for("Venice")
        terminal.settle()
        for colour in (b"\x1b[38;", b";38;2", b";48;2", b"\x1b[48;", b";38;5", b";48;5"):
            assert colour not in terminal.raw


@pytest.mark.slow
def test_demo_opens_by_itself_and_recognises_names(tmp_path: Path) -> None:
    with Terminal([sys.executable, "-m", "tui", "demo"], environ={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.wait_for("Venice", 30)
        terminal.wait_for("person 1", 60)
        terminal.send("Q")
        assert terminal.wait() == 0
    assert not list(tmp_path.glob("wirecopy-demo-*")), "the throw-away archive is thrown away"
