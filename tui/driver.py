"""Going live over the screen that stands already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.driver import Driver

    from tui.splash import Splash

_ALTERNATE_SCREEN = "\x1b[?1049h"


def driver_over(splash: Splash) -> type[Driver]:
    """A driver that takes over from a splash without a flash.

    Many terminals blank the alternate screen whenever it is entered, even when it is on already: the first time it is
    left out.
    """

    class SplashDriver(LinuxDriver):
        """Textual's own driver but for that."""

        _entered = False

        def start_application_mode(self) -> None:
            """Take the terminal over."""
            self._entered = splash.standing
            splash.hand_over()
            super().start_application_mode()  # type: ignore[no-untyped-call]

        def write(self, data: str) -> None:
            """Write to the terminal."""
            if self._entered and data == _ALTERNATE_SCREEN:
                self._entered = False
            else:
                super().write(data)

    return SplashDriver
