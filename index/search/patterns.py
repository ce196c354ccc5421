"""Words that a wildcard or a near-miss stands for."""

from __future__ import annotations

import re

from index.search.analyzer import fold

_PIECES = re.compile(r"([*?])")


def fold_pattern(pattern: str) -> str:
    """A pattern as the folded words that it is compared with, without apostrophes."""
    return fold(pattern).replace("'", "")


def fixed_prefix(pattern: str) -> str:
    """What every match of a folded pattern begins with."""
    return _PIECES.split(pattern, maxsplit=1)[0]


def pattern_regex(pattern: str) -> re.Pattern[str]:
    """A folded pattern as an expression for whole words: ``*`` is any run of letters, ``?`` one letter."""
    pieces = {"*": "[^ ]*", "?": "[^ ]"}
    return re.compile("".join(pieces.get(piece, re.escape(piece)) for piece in _PIECES.split(pattern)))


def within_distance(word: str, other: str, limit: int) -> bool:
    """Whether two words differ by at most ``limit`` letters left out, added, replaced, or swapped with their neighbour.

    The optimal string alignment distance, a row at a time, given up as soon as a row exceeds the limit.
    """
    if abs(len(word) - len(other)) > limit:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        older, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == its:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return False
    return row[-1] <= limit


def contains(words: list[str], wanted: list[str], *, going_on: bool) -> bool:
    """Whether ``wanted`` stands in ``words`` in one piece; ``going_on`` lets its last word be a beginning."""
    exact = wanted[:-1] if going_on else wanted
    length = len(exact)
    for at in range(len(words) - len(wanted) + 1):
        if words[at : at + length] == exact and (not going_on or words[at + length].startswith(wanted[-1])):
            return True
    return False
