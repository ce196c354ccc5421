"""How soon the reader's first screen stands on a big archive, beside an empty Textual app, in one run.

Prints wall and CPU until the first screen that shows articles (for the empty app: its first frame), the key-to-frame
time in the list, and memory; medians over alternating runs, and the ratio.

usage: python tests/bench/start.py [--articles 100000] [--runs 7]
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from _archive import CACHE, archive_of

from index.archive import Archive
from index.types import Order, Selection
from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent


def once(command: Sequence[str], marker: str) -> tuple[float, float]:
    """Wall and CPU seconds until the live screen shows the marker: no last screen stands before it."""
    for frame in CACHE.glob("*/last-screen"):
        frame.unlink()
    with Terminal(command) as terminal:
        wall = terminal.wait_for_bytes(marker.encode())
        return wall, terminal.cpu()


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    root = HERE.parents[1]
    for package in ("index", "tui"):  # as an installed program is, whatever PYTHONDONTWRITEBYTECODE says here
        compileall.compile_dir(root / package, quiet=1)
    folder = archive_of(arguments.articles)
    with Archive.open(folder) as archive:
        (newest,) = archive.articles.rows(archive.articles.ids(Selection(), Order.NEWEST, 1))
        feeds = archive.feeds.all()
    assert newest is not None
    config = CACHE / f"feeds-{arguments.articles}.toml"
    config.write_text(
        "".join(f'[[feed]]\nurl = "{f.url}"\ntitle = "{f.title}"\nfolder = "{f.folder}"\n\n' for f in feeds)
    )
    reader = [sys.executable, "-m", "tui", "--archive", str(folder), "--feeds", str(config)]
    empty = [sys.executable, str(HERE / "_empty_app.py")]
    marker = newest.title[:18]
    once(reader, marker), once(empty, "EMPTYAPP")
    pairs = [(once(reader, marker), once(empty, "EMPTYAPP")) for _ in range(arguments.runs)]
    print(f"first screen at {arguments.articles:,} articles, median of {arguments.runs} alternating runs")
    for name, at in (("reader", 0), ("empty app", 1)):
        wall, cpu = (statistics.median(pair[at][kind] for pair in pairs) for kind in (0, 1))
        print(f"  {name:<10} {wall * 1000:6.0f} ms wall  {cpu * 1000:6.0f} ms CPU")
    for kind, name in ((0, "wall"), (1, "CPU")):
        ratio = statistics.median(pair[0][kind] / pair[1][kind] for pair in pairs)
        print(f"  ratio {name:<5} {ratio:5.2f}   (goal: at most 1.5)")
    with Terminal(reader) as terminal:
        terminal.wait_for(marker)
        terminal.settle()
        before = terminal.cpu()
        frames = [terminal.frame("j") for _ in range(60)]
        cpu = (terminal.cpu() - before) / len(frames)
        print(f"  a key in the list: median {statistics.median(frames) * 1000:.1f} ms wall, {cpu * 1000:.1f} ms CPU; "
              f"memory {terminal.memory() / 1e6:.0f} MB")  # fmt: skip


if __name__ == "__main__":
    main()
