"""Opening a link in the user's browser: an argument list, never a shell.

``$BROWSER`` is read as Python's ``webbrowser`` module and the desktop tools read it: commands separated by ``:``, tried
in turn, ``%s`` standing for the address. Addresses come from feeds, so everything that is not plainly a web address is
refused before any command is made of it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from index import WirecopyError

Which = Callable[[str], str | None]

_DESKTOP = (("xdg-open",), ("gio", "open"), ("x-www-browser",), ("sensible-browser",), ("wslview",))
_GRAPHICAL = (("firefox",), ("chromium",), ("google-chrome",), ("epiphany-browser",))
_IN_TERMINAL = (("www-browser",), ("w3m",), ("lynx",), ("elinks",), ("links",))
_TERMINAL_NAMES = frozenset({"www-browser", "w3m", "lynx", "elinks", "links", "links2", "browsh", "carbonyl", "chawan"})


class BrowserError(WirecopyError):
    """A link cannot be opened: it is no web address, or there is no browser."""


@dataclass(frozen=True, slots=True)
class BrowserCommand:
    """What to start to open an address.

    Attributes:
        arguments: the program and its arguments, the address among them.
        terminal: True for a text browser, which needs the terminal for itself while it runs.
    """

    arguments: tuple[str, ...]
    terminal: bool


def check_link(url: str) -> str:
    """Return the address if it is an absolute http(s) address that is safe on a command line.

    Raises:
        BrowserError: for another scheme, control characters, white space, a missing host or a leading dash.
    """
    if not url:
        raise BrowserError("This article has no link.")
    if any(char.isspace() or not char.isprintable() for char in url):
        raise BrowserError("This link holds characters that no web address has; it was not opened.")
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not host or host.startswith("-"):
        raise BrowserError("Only http and https links are opened.")
    return url


def browser_command(url: str, environ: Mapping[str, str], *, which: Which = shutil.which) -> BrowserCommand:
    """Choose the command that opens an address: ``$BROWSER`` first, then what the desktop offers.

    Args:
        url: an http(s) address, checked here.
        environ: the environment; ``BROWSER``, ``DISPLAY`` and ``WAYLAND_DISPLAY`` are read.
        which: finds a program's path, None if it isn't there.

    Raises:
        BrowserError: for an address that is refused, or where no browser is found.
    """
    url = check_link(url)
    for entry in environ.get("BROWSER", "").split(os.pathsep):
        arguments = _own_choice(entry, url)
        if arguments and which(arguments[0]):
            return BrowserCommand(arguments, _is_textual(arguments[0]))
    for command in _candidates(environ):
        if which(command[0]):
            return BrowserCommand((*command, url), _is_textual(command[0]))
    raise BrowserError("No browser was found.", "Set $BROWSER, or copy the link with y.")


def _own_choice(entry: str, url: str) -> tuple[str, ...]:
    """Make an argument list of one entry of ``$BROWSER``; empty for an entry that cannot be read."""
    try:
        words = shlex.split(entry.strip())
    except ValueError:
        return ()
    if words and words[-1] == "&":  # the module's way to say "in the background", which is where ours go anyway
        words = words[:-1]
    if not words:
        return ()
    if any("%s" in word for word in words[1:]):
        return (words[0], *(word.replace("%s", url) for word in words[1:]))
    return (*words, url)


def _candidates(environ: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    if sys.platform == "darwin":
        return (("open",),)
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return (*_DESKTOP, *_GRAPHICAL, *_IN_TERMINAL)
    return (("wslview",), *_IN_TERMINAL)


def _is_textual(program: str) -> bool:
    return PurePath(program).name in _TERMINAL_NAMES


def start(command: BrowserCommand) -> None:
    """Run a command: a text browser until it ends, any other in a session of its own, silent.

    Raises:
        BrowserError: if the program cannot be started.
    """
    try:
        if command.terminal:
            subprocess.run(command.arguments, check=False)  # noqa: S603 - a checked address, no shell
            return
        process = subprocess.Popen(  # noqa: S603 - as above
            command.arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        threading.Thread(target=process.wait, daemon=True).start()  # leaves no zombie behind
    except OSError as error:
        reason = error.strerror or "it failed"
        raise BrowserError(f"{command.arguments[0]} could not be started: {reason}.") from error


def open_link(url: str, environ: Mapping[str, str]) -> None:
    """Open an address in the user's browser.

    Raises:
        BrowserError: see :func:`check_link`, :func:`browser_command` and :func:`start`.
    """
    start(browser_command(url, environ))
