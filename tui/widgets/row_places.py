"""Which lines of a list an article takes, with a heading above each group of articles: sums and binary searches."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADING = -1
"""What stands for a line's number within an article where the line is the heading above it."""


class RowPlaces:
    """The lines of a list.

    Attributes:
        rows: how many articles there are.
        height: lines of an article.
        starts: the index of the first article of each group, ascending, the first one 0; empty without headings. A
            heading takes one line. Costs 8 bytes a group, and a binary search a line.
    """

    __slots__ = ("height", "rows", "starts")

    def __init__(self, rows: int, height: int, starts: Sequence[int] = array("q")) -> None:
        self.rows = rows
        self.height = height
        self.starts = starts

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self.rows * self.height + len(self.starts)

    def top(self, index: int) -> int:
        """The first line of an article."""
        return index * self.height + (bisect_right(self.starts, index) if self.starts else 0)

    def above(self, index: int) -> int:
        """Lines of heading right above an article: 1 for the first of its group, else 0."""
        group = self.group(index)
        return int(group >= 0 and self.starts[group] == index)

    def group(self, index: int) -> int:
        """The group that an article is in, from 0; -1 without groups."""
        return bisect_right(self.starts, index) - 1 if self.starts else -1

    def size(self, group: int) -> int:
        """How many articles a group has."""
        end = self.starts[group + 1] if group + 1 < len(self.starts) else self.rows
        return end - self.starts[group]

    def at(self, line: int) -> tuple[int, int]:
        """The article that a line belongs to, and the line's number in it, :data:`HEADING` for the heading above it.

        Below the last article the index goes on counting.
        """
        if not self.starts:
            return divmod(line, self.height)
        low, high = 0, len(self.starts)  # how many headings stand at the line or above it
        while low < high:
            middle = (low + high) // 2
            if self.starts[middle] * self.height + middle <= line:
                low = middle + 1
            else:
                high = middle
        if low and self.starts[low - 1] * self.height + low - 1 == line:
            return self.starts[low - 1], HEADING
        return divmod(line - low, self.height)
