"""How blocks, texts, names and lists of words are written into columns, and read back as what they were.

Blocks are stored without their texts: the article's text is those texts joined, so a block's length finds its own
again. What is left is JSON, compressed by zlib.
"""

from __future__ import annotations

import json
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from index.types import BLOCK_SEPARATOR, Block, BlockKind, EntityType, Name, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LEVEL = 4  # a twelfth less time than 6, and a hundredth more space
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_BLOCK_CODES = {
    BlockKind.PARAGRAPH: "p",
    BlockKind.HEADING: "h",
    BlockKind.QUOTE: "q",
    BlockKind.LIST_ITEM: "l",
    BlockKind.CODE: "c",
    BlockKind.TABLE: "t",
    BlockKind.IMAGE: "i",
    BlockKind.CAPTION: "f",
    BlockKind.RULE: "r",
}
_SPAN_CODES = {SpanKind.LINK: "a", SpanKind.STRONG: "s", SpanKind.EMPHASIS: "e", SpanKind.CODE: "c"}
_BLOCK_KINDS = {code: kind for kind, code in _BLOCK_CODES.items()}
_SPAN_KINDS = {code: kind for kind, code in _SPAN_CODES.items()}


class CodecError(ValueError):
    """A column does not hold what this module wrote."""


def encode_blocks(blocks: Sequence[Block]) -> bytes:
    """Everything of ``blocks`` but their texts."""
    rows = [
        [
            _BLOCK_CODES[block.kind],
            len(block.text),
            block.level,
            block.ordinal,
            int(block.boilerplate),
            block.src,
            [[span.start, span.end, _SPAN_CODES[span.kind], span.href] for span in block.spans],
        ]
        for block in blocks
    ]
    return _deflate(_JSON.encode(rows))


def decode_blocks(data: bytes, text: str) -> tuple[Block, ...]:
    """The blocks that were encoded, their texts taken from the article's ``text``.

    Raises:
        CodecError: the two do not belong together, or ``data`` is damaged.
    """
    blocks: list[Block] = []
    place = 0
    try:
        for code, length, level, ordinal, boilerplate, src, spans in json.loads(_inflate(data)):
            blocks.append(
                Block(
                    _BLOCK_KINDS[code],
                    text[place : place + length],
                    tuple(Span(start, end, _SPAN_KINDS[kind], href) for start, end, kind, href in spans),
                    level,
                    ordinal,
                    src,
                    bool(boilerplate),
                )
            )
            place += length + len(BLOCK_SEPARATOR)
    except (ValueError, KeyError, TypeError) as error:
        raise CodecError("an article's blocks cannot be read") from error
    if blocks and place - len(BLOCK_SEPARATOR) != len(text):
        raise CodecError("an article's blocks do not fit its text")
    return tuple(blocks)


def has_image(data: bytes) -> bool:
    """Whether there is a picture among the blocks that were encoded, without decoding them.

    Raises:
        CodecError: ``data`` is damaged.
    """
    return f'["{_BLOCK_CODES[BlockKind.IMAGE]}",' in _inflate(data)


def encode_text(text: str) -> bytes:
    """A long text, compressed; nothing for an empty one."""
    return _deflate(text) if text else b""


def decode_text(data: bytes) -> str:
    """The text that was encoded.

    Raises:
        CodecError: ``data`` is damaged.
    """
    return _inflate(data) if data else ""


def encode_words(words: Iterable[str]) -> str:
    """A short list of strings, such as tags or categories; the empty string for none."""
    listed = list(words)
    return _JSON.encode(listed) if listed else ""


def decode_words(data: str) -> tuple[str, ...]:
    """The strings that were encoded.

    Raises:
        CodecError: ``data`` is damaged.
    """
    if not data:
        return ()
    try:
        return tuple(str(word) for word in json.loads(data))
    except (ValueError, TypeError) as error:
        raise CodecError("a list of words cannot be read") from error


def encode_names(names: Iterable[Name]) -> str:
    """The names of a list's row, a line each."""
    return "\n".join(f"{name.type}:{' '.join(name.text.split())}" for name in names)


def decode_names(data: str) -> tuple[Name, ...]:
    """The names that were encoded.

    Raises:
        CodecError: ``data`` is damaged.
    """
    if not data:
        return ()
    try:
        return tuple([_name(line) for line in data.split("\n")])
    except ValueError as error:
        raise CodecError("an article's names cannot be read") from error


@lru_cache(maxsize=4096)
def _name(line: str) -> Name:
    """The same few names stand in most rows: each is made once."""
    kind, _, text = line.partition(":")
    return Name(text, EntityType(kind))


def _deflate(text: str) -> bytes:
    return zlib.compress(text.encode(), _LEVEL)


def _inflate(data: bytes) -> str:
    try:
        return zlib.decompress(data).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise CodecError("a compressed column cannot be read") from error
