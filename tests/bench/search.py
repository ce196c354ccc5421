"""Search beside SQLite FTS5 and a scan: ``python tests/bench/search.py [ARTICLES ...] [--markdown]``.

Builds (once, in tests/bench/.cache) an archive of so many articles, its index, and an SQLite file with the same
articles as other readers keep them; then prints for each class of queries the CPU milliseconds, 50th/95th/99th
percentile over its queries, for the first 50 answers. *Cold* is each query's first run after the index was opened anew,
*warm* the next one. Snippets and rows are shown apart. At the end, relevance: the rank of a known article by words of
its headline and lead.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _corpus

from archive_samples import STATE, draft, plan
from index.archive import Archive
from index.search.engine import snippets_for
from index.search.index import SearchIndex
from index.types import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TOP = 50
PER_CLASS = 24
KNOWN = 300
STOP = frozenset(
    """
    the of to in and a for on that with said was by at from it as an be has are will its new after over two more
    """.split()  # noqa: SIM905
)
WORD = re.compile(r"[a-z]{3,}")


def percentiles(times: Sequence[float]) -> str:
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return "/".join(f"{cuts[at - 1]:.1f}" for at in (50, 95, 99))


def clock(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


class Queries:
    """Queries of every class, drawn from the corpus, and how FTS5 is asked the same."""

    def __init__(self, stories: list[_corpus.Story], rng: random.Random) -> None:
        counts: dict[str, int] = {}
        for story in stories:
            for word in set(WORD.findall(f"{story.title} {story.text}".lower())):
                counts[word] = counts.get(word, 0) + 1
        ranked = sorted((word for word in counts if word not in STOP), key=lambda word: -counts[word])
        self.common = ranked[10:400:10][:PER_CLASS]
        self.middling = ranked[1000:4000:100][:PER_CLASS]
        self.rare = [word for word in ranked if counts[word] <= 2][:PER_CLASS]
        self.pairs = list(zip(self.common, self.middling, strict=False))
        self.phrases = self._phrases(stories, rng)
        people = sorted({name for story in stories[:200] for name in story.people})
        self.people = rng.sample(people, min(PER_CLASS, len(people)))
        self.prefixes = {
            size: sorted({word[:size] for word in rng.sample(ranked[:3000], 200) if len(word) > size})[:PER_CLASS]
            for size in (2, 3, 5)
        }
        self.misspelt = [misspell(word, rng) for word in self.middling if len(word) > 5]

    @staticmethod
    def _phrases(stories: list[_corpus.Story], rng: random.Random) -> list[str]:
        found: list[str] = []
        while len(found) < PER_CLASS:
            words = re.findall(r"[A-Za-z]+", rng.choice(stories).text.split("\n")[0])
            size = rng.choice((2, 2, 3))
            if len(words) > 12:
                at = rng.randrange(len(words) - size)
                if not set(map(str.lower, words[at : at + size])) <= STOP:
                    found.append(" ".join(words[at : at + size]).lower())
        return found

    def classes(self) -> dict[str, tuple[list[str], list[str]]]:
        """By name: our queries, and FTS5's."""
        years = [f"date:{year}" for year in (2022, 2023, 2024, 2025)]
        pairs = self.pairs
        return {
            "rare word": (self.rare, self.rare),
            "common word": (self.common, self.common),
            "two words": ([f"{a} {b}" for a, b in pairs], [f"{a} AND {b}" for a, b in pairs]),
            "OR": ([f"{a} OR {b}" for a, b in pairs], [f"{a} OR {b}" for a, b in pairs]),
            "NOT": ([f"{a} -{b}" for a, b in pairs], [f"{a} NOT {b}" for a, b in pairs]),
            "phrase": ([f'"{text}"' for text in self.phrases], [f'"{text}"' for text in self.phrases]),
            "nearness ~10": (
                [f'"{a} {b}"~10' for a, b in pairs], [f"NEAR({a} {b}, 10)" for a, b in pairs]
            ),
            "prefix of 2": ([f"{p}*" for p in self.prefixes[2]], [f"{p}*" for p in self.prefixes[2]]),
            "prefix of 3": ([f"{p}*" for p in self.prefixes[3]], [f"{p}*" for p in self.prefixes[3]]),
            "prefix of 5": ([f"{p}*" for p in self.prefixes[5]], [f"{p}*" for p in self.prefixes[5]]),
            "fuzzy": ([f"{word}~" for word in self.misspelt], []),
            "entity": (
                [f'person:"{name}"' for name in self.people], [f'people:"{name}"' for name in self.people]
            ),
            "date and word": ([f"{years[i % 4]} {word}" for i, word in enumerate(self.common)], []),
            "unread and word": ([f"is:unread {word}" for word in self.common], []),
        }  # fmt: skip


def misspell(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 2)
    return rng.choice((word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]))


