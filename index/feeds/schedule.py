"""When a feed may be asked for again, and why not before. Pure: facts and a time in, a decision in words out.

Nobody is asked more often than they wish. A server's wishes are its headers (Cache-Control and Expires, RFC 9111;
Retry-After, RFC 9110), a feed's its ttl, skipHours and skipDays (RSS 2.0) and its sy:update* (RSS 1.0 syndication
module). Where nobody says anything, the interval follows how seldom the feed changes, as RFC 9111 (4.2.2) proposes for
caches: a tenth of the time since the last change. What fails is asked ever less often, but never given up.
docs/politeness.md has the whole in words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from index.events import Occasion
from index.feed_types import HostWait

if TYPE_CHECKING:
    from index.feed_types import FeedHints, FetchHistory, FetchState

MINUTE, HOUR, DAY = 60, 3600, 86_400

SHORTEST = 10 * MINUTE
"""No automatic refresh asks a feed more often, whatever anybody says."""

SHORTEST_UNASKED = HOUR
"""Nor more often than this where neither the server nor the feed nor the user says anything."""

SHORTEST_UNCONDITIONAL = 2 * HOUR
"""Nor than this where the server gives nothing to ask conditionally with, and sends the whole each time."""

LONGEST = DAY
"""No wish of a feed, and no back-off, keeps it unasked for longer (the hours and days to skip come on top)."""

LONGEST_WAIT = 7 * DAY
"""What is believed of a Retry-After."""

MOVES_NEEDED = 2
"""How often in a row a feed must have redirected to the same address for good."""

_BACK_OFF_MOST = 8  # doublings after which the longest back-off is reached for certain
_JITTER = 0.5
_CLOCK_SLACK = 5 * MINUTE
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Next:
    """The earliest next fetch.

    Attributes:
        at: Unix seconds; None where the feed is asked for only by name.
        reason: why not earlier, a sentence.
    """

    at: int | None
    reason: str


def freshness(cache_control: str, expires: str, date: str, age: str = "") -> int | None:
    """For how many seconds more an answer is good (RFC 9111, 4.2); None where its headers do not say.

    A shared cache's s-maxage is not for us. What must not be kept at all may be asked for at once.
    """
    lifetime: int | None = None
    for directive in cache_control.lower().split(","):
        name, _, value = directive.strip().partition("=")
        value = value.strip(' "')
        if name.strip() in {"no-store", "no-cache"}:
            return 0
        if name.strip() == "max-age" and lifetime is None and value.isascii() and value.isdigit():
            lifetime = int(value[:12])
    if lifetime is None and expires:
        end, start = server_time(expires), server_time(date)
        if end is None:
            return 0  # "0" and other nonsense means that it has expired (RFC 9111, 5.3)
        lifetime = max(0, round(end - start)) if start is not None else None
    if lifetime is None:
        return None
    return max(0, lifetime - (int(age[:12]) if age.isascii() and age.isdigit() else 0))


def server_time(date: str) -> float | None:
    """A date of HTTP as Unix seconds, None where it is none."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few answers have one that matters

    try:
        parsed = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    try:
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def next_fetch(history: FetchHistory, every: int, seed: str) -> Next:
    """The earliest time at which an automatic refresh may ask for a feed.

    Args:
        history: what is known of its past fetches.
        every: the interval that the user wants, in seconds; 0 where they do not say.
        seed: what tells this feed from others, so that feeds that failed together do not come back together.
    """
    if history.gone:
        return Next(None, "The server says that the feed is gone for good; it is asked for only by name.")
    if history.checked is None:
        return Next(0, "It has never been asked for.")
    if history.failures:
        wait, reason = back_off(history.failures, seed), f"It waits after {_times(history.failures)}."
    else:
        wait, reason = _interval(history, every)
    if every > wait:
        wait, reason = every, f"feeds.toml asks for it every {duration(every)}."
    return _skip(history.checked + wait, reason, history.hints)


def _interval(history: FetchHistory, every: int) -> tuple[int, str]:
    """The longest of what server, feed and user want, or of what fits how seldom it changes."""
    hints = history.hints
    wishes = [
        (history.state.fresh, "its server says that the last answer is good for {}."),
        (hints.ttl, "the feed asks for {} between two fetches (ttl)."),
        (hints.period, "the feed says that it is renewed every {} (sy:updatePeriod)."),
    ]
    wait, reason = max(((min(seconds, LONGEST), words) for seconds, words in wishes), key=lambda wish: wish[0])
    if not every and (whole := _unconditional(history, asked=bool(wait))) > wait:
        said = f"Its server cannot say that nothing has changed, so the whole is asked for every {duration(whole)}."
        return whole, said
    unasked = 0 if wait or every else SHORTEST_UNASKED
    if not every and (seldom := _seldom(history)) > max(wait, SHORTEST, unasked):
        last = duration(max(0, (history.checked or 0) - (history.changed or 0)))
        return seldom, f"It had changed last {last} before, so it is asked for every {duration(seldom)}."
    if wait < SHORTEST:
        shortest = max(SHORTEST, unasked)
        return shortest, f"No feed is asked for more often than every {duration(shortest)}{' unasked' * bool(unasked)}."
    said = reason.format(duration(wait))
    return wait, said[0].upper() + said[1:]


