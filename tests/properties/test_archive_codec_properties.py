"""What goes into a column comes back out of it, or says that it cannot."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive.codec import (
    CodecError,
    decode_blocks,
    decode_names,
    decode_text,
    decode_words,
    encode_blocks,
    encode_names,
    encode_text,
    encode_words,
)
from index.types import BLOCK_SEPARATOR, Block, BlockKind, EntityType, Name, Span, SpanKind

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
spans = st.builds(Span, st.integers(0, 40), st.integers(0, 40), st.sampled_from(list(SpanKind)), text)
blocks = st.lists(
    st.builds(
        Block,
        st.sampled_from(list(BlockKind)),
        text | st.just("a\n\nb") | st.just("\n\n"),
        st.lists(spans, max_size=3).map(tuple),
        st.integers(0, 6),
        st.integers(0, 999),
        text,
        st.booleans(),
    ),
    max_size=6,
).map(tuple)


@given(blocks)
def test_blocks_come_back(original: tuple[Block, ...]) -> None:
    joined = BLOCK_SEPARATOR.join(block.text for block in original)
    assert decode_blocks(encode_blocks(original), joined) == original


@given(text, st.lists(text, max_size=4).map(tuple))
def test_texts_and_words_come_back(one: str, several: tuple[str, ...]) -> None:
    assert decode_text(encode_text(one)) == one
    assert decode_words(encode_words(several)) == several


@given(st.lists(st.builds(Name, text.filter(str.strip), st.sampled_from(list(EntityType))), max_size=6).map(tuple))
def test_names_come_back_with_single_blanks(names: tuple[Name, ...]) -> None:
    expected = tuple(Name(" ".join(name.text.split()), name.type) for name in names)
    assert decode_names(encode_names(names)) == expected


@given(blocks.filter(bool), st.text(min_size=1, max_size=5))
def test_blocks_do_not_fit_another_text(original: tuple[Block, ...], more: str) -> None:
    joined = BLOCK_SEPARATOR.join(block.text for block in original)
    with pytest.raises(CodecError):
        decode_blocks(encode_blocks(original), joined + more)


@given(st.binary(max_size=60))
def test_damaged_bytes_raise_nothing_else(data: bytes) -> None:
    for decode in (lambda: decode_blocks(data, ""), lambda: decode_text(data)):
        with contextlib.suppress(CodecError):
            decode()


@given(st.text(max_size=30))
def test_damaged_columns_raise_nothing_else(data: str) -> None:
    for decode in (lambda: decode_words(data), lambda: decode_names(data)):
        with contextlib.suppress(CodecError):
            decode()
