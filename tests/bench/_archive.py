"""Archives of any size for the benches, built once through the real archive and kept in tests/bench/.cache."""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
from pathlib import Path

from index.archive import Archive
from index.feed_types import FetchState
from index.intake_types import Draft, FeedPlan, Recognition, Unrecognised
from index.types import Block, BlockKind, EntityType, FeedConfig, Mention

CACHE = Path(__file__).parent / ".cache"
START = 1_600_000_000
SPAN = 5 * 365 * 86_400
FEEDS = 200
COPIED = 30
VERSION = "2"
"""Of what is built here: archives of another one are built anew."""

BATCH = 500
VOCABULARY = """
government market company talks billion president trade week bank rates harbour cable minister report police court
election storm river school health energy price union strike border summit vote budget council train museum ocean
research vaccine satellite engine wheat coffee copper water grid island bridge forest record season match league
the of to in and a for on that with said was by at from it as an be has are will its new after over two more
"""
FIRST_NAMES = "Ada Ben Cleo Dan Eva Finn Gia Hugo"
LAST_NAMES = "Abbott Brandt Castell Dumas Eriksen Fontaine Greco Hartley Ivanov Jansen"
TOWNS = "Lisbon Oslo Nairobi Osaka Lagos Hanoi Bergen Gdańsk Leeds Kisumu Delft Bamako"
WORDS, PLACES = VOCABULARY.split(), TOWNS.split()
PEOPLE = [f"{first} {last}" for first in FIRST_NAMES.split() for last in LAST_NAMES.split()]


def archive_of(articles: int) -> Path:
    """The folder of an archive with this many articles, each with two people and a place; one in 30 is a copy."""
    folder = CACHE / f"archive-{articles}"
    complete = folder / "complete"
    if complete.exists() and complete.read_text() == VERSION:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    chance = random.Random(articles)
    with Archive.open(folder) as archive:
        feeds = archive.feeds.sync(
            [
                FeedConfig(url=f"https://feed{i}.example/feed", title=f"Feed {i}", folder=f"Folder {i % 10}")
                for i in range(FEEDS)
            ]
        )
        for start in range(0, articles, BATCH):
            size = min(BATCH, articles - start)
            plan = FeedPlan(title="", link="", new=tuple(_draft(chance, start + i, articles) for i in range(size)))
            feed = feeds[(start // BATCH) % FEEDS].id
            archive.articles.store(feed, plan, now=START + SPAN, state=FetchState())
            waiting = archive.entities.unrecognised(size, "bench")
            archive.entities.store([_recognition(article) for article in waiting], "bench")
            if sys.stderr.isatty():
                print(f"\rbuilding an archive: {start + size:,} of {articles:,}", end="", file=sys.stderr)
        print(file=sys.stderr)
    complete.write_text(VERSION)
    return folder


def _draft(chance: random.Random, number: int, total: int) -> Draft:
    time = START + number * SPAN // total
    title = " ".join(chance.choices(WORDS, k=chance.randint(5, 11))).capitalize()
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, " ".join(chance.choices(WORDS, k=chance.randint(30, 60))).capitalize() + ".")
        for _ in range(chance.randint(4, 9))
    )
    people = chance.sample(PEOPLE, 2)
    lead = Block(BlockKind.PARAGRAPH, f"{people[0]} met {people[1]} in {chance.choice(PLACES)}.")
    blocks = (lead, *blocks)
    digest = hashlib.blake2b(f"{number}".encode(), digest_size=16).digest()
    return Draft(
        key=f"key-{number}", digest=digest, link=f"https://example.org/{number}", title=f"{title} {number}",
        author="", published=time, updated=None, summary="", language="en", categories=(), blocks=blocks, html="",
        fingerprint=1 + (number if number % COPIED else max(0, number - 1 - number % 7)),
    )  # fmt: skip


def _recognition(article: Unrecognised) -> Recognition:
    lead = article.text.split("\n", 1)[0]
    mentions = []
    for name, kind in ((lead.split(" met ")[0], EntityType.PERSON), (lead.split(" in ")[-1][:-1], EntityType.PLACE)):
        at = lead.index(name)
        mentions.append(Mention(at, at + len(name), name, kind, name))
    return Recognition(article.id, article.text_revision, tuple(mentions), ())
