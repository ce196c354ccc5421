"""Runs a command and says what it cost: wall and CPU seconds of its whole tree, and its peak memory."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and what the process tree took together, now and then: (moment, megabytes); shared pages count once."""

    wall: float
    cpu: float
    memory: tuple[tuple[float, float], ...]
    status: int
    output: str

    def peak(self, until: float = math.inf) -> float:
        """The most megabytes before a moment of :func:`time.perf_counter`."""
        return max((size for moment, size in self.memory if moment <= until), default=0.0)


def run(command: list[str], environment: dict[str, str], timeout: float = 1800) -> Cost:
    """Run a command to its end; Linux only, for what its processes share is told apart by /proc alone."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    output: list[bytes] = []
    reader = threading.Thread(target=lambda: output.append(process.stdout.read() if process.stdout else b""))
    reader.start()
    alarm = threading.Timer(timeout, lambda: os.killpg(process.pid, signal.SIGKILL))
    alarm.start()
    ended = threading.Event()
    sizes: list[tuple[float, float]] = []
    watcher = threading.Thread(target=_watch, args=(process.pid, sizes, ended))
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    alarm.cancel()
    ended.set()
    watcher.join()
    reader.join()
    text = b"".join(output).decode(errors="replace")
    return Cost(wall, usage.ru_utime + usage.ru_stime, tuple(sizes), process.returncode, text)


def _watch(pid: int, sizes: list[tuple[float, float]], ended: threading.Event) -> None:
    while not ended.wait(0.1):
        sizes.append((time.perf_counter(), sum(_memory(each) for each in _tree(pid))))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def _memory(pid: int) -> float:
    """Megabytes; a page that several processes share counts for each by its part."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in rollup.splitlines() if line.startswith("Pss:")), 0.0)
