"""What a date means in an article that was published on Tuesday, 24 September 2019."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities.dates import is_relative_date, looks_ahead, resolve_date, with_dates
from index.intake_types import Recognition, Unrecognised
from index.types import EntityType, Mention

DAY = date(2019, 9, 24)
SECONDS = 1_569_326_400
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.mark.parametrize(
    ("form", "meant"),
    [
        # a day
        ("September 24", "2019-09-24"),
        ("Sept. 24", "2019-09-24"),
        ("24 September", "2019-09-24"),
        ("the 24th of September", "2019-09-24"),
        ("September 24, 2018", "2018-09-24"),
        ("Oct. 3, 2017", "2017-10-03"),
        ("12 June 1989", "1989-06-12"),
        ("2019-08-01", "2019-08-01"),
        ("25/12/2018", "2018-12-25"),
        ("on Tuesday, September 24", "2019-09-24"),
        ("Feb. 29", "2020-02-29"),
        # without a year the nearest one
        ("December 31", "2019-12-31"),
        ("January 2", "2020-01-02"),
        ("April 1", "2019-04-01"),
        ("Friday, March 1", "2019-03-01"),
        ("Thursday, March 1", "2018-03-01"),
        # a weekday: the last one
        ("Tuesday", "2019-09-24"),
        ("Monday", "2019-09-23"),
        ("on Wednesday", "2019-09-18"),
        ("Monday morning", "2019-09-23"),
        ("Sunday night", "2019-09-22"),
        ("last Tuesday", "2019-09-17"),
        ("next Tuesday", "2019-10-01"),
        ("next Monday", "2019-09-30"),
        ("this Friday", "2019-09-27"),
        # counted from today
        ("today", "2019-09-24"),
        ("yesterday", "2019-09-23"),
        ("tomorrow", "2019-09-25"),
        ("three days ago", "2019-09-21"),
        ("a week ago", "2019-09-16/2019-09-22"),
        ("two months ago", "2019-07"),
        ("30 years ago", "1989"),
        ("in two weeks", "2019-10-07/2019-10-13"),
        ("last week", "2019-09-16/2019-09-22"),
        ("next week", "2019-09-30/2019-10-06"),
        ("this week", "2019-09-23/2019-09-29"),
        ("last weekend", "2019-09-21/2019-09-22"),
        ("next month", "2019-10"),
        ("last year", "2018"),
        ("the past two weeks", "2019-09-10/2019-09-24"),
        ("the next three days", "2019-09-24/2019-09-27"),
        ("the past week", "2019-09-17/2019-09-24"),
        ("this past Sunday", "2019-09-22"),
        ("early Monday", "2019-09-23"),
        ("earlier today", "2019-09-24"),
        ("earlier this week", "2019-09-23/2019-09-24"),
        ("later this week", "2019-09-24/2019-09-29"),
        ("earlier this month", "2019-09-01/2019-09-24"),
        ("later this year", "2019-09-24/2019-12-31"),
        ("late last month", "2019-08"),
        ("early next week", "2019-09-30/2019-10-06"),
        ("later on Monday", "2019-09-23"),
        ("this morning", "2019-09-24"),
        ("last night", "2019-09-23"),
        ("the day before yesterday", "2019-09-22"),
        ("the day after tomorrow", "2019-09-26"),
        ("Monday last week", "2019-09-16"),
        ("Friday of next week", "2019-10-04"),
        ("next week on Friday", "2019-10-04"),
        ("the weekend", "2019-09-21/2019-09-22"),
        ("nearly two years ago", "2017"),
        # months, years and more
        ("September 2018", "2018-09"),
        ("May", "2019-05"),
        ("December", "2019-12"),
        ("last May", "2019-05"),
        ("last October", "2018-10"),
        ("next March", "2020-03"),
        ("early May", "2019-05"),
        ("mid-2018", "2018"),
        ("the end of September", "2019-09"),
        ("2018", "2018"),
        ("the 1990s", "1990/1999"),
        ("the third quarter of 2019", "2019-07/2019-09"),
        ("the first quarter", "2019-01/2019-03"),
        ("the first half of 2018", "2018-01/2018-06"),
        ("the second half of last year", "2018-07/2018-12"),
        ("March this year", "2019-03"),
        ("November last year", "2018-11"),
        # from one to another
        ("September 30- October 3", "2019-09-30/2019-10-03"),
        ("September 30 – October 3", "2019-09-30/2019-10-03"),
        ("Sept. 24-26", "2019-09-24/2019-09-26"),
        ("24-26 September", "2019-09-24/2019-09-26"),
        ("from March 3 to April 5, 2018", "2018-03-03/2018-04-05"),
        ("December 30 to January 2", "2019-12-30/2020-01-02"),
        ("between May and July", "2019-05/2019-07"),
        ("May to November", "2019-05/2019-11"),
        ("Monday to Wednesday", "2019-09-23/2019-09-25"),
        ("2015-2018", "2015/2018"),
        ("2022/23", "2022/2023"),
        ("2015-18", "2015/2018"),
        # nothing certain
        ("9/10/2019", None),
        ("the same day", None),
        ("a day earlier", None),
        ("two years", None),
        ("recent weeks", None),
        ("daily", None),
        ("years", None),
        ("February 30", None),
        ("2018-2015", None),
        ("May 3 or thereabouts", None),
        ("", None),
        ("١٢", None),
    ],
)
def test_a_date_is_resolved(form: str, meant: str | None) -> None:
    assert resolve_date(form, DAY) == meant


@pytest.mark.parametrize(
    ("form", "meant"),
    [("Tuesday", "2019-09-24"), ("Wednesday", "2019-09-25"), ("Monday", "2019-09-30"), ("September 3", "2019-09-03")],
)
def test_a_sentence_that_looks_ahead_means_the_next_weekday(form: str, meant: str) -> None:
    assert resolve_date(form, DAY, ahead=True) == meant


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("The two will meet on ", True),
        ("Talks are due to begin on ", True),
        ("The ministers met on ", False),
        ("Nobody will know. The ministers met on ", False),
        ("", False),
    ],
)
def test_what_looks_ahead(sentence: str, ahead: bool) -> None:
    assert looks_ahead(sentence, len(sentence)) is ahead


@pytest.mark.parametrize(
    ("form", "relative"),
    [
        ("yesterday", True),
        ("earlier this week", True),
        ("last month", True),
        ("two weeks ago", True),
        ("Tuesday", False),
        ("May 2018", False),
        ("two years", False),
        ("annual", False),
    ],
)
def test_relative_dates_are_told_from_durations(form: str, *, relative: bool) -> None:
    assert is_relative_date(form) == relative


def test_a_relative_date_of_an_undated_article_is_none() -> None:
    text = "They met last week, on Tuesday."
    article = Unrecognised(1, 1, "", text, "en", None)
    week = Mention(9, 18, "last week", EntityType.DATE, "last week")
    tuesday = Mention(23, 30, "Tuesday", EntityType.DATE, "Tuesday")
    assert with_dates(Recognition(1, 1, (week, tuesday), ()), article).mentions == (tuesday,)
    dated = with_dates(Recognition(1, 1, (week, tuesday), ()), replace(article, published=SECONDS))
    assert [one.date for one in dated.mentions] == ["2019-09-16/2019-09-22", "2019-09-24"]


def test_without_a_day_of_publication_only_whole_dates_are_resolved() -> None:
    forms = ["May 3, 2018", "May 2018", "2018", "May 3", "Tuesday", "next week", "the first quarter", "May 3-5, 2018"]
    assert [resolve_date(form, None) for form in forms] == [
        "2018-05-03", "2018-05", "2018", None, None, None, None, "2018-05-03/2018-05-05"
    ]  # fmt: skip


def test_the_dates_among_an_articles_mentions_are_resolved() -> None:
    text = "Ann Fell will return on Friday."
    article = Unrecognised(1, 1, "News of Monday", text, "en", SECONDS)
    person = Mention(0, 8, "Ann Fell", EntityType.PERSON, "Ann Fell")
    friday = Mention(24, 30, "Friday", EntityType.DATE, "Friday")
    monday = Mention(8, 14, "Monday", EntityType.DATE, "Monday")
    found = with_dates(Recognition(1, 1, (person, friday), (monday,)), article)
    assert [mention.date for mention in found.mentions] == [None, "2019-09-27"]
    assert [mention.date for mention in found.title_mentions] == ["2019-09-23"]


@given(st.dates(date(1600, 1, 1), date(2090, 1, 1)), st.sampled_from(WEEKDAYS), st.booleans())
def test_a_weekday_is_within_a_week(day: date, weekday: str, ahead: bool) -> None:
    meant = date.fromisoformat(str(resolve_date(weekday, day, ahead=ahead)))
    assert WEEKDAYS[meant.weekday()] == weekday
    assert 0 <= (meant - day).days * (1 if ahead else -1) < 7


@given(st.text(max_size=40), st.dates())
def test_any_text_has_a_date_or_none(form: str, day: date) -> None:
    meant = resolve_date(form, day)
    assert meant is None or all(part[:4].isdigit() for part in meant.split("/"))
