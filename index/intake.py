"""From a feed's new body to a plan, by the shortest way: only the entries whose bytes are new are parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.feeds.chunks import remember, split, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.archive import Archive
    from index.feeds.chunks import Chunks, Memory
    from index.feeds.worker import ParserPool
    from index.intake_types import FeedPlan

    Parsers = Callable[[], ParserPool]


@dataclass(frozen=True, slots=True)
class Body:
    """A feed document as it came.

    Attributes:
        feed: the feed's id in the archive.
        url: where it came from in the end.
    """

    feed: int
    url: str
    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What is to be stored of a body.

    Attributes:
        chunks: by what its entries will be known again; for the archive to keep with them.
        first: the archive had nothing of this feed before.
    """

    plan: FeedPlan
    chunks: bytes
    first: bool


async def take_in(body: Body, archive: Archive, parsers: Parsers) -> Intake | None:
    """Plan what a body asks of the archive; None where all of it is known, byte for byte.

    Args:
        body: what came.
        archive: what is known of the feed.
        parsers: gives the processes that parse; asked only where something is to be parsed.

    Raises:
        ParseError: it cannot be read.
        ArchiveError: the archive cannot be.
    """
    memory = unpack(archive.chunks.get(body.feed))
    chunks = split(body.data, body.content_type, body.url, memory)
    if chunks and memory.context == chunks.context and len(set(chunks.digests)) == len(chunks.digests):
        if memory.keys.keys() >= set(chunks.digests):
            return None
        found = await _take_in_part(body, archive, parsers, chunks, memory)
        if found is not None:
            return found
    return await _take_in_whole(body, archive, parsers, chunks)


async def _take_in_whole(body: Body, archive: Archive, parsers: Parsers, chunks: Chunks | None) -> Intake:
    from index.feeds.job import ParseJob  # noqa: PLC0415 - for bodies with something new only

    known = archive.fetches.known_table(body.feed)
    reading = await parsers().run(ParseJob(body.feed, body.url, body.data, body.content_type, known))
    packed = b""
    if chunks and reading.keys is not None and len(reading.keys) == len(set(chunks.digests)) == len(chunks.digests):
        packed = remember(chunks, reading.keys)
    return Intake(reading.plan, packed, first=not known.count)


async def _take_in_part(
    body: Body, archive: Archive, parsers: Parsers, chunks: Chunks, memory: Memory
) -> Intake | None:
    """Have only the fresh entries parsed; None where that might not be the same as parsing them all."""
    from index.feeds.job import ParseJob  # noqa: PLC0415

    fresh = [number for number, digest in enumerate(chunks.digests) if digest not in memory.keys]
    keys = {digest: memory.keys[digest] for digest in chunks.digests if digest in memory.keys}
    if not keys:
        return None
    known = archive.fetches.known_table(body.feed)
    job = ParseJob(body.feed, body.url, chunks.only(fresh), "", known, frozenset(keys.values()))
    reading = await parsers().run(job)
    if reading.keys is None or len(reading.keys) != len(fresh):
        return None
    keys.update(zip((chunks.digests[number] for number in fresh), reading.keys, strict=True))
    return Intake(reading.plan, remember(chunks, [keys[digest] for digest in chunks.digests]), first=not known.count)
