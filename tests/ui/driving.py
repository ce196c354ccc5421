"""Driving the reader in tests: press, wait until the work is done, read the screen."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from textual.worker import WorkerCancelled

from tui.screens.counting import CountingScreen
from tui.screens.reader import ReaderScreen
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot

    from tui.app import WirecopyApp

WIDE, MEDIUM, NARROW = (120, 36), (100, 30), (80, 24)


class Driver:
    """Keys in, screen out."""

    def __init__(self, app: WirecopyApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait until no worker is at work and every message has been handled."""
        await self.pilot.pause()
        while isinstance(self.app.screen, CountingScreen) and self.app.screen.deciding:
            await self.pilot.pause(0.02)  # a digit is a pane's key when nothing follows it
        while any(not worker.is_finished for worker in self.app.workers):
            with suppress(WorkerCancelled):  # by another one that took its place: wait for that
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something that a timer brings."""
        for _ in range(2000):
            if true():
                return
            await self.pilot.pause(0.005)
        raise AssertionError(self.text)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each as if the one before had been waited for."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text faster than anything can be waited for."""
        await self.pilot.press(*(_NAMES.get(char, char) for char in text))
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    @property
    def reader(self) -> ReaderScreen:
        """The main screen."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReaderScreen))

    @property
    def search(self) -> SearchScreen:
        """The search, which must be in front."""
        assert isinstance(self.app.screen, SearchScreen)
        return self.app.screen

    @property
    def lines(self) -> list[str]:
        """What is on the screen, a string a line."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.lines)

    @property
    def toasts(self) -> list[str]:
        """What the user has been told."""
        return [notification.message for notification in self.app._notifications]

    @property
    def focus(self) -> str:
        """The name of the class of what has the focus."""
        return type(self.app.focused).__name__ if self.app.focused else ""

    def titles(self) -> list[str]:
        """The headlines of the list in front."""
        articles = self.reader.articles if self.app.screen is self.reader else self.search.articles
        rows = articles.source.rows(0, len(articles.source))
        return [row.title for row in rows if row is not None]


_NAMES = {" ": "space", ":": "colon", '"': "quotation_mark", "-": "minus"}
_NAMES |= {"(": "left_parenthesis", "[": "left_square_bracket"}


@asynccontextmanager
async def driving(app: WirecopyApp, size: tuple[int, int] = WIDE) -> AsyncIterator[Driver]:
    """Run the reader in a terminal of this size."""
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
