"""Parsing only what is new comes to the same archive as parsing everything, over generated and over real feeds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from following import Follower, assert_same, both
from index.feeds.chunks import NOTHING, remember, split, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADS = {
    "rss": '<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>{}',
    "atom": '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">{}',
    "rdf": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">{}',
}
FEET = {"rss": "</channel></rss>", "atom": "</feed>", "rdf": "</r:RDF>"}
NAMES = {"rss": "item", "atom": "entry", "rdf": "item"}
AROUND = st.sampled_from(
    [
        "<title>T</title>",
        "<title>T</title>",
        "<title>T</title><lastBuildDate>Mon, 02 Nov 2026 00:00:00 GMT</lastBuildDate>",
        "<title>T</title><updated>2026-01-01T00:00:00Z</updated><!-- 1 -->",
        "<title>T</title><updated>2026-02-02T00:00:00Z</updated><!-- 2 -->",
        "<title>Other</title><language>de</language>",
    ]
)
IDS = st.sampled_from(["1", "2", "3", "4", "5", ""])
BODIES = st.sampled_from(
    [
        "Words.",
        "Other words.",
        "&lt;p&gt;Markup&lt;/p&gt;",
        "<![CDATA[<p>See</p> </item> <item> </entry>]]>",
        "<![CDATA[a]]]]><![CDATA[>b]]>",
        "<!-- <entry> -->",
        "<b>bare</b>",
        "<div xmlns='http://www.w3.org/1999/xhtml'>xhtml</div>",
        "<x:y xmlns:x='urn:x'/>",
        "<z:y xmlns:z='urn:x'/>",
        "& stray",
        "&#xD800;",
        "<unclosed>",
        "\x1b[2J",
        "Ünïcode 日本",
        "",
    ]
)
FIELDS = st.sampled_from(
    ["description", "summary", "content type='html'", "content type='xhtml'", "c:encoded", "title"]
)


@st.composite
def entries(draw: st.DrawFn) -> str:
    number, field, body = draw(IDS), draw(FIELDS), draw(BODIES)
    tag = field.partition(" ")[0]
    base = draw(st.sampled_from(["", "", "", " xml:base='https://b.example/'", " xml:lang='fr'"]))
    identity = f"<guid>{number}</guid><id>{number}</id><link>/{number}</link><link href='/{number}'/>" if number else ""
    return f"<NAME{base}>{identity}<title>T{draw(IDS)}</title><{field}>{body}</{tag}></NAME>"


@st.composite
def histories(draw: st.DrawFn) -> list[bytes]:
    """Versions of one feed: entries come, go, change, are doubled, change their order."""
    kind = draw(st.sampled_from(sorted(HEADS)))
    pool = draw(st.lists(entries(), min_size=1, max_size=6))
    versions = []
    for _ in range(draw(st.integers(2, 4))):
        chosen = draw(st.lists(st.sampled_from(pool) | entries(), max_size=6))
        gap = draw(st.sampled_from(["", "\n", "<!-- gap -->"]))
        text = HEADS[kind].format(draw(AROUND)) + gap.join(chosen) + FEET[kind]
        versions.append(text.replace("NAME", NAMES[kind]).encode())
    return versions


@pytest.fixture(scope="module")
def followers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Follower, Follower]]:
    pair = both(tmp_path_factory.mktemp("followers"))
    yield pair
    for follower in pair:
        follower.archive.close()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_over_any_history_of_a_feed(followers: tuple[Follower, Follower], versions: list[bytes]) -> None:
    assert_same(followers, versions)


@given(histories())
def test_what_is_known_is_cut_as_what_is_not(versions: list[bytes]) -> None:
    memory = NOTHING
    for version in versions:
        chunks = split(version, "", "https://h.example/feed", memory)
        unknown = split(version, "", "https://h.example/feed")
        assert (chunks and replace(chunks, marks=0)) == (unknown and replace(unknown, marks=0))
        if chunks is not None and len(set(chunks.digests)) == len(chunks.digests):
            memory = unpack(remember(chunks, [digest[:8] for digest in chunks.digests]))


@pytest.mark.data
@pytest.mark.slow
def test_over_the_real_feeds(followers: tuple[Follower, Follower], shared_data: Path) -> None:
    cut, partly = 0, 0
    for path in sorted(path for path in (shared_data / "feeds").rglob("*") if path.is_file()):
        body = path.read_bytes()
        if (
            len(body) > 300_000
            or (chunks := split(body, "", "https://h.example/feed")) is None
            or len(chunks.spans) < 3
        ):
            continue
        cut += 1
        count = len(chunks.spans)
        before = _with_entries(chunks.body, chunks.spans, range(count // 3, count))
        between = _with_entries(chunks.body, chunks.spans, [*range(0, count, 2), count - 1])
        partly += max(assert_same(followers, [before, body, between, body])) > 0
    assert cut > 150
    assert partly > 0.8 * cut


def _with_entries(body: bytes, spans: tuple[tuple[int, int], ...], numbers: range | list[int]) -> bytes:
    """The document as it was when it had but these entries."""
    kept = b"".join(body[slice(*spans[number])] for number in dict.fromkeys(numbers))
    return body[: spans[0][0]] + kept + body[spans[-1][1] :]
