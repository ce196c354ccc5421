"""The reader's side of a refresh: start ``wirecopy refresh --json`` as a process and read its events.

Fetching, parsing, indexing and recognition are heavy; in the reader's own process they would freeze it. The reader
starts the same command that cron runs and reads one JSON object a line. Unknown events and fields are passed over, so
that a later refresh command can say more.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from index import FeedRefreshed, FeedStatus, Progress, RefreshDone, RefreshEvent, Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from index import Paths
    from tui.messages import RefreshEnded

_LINE_LIMIT = 1 << 20
_KEPT_ERROR_LINES = 20
_LINGER = 1.0
"""Seconds that the process may take to leave after its last event before it is left to tidy up by itself."""

_GRACE = 3.0
"""Seconds that a cancelled refresh has to finish its commit before it is killed."""


_STAGES = {Stage.FETCH: "", Stage.INDEX: "indexing", Stage.RECOGNISE: "finding names"}


@dataclass(slots=True)
class Refreshing:
    """How far the refresh that is at work has come: written as events arrive, read ten times a second."""

    progress: Progress = field(default_factory=lambda: Progress(Stage.FETCH, 0, 0))
    new: int = 0
    edited: int = 0
    failed: int = 0
    notes: tuple[str, ...] = ()

    @property
    def stage(self) -> str:
        """What is being done, in words; nothing while feeds are fetched, which is what everybody expects."""
        return _STAGES[self.progress.stage]

    def add(self, event: RefreshEvent) -> None:
        """Take in an event."""
        match event:
            case Progress():
                self.progress = event
            case FeedRefreshed():
                self.new += event.new
                self.edited += event.edited
                self.failed += event.status is FeedStatus.FAILED
            case RefreshDone():
                self.new, self.edited, self.failed = event.new, event.edited, event.failed
                self.notes = event.notes


class Outcome(Enum):
    """How a refresh ended."""

    DONE = "done"
    SOME_FAILED = "some failed"
    BUSY = "busy"
    FAILED = "failed"
    CANCELLED = "cancelled"


_SOME_FAILED = 3
_LEAVING: set[asyncio.Task[int]] = set()
"""Processes that have said all they had to say, until they have left."""

_EXITS = {0: Outcome.DONE, 3: Outcome.SOME_FAILED, 4: Outcome.BUSY}


def refresh_command(paths: Paths, *, due: bool = False) -> tuple[str, ...]:
    """The command that refreshes what the reader has open: all feeds, or only those whose time has come."""
    return (
        *(sys.executable, "-m", "tui"),
        *("--archive", str(paths.archive), "--feeds", str(paths.feeds)),
        *("refresh", "--json", "--progress", *(("--due",) if due else ())),
    )


def mend_command(paths: Paths) -> tuple[str, ...]:
    """The command that mends the search index of what the reader has open; its events are those of a refresh."""
    where = ("--archive", str(paths.archive), "--feeds", str(paths.feeds))
    return (sys.executable, "-m", "tui", *where, "reindex", "--mend", "--json")


def parse_event(line: str) -> RefreshEvent | None:
    """Read one line of the refresh's output; None for anything that is not an event known here."""
    try:
        record: object = json.loads(line)
    except ValueError:
        return None
    if not isinstance(record, dict):
        return None
    fields = _Fields(record)
    match fields.text("event"):
        case "feed":
            return _feed(fields)
        case "progress":
            return _progress(fields)
        case "done":
            return RefreshDone(
                feeds=fields.number("feeds"),
                failed=fields.number("failed"),
                new=fields.number("new"),
                edited=fields.number("edited"),
                indexed=fields.number("indexed"),
                recognised=fields.number("recognised"),
                took_ms=fields.number("took_ms"),
                notes=fields.texts("notes"),
            )
        case _:
            return None


@dataclass(frozen=True, slots=True)
class _Fields:
    """A JSON object whose values are of the wanted type or taken as absent."""

    record: Mapping[str, object]

    def text(self, key: str) -> str:
        value = self.record.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        value = self.record.get(key)
        return int(value) if isinstance(value, int | float) else 0

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.record.get(key)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _feed(fields: _Fields) -> FeedRefreshed | None:
    try:
        status = FeedStatus(fields.text("status"))
    except ValueError:
        return None
    return FeedRefreshed(
        url=fields.text("url"),
        status=status,
        new=fields.number("new"),
        edited=fields.number("edited"),
        error=fields.text("error"),
        took_ms=fields.number("took_ms"),
    )


