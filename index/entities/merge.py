"""Which names of the archive are short for which others: pure decisions over keys and counts of articles.

A name has at most one name that it stands for, its *parent*; following parents ends at the name that is the entity.
Parents always rank above their children, so that the links form a forest whatever is linked first, and each decision
looks at the final counts only: the same archive gives the same entities, in whatever order its articles came.

The rules are conservative. Two full names never merge on a surname alone. A bare surname, an initial or a given name
follows a full name only where at least :data:`SHARE` of the articles that could be meant point at one person, in
:data:`ARTICLES` articles or more; an acronym follows the name that an article has bound it to.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.entities.lexicon import SURNAME_PARTICLES
from index.entities.people import may_be_one_person
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHARE = 0.8
"""The part of all articles with possible bearers of a short form that the one bearer must have."""

ARTICLES = 2
"""The fewest articles that link a short form to its bearer where no article binds the two."""

ACRONYM = 4
"""From how many letters on initials alone bind an acronym to the only name that has them."""

_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "de", "a", "to", "&", "und", "et", "la"})
_WORD = re.compile(r"[^\W\d_][\w]*")
_FULL = 2
_SPELT = 3

Rank = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Bearer:
    """A name that a short form may stand for.

    Attributes:
        key: the name's key.
        root: the entity that the name belongs to.
        articles: how many articles have the name.
        bound: in how many articles the short form was resolved to this name.
    """

    key: str
    root: int
    articles: int
    bound: int = 0


def rank(key: str, type_: EntityType) -> Rank:
    """Where a name stands among those that may be linked: a link leads from the lower rank to the higher.

    For people a full name is above a single one, a spelt given name above an initial, the usual two words above more;
    for everything else the longer name is above the shorter.
    """
    words = key.split()
    if type_ is not EntityType.PERSON:
        return (len(words), len(key), 0, key)
    if is_bare(key):
        return (0, len(words), len(key), key)
    return (1 if len(words[0]) == 1 else 2, -len(words), len(words[0]), key)


def is_bare(key: str) -> bool:
    """Whether a person's key is a single name, or a surname with its particles ("bin salman")."""
    words = key.split()
    return len(words) < _FULL or all(word in SURNAME_PARTICLES for word in words[:-1])


def hooks(key: str, type_: EntityType) -> tuple[str, str]:
    """By what the names that may be short for a name find it: a person's last and first word, else its initials.

    Initials are given without and with those of small words ("oas" and "ooas"); a single word has none.
    """
    words = key.split()
    if type_ is EntityType.PERSON:
        return (words[-1], words[0]) if words else ("", "")
    if type_ not in {EntityType.ORG, EntityType.EVENT} or len(words) < _FULL:
        return ("", "")
    spelt = [word for word in _WORD.findall(key) if word not in _SMALL_WORDS]
    return ("".join(word[0] for word in spelt), "".join(word[0] for word in _WORD.findall(key)))


def short_forms(key: str, type_: EntityType) -> frozenset[str]:
    """The keys that may be short for a name by themselves: surnames, the given name, "j marbury"; an acronym."""
    words = key.split()
    if type_ is not EntityType.PERSON:
        return frozenset(hook for hook in hooks(key, type_) if len(hook) >= ACRONYM)
    if len(words) < _FULL:
        return frozenset()
    tails = {tail for tail in (" ".join(words[first:]) for first in range(1, len(words))) if is_bare(tail)}
    return frozenset({*tails, words[0], f"{words[0][0]} {words[-1]}", f"{words[0]} {words[-1]}"} - {key})


def parent_of(key: str, type_: EntityType, own_root: int, bearers: Sequence[Bearer]) -> str | None:
    """The key of the name that ``key`` is short for; None where it stands for itself.

    Args:
        key: the name to decide on.
        type_: its type, and that of all bearers.
        own_root: its own id; bearers that are it already are left aside.
        bearers: every name that shares a hook with it or that an article has bound it to or from.
    """
    others = [bearer for bearer in bearers if bearer.key != key and bearer.root != own_root]
    above = [bearer for bearer in others if rank(bearer.key, type_) > rank(key, type_)]
    if type_ is not EntityType.PERSON:
        return _expansion(key, type_, above)
    if is_bare(key):
        return _bearer_of_bare(key, above)
    return _same_person(key, others, above)


def prevailing(bearers: Iterable[Bearer], articles: int) -> Bearer | None:
    """The bearer with most articles of the one entity that has nearly all of them; None where there is none such."""
    listed = list(bearers)
    totals: Counter[int] = Counter()
    for bearer in listed:
        totals[bearer.root] += max(bearer.articles, bearer.bound)
    total = sum(totals.values())
    for root, count in totals.items():
        if count >= articles and count >= SHARE * total:
            return max((one for one in listed if one.root == root), key=lambda one: (one.articles, one.key))
    return None


def _bearer_of_bare(key: str, above: Sequence[Bearer]) -> str | None:
    """Who is meant by a surname, or by a given name if articles have used it so."""
    full = [bearer for bearer in above if not is_bare(bearer.key)]
    best = prevailing((one for one in full if _ends(one.key, key) or one.key.split()[0] == key or one.bound), ARTICLES)
    if best is None:
        return None
    same = [one for one in full if one.root == best.root]
    by_surname = any(_ends(one.key, key) for one in same)
    return best.key if by_surname or sum(one.bound for one in same) >= ARTICLES else None


def _ends(key: str, tail: str) -> bool:
    return key.endswith(f" {tail}")


def _same_person(key: str, others: Sequence[Bearer], above: Sequence[Bearer]) -> str | None:
    """The usual form of a full name: its given name spelt out, its middle names left out."""
    fitting = [bearer for bearer in above if not is_bare(bearer.key) and may_be_one_person(key, bearer.key)]
    bound = prevailing((bearer for bearer in fitting if bearer.bound), 1)
    if bound is not None:
        return bound.key
    words = key.split()
    if len(words[0]) == 1:
        best = prevailing((one for one in fitting if one.key.split()[-1] == words[-1]), ARTICLES)
        return best.key if best is not None else None
    if any(len(word) < _SPELT and word not in SURNAME_PARTICLES for word in words[1:-1]):
        return None  # initials that tell "George H. W. Bush" from another are part of the name
    usual = f"{words[0]} {words[-1]}"
    longer = [one.key for one in others if len(one.key.split()) > _FULL and f"{_first(one)} {_last(one)}" == usual]
    if len(words) > _FULL and all(may_be_one_person(key, other) for other in longer):
        return next((bearer.key for bearer in fitting if bearer.key == usual), None)
    return None


def _first(bearer: Bearer) -> str:
    return bearer.key.split()[0]


def _last(bearer: Bearer) -> str:
    return bearer.key.split()[-1]


def _expansion(key: str, type_: EntityType, above: Sequence[Bearer]) -> str | None:
    """The long form of an acronym or of another short name."""
    spelt = [bearer for bearer in above if key in hooks(bearer.key, type_)]
    bound = [bearer for bearer in above if bearer.bound]
    best = prevailing((Bearer(one.key, one.root, one.bound, one.bound) for one in bound), 1)
    if best is not None:
        enough = any(one.key == best.key for one in spelt)
        total = sum(one.bound for one in bound if one.root == best.root)
        return best.key if enough or total >= ARTICLES else None
    if bound or len(key) < ACRONYM:
        return None
    only = prevailing(spelt, ARTICLES)
    return only.key if only is not None else None
