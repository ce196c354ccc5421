"""How much memory the feeds under way may take up together."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

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
        self._queue: deque[tuple[Place, asyncio.Future[None]]] = deque()

    def place(self) -> Place:
        """A place for one feed, from before it is fetched until it is stored; an asynchronous context manager."""
        return Place(self)

    async def enter(self, place: Place) -> None:
        """Wait until there is room, and take it."""
        if not self._queue and self._has_room():
            self._let_in(place)
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append((place, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if (place, turn) in self._queue:
                self._queue.remove((place, turn))
            elif not turn.cancelled():
                self.leave(place)  # it had been let in just before
            raise

    def leave(self, place: Place) -> None:
        """Give a place back to those who wait."""
        self._visitors -= 1
        self._taken -= place.size
        self._usual = max(int(self._usual * _FADING), place.filled)
        while self._queue and self._has_room():
            following, turn = self._queue.popleft()
            if not turn.done():
                self._let_in(following)
                turn.set_result(None)

    def _let_in(self, place: Place) -> None:
        place.size = self._usual
        self._visitors += 1
        self._taken += place.size

    def _has_room(self) -> bool:
        return not self._visitors or self._taken + self._usual <= self._limit

    def resize(self, difference: int) -> None:
        """What somebody holds is more, or less, than was expected."""
        self._taken += difference


class Place:
    """What one feed takes up; ``filled`` is the size of its document once that is there."""

    __slots__ = ("_room", "filled", "size")

    def __init__(self, room: Room) -> None:
        self._room = room
        self.size = 0
        self.filled = 0

    async def __aenter__(self) -> Self:
        await self._room.enter(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._room.leave(self)

    def fill(self, size: int) -> None:
        """The document is there, and has so many bytes."""
        self._room.resize(size - self.size)
        self.size = self.filled = size