class Engine:
    """Our index without rows and snippets."""

    def __init__(self, index: SearchIndex) -> None:
        self.index = index

    def page(self, query: str, sort: Sort, *, live: bool = False) -> tuple[int, ...]:
        understood = self.index._parse(query, live=live)
        engine = self.index._opened()
        return engine.find(understood.node, sort=sort, limit=TOP, offset=0, now=time.time()).ids

    def reopen(self) -> None:
        self.index.close()
        gc.collect()
        self.page("is:starred zzzz", Sort.NEWEST)


def ours(index: SearchIndex, archive: Archive, queries: list[str]) -> list[str]:
    engine = Engine(index)
    columns = []
    for sort in (Sort.NEWEST, Sort.RELEVANCE):
        engine.reopen()
        for _ in ("cold", "warm"):
            columns += [percentiles([clock(partial(engine.page, query, sort)) for query in queries])]
    shown = []
    for query in queries:
        ids = engine.page(query, Sort.RELEVANCE)
        node = index._parse(query, live=False).node
        shown.append(clock(lambda i=ids, n=node: snippets_for(n, archive.articles.bodies(i))))
    columns.append(percentiles(shown))
    columns.append(percentiles([clock(lambda q=query: index.count(q)) for query in queries]))
    columns.append(percentiles([clock(lambda q=query: index.search(q, live=True)) for query in queries]))
    return columns


def fts5(connection: sqlite3.Connection, queries: list[str]) -> list[str]:
    if not queries:
        return ["", ""]
    newest = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rowid DESC LIMIT 50"
    best = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts, 3.0, 1.0, 1.0) LIMIT 50"
    return [percentiles([clock(partial(_all, connection, sql, query)) for query in queries]) for sql in (newest, best)]


def _all(connection: sqlite3.Connection, sql: str, query: str) -> list[tuple[int]]:
    return connection.execute(sql, (query,)).fetchall()


def like(connection: sqlite3.Connection, words: list[str]) -> str:
    sql = "SELECT id FROM item WHERE title LIKE ?1 OR content LIKE ?1 ORDER BY time DESC LIMIT 50"
    return percentiles([clock(lambda w=word: connection.execute(sql, (f"%{w}%",)).fetchall()) for word in words[:5]])


def index_of(count: int, archive: Archive) -> SearchIndex:
    """The index of the corpus, built anew by two processes and timed."""
    folder = _corpus.CACHE / f"index-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    home = _corpus.archive_of(count)
    index = SearchIndex(folder, archive, home=home)
    before, start = cpu(), time.perf_counter()
    index.rebuild()
    wall, used = time.perf_counter() - start, cpu() - before
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    segments = len(list(folder.glob("*.trm")))
    print(
        f"rebuilt: {count / wall:,.0f} articles a second, {count / used:,.0f} a CPU second, {size:.0f} MB,"
        f" {segments} segments"
    )
    return index


def cpu() -> float:
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in usage)


def fresh_process(count: int) -> None:
    """Opening and the first answer, imports included, in a process of its own, and the memory that searching takes."""
    code = (
        "import sys,time,resource; sys.path[:0]=sys.argv[3:]; from pathlib import Path\n"
        "rss=lambda: int([l for l in open('/proc/self/status') if l.startswith('RssAnon')][0].split()[1])/1024\n"
        "from index.archive import Archive; from index.search.index import SearchIndex\n"
        "archive=Archive.open(Path(sys.argv[1])); before=rss(); t=time.process_time()\n"
        "index=SearchIndex(Path(sys.argv[2]),archive); index.search('government market'); first=time.process_time()-t\n"
        "index.close(); t=time.process_time(); index._opened()._current(); opened=time.process_time()-t\n"
        "for query in ('market','co*','\"of the\"','is:unread year','goverment~','person:putin'): index.search(query)\n"
        "print(f'fresh process: first answer {first*1000:.0f} ms with imports, opening {opened*1000:.1f} ms,"
        " memory +{rss()-before:.0f} MB')"
    )
    root = str(Path(__file__).resolve().parents[2])
    home, folder = _corpus.archive_of(count), _corpus.CACHE / f"index-{count}"
    subprocess.run([sys.executable, "-c", code, str(home), str(folder), root], check=True)


def commits(count: int) -> None:
    """What a usual refresh costs: 200 new articles stored, then indexed, forty times on a copy."""
    home, folder = _corpus.CACHE / "commit-archive", _corpus.CACHE / "commit-index"
    for source, target in ((_corpus.archive_of(count), home), (_corpus.CACHE / f"index-{count}", folder)):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
    texts = [story.text for _, story in zip(range(400), _corpus.stories(count), strict=False)]
    times, tidied = [], []
    with Archive.open(home) as archive:
        index = SearchIndex(folder, archive)
        feed = archive.feeds.all()[0].id
        for run in range(40):
            new = tuple(draft(f"{run}-{i}", texts[(run * 7 + i) % 400], title=texts[i][:60]) for i in range(200))
            archive.articles.store(feed, plan(*new), now=_corpus.START + _corpus.SPAN + 10**7, state=STATE)
            times.append(clock(index.catch_up) / 1000)
            tidied.append(clock(index.tidy) / 1000)
        segments = len(list(folder.glob("*.trm")))
    print(
        f"committing 200 articles, CPU seconds: median {statistics.median(times):.2f}, longest {max(times):.2f}"
        f" with its merges; tidying afterwards {max(tidied):.2f} at most; {segments} segments after 40"
    )
    shutil.rmtree(home)
    shutil.rmtree(folder)


