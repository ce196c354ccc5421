"""feeds.toml on the disk: read as it is, replaced in one step, under a lock on its folder."""

from __future__ import annotations

import fcntl
import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.config_read import parse_config, read_text
from index.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.config import Config


@dataclass(frozen=True, slots=True)
class Draft:
    """A feeds.toml as it stands or as it is to be: its text, and what that says."""

    path: Path
    text: str
    config: Config

    def becomes(self, text: str, wanted: Config) -> Draft:
        """The draft with another text, which must say what is wanted.

        Raises:
            ConfigError: it says something else, because the file is written in an unforeseen way.
        """
        try:
            said = parse_config(self.path, text)
        except ConfigError:
            said = None
        if said != wanted:
            message = "this file is written in a way that cannot be edited safely."
            raise ConfigError(message, self.path, remedy="Edit it by hand.")
        return Draft(self.path, text, wanted)


def create_file(path: Path, content: bytes) -> bool:
    """Write a new file, its folder too; False where another process was quicker.

    Raises:
        ConfigError: the file or its folder cannot be written.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(path):
            if target.exists():
                return False
            _replace(target, content)
    except FileExistsError as error:
        raise ConfigError("its folder cannot be made: a file is in its place.", path) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    return True


@contextmanager
def locked(path: Path) -> Iterator[Path]:
    """Keep other edits out; gives the file itself where ``path`` is a symbolic link to it."""
    target = Path(os.path.realpath(path))
    try:
        folder = os.open(target.parent, os.O_RDONLY)
    except OSError as error:
        raise ConfigError(f"its folder cannot be opened: {error.strerror}.", path) from error
    try:
        with suppress(OSError):  # some network file systems know no locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield target
    finally:
        os.close(folder)


def read_draft(path: Path) -> Draft:
    """The file as it stands.

    Raises:
        ConfigError: it cannot be read or understood.
    """
    text = read_text(path)
    return Draft(path, text, parse_config(path, text))


def write_draft(draft: Draft, target: Path) -> None:
    """Put a draft in the file's place.

    Raises:
        ConfigError: it cannot be written.
    """
    try:
        _replace(target, draft.text.encode("utf-8"))
    except OSError as error:
        raise _unwritable(draft.path, error) from error


def _unwritable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(f"cannot be written: {error.strerror}.", path, remedy="Check its folder's rights.")


def _replace(target: Path, content: bytes) -> None:
    """Put content in a file's place in one step; a new file is the user's own, as addresses can hold passwords."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            if target.exists():
                os.fchmod(stream.fileno(), stat.S_IMODE(target.stat().st_mode))
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
