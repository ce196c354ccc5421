"""Whatever a server packs, cuts or makes up: the content that was packed, or a FetchError, within the limit."""

from __future__ import annotations

import gzip
import itertools
import zlib
from contextlib import suppress
from importlib import import_module

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FetchError
from index.feeds.fetch_body import BodyReader
from index.feeds.fetch_wire import read_head

try:
    zstd = import_module("compression.zstd")
except ImportError:
    zstd = import_module("backports.zstd")

PACK = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=1),
    "zstd": zstd.compress,
}
LIMIT = 20_000

names = st.lists(st.sampled_from(sorted(PACK)), max_size=3)
contents = st.binary(max_size=3000) | st.builds(
    lambda byte, count: byte * count, st.binary(min_size=1, max_size=3), st.integers(0, 20_000)
)


def packed(content: bytes, encodings: list[str]) -> bytes:
    for name in encodings:
        content = PACK[name](content)
    return content


def read(data: bytes, encodings: list[str], cuts: list[int], known: bytes = b"") -> bytes:
    reader = BodyReader(LIMIT, ", ".join(encodings), known)
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    for start, end in itertools.pairwise(places):
        reader.feed(data[start:end])
    return reader.finish()


@given(contents, names, st.lists(st.integers(0, 10**6), max_size=5))
def test_what_was_packed_comes_out_in_whatever_pieces_it_came(
    content: bytes, encodings: list[str], cuts: list[int]
) -> None:
    data = packed(content, encodings)
    if max(len(content), len(data)) > LIMIT:
        with pytest.raises(FetchError, match="larger than"):
            read(data, encodings, cuts)
    else:
        assert read(data, encodings, cuts) == content
        assert read(data, encodings, cuts, b"another answer's") == content


@given(contents, names, st.binary(max_size=4))
def test_an_answer_is_known_by_its_bytes_and_by_how_they_are_packed(
    content: bytes, encodings: list[str], more: bytes
) -> None:
    data = packed(content, encodings)[:LIMIT]
    first = BodyReader(LIMIT, ", ".join(encodings))
    with suppress(FetchError):
        first.feed(data)
    for sent, labels in ((data, encodings), (data + more, encodings), (data, [*encodings, "gzip"])):
        with suppress(FetchError):
            again = BodyReader(LIMIT, ", ".join(labels), first.digest)
            again.feed(sent)
            assert again.is_known == ((sent, labels) == (data, encodings))


@given(
    contents, names, st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6), st.integers(0, 10**6)
)
def test_what_was_broken_is_refused_or_bounded(
    content: bytes, encodings: list[str], flips: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(packed(content, encodings))
    for place, value in flips:
        if data:
            data[place % len(data)] = value
    with suppress(FetchError):
        assert len(read(bytes(data[: cut % (len(data) + 1)]), encodings, [cut // 2])) <= LIMIT


@given(st.binary(max_size=500), st.text(max_size=30))
def test_nothing_but_a_fetch_error_whatever_it_is_called(data: bytes, encoding: str) -> None:
    with suppress(FetchError):
        reader = BodyReader(LIMIT, encoding)
        reader.feed(data)
        assert len(reader.finish()) <= LIMIT


@given(
    st.lists(
        st.binary(max_size=60) | st.sampled_from([b"HTTP/1.1 200 OK\r\n", b"HTTP/2 ", b"\r\n", b"A: b\r\n", b": x"]),
        max_size=8,
    )
)
def test_any_head_can_be_read(lines: list[bytes]) -> None:
    status, headers = read_head(lines)
    assert status >= 0
    assert all(name == name.lower() for name in headers)
