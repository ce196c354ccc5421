"""Follows a feed in two archives: one knows entries again by their bytes, the other parses everything."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

from index.archive import Archive
from index.errors import ParseError
from index.feed_types import FetchState
from index.feeds.job import ParseJob, Reading, process
from index.intake import Body, take_in
from index.types import FeedConfig

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.types import Article

URL = "https://h.example/a/feed.xml"
STATE = FetchState("", "", b"")


class InProcess:
    """Does a parser pool's jobs where it stands, and remembers them."""

    def __init__(self) -> None:
        self.jobs: list[ParseJob] = []

    async def run(self, job: ParseJob) -> Reading:
        self.jobs.append(job)
        return process(job)


class Follower:
    """An archive that takes in one version of a feed after another."""

    def __init__(self, folder: Path, *, remembers: bool) -> None:
        self.archive = Archive.open(folder)
        self.remembers = remembers
        self.pool = InProcess()
        self._names = count()
        self.feed = 0

    def new_feed(self) -> None:
        self.pool.jobs.clear()
        url = f"https://h.example/{next(self._names)}"
        self.feed = self.archive.feeds.sync([FeedConfig(url)])[0].id

    def follow(self, body: bytes, *, now: int = 1_700_000_000, content_type: str = "", url: str = URL) -> None:
        """Take in a version; what cannot be read changes nothing."""
        try:
            intake = asyncio.run(take_in(Body(self.feed, url, body, content_type), self.archive, lambda: self.pool))
        except ParseError:
            return
        if intake is not None:
            chunks = intake.chunks if self.remembers else b""
            self.archive.articles.store(self.feed, intake.plan, now=now, state=STATE, chunks=chunks)

    def articles(self) -> list[tuple[str, bytes, str, str, int]]:
        """What the feed has left in the archive, in its order: key, digest, title, text and number of revisions."""
        found = []
        for known in self.archive.fetches.known(self.feed):
            article: Article = self.archive.articles.get(known.article)
            found.append((known.key, known.digest, article.row.title, article.text, len(article.revisions)))
        return found

    def title(self) -> str:
        return self.archive.feeds.get(self.feed).title

    def parsed(self) -> list[int]:
        """How many entries each job had in it; -1 for a whole document."""
        return [
            -1 if job.present is None else job.body.count(b"</item>") + job.body.count(b"</entry>")
            for job in self.pool.jobs
        ]


def both(folder: Path) -> tuple[Follower, Follower]:
    """One that remembers and one that does not."""
    return Follower(folder / "quick", remembers=True), Follower(folder / "thorough", remembers=False)


def assert_same(followers: tuple[Follower, Follower], versions: Sequence[bytes], content_type: str = "") -> list[int]:
    """Both come to the same articles after every version; gives what the one that remembers has parsed."""
    quick, thorough = followers
    for follower in followers:
        follower.new_feed()
    for number, body in enumerate(versions):
        for follower in followers:
            follower.follow(body, now=1_700_000_000 + number, content_type=content_type)
        assert quick.articles() == thorough.articles()
        assert quick.title() == thorough.title()
    return quick.parsed()
