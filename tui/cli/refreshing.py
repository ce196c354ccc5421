"""`wirecopy refresh`: the pipeline with a progress bar, a line a feed, or an event a line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Self

from index import FeedRefreshed, FeedStatus, Occasion, Progress, RefreshDone, Stage, guard, run_refresh
from tui.cli.opening import open_library
from tui.cli.output import Json, note, rfc3339, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from types import TracebackType

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from index import RefreshEvent

SOME_FAILED = 3
_STAGES = {Stage.FETCH: "Fetching feeds", Stage.INDEX: "Indexing", Stage.RECOGNISE: "Recognising names"}


def refresh_verb(arguments: argparse.Namespace) -> int:
    """Refresh all feeds, or those that are named."""
    with open_library(arguments) as library:
        feeds = [library.find_feed(name) for name in arguments.feed] or list(library.feeds())
        if not feeds:
            note(f"There are no feeds in {library.paths.feeds}. `wirecopy add URL` subscribes to one.")
        entities = not arguments.no_entities
        named = Occasion.NAMED if arguments.feed else Occasion.ALL
        occasion = Occasion.TIMER if arguments.due else named
        if arguments.json:
            done = run_refresh(library, feeds, _printer(arguments.progress), occasion=occasion, entities=entities)
        elif sys.stderr.isatty():
            with _BarReporter(arguments.due) as reporter:
                done = run_refresh(library, feeds, reporter, occasion=occasion, entities=entities)
        else:
            done = run_refresh(library, feeds, _lines(arguments.due), occasion=occasion, entities=entities)
    return SOME_FAILED if done.failed else 0


def event_json(event: RefreshEvent) -> dict[str, Json]:
    """An event as the contract has it."""
    match event:
        case FeedRefreshed():
            return {
                "event": "feed",
                "url": event.url,
                "status": event.status.value,
                "new": event.new,
                "edited": event.edited,
                "error": event.error or None,
                "took_ms": event.took_ms,
                "reason": event.reason or None,
                "until": rfc3339(event.until),
            }
        case Progress():
            return {"event": "progress", "stage": event.stage.value, "done": event.done, "total": event.total}
        case RefreshDone():
            return {
                "event": "done",
                "feeds": event.feeds,
                "failed": event.failed,
                "new": event.new,
                "edited": event.edited,
                "indexed": event.indexed,
                "recognised": event.recognised,
                "took_ms": event.took_ms,
                "notes": list(event.notes),
                "skipped": event.skipped,
            }


def _printer(progress: bool) -> Callable[[RefreshEvent], None]:
    def emit(event: RefreshEvent) -> None:
        if isinstance(event, Progress) and not progress:
            return
        sys.stdout.write(json.dumps(event_json(event), ensure_ascii=False) + "\n")
        sys.stdout.flush()

    return emit


def _lines(due: bool) -> Callable[[RefreshEvent], None]:
    """A line a feed; when only due ones are wanted, those that are not are no news."""

    def emit(event: RefreshEvent) -> None:
        if isinstance(event, FeedRefreshed):
            if not (due and event.status is FeedStatus.SKIPPED):
                say(_feed_line(event))
        elif isinstance(event, RefreshDone):
            say(summary(event))
            for text in event.notes:
                note(text)

    return emit


def _feed_line(event: FeedRefreshed) -> str:
    if event.status is FeedStatus.FAILED:
        return f"failed     {event.url}  {event.error}"
    if event.status is FeedStatus.SKIPPED:
        return f"skipped    {event.url}  {event.reason}"
    counts = [f"{event.new} new"] if event.new else []
    counts += [f"{event.edited} edited"] if event.edited else []
    return f"{event.status.value:<9}  {event.url}  {', '.join(counts)}".rstrip()


def summary(done: RefreshDone) -> str:
    """The end of a refresh in a sentence."""
    failed = f", {done.failed} failed" if done.failed else ""
    failed += f", {done.skipped} skipped" if done.skipped else ""
    edited = f", {done.edited:,} edited" if done.edited else ""
    return f"{done.feeds:,} feeds{failed}: {done.new:,} new articles{edited}; {done.took_ms / 1000:.1f} s."


class _BarReporter:
    """A progress bar on stderr, with the failures above it and the sums at the end."""

    def __init__(self, due: bool) -> None:
        from rich.console import Console  # noqa: PLC0415 - rich is for terminals only
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
        from rich.progress import Progress as Bar  # noqa: PLC0415

        self._bar: Bar = Bar(
            TextColumn("{task.description:<18}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True, markup=False, highlight=False),
            transient=True,
        )
        self._due = due
        self._tasks: dict[Stage, TaskID] = {}

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, event: RefreshEvent) -> None:
        if isinstance(event, Progress):
            if event.stage not in self._tasks:
                self._tasks[event.stage] = self._bar.add_task(_STAGES[event.stage], total=event.total)
            self._bar.update(self._tasks[event.stage], completed=event.done, total=event.total)
        elif isinstance(event, FeedRefreshed):
            if event.status is FeedStatus.FAILED:
                self._bar.console.print(guard(f"{event.url}: {event.error}"))
            elif event.status is FeedStatus.SKIPPED and not self._due:
                self._bar.console.print(guard(f"{event.url}: not asked. {event.reason}"))
        else:
            self._bar.stop()
            self._bar.console.print(summary(event))
            for text in event.notes:
                self._bar.console.print(guard(text))
