"""News for the search bench: a generated corpus, in a real archive and in an FTS5 table, kept in tests/bench/.cache."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive
from index.feed_types import FetchState
from index.intake_types import Draft, FeedPlan, Recognition, Unrecognised
from index.types import Block, BlockKind, EntityType, FeedConfig, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE = Path(__file__).parent / ".cache"
GENERATOR = Path(__file__).resolve().parents[3] / "shared" / "tools" / "make_corpus.py"
BATCH = 1000
SYLLABLES = [consonant + vowel for consonant in "bcdfghklmnprstvz" for vowel in "aeiou"]
WORDS = 60_000
START = 1_635_724_800
SPAN = 5 * 365 * 86_400


@dataclass(frozen=True, slots=True)
class Story:
    """An article of the corpus."""

    number: int
    title: str
    text: str
    author: str
    feed: str
    url: str
    time: int
    people: tuple[str, ...]
    orgs: tuple[str, ...]


def stories(count: int) -> Iterator[Story]:
    """The corpus, oldest first: realistic where its generator is at hand, else of a Zipf-distributed vocabulary."""
    if not GENERATOR.exists():
        yield from _invented(count)
        return
    path = CACHE / f"corpus-{count}.jsonl"
    if not path.exists():
        partial = path.with_suffix(".partial")
        subprocess.run([sys.executable, str(GENERATOR), str(count), str(partial)], check=True)
        partial.rename(path)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Story(
                record["id"],
                record["title"],
                record["body"],
                ", ".join(record["authors"]),
                record["feed"],
                record["url"],
                int(datetime.fromisoformat(record["published"]).timestamp()),
                tuple(record["people"]),
                tuple(record["orgs"]),
            )


def _invented(count: int) -> Iterator[Story]:
    rng = random.Random(2019)
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3, 3, 4))))] = None
    listed = list(words)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(listed))))
    for number in range(count):
        text = rng.choices(listed, cum_weights=weights, k=rng.randint(200, 600))
        people = tuple({f"{one.title()} {two.title()}" for one, two in zip(text[::90], text[1::90], strict=False)})
        title = " ".join(rng.choices(listed, cum_weights=weights, k=8)).capitalize()
        feed = f"feed{number % 200:03d}"
        url = f"https://{feed}.example/{number}"
        paragraphs = "\n\n".join(" ".join(text[at : at + 60]) for at in range(0, len(text), 60))
        lead = f"{' and '.join(people)}.\n\n{paragraphs}"
        yield Story(number, title, lead, "", feed, url, START + number * SPAN // count, people, ())


def archive_of(count: int) -> Path:
    """The folder of an archive that holds the corpus, names recognised, every second article read."""
    folder = CACHE / f"search-{count}"
    if (folder / "complete").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    with Archive.open(folder) as archive:
        feeds = archive.feeds.sync(
            [FeedConfig(f"https://feed{i:03d}.example/rss", f"Feed {i:03d}", f"Folder {i % 10}") for i in range(200)]
        )
        ids = {f"feed{i:03d}": feed.id for i, feed in enumerate(feeds)}
        source = stories(count)
        done = 0
        while batch := list(islice(source, BATCH)):
            _store(archive, batch, ids)
            done += len(batch)
            if sys.stderr.isatty():
                print(f"\rbuilding an archive: {done:,} of {count:,}", end="", file=sys.stderr)
        archive.marks.set(range(1, count, 2), read=True)
        archive.marks.set(range(1, count, 50), starred=True)
    (folder / "complete").touch()
    return folder


def _store(archive: Archive, batch: list[Story], ids: dict[str, int]) -> None:
    grouped: defaultdict[str, list[Draft]] = defaultdict(list)
    by_key = {str(story.number): story for story in batch}
    for story in reversed(batch):
        grouped[story.feed].append(_draft(story))
    for feed, drafts in grouped.items():
        plan = FeedPlan(title="", link="", new=tuple(drafts))
        archive.articles.store(ids[feed], plan, now=START + SPAN + 10**7, state=FetchState())
    waiting = archive.entities.unrecognised(len(batch), "bench")
    by_title = {(story.title, story.text): story for story in by_key.values()}
    archive.entities.store(
        [_recognition(article, by_title[article.title, article.text]) for article in waiting], "bench"
    )


def _draft(story: Story) -> Draft:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in story.text.split("\n\n"))
    digest = hashlib.blake2b(str(story.number).encode(), digest_size=16).digest()
    return Draft(
        key=str(story.number), digest=digest, link=story.url, title=story.title, author=story.author,
        published=story.time, updated=None, summary="", language="en", categories=(), blocks=blocks, html="",
        fingerprint=int.from_bytes(digest[:7]),
    )  # fmt: skip


def _recognition(article: Unrecognised, story: Story) -> Recognition:
    mentions: dict[tuple[int, int], Mention] = {}
    for names, kind in ((story.people, EntityType.PERSON), (story.orgs, EntityType.ORG)):
        for name in names:
            at = article.text.find(name)
            if at >= 0 and (at, at + len(name)) not in mentions:
                mentions[at, at + len(name)] = Mention(at, at + len(name), name, kind, name)
    return Recognition(article.id, article.text_revision, tuple(mentions.values()), ())


def rival_of(count: int) -> Path:
    """An SQLite file with the corpus in an FTS5 table and in a plain one, as other readers keep it."""
    path = CACHE / f"rival-{count}.db"
    if path.exists():
        return path
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    connection = sqlite3.connect(partial)
    connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, title TEXT, content TEXT, time INTEGER, feed TEXT)")
    connection.execute(
        "CREATE VIRTUAL TABLE fts USING fts5(title, content, people, content='', tokenize='porter unicode61',"
        " prefix='2 3')"
    )
    connection.execute("CREATE INDEX item_by_time ON item (time)")
    for story in stories(count):
        row = story.number + 1
        connection.execute(
            "INSERT INTO item VALUES (?, ?, ?, ?, ?)", (row, story.title, story.text, story.time, story.feed)
        )
        connection.execute(
            "INSERT INTO fts (rowid, title, content, people) VALUES (?, ?, ?, ?)",
            (row, story.title, story.text, " | ".join(story.people)),
        )
    connection.execute("INSERT INTO fts (fts) VALUES ('optimize')")
    connection.commit()
    connection.close()
    partial.rename(path)
    return path
