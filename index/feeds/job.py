"""What a parser worker does: one feed document in, one plan out; and the loop that it does it in.

It is imported by the process that wants feeds parsed as well as by the workers, which start the quicker the less is
imported here.
"""

from __future__ import annotations

import os
import pickle
import queue
import resource
import signal
import struct
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from typing import IO, TYPE_CHECKING

from index.errors import ParseError
from index.intake_types import FeedPlan

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.feeds.look import Look
    from index.intake_types import Draft, KnownEntry, KnownTable, ParsedEntry

PROCESS = "index.feeds.job:process"
LENGTH = struct.Struct(">Q")
"""What stands before a frame: its length in bytes."""


@dataclass(frozen=True, slots=True)
class ParseJob:
    """A feed document to be read, and what the archive holds of its feed.

    Attributes:
        url: where relative addresses start from.
        known: the feed's articles; entries that are among them cost little.
        present: None where the body is the whole document, as it came. Else the body is in UTF-8 and lacks entries
            that are known to be as they were, and these are the hashes of their keys.
    """

    feed: int
    url: str
    body: bytes
    content_type: str
    known: KnownTable | tuple[KnownEntry, ...]
    present: frozenset[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a feed document.

    Attributes:
        plan: what it asks of the archive.
        keys: the hashes of the keys of the entries in the body, in order; None where what an entry means, or how it is
            called, may hang on others. The plan of a body that lacked entries is void then: the whole must be read.
        look: what a look at the document shows; only where nothing but a look was asked for.
    """

    plan: FeedPlan
    keys: tuple[bytes, ...] | None = None
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker says to a job: a reading, or why there is none.

    Attributes:
        trace: the traceback of what nobody foresaw.
        exhausted: the worker has run out of memory and ends.
    """

    reading: Reading | None
    error: str = ""
    remedy: str = ""
    trace: str = ""
    exhausted: bool = False


def process(job: ParseJob) -> Reading:
    """Parse a feed document and decide what it asks of the archive, in whatever process calls this.

    Raises:
        ParseError: it is not a feed that can be read.
    """
    from index.archive.bodies import pack_body  # noqa: PLC0415 - for workers only, as the heavy ones here
    from index.feeds.draft import make_draft  # noqa: PLC0415
    from index.feeds.known import KnownIndex  # noqa: PLC0415
    from index.feeds.parse import parse_text  # noqa: PLC0415
    from index.feeds.parse_decode import decode  # noqa: PLC0415
    from index.feeds.plan import plain_keys, plan_feed  # noqa: PLC0415

    whole = job.present is None
    document = parse_text(decode(job.body, job.content_type) if whole else job.body.decode(), job.url)
    parsed, present = document.feed, job.present or frozenset()
    known = KnownIndex(job.known)
    keys = plain_keys(parsed.entries, known, present) if document.independent else None
    if keys is None and not whole:
        return Reading(FeedPlan(title="", link=""))

    def make(entry: ParsedEntry, key: str, digest: bytes) -> Draft:
        draft = make_draft(entry, key, digest, parsed.language)
        return replace(draft, packed=pack_body(draft), blocks=(), html="")  # a quarter of what there is to be handed on

    return Reading(plan_feed(parsed, known, make, present), keys)


def answer(task: Callable[[ParseJob], Reading], job: ParseJob) -> Answer:
    """Do a job and never raise: one feed's trouble is one answer."""
    try:
        return Answer(task(job))
    except ParseError as error:
        return Answer(None, str(error.args[0]), error.remedy)
    except MemoryError:
        return Answer(None, "It needs more memory to be read than a feed may take.", exhausted=True)
    except Exception as error:  # noqa: BLE001 - a mistake in reading one feed must not stop the others
        reason = f"It could not be read ({type(error).__name__})."
        return Answer(None, reason, trace=traceback.format_exc())


def serve(task_name: str, memory: int, patience: float) -> None:
    """The life of a worker: jobs from standard input, answers to standard output, until the input ends.

    A worker never outlives its parent: a thread of its own waits for the end of the input and ends the process at once,
    and an alarm of the kernel does, should native code keep that thread from running.

    The first frame it sends says that it is ready: it is empty, or holds the traceback of what kept it from that.

    Args:
        task_name: "module:function" that does the jobs.
        memory: bytes of address space that the process may take.
        patience: seconds after which the kernel ends a job that nobody has stopped.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    source, sink = _own_pipes()
    limit_memory(memory)
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(source, jobs), daemon=True).start()
    try:
        task = _load(task_name)
    except Exception:  # noqa: BLE001 - whatever it is, the parent must hear of it
        send(sink, traceback.format_exc().encode())
        return
    send(sink, b"")
    while True:
        frame = jobs.get()
        signal.setitimer(signal.ITIMER_REAL, patience)
        done = answer(task, pickle.loads(frame))  # noqa: S301 - from our own parent
        del frame
        send(sink, _packed(done))
        signal.setitimer(signal.ITIMER_REAL, 0)
        if done.exhausted:
            return


def _packed(done: Answer) -> bytes:
    try:
        return pickle.dumps(done, pickle.HIGHEST_PROTOCOL)
    except (MemoryError, RecursionError):
        return pickle.dumps(Answer(None, "It needs more memory to be read than a feed may take."))


def _load(task_name: str) -> Callable[[ParseJob], Reading]:
    """Find the task, and import what it will need, so that the first job's time is its own."""
    module, _, name = task_name.partition(":")
    task: Callable[[ParseJob], Reading] = getattr(import_module(module), name)
    if task_name == PROCESS:
        for each in ("index.feeds.parse", "index.feeds.plan", "index.feeds.draft", "index.archive.bodies"):
            import_module(each)
    return task


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output for the frames alone: whatever a library prints must not come between them."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return source, sink


def limit_memory(memory: int) -> None:
    """Let this process allocate no more than so many bytes; where the system has no such limit, do without.

    Linux limits the whole address space. macOS knows that limit but refuses to lower it; there the data segment is
    tried, which is better than nothing.
    """
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (memory, memory))
            break
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _receive(source: IO[bytes], jobs: queue.SimpleQueue[bytes]) -> None:
    try:
        while (frame := receive(source)) is not None:
            jobs.put(frame)
    finally:
        os._exit(0)


def send(sink: IO[bytes], frame: bytes) -> None:
    """Write a frame.

    Raises:
        OSError: nobody reads any more.
    """
    sink.write(LENGTH.pack(len(frame)))
    sink.write(frame)
    sink.flush()


def receive(source: IO[bytes]) -> bytes | None:
    """Read a frame; None at the end of the stream, a cut frame counting as the end."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    frame = source.read(length)
    return frame if len(frame) == length else None
