"""Articles, queries, and which articles answer them: found by reading every article, one condition after the other."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from index.types import EntityType, Name
from search_samples import FakeArchive, article

if TYPE_CHECKING:
    from index.intake_types import Indexable

# the articles' words, and what each can be found by
WORDS = {
    "War": {"war"},
    "wars": {"war"},
    "government": {"govern"},
    "Governing": {"govern"},
    "café": {"cafe"},
    "Cafe": {"cafe"},
    "COVID-19": {"covid", "19", "covid-19"},
    "covid": {"covid"},
    "19": {"19"},
    "U.S.": {"u.s", "us"},
    "us": {"us"},
    "Putin's": {"putin"},
    "Putin": {"putin"},
    "oil": {"oil"},
    "#oil": {"oil", "#oil"},
    "RFE/RL": {"rfe", "rl", "rfe/rl"},
    "the": {"the"},
    "Łódź": {"lodz"},
    "Москва": {"москва"},
    "الحرب": {"الحرب"},
    "战争与和平": set(),
    "和平": set(),
    "F-35": {"f", "35", "f-35"},
    "@name": {"name", "@name"},
    "1,234": {"1234"},
}
# what is asked, and what an article must be found by to answer
ASKED = {
    "war": "war",
    "WARS": "war",
    "governments": "govern",
    "cafes": "cafe",
    "Covid-19": "covid-19",
    "covid": "covid",
    "19": "19",
    "U.S.": "u.s",
    "us": "us",
    "putin": "putin",
    "Putin's": "putin",
    "oil": "oil",
    "#oil": "#oil",
    "RFE/RL": "rfe/rl",
    "rl": "rl",
    "the": "the",
    "lodz": "lodz",
    "МОСКВА": "москва",
    "الحرب": "الحرب",
    "F-35": "f-35",
    "@name": "@name",
    "1,234": "1234",
    "1234": "1234",
    "nowhere": "nowhere",
}
# wildcards and near-misses, and all that they stand for
LOOSE = {
    "gover*": {"govern"}, "wa*": {"war"}, "c?fe": {"cafe"}, "cofe~": {"cafe"}, "covid*": {"covid", "covid-19"},
    "*il": {"oil"}, "lodez~": {"lodz"}, "*oil": {"oil", "#oil"}, "моск*": {"москва"}, "1?34": {"1234"},
    "nme~": {"name"}, "cvoid~": {"covid"}, "coivdd~2": {"covid"},
}  # fmt: skip
# stretches of a script without spaces
UNSPACED = ("战", "战争", "争与和", "平", "和平", "与平", "和")
PEOPLE = ("Nicolás Maduro", "Vladimir Putin", "Nicolas Sarkozy", "María Corina Machado")
PEOPLE_ASKED = {
    "maduro": {0},
    "nicolas": {0, 2},
    '"nicolas maduro"': {0},
    '"maduro nicolas"': set(),
    "mar*": {3},
    "putn~": {1},
    '"corina machado"': {3},
}
FIELDS = {
    "author:lee": lambda item: item.author == "Ann Lee",
    'author:"ann lee"': lambda item: item.author == "Ann Lee",
    'author:"lee ann"': lambda _: False,
    "origin:rferl": lambda _: False,
    "origin:rfe/rl": lambda item: item.origin == "RFE/RL",
    "org:rfe": lambda item: "RFE/RL" in {name.text for name in item.names},
    "place:lodz": lambda item: "Łódź" in {name.text for name in item.names},
    "place:l*": lambda item: "Łódź" in {name.text for name in item.names},
    "link:example": lambda item: bool(item.link),
    "folder:world": lambda item: item.feed in {2, 3},
    "has:image": lambda item: item.image,
}
SAVED = {"War": "title:war OR is:starred", "not mine": "-query:war oil"}
DAY = 86_400
START = int(datetime(2019, 9, 1, tzinfo=UTC).timestamp())
NOW = START + 20 * DAY + DAY // 2
DATES = {
    "date:today": (START + 20 * DAY, START + 21 * DAY),
    "date:yesterday": (START + 19 * DAY, START + 20 * DAY),
    "date:3d": (NOW - 3 * DAY, math.inf),
    "after:2019-09-10": (START + 9 * DAY, math.inf),
    "before:2019-09-05": (0, START + 4 * DAY),
    "date:2019-09": (START, START + 30 * DAY),
    "date:..2019-09-03": (0, START + 3 * DAY),
    'date:"last month"': (START - 31 * DAY, START),
    'date:"this week"': (START + 15 * DAY, START + 22 * DAY),
}


@dataclass(frozen=True)
class Condition:
    """A query and, straightforwardly, which articles answer it."""

    text: str
    answers: frozenset[int]


def plain(word: str) -> list[str]:
    """The smallest words of a word, as phrases compare them."""
    cut = {
        "Café": ["cafe"],
        "café": ["cafe"],
        "Łódź": ["lodz"],
        "U.S.": ["u.s"],
        "RFE/RL": ["rfe", "rl"],
        "Putin's": ["putin"],
        "1,234": ["1234"],
    }
    unspaced = list(word) if word[0] >= "\u4e00" else []
    return cut.get(word) or unspaced or word.lower().lstrip("#@").split("-")


def holds(words: list[str], phrase: list[str]) -> bool:
    cut = [part for word in words for part in plain(word)]
    wanted = [part for word in phrase for part in plain(word)]
    return any(cut[at : at + len(wanted)] == wanted for at in range(len(cut)))


def found_by(text: str) -> set[str]:
    return {key for word in text.split() for key in WORDS[word]}


def texts(item: Indexable, field: str) -> list[str]:
    return [item.title] if field == "title:" else [item.title, item.text]


WORDY = ("word", "loose", "phrase", "near", "unspaced")
KINDS = ("word", *WORDY, "person", "date", "day", "feed", "field", "mark", "copy", "saved")


def leaf(draw: st.DrawFn, archive: FakeArchive) -> Condition:
    kind = draw(st.sampled_from(KINDS))
    if kind in WORDY:
        return of_words(draw, archive.articles.stored, kind)
    return marked(draw, archive) if kind == "mark" else of_fields(draw, archive, kind)


def of_words(draw: st.DrawFn, every: dict[int, Indexable], kind: str) -> Condition:
    field = draw(st.sampled_from(["", "", "title:"]))
    match kind:
        case "word" | "loose":
            asked = {word: {key} for word, key in ASKED.items()} if kind == "word" else LOOSE
            word = draw(st.sampled_from(sorted(asked)))
            keys = asked[word]
            ids = {i for i, item in every.items() if any(found_by(text) & keys for text in texts(item, field))}
            return Condition(field + word, frozenset(ids))
        case "phrase":
            words = draw(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=3))
            ids = {i for i, item in every.items() if any(holds(text.split(), words) for text in texts(item, field))}
            return Condition(f'{field}"{" ".join(words)}"', frozenset(ids))
        case "near":
            words = draw(st.lists(st.sampled_from(sorted(WORDS)), min_size=2, max_size=3))
            within = draw(st.integers(1, 6))
            units = [unit for word in words for unit in plain(word)]
            ids = {i for i, item in every.items() if any(near(text, units, within) for text in texts(item, field))}
            return Condition(f'{field}"{" ".join(words)}"~{within}', frozenset(ids))
        case "unspaced":
            asked_stretch = draw(st.sampled_from(UNSPACED))
            ids = {
                i for i, it in every.items() if any(holds(text.split(), [asked_stretch]) for text in texts(it, field))
            }
            return Condition(field + asked_stretch, frozenset(ids))
    raise AssertionError(kind)


def of_fields(draw: st.DrawFn, archive: FakeArchive, kind: str) -> Condition:
    every, marks = archive.articles.stored, archive.marks
    match kind:
        case "copy":
            ordered = sorted(every.values(), key=lambda it: (-it.time, -it.id))
            first = {item.text: item.id for item in ordered}
            ids = {i for i, item in every.items() if item.text and first[item.text] != i}
            return Condition("is:copy", frozenset(ids))
        case "person":
            asked_name = draw(st.sampled_from(sorted(PEOPLE_ASKED)))
            wanted = {PEOPLE[i] for i in PEOPLE_ASKED[asked_name]}
            ids = {i for i, item in every.items() if wanted & {name.text for name in item.names}}
            return Condition(f"person:{asked_name}", frozenset(ids))
        case "date":
            first, last = sorted(draw(st.tuples(st.integers(1, 20), st.integers(1, 20))))
            begin, end = START + (first - 1) * DAY, START + last * DAY
            ids = {i for i, item in every.items() if begin <= item.time < end}
            return Condition(f"date:2019-09-{first:02}..2019-09-{last:02}", frozenset(ids))
        case "day":
            asked_day = draw(st.sampled_from(sorted(DATES)))
            low, high = DATES[asked_day]
            return Condition(asked_day, frozenset(i for i, item in every.items() if low <= item.time < high))
        case "field":
            asked_field = draw(st.sampled_from(sorted(FIELDS)))
            return Condition(asked_field, frozenset(i for i, item in every.items() if FIELDS[asked_field](item)))
        case "saved":
            war = {i for i, item in every.items() if "war" in found_by(item.title)} | (marks.starred & set(every))
            oil = {i for i, item in every.items() if any("oil" in found_by(text) for text in texts(item, ""))}
            if draw(st.booleans()):
                return Condition("query:war", frozenset(war))
            return Condition('query:"not mine"', frozenset(oil - war))
        case "feed":
            ids = {i for i, item in every.items() if item.feed == 2}
            return Condition(draw(st.sampled_from(["feed:rferl", "feed:rfe/rl"])), frozenset(ids))
    raise AssertionError(kind)


def marked(draw: st.DrawFn, archive: FakeArchive) -> Condition:
    marks = archive.marks
    ids = set(archive.articles.stored)
    starred, read, later = (ids & marked for marked in (marks.starred, marks.read, marks.tagged.get("later", set())))
    text, found = draw(
        st.sampled_from(
            [
                ("is:starred", starred), ("is:unstarred", ids - starred), ("is:read", read), ("is:unread", ids - read),
                ("tag:later", later), ("tag:none", set()),
            ]
        )
    )  # fmt: skip
    return Condition(text, frozenset(found))


def near(text: str, units: list[str], within: int) -> bool:
    """Whether all units, as often as asked for, stand in some stretch of ``within`` + 1 units."""
    row = [unit for word in text.split() for unit in plain(word)]
    wanted = Counter(units)
    return any(not wanted - Counter(row[at : at + within + 1]) for at in range(len(row)))


def condition(draw: st.DrawFn, archive: FakeArchive, depth: int) -> Condition:
    kind = draw(st.sampled_from(["leaf", "and", "or", "not"])) if depth else "leaf"
    if kind == "leaf":
        return leaf(draw, archive)
    one = condition(draw, archive, depth - 1)
    if kind == "not":
        sign = draw(st.sampled_from(["NOT ", "-"]))
        return Condition(f"{sign}({one.text})", frozenset(archive.articles.stored) - one.answers)
    other = condition(draw, archive, depth - 1)
    if kind == "and":
        joint = draw(st.sampled_from([" ", " AND "]))
        return Condition(f"({one.text}{joint}{other.text})", one.answers & other.answers)
    return Condition(f"({one.text} OR {other.text})", one.answers | other.answers)


TEXTS = st.lists(st.sampled_from(sorted(WORDS)), max_size=8).map(" ".join)
ARTICLES = st.builds(
    lambda number, title, text, day, feed, people, more: replace(
        article(
            number,
            title,
            text,
            time=START + day * DAY // 2,
            feed=feed,
            author="Ann Lee" if "author" in more else "",
            origin="RFE/RL" if "origin" in more else "",
            link="https://example.org/story" if "link" in more else "",
            names=[
                *(Name(PEOPLE[person], EntityType.PERSON) for person in people),
                *([Name("RFE/RL", EntityType.ORG)] if "org" in more else []),
                *([Name("Łódź", EntityType.PLACE)] if "place" in more else []),
            ],
        ),
        image="image" in more,
    ),
    st.integers(1, 25),
    TEXTS,
    TEXTS,
    st.integers(0, 40),
    st.integers(1, 3),
    st.frozensets(st.integers(0, 3), max_size=3),
    st.frozensets(st.sampled_from(["author", "origin", "link", "org", "place", "image"])),
)
STORES = st.lists(st.lists(ARTICLES, min_size=1, max_size=6), min_size=1, max_size=8)
