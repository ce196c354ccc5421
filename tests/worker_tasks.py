"""Tasks for parser workers that do what feeds must never bring about; imported in the workers."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ParseError
from index.types import FeedPlan

if TYPE_CHECKING:
    from index.feeds.job import ParseJob

_HELD: list[bytes] = []


def obey(job: ParseJob) -> FeedPlan:
    """Do what the body's first word says; the plan holds the worker's process id and the size of the body."""
    match job.body.partition(b" ")[0]:
        case b"hang":
            threading.Event().wait()
        case b"die":
            os._exit(3)
        case b"crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case b"eat":
            while True:
                _HELD.append(bytes(10_000_000))
        case b"refuse":
            raise ParseError("This is no feed.", "Look for another.")
        case b"stumble":
            raise KeyError("a mistake of ours")
        case b"print":
            print("noise" * 1000)
            sys.stdout.flush()
            os.write(1, b"more noise")
        case b"report":
            _, then, pipe = job.body.decode().split(" ", 2)
            Path(pipe).write_text(str(os.getpid()))
            if then == "hang":
                threading.Event().wait()
        case b"recurse":
            obey(job)
    return FeedPlan(title=str(os.getpid()), link=str(len(job.body)))
