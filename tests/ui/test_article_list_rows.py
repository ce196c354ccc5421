"""How an article's two lines look, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.style import Style
from sample_rows import DAY, MADURO, NOW

from index import HIT_END, HIT_START, EntityType, Name
from tui.widgets.article_row import RowContext, in_view, mark_at, marked, row_line
from tui.widgets.inks import Inks

INKS = Inks(
    ground=Style(color="white"),
    strong=Style(bold=True),
    quiet=Style(dim=True),
    unread=Style(color="yellow"),
    star=Style(color="bright_yellow"),
    hit=Style(reverse=True),
    key=Style(color="cyan"),
    failure=Style(color="red"),
    mark=Style(color="blue"),
    chosen=Style.null(),
    entities={kind: Style(color=f"color({40 + number})") for number, kind in enumerate(EntityType)},
)
if TYPE_CHECKING:
    from rich.segment import Segment

    from index import ArticleRow

HIT = f"{HIT_START}{{}}{HIT_END}"


def text(row: object, *, width: int = 60, selected: bool = False, snippet: str = "") -> list[str]:
    context = RowContext(width, NOW, INKS, selected, snippet)
    return ["".join(segment.text for segment in row_line(row, number, context)) for number in (0, 1)]


def style(segments: list[Segment], wanted: str) -> Style:
    return next(segment.style for segment in segments if wanted in segment.text) or Style.null()


def test_an_unread_article() -> None:
    assert text(MADURO) == [
        " ● Venezuela's Maduro to meet Putin in Moscow        14 min ",
        "   RFE/RL · Nicolás Maduro · Vladimir Putin · Moscow        ",
    ]


def test_a_selected_one_has_a_mark_on_both_lines() -> None:
    assert [line[:4] for line in text(MADURO, selected=True)] == ["▎● V", "▎  R"]


@pytest.mark.parametrize(
    ("read", "starred", "first", "second"),
    [(False, False, "●", " "), (True, False, " ", " "), (True, True, "★", " "), (False, True, "●", "★")],
)
def test_dot_and_star(read: bool, starred: bool, first: str, second: str) -> None:
    lines = text(replace(MADURO, read=read, starred=starred))
    assert [line[1] for line in lines] == [first, second]


def test_unread_is_bold_and_read_is_not() -> None:
    context = RowContext(60, NOW, INKS)
    assert style(row_line(MADURO, 0, context), "Venezuela").bold
    assert not style(row_line(replace(MADURO, read=True), 0, context), "Venezuela").bold


def test_each_name_stands_in_the_hue_of_its_type() -> None:
    line = row_line(MADURO, 1, RowContext(60, NOW, INKS))
    assert style(line, "Maduro") == INKS.entities[EntityType.PERSON]
    assert style(line, "Moscow") == INKS.entities[EntityType.PLACE]
    assert style(line, "RFE/RL").dim


def test_a_narrow_list_keeps_the_first_line_for_the_headline() -> None:
    assert text(MADURO, width=30) == [
        " ● Venezuela's Maduro to mee… ",
        "   RFE/RL · Maduro     14 min ",
    ]


def test_copies_and_tags() -> None:
    row = replace(MADURO, copies=2, tags=("energy",), names=MADURO.names[:1])
    assert text(row)[1] == "   RFE/RL · #energy · Nicolás Maduro                     ×3 "
    assert text(row, width=40)[1] == "   RFE/RL · #energy          ×3  14 min "


def test_a_name_that_does_not_fit_makes_room_for_a_shorter_one() -> None:
    bank = Name("International Monetary Fund", EntityType.ORG)
    names = (Name("Moscow", EntityType.PLACE), bank, Name("ECB", EntityType.ORG))
    assert text(replace(MADURO, names=names))[1].rstrip() == "   RFE/RL · Moscow · International Monetary Fund · ECB"
    assert text(replace(MADURO, names=names), width=46)[1].rstrip() == "   RFE/RL · Moscow · ECB"


def test_a_person_goes_by_the_surname_where_the_full_name_does_not_fit() -> None:
    names = (Name("Martin Luther King Jr.", EntityType.PERSON), Name("Coretta Scott King", EntityType.PERSON))
    assert text(replace(MADURO, names=names), width=46)[1].rstrip() == "   RFE/RL · Martin Luther King Jr. · King"
    assert text(replace(MADURO, names=names), width=36)[1].rstrip() == "   RFE/RL · King             14 min"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ursula von der Leyen", "von der Leyen"),
        ("Xi Jinping", "Xi Jinping"),
        ("Kim Jong Un", "Kim Jong Un"),
        ("Christine Lagarde", "Lagarde"),
        ("安倍晋三", "安倍晋三"),
        ("Pelé", "Pelé"),
    ],
)
def test_surnames(name: str, short: str) -> None:
    row = replace(MADURO, feed_title="AP", names=(Name(name, EntityType.PERSON),))
    assert text(row, width=40)[1].split("  ")[1].strip() == f"AP · {short}"


def test_names_are_not_said_twice() -> None:
    names = (
        Name("RFE/RL", EntityType.ORG),
        Name("Bill Clinton", EntityType.PERSON),
        Name("Hillary Clinton", EntityType.PERSON),
    )
    assert text(replace(MADURO, names=names), width=40)[1].rstrip() == "   RFE/RL · Clinton              14 min"
    assert text(replace(MADURO, names=names))[1].rstrip() == "   RFE/RL · Bill Clinton · Hillary Clinton"


def test_a_narrow_list_cuts_the_source_as_little_as_it_can() -> None:
    row = replace(MADURO, feed_title="Coastal Courier", names=(Name("Venice", EntityType.PLACE),))
    assert text(row, width=38)[1] == "   Coastal Courier · Venice    14 min "
    assert text(row, width=32)[1] == "   Coastal Co… · Venice  14 min "


def test_the_only_name_is_cut_rather_than_left_out() -> None:
    row = replace(MADURO, names=(Name("Organisation for Economic Co-operation", EntityType.ORG),))
    assert text(row, width=36)[1] == "   RFE/RL · Organisation f…  14 min "


def test_a_long_source_leaves_room_for_names() -> None:
    row = replace(MADURO, feed_title="Radio Free Europe/Radio Liberty Central Newsroom")
    assert "Nicolás Maduro" in text(row)[1]
    assert text(replace(row, names=()))[1].startswith("   Radio Free Europe/Radio Liberty Central Newsroom ")


def test_a_search_result_shows_its_snippet() -> None:
    snippet = f"talks of {HIT.format('Putin')} and others"
    context = RowContext(72, NOW, INKS, snippet=snippet)
    assert text(MADURO, width=72, snippet=snippet)[1].rstrip() == "   RFE/RL · talks of Putin and others"
    line = row_line(MADURO, 1, context)
    assert style(line, "Putin").reverse
    assert not style(line, "talks").reverse
    assert text(MADURO, width=40, snippet=snippet)[1].rstrip() == "   talks of Putin and others     14 min"


def test_a_snippet_begins_where_its_first_hit_is_seen() -> None:
    snippet = "a long beginning that nobody has asked for before there is at last " + HIT.format("Moscow") + " in it"
    assert text(MADURO, width=40, snippet=snippet)[1] == "   …at last Moscow in it         14 min "


def test_a_snippet_is_cut_once() -> None:
    snippet = f"the {HIT.format('Moscow')} talks about the cable that {HIT.format('Moscow')} wants"
    for width in range(30, 80):
        assert text(MADURO, width=width, snippet=snippet)[1].count("…") <= 1


def test_hits_are_parted_from_the_text_around_them() -> None:
    assert list(marked(f"{HIT.format('a')} b {HIT.format('c')}")) == [("a", True), (" b ", False), ("c", True)]
    assert list(marked("plain")) == [("plain", False)]
    assert list(marked(f"un{HIT_START}ended")) == [("un", False), ("ended", True)]
    assert list(marked("")) == []
    assert in_view([], 10) == []


def test_markup_stands_as_typed() -> None:
    assert "[b]x[/b] [@click=quit]" in text(replace(MADURO, title="[b]x[/b] [@click=quit]"))[0]


@pytest.mark.parametrize("title", ["", "   ", "\x1b\x07", "\u202e"])
def test_a_headline_of_nothing(title: str) -> None:
    assert text(replace(MADURO, title=title))[0].startswith(" ● Untitled ")


def test_controls_never_reach_the_screen() -> None:
    hostile = "a\x1b[2Jb\x9bc\x07d\u202ee\r\nf"
    row = replace(MADURO, title=hostile, feed_title=hostile, tags=(hostile,), names=(Name(hostile, EntityType.ORG),))
    for line in (*text(row, width=120), *text(row, width=120, snippet=hostile)):
        assert not any(
            ord(character) < 32 or 0x7F <= ord(character) < 0xA0 or character == "\u202e" for character in line
        )


def test_an_article_that_is_not_there() -> None:
    assert text(None, width=20) == ["   …                ", " " * 20]
    assert text(None, width=20, selected=True) == ["▎  …                ", "▎" + " " * 19]


@pytest.mark.parametrize(
    ("ago", "wide", "narrow"),
    [
        (0, "now", "now"),
        (3 * DAY, "Sat 08:14", "Sat"),
        (20 * DAY, "4 Sep", "4 Sep"),
        (400 * DAY, "20 Aug 2018", "Aug 2018"),
    ],
)
def test_times(ago: int, wide: str, narrow: str) -> None:
    row = replace(MADURO, time=NOW - ago, names=())
    assert text(row)[0].endswith(f"  {wide} ")
    assert text(row, width=40)[1].endswith(f"  {narrow} ")


@pytest.mark.parametrize(
    "title",
    [
        "日本の首相、ワシントンで会談へ 経済協力を協議、両国の関係を強化",
        "Family 👨‍👩‍👧 reunited 🌊🌊🌊🌊🌊🌊 after floods",
        "e\u0301" * 80,
        "مفاوضات السلام",
    ],
)
def test_every_line_fills_its_width(title: str) -> None:
    row = replace(MADURO, title=title, feed_title=title, names=(Name(title, EntityType.WORK), *MADURO.names))
    for width in range(30, 121):
        for number in (0, 1):
            segments = row_line(row, number, RowContext(width, NOW, INKS, snippet=""))
            assert sum(segment.cell_length for segment in segments) == width


def single(row: ArticleRow, width: int = 72) -> str:
    return "".join(segment.text for segment in row_line(row, 0, RowContext(width, NOW, INKS, compact=True)))


def test_a_compact_row_is_one_line_in_columns() -> None:
    assert single(MADURO) == " ●  Venezuela's Maduro to meet Putin in Mos…  RFE/RL             14 min "
    row = replace(MADURO, title="Rates", starred=True, read=True, copies=2, tags=("energy",), feed_title="Bloomberg")
    assert single(row) == "  ★ Rates #energy ×3                          Bloomberg          14 min "
    assert single(row, 40) == "  ★ Rates ×3                     14 min "


@pytest.mark.parametrize("width", [5, 12, 20, 33, 46, 59, 60, 61, 120])
def test_a_compact_row_is_as_wide_as_the_list(width: int) -> None:
    for row in (MADURO, replace(MADURO, copies=9, tags=("a", "b" * 40), title="頂" * 80, starred=True)):
        segments = row_line(row, 0, RowContext(width, NOW, INKS, compact=True))
        assert sum(segment.cell_length for segment in segments) == width


def test_which_mark_stands_at_a_cell() -> None:
    starred = replace(MADURO, starred=True)
    both = replace(starred, read=True)
    assert [mark_at(MADURO, 0, x, compact=False) for x in range(4)] == [None, "read", None, None]
    assert [mark_at(row, line, 1, compact=False) for row, line in ((starred, 0), (starred, 1), (both, 0))] == [
        *("read", "star", "star")
    ]
    assert [mark_at(both, 0, x, compact=True) for x in range(4)] == [None, "read", "star", None]
