"""The query language: what each query means, and what is said about a wrong one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from index.errors import QueryError
from index.search.query import parse
from index.search.tree import (
    Between,
    Both,
    Either,
    Everything,
    Fuzzy,
    Marked,
    Node,
    Not,
    Nothing,
    Pattern,
    Phrase,
    Tagged,
    Word,
)

NOW = datetime(2019, 9, 24, 12, 0, tzinfo=UTC)


def word(text: str, field: str = "") -> Word:
    return Word(text, field)


def day(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}T00:00:00+00:00").timestamp())


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("", Everything()),
        ("*", Everything()),
        ("maduro", word("maduro")),
        ("Maduro in Moscow", Both((word("Maduro"), word("in"), word("Moscow")))),
        ("a AND b", Both((word("a"), word("b")))),
        ("a OR b", Either((word("a"), word("b")))),
        ("a b OR c d", Both((word("a"), Either((word("b"), word("c"))), word("d")))),
        ("(a b) OR c", Either((Both((word("a"), word("b"))), word("c")))),
        ("or and not", Both((word("or"), word("and"), word("not")))),
        ("a -b", Both((word("a"), Not(word("b"))))),
        ("a NOT b", Both((word("a"), Not(word("b"))))),
        ("-(a OR b)", Not(Either((word("a"), word("b"))))),
        ("a - b", Both((word("a"), word("b")))),
        ("COVID-19", word("COVID-19")),
        ('"white house"', Phrase("white house", "")),
        ("“white house”", Phrase("white house", "")),
        ('-"white house"', Not(Phrase("white house", ""))),
        ("wild*", Pattern("wild*", "")),
        ("wi?d", Pattern("wi?d", "")),
        ("who?", word("who")),
        ("ukrane~", Fuzzy("ukrane", "", 1)),
        ("ukrane~2", Fuzzy("ukrane", "", 2)),
        ("title:war", word("war", "title")),
        ("Title:war", word("war", "title")),
        ('person:"nicolas maduro"', Phrase("nicolas maduro", "person")),
        ("person:(maduro OR putin)", Either((word("maduro", "person"), word("putin", "person")))),
        ("title:(war -peace)", Both((word("war", "title"), Not(word("peace", "title"))))),
        ("-person:maduro", Not(word("maduro", "person"))),
        ("tag:later", Tagged("later")),
        ('tag:"to read"', Tagged("to read")),
        ("is:unread", Marked(read=False)),
        ("is:starred", Marked(starred=True)),
        ("date:2019-09-24", Between(day("2019-09-24"), day("2019-09-25"))),
        ("date:2019", Between(day("2019-01-01"), day("2020-01-01"))),
        ("date:2019-09-01..2019-09-30", Between(day("2019-09-01"), day("2019-10-01"))),
        ("date:2019-09..", Between(day("2019-09-01"), None)),
        ("after:2019-09", Between(day("2019-09-01"), None)),
        ("before:2019-09", Between(None, day("2019-09-01"))),
        ('date:"last week"', Between(day("2019-09-16"), day("2019-09-23"))),
        ("http://example.org/a", word("http://example.org/a")),
        ("12:30", word("12:30")),
    ],
)
def test_a_query_means(query: str, meaning: Node) -> None:
    assert parse(query, NOW) == meaning


@pytest.mark.parametrize(
    ("query", "place", "saying"),
    [
        ('"white house', (0, 12), "not closed"),
        ("a (b", (2, 1), "not closed"),
        ("a b)", (3, 1), "closes nothing"),
        ("a OR", (2, 2), "OR needs something behind it"),
        ("OR a", (0, 2), "OR needs something before it"),
        ("a NOT", (2, 3), "NOT needs something behind it"),
        ("a AND", (2, 3), "AND needs something behind it"),
        ("title:", (0, 6), "needs a word right behind it"),
        ("title: war", (0, 6), "needs a word right behind it"),
        ("war titel:peace", (4, 6), "Did you mean `title:`"),
        ("is:red", (3, 3), "is:unread, is:read"),
        ("is:odd", (3, 3), "There is no `is:odd`"),
        ("date:someday", (5, 7), "is not a date"),
        ("date:2019-13", (5, 7), "is not a date"),
        ("date:2020..2019", (5, 10), "ends before it begins"),
        ("war~5", (0, 5), "Use ~1 or ~2"),
        ("wa*r~", (0, 5), "not both"),
        ("!!!", (0, 3), "no word to search for"),
        ("()", (0, 2), "no word to search for"),
        ("(" * 50 + "a" + ")" * 50, (40, 1), "nested too deeply"),
    ],
)
def test_a_wrong_query_says_where_and_what_to_do(query: str, place: tuple[int, int], saying: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, NOW)
    error = caught.value
    assert (error.position, error.length) == place
    assert saying in str(error)
    assert error.remedy


@pytest.mark.parametrize(
    ("query", "carets"),
    [
        ("war titel:x", "    ^^^^^^"),
        ("战争 titel:x", "     ^^^^^^"),
        ("cafe\u0301 is:odd", "        ^^^"),
        ("date:战争", "     ^^^^"),
        ("a OR", "  ^^"),
    ],
)
def test_carets_stand_below_the_place_in_every_script(query: str, carets: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, NOW)
    assert caught.value.pointed() == f"{query}\n{carets}"


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("", Nothing()),
        ("   ", Nothing()),
        ("gover", Word("gover", "", going_on=True)),
        ("war gover", Both((word("war"), Word("gover", "", going_on=True)))),
        ("war ", word("war")),
        ('"white hou', Phrase("white hou", "", going_on=True)),
        ('"white house"', Phrase("white house", "")),
        ('war "', word("war")),
        ("war title:", word("war")),
        ("title:wa", Word("wa", "title", going_on=True)),
        ("war OR", word("war")),
        ("war AND", word("war")),
        ("war NOT", word("war")),
        ("war -", word("war")),
        ("war -pea", Both((word("war"), Not(word("pea"))))),
        ("war (pea", Both((word("war"), Word("pea", "", going_on=True)))),
        ("war (", word("war")),
        ("war OR (", word("war")),
        ("war title:(", word("war")),
        ("war title:(pea", Both((word("war"), Word("pea", "title", going_on=True)))),
        ('person:"pu', Phrase("pu", "person", going_on=True)),
        ('person:"', Nothing()),
        ('-"white hou', Not(Phrase("white hou", ""))),
        ("war -person:", word("war")),
        ('date:"last we', Nothing()),
        ("war query:gr", word("war")),
        ("war )", word("war")),
        ("war is:unr", word("war")),
        ("war date:2", word("war")),
        ("tag:la", Tagged("la", going_on=True)),
        ("titel:war x", Both((word("titel:war"), Word("x", "", going_on=True)))),
    ],
)
def test_a_half_typed_query_means_the_obvious(query: str, meaning: Node) -> None:
    assert parse(query, NOW, live=True) == meaning
