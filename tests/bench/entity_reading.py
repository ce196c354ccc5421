"""Names in the reader: how soon a card and the news stand, and whether keys answer as ever while names are recognised.

The real program in a pseudo-terminal, 120x36. Cards, pages and the news on the archive of ``entity_pages.py`` (twelve
mentions an article); keys in the list and in the article on a copy of a smaller one, beside a real refresh that
recognises names, which is stopped and let go on by turns (SIGSTOP, SIGCONT), so that both figures are of one minute.

usage: python tests/bench/entity_reading.py [--articles 100000] [--rounds 6]
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import _archive
import entity_pages

from index import Library, Paths
from index.archive import Archive
from index.types import Order, Selection
from terminal import Terminal
from tui.screens.entity_card import load_card
from tui.screens.news import find_risers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REFRESHED = 2_000
"""Articles of the archive whose names are recognised meanwhile: they last for about a minute."""

KEYS = 20
AT_WORK = 8.0
"""CPU seconds after which the refresh has indexed, has its model and recognises."""

CARD_LIMIT = 100.0
SLOWER = 1.25
"""How much longer than without a key may take at the median, beside a refresh."""


def reader(archive: Path, feeds: Path) -> list[str]:
    """The command that opens the reader."""
    return [sys.executable, "-m", "tui", "--archive", str(archive), "--feeds", str(feeds)]


def told(name: str, seconds: Sequence[float], cpu: float | None = None) -> float:
    """Print a line of figures; returns the median in milliseconds."""
    middle, late = statistics.median(seconds) * 1000, sorted(seconds)[int(len(seconds) * 0.95)] * 1000
    spent = "" if cpu is None else f" {cpu * 1000:7.1f} ms CPU each"
    print(f"  {name:<44}{middle:7.1f} ms median {late:7.1f} ms p95{spent}")
    return middle


def goal(name: str, value: float, limit: float, unit: str) -> bool:
    """Print whether a goal is met; returns it."""
    met = value <= limit
    print(f"  {'met   ' if met else 'MISSED'} {name}: {value:.2f}{unit} (at most {limit:g}{unit})")
    return met


def cards(articles: int) -> bool:
    """From the library's call to the screen: cards of the most mentioned and of others."""
    folder = entity_pages.archive_of(articles)
    with tempfile.TemporaryDirectory() as name:
        feeds = Path(name) / "feeds.toml"
        feeds.write_text('[[feed]]\nurl = "https://feed.example/"\ntitle = "Feed"\n\n[settings]\nrefresh_minutes = 0\n')
        print(f"\n{articles:,} articles of twelve mentions")
        with Library.open(Paths(archive=folder, feeds=feeds)) as library:
            everybody = library.top_entities(limit=40)
            cold = [timed(lambda one=one: load_card(library, one.id)) for one in everybody]
            told("a card's worker, the 40 most mentioned", cold)
            news = [timed(lambda days=days: find_risers(library, days, None)) for days in (1, 7, 30) * 3]
            told("the news' worker, day, week, month", news)
        with Terminal(reader(folder, feeds)) as terminal:
            terminal.wait_for("A headline")
            terminal.settle()
            opened, cpu = [], 0.0
            terminal.send("W")
            terminal.wait_for("The week up to")
            for _ in range(20):
                terminal.settle(0.2)
                before = terminal.cpu()
                opened.append(terminal.answer("\r", b"Mentioned with"))
                cpu += terminal.cpu() - before
                terminal.send("q")
                terminal.settle(0.2)
                terminal.send("j")
            shown = told("Enter to the card on the screen", opened, cpu / len(opened))
            pages = []
            for _ in range(5):
                terminal.settle(0.2)
                pages.append(terminal.answer("e", b"\xe2\x96\xb8 "))
                terminal.send("W")
                terminal.wait_for("The week up to")
            told("e to the page on the screen", pages)
    return goal("a card at its slowest, worker", max(cold) * 1000, CARD_LIMIT, " ms") & goal(
        "Enter to the card, median", shown, CARD_LIMIT, " ms"
    )


def timed(call: object) -> float:
    """Seconds that a call takes."""
    began = time.perf_counter()
    call()  # type: ignore[operator]
    return time.perf_counter() - began


@contextmanager
def refreshing(archive: Path, feeds: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A refresh at the recognition of names, without a feed to ask."""
    command = [sys.executable, "-m", "tui", "--archive", str(archive), "--feeds", str(feeds), "refresh", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while cpu_of(process.pid) < AT_WORK and process.poll() is None:
            time.sleep(0.1)
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait()


def cpu_of(pid: int) -> float:
    """CPU seconds that a process has used (Linux only)."""
    return time.clock_gettime((~pid << 3) | 2)


def keys(rounds: int) -> bool:
    """Key to paint in the list and in the article, with the refresh at work and with it stopped, by turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "archive"
        shutil.copytree(_archive.archive_of(REFRESHED), folder)
        feeds = Path(name) / "feeds.toml"
        feeds.write_text("[settings]\nrefresh_minutes = 0\n")
        with Archive.open(folder) as archive:
            (newest,) = archive.articles.rows(archive.articles.ids(Selection(), Order.NEWEST, 1))
        assert newest is not None
        print("\nkeys beside a refresh that recognises names")
        met = True
        with refreshing(folder, feeds) as refresh, Terminal(reader(folder, feeds)) as terminal:
            terminal.wait_for(newest.title[:18])
            for where, enter, pressed in (("the list", "", "jk"), ("the article", "\r", "][")):
                if enter:
                    terminal.send(enter)
                    terminal.settle()
                frames: dict[str, list[float]] = {"stopped": [], "at work": []}
                spent = dict.fromkeys(frames, 0.0)
                for number in range(rounds * 2):
                    state = ("stopped", "at work")[number % 2]
                    refresh.send_signal(signal.SIGSTOP if state == "stopped" else signal.SIGCONT)
                    terminal.settle(0.2)
                    before = terminal.cpu()
                    frames[state] += [terminal.frame(pressed[number // 2 % 2]) for _ in range(KEYS)]
                    spent[state] += terminal.cpu() - before
                middles = {
                    state: told(f"key in {where}, refresh {state}", taken, spent[state] / len(taken))
                    for state, taken in frames.items()
                }
                met &= goal(f"key in {where}, beside a refresh", middles["at work"] / middles["stopped"], SLOWER, "x")
            if refresh.poll() is not None:
                print("  the refresh has ended before the keys: fewer --rounds, please")
                return False
    return met


def main() -> int:
    """Measure and print; fails where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=6)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as state:
        os.environ["XDG_STATE_HOME"] = state
        met = [cards(arguments.articles), keys(arguments.rounds)]
        return int(not all(met))


if __name__ == "__main__":
    sys.exit(main())
