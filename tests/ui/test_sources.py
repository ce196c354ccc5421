"""What a list shows when news arrives, and where the next unread article is."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Feed, Order, Selection
from tui.sources import Filter, LibraryRows, Listing, first_difference, merge_listed, next_listed, nothing_listed


def ids(*numbers: int) -> array[int]:
    return array("q", numbers)


@pytest.mark.parametrize(
    ("shown", "current", "merged"),
    [
        ((), (), ()),
        ((), (3, 2, 1), (3, 2, 1)),
        ((2, 1), (3, 2, 1), (3, 2, 1)),  # new on top
        ((3, 1), (3, 2, 1), (3, 2, 1)),  # new in between
        ((3, 2, 1), (3, 1), (3, 2, 1)),  # read since: stays behind its neighbour
        ((3, 2, 1), (4, 1), (3, 2, 4, 1)),  # the first stays first
        ((3, 2, 1), (), (3, 2, 1)),
        ((5, 4, 3, 2, 1), (6, 5, 3), (6, 5, 4, 3, 2, 1)),
        ((5, 4, 3, 2, 1), (5, 4, 6, 2, 1), (5, 4, 3, 6, 2, 1)),  # only the middle differs
    ],
)
def test_merging(shown: tuple[int, ...], current: tuple[int, ...], merged: tuple[int, ...]) -> None:
    assert merge_listed(ids(*shown), ids(*current)).tolist() == list(merged)


UNIQUE = st.lists(st.integers(1, 40), unique=True, max_size=20)


@given(UNIQUE, UNIQUE)
def test_merging_loses_nothing_doubles_nothing_and_keeps_the_new_order(shown: list[int], current: list[int]) -> None:
    merged = merge_listed(ids(*shown), ids(*current)).tolist()
    assert sorted(merged) == sorted(set(shown) | set(current))
    assert [one for one in merged if one in current] == current


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [((), (), 0), ((1, 2), (1, 2), 2), ((1, 2), (1, 3), 1), ((1,), (1, 2), 1), ((2,), (1, 2), 0)],
)
def test_the_first_difference(one: tuple[int, ...], other: tuple[int, ...], first: int) -> None:
    long = range(10_000)
    assert first_difference(ids(*one), ids(*other)) == first
    assert first_difference(ids(*long, *one), ids(*long, *other)) == 10_000 + first


@pytest.mark.parametrize(
    ("wanted", "start", "step", "index"),
    [
        ({20}, 0, 1, 1),
        ({20}, 1, 1, 1),
        ({20}, 2, 1, 1),  # around the end
        ({40}, 1, -1, 3),  # around the top
        ({10, 30}, 1, -1, 0),
        ({99}, 0, 1, None),
        (set(), 0, 1, None),
        ({10}, -1, -1, 0),
        ({40}, 4, 1, 3),
    ],
)
def test_the_next_listed(wanted: set[int], start: int, step: int, index: int | None) -> None:
    assert next_listed(ids(10, 20, 30, 40), frozenset(wanted), start, step) == index


def test_nothing_listed() -> None:
    assert next_listed(ids(), frozenset({1}), 0, 1) is None


def test_rows_are_read_only_where_they_are_looked_at() -> None:
    asked: list[list[int]] = []

    def read(wanted: array[int]) -> list[None]:
        asked.append(list(wanted))
        return [None] * len(wanted)

    rows = LibraryRows(ids(5, 6, 7, 8), read)
    assert (len(rows), rows.id_at(2), rows.index_of(8), rows.index_of(9)) == (4, 7, 3, None)
    assert list(rows.rows(1, 3)) == [None, None]
    assert asked == [[6, 7]]


def test_filters_go_around() -> None:
    assert [Filter.ALL.following, Filter.UNREAD.following, Filter.STARRED.following] == [
        Filter.UNREAD,
        Filter.STARRED,
        Filter.ALL,
    ]


@pytest.mark.parametrize(
    ("listing", "selection", "label"),
    [
        (Listing("All", Selection()), Selection(), "All"),
        (Listing("World", Selection(feeds=(1,)), Filter.UNREAD), Selection(feeds=(1,), unread=True), "World · unread"),
        (Listing("New", Selection(unread=True), Filter.STARRED), Selection(unread=True, starred=True), "New · starred"),
        (Listing("All", Selection(), order=Order.OLDEST), Selection(), "All · oldest first"),
        (Listing("All", Selection(), grouped=True), Selection(), "All · by day"),
        (Listing("All", Selection(), order=Order.SOURCE, grouped=True), Selection(), "All · by source"),
    ],
)  # fmt: skip
def test_listings(listing: Listing, selection: Selection, label: str) -> None:
    assert listing.selection == replace(selection, folded=True)
    assert replace(listing, folded=False).selection == selection
    assert listing.label == label


FRESH = Feed(1, "https://a.example/", "A")
FULL = Feed(2, "https://b.example/", "B", articles=9)
BROKEN = Feed(3, "https://c.example/", "C", error="The server said no (503).")


@pytest.mark.parametrize(
    ("listing", "feeds", "told"),
    [
        (Listing("All", Selection()), (), "No feeds yet|`a` adds one|/f.toml"),
        (Listing("All", Selection()), (FRESH,), "Nothing here yet|`R`"),
        (Listing("All", Selection()), (FRESH, BROKEN), "1 of 2 feeds could not|said no (503)|`R`"),
        (Listing("C", Selection(feeds=(3,))), (FULL, BROKEN), "This feed could not|said no (503)|`r`"),
        (Listing("B", Selection(feeds=(2,)), Filter.UNREAD), (FULL, BROKEN), "Everything here is read|`F`|`R`"),
        (Listing("Unread", Selection(unread=True)), (FULL,), "Everything here is read|`R`"),
        (Listing("Starred", Selection(starred=True)), (FULL,), "Nothing is starred here|`s`"),
    ],
)
def test_an_empty_list_says_what_to_do_next(listing: Listing, feeds: tuple[Feed, ...], told: str) -> None:
    text = nothing_listed(listing, feeds, "/f.toml")
    for words in told.split("|"):
        assert words in text
