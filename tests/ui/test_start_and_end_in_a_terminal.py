"""How the real program comes onto a real terminal and leaves it: the last screen, signals, stops, crashes."""

from __future__ import annotations

import os
import signal
import sys
import termios
from typing import TYPE_CHECKING

import pytest

from terminal import Terminal

if TYPE_CHECKING:
    from index import Paths

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
ENTERED, LEFT, CURSOR = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?25h"


def reader(paths: Paths, columns: int = 120, rows: int = 36, before: str = "") -> Terminal:
    """The reader, after some Python has been run in its process."""
    command = ["wirecopy", "--archive", str(paths.archive), "--feeds", str(paths.feeds)]
    code = f"import sys; sys.argv = {command!r}\n{before}\nimport tui.__main__\nsys.exit(tui.__main__.main())"
    return Terminal([sys.executable, "-c", code], columns, rows)


def echoes(terminal: Terminal) -> bool:
    """Whether the terminal is in the state in which a shell would like to find it."""
    local = termios.tcgetattr(terminal.descriptor)[3]
    return bool(local & termios.ECHO and local & termios.ICANON and local & termios.ISIG)


SLOW_IMPORT = """
import importlib.abc, os
class Slow(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "textual":
            {at_import}
sys.meta_path.insert(0, Slow())
"""


def test_the_last_screen_stands_before_textual_and_comes_alive_without_a_flash(demo: Paths) -> None:
    with reader(demo) as terminal:
        terminal.wait_for("Venice")
        terminal.settle()
        terminal.send("jjj")
        terminal.settle()
        left = terminal.text()
        terminal.send("Q")
        assert terminal.wait() == 0
    wait = SLOW_IMPORT.format(at_import="os.read(0, 1)")
    with reader(demo, before=wait) as terminal:
        terminal.wait_for("Venice")
        terminal.settle()
        assert terminal.text() == left, "while the import of Textual waits for a key"
        assert not echoes(terminal)
        terminal.send("xj")
        terminal.wait_for_bytes(b"\x1b[?2026$p")
        terminal.settle()
        assert terminal.raw.count(ENTERED) == 1, "entered again, many terminals would blank the screen"
        assert b"\x1b[2J" not in terminal.raw
        assert terminal.text() != left, "the key typed meanwhile has moved the cursor"
        terminal.send("Q")
        assert terminal.wait() == 0
        assert terminal.raw.rindex(LEFT) < terminal.raw.rindex(CURSOR)


@pytest.mark.parametrize(
    ("at_import", "code", "told"),
    [
        ("raise RuntimeError('no such luck')", 1, "no such luck"),
        ("os.kill(os.getpid(), 15)", 128 + signal.SIGTERM, ""),
    ],
)
def test_what_goes_wrong_behind_the_last_screen_leaves_the_terminal_clean(
    demo: Paths, at_import: str, code: int, told: str
) -> None:
    with reader(demo) as terminal:
        terminal.wait_for("Venice")
        terminal.send("Q")
        terminal.wait()
    with reader(demo, before=SLOW_IMPORT.format(at_import=at_import)) as terminal:
        assert terminal.wait() == code
        after = terminal.raw[terminal.raw.rindex(LEFT) :].decode()
        assert CURSOR.decode() in after
        assert told in after
        assert terminal.echoed_at_end


def test_a_crash_is_told_on_a_clean_terminal(demo: Paths) -> None:
    with reader(demo, before="import tui.app; tui.app.WirecopyApp.action_keys = lambda self: 1 / 0") as terminal:
        terminal.wait_for("Venice")
        terminal.send("?")
        assert terminal.wait() == 1
        after = terminal.raw[terminal.raw.rindex(LEFT) :].decode()
        assert "ZeroDivisionError" in after
        assert after.index("ZeroDivisionError") < after.index("the reader has crashed")
        assert terminal.echoed_at_end


def test_stopped_from_outside_the_terminal_is_the_shells_and_then_ours_again(demo: Paths) -> None:
    with reader(demo) as terminal:
        terminal.wait_for("Venice")
        terminal.settle()
        os.kill(terminal.pid, signal.SIGTSTP)
        terminal.wait_for_bytes(LEFT)
        terminal.wait_for_stop()
        assert echoes(terminal)
        terminal.raw = b""
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.wait_for_bytes(ENTERED)
        terminal.settle()
        assert "Venice" in terminal.text()
        assert not echoes(terminal)
        terminal.send("Q")
        assert terminal.wait() == 0


@pytest.mark.parametrize(("columns", "rows"), [(20, 5), (1, 1)])
def test_the_smallest_terminals(demo: Paths, columns: int, rows: int) -> None:
    with reader(demo, columns, rows) as terminal:
        terminal.wait_for_bytes(b"\x1b[?2026$p")
        terminal.settle()
        for keys in ("jj\r", " ", "?", "\x1b", "/x", "\x1b", "z", "1", ":", "\x1b"):
            terminal.send(keys)
            terminal.settle(0.1)
        terminal.resize(120, 36)
        terminal.wait_for("Venice")
        terminal.send("Q")
        assert terminal.wait() == 0
