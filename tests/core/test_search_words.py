"""How texts are cut into words, and where a query's words are found in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from index.search.analyzer import TOKEN, analyse, name_words
from index.search.highlight import Highlighter
from index.search.patterns import within_distance
from index.search.query import parse
from index.search.snippets import snippet
from index.types import HIT_END, HIT_START

NOW = datetime(2019, 9, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("token", "terms"),
    [
        ("governments", {"govern"}),
        ("Putin’s", {"putin"}),
        ("São", {"sao"}),
        ("Łódź", {"lodz"}),
        ("U.S", {"u.s", "us"}),
        ("RFE/RL's", {"rfe", "rl", "rfe/rl"}),
        ("COVID‑19", {"covid", "19", "covid-19"}),
        ("F-35", {"f", "35", "f-35"}),
        ("AT&T", {"at", "t", "at&t"}),
        ("#MeToo", {"metoo", "#metoo"}),
        ("@name", {"name", "@name"}),
        ("O'Neill", {"oneil", "neill"}),
        ("don't", {"dont"}),
        ("1,000,000", {"1000000"}),
        ("北京大学", {"北京", "京大", "大学", "学"}),
        ("iPhone手机", {"iphon", "手机", "机"}),
    ],
)
def test_a_word_is_found_by(token: str, terms: set[str]) -> None:
    assert TOKEN.fullmatch(token)
    assert set(analyse(token).terms) == terms


def test_names_are_words_as_written() -> None:
    assert name_words("Nicolás Maduro Moros") == ["nicolas", "maduro", "moros"]
    assert name_words("U.S.") == name_words("US") == ["us"]


@pytest.mark.parametrize(
    ("word", "other", "limit", "near"),
    [
        ("ukraine", "ukrane", 1, True),
        ("ukraine", "ukrainne", 1, True),
        ("ukraine", "ukraien", 1, True),
        ("ukraine", "urkaien", 1, False),
        ("ukraine", "urkaien", 2, True),
        ("putin", "rutin", 1, True),
        ("a", "abcd", 2, False),
    ],
)
def test_near_words(word: str, other: str, limit: int, near: bool) -> None:
    assert within_distance(word, other, limit) is near


TEXT = (
    "The governments of the U.S. and Russia met in Łódź. President Nicolás Maduro’s plane, an F-35, landed in 北京大学."
)


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("government", ["governments"]),
        ("lodz russia", ["Russia", "Łódź"]),
        ("U.S.", ["U.S"]),
        ("us", ["U.S"]),
        ("f-35", ["F-35"]),
        ("35", ["35"]),
        ('"met in"', ["met in"]),
        ('"in met"', []),
        ('"governments of the u.s."', ["governments of the U.S"]),
        ("gov* la?ded", ["governments", "landed"]),
        ("presidant~", ["President"]),
        ("maduro", ["Maduro’s"]),
        ("person:maduro", ["Maduro’s"]),
        ('person:"nicolas maduro"', ["Nicolás Maduro’s"]),
        ("京大", ["京大"]),
        ("北", ["北"]),
        ("russia -plane", ["Russia"]),
        ("link:plane feed:plane is:unread", []),
        ("gover", ["governments"]),
    ],
)
def test_hits_in_a_text(query: str, hits: list[str]) -> None:
    found = Highlighter(parse(query, NOW, live=True)).find(TEXT)
    assert [TEXT[hit.start : hit.end] for hit in found] == hits


def marked(query: str, text: str, length: int = 60) -> str:
    shown = snippet(text, Highlighter(parse(query, NOW)).find_enough(text), length)
    return shown.replace(HIT_START, "[").replace(HIT_END, "]")


def test_a_snippet_shows_the_words_together() -> None:
    text = (
        "Oil fell. " + "Nothing here matters at all. " * 20 + "The price of oil rose in Kyiv. " + "More filler. " * 20
    )
    shown = marked("oil kyiv", text)
    assert "[oil] rose in [Kyiv]" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 100


def test_a_snippet_breaks_at_words_and_on_no_line() -> None:
    text = "Wörter und\n\nSätze " * 50
    shown = marked("satze", text)
    assert "\n" not in shown
    assert set(shown.strip("…").replace("[", "").replace("]", "").split()) == {"Wörter", "und", "Sätze"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("A short text.", "A short text."),
        ("Only the headline has it. " * 9, "Only the headline has it. Only the headline has it. Only the…"),
    ],
)
def test_without_a_hit_a_snippet_is_the_beginning(text: str, shown: str) -> None:
    assert marked("nowhere", text) == shown


def test_a_short_text_is_shown_whole() -> None:
    assert marked("short", "A short text.") == "A [short] text."
