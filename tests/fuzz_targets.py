"""What foreign bytes go through first, each with what must hold whatever the bytes are; a mistake is an exception.

Hypothesis runs every target for a fixed number of cases with the tests (``test_fuzz_targets.py``); ``make fuzz`` runs
them for as long as one likes, guided by coverage (``fuzz/run.py``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml.html import fragment_fromstring

from index.errors import ParseError
from index.feeds import parse as parsing
from index.feeds.chunks import remember, split, unpack
from index.feeds.job import ParseJob, process
from index.feeds.parse_fields import timestamp
from index.intake_types import KnownEntry
from index.text.blocks import build_blocks
from index.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.intake_types import Draft, FeedPlan

SEEDS = Path(__file__).parent / "fuzz" / "seeds"
URL = "https://h.example/a/feed.xml"
_EARLIEST, _LATEST = -2_208_988_800, 4_102_444_800  # 1900 and 2100
_EMBEDDINGS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def feed_document(data: bytes) -> None:
    """A feed is an error in words, or clean articles under keys of their own; read again, nothing in it is new."""
    first = _plan(data, ())
    if first is None:
        return
    keys = [draft.key for draft in first.new]
    assert len(set(keys)) == len(keys)
    for draft in first.new:
        _assert_clean(draft)
    again = _plan(data, _known(first))
    assert again is not None
    assert (again.new, again.edited, again.rekeyed) == ((), (), ())


def entry_chunks(data: bytes) -> None:
    """Parsing the new half of a document comes to the same plan as parsing it all, and a known one is cut the same."""
    chunks = split(data, "", URL)
    if chunks is None or len(chunks.spans) < 2 or len(set(chunks.digests)) < len(chunks.digests):
        return
    assert [start for start, _ in chunks.spans] == sorted(start for start, _ in chunks.spans)
    for keys in (chunks.digests, chunks.digests[::-1]):
        known = split(data, "", URL, unpack(remember(chunks, [digest[:8] for digest in keys])))
        assert known is not None
        assert replace(known, marks=0) == replace(chunks, marks=0)
    old = range(0, len(chunks.spans), 2)
    try:
        before = process(ParseJob(1, URL, chunks.only(old), "text/xml; charset=utf-8", ()))
        whole = process(ParseJob(1, URL, chunks.body, "text/xml; charset=utf-8", _known(before.plan)))
    except ParseError:
        return
    if before.keys is None or len(before.keys) != len(old):
        return
    half = split(chunks.only(old), "text/xml; charset=utf-8", URL)
    assert half is not None
    assert half.context == chunks.context
    memory = unpack(remember(half, before.keys))
    fresh = [number for number, digest in enumerate(chunks.digests) if digest not in memory.keys]
    job = ParseJob(1, URL, chunks.only(fresh), "", _known(before.plan), frozenset(memory.keys.values()))
    try:
        part = process(job)
    except ParseError:
        return
    if part.keys is not None and len(part.keys) == len(fresh) and whole.keys is not None:
        assert part.plan == whole.plan


def sanitiser(data: bytes) -> None:
    """What is sanitised has no script, no handler and no address but of the web."""
    html = data.decode("utf-8", "replace")
    safe = sanitize(html, URL)
    assert "\x1b" not in safe
    if not safe.strip():
        return
    for element in fragment_fromstring(safe, create_parent="div").iter():
        assert element.tag not in {"script", "style", "iframe", "object", "form"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"href", "src", "cite"} or value.startswith(("http://", "https://"))


def block_builder(data: bytes) -> None:
    """Blocks are clean text, and their spans lie within them, in order."""
    for block in build_blocks(data.decode("utf-8", "replace"), URL):
        _assert_printable(block.text)
        assert block.text == unicodedata.normalize("NFC", block.text) or len(block.text) > 0
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)
            assert not span.href or span.href.startswith(("http://", "https://"))


def date_reader(data: bytes) -> None:
    """A date is Unix seconds between 1900 and 2100, or none; a number as such is taken at its word."""
    text = data.decode("utf-8", "replace")
    found = parsing.timestamp_of(text)
    if found is not None:
        assert _EARLIEST <= found < _LATEST or text.strip().replace(".", "").isdigit()
    assert timestamp(text, None) is None or text.strip().replace(".", "").isdigit()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "feed": feed_document,
    "chunks": entry_chunks,
    "sanitiser": sanitiser,
    "blocks": block_builder,
    "dates": date_reader,
}


def seeds(target: str) -> list[bytes]:
    """What fuzzing starts from; the feeds are the chunker's too."""
    folder = SEEDS / ("feed" if target == "chunks" else "html" if target in {"sanitiser", "blocks"} else target)
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def _plan(data: bytes, known: tuple[KnownEntry, ...]) -> FeedPlan | None:
    try:
        return process(ParseJob(1, URL, data, "", known)).plan
    except ParseError:
        return None


def _known(plan: FeedPlan) -> tuple[KnownEntry, ...]:
    return tuple(
        KnownEntry(number, draft.key, draft.link, draft.digest, len(draft.text))
        for number, draft in enumerate(plan.new)
    )


def _assert_clean(draft: Draft) -> None:
    assert draft.title
    for text in (draft.title, draft.author, draft.summary, draft.text, *draft.categories):
        _assert_printable(text)
    assert not draft.link or draft.link.startswith(("http://", "https://"))


def _assert_printable(text: str) -> None:
    for char in text:
        assert char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}, hex(ord(char))
        assert char not in _EMBEDDINGS, hex(ord(char))
