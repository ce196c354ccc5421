"""Words in order, and words near one another, by the places that they stand in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.search.places import PlaceReader
    from index.search.plan import InOrder

    Ints = npt.NDArray[np.int64]

_FAR_LARGER = 16


def documents(reader: PlaceReader, phrase: InOrder) -> Ints:
    """The documents that hold the phrase, with repetitions."""
    if phrase.within:
        return _near(reader, phrase)
    units = [unit.encode() for unit in phrase.units]
    order = sorted(range(len(units)), key=lambda at: reader.size(units[at]))
    last = len(units) - 1
    if phrase.going_on:
        order.remove(last)
        order.append(last)
    found: Ints | None = None
    for at in order:
        if found is not None and not len(found):
            break
        places = reader.places_from(units[at]) if phrase.going_on and at == last else reader.places(units[at])
        found = places - at if found is None else _both(found, places - at)
    assert found is not None
    return reader.documents(found, phrase.fields)


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


def _near(reader: PlaceReader, phrase: InOrder) -> Ints:
    """Documents where all units stand within a stretch of ``within`` places from the first to the last.

    Such a stretch begins with one of the units, and holds of each the first ones at or behind its beginning.
    """
    wanted = Counter(unit.encode() for unit in phrase.units)
    rows = {unit: reader.places(unit) for unit in wanted}
    if not all(len(row) for row in rows.values()):
        return np.empty(0, dtype=np.int64)
    rarest = min(rows.values(), key=len)
    reach = phrase.within
    if len(rows) > 1:  # only what is near the rarest unit can matter
        rows = {unit: row if row is rarest else _around(row, rarest, reach) for unit, row in rows.items()}
        if not all(len(row) for row in rows.values()):
            return np.empty(0, dtype=np.int64)
    begins = np.unique(np.concatenate(list(rows.values())))
    last = begins
    for unit, times in wanted.items():
        row = rows[unit]
        at = np.searchsorted(row, begins) + times - 1
        fits = at < len(row)
        begins, last, at = begins[fits], last[fits], at[fits]
        last = np.maximum(last, row[at])
    fits = last - begins <= reach
    begins, last = begins[fits], last[fits]
    same = np.searchsorted(reader.starts, begins, side="right") == np.searchsorted(reader.starts, last, side="right")
    return reader.documents(begins[same], phrase.fields)


def _around(row: Ints, centres: Ints, reach: int) -> Ints:
    """Those places of a row that are at most ``reach`` from one of the centres."""
    if len(centres) * _FAR_LARGER < len(row):
        low = np.searchsorted(row, centres - reach)
        high = np.searchsorted(row, centres + reach, side="right")
        counts = high - low
        ends = np.cumsum(counts)
        at = np.arange(int(ends[-1])) + np.repeat(low - (ends - counts), counts)
        near: Ints = row[np.unique(at)]
        return near
    after = np.searchsorted(centres, row)
    right = centres[np.minimum(after, len(centres) - 1)]
    left = centres[np.maximum(after - 1, 0)]
    close: Ints = row[np.minimum(np.abs(right - row), np.abs(row - left)) <= reach]
    return close
