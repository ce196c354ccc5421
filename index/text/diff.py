"""What has changed between two texts, word by word.

Paragraphs are compared first, then the sentences of those that differ, then the words of those sentences, each with
``difflib`` (Ratcliff and Obershelp's gestalt matching, with its habit of leaving popular elements out of long texts).
That keeps what has to be compared word by word short, whatever the texts: matching is quadratic in the worst case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_WORDS = 2000
"""Elements of a stretch that are compared word by word; a longer one counts as wholly rewritten."""

_LEAST_LIKENESS = 0.35
"""Stretches that share less than this part of their words read better as one taken out and one put in."""

_ISLAND = 3
"""Letters and digits: a shorter run of unchanged text between two changes counts as changed."""

_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNITS = (
    re.compile(r".+?(?:\n\n|\Z)", re.DOTALL),
    re.compile(r".+?(?:(?<=[.!?…。！？])[”’»\"')]*\s+|(?<=[。！？])|\n|\Z)", re.DOTALL),
    re.compile(rf"[{_IDEOGRAPH}]|[^\W{_IDEOGRAPH}]+(?:['’.,-][^\W{_IDEOGRAPH}]+)*|\s+|.", re.DOTALL),
)
"""What paragraphs, sentences and words are; each covers all of a text."""


class Change(StrEnum):
    """What has become of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of text and what has become of it."""

    change: Change
    text: str


def text_diff(old: str, new: str) -> tuple[Edit, ...]:
    """The stretches of two texts in reading order, what was removed before what stands there now.

    Those that stayed and those removed make up ``old``, those that stayed and those added make up ``new``.
    """
    return tuple(_tidied(_compared(old, new, 0)))


def _compared(old: str, new: str, level: int) -> Iterator[Edit]:
    before, after = _UNITS[level].findall(old), _UNITS[level].findall(new)
    words = level == len(_UNITS) - 1
    matcher = SequenceMatcher(None, before, after)
    if words and (max(len(before), len(after)) > MOST_WORDS or _unlike(matcher, before, after)):
        yield from _replaced(old, new)
        return
    for tag, first, last, start, end in matcher.get_opcodes():
        removed, added = "".join(before[first:last]), "".join(after[start:end])
        if tag == "equal":
            yield Edit(Change.SAME, removed)
        elif tag == "replace" and not words:
            yield from _compared(removed, added, level + 1)
        else:
            yield from _replaced(removed, added)


def _unlike(matcher: SequenceMatcher[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two stretches have too few words in common; white space and marks don't count."""
    shared = sum(
        sum(word[0].isalnum() for word in before[block.a : block.a + block.size])
        for block in matcher.get_matching_blocks()
    )
    words = sum(word[0].isalnum() for word in (*before, *after))
    return words > 0 and 2 * shared / words < _LEAST_LIKENESS


def _replaced(old: str, new: str) -> Iterator[Edit]:
    if old:
        yield Edit(Change.REMOVED, old)
    if new:
        yield Edit(Change.ADDED, new)


def _tidied(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Neighbours of a kind joined, and little islands of unchanged text between changes given to both sides."""
    listed = list(edits)
    changed = [edit.change is not Change.SAME for edit in listed]
    for index in range(1, len(listed) - 1):
        island = sum(character.isalnum() for character in listed[index].text) < _ISLAND
        changed[index] |= island and "\n\n" not in listed[index].text and changed[index - 1] and changed[index + 1]
    for change, group in groupby(zip(changed, listed, strict=True), lambda pair: pair[0]):
        run = [edit for _, edit in group]
        if not change:
            yield Edit(Change.SAME, "".join(edit.text for edit in run))
            continue
        yield from _replaced(
            "".join(edit.text for edit in run if edit.change is not Change.ADDED),
            "".join(edit.text for edit in run if edit.change is not Change.REMOVED),
        )
