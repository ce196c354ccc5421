"""One parser's process, seen from its parent: started, given jobs, ended for certain."""

from __future__ import annotations

import math
import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import index
from index.feeds.job import Answer, ParseJob, receive, send

_BOOT = "import sys; sys.path.append(sys.argv[1]); from index.feeds.job import serve; "
_BOOT += "serve(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))"


class WorkerDiedError(Exception):
    """The worker ended before it answered; its traceback where there is one."""


class Worker:
    """One process; its blocking methods run in a thread, :meth:`end` in any."""

    def __init__(self, task: str, memory: int, patience: float) -> None:
        self._arguments = (task, str(memory), str(patience))
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        self._guard = threading.Lock()
        self.busy_since = math.inf

    @property
    def pid(self) -> int:
        """The process id, 0 before the start."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the process and wait until it is ready for jobs.

        Raises:
            OSError: no process can be started.
            WorkerDiedError: it never became ready.
        """
        root = str(Path(index.__file__).resolve().parents[1])
        command = [sys.executable, "-P", "-c", _BOOT, root, *self._arguments]
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
        with self._guard:
            if self._ended:
                raise WorkerDiedError
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            )
        if trouble := self._receive():
            raise WorkerDiedError(trouble.decode(errors="replace"))

    def exchange(self, job: ParseJob) -> Answer:
        """Have a job done.

        Raises:
            WorkerDiedError: the process ended over it.
        """
        frame = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
        try:
            if self._process is not None and self._process.stdin is not None:
                send(self._process.stdin, frame)
        except (OSError, ValueError) as error:
            raise WorkerDiedError from error
        found: object = pickle.loads(self._receive())  # noqa: S301 - from our own child
        if not isinstance(found, Answer):
            raise WorkerDiedError
        return found

    def _receive(self) -> bytes:
        frame = None
        with suppress(OSError, ValueError):  # it may be ended, its pipes closed, meanwhile
            if self._process is not None and self._process.stdout is not None:
                frame = receive(self._process.stdout)
        if frame is None:
            raise WorkerDiedError
        return frame

    def end(self, grace: float = 0.0) -> int:
        """End the process for certain, after so many seconds; gives its exit status, negative for a signal."""
        with self._guard:
            self._ended = True
        if self._process is None:
            return 0
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(grace)
        self._process.kill()
        status = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        return status
