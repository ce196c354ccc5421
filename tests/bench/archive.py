"""How long the archive's calls take: ``python tests/bench/archive.py [ARTICLES] [FEEDS]``, in milliseconds."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive
from index.feed_types import FetchState
from index.intake_types import Draft, FeedPlan, Recognition
from index.types import Block, BlockKind, EntityType, FeedConfig, MarkState, Mention, Order, Selection

if TYPE_CHECKING:
    from collections.abc import Callable

START = 1_500_000_000
WORDS = [f"word{number}" for number in range(5_000)]
PEOPLE = [f"Given{number % 97} Family{number}" for number in range(3_000)]
PLACES = [f"Town{number}" for number in range(1_000)]


def draft(number: int, dice: random.Random) -> Draft:
    """An article of some 400 words."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, " ".join(dice.choices(WORDS, k=80))) for _ in range(5))
    return Draft(
        key=f"urn:entry:{number}",
        digest=dice.randbytes(16),
        link=f"https://news.example/{number}",
        title=" ".join(dice.choices(WORDS, k=9)),
        author="A. Reporter",
        published=START + dice.randrange(200_000_000),
        updated=None,
        summary="",
        language="en",
        categories=("world",),
        blocks=blocks,
        html="".join(f"<p>{block.text}</p>" for block in blocks),
        fingerprint=dice.randrange(1, 1 << 40),
    )


def fill(archive: Archive, articles: int, feeds: int) -> None:
    """Store so many articles in so many feeds, and recognise twelve mentions in each."""
    dice = random.Random(7)
    known = archive.feeds.sync([FeedConfig(f"https://feed{number}.example/", folder="x") for number in range(feeds)])
    each = articles // feeds
    began = time.perf_counter()
    for place, feed in enumerate(known):
        drafts = tuple(draft(place * each + number, dice) for number in range(each))
        archive.articles.store(feed.id, FeedPlan("Feed", "", drafts), now=START + 250_000_000, state=FetchState())
    print(f"{'store, an article (with its making)':44}{(time.perf_counter() - began) * 1000 / articles:10.3f}")
    began, done = time.perf_counter(), 0
    while waiting := archive.entities.unrecognised(200, "bench"):
        archive.entities.store([recognition(article.id, article.text_revision, dice) for article in waiting], "bench")
        done += len(waiting)
    print(f"{'recognise, an article of 12 mentions':44}{(time.perf_counter() - began) * 1000 / done:10.3f}")


def recognition(article: int, text_revision: int, dice: random.Random) -> Recognition:
    """Mentions of people and places, few of them in most articles."""
    mentions = []
    for place in range(12):
        kind, names = (EntityType.PERSON, PEOPLE) if place % 2 else (EntityType.PLACE, PLACES)
        name = names[int(len(names) * dice.random() ** 4)]
        mentions.append(Mention(place * 20, place * 20 + len(name), name, kind, name))
    return Recognition(article, text_revision, tuple(mentions), ())


def measure(what: str, call: Callable[[], object], times: int = 7) -> None:
    """Print the median and the first time of a call."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    print(f"{what:44}{statistics.median(taken):10.3f}   first {taken[0]:.3f}")


def main(articles: int, feeds: int) -> None:
    """Make an archive, then time what the reader asks of it."""
    with tempfile.TemporaryDirectory() as folder:
        with Archive.open(Path(folder)) as archive:
            fill(archive, articles, feeds)
        began = time.perf_counter()
        archive = Archive.open(Path(folder))
        print(f"{'open':44}{(time.perf_counter() - began) * 1000:10.3f}")
        with archive:
            reading(archive, feeds)
            listing_marks(archive)


def reading(archive: Archive, feeds: int) -> None:
    """Lists, pages, articles."""
    everything = Selection()
    folder = tuple(range(1, feeds + 1))
    ids = archive.articles.ids(everything)
    middle = len(ids) // 2
    archive.marks.set(ids[: middle // 2], read=True)
    archive.marks.set(ids[::50], starred=True)
    busiest = archive.entities.top(None, None, 1)[0]
    for what, selection in {
        "all": everything,
        "unread": Selection(unread=True),
        "starred": Selection(starred=True),
        "one feed": Selection(feeds=(1,)),
        "a folder of every feed": Selection(feeds=folder),
        "a folder of a tenth": Selection(feeds=folder[::10]),
        "a folder of a tenth, unread": Selection(feeds=folder[::10], unread=True),
        f"an entity in {busiest.articles} articles": Selection(entity=busiest.id),
        "unread, one kept": Selection(unread=True, keep=ids[middle // 3]),
    }.items():
        measure(f"ids: {what}", lambda selection=selection: archive.articles.ids(selection))
        measure(
            f"ids: {what}, first 200", lambda selection=selection: archive.articles.ids(selection, Order.NEWEST, 200)
        )
    measure("count: all", lambda: archive.articles.count(everything))
    measure("count: unread", lambda: archive.articles.count(Selection(unread=True)))
    pages = cycle(range(0, len(ids), 64))
    measure("rows: a page of 64", lambda: archive.articles.rows(ids[(start := next(pages)) : start + 64]), 200)
    some = cycle(ids[::101])
    measure("get: an article", lambda: archive.articles.get(next(some)), 200)
    measure("feeds.all", archive.feeds.all)
    measure("entities.top of the archive", lambda: archive.entities.top(None, None, 50))
    measure("entities.top of 1,000 articles", lambda: archive.entities.top(ids[:1000], None, 50))
    measure("entities.find", lambda: archive.entities.find(None, "given7", 50))
    measure("changed_since, 500 articles", lambda: archive.changes.changed_since(archive.revision() - 3, 500))
    measure("bodies of 50", lambda: archive.articles.bodies(ids[::2000]))
    measure("matching unread", lambda: archive.marks.matching(read=False))
    measure("count_unrecognised", lambda: archive.entities.count_unrecognised("bench"))
    measure("data_version", archive.data_version, 100)
    measure("stats", archive.stats)
    print(f"{'bytes of the archive, an article':44}{archive.stats().archive_bytes / len(ids):10.0f}")


def listing_marks(archive: Archive) -> None:
    """Marks, one at a time and all at once."""
    one = cycle(archive.articles.ids(Selection(unread=True)))
    measure("marks.set: one read", lambda: archive.marks.set([next(one)], read=True), 50)
    unread = archive.articles.count(Selection(unread=True))
    states: list[MarkState] = []
    measure(f"marks.read_all: {unread}", lambda: states.extend(archive.marks.read_all(Selection())), 1)
    measure("marks.restore of them", lambda: archive.marks.restore(states), 1)


if __name__ == "__main__":
    main(*(int(number) for number in (sys.argv[1:] + ["100000", "1000"][len(sys.argv) - 1 :])))
