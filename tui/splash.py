"""The last screen of the session before, on the terminal at once: drawn before anything big is imported.

The reader saves what it shows as lines of text with colours (SGR) and nothing else. At the next start those lines go
straight to the terminal, if it has the same size and the same colours, and stand there until the reader, live by now,
draws the same cells over them. Keys typed meanwhile are kept for it.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
from typing import TYPE_CHECKING, Self

from tui.private_file import read_private, write_private

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import FrameType, TracebackType

FRAME = "last-screen"
"""The file in the archive's folder."""

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l\x1b[?7l", "\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
"""Into the alternate screen without cursor and line wrap, and back."""

_LIMIT = 1 << 20
_LINE = re.compile(r"(?:\x1b\[[0-9;]*m|[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069])*")
_TERMINAL = 2  # the driver of the live reader writes there too
_ENDING = (signal.SIGTERM, signal.SIGHUP)


def frame_header(columns: int, rows: int, environ: Mapping[str, str]) -> str:
    """What the terminal must be like for a frame to be drawn: its size, and all that decides about colours."""
    colours = (environ.get(name, "") for name in ("TERM", "COLORTERM", "TEXTUAL_COLOR_SYSTEM"))
    plain = "plain" if environ.get("NO_COLOR") else "coloured"
    return repr(("wirecopy screen 1", columns, rows, *colours, plain))


def save_frame(folder: Path, header: str, lines: Sequence[str]) -> None:
    """Keep a screen for the next start. Nothing is kept of one whose lines hold anything but text and colours.

    Raises:
        OSError: it cannot be written.
    """
    if all(_LINE.fullmatch(line) for line in lines):
        write_private(folder / FRAME, "\n".join((header, *lines)).encode())


def load_frame(folder: Path, header: str, rows: int) -> tuple[str, ...]:
    """The lines of the last screen; none where there is none that fits this terminal, or it has been tampered with."""
    data = read_private(folder / FRAME, _LIMIT)
    try:
        first, *lines = data.decode().split("\n") if data else ("",)
    except UnicodeDecodeError:
        return ()
    if first != header or len(lines) != rows or not all(_LINE.fullmatch(line) for line in lines):
        return ()
    return tuple(lines)


class Splash:
    """The terminal from the first moment until the reader is live: a context around everything that the reader does.

    Whatever goes wrong before the reader has taken over, the terminal is left as it was found.

    Attributes:
        standing: the last screen is on the terminal, and nobody has taken over yet.
    """

    def __init__(self, folder: Path, environ: Mapping[str, str] = os.environ) -> None:
        self.standing = False
        self._folder = folder
        self._environ = environ
        self._before: list[int | list[bytes | int]] = []

    def __enter__(self) -> Self:
        try:
            columns, rows = os.get_terminal_size(_TERMINAL)
        except OSError:
            return self
        lines = load_frame(self._folder, frame_header(columns, rows, self._environ), rows)
        if lines:
            self._draw(lines)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.standing:
            self.hand_over()
            _write(LEAVE)
        for number in _ENDING:
            if signal.getsignal(number) is _end:
                signal.signal(number, signal.SIG_DFL)

    def hand_over(self) -> None:
        """The reader takes the terminal now: its settings are what they were, its screen stays."""
        if self.standing:
            self.standing = False
            self._set(self._before)

    def _draw(self, lines: Sequence[str]) -> None:
        try:
            self._before = termios.tcgetattr(_TERMINAL)
        except termios.error:
            return
        for number in _ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _end)
        self.standing = True
        quiet = list(self._before)
        local = quiet[3]
        assert isinstance(local, int)
        quiet[3] = local & ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        self._set(quiet)
        _write(ENTER + "".join(f"\x1b[{row}H{line}\x1b[0m" for row, line in enumerate(lines, 1)))

    def _set(self, attributes: list[int | list[bytes | int]]) -> None:
        try:
            termios.tcsetattr(_TERMINAL, termios.TCSANOW, attributes)
        except termios.error:  # the terminal has gone: there is nothing left to set
            return


def _end(number: int, _: FrameType | None) -> None:
    """Leave through every ``with``, as the exit code of a process that this signal has ended."""
    sys.exit(128 + number)


def _write(text: str) -> None:
    data = text.encode()
    try:
        while data:
            data = data[os.write(_TERMINAL, data) :]
    except OSError:  # the terminal has gone
        return
