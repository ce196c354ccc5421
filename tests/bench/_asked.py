"""The queries of the search bench, by class, drawn from the corpus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from _corpus import Story

PER_CLASS = 24
STOP = frozenset(
    """
    the of to in and a for on that with said was by at from it as an be has are will its new after over two more
    """.split()  # noqa: SIM905
)
WORD = re.compile(r"[a-z]{3,}")
COMMONEST = (
    "to be or not to be", "the who", "of the", "in the", "one of the", "the end of the world", "it is", "as well as",
    "to be", "the new york times", "the economy is", "said on", "the government", "a state of the", "for the first",
    "at the end of the day", "that it was", "and the", "on the", "to the", "is a", "by the", "from the", "it was the",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Class:
    """Queries of a kind: ours, and the same for FTS5 where it has the like.

    Attributes:
        newest: the most milliseconds that the 95th percentile may take newest first, in a freshly opened index.
        cold: the same by relevance.
        warm: by relevance, asked again.
        large: whether the goals at a million articles are for this class too.
    """

    name: str
    ours: list[str]
    theirs: list[str]
    newest: float | None = None
    cold: float | None = None
    warm: float | None = None
    large: bool = False


def misspell(word: str, rng: random.Random) -> str:
    """A word with a letter missing or two swapped; its first stays."""
    at = rng.randrange(1, len(word) - 2)
    return rng.choice((word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]))


def classes(stories: list[Story], rng: random.Random) -> list[Class]:
    """Queries of every class."""
    counts: dict[str, int] = {}
    for story in stories:
        for word in set(WORD.findall(f"{story.title} {story.text}".lower())):
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted((word for word in counts if word not in STOP), key=lambda word: -counts[word])
    common = ranked[10:400:10][:PER_CLASS]
    middling = ranked[1000:4000:100][:PER_CLASS]
    rare = [word for word in ranked if counts[word] <= 2][:PER_CLASS]
    pairs = list(zip(common, middling, strict=False))
    phrases = [f'"{text}"' for text in _phrases(stories, rng)]
    names = sorted({name for story in stories[:200] for name in story.people})
    people = rng.sample(names, min(PER_CLASS, len(names)))
    years = [f"date:{year}" for year in (2022, 2023, 2024, 2025)]
    two, three, five = (
        [f"{prefix}*" for prefix in sorted({w[:size] for w in rng.sample(ranked[:3000], 200) if len(w) > size})]
        for size in (2, 3, 5)
    )
    misspelt = [misspell(word, rng) for word in middling if len(word) > 5]
    stops = [f'"{text}"' for text in COMMONEST]
    return [
        Class("rare word", rare, rare, 8, 20, 3, large=True),
        Class("common word", common, common, 8, 20, 3, large=True),
        Class("two words", [f"{a} {b}" for a, b in pairs], [f"{a} AND {b}" for a, b in pairs], 8, 20, 3, large=True),
        Class("OR", [f"{a} OR {b}" for a, b in pairs], [f"{a} OR {b}" for a, b in pairs]),
        Class("NOT", [f"{a} -{b}" for a, b in pairs], [f"{a} NOT {b}" for a, b in pairs], 8, 20, 3),
        Class("phrase", phrases, phrases, 40),
        Class("commonest words", stops, stops, 40),
        Class("nearness ~10", [f'"{a} {b}"~10' for a, b in pairs], [f"NEAR({a} {b}, 10)" for a, b in pairs], 40),
        Class("prefix of 2", two[:PER_CLASS], two[:PER_CLASS], 60, 60),
        Class("prefix of 3", three[:PER_CLASS], three[:PER_CLASS], 8),
        Class("prefix of 5", five[:PER_CLASS], five[:PER_CLASS], 8),
        Class("fuzzy", [f"{word}~" for word in misspelt], [], None, 100),
        Class("entity", [f'person:"{n}"' for n in people], [f'people:"{n}"' for n in people], 8, 20, 3, large=True),
        Class("date and word", [f"{years[i % 4]} {word}" for i, word in enumerate(common)], [], 10),
        Class("unread and word", [f"is:unread {word}" for word in common], []),
    ]


def _phrases(stories: list[Story], rng: random.Random) -> list[str]:
    found: list[str] = []
    while len(found) < PER_CLASS:
        words = re.findall(r"[A-Za-z]+", rng.choice(stories).text.split("\n")[0])
        size = rng.choice((2, 2, 3))
        if len(words) > 12:
            at = rng.randrange(len(words) - size)
            if not set(map(str.lower, words[at : at + size])) <= STOP:
                found.append(" ".join(words[at : at + size]).lower())
    return found
