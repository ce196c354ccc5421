"""The part of the application that refreshes: one process at a time, its progress, its outcome."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import on
from textual.app import App

from tui.messages import RefreshEnded, RefreshStopWanted, RefreshWanted
from tui.screens.reader import ReaderScreen
from tui.screens.reading import ReadingScreen
from tui.session import Session, in_background
from tui.theme import wants_no_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.notifications import SeverityLevel
    from textual.timer import Timer

    from tui.refresh_client import RefreshClient, Refreshing

_PROGRESS_EVERY = 0.1
"""Seconds between two drawings of the refresh's progress."""


class RefreshingApp(App[None]):
    """An application whose feeds are refreshed by a process of their own.

    Attributes:
        session: what its screens share.
    """

    def __init__(self, session: Session, command: Sequence[str] = ()) -> None:
        """Make it.

        Args:
            session: with the library.
            command: what refreshes, in the place of ``wirecopy refresh``.
        """
        super().__init__(ansi_color=True if wants_no_colour(os.environ) else None)
        self.session = session
        self._command = tuple(command)
        self._client: RefreshClient | None = None
        self._progress: Timer
        self._quiet = False

    @property
    def reading_screens(self) -> list[ReadingScreen]:
        """The screens that show articles, the topmost last."""
        return [screen for screen in self.screen_stack if isinstance(screen, ReadingScreen)]

    def start_refreshing(self, minutes: int, *, at_once: bool) -> None:
        """Be ready to refresh: now, if wanted, and from then on every so many minutes, 0 for never."""
        self._progress = self.set_interval(_PROGRESS_EVERY, self._draw_progress, pause=True)
        if at_once:
            self.action_refresh_all()
        if minutes:
            self.set_interval(minutes * 60, self._refresh_quietly)

    def action_refresh_all(self) -> None:
        """Refresh every feed."""
        self._refresh(())

    @on(RefreshWanted)
    def _refresh_wanted(self, event: RefreshWanted) -> None:
        self._refresh(event.urls)

    @on(RefreshStopWanted)
    def action_refresh_stop(self) -> None:
        """Stop the refresh that is at work; what it has stored stays."""
        if self._client is None:
            self.notify("No refresh is at work", markup=False)
        else:
            self._client.cancel()

    def _refresh_quietly(self) -> None:
        """Refresh because it is time, unless a refresh is at work."""
        if self._client is None:
            self._quiet = True
            self._refresh(())

    def _refresh(self, urls: tuple[str, ...]) -> None:
        if self._client is not None:
            self.notify("A refresh is at work already — ^x stops it", markup=False)
            return
        from tui.refresh_client import RefreshClient, Refreshing, refresh_command  # noqa: PLC0415 - as for screens

        command = self._command or refresh_command(self.session.library.paths, due=self._quiet)
        self._client = RefreshClient(command, urls)
        self.session.refreshing = Refreshing()
        self._draw_progress()
        self._progress.resume()
        in_background(self, self._follow(self._client, self.session.refreshing), group="refresh")

    async def _follow(self, client: RefreshClient, refreshing: Refreshing) -> None:
        from tui.refresh_client import Outcome  # noqa: PLC0415 - as for screens

        try:
            async for event in client.events():
                refreshing.add(event)
        finally:
            ended = RefreshEnded(
                client.outcome or Outcome.FAILED,
                new=refreshing.new,
                edited=refreshing.edited,
                failed=refreshing.failed,
                complaint=client.complaint,
                notes=refreshing.notes,
            )
            self.post_message(ended)

    def _draw_progress(self) -> None:
        for screen in self.reading_screens:
            if isinstance(screen, ReaderScreen):
                screen.show_progress(self.session.refreshing)

    @on(RefreshEnded)
    def _refresh_ended(self, event: RefreshEnded) -> None:
        self._client = self.session.refreshing = None
        self._progress.pause()
        for screen in self.reading_screens:
            if isinstance(screen, ReaderScreen):
                screen.show_outcome(event)
                screen.sync()
        from tui.refresh_client import Outcome, ended_notice  # noqa: PLC0415 - as for screens

        notice = ended_notice(event)
        quiet, self._quiet = self._quiet, False
        if notice and not quiet:
            severity: SeverityLevel = "error" if event.outcome is Outcome.FAILED else "warning"
            self.notify(notice, severity=severity, markup=False)
