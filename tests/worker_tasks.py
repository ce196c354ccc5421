"""Tasks for parser workers that do what feeds must never bring about; imported in the workers."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from index.errors import ParseError
from index.feeds.job import Reading
from index.intake_types import FeedPlan

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.feeds.job import ParseJob


def obey(job: ParseJob) -> Reading:
    """Do what the body's first word says; the plan holds the worker's process id and the size of the body."""
    word, _, rest = job.body.partition(b" ")
    if word in DEEDS:
        DEEDS[word](rest)
    return Reading(FeedPlan(title=str(os.getpid()), link=str(len(job.body))))


def hang(_: bytes) -> None:
    threading.Event().wait()


def spin(_: bytes) -> None:
    """Let no other thread run, for ages."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def crash(_: bytes) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def eat(_: bytes) -> NoReturn:
    held = []
    while True:
        held.append(bytes(10_000_000))


def refuse(_: bytes) -> NoReturn:
    raise ParseError("This is no feed.", "Look for another.")


def stumble(_: bytes) -> NoReturn:
    raise KeyError("a mistake of ours")


def recurse(rest: bytes) -> None:
    recurse(rest)


def print_noise(_: bytes) -> None:
    print("noise" * 1000)
    sys.stdout.flush()
    os.write(1, b"more noise")


def report(rest: bytes) -> None:
    """Write the process id into a pipe, then hang if so told."""
    then, pipe = rest.decode().split(" ", 1)
    Path(pipe).write_text(str(os.getpid()))
    if then == "hang":
        hang(rest)


DEEDS: dict[bytes, Callable[[bytes], object]] = {
    b"hang": hang,
    b"spin": spin,
    b"die": lambda _: os._exit(3),
    b"crash": crash,
    b"eat": eat,
    b"refuse": refuse,
    b"stumble": stumble,
    b"recurse": recurse,
    b"print": print_noise,
    b"report": report,
}
