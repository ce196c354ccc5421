"""Which segments of the index are merged, and when: their number stays small, and nobody waits long."""

from __future__ import annotations

import pytest

from index.search.merge import FAN, PRESSING, choose, choose_small


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ([], None),
        ([100] * (FAN - 1), None),
        ([100] * FAN, (0, FAN)),
        ([5000] + [10] * FAN, (1, FAN + 1)),
        ([100_000] * FAN, None),
    ],
)
def test_which_segments_are_merged(sizes: list[int], merged: tuple[int, int] | None) -> None:
    assert choose(sizes, sizes) == merged


def test_a_segment_of_mostly_deleted_documents_is_rewritten() -> None:
    assert choose([1000, 1000], [900, 100]) == (1, 2)


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ([20] * FAN, (0, FAN)),
        ([200] * FAN, None),
        ([200] * (PRESSING - 1), None),
        ([200] * PRESSING, (0, FAN)),
        ([9000] * FAN + [200] * PRESSING, (FAN, 2 * FAN)),
    ],
)
def test_catching_up_leaves_what_takes_long_to_tidying(sizes: list[int], merged: tuple[int, int] | None) -> None:
    assert choose_small(sizes, sizes) == merged


def test_without_tidying_the_number_of_segments_is_bounded() -> None:
    sizes: list[int] = []
    most = rewritten = 0
    for _ in range(2000):
        sizes.append(200)
        while (run := choose_small(sizes, sizes)) is not None:
            merged = sum(sizes[run[0] : run[1]])
            sizes[run[0] : run[1]] = [merged]
            rewritten += merged
        most = max(most, len(sizes))
    assert most <= 48
    assert rewritten <= 5 * sum(sizes)


def test_the_number_of_segments_stays_logarithmic() -> None:
    sizes: list[int] = []
    most = rewritten = 0
    for _ in range(5000):
        sizes.append(20)
        while (run := choose(sizes, sizes)) is not None:
            merged = sum(sizes[run[0] : run[1]])
            sizes[run[0] : run[1]] = [merged]
            rewritten += merged
        most = max(most, len(sizes))
    assert most <= 30
    assert rewritten <= 5 * sum(sizes)