def _seldom(history: FetchHistory, part: int = 10) -> int:
    """A tenth of the time since the last change (RFC 9111, 4.2.2), or another part; at most the longest interval."""
    if history.changed is None or history.checked is None:
        return 0
    return min(LONGEST, (history.checked - history.changed) // part)


def _unconditional(history: FetchHistory, *, asked: bool) -> int:
    """How long to leave a server alone that has no validators; 0 where it has some.

    Half of the time since the last change; the usual tenth, where somebody has asked for an interval.
    """
    if history.state.etag or history.state.last_modified or not history.state.size:
        return 0
    if asked:
        return max(SHORTEST_UNASKED, _seldom(history))
    return max(SHORTEST_UNCONDITIONAL, _seldom(history, 2))


def back_off(failures: int, seed: str) -> int:
    """Seconds to wait after so many failures in a row: 10 minutes, doubled each time, and up to a half more."""
    base = min(LONGEST, SHORTEST << min(failures - 1, _BACK_OFF_MOST))
    drawn = int.from_bytes(blake2b(f"{seed}\n{failures}".encode("utf-8", "replace"), digest_size=4).digest()) / 2**32
    return round(base * (1 + _JITTER * drawn))


def _skip(at: int, reason: str, hints: FeedHints) -> Next:
    """The first moment from ``at`` on that is in no hour and on no day that the feed wants skipped."""
    if not (hints.skip_hours or hints.skip_days) or not 0 <= at < 2**36:
        return Next(at, reason)
    moment = datetime.fromtimestamp(at, UTC)
    first = moment
    for _ in range(8 * 24):
        if moment.weekday() in hints.skip_days:
            skipped = f"The feed has nothing new on a {_DAY_NAMES[moment.weekday()]} (skipDays)."
        elif moment.hour in hints.skip_hours:
            skipped = f"The feed has nothing new in the hour from {moment.hour}:00 UTC (skipHours)."
        else:
            break
        reason = skipped
        moment = moment.replace(minute=0, second=0) + timedelta(hours=1)
    return Next(int(moment.timestamp()) if moment != first else at, reason)


def held(
    history: FetchHistory, wait: HostWait | None, now: int, occasion: Occasion, *, every: int = 0, seed: str = ""
) -> str:
    """Why a feed is not asked for now, a sentence; empty where it may be.

    What a server has asked for in so many words holds always, even for a feed that is named. What the wishes of feeds,
    back-off and intervals ask for holds for automatic refreshes only.

    Args:
        history: of the feed.
        wait: what its server asked for, None where it did not.
        now: Unix seconds.
        occasion: who asks.
        every: see :func:`next_fetch`.
        seed: likewise.
    """
    if wait is not None and waits(wait, now):
        return f"{wait.host} asked us to wait {duration(wait.until - now)} more."
    if occasion is Occasion.NAMED:
        return ""
    if history.gone:
        return next_fetch(history, every, seed).reason
    if occasion is Occasion.ALL or (history.checked or 0) > now + _CLOCK_SLACK:
        return ""  # what was done later than now was done under a clock that was wrong
    following = next_fetch(history, every, seed)
    if following.at is None or following.at <= now:
        return ""
    return f"{following.reason} Next in {duration(following.at - now)}."


def waits(wait: HostWait, now: int) -> bool:
    """Whether a server's wish to be left alone still holds; one from the future was noted by a clock that was wrong."""
    return wait.since <= now + _CLOCK_SLACK and now < wait.until


def host_wait(host: str, status: int, seconds: int, now: int) -> HostWait | None:
    """What an answer of 429 or 503 asks for; None where it asks for nothing."""
    if status not in {429, 503} or not seconds:
        return None
    return HostWait(host, now, now + min(seconds, LONGEST_WAIT))


def moved(state: FetchState, own: str, target: str) -> FetchState:
    """The state after a good answer, with where the feed has moved to or may be moving to.

    Args:
        state: with what was known before.
        own: the address that was asked.
        target: where permanent redirects led from there; empty where there were none.
    """
    insecure = own.lower().startswith("https:") and not target.lower().startswith("https:")
    if not target or insecure:
        return replace(state, moving_to="", moves=0) if state.moving_to or state.moves else state
    count = state.moves + 1 if target == state.moving_to else 1
    if count >= MOVES_NEEDED:
        return replace(state, moved_to=target, moving_to="", moves=0)
    return replace(state, moving_to=target, moves=count)


def duration(seconds: int) -> str:
    """A time in words for people: "45 s", "90 min", "5 h", "3 days"."""
    for unit, name, until in ((1, "s", 2 * MINUTE), (MINUTE, "min", 2 * HOUR), (HOUR, "h", 2 * DAY)):
        if seconds < until:
            return f"{-(-seconds // unit)} {name}"
    return f"{-(-seconds // DAY)} days"


def _times(count: int) -> str:
    return "a failure" if count == 1 else f"{count} failures in a row"
