"""What has changed between two texts."""

from __future__ import annotations

import time

import pytest

from index.text.diff import Change, text_diff

MARKS = {Change.SAME: ("", ""), Change.REMOVED: ("[-", "-]"), Change.ADDED: ("{+", "+}")}


def marked(old: str, new: str) -> str:
    """The difference as wdiff writes it."""
    edits = text_diff(old, new)
    return "".join(MARKS[edit.change][0] + edit.text + MARKS[edit.change][1] for edit in edits)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("Same.", "Same.", "Same."),
        ("", "New.", "{+New.+}"),
        ("Gone.", "", "[-Gone.-]"),
        ("Rates rise to 4% today.", "Rates rise to 5% today.", "Rates rise to [-4-]{+5+}% today."),
        ("He said so on Monday.", "He said so.", "He said so[- on Monday-]."),
        (
            "A first one.\n\nA second.",
            "A first one.\n\nBetween.\n\nA second.",
            "A first one.\n\n{+Between.\n\n+}A second.",
        ),
        ("One.\n\nTwo.", "One.", "One.[-\n\nTwo.-]"),
        (
            "The minister denied it. Nobody was hurt in the fire.",
            "Ships lay idle. Nobody was hurt in the fire.",
            "[-The minister denied it. -]{+Ships lay idle. +}Nobody was hurt in the fire.",
        ),
        (
            "We met in Old York yesterday",
            "We met in New Bern yesterday",
            "We met in [-Old York-]{+New Bern+} yesterday",
        ),
        ("東京で会談した", "大阪で会談した", "[-東京-]{+大阪+}で会談した"),
        ("It cost 1,200 euros in all", "It cost 1,250 euros in all", "It cost [-1,200-]{+1,250+} euros in all"),
    ],
)
def test_changes_are_found_word_by_word(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@pytest.mark.parametrize("hard", ["words", "rhythm", "paragraphs"])
def test_hard_texts_take_no_long_time(hard: str) -> None:
    old, new = {
        "words": [" ".join(f"w{n % step}" for n in range(20_000)) for step in (97, 89)],
        "rhythm": ["a b " * 10_000, "b a " * 10_000],
        "paragraphs": ["\n\n".join(f"Paragraph {n}. It goes on." for n in range(3000)), "It goes on.\n\n" * 3000],
    }[hard]
    start = time.process_time()
    text_diff(old, new)
    assert time.process_time() - start < 5
