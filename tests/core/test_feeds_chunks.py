"""Of a changed body only the entries whose bytes are new are parsed, and nothing comes out differently."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from following import Follower, assert_same, both
from index.feeds.chunks import NOTHING, Memory, key_hash, remember, split, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

URL = "https://h.example/feed.xml"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{}</feed>'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    "<channel><title>T</title><items><rdf:Seq>{}</rdf:Seq></items></channel>{}</rdf:RDF>"
)


def item(number: int, text: str = "Text.") -> str:
    return (
        f"<item><guid>{number}</guid><title>T{number}</title><link>https://h.example/{number}</link>"
        f"<description>{text}</description></item>"
    )


def entry(number: int) -> str:
    return f"<entry><id>{number}</id><title>T{number}</title><content type='html'>Text.</content></entry>"


def rss(*items: str, head: str = "") -> bytes:
    return RSS.format(head + "\n".join(items)).encode()


def rdf(numbers: Sequence[int]) -> bytes:
    row = "".join(f"<rdf:li rdf:resource='https://h.example/{number}'/>" for number in numbers)
    items = "".join(
        f"<item rdf:about='https://h.example/{number}'><title>T{number}</title></item>" for number in numbers
    )
    return RDF.format(row, items).encode()


@pytest.fixture
def followers(tmp_path: Path) -> Iterator[tuple[Follower, Follower]]:
    pair = both(tmp_path)
    yield pair
    for follower in pair:
        follower.archive.close()


@pytest.mark.parametrize(
    ("versions", "parsed"),
    [
        ([rss(item(1), item(2)), rss(item(3), item(1), item(2))], [-1, 1]),
        ([rss(item(1), item(2)), rss(item(2))], [-1]),
        ([rss(item(1), item(2)), rss(item(1, "Edited."), item(2))], [-1, 1]),
        ([ATOM.format(entry(1)).encode(), ATOM.format(entry(2) + entry(1)).encode()], [-1, 1]),
        ([rdf([1, 2]), rdf([3, 1]), rdf([3, 1])], [-1, 1]),
        (
            [
                rss(item(1), head="<lastBuildDate>Mon, 02 Nov 2026 00:00:00 GMT</lastBuildDate><!-- cached -->"),
                rss(item(1), head="<lastBuildDate>Tue, 03 Nov 2026 00:00:00 GMT</lastBuildDate><!-- anew -->"),
            ],
            [-1],
        ),
        ([rss(item(1)), rss(item(1), head="<language>de</language>")], [-1, -1]),
        ([rss(item(1)), rss(item(1)).replace(b"<title>T</title>", b"<title>New name</title>")], [-1, -1]),
        ([rss(item(1), item(2)), rss(item(1), item(2), item(1, "The id of another."))], [-1, 1, -1]),
        ([rss(item(1), item(1)), rss(item(2), item(1), item(1))], [-1, -1]),
        ([rss(item(1), item(2)), rss(item(2).replace("<guid>2<", "<guid>new<"), item(1))], [-1, 1]),
        ([rss(item(1), item(2)), rss(item(2), "<item><title>cut &lt; off<item>", item(1))], [-1, -1]),
    ],
    ids=[
        *("a new item", "an item fewer", "an edited item", "a new entry", "the table of contents of RSS 1.0"),
        *("the build date alone", "another language", "another title", "an id used twice"),
        *("always doubled", "an item renamed", "malformed from now on"),
    ],
)
def test_only_new_entries_are_parsed(
    followers: tuple[Follower, Follower], versions: list[bytes], parsed: list[int]
) -> None:
    assert assert_same(followers, versions) == parsed


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [("iso-8859-1", ""), ("utf-8", ""), ("utf-8", "text/xml; charset=iso-8859-1"), ("shift_jis", ""), ("utf-16", "")],
)
def test_the_encoding_of_a_part_is_that_of_the_whole(
    followers: tuple[Follower, Follower], encoding: str, content_type: str
) -> None:
    word = "日本" if encoding.startswith(("shift", "utf-16")) else "Zürich"
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    first = (head + RSS.partition("?>")[2].format(item(1, word) + item(2, word))).encode(encoding)
    second = (head + RSS.partition("?>")[2].format(item(3, "plain") + item(1, word) + item(2, word))).encode(encoding)
    assert assert_same(followers, [first, second], content_type) == [-1, 1]
    assert word in followers[0].articles()[0][3]


def test_another_address_makes_every_entry_new(tmp_path: Path) -> None:
    """Relative links start from it."""
    follower = Follower(tmp_path, remembers=True)
    follower.new_feed()
    follower.follow(rss(item(1)))
    follower.follow(rss(item(1)), url="https://other.example/feed")
    assert follower.parsed() == [-1, -1]
    follower.archive.close()


def test_entries_are_cut_outside_comments_and_cdata() -> None:
    tricky = "<item><title><![CDATA[</item><item>]]></title><!-- </item> --><description>x</description></item>"
    body = rss("<!-- <item> -->", tricky, item(2))
    chunks = split(body, "", URL)
    assert chunks is not None
    assert [body[start:end].decode() for start, end in chunks.spans] == [tricky, item(2)]
    assert split(chunks.only([1]), "", URL).digests == chunks.digests[1:]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<html><item></item></html>",
        rss(),
        rss("<item/>"),
        rss("<item><item></item></item>"),
        rss("<item>"),
        rss("<item></item><title>late</title><item></item>"),
        rss("<item><![CDATA[</item>"),
        rss("<item><!-- <![CDATA[ --></item>"),
        rss("<item><?php echo '</item>' ?></item>"),
        rss("<item><a xmlns:x='u'/></item><item><a xmlns:x='v'/></item>"),
        rss("<item><a xmlns:x='u'/></item><item><a xmlns:y='u'/></item>"),
        b"<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss(item(1)),
        rss(item(1)).replace(b"</rss>", b""),
        rss("<item></item>" * 10_001),
    ],
)
def test_what_is_not_plainly_a_row_of_entries_is_not_cut(body: bytes) -> None:
    assert split(body, "", URL) is None


def test_cutting_takes_linear_time() -> None:
    """Each of these is read twice over at most, or this would take hours."""
    for part in (
        b"<item><![CDATA[",
        b"<item><!--",
        b"<item></items>",
        b"<!-- ",
        b"<item>]]>",
        b"</item>",
        b"<updated>",
    ):
        split(b"<rss><channel>" + part * 200_000 + b"</channel></rss>", "", URL)


def test_a_memory_is_packed_and_unpacked() -> None:
    chunks = split(rss(item(1), item(2)), "", URL)
    assert chunks is not None
    keys = [key_hash("1"), key_hash("2")]
    lengths = tuple(end - start for start, end in chunks.spans)
    memory = Memory(chunks.context, dict(zip(chunks.digests, keys, strict=True)), lengths, 2)
    assert unpack(remember(chunks, keys)) == memory


@pytest.mark.parametrize(
    "entries",
    [
        [item(1), item(2), item(3)],
        [item(9), item(1), item(2)],
        [item(3), item(2), item(1)],
        [item(1), item(9), item(3), item(8)],
        [item(2)],
        [item(1), item(1), item(2)],
        [item(1) + "<!-- a note -->", item(2)],
    ],
)
def test_a_known_document_is_cut_where_an_unknown_one_is(entries: list[str]) -> None:
    before = split(rss(item(1), item(2), item(3)), "", URL)
    assert before is not None
    memory = unpack(remember(before, [bytes([number]) * 8 for number in range(3)]))
    known, unknown = split(rss(*entries), "", URL, memory), split(rss(*entries), "", URL)
    assert known is not None
    assert unknown is not None
    assert known.marks >= unknown.marks
    assert replace(known, marks=0) == replace(unknown, marks=0)


def test_a_document_with_too_many_tags_of_entries_is_not_cut_however_much_of_it_is_known() -> None:
    memory = NOTHING
    for tags in (9_000, 9_990, 9_998, 9_999, 20_000):
        chunks = split(rss(item(1), item(tags, "&lt;" + f"<![CDATA[{'<item>' * tags}]]>")), "", URL, memory)
        assert (chunks is None) == (tags + 2 > 10_000)
        if chunks is not None:
            memory = unpack(remember(chunks, [bytes(8), bytes(7) + b"1"]))


@pytest.mark.parametrize("packed", [b"", b"short", bytes(16) + b"odd"])
def test_of_anything_else_nothing_is_known(packed: bytes) -> None:
    assert unpack(packed).keys == {}
