"""Where in a text there may be a hit: an expression that finds each of them, and not much else, in a single pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def likely_places(
    begun: Collection[str], near: Collection[tuple[str, int]], phrases: Collection[Sequence[str]]
) -> re.Pattern[str] | None:
    """What stands wherever there is a hit in a lower-cased text without foreign letters; None where that is anywhere.

    Args:
        begun: how the words begin that are hits.
        near: words with how many letters may be wrong.
        phrases: units in order.
    """
    if "" in begun or any(not word for word, _ in near):
        return None
    places = {_begun(beginning) for beginning in begun}
    places |= {_about_as_long(word, distance) for word, distance in near}
    places |= {r"(?:'s)?[\W_]*".join((_begun(units[0]), *map(_loosely, units[1:]))) for units in phrases}
    return re.compile("|".join(sorted(places))) if places else None


def common_letters(stem: str) -> str:
    """What all words with a stem begin with.

    In Snowball's English stemmer they differ from it in its last letter at most, but for "dying" and its like; seen to
    hold for the 244,000 words of a large archive.
    """
    return stem[:1] if stem.endswith("ie") else stem[: max(1, len(stem) - 1)]


def _loosely(letters: str) -> str:
    """A beginning as it may stand in a text: abbreviated with points, with apostrophes, digits grouped."""
    return "[.,'’]?".join(map(re.escape, letters.lstrip("#@")))


def _begun(beginning: str) -> str:
    """The same where no letter or digit stands before it.

    Its first letter comes first, so that the search for it can skip whatever begins no match.
    """
    letters = beginning.lstrip("#@")
    first = re.escape(letters[0])
    return rf"{first}(?<![^\W_]{first}){_loosely(letters)[len(first) :]}"


def _about_as_long(word: str, distance: int) -> str:
    """A word that begins like another and is neither too short nor too long to be near it."""
    shortest, longest = max(0, len(word) - 1 - distance), len(word) - 1 + distance
    return rf"{_begun(word[:1])}(?=\S{{{shortest}}})(?![^\W_]{{{longest + 1}}})"
