"""The measures of the news behave as one expects of them, whatever the counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities.rising import PRIOR, association, expected_articles, rise

COUNTS = st.integers(0, 100_000)
EXPECTED = st.floats(PRIOR, 1e6)


@pytest.mark.parametrize(
    ("now", "before", "past", "period"),
    [
        # the larger of two risers is named first: articles now, before, of so many articles, in a period of so many
        ((20, 0), (2, 0), 10_000, 500),
        ((20, 0), (300, 5_000), 10_000, 500),
        ((40, 100), (20, 100), 10_000, 500),
        ((12, 5), (12, 100), 10_000, 500),
        ((100, 200), (12, 0), 10_000, 500),
    ],
)
def test_who_rises_more(now: tuple[int, int], before: tuple[int, int], past: int, period: int) -> None:
    scores = [rise(k, expected_articles(c, past, period)) for k, c in (now, before)]
    assert scores[0] > scores[1]


def test_a_rare_name_with_two_mentions_hardly_rises() -> None:
    assert rise(2, expected_articles(0, 10_000, 500)) < 1 < rise(4, expected_articles(0, 10_000, 500))


@given(COUNTS, COUNTS, EXPECTED)
def test_more_articles_never_rise_less(one: int, other: int, expected: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= rise(low, expected) <= rise(high, expected)


@given(COUNTS, EXPECTED, EXPECTED)
def test_a_longer_past_never_rises_more(articles: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert rise(articles, high) <= rise(articles, low) + 1e-9


@given(COUNTS, COUNTS, COUNTS)
def test_nothing_is_expected_less_than_once(before: int, past: int, period: int) -> None:
    assert expected_articles(before, past, period) >= PRIOR


@given(st.integers(1, 1000), st.integers(1000, 5000), st.integers(1000, 5000), st.integers(5000, 100_000))
def test_belonging_together_is_mutual_and_grows(together: int, one: int, other: int, total: int) -> None:
    assert association(together, one, other, total) == association(together, other, one, total)
    if together * total > one * other:
        assert association(together + 1, one, other, total) > association(together, one, other, total) > 0


def test_what_is_everywhere_belongs_to_nobody() -> None:
    assert association(50, 50, 1000, 1000) == 0
    assert association(20, 50, 30, 1000) > association(45, 50, 800, 1000)
