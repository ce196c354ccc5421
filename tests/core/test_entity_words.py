"""What is said and drawn of entities, as examples: months as bars, dates and rises in words, lines of every width."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from index import ArticleRow, Correction, CorrectionKind, Entity, EntityType, Month, Riser
from tui.entity_words import (
    correction_in_words,
    date_in_words,
    mention_query,
    rise_in_words,
    usual_share,
)
from tui.widgets.choice_line import choice_line, place_choices
from tui.widgets.entity_rows import (
    BarsRow,
    CorrectionRow,
    DateRow,
    EntityRow,
    MenuRow,
    RiserRow,
    StoryRow,
    TextRow,
    TypeRow,
)
from tui.widgets.inks import Inks
from tui.widgets.time_bars import bar_cells, bar_lines, bar_scale, bars_in_words, bars_of_days, bars_of_months

PLAIN = Style.null()
INKS = Inks(*[PLAIN] * 10, entities=dict.fromkeys(EntityType, PLAIN))


def months(*articles: int, year: int = 2018, month: int = 10) -> tuple[Month, ...]:
    start = year * 12 + month - 1
    return tuple(Month((start + n) // 12, (start + n) % 12 + 1, count) for n, count in enumerate(articles))


# -- months


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        ((0,) * 24, "none of late"),
        ((0,) * 23 + (5,), "5, all in Sep 2020"),
        ((0,) * 5 + (5,) + (0,) * 18, "5, all in Mar 2019"),
        ((1,) + (0,) * 21 + (2, 14), "most in Sep 2020: 14 articles, the latest month"),
        ((0,) * 20 + (1, 14, 2, 0), "most in Jul 2020: 14 articles; none in Sep 2020"),
        ((0,) * 20 + (1, 1, 0, 1), "most in Sep 2020: 1 article, the latest month"),
        ((0,) * 20 + (1400, 3, 0, 2), "most in Jun 2020: 1,400 articles; 2 in Sep 2020"),
    ],
)
def test_the_peak_is_said_in_words(articles: tuple[int, ...], said: str) -> None:
    assert bars_in_words(bars_of_months(months(*articles))) == said


def test_months_before_the_first_article_are_not_shown_but_a_year_is() -> None:
    assert len(bars_of_months(months(*[0] * 20, 1, 2, 3, 4))) == 12
    assert len(bars_of_months(months(*[0] * 5, 1, *[0] * 18))) == 19
    assert len(bars_of_months(months(*[0] * 24))) == 12


def test_bars_stand_on_two_lines_and_the_scale_names_the_ends_and_the_years() -> None:
    shown = bars_of_months(months(0, 1, 2, 4, 8, 16, 0, 0, 1, 16, 3, 2))
    upper, lower = bar_lines(shown, 60)
    assert upper == "                    ███             ███"
    assert lower == "·   ▁▁▁ ▂▂▂ ▄▄▄ ███ ███ ·   ·   ▁▁▁ ███ ▃▃▃ ▂▂▂"
    assert bar_scale(shown, 60) == "Oct 2018    2019                       Sep 2019"


def test_few_cells_show_the_latest_months() -> None:
    shown = bars_of_months(months(*range(24)))
    assert bar_lines(shown, 10) == ("▂▂▃▄▅▅▆▇▇█", "██████████")
    assert bar_lines(shown, 0) == ("", "")
    assert bar_scale(shown, 0) == ""


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=24), st.integers(0, 120))
def test_bars_fit_the_room_and_rise_with_the_numbers(articles: list[int], room: int) -> None:
    shown = bars_of_months(months(*articles))
    articles = [bar.articles for bar in shown]
    upper, lower = bar_lines(shown, room)
    scale = bar_scale(shown, room)
    assert max(map(len, (upper, lower, scale))) <= room
    cells = bar_cells(len(shown), room)
    if room >= cells * len(shown):
        levels = [
            " ▁▂▃▄▅▆▇█".index((upper + " " * room)[n * cells]) * 9
            + " ▁▂▃▄▅▆▇█".index((lower + " " * room)[n * cells].replace("·", " "))
            for n in range(len(shown))
        ]
        for (one, low), (other, high) in pairwise(sorted(zip(articles, levels, strict=True))):
            assert one == other or low <= high
        assert all(bool(level) == bool(count) for level, count in zip(levels, articles, strict=True))


def test_days_begin_at_midnight_and_weeks_on_monday() -> None:
    day, newest = 86_400, 1_569_400_000  # Wednesday, 25 September 2019, 08:26
    bars = bars_of_days([newest, newest - 9 * 3600, newest - 9 * 3600, newest - 40 * day, newest + 2 * day], newest)
    assert [bar.articles for bar in bars][-3:] == [0, 2, 1]
    assert sum(bar.articles for bar in bars) == 3
    assert [bar.label for bar in bars][-2:] == ["Tue 24 Sep", "Wed 25 Sep"]
    assert [bar.tick for bar in bars if bar.tick] == ["2 Sep", "9 Sep", "16 Sep", "23 Sep"][-len(bars) // 7 - 1 :]
    assert bars_in_words(bars, "day") == "most on Tue 24 Sep: 2 articles; 1 on Wed 25 Sep"
    assert bar_scale(bars, 100).startswith("Mon 2 Sep")


# -- words


@pytest.mark.parametrize(
    ("resolved", "said"),
    [
        ("2019-09-24", "Tue 24 Sep 2019"),
        ("2019-10", "Oct 2019"),
        ("2019", "2019"),
        ("2019-09-30/2019-10-03", "Mon 30 Sep 2019 – Thu 3 Oct 2019"),
        ("2019-13-77", "2019-13-77"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_dates_in_words(resolved: str, said: str) -> None:
    assert date_in_words(resolved) == said


def entity(name: str = "Ada Byron", kind: EntityType = EntityType.PERSON) -> Entity:
    return Entity(1, name, kind, ("Byron",), 12, 30, 0, 0)


@pytest.mark.parametrize(
    ("articles", "expected", "said", "share"),
    [
        (14, 3.0, "14, usually 2", 2 / 14),
        (14, 1.0, "14, new", 0.0),
        (6, 1.3, "6, rarely before", 0.05),
        (1400, 701.2, "1,400, usually 700", 0.5),
    ],
)
def test_a_rise_in_words(articles: int, expected: float, said: str, share: float) -> None:
    riser = Riser(entity(), articles, expected, 1.0)
    assert rise_in_words(riser) == said
    assert usual_share(riser) == pytest.approx(share, abs=0.001)


@pytest.mark.parametrize(
    ("name", "kind", "query"),
    [
        ("Ada Byron", EntityType.PERSON, 'person:"Ada Byron"'),
        ("OPEC", EntityType.ORG, 'org:"OPEC"'),
        ('The "Rock"', EntityType.PLACE, 'place:"The  Rock"'),
        ("Hamlet", EntityType.WORK, '"Hamlet"'),
        ("next week", EntityType.DATE, '"next week"'),
    ],
)
def test_queries_for_names(name: str, kind: EntityType, query: str) -> None:
    assert mention_query(name, kind) == query


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (CorrectionKind.SAME, "Maduro is Nicolas Maduro."),
        (CorrectionKind.APART, "Maduro alone is not Nicolas Maduro."),
        (CorrectionKind.RENAME, "Maduro is displayed as Nicolas Maduro."),
        (CorrectionKind.RETYPE, "Maduro is PLACE, not PERSON."),
        (CorrectionKind.HIDE, "Maduro (PERSON) is no entity."),
    ],
)
def test_corrections_in_words(kind: CorrectionKind, said: str) -> None:
    assert correction_in_words(correction(kind)) == said


def correction(kind: CorrectionKind) -> Correction:
    return Correction(1, kind, EntityType.PERSON, "maduro", "Maduro", EntityType.PLACE, "n", "Nicolas Maduro", 0)


# -- lines

NAMES = (
    "Ada",
    "[red]x[/] \\",
    "東京電力ホールディングス株式会社",
    "long " * 60,
    "",
    "e\u0301a\u200d\u202e",
    "👩‍👩‍👧 family",
)
STORY = ArticleRow(1, 1, "The Harbour Wire", "A headline", "", "", None, 0, read=False, starred=False)


def rows(name: str) -> list[object]:
    kind = EntityType.ORG
    return [
        TextRow(),
        TextRow(((name, "strong"), (name, kind)), ((name[:9], "quiet"),)),
        BarsRow(bars_of_months(months(*range(24))), 1, kind),
        BarsRow(bars_of_months(months(*range(24))), 2, kind),
        EntityRow(entity(name, kind), 1234567, name),
        StoryRow(ArticleRow(1, 1, name, name, "", "", None, 0, read=True, starred=True), 10**9),
        StoryRow(STORY, 10**9),
        DateRow("Wed 2 Oct 2019", name, 1),
        RiserRow(Riser(entity(name, kind), 14, 3.0, 9.0), 20, followed=True),
        RiserRow(Riser(entity(name, kind), 1400000, 300000.0, 9.0), 1400000),
        MenuRow("1", name, name),
        MenuRow("2", name, "", possible=False),
        TypeRow(kind, 2, 12, PLAIN, off=True),
        CorrectionRow(correction(CorrectionKind.SAME), 10**9),
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [12, 20, 33, 46, 60, 80, 120, 200])
@pytest.mark.parametrize("selected", [True, False])
def test_every_line_is_as_wide_as_it_is_asked_to_be(name: str, width: int, selected: bool) -> None:
    for row in rows(name):
        segments = row.line(width, INKS, selected=selected)
        assert sum(cell_len(segment.text) for segment in segments) == width, row
        assert "\u202e" not in "".join(segment.text for segment in segments)


def test_a_risers_line_reads() -> None:
    line = RiserRow(Riser(entity(), 14, 3.0, 9.0), 14).line(80, INKS, selected=False)
    assert "".join(s.text for s in line).rstrip() == (
        "  ● Ada Byron           person       ┄┄┄━━━━━━━━━━━━━━━━     14, usually 2"
    )


def test_choices_stand_side_by_side_as_far_as_they_fit() -> None:
    titles = ("last day", "last week", "last month")
    assert place_choices(titles, 80) == [(2, 10), (12, 21), (23, 33)]
    assert place_choices(titles, 24) == [(2, 10), (12, 21)]
    line = choice_line(titles, 1, 40, INKS)
    assert "".join(segment.text for segment in line) == "  last day  last week  last month".ljust(40)
