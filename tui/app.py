"""The reader's application: themes, the keys that work everywhere, and the refresh process."""

from __future__ import annotations

import gc
import os
import time
from typing import TYPE_CHECKING

from textual import on
from textual.app import App

from tui.keys import APP_KEYS, bindings, keymap
from tui.messages import Marked, RefreshEnded, RefreshStopWanted, RefreshWanted, SearchWanted, WorkFailed
from tui.remembering import Memory
from tui.screens.panes import STYLES
from tui.screens.reader import ReaderScreen
from tui.screens.reading import ReadingScreen
from tui.session import Clock, Session, in_background
from tui.theme import DARK, LIGHT, install, variable_defaults, wants_no_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.timer import Timer

    from index import Library
    from tui.refresh_client import RefreshClient, Refreshing

_SAME_FAILURE = 10.0
"""Seconds during which a failure that comes again is not told again."""

_REMEMBER_EVERY = 30.0
"""Seconds between two times that what would be lost in a crash is written down."""

_PROGRESS_EVERY = 0.1
"""Seconds between two drawings of the refresh's progress."""


class WirecopyApp(App[None]):
    """The reader."""

    TITLE = "Wirecopy"
    CSS_PATH = STYLES / "app.tcss"
    BINDINGS = bindings(APP_KEYS)

    def __init__(
        self,
        library: Library,
        *,
        refresh_command: Sequence[str] = (),
        refresh_at_start: bool = False,
        clock: Clock = time.time,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(ansi_color=True if wants_no_colour(os.environ) else None)
        self._memory = memory or Memory()
        self.session = Session(library, clock, state=self._memory.state)
        self._command = tuple(refresh_command)
        self._refresh_at_start = refresh_at_start
        self._client: RefreshClient | None = None
        self._progress: Timer
        self._failure = ("", 0.0)
        self._quiet = False
        state, setting = self.session.state, library.config.settings.theme
        install(self, state.theme if state.theme and state.theme_setting == setting else setting)

    @property
    def reading_screens(self) -> list[ReadingScreen]:
        """The screens that show articles, the topmost last."""
        return [screen for screen in self.screen_stack if isinstance(screen, ReadingScreen)]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give other people's themes our variables."""
        return variable_defaults(self.current_theme)

    def refresh_css(self, animate: bool = True) -> None:
        """Put another theme on; as long as there is no screen, nothing is parsed only to be parsed again."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """The reader."""
        return ReaderScreen(self.session)

    def on_mount(self) -> None:
        """Take the keys that the settings ask for; refresh if that is wanted."""
        settings = self.session.library.config.settings
        if changed := keymap(settings.keys):
            self.set_keymap(changed)
        self._progress = self.set_interval(_PROGRESS_EVERY, self._draw_progress, pause=True)
        if self._refresh_at_start:
            self.action_refresh_all()
        if settings.refresh_minutes:
            self.set_interval(settings.refresh_minutes * 60, self._refresh_quietly)
        self.set_interval(_REMEMBER_EVERY, self._remember)
        self.call_after_refresh(_settle_memory)

    def _remember(self) -> None:
        """Keep what the next start goes on from."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen) and screen.is_mounted:
                self._memory.keep(self, screen)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the reader, and remember where it was."""
        if not self._exit:
            self._remember()
        super().exit(result, return_code, message)

    # -- keys

    def action_switch_theme(self) -> None:
        """Change between the dark and the light theme."""
        if not self.no_color:
            self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def action_keys(self) -> None:
        """Show the keys of where we are."""
        from tui.screens.keys import KeysScreen  # noqa: PLC0415 - not needed for the first screen

        self.push_screen(KeysScreen(self.screen))

    def action_command_palette(self) -> None:
        """Show every command."""
        from tui.screens.palette import KeyCommands, Palette  # noqa: PLC0415 - not needed for the first screen

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(providers=[KeyCommands], placeholder="What to do"))

    def action_search(self) -> None:
        """Search the archive."""
        self._search("")

    @on(SearchWanted)
    def _search_wanted(self, event: SearchWanted) -> None:
        self._search(event.query)

    def _search(self, query: str) -> None:
        from tui.screens.search import SearchScreen  # noqa: PLC0415 - not needed for the first screen

        if isinstance(self.screen, SearchScreen):
            self.screen.search_for(query)
        else:
            self.push_screen(SearchScreen(self.session, query))

    # -- marks

    def action_undo(self) -> None:
        """Take the last change of marks back."""
        in_background(self, self._undo(), group="marks")

    async def _undo(self) -> None:
        self.post_message(await self.session.marks.undo())

    @on(Marked)
    def _show_marks(self, event: Marked) -> None:
        if event.notice:
            self.notify(event.notice, markup=False)
        if not event.before:
            return
        changed = [state.article for state in event.before]
        for screen in self.reading_screens:
            screen.marks_changed(changed)
            if isinstance(screen, ReaderScreen):
                screen.own_write(*event.versions)
                screen.count()

    @on(WorkFailed)
    def _show_failure(self, event: WorkFailed) -> None:
        moment = time.monotonic()
        if event.reason != self._failure[0] or moment > self._failure[1] + _SAME_FAILURE:
            self._failure = (event.reason, moment)
            self.notify(event.reason, severity="error", timeout=_SAME_FAILURE, markup=False)

    # -- refreshing

    def action_refresh_all(self) -> None:
        """Refresh every feed."""
        self._refresh(())

    def action_help_quit(self) -> None:
        """Ctrl-C where no text is selected ends the reader, as it ends every other command."""
        self.exit()

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


def _settle_memory() -> None:
    """What the start has built stays for good: collection, off until here, need not look at it again."""
    gc.freeze()
    gc.enable()
