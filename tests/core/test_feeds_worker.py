"""Parser workers are real processes here, and what befalls them is real too."""

from __future__ import annotations

import asyncio
import fcntl
import os
import select
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from index.errors import ParseError
from index.feeds.worker import ParseJob, ParserPool
from index.feeds.worker_process import Worker, WorkerDiedError

TESTS = Path(__file__).resolve().parents[1]
OBEY = "worker_tasks:obey"

limited = pytest.mark.skipif(sys.platform != "linux", reason="the system does not limit memory")
pidfds = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux's process descriptors")


@pytest.fixture(autouse=True)
def _tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers find the tasks of the tests."""
    monkeypatch.setenv("PYTHONPATH", str(TESTS))


def job(body: bytes, feed: int = 1) -> ParseJob:
    return ParseJob(feed, "https://example.org/feed", body, "", ())


async def failure(pool: ParserPool, body: bytes) -> ParseError:
    with pytest.raises(ParseError) as caught:
        await pool.run(job(body))
    return caught.value


def ended(pid: int, seconds: float = 10.0) -> bool:
    """Wait for a process that is not our child."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


async def test_workers_start_with_the_first_job_and_stay() -> None:
    with ParserPool(task=OBEY) as pool:
        assert pool.pids == ()
        first = (await pool.run(job(b"work"))).plan
        second = (await pool.run(job(b"x" * 5_000_000))).plan
        assert pool.pids == (int(first.title),) == (int(second.title),)
        assert second.link == "5000000"
        assert int(first.title) != os.getpid()
    assert pool.pids == ()


async def test_a_pool_that_is_warmed_up_has_its_worker_before_the_first_job() -> None:
    with ParserPool(task=OBEY) as pool:
        pool.warm_up()
        done = (await pool.run(job(b"work"))).plan
        assert pool.pids == (int(done.title),)
    with ParserPool(task=OBEY) as pool:
        pool.warm_up()  # and is left at once


async def test_a_worker_that_does_not_start_is_told_by_the_first_job() -> None:
    with ParserPool(task="worker_tasks:missing") as pool:
        pool.warm_up()
        assert "does not start" in str(await failure(pool, b"work"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"refuse", "This is no feed. Look for another."),
        (b"stumble", "It could not be read (KeyError)."),
        (b"recurse", "It could not be read (RecursionError)."),
        (b"hang", "It took longer than 0.5 s to read and was stopped."),
        (b"spin", "It took longer than 0.5 s to read and was stopped."),
        (b"die", "The process that read it broke down (status 3)."),
        (b"crash", "The process that read it broke down (SIGSEGV)."),
        pytest.param(b"eat", "It needs more memory to be read than a feed may take.", marks=limited),
    ],
)
async def test_one_feeds_trouble_is_not_the_next_ones(body: bytes, said: str) -> None:
    with ParserPool(task=OBEY, timeout=0.5, memory=300_000_000) as pool:
        assert str(await failure(pool, body)) == said
        assert (await pool.run(job(b"work"))).plan.link == "4"


async def test_what_nobody_foresaw_keeps_its_traceback() -> None:
    with ParserPool(task=OBEY) as pool:
        error = await failure(pool, b"stumble")
    assert "a mistake of ours" in error.__notes__[0]
    assert "worker_tasks.py" in error.__notes__[0]


async def test_what_a_library_prints_does_not_disturb() -> None:
    with ParserPool(task=OBEY) as pool:
        assert (await pool.run(job(b"print"))).plan.link == "5"
        assert (await pool.run(job(b"work"))).plan.link == "4"


async def test_a_worker_that_cannot_start_says_why() -> None:
    with ParserPool(task="worker_tasks:missing") as pool:
        error = await failure(pool, b"work")
        assert str(error) == "The process that reads feeds does not start."
        assert "AttributeError" in error.__notes__[0]


async def test_a_single_worker_does_for_little_feeds() -> None:
    with ParserPool(3, task=OBEY) as pool:
        await pool.run(job(b"work"))
        plans = [each.plan for each in await asyncio.gather(*(pool.run(job(b"work")) for _ in range(50)))]
        assert len({plan.title for plan in plans}) == 1


async def test_more_start_when_much_is_waiting_but_not_too_many() -> None:
    with ParserPool(2, task=OBEY) as pool:
        await asyncio.gather(*(pool.run(job(bytes(400_000))) for _ in range(20)))
        assert len(pool.pids) == 2


