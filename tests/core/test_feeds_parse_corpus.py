"""Real feeds and other projects' fixtures: each gives a feed or an error in words, and what feedparser finds in it."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import feedparser
import pytest

from index.errors import ParseError
from index.feeds.parse import parse

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.data, pytest.mark.slow]

CUT_OFF = {"tests__integration__osm-pl.xml"}  # its last entry is a half one, which is left out on purpose
MAX_BYTES = 150_000


def plain_count(body: bytes) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return len(feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries)
        except Exception:  # noqa: BLE001 - that is what parse() is there for
            return 0


def our_count(body: bytes) -> int:
    try:
        return len(parse(body, "", "https://h.example/feed.xml").entries)
    except ParseError:
        return 0


def test_a_sample_of_the_corpus_gives_as_many_entries_as_feedparser_finds(shared_data: Path) -> None:
    files = sorted(path for path in (shared_data / "feeds").rglob("*") if path.is_file())
    sample = [path for path in files[::7] if path.stat().st_size <= MAX_BYTES and path.name not in CUT_OFF]
    assert len(sample) > 300
    fewer = [path.name for path in sample if our_count(path.read_bytes()) < plain_count(path.read_bytes())]
    assert not fewer
