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
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from index import FeedRefreshed, FeedStatus, Progress, RefreshDone, RefreshEvent, Stage
from tui.child_process import GRACE, LINE_LIMIT, Fields, kill, last_words, lines, stop
from tui.format import DAY, absolute_time, local_datetime, plural

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from index import Paths
    from tui.messages import RefreshEnded

_LINGER = 1.0
"""Seconds that the process may take to leave after its last event before it is left to tidy up by itself."""

_STAGES = {Stage.FETCH: "", Stage.INDEX: "indexing", Stage.RECOGNISE: "finding names"}


@dataclass(slots=True)
class Refreshing:
    """How far the refresh that is at work has come: written as events arrive, read ten times a second.

    Attributes:
        resting: feeds that were not asked for because their servers want to be left alone.
        until: when the last of these may be asked again, in Unix seconds; None where none rests.
    """

    progress: Progress = field(default_factory=lambda: Progress(Stage.FETCH, 0, 0))
    new: int = 0
    edited: int = 0
    failed: int = 0
    notes: tuple[str, ...] = ()
    resting: int = 0
    until: int | None = None

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
                if event.status is FeedStatus.SKIPPED and event.until is not None:
                    self.resting += 1
                    self.until = max(self.until or 0, event.until)
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
    fields = Fields(record)
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
                skipped=fields.number("skipped"),
            )
        case _:
            return None


def _feed(fields: Fields) -> FeedRefreshed | None:
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
        reason=fields.text("reason"),
        until=_moment(fields.text("until")),
    )


def _moment(text: str) -> int | None:
    """Unix seconds of a time in RFC 3339; None for anything else."""
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError):
        return None


def _progress(fields: Fields) -> Progress | None:
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
                *self.command, *self.feeds, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, limit=LINE_LIMIT
            )
        except OSError as error:
            self.outcome = Outcome.FAILED
            self.complaint = f"The refresh could not be started: {error.strerror or error}."
            return
        self._process = process
        errors = asyncio.create_task(last_words(process))
        done: RefreshDone | None = None
        try:
            async for line in lines(process):
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
                await stop(process)
            errors.cancel()
            self._process = None
        self.outcome = Outcome.CANCELLED if self._cancelled else _EXITS.get(code, Outcome.FAILED)

    def cancel(self) -> None:
        """Ask the process to end; the events end with it. What it has stored stays."""
        if self._process is not None and self._process.returncode is None:
            self._cancelled = True
            self._process.terminate()
            asyncio.get_running_loop().call_later(GRACE, kill, self._process)


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


def ended_notice(event: RefreshEnded, now: float) -> str:
    """What to tell of a refresh that has ended; nothing of one that went well.

    Args:
        event: its end.
        now: Unix seconds.
    """
    match event.outcome:
        case Outcome.FAILED | Outcome.BUSY if event.mended:
            return f"The search index could not be mended. {event.complaint}".strip()
        case Outcome.BUSY:
            return "Another refresh is at work on this archive; its articles will appear here."
        case Outcome.FAILED:
            return f"The refresh failed. {event.complaint}".strip()
        case Outcome.SOME_FAILED:
            told = [f"{plural(event.failed, 'feed')} could not be refreshed; Z shows which and why."]
        case _:
            told = []
    return "\n".join((*told, *_resting(event, now), *event.notes))


def _resting(event: RefreshEnded, now: float) -> tuple[str, ...]:
    """Which feeds were left alone, and for how long."""
    if not event.resting or event.until is None:
        return ()
    then = local_datetime(event.until)
    when = f"{then:%H:%M}" if then is not None and 0 <= event.until - now < DAY else absolute_time(event.until)
    servers = "its server wants" if event.resting == 1 else "their servers want"
    return (f"{plural(event.resting, 'feed')} not asked yet: {servers} to be left alone until {when}.",)
