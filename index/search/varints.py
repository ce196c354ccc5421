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


def decode(data: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The values, and where in ``data`` each one's bytes begin."""
    ends = np.flatnonzero(data < _MORE)
    starts = np.empty_like(ends)
    starts[:1] = 0
    starts[1:] = ends[:-1] + 1
    if len(ends) == len(data):
        return data.astype(np.int64), starts
    values = (data[starts] & (_MORE - 1)).astype(np.int64)
    longer = np.flatnonzero(ends > starts)
    shift = 0
    while len(longer):
        shift += 1
        values[longer] |= (data[starts[longer] + shift] & (_MORE - 1)).astype(np.int64) << (_BITS * shift)
        longer = longer[ends[longer] > starts[longer] + shift]
    return values, starts
