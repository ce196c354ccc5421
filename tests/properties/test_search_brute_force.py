"""Whatever is archived and whatever is asked: the index answers as reading every article one by one would."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.search import catch_up, merge, phrases, postings
from index.search.index import SearchIndex
from index.types import Sort
from search_samples import FakeArchive
from search_truth import ASKED, NOW, SAVED, STORES, condition

if TYPE_CHECKING:
    from index.intake_types import Indexable


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
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(stores=STORES, marked=st.tuples(*[st.sets(st.integers(1, 25))] * 3), data=st.data())
def test_the_answers_are_those_of_reading_everything(
    stores: list[list[Indexable]], marked: tuple[set[int], set[int], set[int]], data: st.DataObject
) -> None:
    archive = FakeArchive()
    archive.marks.starred, archive.marks.read, archive.marks.tagged["later"] = marked
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder) / "search", archive, clock=lambda: NOW, saved=lambda: SAVED)
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
