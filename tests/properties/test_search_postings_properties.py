"""Lists of postings survive being written, however long and however dense they are, and stock Whoosh reads them."""

from __future__ import annotations

import io
from array import array

from hypothesis import given
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3LeafMatcher, W3TermInfo
from whoosh.filedb.structfile import BufferFile
from whoosh.formats import Frequency

from index.search.postings import decode_postings, write_postings

LISTS = st.lists(
    st.tuples(st.integers(0, 300), st.sampled_from((1, 1, 1, 2, 255, 256, 70_000))), min_size=1, max_size=200
)


def list_of(steps: list[tuple[int, int]], *, far: int, times: int) -> tuple[array[int], array[int]]:
    """Documents that far from one another at the most, the list so many times after itself."""
    ids: array[int] = array("I")
    counts: array[int] = array("I")
    for step, count in steps * times:
        ids.append((ids[-1] if ids else 0) + 1 + step * far)
        counts.append(count)
    return ids, counts


@given(LISTS, st.sampled_from((1, 400)), st.sampled_from((1, 30)))
def test_postings_survive(steps: list[tuple[int, int]], far: int, times: int) -> None:
    ids, counts = list_of(steps, far=far, times=times)
    file = io.BytesIO()
    file.write(b"what stands before")
    entry = write_postings(file, ids, counts, (0, 255))
    found, often = decode_postings(entry, memoryview(file.getvalue()))
    assert found.tolist() == ids.tolist()
    assert often.tolist() == counts.tolist()


@given(LISTS, st.sampled_from((1, 400)), st.sampled_from((1, 30)))
def test_whoosh_reads_the_same(steps: list[tuple[int, int]], far: int, times: int) -> None:
    ids, counts = list_of(steps, far=far, times=times)
    file = io.BytesIO()
    info = W3TermInfo.from_bytes(write_postings(file, ids, counts, (0, 255)))
    if info.is_inlined():
        found, often, _ = info.inlined_postings()
        assert (list(found), list(often)) == (ids.tolist(), counts.tolist())
        return
    matcher = W3LeafMatcher(BufferFile(file.getvalue()), 0, len(file.getvalue()), Frequency())
    read = []
    while matcher.is_active():
        read.append((matcher.id(), matcher.weight(), matcher.value_as("frequency")))
        matcher.next()
    assert read == [(one, count, count) for one, count in zip(ids, counts, strict=True)]