async def test_a_feed_that_hangs_does_not_hold_up_the_others() -> None:
    with ParserPool(2, task=OBEY, timeout=60) as pool:
        await pool.run(job(b"work"))
        hanging = asyncio.ensure_future(pool.run(job(b"hang")))
        await asyncio.sleep(0)
        plans = [each.plan for each in await asyncio.gather(*(pool.run(job(b"work")) for _ in range(5)))]
        assert len({plan.title for plan in plans}) == 1
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging
        assert len(pool.pids) == 1, "the worker of a job that nobody waits for any more is ended"


async def test_one_slot_after_another_trouble() -> None:
    with ParserPool(2, task=OBEY, timeout=0.3) as pool:
        bodies = [b"hang", b"die", b"work", b"crash", b"hang", b"work", b"refuse", b"work"]
        outcomes = await asyncio.gather(*(pool.run(job(body)) for body in bodies), return_exceptions=True)
    assert [isinstance(outcome, ParseError) for outcome in outcomes] == [body != b"work" for body in bodies]


@pidfds
async def test_the_end_of_the_pool_is_the_end_of_its_workers() -> None:
    with ParserPool(2, task=OBEY) as pool:
        await pool.run(job(b"work"))
        pids = pool.pids
    assert all(ended(pid, 0) for pid in pids)


async def test_workers_hold_no_lock_of_their_parent(tmp_path: Path) -> None:
    lock = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    os.set_inheritable(lock, True)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with ParserPool(task=OBEY) as pool:
        await pool.run(job(b"work"))
        os.close(lock)
        with (tmp_path / "lock").open() as again:
            fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)


async def test_workers_leave_ctrl_c_to_their_parent() -> None:
    with ParserPool(task=OBEY) as pool:
        first = (await pool.run(job(b"work"))).plan
        os.kill(pool.pids[0], signal.SIGINT)
        assert (await pool.run(job(b"work"))).plan.title == first.title


PARENT = """
    import asyncio, sys
    from index.feeds.worker import ParseJob, ParserPool

    async def main():
        with ParserPool(task="worker_tasks:obey", timeout=600) as pool:
            await pool.run(ParseJob(1, "", sys.argv[1].encode(), "", ()))
            await asyncio.Event().wait()

    asyncio.run(main())
"""


@pidfds
@pytest.mark.parametrize("then", ["idle", "hang"])
def test_a_killed_parent_leaves_no_orphans(then: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-c", textwrap.dedent(PARENT), f"report {then} {tmp_path / 'pipe'}"]
    with subprocess.Popen(command) as parent:
        pid = int((tmp_path / "pipe").read_text())  # once the job has begun
        assert not ended(pid, 0)
        parent.kill()
    assert ended(pid)


def test_the_kernel_ends_a_job_that_nobody_is_left_to_stop() -> None:
    """Not even the thread that waits for the parent's end can run while native code spins."""
    worker = Worker(OBEY, 1 << 30, patience=0.3)
    worker.start()
    with pytest.raises(WorkerDiedError):
        worker.exchange(job(b"spin"))
    assert worker.end(grace=10) == -signal.SIGALRM


async def test_a_real_feed_is_parsed_and_planned() -> None:
    body = b"""<rss version="2.0"><channel><title>News</title><link>https://example.org/</link>
        <item><guid>1</guid><title>One</title><description>Some words.</description></item></channel></rss>"""
    with ParserPool() as pool:
        plan = (await pool.run(job(body))).plan
    assert (plan.title, plan.link, [draft.title for draft in plan.new]) == ("News", "https://example.org/", ["One"])
    assert plan.new[0].text == "Some words."


async def test_what_is_no_feed_is_said_so() -> None:
    with ParserPool() as pool:
        error = await failure(pool, b"<!doctype html><title>Not found</title>")
    assert "process" not in str(error)
    assert not hasattr(error, "__notes__")


async def test_a_feed_that_takes_too_long_is_stopped() -> None:
    """A hundred thousand entries take a minute to read."""
    entries = "".join(f"<item><guid>{number}</guid><title>T</title></item>" for number in range(100_000))
    body = f'<rss version="2.0"><channel><title>T</title>{entries}</channel></rss>'.encode()
    start = time.monotonic()
    with ParserPool(timeout=0.5) as pool:
        assert "longer than 0.5 s" in str(await failure(pool, body))
    assert time.monotonic() - start < 20
