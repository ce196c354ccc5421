"""The clipboard, where the terminal's own way to it (OSC 52) may be barred.

tmux ignores OSC 52 from the programs in it unless it is told otherwise (``set-clipboard`` is ``external`` by default),
and many terminals of desktops never learnt it. There the text goes to tmux or to the desktop's own program, on its
standard input; over ssh the clipboard is at the other end, and only the terminal can reach it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PATIENCE = 3.0
"""Seconds that the program may take."""


def clipboard_command(
    environ: Mapping[str, str], *, which: Callable[[str], str | None] = shutil.which
) -> tuple[str, ...]:
    """The program that takes text to the clipboard; empty where only the terminal can."""
    if environ.get("TMUX") and which("tmux"):
        return ("tmux", "load-buffer", "-w", "-")
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return ()
    if environ.get("WAYLAND_DISPLAY") and which("wl-copy"):
        return ("wl-copy",)
    if environ.get("DISPLAY") and which("xclip"):
        return ("xclip", "-selection", "clipboard")
    if environ.get("DISPLAY") and which("xsel"):
        return ("xsel", "--input", "--clipboard")
    return ("pbcopy",) if sys.platform == "darwin" and which("pbcopy") else ()


def hand_over(command: tuple[str, ...], text: str) -> None:
    """Give the text to the program, which gets in nobody's way: where it fails, the terminal has the text as well."""
    try:
        subprocess.run(  # noqa: S603 - one of a few programs, text on its standard input
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return
