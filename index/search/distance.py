"""The words of a vocabulary that differ from a given one by a letter or two."""

from __future__ import annotations

import numpy as np

from index.search.patterns import within_distance

_LINE_FEED = 10
_FAR = 99


def near_words(block: bytes, word: str, limit: int) -> list[str]:
    """The words of a block (UTF-8, each between line feeds) within a distance, see :func:`within_distance`.

    Words of plain ASCII are compared all at once, letter by letter of the matrix that compares two words.
    """
    if not block:
        return []
    codes = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(codes == _LINE_FEED)
    starts, lengths = ends[:-1] + 1, np.diff(ends) - 1
    plain = np.add.reduceat((codes >= 128).astype(np.int32), ends)[:-1] == 0  # noqa: PLR2004 - beyond ASCII
    size = len(word)
    fits = (np.abs(lengths - size) <= limit) & plain & (lengths > 0)
    found: list[str] = []
    if word.isascii() and fits.any():
        starts_in, lengths_in = starts[fits], lengths[fits]
        hits = _distances(codes, starts_in, lengths_in, word) <= limit
        found = [
            block[start : start + length].decode()
            for start, length in zip(starts_in[hits].tolist(), lengths_in[hits].tolist(), strict=True)
        ]
        rest = ~plain
    else:
        rest = lengths > 0
    for start, length in zip(starts[rest].tolist(), lengths[rest].tolist(), strict=True):
        other = block[start : start + length].decode()
        if within_distance(word, other, limit):
            found.append(other)
    return found


def _distances(
    codes: np.ndarray[tuple[int], np.dtype[np.uint8]],
    starts: np.ndarray[tuple[int], np.dtype[np.intp]],
    lengths: np.ndarray[tuple[int], np.dtype[np.intp]],
    word: str,
) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    """The optimal string alignment distance of each word: a column of the matrix for all words at a time."""
    longest = int(lengths.max())
    letters = [codes[np.minimum(starts + at, len(codes) - 1)] for at in range(longest)]
    size = len(word)
    older: list[np.ndarray[tuple[int], np.dtype[np.int8]]] = []
    column = [np.full(len(starts), at, dtype=np.int8) for at in range(size + 1)]
    result = np.where(lengths == 0, size, _FAR).astype(np.int8)
    for j in range(longest):
        before, column = column, [np.full(len(starts), j + 1, dtype=np.int8)]
        for i in range(1, size + 1):
            differs = (letters[j] != ord(word[i - 1])).astype(np.int8)
            cost = np.minimum(np.minimum(before[i] + 1, column[i - 1] + 1), before[i - 1] + differs)
            if j and i > 1:
                swapped = (letters[j] == ord(word[i - 2])) & (letters[j - 1] == ord(word[i - 1]))
                cost = np.where(swapped, np.minimum(cost, older[i - 2] + 1), cost)
            column.append(cost.astype(np.int8))
        older = before
        result = np.where(lengths == j + 1, column[size], result)
    return result
