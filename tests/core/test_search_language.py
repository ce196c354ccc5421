"""Every element of the query language on an index, and what it finds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from index.errors import QueryError
from index.search.index import SearchIndex
from index.search.query import parse, parse_query
from index.search.tree import Both, Copy, Everything, Has, Not, Nothing, Phrase, Word
from index.types import EntityType, Name, Sort
from search_samples import FakeArchive, article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = 1_569_326_400  # 24 September 2019, 12:00 UTC
NOW = datetime(2019, 9, 24, 12, tzinfo=UTC)
SAVED = {
    "Grain": "grain (ukraine OR turkey)", "fresh grain": "query:grain sort:newest",
    "one": "query:two", "two": "query:one", "broken": "title:",
}  # fmt: skip
ARTICLES = [
    article(1, "Putin calls Maduro", "Vladimir Putin spoke with Nicolas Maduro on the phone about oil.", time=NOON),
    article(
        2, "Maduro", "Maduro flew to Moscow. Later in the week, after many talks with others, Putin left.", time=NOON
    ),
    article(3, "Wars", "The war of the worlds. Wars end.", time=NOON - 1),
    article(4, "战争与和平", "北京欢迎你。托尔斯泰的小说。", time=NOON - 2),
    article(5, "Москва", "Президент посетил Москву. Ёлка.", time=NOON - 3),
    article(6, "الحرب", "قال الرئيس إن الحرب انتهت.", time=NOON - 4),
    article(7, "Café", "A résumé in Łódź; Zürich's naïve façade.", time=NOON - 5),
    article(8, "U.S. and RFE/RL", "COVID-19 grounded an F-35. #metoo says @name, 1,234 times in 2019.", time=NOON - 6),
    article(9, "Reprint", "The war of the worlds. Wars end.", time=NOON + 60),
    article(10, "Long", "word " * 300, time=NOON - 7),
    article(11, "Teaser", "word " * 300 + "Read more", time=NOON - 8),
    article(12, "한국", "서울에서 대통령이 말했다.", time=NOON - 9),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    opened = SearchIndex(
        tmp_path_factory.mktemp("language"), FakeArchive(ARTICLES), clock=lambda: NOON, saved=lambda: SAVED
    )
    opened.catch_up()
    yield opened
    opened.close()


def ids(index: SearchIndex, query: str, *, live: bool = False) -> set[int]:
    result = index.search(query, live=live)
    assert not result.damaged
    return {hit.row.id for hit in result.hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"putin maduro"~1', set()),
        ('"putin maduro"~4', {1}),
        ('"maduro putin"~4', {1}),
        ('"putin maduro"~', {1}),
        ('"maduro putin"~20', {1, 2}),
        ('"putin nicolas phone"~8', {1}),
        ('"maduro maduro"~9', set()),
        ('"wars wars"~9', set()),
        ('"the the"~3', {3, 9}),
        ('title:"putin maduro"~2', {1}),
        ('-"putin maduro"~20', {3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
        ('"war"', {3, 9}),
        ('title:"wars"', {3}),
        ('title:"war"', set()),
        ("title:war", {3}),
        ('"war of the worlds"', {3, 9}),
        ('"war the of worlds"', set()),
        ("北京", {4}),
        ("战争", {4}),
        ("争与", {4}),
        ("北战", set()),
        ('"托尔斯泰"', {4}),
        ("대통령", {12}),
        ("москва", {5}),
        ("МОСКВУ", {5}),
        ("елка", {5}),
        ("الحرب", {6}),
        ("cafe resume", {7}),
        ("CAFÉ", {7}),
        ("lodz zurich naive facade", {7}),
        ("U.S.", {8}),
        ("us", {8}),
        ("RFE/RL", {8}),
        ("rfe", {8}),
        ("covid-19", {8}),
        ("covid", {8}),
        ("F-35", {8}),
        ("#metoo", {8}),
        ("metoo", {8}),
        ("@name", {8}),
        ("1,234", {8}),
        ("1234", {8}),
        ("2019", {8}),
        ("is:copy", {9}),
        ("is:original war", {3}),
        ("has:fulltext", {10}),
        ("-has:fulltext title:teaser", {11}),
        ("has:image", set()),
        ("sort:newest title:maduro", {1, 2}),
    ],
)
def test_what_is_found(index: SearchIndex, query: str, expected: set[int]) -> None:
    assert ids(index, query) == expected


@pytest.mark.parametrize(
    "typed", ["c", "co", "cov", "covi", "covid", "covid-", "covid-1", "#met", "f-3", "caf", "моск", "北"]
)
def test_what_is_found_while_it_is_typed(index: SearchIndex, typed: str) -> None:
    assert bool(ids(index, typed, live=True)) is (len(typed) > 1 or not typed.isascii())


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ('"a b"~3', Phrase("a b", "", within=3)),
        ('"a b"~', Phrase("a b", "", within=10)),
        ("has:image", Has("image")),
        ("is:copy", Copy()),
        ("is:original", Not(Copy())),
        ("sort:newest", Everything()),
        ("a sort:newest b", Both((Word("a", ""), Word("b", "")))),
    ],
)
def test_what_a_query_means(query: str, meaning: object) -> None:
    assert parse(query, NOW) == meaning


def test_a_query_says_its_own_order() -> None:
    assert parse_query("a sort:oldest", NOW).sort is Sort.OLDEST
    assert parse_query("a", NOW).sort is None
    assert parse_query('query:"fresh grain"', NOW, saved=SAVED).sort is Sort.NEWEST


def test_the_order_that_a_query_asks_for_goes_before(index: SearchIndex) -> None:
    assert [hit.row.id for hit in index.search("word sort:oldest", sort=Sort.NEWEST).hits] == [11, 10]


def test_a_saved_query_stands_for_itself() -> None:
    assert parse("query:grain -fish", NOW, saved=SAVED) == parse("(grain (ukraine OR turkey)) -fish", NOW)


@pytest.mark.parametrize(
    ("query", "place", "saying"),
    [
        ("a query:one", (8, 3), "contains itself (one → two → one)"),
        ("query:none", (6, 4), "no saved search `none`"),
        ("query:broken", (6, 6), "The saved search `broken` is wrong"),
        ("has:feathers", (4, 8), "no `has:feathers`"),
        ("sort:taste", (5, 5), "no `sort:taste`"),
        ("is:odd", (3, 3), "no `is:odd`"),
        ('"a b"~9999', (5, 5), "within 9999"),
    ],
)
def test_a_wrong_query_points_at_its_place(query: str, place: tuple[int, int], saying: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, NOW, saved=SAVED)
    assert (caught.value.position, caught.value.length) == place
    assert saying in str(caught.value)


@pytest.mark.parametrize("query", ["query:one", "query:", "query:non", "has:", "sort:new", '"a b"~', "is:o"])
def test_while_typing_nothing_is_wrong(query: str) -> None:
    assert parse_query(query, NOW, live=True, saved=SAVED).node != 0


def test_a_saved_query_that_contains_itself_finds_nothing_while_typing() -> None:
    assert parse("query:one", NOW, live=True, saved=SAVED) == Nothing()


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("madurro", "maduro"),
        ("madurro oil", "maduro oil"),
        ("title:madurro", "title:maduro"),
        ('"vladimir putni"', '"vladimir putin"'),
        ("preisdnet", ""),
        ("maduro football", ""),
        ("xyzzyqqq", ""),
        ("madurro*", ""),
        ("person:madurro", ""),
    ],
)
def test_did_you_mean(index: SearchIndex, query: str, suggestion: str) -> None:
    assert index.search(query).suggestion == suggestion


def test_no_suggestion_where_there_are_hits(index: SearchIndex) -> None:
    assert index.search("maduro").suggestion == ""


def test_of_two_that_say_the_same_the_newer_comes_first(tmp_path: Path) -> None:
    old, new = (article(n, "Oil", "Oil prices fell.", time=NOON - n * 86_400 * 30) for n in (5, 1))
    longer = article(9, "Oil", "Oil prices fell, oil again.", time=NOON - 86_400 * 3000)
    index = SearchIndex(tmp_path, FakeArchive([old, new, longer]), clock=lambda: NOON)
    index.catch_up()
    assert [hit.row.id for hit in index.search("oil prices").hits][:2] == [1, 5]
    assert [hit.row.id for hit in index.search("again oil").hits] == [9]
    index.close()


def test_answers_have_things_in_common(tmp_path: Path) -> None:
    people = {"Nicolas Maduro": 1, "Vladimir Putin": 2}
    articles = [
        article(
            n, "Oil", "talks", time=NOON + n * 86_400 * 20, feed=1 + n % 2,
            names=[Name(name, EntityType.PERSON) for name in people],
            entities=[(EntityType.PERSON, number) for number in people.values() if n % number == 0],
        )
        for n in range(4)
    ]  # fmt: skip
    archive = FakeArchive(articles[:2])
    index = SearchIndex(tmp_path, archive)
    index.catch_up()
    archive.store(*articles[2:])
    index.catch_up()
    counted = index.count("oil")
    assert counted.total == 4
    assert counted.feeds == ((1, 2), (2, 2))
    assert counted.entities[0] == (EntityType.PERSON, ((1, 4), (2, 2)))
    assert counted.months == (((2019, 9), 1), ((2019, 10), 1), ((2019, 11), 2))
    assert index.count("nothing").months == ()
    index.close()
