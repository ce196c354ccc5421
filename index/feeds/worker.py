"""Worker processes that parse feeds and can be killed.

Parsing is heavy, and a hostile feed can make it take minutes or gigabytes; only a process can be stopped for certain.
The workers are plain subprocesses that exchange pickled frames over their standard streams. Against
:mod:`multiprocessing` this has four merits: nothing of the parent is inherited (no forked locks, threads or open
files, the refresh lock above all), the parent's main module is not imported a second time, killing one worker harms no
queue or semaphore that others share, and a worker sees the end of its parent as the end of its input. Against
:class:`concurrent.futures.ProcessPoolExecutor`: one worker's death fails one job, not the pool.

The frames are pickles, which is safe between a process and its own child: the child has no right that the parent lacks.
"""

from __future__ import annotations

import asyncio
import math
import signal
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self, TypeVar

from index.errors import ParseError
from index.feeds.job import PROCESS, Answer, ParseJob, Reading, process
from index.feeds.worker_process import Worker, WorkerDiedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

T = TypeVar("T")

__all__ = ["ParseJob", "ParserPool", "Reading", "process"]

START_TIMEOUT = 60.0
"""Seconds that a worker may take to start, on however busy a machine."""

ENOUGH_FOR_ANOTHER = 1_000_000
"""Bytes that wait to be parsed before another worker pays for its start."""

BUSY_FOR_ANOTHER = 0.5
"""Seconds that a job may hold up the others before another worker is started."""

_SLACK = 0.01  # seconds by which a timer may be early

DEATH_GRACE = 1.0
"""Seconds that a worker which has closed its output may take to end, so that its own exit status is known."""

ALARM_GRACE = 5.0
"""Seconds after the timeout at which the kernel ends a worker that nobody is left to stop."""


class ParserPool:
    """Parses feeds in processes of their own; a context manager whose end kills the workers.

    The first worker starts with the first job, or with :meth:`warm_up`. Others follow when much is waiting or a job
    holds up the rest: starting one costs about as much as parsing a few feeds.

    Args:
        workers: how many processes at most.
        timeout: seconds that one feed may take.
        memory: bytes of address space that a worker may take.
        task: "module:function" that does the jobs in the worker.
    """

    def __init__(self, workers: int = 1, timeout: float = 30.0, memory: int = 1 << 30, *, task: str = PROCESS) -> None:
        self._most = max(1, workers)
        self._timeout = timeout
        self._memory = memory
        self._task = task
        self._workers: list[Worker] = []
        self._idle: list[Worker] = []
        self._waiting_bytes = 0
        self._queue: deque[asyncio.Future[None]] = deque()
        self._warming: asyncio.Task[None] | None = None
        self._threads = ThreadPoolExecutor(self._most, thread_name_prefix="parser")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in list(self._workers):
            self._dismiss(worker)
        self._threads.shutdown()

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of the workers that live."""
        return tuple(worker.pid for worker in self._workers if worker.pid)

    def warm_up(self) -> None:
        """Start the first worker at once, because jobs are sure to come."""
        if not self._workers:
            self._warming = asyncio.create_task(self._warm_up(self._engage()))

    async def _warm_up(self, worker: Worker) -> None:
        try:
            await self._start(worker)
        except ParseError:
            self._dismiss(worker)  # the first job will tell
        finally:
            self._release(worker)

    async def run(self, job: ParseJob) -> Reading:
        """Parse a feed and plan what it asks of the archive.

        Raises:
            ParseError: it cannot be read, or the worker had to be stopped or broke down over it.
        """
        worker = await self._hire(len(job.body))
        try:
            done = await self._do(worker, job)
        finally:
            self._release(worker)
        if done.reading is None:
            failure = ParseError(done.error, done.remedy)
            if done.trace:
                failure.add_note(done.trace)
            raise failure
        return done.reading

    async def _do(self, worker: Worker, job: ParseJob) -> Answer:
        keep = False
        try:
            await self._start(worker)
            worker.busy_since = time.monotonic()
            impatience = asyncio.get_running_loop().call_later(BUSY_FOR_ANOTHER + _SLACK, self._call_next)
            try:
                done = await self._within(self._timeout, lambda: worker.exchange(job))
            finally:
                impatience.cancel()
            keep = not done.exhausted
        except TimeoutError as error:
            message = f"It took longer than {self._timeout:g} s to read and was stopped."
            raise ParseError(message) from error
        except WorkerDiedError as error:
            raise ParseError(self._obituary(self._dismiss(worker, DEATH_GRACE))) from error
        finally:
            if not keep:
                self._dismiss(worker)
        return done

    async def _start(self, worker: Worker) -> None:
        if worker.pid:
            return
        try:
            await self._within(START_TIMEOUT, worker.start)
        except OSError as error:  # TimeoutError is one too
            raise ParseError(f"No process could be started to read it ({error.strerror or 'timed out'}).") from error
        except WorkerDiedError as error:
            failure = ParseError("The process that reads feeds does not start.")
            failure.add_note(str(error))
            raise failure from error

    async def _within(self, seconds: float, call: Callable[[], T]) -> T:
        async with asyncio.timeout(seconds):
            return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    async def _hire(self, size: int) -> Worker:
        """A worker for a job of so many bytes, as soon as there is one."""
        self._waiting_bytes += size
        try:
            while not self._idle and not self._another():
                await self._wait()
            return self._idle.pop() if self._idle else self._engage()
        finally:
            self._waiting_bytes -= size

    async def _wait(self) -> None:
        """Stand in the queue until there may be a worker."""
        turn = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._call_next()  # the worker that this was about is another's now
            raise

    def _call_next(self) -> None:
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return

    def _engage(self) -> Worker:
        worker = Worker(self._task, self._memory, self._timeout + ALARM_GRACE)
        self._workers.append(worker)
        return worker

    def _release(self, worker: Worker) -> None:
        worker.busy_since = math.inf
        if worker in self._workers:
            self._idle.append(worker)
        self._call_next()

    def _another(self) -> bool:
        """Whether one more worker would earn its start."""
        if not self._workers:
            return True
        if len(self._workers) >= self._most:
            return False
        longest = time.monotonic() - min(worker.busy_since for worker in self._workers)
        return self._waiting_bytes > ENOUGH_FOR_ANOTHER or longest > BUSY_FOR_ANOTHER

    def _dismiss(self, worker: Worker, grace: float = 0.0) -> int:
        if worker in self._workers:
            self._workers.remove(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        return worker.end(grace)

    def _obituary(self, status: int) -> str:
        if status == -signal.SIGKILL:
            return (
                f"Its reading was stopped from outside, perhaps for want of memory ({self._memory >> 20} MB allowed)."
            )
        cause = signal.Signals(-status).name if status < 0 else f"status {status}"
        return f"The process that read it broke down ({cause})."
