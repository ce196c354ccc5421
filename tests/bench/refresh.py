"""What a refresh costs beside other readers: ``python tests/bench/refresh.py [--feeds 30,300] [--peers newsboat]``.

A server of made-up feeds on loopback is asked in five phases: cold, nothing changed (304), the same bodies without
validators, two new entries a feed, and bodies that differ in their build date only. Its CPU does not count. Indexing
is part of Wirecopy's refresh and of nobody else's, so it is shown apart; recognition of names is left out.

newsboat's cache gets ANALYZE between phases: fresh, it has no statistics and SQLite scans it once a feed, which would
flatter us. lemon24/reader takes part where ``--reader-python`` names an interpreter that has it.
"""

from __future__ import annotations

import argparse
import compileall
import json
import math
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import ProxyHandler, build_opener

sys.path.insert(0, str(Path(__file__).parent))

from _feed_server import HOSTS
from _measured import Cost, run

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PHASES = {
    "cold": {"version": 0, "validators": 1, "fleeting": 0},
    "all 304": {"version": 0, "validators": 1, "fleeting": 0},
    "same bodies": {"version": 0, "validators": 0, "fleeting": 0},
    "two new": {"version": 1, "validators": 1, "fleeting": 0},
    "build date": {"version": 1, "validators": 0, "fleeting": 1},
}
GOALS = {
    1000: {"cold": 1.0, "all 304": 0.15, "same bodies": 0.08, "two new": 0.3, "build date": 0.15},
    300: {"cold": 1.3, "all 304": 0.4, "same bodies": 0.12, "two new": 0.4, "build date": 0.3},
}
"""CPU, as a part of newsboat's in the same run."""

PLAIN = {"NO_COLOR": "1", "PYTHONUNBUFFERED": ""}
"""What developers set in their shells would be measured too."""

SMALL_GOAL, MEMORY_GOAL = 0.6, 200.0
INDEXED = 0.02
"""CPU seconds: indexing that took less has found nothing to do."""

