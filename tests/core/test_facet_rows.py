"""What the pane of facets lists, and how a line of it looks."""

from __future__ import annotations

from rich.style import Style

from index import Facet, Facets
from tui.widgets.facet_rows import FacetRow, bar, facet_line, facet_rows
from tui.widgets.inks import Inks

PLAIN = Inks(*[Style()] * 10)
FACETS = Facets(
    12,
    feeds=(Facet("Reuters", 7, "feed:Reuters"), Facet("BBC", 5, "feed:BBC"), Facet("AP", 1, "feed:AP")),
    people=(Facet("Vladimir Putin", 4, 'person:"Vladimir Putin"'),),
    months=tuple(Facet(f"2019-{month:02}", month, f"date:2019-{month:02}") for month in (8, 9)),
)


def listed(facets: Facets | None, query: str = "oil", most: int = 2) -> list[str]:
    return [f"{'×' if row.chosen else ''}{row.label} {row.count}".strip() for row in facet_rows(facets, query, most)]


def test_kinds_with_their_commonest_then_months_the_newest_first() -> None:
    assert listed(FACETS) == [
        *("Feeds 0", "Reuters 7", "BBC 5"),
        *("People 0", "Vladimir Putin 4"),
        *("When 0", "Sep 2019 9", "Aug 2019 8"),
    ]


def test_what_narrows_already_stands_on_top_and_only_there() -> None:
    assert listed(FACETS, 'feed:Reuters person:"Vladimir Putin" date:2019-09 oil') == [
        *("Narrowed by 0", "×Reuters 0", "×Vladimir Putin 0", "×2019-09 0"),
        *("Feeds 0", "BBC 5", "AP 1"),
        *("When 0", "Aug 2019 8"),
    ]
    assert listed(None, "place:Oslo oil") == ["Narrowed by 0", "×Oslo 0"]
    assert listed(None) == []


def test_many_months_are_years() -> None:
    months = tuple(Facet(f"{2010 + n // 12}-{n % 12 + 1:02}", 1, "") for n in range(30))
    rows = facet_rows(Facets(30, months=months), "oil", 4)
    assert [(row.label, row.count, row.term, row.share) for row in rows[1:]] == [
        ("2012", 6, "date:2012", 0.5),
        ("2011", 12, "date:2011", 1.0),
        ("2010", 12, "date:2010", 1.0),
    ]


def test_a_bar_is_never_nothing_and_never_too_long() -> None:
    assert [bar(share, 4) for share in (0.0, 0.01, 0.5, 0.53, 1.0, 2.0)] == ["▏", "▏", "██", "██▏", "████", "████"]


def text(row: FacetRow, width: int, *, selected: bool = False) -> str:
    return "".join(segment.text for segment in facet_line(row, width, PLAIN, selected=selected))


def test_lines_are_exact() -> None:
    assert text(FacetRow("Feeds"), 12) == " Feeds      "
    assert text(FacetRow("Reuters", 1234, "feed:Reuters"), 18) == "   Reuters  1,234 "
    assert text(FacetRow("A long name of a feed", 7, "t"), 16) == "   A long na… 7 "
    assert text(FacetRow("Oslo", 0, "t", chosen=True), 10, selected=True) == "▎× Oslo   "
    assert text(FacetRow("2019", 12, "t", share=0.5), 24) == "   2019     ████     12 "
    assert text(FacetRow("日本語の新聞", 3, "t"), 12) == "   日本…  3 "
