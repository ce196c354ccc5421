"""The legend below an article."""

from __future__ import annotations

import pytest

from index import Article, ArticleRow, Mention
from index import EntityType as Type
from tui.widgets.legend import ArticleStatus, count_names, describe, focus_text, set_counts

ROW = ArticleRow(1, 1, "", "Putin", "", "", None, 0, False, False)
PUTIN = Mention(0, 5, "Putin", Type.PERSON, "Vladimir Putin")
COUNTS = ((Type.PERSON, 4), (Type.ORG, 1), (Type.PLACE, 7), (Type.MONEY, 2))


def test_names_are_counted_once_in_the_order_of_the_legend() -> None:
    article = Article(
        ROW,
        (),
        mentions=(
            Mention(9, 15, "Moscow", Type.PLACE, "Moscow"),
            Mention(20, 34, "Vladimir Putin", Type.PERSON, "Vladimir Putin"),
            Mention(40, 46, "Moscow", Type.PLACE, "Moscow"),
            Mention(50, 56, "Maduro", Type.PERSON, "Maduro"),
        ),
        title_mentions=(PUTIN,),
    )
    assert count_names(article) == ((Type.PERSON, 2), (Type.PLACE, 1))


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (60, ["people 4", "organisation 1", "places 7", "amounts 2"]),
        (50, ["people 4", "org 1", "places 7", "sums 2"]),
        (32, ["people 4", "org 1", "places 7"]),
        (12, ["people 4"]),
        (5, []),
    ],
)
def test_the_legend_fits(width: int, expected: list[str]) -> None:
    assert [text for _, text in set_counts(COUNTS, width)] == expected


def test_what_is_said_of_the_focus() -> None:
    assert describe(PUTIN) == "Vladimir Putin · person"
    assert describe(PUTIN, 1) == "Vladimir Putin · person"
    assert describe(PUTIN, 1284) == "Vladimir Putin · person · in 1,284 articles"
    date = Mention(0, 8, "Thursday", Type.DATE, "Thursday", date="2019-09-26")
    assert describe(date) == "Thursday · Thu 26 Sep 2019"
    assert focus_text(ArticleStatus(focus=PUTIN, position=3, total=17)) == "Vladimir Putin · person · mention 3/17"
    assert focus_text(ArticleStatus(href="https://example.org/")) == "https://example.org/"
    assert focus_text(ArticleStatus()) == ""
