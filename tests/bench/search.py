"""How fast the search index is built and asked: ``python tests/bench/search.py [ARTICLES]``.

Articles are made of a Zipf-distributed vocabulary, so that there are words in every second article and words in one.
Prints CPU milliseconds a query, median and 95th percentile over its words, with cold and with warm caches.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from index.search.index import SearchIndex
from index.types import EntityType, Name, Sort
from search_samples import FakeArchive, article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.types import Indexable

SYLLABLES = [consonant + vowel for consonant in "bcdfghklmnprstvz" for vowel in "aeiou"]
WORDS = 60_000


def vocabulary(rng: random.Random) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3, 3, 4))))] = None
    return list(words)


def articles(count: int, words: list[str], rng: random.Random) -> Iterator[Indexable]:
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    for number in range(1, count + 1):
        text = rng.choices(words, cum_weights=weights, k=rng.randint(200, 600))
        people = {f"{first.title()} {last.title()}" for first, last in zip(text[::90], text[1::90], strict=False)}
        names = [Name(name, EntityType.PERSON) for name in people]
        title = " ".join(rng.choices(words, cum_weights=weights, k=8))
        yield article(
            number, title, " ".join(text), time=1_500_000_000 + number * 600, feed=number % 3 + 1, names=names
        )


def percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def ask(index: SearchIndex, queries: list[str], sort: Sort) -> tuple[float, float]:
    times = []
    for query in queries:
        started = time.process_time()
        index.search(query, sort=sort, limit=50)
        times.append((time.process_time() - started) * 1000)
    return percentile(times, 50), percentile(times, 95)


def main(count: int) -> None:
    rng = random.Random(2019)
    words = vocabulary(rng)
    archive = FakeArchive()
    batch = list(articles(count, words, rng))
    for start in range(0, count, 100):
        archive.store(*batch[start : start + 100])
    pairs = list(zip(words[20:36], words[60:76], strict=True))
    kinds = {
        "common word": words[5:21],
        "middling word": words[300:316],
        "rare word": words[20_000:20_016],
        "two words": [f"{one} {other}" for one, other in pairs],
        "without": [f"{one} -{other}" for one, other in pairs],
        "phrase": [f'"{one} {other}"' for one, other in pairs],
        "prefix": [f"{word[:4]}*" for word in words[300:330] if len(word) >= 6][:16],
        "near miss": [f"{word}~" for word in words[300:330] if len(word) >= 6][:16],
        "person": [f"person:{word}" for word in words[40:56]],
    }
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder) / "search", archive)
        started = time.process_time()
        index.catch_up()
        rate = count / (time.process_time() - started)
        size = sum(path.stat().st_size for path in (Path(folder) / "search").iterdir()) / 1e6
        print(f"{count} articles: {rate:.0f} a CPU second, {size:.0f} MB")
        index.search("nothing")
        index.close()
        print(
            f"{'CPU ms, p50/p95, 50 hits':26}{'newest cold':>16}{'newest warm':>16}{'best cold':>16}{'best warm':>16}"
        )
        for kind, queries in kinds.items():
            figures = []
            for sort in (Sort.NEWEST, Sort.RELEVANCE):
                index.close()
                index.search("nothing")
                figures += [ask(index, queries, sort), ask(index, queries, sort)]
            print(f"{kind:26}" + "".join(f"{f'{p50:.1f}/{p95:.1f}':>16}" for p50, p95 in figures))
        index.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
