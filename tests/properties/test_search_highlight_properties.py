"""Looking only where there may be a hit finds the same hits as looking everywhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.highlight import Highlighter
from index.search.query import parse

NOW = datetime(2019, 9, 24, 12, tzinfo=UTC)
WORDS = (
    "sanctions", "sanction", "Sanctionen", "oil", "oils", "O'Neill's", "U.S.", "us", "usual", "COVID-19", "covid",
    "RFE/RL", "#metoo", "metoo", "3,000", "don't", "dont", "cat", "cart", "c", "coat",
    "dying", "dies", "tried", "try", "skies", "sky", "state-of-the-art",
)  # fmt: skip
QUERIES = (
    "sanctions", "sanctoins~", "sanctons~2", "oil", "us", "U.S.", "covid-19", "covid*", "c?t", "cat~", "dont~", "dnt~",
    '"rfe/rl"', "#metoo", "metoo~", "3000", '"state of the"', "oneill~",
    "die", "tries", "sky", "o'neil~", '"oil us"~3', "ar*",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), max_size=25),
    st.sampled_from([" ", ", ", "\n\n", "? ", " - ", '" ']),
    st.lists(st.sampled_from(QUERIES), min_size=1, max_size=3),
)
def test_looking_in_likely_places_is_enough(words: list[str], between: str, asked: list[str]) -> None:
    text = between.join(words)
    somewhere, everywhere = (Highlighter(parse(" ".join(asked), NOW)) for _ in range(2))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(everywhere, "_likely", None)
        assert somewhere.find(text) == everywhere.find(text)
