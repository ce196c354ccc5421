"""A real program in a pseudo-terminal: sends keys, keeps the screen as a person would see it, measures."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from typing import TYPE_CHECKING, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

SYNC_QUERY, SYNC_REPLY = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME_END = b"\x1b[?2026l"


class Terminal:
    """Starts a command in a pseudo-terminal of a given size; everything that it writes is kept in :attr:`raw`.

    The synchronised-output query is answered, so that each frame of a Textual app ends with a mark that can be waited
    for.
    """

    def __init__(
        self, command: Sequence[str], columns: int = 120, rows: int = 36, environ: Mapping[str, str] | None = None
    ) -> None:
        self.raw = b""
        self.status: int | None = None
        self.usage_seconds = 0.0
        self.echoed_at_end = False
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._unseen = b""
        self._answered = False
        env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environ or {})}
        for name in ("COLUMNS", "LINES"):  # they would overrule the terminal's own size
            env.pop(name, None)
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), env)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.kill()

    def pump(self, seconds: float) -> bool:
        """Take in what the program writes within the given time; False when it has written nothing."""
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            self._reap()
            return False
        self.raw += data
        self._unseen += data  # drawn when somebody looks: the program would have to wait for that
        if not self._answered and SYNC_QUERY in self.raw:
            self._answered = True
            os.write(self._fd, SYNC_REPLY)
        return True

    def text(self) -> str:
        """The screen as lines of text."""
        self._look()
        return "\n".join(self._screen.display)

    def _look(self) -> None:
        data, self._unseen = self._unseen, b""
        self._stream.feed(data)

    def wait_for(self, text: str, seconds: float = 30.0) -> float:
        """Wait until the screen shows a text; returns the seconds since the start.

        Raises:
            AssertionError: the time is up, or the program has ended; with the screen.
        """
        deadline = time.perf_counter() + seconds
        while text not in self.text():
            wrote = self.pump(0.02)
            if time.perf_counter() > deadline or (self.status is not None and not wrote):
                raise AssertionError(f"{text!r} did not appear; the screen:\n{self.text()}")
        return time.perf_counter() - self.started

    def wait_for_bytes(self, data: bytes, seconds: float = 30.0, *, count: int = 1) -> float:
        """Wait until the program has written these bytes (so many times); returns the seconds since the start."""
        deadline = time.perf_counter() + seconds
        while self.raw.count(data) < count:
            self.pump(0.02)
            if time.perf_counter() > deadline or self.status is not None:
                raise AssertionError(f"{data!r} was not written; the screen:\n{self.text()}")
        return time.perf_counter() - self.started

    def settle(self, quiet: float = 0.3, seconds: float = 20.0) -> None:
        """Take in output until nothing has come for a while."""
        deadline = last = time.perf_counter()
        deadline += seconds
        while time.perf_counter() < deadline and time.perf_counter() - last < quiet:
            if self.pump(0.02):
                last = time.perf_counter()

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._fd, keys.encode())

    def frame(self, keys: str, seconds: float = 5.0) -> float:
        """Type, and wait for the end of the next frame; returns wall seconds."""
        self.raw = b""
        start = time.perf_counter()
        self.send(keys)
        while FRAME_END not in self.raw and time.perf_counter() - start < seconds:
            self.pump(0.02)
        return time.perf_counter() - start

    def answer(self, keys: str, data: bytes) -> float:
        """Type, and wait until these bytes are written; returns wall seconds."""
        self.raw = b""
        start = time.perf_counter()
        self.send(keys)
        self.wait_for_bytes(data)
        return time.perf_counter() - start

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size."""
        self._look()
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def cpu(self) -> float:
        """CPU seconds that the program has used so far, to the nanosecond (Linux only)."""
        return time.clock_gettime((~self.pid << 3) | 2)  # the number of its CPU-time clock, see clock_getcpuclockid(3)

    def memory(self) -> int:
        """Resident bytes (Linux only)."""
        with open(f"/proc/{self.pid}/statm") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def wait(self, seconds: float = 20.0) -> int:
        """Wait for the end of the program; returns its exit code."""
        deadline = time.perf_counter() + seconds
        while self.status is None and time.perf_counter() < deadline:
            self.pump(0.02)
        if self.status is None:
            raise AssertionError(f"still running; the screen:\n{self.text()}")
        return os.waitstatus_to_exitcode(self.status)

    @property
    def descriptor(self) -> int:
        """Our end of the terminal."""
        return self._fd

    def wait_for_stop(self, seconds: float = 10.0) -> None:
        """Wait until a signal has stopped the program."""
        deadline = time.perf_counter() + seconds
        while os.waitpid(self.pid, os.WUNTRACED | os.WNOHANG)[0] == 0:
            self.pump(0.02)
            assert time.perf_counter() < deadline, "it goes on"

    def kill(self) -> None:
        """End the program, whatever it is at."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self._reap()

    def _reap(self) -> None:
        if self.status is None:
            _, self.status, usage = os.wait4(self.pid, 0)
            self.usage_seconds = usage.ru_utime + usage.ru_stime
            local = termios.tcgetattr(self._fd)[3]
            self.echoed_at_end = bool(local & termios.ECHO and local & termios.ICANON)
            os.close(self._fd)