def relevance(index: SearchIndex, connection: sqlite3.Connection, stories: list[_corpus.Story]) -> None:
    """Where a known article stands among the answers to words of its own: ours beside FTS5's bm25."""
    rng = random.Random(7)
    engine = Engine(index)
    kinds: dict[str, list[tuple[int, str, str]]] = {"headline": [], "lead": [], "misspelt": [], "as typed": []}
    for story in rng.sample(stories, min(KNOWN, len(stories))):
        row = story.number + 1
        for kind, text in (("headline", story.title), ("lead", story.text[:400])):
            words = [word for word in dict.fromkeys(WORD.findall(text.lower())) if word not in STOP]
            if len(words) < 3:
                continue
            chosen = rng.sample(words, min(len(words), rng.choice((2, 3, 4) if kind == "headline" else (3, 4))))
            kinds[kind].append((row, " ".join(chosen), " ".join(chosen)))
            if kind == "headline":
                wrong = max(chosen, key=len)
                if len(wrong) > 5:
                    typo = misspell(wrong, rng)
                    query = " ".join(f"{typo}~" if word == wrong else word for word in chosen)
                    kinds["misspelt"].append((row, query, " ".join(typo if w == wrong else w for w in chosen)))
                cut = [*chosen[:-1], chosen[-1][: max(3, len(chosen[-1]) - 2)]]
                kinds["as typed"].append((row, " ".join(cut), " ".join(cut) + "*"))
    keys = dict(zip(*_ids(index), strict=True))
    print(f"\n{'known item':12}{'queries':>9}{'MRR':>8}{'FTS5':>8}{'top 10':>9}{'FTS5':>8}")
    for kind, asked in kinds.items():
        own, other = [], []
        for row, query, theirs in asked:
            own.append(rank(row, [keys[i] for i in engine.page(query, Sort.RELEVANCE, live=kind == "as typed")]))
            sql = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts, 3.0, 1.0, 1.0) LIMIT 50"
            other.append(rank(row, [found for (found,) in connection.execute(sql, (theirs,))]))
        print(
            f"{kind:12}{len(asked):>9}{mrr(own):>8.3f}{mrr(other):>8.3f}{top10(own):>9.3f}{top10(other):>8.3f}"
        )  # fmt: skip


def _ids(index: SearchIndex) -> tuple[list[int], list[int]]:
    """The archive's ids and the corpus's numbers of the same articles."""
    with index._archive._database.read() as connection:
        rows = connection.execute("SELECT id, CAST(key AS INTEGER) + 1 FROM article").fetchall()
    return [row[0] for row in rows], [row[1] for row in rows]


def rank(wanted: int, found: list[int]) -> int:
    return found.index(wanted) + 1 if wanted in found else 0


def mrr(ranks: list[int]) -> float:
    return sum(1 / each for each in ranks if each) / max(1, len(ranks))


def top10(ranks: list[int]) -> float:
    return sum(0 < each <= 10 for each in ranks) / max(1, len(ranks))


HEADS = (
    "CPU ms, p50/p95/p99", "newest cold", "newest warm", "best cold", "best warm", "snippets", "facets", "typed, all",
    "FTS5 newest", "FTS5 bm25",
)  # fmt: skip


def row(cells: Sequence[str], *, markdown: bool) -> str:
    if markdown:
        return "| " + " | ".join(cells) + " |"
    return f"{cells[0]:20}" + "".join(f"{cell:>16}" for cell in cells[1:])


def main(count: int, *, markdown: bool) -> None:
    home = _corpus.archive_of(count)
    connection = sqlite3.connect(_corpus.rival_of(count))
    stories = list(_corpus.stories(count))
    with Archive.open(home, create=False) as archive:
        print(f"\n{count:,} articles")
        index = index_of(count, archive)
        fresh_process(count)
        commits(count)
        queries = Queries(stories[:20_000], random.Random(2019))
        print(row(HEADS, markdown=markdown))
        if markdown:
            print("|---" * len(HEADS) + "|")
        for kind, (own, theirs) in queries.classes().items():
            print(row([kind, *ours(index, archive, own), *fts5(connection, theirs)], markdown=markdown), flush=True)
        print(f"LIKE, newest 50: rare {like(connection, queries.rare)}, common {like(connection, queries.common)}")
        relevance(index, connection, stories)
        index.close()
    connection.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="*", default=[10_000])
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    for articles in options.articles:
        main(articles, markdown=options.markdown)
