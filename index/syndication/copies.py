"""Recognises the same text in other papers: an exact-copy fingerprint of what an article says."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from index.syndication.attribution import is_attribution
from index.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.types import Block

MIN_WORDS = 40
"""Texts with fewer words are too often alike by chance: captions, teasers, weather."""

_COUNTED = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM})
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED_WORD = 2  # letters that make a word in writing without spaces, on the average


def fingerprint(blocks: Iterable[Block]) -> int:
    """A signed 64-bit hash of the words, equal for exact copies; 0 for fewer than about 40 words.

    Boilerplate, notices of reprinting, headings, captions and tables do not count, nor do case, punctuation and
    white space: papers change those around an agency's text. What the article says, word for word, does.
    """
    texts = [
        block.text
        for block in blocks
        if block.kind in _COUNTED and not block.boilerplate and not is_attribution(block.text)
    ]
    words = _WORD.findall("\n".join(texts).casefold())
    if len(words) < MIN_WORDS and len(_UNSPACED.findall("".join(words))) < MIN_WORDS * _UNSPACED_WORD:
        return 0
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) or 1
