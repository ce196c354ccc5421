"""Whatever is archived and whatever is asked: the index answers as reading every article one by one would."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.search import catch_up, merge, phrases, postings
from index.search.index import SearchIndex
from index.types import EntityType, Name, Sort
from search_samples import FakeArchive, article

if TYPE_CHECKING:
    from index.intake_types import Indexable

# every word of the articles, and what it can be found by
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
    "nowhere": "nowhere",
}
# wildcards and near-misses, and all that they stand for
LOOSE = {
    "gover*": {"govern"},
    "wa*": {"war"},
    "c?fe": {"cafe"},
    "cofe~": {"cafe"},
    "covid*": {"covid", "covid-19"},
    "*il": {"oil"},
    "lodez~": {"lodz"},
    "*oil": {"oil", "#oil"},
}
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
DAY = 86_400
START = int(datetime(2019, 9, 1, tzinfo=UTC).timestamp())


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
    }
    return cut.get(word) or word.lower().lstrip("#").split("-")


def holds(words: list[str], phrase: list[str]) -> bool:
    cut = [part for word in words for part in plain(word)]
    wanted = [part for word in phrase for part in plain(word)]
    return any(cut[at : at + len(wanted)] == wanted for at in range(len(cut)))


def found_by(text: str) -> set[str]:
    return {key for word in text.split() for key in WORDS[word]}


def texts(item: Indexable, field: str) -> list[str]:
    return [item.title] if field == "title:" else [item.title, item.text]


def leaf(draw: st.DrawFn, archive: FakeArchive) -> Condition:
    every = archive.articles.stored
    kind = draw(st.sampled_from(["word", "word", "loose", "phrase", "near", "person", "date", "feed", "mark", "copy"]))
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
        case "copy":
            earlier = {
                item.text: (item.time, item.id) for item in sorted(every.values(), key=lambda it: (-it.time, -it.id))
            }
            ids = {i for i, item in every.items() if item.text and earlier[item.text] != (item.time, item.id)}
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
        case "feed":
            ids = {i for i, item in every.items() if item.feed == 2}
            return Condition(draw(st.sampled_from(["feed:rferl", "feed:rfe/rl"])), frozenset(ids))
    return Condition("is:starred", frozenset(archive.marks.starred & set(every)))


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
    lambda number, title, text, day, feed, people: article(
        number,
        title,
        text,
        time=START + day * DAY // 2,
        feed=feed,
        names=[Name(PEOPLE[person], EntityType.PERSON) for person in people],
    ),
    st.integers(1, 25),
    TEXTS,
    TEXTS,
    st.integers(0, 40),
    st.integers(1, 3),
    st.frozensets(st.integers(0, 3), max_size=3),
)
STORES = st.lists(st.lists(ARTICLES, min_size=1, max_size=6), min_size=1, max_size=8)


@pytest.fixture(autouse=True)
def _many_small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catch_up, "BATCH", 4)
    monkeypatch.setattr(merge, "FAN", 3)


@pytest.fixture(autouse=True, params=[False, True], ids=["few", "as if many"])
def _long_rows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ways that are taken for long lists and long rows are taken for short ones too."""
    if request.param:
        monkeypatch.setattr(phrases, "_MANY", 0)
        monkeypatch.setattr(phrases, "_STRETCH", 8)
        monkeypatch.setattr(postings, "_MANY", 1)
        monkeypatch.setattr(postings, "_INLINE", 1)
        monkeypatch.setattr(postings, "BLOCK", 5)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(stores=STORES, starred=st.sets(st.integers(1, 25)), data=st.data())
def test_the_answers_are_those_of_reading_everything(
    stores: list[list[Indexable]], starred: set[int], data: st.DataObject
) -> None:
    archive = FakeArchive()
    archive.marks.starred = starred
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder) / "search", archive)
        for batch in stores:
            archive.store(*batch)
            index.catch_up()
        for _ in range(8):
            asked = data.draw(st.composite(lambda draw: condition(draw, archive, 3))(), label="query")
            for sort in Sort:
                result = index.search(asked.text, sort=sort, limit=100)
                ids = [hit.row.id for hit in result.hits]
                assert set(ids) == asked.answers
                assert len(ids) == len(set(ids)) == result.total
                if sort is not Sort.RELEVANCE:
                    times = [(hit.row.time, hit.row.id) for hit in result.hits]
                    assert times == sorted(times, reverse=sort is Sort.NEWEST)
                pages = [index.search(asked.text, sort=sort, limit=3, offset=at).hits for at in range(0, len(ids), 3)]
                assert [hit.row.id for page in pages for hit in page] == ids
        index.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stores=STORES, word=st.sampled_from(sorted(ASKED)))
def test_scores_do_not_depend_on_how_the_index_was_built(stores: list[list[Indexable]], word: str) -> None:
    archive = FakeArchive()
    with tempfile.TemporaryDirectory() as folder:
        grown = SearchIndex(Path(folder) / "grown", archive)
        for batch in stores:
            archive.store(*batch)
            grown.catch_up()
        fresh = SearchIndex(Path(folder) / "fresh", archive)
        fresh.catch_up()
        expected = [(hit.row.id, pytest.approx(hit.score)) for hit in fresh.search(word).hits]
        assert [(hit.row.id, hit.score) for hit in grown.search(word).hits] == expected
        grown.close()
        fresh.close()
