"""The reader in a pseudo-terminal: how soon it stands, how soon it answers, and what that costs.

The real program, 120x36, at several sizes of the archive, beside an empty Textual app, a minimal Textual list and
newsboat (where installed) on the same articles. Medians; CPU is that of the program alone.

usage: python tests/bench/reader.py [--articles 1000 50000 100000] [--runs 7] [--million]
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from _archive import CACHE, START, WORDS, archive_of
from _newsboat import newsboat_command

from index.archive import Archive
from index.feed_types import FetchState
from index.intake_types import Draft, FeedPlan
from index.types import Block, BlockKind, FeedConfig, Order, Selection
from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
EMPTY, MINIMAL = ([sys.executable, str(HERE / name)] for name in ("_empty_app.py", "_minimal_list.py"))
LENGTHS = (500, 5_000, 20_000)
KEYS = 60
IDLE = 0.02
"""CPU seconds that an idle program may use in a third of a second."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall and CPU."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall * 1000:6.0f} ms wall {self.cpu * 1000:6.0f} ms CPU"


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each of the two."""
    return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs))


def until(command: Sequence[str], marker: str, count: int = 1) -> Cost:
    """What it takes until the program has written a marker so many times."""
    with Terminal(command) as terminal:
        wall = terminal.wait_for_bytes(marker.encode(), count=count)
        return Cost(wall, terminal.cpu())


def rest(terminal: Terminal) -> None:
    """Wait until the program is idle: what it loads and counts behind the screen is done."""
    terminal.settle()
    calm = 0
    while calm < 4:  # a busy machine may leave a program waiting for a while
        used = terminal.cpu()
        terminal.pump(0.3)
        calm = calm + 1 if terminal.cpu() - used < IDLE else 0


def keys(terminal: Terminal, pressed: str, count: int = KEYS) -> tuple[list[float], float]:
    """Wall of each key to the end of its frame, and CPU a key."""
    rest(terminal)
    before = terminal.cpu()
    frames = [terminal.frame(pressed) for _ in range(count)]
    return frames, (terminal.cpu() - before) / count


def told(name: str, frames: Sequence[float], cpu: float) -> str:
    """A line about keys."""
    middle, late = statistics.median(frames) * 1000, sorted(frames)[int(len(frames) * 0.95)] * 1000
    return f"  {name:<26}{middle:6.1f} ms median {late:6.1f} ms p95 {cpu * 1000:6.1f} ms CPU"


def goal(name: str, value: float, limit: float, unit: str = "") -> str:
    """A line about a goal."""
    return f"  {'met   ' if value <= limit else 'MISSED'} {name}: {value:.2f}{unit} (goal: at most {limit:g}{unit})"


def prepared(articles: int) -> tuple[list[str], str, Path]:
    """The command of the reader on an archive, a marker that its first screen holds, and the archive's folder."""
    folder = archive_of(articles)
    with Archive.open(folder) as archive:
        (newest,) = archive.articles.rows(archive.articles.ids(Selection(), Order.NEWEST, 1))
        feeds = archive.feeds.all()
    assert newest is not None
    config = CACHE / f"feeds-{articles}.toml"
    config.write_text(
        "".join(f'[[feed]]\nurl = "{f.url}"\ntitle = "{f.title}"\nfolder = "{f.folder}"\n\n' for f in feeds)
    )
    return [sys.executable, "-m", "tui", "--archive", str(folder), "--feeds", str(config)], newest.title[:18], folder


def start(command: Sequence[str], marker: str, folder: Path, runs: int) -> tuple[Cost, Cost, Cost, Cost]:
    """First start; restored screen; live behind it; the empty app: in turns."""
    first, restored, live, empty = [], [], [], []
    frame = folder / "last-screen"
    for _ in range(runs):
        frame.unlink(missing_ok=True)
        first.append(until(command, marker))
        with Terminal(command) as terminal:
            terminal.wait_for_bytes(marker.encode())
            terminal.settle()
            terminal.send("Q")
            terminal.wait()
        restored.append(until(command, marker))
        live.append(until(command, marker, frame.read_text().count(marker) + 1))
        empty.append(until(EMPTY, "EMPTYAPP"))
    return median(first), median(restored), median(live), median(empty)


