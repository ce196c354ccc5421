"""Other programs at the terminal: the editor, the pager, and whatever an article is piped to.

Always an argument list, never a shell: the article's text goes to the standard input, or into a file of which only the
name goes onto the command line. Nothing of the article ever becomes part of a command.
"""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index import WirecopyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import FrameType

_EDITORS = ("sensible-editor", "vi", "nano")
_PAGERS = ("less", "more")


class ProgramError(WirecopyError):
    """A command cannot be read, found or started."""


def piped(line: str) -> tuple[str, ...]:
    """The argument list of a command as a person types it.

    Raises:
        ProgramError: it is empty, or a quotation mark is missing.
    """
    try:
        words = tuple(shlex.split(line))
    except ValueError as error:
        raise ProgramError(f"This command cannot be read: {error}.") from error
    if not words:
        raise ProgramError("There is no command to pipe to.")
    return words


def editor(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The user's editor: ``$VISUAL``, ``$EDITOR``, else what is there.

    Raises:
        ProgramError: there is none.
    """
    return _chosen(environ, ("VISUAL", "EDITOR"), _EDITORS)


def pager(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The user's pager: ``$PAGER``, else what is there.

    Raises:
        ProgramError: there is none.
    """
    return _chosen(environ, ("PAGER",), _PAGERS)


def run_on(command: Sequence[str], text: str) -> int:
    """Run a command with a text on its standard input, the terminal being its; returns its exit code.

    Raises:
        ProgramError: it cannot be started.
    """
    return _run(command, text.encode())


def run_on_file(command: Sequence[str], text: str, name: str) -> int:
    """Run a command with the name of a file that holds a text, and that is gone afterwards; returns its exit code.

    Args:
        command: to which the file's name is added.
        text: what is in the file.
        name: what the file is called, as far as a file can be.

    Raises:
        ProgramError: it cannot be started, or the file cannot be written.
    """
    called = "".join(char if char.isalnum() else "-" for char in name)[:60].strip("-") or "article"
    try:
        with tempfile.TemporaryDirectory(prefix="wirecopy-") as folder:
            file = Path(folder) / f"{called}.txt"
            file.write_text(text, encoding="utf-8")
            return _run([*command, str(file)], None)
    except OSError as error:
        raise ProgramError(f"The text cannot be handed over: {error.strerror}.") from error


def _chosen(environ: Mapping[str, str], names: Sequence[str], usual: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if environ.get(name, "").strip():
            return piped(environ[name])
    for program in usual:
        if shutil.which(program):
            return (program,)
    raise ProgramError(f"There is no {' or '.join(usual)} here.", f"Set ${names[-1]}.")


def _run(command: Sequence[str], data: bytes | None) -> int:
    try:
        with _interrupted_by(_ignore):
            return subprocess.run(command, input=data, check=False).returncode  # noqa: S603 - the user's own command
    except OSError as error:
        raise ProgramError(f"{command[0]} cannot be started: {error.strerror or error}.") from error


def wait_for_enter(command: Sequence[str], code: int) -> None:
    """Leave what a command has printed on the terminal until it has been read; Ctrl-C will do as well."""
    ended = "" if code == 0 else f" ended with {code}"
    with _interrupted_by(signal.default_int_handler):
        try:
            input(f"\n[{Path(command[0]).name}{ended} — Enter goes back to the reader] ")
        except (EOFError, KeyboardInterrupt):
            return


@contextmanager
def _interrupted_by(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Have Ctrl-C do something else than end the reader."""
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _ignore(_: int, __: FrameType | None) -> None:
    """Leave Ctrl-C to the program that runs: a handler, unlike SIG_IGN, is not inherited by it."""
