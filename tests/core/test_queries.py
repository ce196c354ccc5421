"""Terms into queries and out of them, orders, earlier queries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Sort
from tui.queries import (
    LONGEST_KEPT,
    asked_order,
    has_term,
    narrowings,
    recorded,
    with_term,
    without_order,
    without_term,
)
from tui.state import QUERIES_KEPT

TERMS = ("feed:Reuters", 'person:"Vladimir Putin"', "date:2019-09", "place:Moscow", 'org:"A (B)"')


@pytest.mark.parametrize(
    ("query", "term", "narrowed"),
    [
        ("oil", "feed:Reuters", "feed:Reuters oil"),
        ("oil OR", "place:Oslo", "place:Oslo oil OR"),  # what is unfinished stays at the end
        ('"open quot', "place:Oslo", 'place:Oslo "open quot'),
        ("oil date:2019", "date:2019-09", "date:2019-09 oil"),  # a month takes the place of its year
        ("date:2019-09 oil", "date:2018", "date:2018 oil"),
        ("date:7d oil", "date:2018", "date:2018 date:7d oil"),
    ],
)
def test_a_term_narrows(query: str, term: str, narrowed: str) -> None:
    assert with_term(query, term) == narrowed


@pytest.mark.parametrize(
    ("query", "term", "left"),
    [
        ("feed:Reuters oil", "feed:Reuters", "oil"),
        ("oil feed:Reuters", "feed:Reuters", "oil"),
        ("oil feed:Reuters gas", "feed:Reuters", "oil gas"),
        ("oil feed:Reuters2", "feed:Reuters", "oil feed:Reuters2"),
        ('"a feed:Reuters b"', "feed:Reuters", '"a feed:Reuters b"'),
        ("-feed:Reuters oil", "feed:Reuters", "-feed:Reuters oil"),
    ],
)
def test_a_term_is_taken_out(query: str, term: str, left: str) -> None:
    assert without_term(query, term) == left


@given(st.text(alphabet='ab "():-OR', max_size=20), st.sampled_from(TERMS))
def test_what_is_put_in_comes_out_again(query: str, term: str) -> None:
    narrowed = with_term(query, term)
    assert has_term(narrowed, term)
    assert without_term(narrowed, term) == query.lstrip()


def test_narrowings_are_told_with_their_values() -> None:
    query = 'feed:Reuters oil person:"Vladimir Putin" is:unread -place:Oslo "org:opec" (date:2019)'
    assert list(narrowings(query)) == [
        ("feed:Reuters", "Reuters"),
        ('person:"Vladimir Putin"', "Vladimir Putin"),
        ("date:2019", "2019"),
    ]
    assert list(narrowings("oil place:mos")) == []  # being typed
    assert list(narrowings('oil place:"mos"')) == [('place:"mos"', "mos")]


@pytest.mark.parametrize(
    ("query", "order", "without"),
    [
        ("oil", None, "oil"),
        ("sort:newest oil", Sort.NEWEST, "oil"),
        ("oil sort:Oldest sort:relevance", Sort.RELEVANCE, "oil"),
        ('"sort:newest"', None, '"sort:newest"'),
    ],
)
def test_an_order_in_the_query(query: str, order: Sort | None, without: str) -> None:
    assert asked_order(query) is order
    assert without_order(query) == without


def test_earlier_queries_stand_once_the_newest_first() -> None:
    assert recorded((), "oil") == ("oil",)
    assert recorded(("oil", "gas"), " gas ") == ("gas", "oil")
    assert recorded(("oil",), "  ") == ("oil",)
    assert recorded(("oil",), "x" * (LONGEST_KEPT + 1)) == ("oil",)
    many = tuple(map(str, range(QUERIES_KEPT)))
    assert recorded(many, "new") == ("new", *many[:-1])
