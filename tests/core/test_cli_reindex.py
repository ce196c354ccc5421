"""`wirecopy reindex` for programs: an event a line, only what is needed, stopped by SIGTERM as by Ctrl-C."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from index import Paths

INTERRUPTED = 130


def command(paths: Paths, *options: str) -> list[str]:
    where = ["--archive", str(paths.archive), "--feeds", str(paths.feeds)]
    return [sys.executable, "-m", "tui", "reindex", *where, *options]


def events(paths: Paths, *options: str) -> list[dict[str, object]]:
    done = subprocess.run(command(paths, *options, "--json"), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_progress_and_the_end_are_events(demo: Paths) -> None:
    *progress, done = events(demo)
    assert {(event["event"], event["stage"]) for event in progress} == {("progress", "index")}
    assert progress[-1]["done"] == progress[-1]["total"]
    assert done["event"] == "done"
    assert done["indexed"] == progress[-1]["total"]
    assert isinstance(done["took_ms"], int)


def test_mending_does_only_what_is_needed(demo: Paths) -> None:
    assert events(demo, "--mend")[-1]["indexed"] == 0
    shutil.rmtree(demo.archive / "search")
    assert int(str(events(demo, "--mend")[-1]["indexed"])) > 0
    assert events(demo, "--mend")[-1]["indexed"] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM that a process can catch")
def test_sigterm_stops_it_and_leaves_an_index_that_works(demo: Paths) -> None:
    with subprocess.Popen(
        command(demo, "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it is at work
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert process.returncode in {0, INTERRUPTED}  # it may have been done just then
    assert process.returncode == 0 or "stopped" in said.lower()
    assert events(demo, "--mend")[-1]["event"] == "done"
