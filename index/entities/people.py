"""Which mentions of persons in an article mean one person."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from index.entities.lexicon import GENERATIONS
from index.entities.link import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_MIN_SHORT_FORM = 3
"""From how many letters on a given name can be short for another ("Alex" for "Alexander")."""


_MAX_ALIKE = 100
"""How many persons with one first letter are compared: more are in lists only, where nobody is named twice."""


@dataclass(frozen=True, slots=True)
class PersonMention:
    """Where an article names a person, and how, without titles."""

    start: int
    name: str


def resolve_people(mentions: Sequence[PersonMention]) -> dict[PersonMention, str]:
    """The name of the person that each mention means.

    Full names of one person merge into the one used most. A single name means the one person with that surname, or
    with that given name; of several with a surname, the one named last before it, else the one named most.
    """
    counts = Counter(mention.name for mention in mentions)
    chosen = merge_full_names(counts)
    full = sorted((mention for mention in mentions if mention.name in chosen), key=lambda m: (m.start, m.name))
    by_tail, by_given = _by_tail(full), _by_given_name(chosen)
    resolved: dict[PersonMention, str] = {}
    for mention in mentions:
        words = _words(mention.name)
        bearers = by_tail.get(" ".join(words))
        given = by_given.get(words[0], set()) if len(words) == 1 else set()
        if bearers is not None:
            resolved[mention] = chosen[bearers.nearest(mention.start, counts)]
        elif len(given) == 1:
            resolved[mention] = next(iter(given))
        else:
            resolved[mention] = chosen.get(mention.name, mention.name)
    return resolved


@dataclass(slots=True)
class _Bearers:
    """Where the full names stand that end in one surname, in text order."""

    starts: list[int]
    names: list[str]

    def nearest(self, start: int, counts: Mapping[str, int]) -> str:
        """The bearer named last before an offset, else the one named most."""
        before = bisect_left(self.starts, start)
        return self.names[before - 1] if before else max(set(self.names), key=lambda name: (counts[name], name))


def merge_full_names(counts: Mapping[str, int]) -> dict[str, str]:
    """Each full name to the form that its person is called most in the article.

    Names merge when they are compatible with each other and no third name makes it doubtful which are meant.
    """
    names = sorted((name for name in counts if _is_full(name)), key=lambda name: (-len(name.split()), -len(name), name))
    alike: defaultdict[str, list[list[str]]] = defaultdict(list)
    clusters: list[list[str]] = []
    for name in names:
        near = alike[_words(name)[0][0]]
        fitting = [cluster for cluster in near[:_MAX_ALIKE] if all(may_be_one_person(name, other) for other in cluster)]
        if len(fitting) == 1:
            fitting[0].append(name)
        else:
            near.append([name])
            clusters.append(near[-1])
    chosen: dict[str, str] = {}
    for cluster in clusters:
        best = max(cluster, key=lambda name: (not _has_initial(name), counts[name], len(name), name))
        chosen.update(dict.fromkeys(cluster, best))
    return chosen


def may_be_one_person(one: str, other: str) -> bool:
    """Whether two full names can be one person's: given names equal, initials or short forms, one surname.

    A name can also go on: "Nicolas Maduro" and "Nicolas Maduro Moros".
    """
    first, second = _words(one), _words(other)
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) > 1 and longer[: len(shorter)] == shorter:
        return True
    if first[-1] != second[-1] or not _fits(first[0], second[0]):
        return False
    middle_one, middle_two = first[1:-1], second[1:-1]
    return not (middle_one and middle_two) or (
        len(middle_one) == len(middle_two) and all(map(_fits, middle_one, middle_two))
    )


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    words = fold(name).replace(".", ". ").replace(",", " ").split()
    while len(words) > 1 and words[-1].rstrip(".") in GENERATIONS:
        words.pop()
    return tuple(word.rstrip(".") or word for word in words) or (name,)


def _fits(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (longer.startswith(shorter) and (len(shorter) == 1 or len(shorter) >= _MIN_SHORT_FORM))


def _is_full(name: str) -> bool:
    return len(_words(name)) > 1


def _has_initial(name: str) -> bool:
    return len(_words(name)[0]) == 1


def _by_tail(full: Iterable[PersonMention]) -> dict[str, _Bearers]:
    """The full names by what they end with: "salman" and "bin salman" for "Mohammed bin Salman"."""
    tails: dict[str, _Bearers] = {}
    for mention in full:
        words = _words(mention.name)
        for first in range(1, len(words)):
            bearers = tails.setdefault(" ".join(words[first:]), _Bearers([], []))
            bearers.starts.append(mention.start)
            bearers.names.append(mention.name)
    return tails


def _by_given_name(chosen: Mapping[str, str]) -> dict[str, set[str]]:
    """The persons by each word of their names but the last."""
    by_given: defaultdict[str, set[str]] = defaultdict(set)
    for name, person in chosen.items():
        for word in _words(name)[:-1]:
            by_given[word].add(person)
    return by_given
