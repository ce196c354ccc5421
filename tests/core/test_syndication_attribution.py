from __future__ import annotations

import pytest

from index.syndication.attribution import is_attribution, origin_of
from index.text.blocks import build_blocks
from index.text.plain import plain_blocks

RFERL = "Radio Free Europe/Radio Liberty"

NOTICES = [
    (
        "This article was originally published by Radio Free Europe/Radio Liberty and is reprinted with permission.",
        RFERL,
    ),
    (
        "Reprinted with the permission of Radio Free Europe/Radio Liberty, 1201 Connecticut Ave NW, Washington DC.",
        RFERL,
    ),
    ("Copyright (c)2019 RFE/RL, Inc. Used with the permission of Radio Free Europe/Radio Liberty.", RFERL),
    ("This story was originally published by Grist.", "Grist"),
    (
        "This story was originally published by ProPublica and is republished under a Creative Commons license.",
        "ProPublica",
    ),
    ("This story was originally published by the Associated Press.", "Associated Press"),
    ("This article was originally published by Futurism. Read the original article.", "Futurism"),
    ("This article is republished from The Conversation under a Creative Commons license.", "The Conversation"),
    ("Originally published on Live Science.", "Live Science"),
    ("Originally published in the Kyiv Independent on May 3, 2024.", "Kyiv Independent"),
    ("Editor's note: This piece first appeared in The Nation on Tuesday.", "The Nation"),
    ("A version of this article originally ran in the St. Louis Post-Dispatch.", "St. Louis Post-Dispatch"),
    ("This story was first published by our partner Inside Climate News, a nonprofit newsroom.", "Inside Climate News"),
    ("This article was first published at Wired.com and is reprinted with permission.", "Wired.com"),
    ("Republished with permission from the Kyiv Independent.", "Kyiv Independent"),
    ("(c)2024 The Boston Globe. Visit it at www.h.example. Distributed by Tribune Content Agency.", "The Boston Globe"),
    ("©2024 Los Angeles Times. Distributed by Tribune Content Agency, LLC.", "Los Angeles Times"),
    ("Source: Reuters", "Reuters"),
    ("Source: The Barents Observer", "The Barents Observer"),
    ("Via Kyodo News", "Kyodo News"),
    ("Via gizmodo.com", "gizmodo.com"),
]

DATELINES = [
    ("(Reuters) - The Kremlin said on Tuesday that talks would be held.", "Reuters"),
    ("MOSCOW (Reuters) - The Kremlin said on Tuesday that talks would be held.", "Reuters"),
    ("MOSCOW (AP) — The Kremlin said on Tuesday that talks would be held.", "Associated Press"),
    ("HAYWARD, Calif. (AP) — The Latest on a stabbing.", "Associated Press"),
    ("SANTA FE, N.M. (AP) — A cat has been found.", "Associated Press"),
    ("WASHINGTON, Sept 24 (Reuters) - President Donald Trump said.", "Reuters"),
    ("PARIS (AFP) – France will.", "Agence France-Presse"),
]

NONE = [
    "Russian President Vladimir Putin will hold talks in Moscow with Venezuelan President Nicolas Maduro.",
    "The novel was originally published by Knopf in 1984.",
    "This story was originally published on November 21, 2024.",
    "This article was originally published here.",
    "This article was first published in Portuguese.",
    "This article was originally published on our website.",
    "This article was reprinted on Wired.com.",
    "The report was first published in May.",
    "Source: officials familiar with the matter",
    "He spoke to Reuters by telephone.",
    "England (Group A): 10th appearance",
    "MADRID — Rafael Nadal kept Spain’s hopes alive.",
    "The agency (AP) — which employs thousands — declined to comment.",
    "They travelled via Moscow",
    "Via Erik",
    "Thanks for the question (via Benjamin Jex).",
    "Source: Portuguese",
    "South Dakota Gov. Kristi Noem (R) is defending the launch.",
]


@pytest.mark.parametrize(("line", "name"), NOTICES)
@pytest.mark.parametrize("at_end", [False, True])
def test_a_notice_names_the_publisher_wherever_it_stands(line: str, name: str, at_end: bool) -> None:
    body = ["The Kremlin has said so."] * 20
    text = "\n\n".join([*body, line] if at_end else [line, *body])
    assert origin_of(plain_blocks(text)) == name


@pytest.mark.parametrize(("line", "name"), DATELINES)
def test_a_dateline_names_the_agency(line: str, name: str) -> None:
    assert origin_of(plain_blocks(line + "\n\nMore text.")) == name


@pytest.mark.parametrize("line", NONE)
def test_no_name_is_better_than_a_wrong_one(line: str) -> None:
    assert origin_of(plain_blocks("First.\n\n" + line + "\n\nLast.")) == ""


def test_a_linked_name_is_taken_whole() -> None:
    html = "<p>This story was originally published by <a href='https://h.example'>Jones and Was</a> on Monday.</p>"
    assert origin_of(build_blocks(html)) == "Jones and Was"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Reuters", "Reuters"),
        ("The Associated Press", "Associated Press"),
        ("RFE/RL", RFERL),
        ("Jane Doe", ""),
        ("", ""),
    ],
)
def test_an_agency_may_stand_in_the_byline(author: str, name: str) -> None:
    assert origin_of(plain_blocks("Text."), author) == name


def test_the_seed_article_came_from_radio_free_europe(shared_data: object) -> None:
    from pathlib import Path

    text = (Path(str(shared_data)) / "seed-article.txt").read_text(encoding="utf-8")
    assert origin_of(plain_blocks(text)) == RFERL


def test_only_a_line_that_is_all_attribution_is_left_out_of_comparisons() -> None:
    assert is_attribution("Source: Reuters")
    assert is_attribution(NOTICES[0][0])
    assert not is_attribution("The Kremlin has said so (via Meduza).")
    assert not is_attribution("MOSCOW (AP) — The Kremlin said.")
