"""Where the groups of a list begin, be they days or sources: found by looking at few of its articles."""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from tui.format import local_datetime

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import tzinfo

Stamp: TypeAlias = "tuple[int, int]"
"""The time and the feed of an article."""

StampReader: TypeAlias = "Callable[[Sequence[int]], Sequence[Stamp]]"
KeyOf: TypeAlias = "Callable[[Stamp], Hashable]"

_WINDOW = 8192
"""Articles that are looked at together: what is known of them takes a few hundred kilobytes."""

_STRIDE = 256
_FINER = 16


def day_of(stamp: Stamp, zone: tzinfo | None = None) -> int | None:
    """The day of an article on the user's clock, counted from the year 1; None for a time that no calendar holds."""
    moment = local_datetime(stamp[0], zone)
    return moment.toordinal() if moment is not None else None


def feed_of(stamp: Stamp) -> int:
    """The feed of an article."""
    return stamp[1]


def group_starts(ids: array[int], read: StampReader, key: KeyOf) -> array[int]:
    """The indexes at which the articles of a group begin.

    Articles of one group stand together, so wherever two articles agree all those between them do. The list is looked
    at in strides, and where two neighbours differ in shorter ones: of a million articles of five years a twentieth is
    read.

    Args:
        ids: the list.
        read: reads stamps, in the order of the ids that it is given.
        key: what articles of one group have in common.
    """
    starts = array("q", (0,) if ids else ())
    last = len(ids) - 1
    for first in range(0, last, _WINDOW):  # two windows share an article, so that no change falls between them
        starts.extend(_changes(ids, first, min(first + _WINDOW, last), read, key))
    return starts


def _changes(ids: array[int], first: int, last: int, read: StampReader, key: KeyOf) -> list[int]:
    """The places after ``first`` up to ``last`` where another group begins."""
    places = sorted({*range(first, last, _STRIDE), last})
    keys = _keys(ids, places, read, key)
    stride = _STRIDE
    while stride > 1:
        stride = max(1, stride // _FINER)
        between = [
            place
            for left, right in pairwise(places)
            if keys[left] != keys[right]
            for place in range(left + stride, right, stride)
        ]
        keys |= _keys(ids, between, read, key)
        places = sorted(keys)
    return [right for left, right in pairwise(places) if keys[left] != keys[right]]


def _keys(ids: array[int], places: Sequence[int], read: StampReader, key: KeyOf) -> dict[int, Hashable]:
    stamps = read([ids[place] for place in places])
    return {place: key(stamp) for place, stamp in zip(places, stamps, strict=True)}
