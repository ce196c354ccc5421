"""Words in order, and words near one another, by the places that they stand in.

Long rows of places are gone through a stretch of whole pieces at a time: so the numbers stay in the processor's cache.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from index.search.places import PlaceReader
    from index.search.plan import InOrder

    Ints = npt.NDArray[np.int64]

_FAR_LARGER = 16
_MANY = 200_000
"""Places, all rows together, from which on they are gone through in stretches."""

_STRETCH = 60_000
"""Places of a stretch, all rows together, about."""


def documents(reader: PlaceReader, phrase: InOrder) -> Ints:
    """The documents that hold the phrase, rising, perhaps with repetitions."""
    units = [unit.encode() for unit in phrase.units]
    last = len(units) - 1
    rows: dict[tuple[bytes, bool], Ints] = {}
    keys = [(unit, phrase.going_on and at == last) for at, unit in enumerate(units)]
    for unit, begins in sorted(set(keys), key=lambda key: (key[1], reader.size(key[0]))):
        row = reader.places_from(unit) if begins else reader.places(unit)
        if not len(row):
            return np.empty(0, dtype=np.int64)
        rows[unit, begins] = row
    if phrase.within:
        return _near(reader, rows, Counter(keys), phrase)
    ordered = sorted(enumerate(rows[key] for key in keys), key=lambda each: len(each[1]))
    shifts = [at for at, _ in ordered]
    found = [_in_order(parts, shifts) for parts in _stretches(reader, [row for _, row in ordered])]
    return reader.documents(np.concatenate(found), phrase.fields)


def _stretches(reader: PlaceReader, rows: Sequence[Ints]) -> Iterator[Sequence[Ints]]:
    """The rows cut into stretches, between the same pieces each."""
    total = sum(map(len, rows))
    if total < _MANY:
        yield rows
        return
    edges = reader.starts[:: max(1, len(reader.starts) * _STRETCH // total)]
    cuts = [[0, *np.searchsorted(row, edges[1:]).tolist(), len(row)] for row in rows]
    for ends in zip(*map(pairwise, cuts), strict=True):
        yield [row[low:high] for row, (low, high) in zip(rows, ends, strict=True)]


def _in_order(rows: Sequence[Ints], shifts: Sequence[int]) -> Ints:
    """Where a phrase begins whose words stand in the rows, each ``shift`` places behind its beginning."""
    found = rows[0] - shifts[0]
    for row, shift in zip(rows[1:], shifts[1:], strict=True):
        if not len(found):
            break
        found = _both(found, row - shift)
    return found


def _both(one: Ints, other: Ints) -> Ints:
    """What two rising arrays without repetitions have in common."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    if not len(small):
        return small
    if len(small) * _FAR_LARGER < len(large):
        at = np.searchsorted(large, small)
        at[at == len(large)] = 0
        found: Ints = small[large[at] == small]
        return found
    merged = np.concatenate((small, large))
    merged.sort(kind="stable")
    twice: Ints = merged[:-1][merged[1:] == merged[:-1]]
    return twice


def _near(
    reader: PlaceReader, rows: dict[tuple[bytes, bool], Ints], wanted: Counter[tuple[bytes, bool]], phrase: InOrder
) -> Ints:
    """Documents where all units stand within a stretch of ``within`` places from the first to the last."""
    rarest = min(rows.values(), key=len)
    reach = phrase.within
    if len(rows) > 1:  # only what is near the rarest unit can matter
        rows = {key: _around(row, rarest, reach) for key, row in rows.items()}
    times = [wanted[key] for key in rows]
    found = [_close(reader, parts, times, reach) for parts in _stretches(reader, list(rows.values()))]
    return reader.having(np.concatenate(found), phrase.fields)


def _around(row: Ints, centres: Ints, reach: int) -> Ints:
    """Those places of a row that are at most ``reach`` from one of the centres, where these are few."""
    if len(centres) * _FAR_LARGER > len(row):
        return row
    low = np.searchsorted(row, centres - reach)
    high = np.searchsorted(row, centres + reach, side="right")
    counts = high - low
    ends = np.cumsum(counts)
    at = np.arange(int(ends[-1])) + np.repeat(low - (ends - counts), counts)
    near: Ints = row[np.unique(at)]
    return near


def _close(reader: PlaceReader, rows: Sequence[Ints], times: Sequence[int], reach: int) -> Ints:
    """The pieces where places of all rows, of each as many as ``times`` says, stand at most ``reach`` apart.

    All places are sorted; at each, the next ones of every row are known from those behind it.
    """
    bits = (len(rows) - 1).bit_length()
    tagged = np.concatenate([row.astype(np.int64) << bits | number for number, row in enumerate(rows)])
    tagged.sort(kind="stable")
    if not len(tagged):
        return tagged
    number_of = tagged & ((1 << bits) - 1)
    tagged >>= bits
    none = len(tagged)
    last = np.zeros(none, dtype=np.int64)
    for number, often in enumerate(times):
        at = np.flatnonzero(number_of == number)
        following = np.full(none, none)
        if len(at) >= often:
            following[at[: len(at) - often + 1]] = at[often - 1 :]
        np.maximum(last, np.minimum.accumulate(following[::-1])[::-1], out=last)
    begins = np.flatnonzero(last < none)
    last = last[begins]
    fits = tagged[last] - tagged[begins] <= reach
    begins, last = tagged[begins[fits]], tagged[last[fits]]
    low, high = np.searchsorted(reader.starts, (tagged[0], tagged[-1]), side="right").tolist()
    starts = reader.starts[low - 1 : high].astype(np.int64)
    pieces = np.searchsorted(starts, begins, side="right")
    same = pieces == np.searchsorted(starts, last, side="right")
    found: Ints = np.unique(pieces[same]) + low - 2
    return found
