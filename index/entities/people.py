"""Which mentions of persons in an article mean one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.entities.lexicon import GENERATIONS
from index.entities.link import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_MIN_SHORT_FORM = 3
"""From how many letters on a given name can be short for another ("Alex" for "Alexander")."""


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
    full = sorted(
        (mention for mention in mentions if _is_full(mention.name)), key=lambda mention: (mention.start, mention.name)
    )
    by_tail, by_word = _by_tail(full), _by_word(full)
    resolved: dict[PersonMention, str] = {}
    for mention in mentions:
        name = mention.name
        if name in chosen and _is_full(name) and not _is_tail(name, by_tail):
            resolved[mention] = chosen[name]
            continue
        bearers = by_tail.get(fold(name)) or _only_person(by_word.get(fold(name), ()), chosen)
        people = {chosen[bearer.name] for bearer in bearers}
        if not people:
            resolved[mention] = chosen.get(name, name)
        elif len(people) == 1:
            resolved[mention] = people.pop()
        else:
            resolved[mention] = chosen[_nearest(mention, bearers, counts)]
    return resolved


def merge_full_names(counts: Mapping[str, int]) -> dict[str, str]:
    """Each full name to the form that its person is called most in the article.

    Names merge when they are compatible with each other and no third name makes it doubtful which are meant.
    """
    names = sorted((name for name in counts if _is_full(name)), key=lambda name: (-len(name.split()), -len(name), name))
    clusters: list[list[str]] = []
    for name in names:
        fitting = [cluster for cluster in clusters if all(may_be_one_person(name, other) for other in cluster)]
        if len(fitting) == 1:
            fitting[0].append(name)
        else:
            clusters.append([name])
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


def _words(name: str) -> list[str]:
    words = fold(name).replace(".", ". ").replace(",", " ").split()
    while len(words) > 1 and words[-1].rstrip(".") in GENERATIONS:
        words.pop()
    return [word.rstrip(".") or word for word in words]


def _fits(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (longer.startswith(shorter) and (len(shorter) == 1 or len(shorter) >= _MIN_SHORT_FORM))


def _is_full(name: str) -> bool:
    return len(_words(name)) > 1


def _has_initial(name: str) -> bool:
    return len(_words(name)[0]) == 1


def _by_tail(full: Iterable[PersonMention]) -> dict[str, list[PersonMention]]:
    """The full names by what they end with: "salman" and "bin salman" for "Mohammed bin Salman"."""
    tails: defaultdict[str, list[PersonMention]] = defaultdict(list)
    for mention in full:
        words = _words(mention.name)
        for first in range(1, len(words)):
            tails[" ".join(words[first:])].append(mention)
    return dict(tails)


def _by_word(full: Iterable[PersonMention]) -> dict[str, list[PersonMention]]:
    """The full names by each word but the last."""
    by_word: defaultdict[str, list[PersonMention]] = defaultdict(list)
    for mention in full:
        for word in _words(mention.name)[:-1]:
            by_word[word].append(mention)
    return dict(by_word)


def _only_person(bearers: Sequence[PersonMention], chosen: Mapping[str, str]) -> Sequence[PersonMention]:
    """The bearers of a given name, where they are one person."""
    return bearers if len({chosen[bearer.name] for bearer in bearers}) == 1 else ()


def _is_tail(name: str, by_tail: Mapping[str, Sequence[PersonMention]]) -> bool:
    """Whether two words or more end a longer name: "bin Salman", "Garcia Marquez"."""
    return any(len(_words(bearer.name)) > len(_words(name)) for bearer in by_tail.get(" ".join(_words(name)), ()))


def _nearest(mention: PersonMention, bearers: Sequence[PersonMention], counts: Mapping[str, int]) -> str:
    before = [bearer for bearer in bearers if bearer.start < mention.start]
    if before:
        return before[-1].name
    return max((bearer.name for bearer in bearers), key=lambda name: (counts[name], name))
