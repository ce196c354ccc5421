"""Lines of text, by what a terminal shows."""

from __future__ import annotations

import pytest
from rich.cells import get_character_cell_size

from tui.widgets.wrapping import balanced, chop, clip, clusters, is_narrow, packed, wrap


def lines(text: str, extents: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in extents]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("one two", 10, ["one two"]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 4, ["one", "two"]),
        ("exactly ten", 7, ["exactly", "ten"]),
        ("one\ntwo three", 20, ["one", "two three"]),
        ("well-known fact", 7, ["well-", "known", "fact"]),
        ("COVID-19 again", 6, ["COVID-", "19", "again"]),
        ("he said—they came", 9, ["he said—", "they came"]),
        ("-- not after a double", 6, ["-- not", "after", "a", "double"]),
        ("incomprehensibilities", 8, ["incompre", "hensibil", "ities"]),
        ("https://example.org/a/long/way", 20, ["https://example.org/", "a/long/way"]),
        ("“quoted” words", 9, ["“quoted”", "words"]),
        ("10\u00a0km away", 6, ["10\u00a0km", "away"]),
    ],
)
def test_text_breaks_at_words(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, wrap(text, width)) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("漢字漢字", 4, ["漢字", "漢字"]),
        ("漢字、漢字", 4, ["漢", "字、", "漢字"]),
        ("あ「漢字」", 4, ["あ", "「漢", "字」"]),
        ("漢字 Tokyo 2020", 9, ["漢字", "Tokyo", "2020"]),
        ("한국어 신문", 8, ["한국어", "신문"]),
        ("go 👨‍👩‍👧‍👦👨‍👩‍👧‍👦 home", 5, ["go 👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦", "home"]),
        ("🇫🇷🇩🇪", 2, ["🇫🇷", "🇩🇪"]),
        ("e\u0301e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301e\u0301"]),
        ("漢 https://a.org/aaa/bbb/ccc", 14, ["漢", "https://a.org/", "aaa/bbb/ccc"]),
        ("\ufe0fa👩」 b", 3, ["\ufe0fa", "👩", "」", "b"]),
        ("\u200d\u200d漢字", 2, ["\u200d\u200d漢", "字"]),
        ("By \u0301x", 2, ["By", " \u0301x"]),  # a space that carries a mark is a character like others
    ],
)
def test_wide_text_breaks_between_clusters(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, wrap(text, width)) == expected


def test_a_flag_is_one_cluster() -> None:
    assert clusters("🇫🇷🇩🇪!") == [(0, 2, 2), (2, 4, 2), (4, 5, 1)]


def test_characters_taken_for_narrow_are_one_cell_wide() -> None:
    narrow = [chr(point) for point in range(0x20, 0x3000) if point != 0x7F and is_narrow(chr(point))]
    assert len(narrow) > 1000
    assert {character for character in narrow if get_character_cell_size(character) != 1} == set()


def test_a_headline_has_lines_of_about_equal_length() -> None:
    title = "Maduro to meet Putin in Moscow amid pressure over the crisis at home"
    assert lines(title, wrap(title, 60)) == ["Maduro to meet Putin in Moscow amid pressure over the crisis", "at home"]
    assert lines(title, balanced(title, 60)) == [
        "Maduro to meet Putin in Moscow amid",
        "pressure over the crisis at home",
    ]


def test_a_headline_of_one_line_stays_one() -> None:
    assert lines("Bank holds rates", balanced("Bank holds rates", 40)) == ["Bank holds rates"]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (60, ["By Jane Doe · Tue 24 Sep 2019, 14:05 · 3 min read"]),
        (40, ["By Jane Doe · Tue 24 Sep 2019, 14:05", "3 min read"]),
        (22, ["By Jane Doe", "Tue 24 Sep 2019, 14:05", "3 min read"]),
        (12, ["By Jane Doe", "Tue 24 Sep", "2019, 14:05", "3 min read"]),
    ],
)
def test_items_break_between_items(width: int, expected: list[str]) -> None:
    text = "By Jane Doe · Tue 24 Sep 2019, 14:05 · 3 min read"
    assert lines(text, packed(text, width)) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("", 5, [""]), ("a  b  c", 3, ["a  ", "b  ", "c"]), ("漢字x", 3, ["漢", "字x"])],
)
def test_code_is_cut_where_it_must(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, chop(text, width)) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("漢字漢字", 5, "漢字…"),
        ("漢字", 3, "漢…"),
        ("ab", 1, "…"),
        ("ab", 0, ""),
    ],
)
def test_clipping_ends_with_an_ellipsis(text: str, width: int, expected: str) -> None:
    assert clip(text, width) == expected
