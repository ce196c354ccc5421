"""Counts before a key, as in vim: ``5j``, ``3J``, ``10G``. Digits wait for the key that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget

MOST = 999_999_999
"""The largest count; more digits are passed over."""


class Counts:
    """The digits that were typed, and the count that the key being handled has before it.

    Attributes:
        typed: the digits that wait for a key.
    """

    def __init__(self, show: Callable[[str], None]) -> None:
        """Make it.

        Args:
            show: is told what waits, "" for nothing.
        """
        self.typed = ""
        self._count: int | None = None
        self._show = show

    def add(self, digit: str) -> None:
        """Take a digit."""
        if int(self.typed + digit) <= MOST:
            self.typed += digit
            self._show(self.typed)

    def key(self) -> bool:
        """Another key was pressed: what was typed counts for it, and for no later one.

        Returns whether anything was.
        """
        typed = bool(self.typed)
        self._count = int(self.typed) if typed else None
        self.drop()
        return typed

    def drop(self) -> None:
        """Forget the digits."""
        if self.typed:
            self.typed = ""
            self._show("")

    def take(self) -> int | None:
        """The count before the key that is being handled; None where there is none. It can be taken once."""
        count, self._count = self._count, None
        return count


def whole_count(widget: Widget) -> int | None:
    """The count before the key that a widget handles; None without one."""
    counts = getattr(widget.screen, "counts", None)
    return counts.take() if isinstance(counts, Counts) else None


def times(widget: Widget) -> int:
    """How many times a widget is to do what its key does."""
    return max(1, whole_count(widget) or 1)
