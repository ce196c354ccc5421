"""How much memory the feeds under way may take up together."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LIMIT = 32_000_000
"""Bytes of feed documents that may be held at once: a hundred of the usual size, or two of the largest allowed."""

_FIRST = 8
"""Feeds that are let in before anything is known of their sizes."""

_FADING = 0.8


class Room:
    """Lets feeds in as long as what they bring has room; one is always let in.

    How large a feed is shows only when it is there. So a few are let in at first, and each after them is expected to be
    as large as the largest of the last few: dozens of ordinary feeds come at once, and huge ones two by two.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._taken = 0
        self._usual = limit // _FIRST
        self._visitors = 0
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Place]:
        """A place for one feed, from before it is fetched until it is stored."""
        async with self._changed:
            await self._changed.wait_for(self._has_room)
            place = Place(self, self._usual)
            self._visitors += 1
            self._taken += place.size
        try:
            yield place
        finally:
            self._visitors -= 1
            self._taken -= place.size
            self._usual = max(int(self._usual * _FADING), place.filled)
            async with self._changed:
                self._changed.notify_all()

    def _has_room(self) -> bool:
        return not self._visitors or self._taken + self._usual <= self._limit

    def resize(self, difference: int) -> None:
        """What somebody holds is more, or less, than was expected."""
        self._taken += difference


class Place:
    """What one feed takes up; ``filled`` is the size of its document once that is there."""

    def __init__(self, room: Room, expected: int) -> None:
        self._room = room
        self.size = expected
        self.filled = 0

    def fill(self, size: int) -> None:
        """The document is there, and has so many bytes."""
        self._room.resize(size - self.size)
        self.size = self.filled = size