def screen(articles: int, runs: int) -> tuple[float, Cost]:
    """Everything about one size; returns CPU seconds a key in the list, and the cost until live."""
    command, marker, folder = prepared(articles)
    print(f"\n{articles:,} articles")
    first, restored, live, empty = start(command, marker, folder, runs)
    print(f"  {'first start, first paint':<26}{first}")
    print(f"  {'restored screen':<26}{restored}")
    print(f"  {'live behind it':<26}{live}")
    print(f"  {'empty Textual app':<26}{empty}")
    with Terminal(command) as terminal:
        terminal.wait_for_bytes(marker.encode())
        frames, list_cpu = keys(terminal, "j")
        print(told("key in the list", frames, list_cpu))
        print(told("page down in the list", *keys(terminal, "\x04", 20)))
        terminal.send("Dv")
        print(told("the same, compact by day", *keys(terminal, "j", 20)))
        terminal.send("Dv")
        rest(terminal)
        terminal.send("\r")
        print(told("key in the article", *keys(terminal, "j", 10)))
        rest(terminal)
        before = terminal.cpu()
        for size in ((100, 30), (120, 36)) * 3:
            terminal.resize(*size)
            terminal.settle(0.2)
        print(f"  {'resize, settled':<26}{(terminal.cpu() - before) / 6 * 1000:6.0f} ms CPU")
        memory = terminal.memory() / 1e6
        print(f"  {'memory':<26}{memory:6.0f} MB")
    print(goal("restored screen", restored.cpu * 1000, 100, " ms CPU"))
    print(goal("live / empty app, wall", live.wall / empty.wall, 1.5))
    print(goal("live / empty app, CPU", live.cpu / empty.cpu, 1.5))
    print(goal("memory", memory, 60, " MB"))
    rival(articles, folder, restored, live)
    return list_cpu, live


def rival(articles: int, folder: Path, restored: Cost, live: Cost) -> None:
    """newsboat on the same articles."""
    with Archive.open(folder) as archive:
        command = newsboat_command(articles, archive)
    if not command:
        print("  newsboat is not installed")
        return
    os.environ["HOME"] = str(CACHE)
    costs = median([until(command, "Feed 5") for _ in range(3)])
    print(f"  {'newsboat, list of feeds':<26}{costs}")
    print(goal("restored screen / newsboat, wall", restored.wall / costs.wall, 1.0))
    print(goal("live / newsboat, wall", live.wall / costs.wall, 1.0))


def words_archive(folder: Path) -> list[str]:
    """The reader on three articles, the longest at the top of the list."""
    drafts = []
    for number, length in enumerate(LENGTHS):
        text = [f"OPENED{length}", *(WORDS[i % len(WORDS)] for i in range(length))]
        blocks = tuple(Block(BlockKind.PARAGRAPH, " ".join(text[i : i + 80])) for i in range(0, len(text), 80))
        drafts.append(
            Draft(
                key=str(length), digest=bytes([number]), link="", title=f"{length} words", author="",
                published=START + number, updated=None, summary="", language="en", categories=(), blocks=blocks,
                html="",
            )
        )  # fmt: skip
    with Archive.open(folder / "archive") as archive:
        (feed,) = archive.feeds.sync([FeedConfig(url="https://long.example/feed", title="Long")])
        archive.articles.store(feed.id, FeedPlan("", "", new=tuple(drafts)), now=START + 9, state=FetchState())
    (folder / "feeds.toml").write_text('[[feed]]\nurl = "https://long.example/feed"\ntitle = "Long"\n')
    return [sys.executable, "-m", "tui", "--archive", str(folder / "archive"), "--feeds", str(folder / "feeds.toml")]


def opening(runs: int) -> None:
    """From Enter to the article on the screen, one pane (else the preview would have opened it before)."""
    print("\nopening an article")
    found: dict[int, list[Cost]] = {length: [] for length in LENGTHS}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name, Terminal(words_archive(Path(name)), 80, 24) as terminal:
            terminal.wait_for("20000 words")
            for length in reversed(LENGTHS):
                terminal.settle()
                before = terminal.cpu()
                wall = terminal.answer("\r", f"OPENED{length}".encode())
                found[length].append(Cost(wall, terminal.cpu() - before))
                terminal.send("q")
                terminal.settle()
                terminal.send("j")
    for length, costs in found.items():
        print(f"  {f'{length:,} words':<26}{median(costs)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 50_000, 100_000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--million", action="store_true", help="a million articles, too (built once, for many minutes)")
    arguments = parser.parse_args()
    for package in ("index", "tui"):  # as an installed program is
        compileall.compile_dir(HERE.parents[1] / package, quiet=1)
    with tempfile.TemporaryDirectory() as state:
        os.environ["XDG_STATE_HOME"] = state
        with Terminal(MINIMAL) as terminal:
            terminal.wait_for("MINIMAL")
            frames, least = keys(terminal, "j")
        print(told("minimal Textual list", frames, least))
        sizes = [*arguments.articles, *([1_000_000] if arguments.million else [])]
        measured = [screen(size, arguments.runs) for size in sizes]
        opening(min(3, arguments.runs))
    print("\nover all sizes")
    costs = [cost for cost, _ in measured]
    print(goal("key in the list / minimal Textual list, CPU", statistics.median(costs) / least, 1.3))
    if len(sizes) > 1:
        print(goal(f"key at {max(sizes):,} / at {min(sizes):,} articles, CPU", costs[-1] / costs[0], 1.2))


if __name__ == "__main__":
    main()
