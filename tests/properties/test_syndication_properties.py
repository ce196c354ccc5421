"""What is quick about fingerprints and cleaning changes nothing of what they say."""

from __future__ import annotations

import re
from hashlib import blake2b

from hypothesis import example, given
from hypothesis import strategies as st

from index.syndication.copies import fingerprint
from index.text.clean import strip_controls
from index.types import Block, BlockKind

WORDS = st.text(alphabet=st.characters(), max_size=8) | st.sampled_from(
    (
        "snake_case",
        "“quoted”",
        "l’été",
        "Straße",
        "naïve",
        "中文字",
        "\ud83d",
        "a\u0301",
        "½",
        "x²",
        "١٢",
        "İ",
        "\x85",
        "ß",
    )
)


@given(st.lists(WORDS, max_size=120).map(" ".join))
@example("one_two " * 50)
@example(" ".join(chr(0x2010 + number) + "word" for number in range(60)))
def test_a_fingerprint_hashes_the_words_that_a_pattern_finds(text: str) -> None:
    words = re.findall(r"[^\W_]+", text.casefold())
    unspaced = re.findall("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]", "".join(words))
    digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
    expected = int.from_bytes(digest, "big", signed=True) or 1
    if len(words) < 40 and len(unspaced) < 80:
        expected = 0
    assert fingerprint([Block(BlockKind.PARAGRAPH, text)]) == expected


@given(
    st.text(alphabet=st.characters())
    | st.text(alphabet="\x1b[]2J;\x07\\\x9b\x9c\x85\u2028\r\nab\u200b\U000e0061\U0001f3f4\U000e007f")
)
def test_what_a_text_may_need_is_seen_in_its_characters(text: str) -> None:
    cleaned = strip_controls(text)
    assert "\x1b" not in cleaned
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\ud800-\udfff]", cleaned)
