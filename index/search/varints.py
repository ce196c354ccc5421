"""Lists of non-negative whole numbers as bytes, seven bits a byte, whole lists at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_BITS = 7
_MORE = 128
_MOST_BYTES = 5


def encode(values: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The bytes of all values, and how many bytes each takes."""
    sizes = np.ones(len(values), dtype=np.int64)
    for more in range(1, _MOST_BYTES):
        sizes += values >= 1 << (_BITS * more)
    starts = np.cumsum(sizes) - sizes
    data = np.zeros(int(sizes.sum()), dtype=np.uint8)
    rest, places, left = values, starts, sizes
    while len(rest):
        data[places] = (rest & (_MORE - 1)) | np.where(left > 1, _MORE, 0)
        longer = left > 1
        rest, places, left = rest[longer] >> _BITS, places[longer] + 1, left[longer] - 1
    return data, sizes


def decode(data: npt.NDArray[np.uint8], kind: type[np.int64] = np.int64) -> npt.NDArray[np.int64]:
    """The values, as numbers of a kind that holds them.

    Most are one byte long; only the longer ones are put together.
    """
    more = np.flatnonzero(data >= _MORE)
    if not len(more):
        return data.astype(kind)
    begins = np.flatnonzero(np.diff(more, prepend=-2) > 1)
    at = more[begins]
    values = data[data < _MORE].astype(kind)
    numbers = at - begins
    longer = np.arange(len(at))
    long = np.zeros(len(at), dtype=np.int64)
    for shift in range(_MOST_BYTES):
        read = data[at + shift]
        long[longer] |= (read & (_MORE - 1)).astype(np.int64) << (_BITS * shift)
        goes_on = read >= _MORE
        longer, at = longer[goes_on], at[goes_on]
        if not len(longer):
            break
    values[numbers] = long
    return values


def counts(data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """How many values begin at or after each of the places, and before the next one."""
    return np.add.reduceat((data < _MORE).astype(np.int64), starts)
