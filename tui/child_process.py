"""Our own command as a process: its output line by line, its last words, its end."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Callable, Mapping

LINE_LIMIT = 1 << 20
"""Bytes of a line of output; a longer one is passed over."""

GRACE = 3.0
"""Seconds that a process which was asked to end may take to tidy up before it is killed."""

_KEPT_ERROR_LINES = 20


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object whose values are of the wanted type or taken as absent."""

    record: Mapping[str, object]

    def text(self, key: str) -> str:
        """A text; empty where there is none."""
        value = self.record.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """A whole number; 0 where there is none."""
        value = self.record.get(key)
        return int(value) if isinstance(value, int | float) and isfinite(value) else 0

    def real(self, key: str) -> float | None:
        """A number, where there is one."""
        value = self.record.get(key)
        return float(value) if isinstance(value, int | float) else None

    def flag(self, key: str) -> bool:
        """A truth value; False where there is none."""
        return self.record.get(key) is True

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list."""
        value = self.record.get(key)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def objects(self, key: str) -> tuple[Fields, ...]:
        """The objects of a list, or the one object that stands there."""
        value = self.record.get(key)
        values = value if isinstance(value, list) else [value]
        return tuple(Fields(item) for item in values if isinstance(item, dict))


async def lines(process: Process) -> AsyncIterator[str]:
    """The lines of a process's output; a line beyond all measure is passed over."""
    stream = process.stdout
    if stream is None:
        return
    while True:
        try:
            line = await stream.readline()
        except ValueError:  # longer than the limit: nothing of ours
            continue
        if not line:
            return
        yield line.decode("utf-8", "replace")


async def last_words(process: Process, tell: Callable[[str], None] = lambda _: None) -> str:
    """The last lines on a process's standard error when it has ended; ``tell`` hears each as it comes."""
    stream = process.stderr
    kept: deque[str] = deque(maxlen=_KEPT_ERROR_LINES)
    while stream is not None:
        try:
            line = await stream.readline()
        except ValueError:
            continue
        if not line:
            break
        kept.append(line.decode("utf-8", "replace").rstrip())
        tell(kept[-1])
    return "\n".join(line for line in kept if line)


async def stop(process: Process) -> None:
    """Ask a process to end, and see to it that it does."""
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except (TimeoutError, asyncio.CancelledError):
        kill(process)
    finally:
        process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001 - nothing public lets go of the pipes


def kill(process: Process) -> None:
    """End a process at once."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
