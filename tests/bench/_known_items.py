"""Relevance as a figure: where a known article stands among the answers to words of its own, beside FTS5's bm25."""

from __future__ import annotations

import random
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from _asked import STOP, WORD, misspell
from _corpus import CACHE

from index import Library, Paths, run_refresh
from index.types import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _goals import Goals

    from index.archive import Archive

KNOWN = 300
LEAD = 400
"""Characters of a text that its lead's words are taken from."""

BM25 = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts, 3.0, 1.0, 1.0) LIMIT 50"
FEEDS = Path(__file__).resolve().parents[3] / "shared" / "data" / "feeds" / "fastfeedparser"
SHORTEST = 40
"""Words of a real text that is looked for."""

Asked = tuple[int, str, str]
"""An article's row, and how it is asked for: in our words, in FTS5's."""


@dataclass(frozen=True, slots=True)
class Known:
    """An article to be found."""

    row: int
    title: str
    text: str


def relevance(
    label: str,
    page: Callable[[str, Sort, bool], list[int]],
    fts: sqlite3.Connection,
    known: Iterable[Known],
    goals: Goals,
) -> None:
    """Print mean reciprocal ranks and how often an article is among the first ten.

    Args:
        page: the first rows that answer a query of ours.
    """
    print(f"\n{label:24}{'queries':>9}{'MRR':>8}{'FTS5':>8}{'top 10':>9}{'FTS5':>8}")
    for kind, asked in _asked(known).items():
        own = [_rank(row, page(ours, Sort.RELEVANCE, kind.endswith("typed"))) for row, ours, _ in asked]
        other = [_rank(row, [found for (found,) in fts.execute(BM25, (theirs,))]) for row, _, theirs in asked]
        print(f"{kind:24}{len(asked):>9}{_mrr(own):>8.3f}{_mrr(other):>8.3f}{_top10(own):>9.3f}{_top10(other):>8.3f}")
        goals.least(f"{label}, {kind}: MRR", round(_mrr(own), 3), round(_mrr(other), 3), "(FTS5's)")


def _asked(known: Iterable[Known]) -> dict[str, list[Asked]]:
    rng = random.Random(7)
    kinds: dict[str, list[Asked]] = {}
    for article in known:
        for kind, text in (("headline", article.title), ("lead", article.text[:LEAD])):
            words = [word for word in dict.fromkeys(WORD.findall(text.lower())) if word not in STOP]
            if len(words) < 3:
                continue
            chosen = rng.sample(words, min(len(words), rng.choice((2, 3, 4) if kind == "headline" else (3, 4))))
            kinds.setdefault(kind, []).append((article.row, " ".join(chosen), " ".join(chosen)))
            cut = [*chosen[:-1], chosen[-1][: max(3, len(chosen[-1]) - 2)]]
            kinds.setdefault(f"{kind}, as typed", []).append((article.row, " ".join(cut), " ".join(cut) + "*"))
            wrong = max(chosen, key=len)
            if len(wrong) > 5:
                typo = misspell(wrong, rng)
                ours = " ".join(f"{typo}~" if word == wrong else word for word in chosen)
                theirs = " ".join(typo if word == wrong else word for word in chosen)
                kinds.setdefault(f"{kind}, one misspelt", []).append((article.row, ours, theirs))
    return kinds


def _rank(wanted: int, found: list[int]) -> int:
    return found.index(wanted) + 1 if wanted in found else 0


def _mrr(ranks: list[int]) -> float:
    return sum(1 / each for each in ranks if each) / max(1, len(ranks))


def _top10(ranks: list[int]) -> float:
    return sum(0 < each <= 10 for each in ranks) / max(1, len(ranks))


def real_articles(goals: Goals) -> None:
    """The same over what real feeds hold; says so where they are not at hand."""
    if not FEEDS.exists():
        print("\nno real feeds at hand: relevance over real articles not measured")
        return
    with Library.open(_real_library()) as library:
        library.mend_index()
        known = list(_archived(library.archive))
        fts = sqlite3.connect(":memory:")
        fts.execute(
            "CREATE VIRTUAL TABLE fts USING fts5(title, content, people, tokenize='porter unicode61', prefix='2 3')"
        )
        fts.executemany(
            "INSERT INTO fts (rowid, title, content) VALUES (?, ?, ?)", ((k.row, k.title, k.text) for k in known)
        )
        wanted = [each for each in known if len(re.findall(r"[A-Za-z]+", each.text)) >= SHORTEST]

        def page(query: str, sort: Sort, live: bool) -> list[int]:
            return [hit.row.id for hit in library.search(query, sort=sort, live=live).hits]

        label = f"{len(known):,} real articles"
        relevance(label, page, fts, random.Random(11).sample(wanted, min(KNOWN, len(wanted))), goals)
        fts.close()


def _real_library() -> Paths:
    """An archive of what the real feeds hold, fetched once over loopback."""
    from fakes import FeedServer

    paths = Paths(archive=CACHE / "real" / "archive", feeds=CACHE / "real" / "feeds.toml")
    done = CACHE / "real" / "complete"
    if done.exists():
        return paths
    paths.feeds.parent.mkdir(parents=True, exist_ok=True)
    with FeedServer() as server:
        files = sorted(file for file in FEEDS.rglob("*") if file.is_file() and not file.name.startswith("README"))
        urls = [server.put(f"/{number}", file.read_bytes()) for number, file in enumerate(files)]
        paths.feeds.write_text("".join(f'[[feed]]\nurl = "{url}"\n' for url in urls))
        with Library.open(paths) as library:
            run_refresh(library, library.feeds(), lambda _event: None, entities=False)
    done.touch()
    return paths


def _archived(archive: Archive) -> Iterable[Known]:
    revision = 0
    while batch := archive.changes.changed_since(revision, 500):
        for article in batch:
            yield Known(article.id, article.title, article.text)
        revision = batch[-1].revision
