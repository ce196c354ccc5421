"""Search beside SQLite FTS5 and a scan: ``python tests/bench/search.py [ARTICLES ...] [--markdown]``.

Builds (once, in tests/bench/.cache) an archive of so many articles, its index, and an SQLite file with the same
articles as other readers keep them; then prints for each class of queries the CPU milliseconds, 50th/95th/99th
percentile over its queries, for the first 50 answers. *Cold* is each query's first run after the index was opened anew,
*warm* the next one. Snippets and rows are shown apart. Then relevance: the rank of a known article by words of its
headline and lead. At the end every figure that has a goal, beside it. A million articles take an hour to build and
20 GB; there is nothing beside them.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

import _corpus
import _measured
from _asked import Class, classes
from _goals import Goals
from _known_items import KNOWN, Known, real_articles, relevance

from archive_samples import STATE, draft, plan
from index.archive import Archive
from index.search.engine import snippets_for
from index.search.index import SearchIndex
from index.types import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TOP = 50
DRAWN_FROM = 20_000
LARGE = 500_000
"""Articles from which on nothing is built beside ours, and the goals for a million count."""

COMMITS = 40


def percentiles(times: Sequence[float]) -> tuple[float, float, float]:
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


def shown(cuts: tuple[float, float, float]) -> str:
    return "/".join(f"{cut:.1f}" for cut in cuts)


def clock(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


class Engine:
    """Our index without rows and snippets."""

    def __init__(self, index: SearchIndex) -> None:
        self.index = index

    def page(self, query: str, sort: Sort, live: bool = False) -> tuple[int, ...]:
        understood = self.index._parse(query, live=live)
        engine = self.index._opened()
        return engine.find(understood.node, sort=sort, limit=TOP, offset=0, now=time.time()).ids

    def reopen(self) -> None:
        self.index.close()
        gc.collect()
        self.page("is:starred zzzz", Sort.NEWEST)


def ours(
    index: SearchIndex, archive: Archive, asked: Class, count: int, goals: Goals
) -> list[tuple[float, float, float]]:
    engine = Engine(index)
    columns = []
    for sort in (Sort.NEWEST, Sort.RELEVANCE):
        engine.reopen()
        for _ in ("cold", "warm"):
            columns += [percentiles([clock(partial(engine.page, query, sort)) for query in asked.ours])]
    snippets = []
    for query in asked.ours:
        ids = engine.page(query, Sort.RELEVANCE)
        node = index._parse(query, live=False).node
        snippets.append(clock(lambda i=ids, n=node: snippets_for(n, archive.articles.bodies(i))))
    columns.append(percentiles(snippets))
    columns.append(percentiles([clock(lambda q=query: index.count(q)) for query in asked.ours]))
    columns.append(percentiles([clock(lambda q=query: index.search(q, live=True)) for query in asked.ours]))
    compare(asked, columns, count, goals)
    return columns


def compare(asked: Class, columns: list[tuple[float, float, float]], count: int, goals: Goals) -> None:
    """Lay down the figures of a class that have goals."""
    newest, _, best, warm, snippets, facets, typed = (cuts[1] for cuts in columns)
    large = count >= LARGE
    if large and not asked.large:
        return
    wanted = (("newest first, cold", newest, 25.0 if large else asked.newest),)
    wanted += (("by relevance, cold", best, 120.0 if large else asked.cold),)
    if not large:
        wanted += (("by relevance, warm", warm, asked.warm), ("snippets", snippets, 10), ("facets", facets, 10))
        wanted += (("while typing, all", typed, 50),)
        if asked.name == "common word":
            wanted += (("count, cold", newest, 25), ("count, warm", columns[1][1], 1))
    for what, figure, goal in wanted:
        if goal is not None:
            goals.most(f"{asked.name}: {what}, p95", figure, goal, "ms")


def fts5(connection: sqlite3.Connection, queries: list[str]) -> list[tuple[float, float, float]]:
    newest = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rowid DESC LIMIT 50"
    best = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts, 3.0, 1.0, 1.0) LIMIT 50"
    return [percentiles([clock(partial(_all, connection, sql, query)) for query in queries]) for sql in (newest, best)]


def _all(connection: sqlite3.Connection, sql: str, query: str) -> list[tuple[int]]:
    return connection.execute(sql, (query,)).fetchall()


def like(connection: sqlite3.Connection, words: list[str]) -> tuple[float, float, float]:
    sql = "SELECT id FROM item WHERE title LIKE ?1 OR content LIKE ?1 ORDER BY time DESC LIMIT 50"
    return percentiles([clock(lambda w=word: connection.execute(sql, (f"%{w}%",)).fetchall()) for word in words[:5]])


REBUILD = (
    "import sys; sys.path[:0]=[sys.argv[3]]\n"
    "from pathlib import Path\n"
    "def main():\n"
    "    from index.archive import Archive\n"
    "    from index.search.index import SearchIndex\n"
    "    home, folder = map(Path, sys.argv[1:3])\n"
    "    SearchIndex(folder, Archive.open(home, create=False), home=home).rebuild()\n"
    "if __name__ == '__main__': main()\n"
)
FRESH = (
    "import sys,time,json; sys.path[:0]=[sys.argv[3]]\n"
    "from pathlib import Path\n"
    "rss=lambda: int([l for l in open('/proc/self/status') if l.startswith('RssAnon')][0].split()[1])/1024\n"
    "from index.archive import Archive; from index.search.index import SearchIndex\n"
    "archive=Archive.open(Path(sys.argv[1])); before=rss(); t=time.process_time()\n"
    "index=SearchIndex(Path(sys.argv[2]),archive); index.search('government market'); first=time.process_time()-t\n"
    "index.close(); t=time.process_time(); index._opened()._current(); opened=time.process_time()-t\n"
    "for query in ('market','co*','\"of the\"','is:unread year','goverment~','person:putin'): index.search(query)\n"
    "print(json.dumps([first*1000, opened*1000, rss()-before]))"
)


def rebuilt(count: int, home: Path, folder: Path, goals: Goals) -> None:
    """Build the index anew and say what that takes."""
    shutil.rmtree(folder, ignore_errors=True)
    script = _corpus.CACHE / "rebuild.py"  # a file: the processes that help import it too
    script.write_text(REBUILD)
    cost = _measured.run([sys.executable, str(script), str(home), str(folder), str(ROOT)], {}, timeout=7200)
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    print(f"rebuilt in {cost.wall:.0f} s, {len(list(folder.glob('*.trm')))} segments")
    goals.least("rebuilding, articles a second of wall", count / cost.wall, 600, "on two free cores")
    goals.least("rebuilding, articles a CPU second", count / cost.cpu, 350, "")
    goals.most("rebuilding, memory of all its processes", cost.peak(), 400, "MB")
    if count >= 100_000:
        goals.most("disk", size, 250 * count / 100_000, "MB")


def fresh_process(count: int, home: Path, folder: Path, goals: Goals) -> None:
    """Opening and the first answer, imports included, in a process of its own, and the memory that searching takes."""
    command = [sys.executable, "-c", FRESH, str(home), str(folder), str(ROOT)]
    first, opened, memory = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    goals.most("opening the index", opened, 150 if count >= LARGE else 20, "ms")
    goals.most("first answer of a fresh process, with imports", first, 300, "ms")
    goals.most("memory of searching", memory, 300 if count >= LARGE else 100, "MB")


def commits(count: int, home: Path, folder: Path, goals: Goals) -> None:
    """What a usual refresh costs: 200 new articles stored, then indexed, forty times on a copy."""
    copies = _corpus.CACHE / "commit-archive", _corpus.CACHE / "commit-index"
    for source, target in zip((home, folder), copies, strict=True):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
    texts = [story.text for story in islice(_corpus.stories(count), 400)]
    times, tidied = [], []
    with Archive.open(copies[0]) as archive:
        index = SearchIndex(copies[1], archive)
        feed = archive.feeds.all()[0].id
        for run in range(COMMITS):
            new = tuple(draft(f"{run}-{i}", texts[(run * 7 + i) % 400], title=texts[i][:60]) for i in range(200))
            archive.articles.store(feed, plan(*new), now=_corpus.START + _corpus.SPAN + 10**7, state=STATE)
            times.append(clock(index.catch_up) / 1000)
            tidied.append(clock(index.tidy) / 1000)
        segments = len(list(copies[1].glob("*.trm")))
    print(
        f"committing 200 articles, CPU seconds: median {statistics.median(times):.2f}, longest {max(times):.2f};"
        f" tidying when the refresh is done {max(tidied):.2f} at most; {segments} segments after {COMMITS}"
    )
    goals.most("committing 200 articles, the longest of 40", max(times), 1, "s CPU")
    for copy in copies:
        shutil.rmtree(copy)


def numbers(archive: Archive) -> dict[int, int]:
    """The corpus's number of each of the archive's articles."""
    with archive._database.read() as connection:
        return dict(connection.execute("SELECT id, CAST(key AS INTEGER) + 1 FROM article"))


def known_stories(count: int) -> list[Known]:
    wanted = frozenset(random.Random(7).sample(range(count), min(KNOWN, count)))
    return [Known(s.number + 1, s.title, s.text) for s in _corpus.stories(count) if s.number in wanted]


HEADS = (
    "CPU ms, p50/p95/p99", "newest cold", "newest warm", "best cold", "best warm", "snippets", "facets", "typed, all",
    "FTS5 newest", "FTS5 bm25",
)  # fmt: skip


def row(cells: Sequence[str], *, markdown: bool) -> str:
    if markdown:
        return "| " + " | ".join(cells) + " |"
    return f"{cells[0]:20}" + "".join(f"{cell:>16}" for cell in cells[1:])


def queries(count: int, index: SearchIndex, archive: Archive, goals: Goals, *, markdown: bool) -> None:
    """Every class of queries, beside FTS5 and LIKE."""
    rival = sqlite3.connect(_corpus.rival_of(count)) if count < LARGE else None
    asked = classes(list(islice(_corpus.stories(count), DRAWN_FROM)), random.Random(2019))
    print(row(HEADS, markdown=markdown))
    if markdown:
        print("|---" * len(HEADS) + "|")
    for each in asked:
        own = ours(index, archive, each, count, goals)
        theirs = fts5(rival, each.theirs) if rival is not None and each.theirs else []
        print(row([each.name, *map(shown, (*own, *theirs))], markdown=markdown), flush=True)
        if theirs and each.name == "common word":
            goals.least("common word: FTS5's bm25 takes so many times as long, median", theirs[1][0] / own[3][0], 5, "")
        if rival is not None and each.name == "rare word":
            scan = like(rival, each.ours)
            goals.least("rare word: LIKE takes so many times as long, median", scan[0] / own[0][0], 50, "")
            print(f"LIKE, rare words: {shown(scan)}")
    if rival is None:
        return

    keys = numbers(archive)

    def page(query: str, sort: Sort, live: bool) -> list[int]:
        return [keys[article] for article in Engine(index).page(query, sort, live)]

    relevance(f"{count:,} articles", page, rival, known_stories(count), goals)
    rival.close()


def main(count: int, *, markdown: bool, build: bool) -> None:
    home, folder = _corpus.archive_of(count), _corpus.CACHE / f"index-{count}"
    goals = Goals()
    print(f"\n{count:,} articles")
    if build or not folder.exists():
        rebuilt(count, home, folder, goals)
    fresh_process(count, home, folder, goals)
    commits(count, home, folder, goals)
    with Archive.open(home, create=False) as archive:
        index = SearchIndex(folder, archive)
        queries(count, index, archive, goals, markdown=markdown)
        index.close()
    if count < LARGE:
        real_articles(goals)
    goals.print(markdown=markdown)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="*", default=[10_000])
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--keep", action="store_true", help="take the index that is there instead of building it anew")
    options = parser.parse_args()
    for articles in options.articles:
        main(articles, markdown=options.markdown, build=not options.keep)
