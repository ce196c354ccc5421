"""The part of the application that refreshes: one process at a time, its progress, its outcome."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import on
from textual.app import App

from tui.messages import MendWanted, RefreshEnded, RefreshStopWanted, RefreshWanted
from tui.screens.reading import ReadingScreen
from tui.session import Session, in_background
from tui.theme import wants_no_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.notifications import SeverityLevel
    from textual.timer import Timer

    from tui.feed_messages import FeedsChanged
    from tui.refresh_client import RefreshClient, Refreshing

_PROGRESS_EVERY = 0.1
"""Seconds between two drawings of the refresh's progress."""


@runtime_checkable
class ShowsFeeds(Protocol):
    """A screen that shows feeds."""

    def feeds_changed(self, event: FeedsChanged) -> None:
        """Show them as they are now."""


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
        self._mending = self._mend_next = False
        self._later: tuple[str, ...] | None = None

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
        if event.later and self._client is not None:
            before, self._later = self._later, event.urls
            if before is not None:  # no addresses mean all
                self._later = (*before, *event.urls) if before and event.urls else ()
        else:
            self._refresh(event.urls)

    def on_feeds_changed(self, event: FeedsChanged) -> None:
        """Tell every screen that shows feeds; the message is known by name, the start needs it not."""
        if event.notice:
            self.notify(event.notice, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, ShowsFeeds):
                screen.feeds_changed(event)

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
            at_work = "The search index is being built" if self._mending else "A refresh is at work already"
            self.notify(f"{at_work} — ^x stops it", markup=False)
            return
        from tui.refresh_client import refresh_command  # noqa: PLC0415 - as for screens

        self._run(self._command or refresh_command(self.session.library.paths, due=self._quiet), urls)

    @on(MendWanted)
    def _mend_wanted(self, event: MendWanted) -> None:
        """Mend the search index, once nothing else is at work: a refresh may do it by the way."""
        if self._client is None:
            self._mend()
        else:
            self._mend_next = event.changed or not self._mending

    def _mend(self) -> None:
        from tui.refresh_client import mend_command  # noqa: PLC0415 - as for screens

        self._mending, self._mend_next = True, False
        self._run(mend_command(self.session.library.paths), ())

    def _run(self, command: Sequence[str], urls: tuple[str, ...]) -> None:
        from tui.refresh_client import RefreshClient, Refreshing  # noqa: PLC0415 - as for screens

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
                mended=self._mending,
                resting=refreshing.resting,
                until=refreshing.until,
            )
            self.post_message(ended)

    def _draw_progress(self) -> None:
        for screen in self.reading_screens:
            screen.show_progress(self.session.refreshing, mending=self._mending)

    @on(RefreshEnded)
    def _refresh_ended(self, event: RefreshEnded) -> None:
        self._client = self.session.refreshing = None
        self._mending = False
        self._progress.pause()
        for screen in self.reading_screens:
            screen.show_outcome(event)
        from tui.refresh_client import Outcome, ended_notice  # noqa: PLC0415 - as for screens

        notice = ended_notice(event, self.session.clock())
        quiet, self._quiet = self._quiet, False
        if notice and not quiet:
            severity: SeverityLevel = "error" if event.outcome is Outcome.FAILED else "warning"
            self.notify(notice, severity=severity, markup=False)
        later, self._later = self._later, None
        if later is not None:
            self._refresh(later)
        if self._mend_next:
            self._mend()