WIRECOPY = """
import resource, sys, time
import index.refresh as refresh

def cpu():
    return sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
               for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

indexing = [0.0, 0.0, 0.0]

def timed(step):
    def run(*arguments):
        before, start = cpu(), time.perf_counter()
        indexing[2] = indexing[2] or start
        try:
            return step(*arguments)
        finally:
            indexing[0] += cpu() - before
            indexing[1] += time.perf_counter() - start
    return run

refresh._index, refresh._tidy = timed(refresh._index), timed(refresh._tidy)
from tui.__main__ import main
status = main(sys.argv[1:])
print("INDEXING", *indexing)
sys.exit(status)
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """A feed reader at work in a folder of its own."""

    name: str
    folder: Path
    command: list[str]


def wirecopy(folder: Path, urls: list[str]) -> Reader:
    (folder / "feeds.toml").write_text("".join(f'[[feed]]\nurl = "{url}"\n\n' for url in urls))
    options = ["--archive", str(folder / "archive"), "--feeds", str(folder / "feeds.toml")]
    return Reader("wirecopy", folder, [sys.executable, "-c", WIRECOPY, "refresh", "--no-entities", *options])


def newsboat(folder: Path, urls: list[str]) -> Reader:
    (folder / "urls").write_text("\n".join(urls) + "\n")
    (folder / "config").write_text("reload-threads 10\ndownload-timeout 10\ndownload-retries 1\nmax-items 0\n")
    files = ["-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
    return Reader("newsboat", folder, ["newsboat", "-q", *files, "-x", "reload"])


def reader(folder: Path, urls: list[str], python: str) -> Reader:
    database = str(folder / "reader.sqlite")
    script = "import sys, reader; r = reader.make_reader(sys.argv[1]); [r.add_feed(url) for url in sys.argv[2:]]"
    subprocess.run([python, "-c", script, database, *urls], check=True)
    command = [python, "-W", "ignore", "-m", "reader", "--db", database, "update", "--no-scheduled", "--workers", "8"]
    return Reader("reader", folder, command)


@contextmanager
def server(feeds: int) -> Iterator[int]:
    script = str(Path(__file__).parent / "_feed_server.py")
    process = subprocess.Popen([sys.executable, script, str(feeds)], stdout=subprocess.PIPE)
    try:
        yield int(process.stdout.readline() if process.stdout else 0)
    finally:
        process.kill()
        process.wait()


def ask(port: int, path: str) -> dict[str, int]:
    with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}{path}", timeout=600) as answer:
        found: dict[str, int] = json.loads(answer.read())
    return found


def analyze(folder: Path) -> None:
    cache = folder / "cache.db"
    if cache.exists():
        connection = sqlite3.connect(cache)
        connection.execute("ANALYZE")
        connection.close()


def bench(feeds: int, options: argparse.Namespace) -> bool:
    """Print a table for so many feeds; whether every goal was reached."""
    good = True
    with tempfile.TemporaryDirectory() as name, server(feeds) as port:
        urls = [f"http://127.0.1.{feed % HOSTS + 1}:{port}/feed/{feed}.xml" for feed in range(feeds)]
        readers = _readers(Path(name), urls, options)
        size = [ask(port, f"/control?version={version}") and ask(port, "/prime")["bytes"] for version in (1, 0)][1]
        print(f"\n{feeds} feeds, {size / 1e6:.0f} MB; load {os.getloadavg()[0]:.1f}")
        print(
            f"{'phase':<12} {'reader':<10} {'wall s':>7} {'CPU s':>7} {'MB':>5}  {'of newsboat: CPU':>16} wall   goal"
        )
        for phase, control in PHASES.items():
            query = "&".join(f"{key}={value}" for key, value in control.items())
            extra = f"&latency={options.latency}&failures={int(options.failures)}&gzip={int(not options.plain)}"
            costs: dict[str, Cost] = {}
            for each in readers:
                analyze(each.folder)
                ask(port, f"/control?{query}{extra}")
                if phase == "all 304":  # newsboat keeps validators from the second time on
                    run(each.command, {"HOME": str(each.folder), **PLAIN})
                    analyze(each.folder)
                    ask(port, "/control")
                costs[each.name] = run(each.command, {"HOME": str(each.folder), **PLAIN})
                answers = ask(port, "/control")
                good = _print(feeds, phase, each.name, costs, answers) and good
    return good


def _readers(folder: Path, urls: list[str], options: argparse.Namespace) -> list[Reader]:
    wanted = options.peers.split(",")
    for name in ("wirecopy", "newsboat", "reader"):
        (folder / name).mkdir()
    found = []
    if "newsboat" in wanted and shutil.which("newsboat"):
        found.append(newsboat(folder / "newsboat", urls))
    found.append(wirecopy(folder / "wirecopy", urls))
    if options.reader_python:
        found.append(reader(folder / "reader", urls, options.reader_python))
    return found


def _print(feeds: int, phase: str, name: str, costs: dict[str, Cost], answers: dict[str, int]) -> bool:
    cost, peer = costs[name], costs.get("newsboat")
    cpu, wall, memory, note = cost.cpu, cost.wall, cost.peak(), ""
    for line in cost.output.splitlines():
        if line.startswith("INDEXING "):
            spent, lasted, begun = (float(figure) for figure in line.split()[1:])
            cpu, wall, memory = cpu - spent, wall - lasted, cost.peak(begun or math.inf)
            note = f"; indexing {spent:.2f} s CPU more, {cost.peak():.0f} MB" if spent > INDEXED else ""
    ratios, verdict, good = f"{'':>16} {'':>5}", "", True
    if peer is not None and name != "newsboat":
        ratios = f"{cpu / peer.cpu:>16.2f} {wall / peer.wall:>5.2f}"
        goal = GOALS.get(feeds, {}).get(phase)
        if name == "wirecopy" and goal is not None:
            good = cpu / peer.cpu <= goal
            verdict = f"{goal:.2f} {'reached' if good else 'MISSED'}"
    if name == "wirecopy" and feeds <= 30 and phase == "all 304":
        good = cpu <= SMALL_GOAL
        verdict = f"{SMALL_GOAL} s CPU {'reached' if good else 'MISSED'}"
    if name == "wirecopy" and memory > MEMORY_GOAL:
        good, note = False, f"{note}; MEMORY over {MEMORY_GOAL:.0f} MB"
    failed = "" if cost.status in {0, 3} else f"; status {cost.status}: {cost.output[-300:]}"
    asked = ", ".join(f"{count} x {status}" for status, count in sorted(answers.items()) if int(status) != 0)
    figures = f"{phase:<12} {name:<10} {wall:>7.2f} {cpu:>7.2f} {memory:>5.0f}  {ratios}"
    print(f"{figures}  {verdict}  ({asked}{note}{failed})", flush=True)
    return good


def main() -> int:
    """Bench every number of feeds that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", default="30,300", help="numbers of feeds, with commas")
    parser.add_argument("--peers", default="newsboat", help="newsboat, or nothing")
    parser.add_argument("--reader-python", default="", help="an interpreter that has lemon24/reader")
    parser.add_argument("--latency", type=int, default=0, help="milliseconds before each answer")
    parser.add_argument("--failures", action="store_true", help="one feed in fifty answers with an error")
    parser.add_argument("--plain", action="store_true", help="bodies are not compressed")
    options = parser.parse_args()
    for package in ("index", "tui"):  # as an installation leaves them
        compileall.compile_dir(ROOT / package, quiet=2)
    good = [bench(int(feeds), options) for feeds in options.feeds.split(",")]
    print("\nEvery goal was reached." if all(good) else "\nSome goals were missed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
