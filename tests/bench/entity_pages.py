"""How long an entity's page, card and the news take: ``python tests/bench/entity_pages.py [ARTICLES]``, milliseconds.

The archive has twelve mentions an article over one year, names as frequent as names are (the first in a third of all
articles), surnames alone in a quarter of the mentions. It is built once and kept in tests/bench/.cache.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive
from index.feed_types import FetchState
from index.intake_types import Draft, FeedPlan, Recognition
from index.types import Block, BlockKind, EntityType, FeedConfig, Mention, Order, Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CACHE = Path(__file__).parent / ".cache"
START = 1_600_000_000
SPAN = 365 * 86_400
BATCH = 500
LIMIT = 100.0
"""Milliseconds that a page may take."""
FORMAT = 2

GIVEN = [f"Given{number:02}" for number in range(60)]
FAMILY = [f"Family{number}" for number in range(3_000)]
PEOPLE = [f"{GIVEN[number * 7 % 60]} {FAMILY[number * 13 % 3_000]}" for number in range(5_000)]
PLACES = ["United States", *(f"Town{number}" for number in range(1_500))]
ORGS = [f"Alpha{number} Beta{number} Gamma{number}" for number in range(1_500)]
KINDS = ((EntityType.PLACE, PLACES), (EntityType.PERSON, PEOPLE), (EntityType.ORG, ORGS))


def archive_of(articles: int) -> Path:
    """The folder of an archive with so many articles."""
    folder = CACHE / f"entities-{FORMAT}-{articles}"
    if (folder / "complete").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    dice = random.Random(articles)
    began = time.perf_counter()
    with Archive.open(folder) as archive:
        (feed,) = archive.feeds.sync([FeedConfig("https://feed.example/", title="Feed")])
        linking = 0.0
        for start in range(0, articles, BATCH):
            drafts = tuple(draft(start + number, articles) for number in range(min(BATCH, articles - start)))
            archive.articles.store(feed.id, FeedPlan("", "", drafts), now=START + SPAN, state=FetchState())
            waiting = archive.entities.unrecognised(BATCH, "bench")
            found = [recognition(article.id, article.text_revision, dice) for article in waiting]
            for some in range(0, len(found), 32):
                at = time.perf_counter()
                archive.entities.store(found[some : some + 32], "bench")
                linking += time.perf_counter() - at
    print(f"built in {time.perf_counter() - began:.0f} s; linking {linking * 1000 / articles:.2f} ms an article")
    (folder / "complete").touch()
    return folder


def draft(number: int, total: int) -> Draft:
    """A short article; its names are not in its text, nobody looks."""
    return Draft(
        key=f"key-{number}",
        digest=hashlib.blake2b(f"{number}".encode(), digest_size=16).digest(),
        link=f"https://news.example/{number}",
        title=f"A headline of article {number}",
        author="",
        published=START + number * SPAN // total,
        updated=None,
        summary="",
        language="en",
        categories=(),
        blocks=(Block(BlockKind.PARAGRAPH, "Text. " * 60),),
        html="",
    )


def recognition(article: int, text_revision: int, dice: random.Random) -> Recognition:
    """Twelve mentions; a third of the articles have the first place."""
    mentions = []
    if dice.random() < 1 / 3:
        mentions.append(Mention(0, 13, PLACES[0], EntityType.PLACE, PLACES[0]))
    while len(mentions) < 12:
        kind, names = KINDS[len(mentions) % 3]
        name = names[int(len(names) * dice.random() ** 3)]
        text = name if dice.random() < 0.5 else short_form(name, kind)
        resolved = text if text != name and dice.random() < 0.2 else name
        start = 20 * len(mentions)
        mentions.append(Mention(start, start + len(text), text, kind, resolved))
    return Recognition(article, text_revision, tuple(mentions), ())


def short_form(name: str, kind: EntityType) -> str:
    """A surname, or initials and a number."""
    if kind is EntityType.ORG:
        return f"ABG{name.rpartition('Gamma')[2]}"
    return name.rpartition(" ")[2] if kind is EntityType.PERSON else name


def measure(what: str, call: Callable[[], object], times: int = 9) -> float:
    """Print the first and the median time of a call, and the CPU of the first, which finds nothing in memory.

    Returns the median time or the first one's CPU, whichever is more: what the first waits for is the machine's.
    """
    taken, used = [], []
    for _ in range(times):
        began, before = time.perf_counter(), time.process_time()
        call()
        taken.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - before) * 1000)
    print(f"{what:52}{taken[0]:9.2f} {statistics.median(taken):9.2f} {used[0]:9.2f}")
    return max(used[0], statistics.median(taken))


def main(articles: int) -> int:
    """Measure; fails where a page takes longer than it may."""
    folder = archive_of(articles)
    print(f"{articles:,} articles of 12 mentions; first and median, CPU of the first, ms")
    with Archive.open(folder) as archive:
        everywhere, person = entities(archive)
        slowest = pages(archive, everywhere, person)
        corrections(archive, person, everywhere)
    print(f"slowest page {slowest:.1f} ms (allowed {LIMIT:.0f})")
    return int(slowest > LIMIT)


def entities(archive: Archive) -> Sequence[int]:
    """The most mentioned of all and the most mentioned person."""
    return [archive.entities.top(None, kind, 1)[0].id for kind in (None, EntityType.PERSON)]


def pages(archive: Archive, everywhere: int, person: int) -> float:
    """The pages of the reader; returns the slowest."""
    taken = []
    for name, entity in (("everywhere", everywhere), ("person", person)):
        count = archive.entities.get(entity).articles
        what = f"{name} ({count:,} articles)"
        taken.append(measure(f"card: {what}", lambda entity=entity: archive.cards.card(entity)))
        taken.append(measure(f"co-mentions: {what}", lambda entity=entity: archive.cards.together(entity)))
        selection = Selection(entity=entity)
        taken.append(measure(f"page, all ids: {what}", lambda s=selection: archive.articles.ids(s, Order.NEWEST)))
        taken.append(measure(f"page, 100 rows: {what}", lambda s=selection: page(archive, s)))
        taken.append(measure(f"count: {what}", lambda s=selection: archive.articles.count(s)))
    taken += [measure(f"rising, {days} days", lambda days=days: archive.cards.rising(days)) for days in (1, 7, 30)]
    for one in archive.entities.top(None, None, 10):
        archive.following.follow(one.id)
    taken.append(measure("followed, ten of the most mentioned", archive.following.all))
    for one in archive.entities.top(None, None, 10):
        archive.following.unfollow(one.id)
    return max(taken)


def page(archive: Archive, selection: Selection) -> object:
    """What the reader asks to show the beginning of a list."""
    return archive.articles.rows(archive.articles.ids(selection, Order.NEWEST, 100))


def corrections(archive: Archive, person: int, everywhere: int) -> None:
    """What a correction takes: all articles of an entity are linked anew and stamped for the search index."""
    for what, entity in (("person", person), ("everywhere", everywhere)):
        began = time.perf_counter()
        other = archive.entities.top(None, EntityType.ORG, 2)[1].id
        correction = archive.corrections.merge(entity, other)
        merged = time.perf_counter()
        archive.corrections.undo(correction.id)
        undone = time.perf_counter()
        print(f"merge {what} into another{(merged - began) * 1000:9.0f}, undo{(undone - merged) * 1000:9.0f}")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
