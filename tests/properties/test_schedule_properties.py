"""Whatever servers and feeds say: the next fetch is never before the shortest interval and never out of reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from index.events import Occasion
from index.feed_types import FeedHints, FetchHistory, FetchState, HostWait
from index.feeds.parse_fields import feed_hints
from index.feeds.schedule import DAY, LONGEST, SHORTEST, freshness, held, host_wait, next_fetch, server_time

times = st.integers(0, 4_000_000_000)
hints = st.builds(
    FeedHints,
    ttl=st.integers(0, 10**11),
    period=st.integers(0, 10**9),
    skip_hours=st.lists(st.integers(0, 23), max_size=23, unique=True).map(tuple),
    skip_days=st.lists(st.integers(0, 6), max_size=6, unique=True).map(tuple),
)
histories = st.builds(
    FetchHistory,
    checked=times,
    fetched=st.none() | times,
    changed=st.none() | times,
    failures=st.integers(0, 10**6),
    state=st.builds(FetchState, fresh=st.integers(0, 10**12)),
    hints=hints,
)
intervals = st.just(0) | st.integers(600, 30 * DAY)


@given(histories, intervals, st.text(max_size=20))
def test_the_next_fetch_is_never_too_soon_and_never_out_of_reach(history: FetchHistory, every: int, seed: str) -> None:
    following = next_fetch(history, every, seed)
    assert following.at is not None
    assert history.checked is not None
    wait = following.at - history.checked
    assert wait >= SHORTEST
    skipped = 7 * DAY if history.hints.skip_days or history.hints.skip_hours else 0
    assert wait <= max(1.5 * LONGEST, every) + skipped
    assert following.reason.endswith(".")
    moment = datetime.fromtimestamp(following.at, UTC)
    assert moment.hour not in history.hints.skip_hours
    assert moment.weekday() not in history.hints.skip_days


@given(histories, intervals, times)
def test_who_asks_more_often_is_held_more_often(history: FetchHistory, every: int, now: int) -> None:
    timer, by_hand, named = (held(history, None, now, occasion, every=every) for occasion in Occasion)
    assert not named
    assert timer or not by_hand
    if timer:
        following = next_fetch(history, every, "")
        assert following.at is not None
        assert following.at > now
        assert not held(history, None, following.at, Occasion.TIMER, every=every)


@given(histories, intervals)
def test_a_longer_wish_never_brings_an_earlier_fetch(history: FetchHistory, every: int) -> None:
    plain = replace(history, hints=FeedHints())
    wished = replace(plain, state=replace(plain.state, fresh=plain.state.fresh + 3600))
    before, after = next_fetch(plain, every, "").at, next_fetch(wished, every, "").at
    assert before is not None
    assert after is not None
    assert after >= before


@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
def test_no_header_is_too_odd(cache_control: str, expires: str, date: str, age: str) -> None:
    fresh = freshness(cache_control, expires, date, age)
    assert fresh is None or 0 <= fresh < 10**13
    server_time(date)


@given(st.integers(100, 999), st.integers(0, 10**12), times)
def test_waits_are_bounded(status: int, seconds: int, now: int) -> None:
    wait = host_wait("h", status, seconds, now)
    if wait is not None:
        assert isinstance(wait, HostWait)
        assert now < wait.until <= now + 7 * DAY


@given(
    st.lists(
        st.sampled_from(
            [
                "<ttl>",
                "</ttl>",
                "60",
                "<skipHours>",
                "</skipHours>",
                "<hour>",
                "</hour>",
                "25",
                "3",
                "<skipDays>",
                "<day>Monday</day>",
                "</skipDays>",
                "<item>",
                "</item>",
                "<sy:updatePeriod>",
                "daily",
                "<",
                " ",
            ]
        )
    ).map("".join)
)
def test_hints_of_any_text_can_be_used(text: str) -> None:
    found = feed_hints(text)
    assert all(0 <= hour < 24 for hour in found.skip_hours)
    assert all(0 <= day < 7 for day in found.skip_days)
    assert len(found.skip_hours) < 24
    assert len(found.skip_days) < 7
