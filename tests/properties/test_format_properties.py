from __future__ import annotations

import re
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from tui import format as fmt

SHAPES = re.compile(r"now|\d+ min|\d+ h|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)( \d\d:\d\d)?|(\d+ )?[A-Z][a-z]{2}( \d+)?|undated")
moments = st.one_of(st.integers(-(10**20), 10**20), st.integers(0, 2**31), st.floats())


@given(moments, moments, st.booleans())
def test_any_time_reads_as_one_of_the_known_shapes(moment: float, now: float, short: bool) -> None:
    text = fmt.relative_time(moment, now, UTC, short=short)
    assert SHAPES.fullmatch(text)
    assert fmt.relative_time(moment, now, short=short)


@given(st.integers(0, 2**40), st.integers(0, 30 * 86400))
def test_what_is_older_never_reads_as_newer(now: int, ago: int) -> None:
    order = ("now", "min", "h", "other")

    def rank(text: str) -> int:
        last = text.rsplit(" ", 1)[-1]
        return order.index(last) if last in order else len(order)

    newer, older = (fmt.relative_time(now - age, now, UTC) for age in (ago, ago * 2))
    assert rank(newer) <= rank(older)


@given(st.integers(0, 10**18))
def test_sizes_are_short(number: int) -> None:
    assert re.fullmatch(r"[\d,]+(\.\d)? (bytes?|[kMGT]B)", fmt.size(number))
    if number < 10**15:
        assert len(fmt.size(number)) <= 9


@given(st.floats(-1e9, 1e9))
def test_durations_are_words(seconds: float) -> None:
    assert re.fullmatch(r"\d+ ms|\d+(\.\d)? s|\d+ min|[\d,]+ h( \d+ min)?", fmt.duration(seconds))
