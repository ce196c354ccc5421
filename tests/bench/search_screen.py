"""Searching in the reader: from a key to the results on the screen, and what that takes of memory.

Types queries (words of headlines, key by key, as quickly as a good typist) into the search of the reader, 120x36, on an
archive of so many articles with its index, and prints how long it takes until the results of what stands in the box
are drawn: wall, and CPU of the two threads that take part one after the other, which is what the wall would be on a
machine with nothing else to do. Milliseconds, 50th/95th percentile. Completions are looked for meanwhile, as they are
when a person types.

usage: python tests/bench/search_screen.py [--articles 100000] [--queries 20] [--gap 0.15]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import _corpus
from textual import events

from index import Library, Paths, Selection
from tui.app import WirecopyApp
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from textual.pilot import Pilot

    from tui.search_messages import Question

    Found = TypeVar("Found")

GOAL = 50.0
"""Milliseconds from a key to the first page, the 95th percentile."""

MEMORY = 100.0
"""Megabytes that searching may add to the reader."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key took, milliseconds, and how many letters the query's last word had."""

    wall: float
    cpu: float
    letters: int


class TimedSearch(SearchScreen):
    """Says when the results of a query are drawn."""

    def __init__(self, app: WirecopyApp) -> None:
        super().__init__(app.session)
        self.drawn = asyncio.Event()
        self.searched = 0.0

    async def in_thread(self, call: Callable[..., Found], *args: object, **kwargs: object) -> Found:
        """As ever; what searching takes of the thread's time is noted."""

        def timed() -> Found:
            start = time.thread_time()
            found = call(*args, **kwargs)
            if call == self.library.search:
                self.searched = time.thread_time() - start
            return found

        return await super().in_thread(timed)

    def answered(self, question: Question) -> None:
        """Show them, and say so when they are drawn."""
        super().answered(question)
        if question.query == self.query_text:
            self.call_after_refresh(self.drawn.set)


def prepared(articles: int) -> Paths:
    """An archive of realistic articles with its index, made once."""
    folder = _corpus.CACHE / f"screen-{articles}"
    paths = Paths(folder, folder / "feeds.toml")
    if not (folder / "archive.db").exists():
        shutil.copytree(_corpus.archive_of(articles), folder)
        index = _corpus.CACHE / f"index-{articles}"
        if index.exists():
            shutil.copytree(index, folder / "search")
        paths.feeds.write_text("[settings]\nrefresh_minutes = 0\n")
    where = ("--archive", str(paths.archive), "--feeds", str(paths.feeds))
    subprocess.run([sys.executable, "-m", "tui", *where, "reindex", "--mend"], check=True)  # in memory of its own
    return paths


def queries(library: Library, count: int) -> list[str]:
    """Two words of a headline each."""
    chance = random.Random(5)
    ids = library.article_ids(Selection())
    found: list[str] = []
    while len(found) < count:
        (row,) = library.article_rows([chance.choice(ids)])
        words = re.findall(r"[a-z]{4,}", row.title.lower()) if row else []
        if len(words) > 1:
            found.append(" ".join(chance.sample(words, 2)))
    return found


async def typed(app: WirecopyApp, screen: TimedSearch, query: str, gap: float) -> list[Answer]:
    """Type a query into the empty box."""
    screen.input.value = ""
    await asyncio.sleep(gap)
    answers = []
    for end, letter in enumerate(query, 1):
        screen.drawn.clear()
        cpu, start = time.thread_time(), time.perf_counter()
        app.post_message(events.Key("space" if letter == " " else letter, letter))
        await asyncio.wait_for(screen.drawn.wait(), 10)
        wall = (time.perf_counter() - start) * 1000
        letters = end - (query.rfind(" ", 0, end) + 1)
        answers.append(Answer(wall, (time.thread_time() - cpu + screen.searched) * 1000, letters))
        await asyncio.sleep(gap)
    return answers


def resident() -> tuple[float, float]:
    """Megabytes of this process that are in memory now: its own, and pages of files such as the index's."""
    status = Path("/proc/self/status").read_text()
    own, mapped = (re.search(rf"{name}:\s+(\d+) kB", status) for name in ("RssAnon", "RssFile"))
    return (int(own[1]) / 1000, int(mapped[1]) / 1000) if own and mapped else (0.0, 0.0)


async def drive(pilot: Pilot[None], app: WirecopyApp, count: int, gap: float) -> None:
    """Measure and print."""
    library = app.session.library
    wanted = queries(library, count)
    await pilot.pause(1.0)
    without = resident()
    screen = TimedSearch(app)
    await app.push_screen(screen)
    await pilot.pause(1.0)
    await typed(app, screen, "warm up", gap)
    answers = [answer for query in wanted for answer in await typed(app, screen, query, gap)]
    kinds = (
        ("every key", answers),
        ("words of 1 or 2 letters", [each for each in answers if each.letters in {1, 2}]),
        ("words of 3 and more", [each for each in answers if each.letters > 2]),
    )
    for name, some in kinds:
        print(f"  {name:<26}{told([each.wall for each in some])} wall{told([each.cpu for each in some])} CPU")
    for name, late in (
        ("wall", percentile([each.wall for each in answers], 95)),
        ("CPU", percentile([each.cpu for each in answers], 95)),
    ):
        kept = "met   " if late <= GOAL else "MISSED"
        print(f"  {kept} key to results, p95: {late:.0f} ms {name} (goal: at most {GOAL:g} ms)")
    own, mapped = (after - before for after, before in zip(resident(), without, strict=True))
    print(
        f"  memory: {without[0]:.0f} MB without the search; {own:.0f} MB more with it, {mapped:.0f} MB of files mapped"
    )
    print(f"  {'met   ' if own <= MEMORY else 'MISSED'} memory of the search (goal: at most {MEMORY:g} MB)")


def percentile(times: Sequence[float], at: int) -> float:
    """A percentile of some times."""
    return statistics.quantiles(times, n=100, method="inclusive")[at - 1]


def told(times: Sequence[float]) -> str:
    """Two percentiles."""
    return f"{percentile(times, 50):7.1f}/{percentile(times, 95):5.1f} ms"


async def run(articles: int, count: int, gap: float) -> None:
    """Open the reader on the archive, headless."""
    with Library.open(prepared(articles)) as library:
        app = WirecopyApp(library)
        async with app.run_test(size=(120, 36)) as pilot:
            print(f"{articles:,} articles, p50/p95")
            await drive(pilot, app, count, gap)


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=20)
    parser.add_argument("--gap", type=float, default=0.15, help="seconds between two keys")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.articles, arguments.queries, arguments.gap))


if __name__ == "__main__":
    main()
