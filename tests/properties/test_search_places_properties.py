"""Lists of places survive being written, near words are those that differ little, whatever they are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.search import varints
from index.search.distance import near_words
from index.search.patterns import within_distance

LETTERS = st.text("abcdé", min_size=1, max_size=7)


@given(st.lists(st.lists(st.integers(0, 2**31), min_size=1, max_size=20), min_size=1, max_size=6))
def test_numbers_survive(lists: list[list[int]]) -> None:
    values = np.array([number for each in lists for number in each], dtype=np.int64)
    data, sizes = varints.encode(values)
    assert varints.decode(data).tolist() == values.tolist()
    firsts = np.cumsum([0, *map(len, lists)])[:-1]
    starts = (np.cumsum(sizes) - sizes)[firsts]
    assert varints.counts(data, starts).tolist() == [len(each) for each in lists]


@given(st.sets(LETTERS, max_size=30), LETTERS, st.integers(1, 2))
def test_near_words_are_those_within_the_distance(words: set[str], word: str, limit: int) -> None:
    block = ("\n" + "\n".join(sorted(words)) + "\n").encode() if words else b""
    assert set(near_words(block, word, limit)) == {other for other in words if within_distance(word, other, limit)}
