"""The part of the application that takes text to the clipboard."""

from __future__ import annotations

import asyncio

from tui.entity_app import EntityApp
from tui.session import in_background


class CopyingApp(EntityApp):
    """An application whose texts reach the clipboard in tmux and on desktops, too."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text: through the terminal, and through the program of the place where that may not do."""
        from tui.clipboard import clipboard_command, hand_over  # noqa: PLC0415 - not needed for the first screen

        super().copy_to_clipboard(text)
        if not self.is_web and (command := clipboard_command(self.session.environ)):
            in_background(self, asyncio.to_thread(hand_over, command, text), group="clipboard")
