"""Tables in columns that fit."""

from __future__ import annotations

import pytest

from tui.widgets.layout import Line, plain
from tui.widgets.parts import Role
from tui.widgets.tables import fit, set_table


def shown(text: str, head_rows: int, width: int) -> list[str]:
    return [
        line.ruler
        or plain(Line(0, 0, 0, "", Role.TABLE, line.pieces) if line.pieces else Line(0, -1, -1, "", Role.TABLE), text)
        for line in set_table(text, head_rows, width)
    ]


def test_a_table_that_fits_has_its_natural_columns_and_numbers_at_the_right() -> None:
    text = "Country\tExports\tChange\nRussia\t$1,204.5m\t+4.2%\nChina\t$98m\t−11%\nCuba\tn/a\t"
    assert shown(text, 1, 60) == [
        "Country    Exports  Change",
        "───────  ─────────  ──────",
        "Russia   $1,204.5m   +4.2%",
        "China         $98m    −11%",
        "Cuba           n/a",
    ]


def test_the_widest_column_shrinks_and_its_cells_wrap() -> None:
    text = "Name\tRemark\nOil\tsold before the sanctions\nGrain\tlater"
    assert shown(text, 1, 22) == [
        "Name   Remark",
        "─────  ───────────────",
        "Oil    sold before the",
        "       sanctions",
        "",
        "Grain  later",
    ]


def test_a_table_without_headings_has_no_ruler() -> None:
    assert shown("a\tb\nc\td", 0, 20) == ["a  b", "c  d"]


def test_wide_characters_keep_columns_aligned() -> None:
    assert shown("漢字\t1\nab\t22", 0, 20) == ["漢字   1", "ab    22"]


def test_more_columns_than_the_width_holds_are_set_a_cell_a_line() -> None:
    text = "Country\tExports\tChange\nRussia\t1,204.5\t+4.2%"
    assert shown(text, 1, 14) == ["Country", "  Exports", "  Change", "", "Russia", "  1,204.5", "  +4.2%"]


def test_rows_may_have_different_lengths() -> None:
    assert shown("a\nb\tc\n\td\te", 0, 20) == ["a", "b  c", "   d  e"]


@pytest.mark.parametrize(
    ("natural", "available", "expected"),
    [
        ([3, 4], 10, [3, 4]),
        ([3, 20], 15, [3, 12]),
        ([20, 20], 21, [10, 11]),
        ([2, 30, 9], 20, [2, 9, 9]),
        ([9, 9, 9], 12, []),
    ],
)
def test_columns_shrink_from_the_widest(natural: list[int], available: int, expected: list[int]) -> None:
    assert fit(natural, available) == expected