def _progress(fields: _Fields) -> Progress | None:
    try:
        return Progress(Stage(fields.text("stage")), fields.number("done"), fields.number("total"))
    except ValueError:
        return None


@dataclass(slots=True)
class RefreshClient:
    """One run of the refresh command.

    Attributes:
        command: the program and its arguments; feeds' addresses follow to refresh only those.
        outcome: how it ended, None while it runs.
        complaint: its last lines on stderr, for the message when it failed.
    """

    command: Sequence[str]
    feeds: Sequence[str] = ()
    outcome: Outcome | None = None
    complaint: str = ""
    _process: Process | None = field(default=None, repr=False)
    _cancelled: bool = False

    async def events(self) -> AsyncIterator[RefreshEvent]:
        """Start the process and give its events as they come; :attr:`outcome` stands when they end.

        A task that is cancelled here takes the process with it.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                *self.command, *self.feeds, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, limit=_LINE_LIMIT
            )
        except OSError as error:
            self.outcome = Outcome.FAILED
            self.complaint = f"The refresh could not be started: {error.strerror or error}."
            return
        self._process = process
        errors = asyncio.create_task(_last_lines(process))
        done: RefreshDone | None = None
        try:
            async for line in _lines(process):
                event = parse_event(line)
                if event is not None:
                    yield event
                if isinstance(event, RefreshDone):
                    done = event
                    break
            code = await _exit_code(process, done)
            self.complaint = await errors if done is None else ""
        finally:
            if process.returncode is None and (done is None or self._cancelled):
                self._cancelled = True
                await _stop(process)
            errors.cancel()
            self._process = None
        self.outcome = Outcome.CANCELLED if self._cancelled else _EXITS.get(code, Outcome.FAILED)

    def cancel(self) -> None:
        """Ask the process to end; the events end with it. What it has stored stays."""
        if self._process is not None and self._process.returncode is None:
            self._cancelled = True
            self._process.terminate()
            asyncio.get_running_loop().call_later(_GRACE, _kill, self._process)


async def _exit_code(process: Process, done: RefreshDone | None) -> int:
    """The exit code; after the last event it is known even while the process still merges its index."""
    if done is None:
        return await process.wait()
    try:
        return await asyncio.wait_for(process.wait(), _LINGER)
    except TimeoutError:
        leaving = asyncio.create_task(process.wait())
        _LEAVING.add(leaving)
        leaving.add_done_callback(_LEAVING.discard)
        return _SOME_FAILED if done.failed else 0


async def _lines(process: Process) -> AsyncIterator[str]:
    """The lines of a process's output; a line beyond all measure is passed over."""
    stream = process.stdout
    if stream is None:
        return
    while True:
        try:
            line = await stream.readline()
        except ValueError:  # longer than the limit: no event of ours
            continue
        if not line:
            return
        yield line.decode("utf-8", "replace")


async def _last_lines(process: Process) -> str:
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
    return "\n".join(line for line in kept if line)


async def _stop(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _GRACE)
    except (TimeoutError, asyncio.CancelledError):
        _kill(process)


def _kill(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()


def ended_notice(event: RefreshEnded) -> str:
    """What to tell of a refresh that has ended; nothing of one that went well."""
    if event.mended:
        failed = event.outcome in {Outcome.FAILED, Outcome.BUSY}
        return f"The search index could not be mended. {event.complaint}".strip() if failed else ""
    match event.outcome:
        case Outcome.BUSY:
            return "Another refresh is at work on this archive; its articles will appear here."
        case Outcome.FAILED:
            return f"The refresh failed. {event.complaint}".strip()
        case Outcome.SOME_FAILED:
            feeds = "1 feed" if event.failed == 1 else f"{event.failed:,} feeds"
            return "\n".join((f"{feeds} could not be refreshed; the list of feeds marks them.", *event.notes))
        case _:
            return "\n".join(event.notes)
