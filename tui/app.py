"""The reader's application: themes, the keys that work everywhere, and the refresh process."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from textual import on

from tui.keys import APP_KEYS, bindings, keymap
from tui.marking_app import MarkingApp
from tui.messages import SearchWanted, WorkFailed
from tui.remembering import Memory
from tui.screens.panes import STYLES
from tui.screens.reader import ReaderScreen
from tui.session import Clock, Session
from tui.theme import DARK, LIGHT, install, variable_defaults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from textual.screen import Screen

    from index import Library

_SAME_FAILURE = 10.0
"""Seconds during which a failure that comes again is not told again."""

_REMEMBER_EVERY = 30.0
"""Seconds between two times that what would be lost in a crash is written down."""


class WirecopyApp(MarkingApp):
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
        tour: bool = False,
        clock: Clock = time.time,
        memory: Memory | None = None,
    ) -> None:
        self._memory = memory or Memory()
        super().__init__(Session(library, clock, state=self._memory.state), refresh_command)
        self._refresh_at_start = refresh_at_start
        self._tour = tour
        self._failure = ("", 0.0)
        state, setting = self.session.state, library.config.settings.theme
        install(self, state.theme if state.theme and state.theme_setting == setting else setting)

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
        self._take_keys(settings.keys)
        self.start_refreshing(settings.refresh_minutes, at_once=self._refresh_at_start)
        self.set_interval(_REMEMBER_EVERY, self._remember)
        self.call_after_refresh(_settle_memory)
        if self._tour and self._memory.first:
            self.call_after_refresh(self.action_open, "tour")

    def _take_keys(self, profile: str) -> None:
        """Answer to the keys of a profile and to the user's own; what is wrong with these is told."""
        own = self.session.library.config.keys
        if not own:
            self.session.keymap = keymap(profile)
            self.set_keymap(self.session.keymap)
            return
        from tui.keymap import own_keymap, reader_places  # noqa: PLC0415 - few have keys of their own

        chosen = own_keymap(profile, own, reader_places())
        self.session.keymap = chosen.keys
        self.set_keymap(chosen.keys)
        if chosen.complaints:
            self.notify("\n".join(chosen.complaints), title="feeds.toml", severity="warning", markup=False, timeout=20)

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

    def action_themes(self) -> None:
        """Choose a theme."""
        if self.no_color:
            self.notify("NO_COLOR is set: there are no colours to choose from.", markup=False)
        else:
            self.action_open("themes")

    def action_keys(self) -> None:
        """Show the keys of where we are."""
        from tui.screens.keys import KeysScreen  # noqa: PLC0415 - not needed for the first screen

        self.push_screen(KeysScreen(self.screen))

    def action_open(self, name: str) -> None:
        """Open a screen by its name in the catalogue, unless it is open already."""
        from tui.screens.catalogue import SCREENS  # noqa: PLC0415 - not needed for the first screen

        screen = SCREENS[name](self.session)
        if not any(isinstance(open_one, type(screen)) for open_one in self.screen_stack):
            self.push_screen(screen)

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

    def action_help_quit(self) -> None:
        """Ctrl-C where no text is selected ends the reader, as it ends every other command."""
        self.exit()

    @on(WorkFailed)
    def _show_failure(self, event: WorkFailed) -> None:
        moment = time.monotonic()
        if event.reason != self._failure[0] or moment > self._failure[1] + _SAME_FAILURE:
            self._failure = (event.reason, moment)
            self.notify(event.reason, severity="error", timeout=_SAME_FAILURE, markup=False)


def _settle_memory() -> None:
    """What the start has built stays for good: collection, off until here, need not look at it again."""
    gc.freeze()
    gc.enable()
