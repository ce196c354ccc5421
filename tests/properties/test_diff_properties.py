"""Differences of texts: nothing is lost, nothing is made up."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.text.diff import Change, text_diff

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(["one", "two", "Three.", "漢字", "。", " ", "\n\n", "\n", "4%", "—"]), max_size=60).map(
        "".join
    ),
)


@given(TEXTS, TEXTS)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    edits = text_diff(old, new)
    assert "".join(edit.text for edit in edits if edit.change is not Change.ADDED) == old
    assert "".join(edit.text for edit in edits if edit.change is not Change.REMOVED) == new
    assert all(edit.text for edit in edits)
    kinds = [edit.change for edit in edits]
    assert all(one != other for one, other in pairwise(kinds))


@given(TEXTS)
def test_equal_texts_do_not_differ(text: str) -> None:
    assert all(edit.change is Change.SAME for edit in text_diff(text, text))
