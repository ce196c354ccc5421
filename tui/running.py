"""Opening the reader on the terminal, and leaving it as it was found."""

from __future__ import annotations

import asyncio
import gc
import signal
from typing import TYPE_CHECKING

from tui.app import WirecopyApp
from tui.remembering import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Library
    from tui.splash import Splash


def run_reader(
    library: Library,
    *,
    splash: Splash,
    refresh_command: Sequence[str] = (),
    refresh_at_start: bool = False,
    tour: bool = False,
) -> int:
    """Open the reader and return when it is closed; the exit code is 1 if it crashed.

    SIGTERM and SIGHUP close it as Q does, so that the terminal is left as it was found.

    Args:
        library: open, and left open.
        splash: what stands on the terminal meanwhile, to be taken over.
        refresh_command: what to start for a refresh, in place of ``wirecopy refresh`` on the same archive.
        refresh_at_start: refresh at once.
        tour: show newcomers around, if nothing is remembered of an earlier time.
    """
    gc.disable()
    memory = Memory.of(library)
    app = WirecopyApp(
        library, refresh_command=refresh_command, refresh_at_start=refresh_at_start, tour=tour, memory=memory
    )
    if splash.standing:
        from tui.driver import driver_over  # noqa: PLC0415 - nothing to take over on the very first start

        app.driver_class = driver_over(splash)
    try:
        asyncio.run(_run(app))
    finally:
        gc.enable()
    return app.return_code or 0


async def _run(app: WirecopyApp) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, app.exit)
    await app.run_async()
