"""One refresh at a time per archive: a lock that the system releases when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import ArchiveReadOnlyError, RefreshRunningError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_NAME = "refresh.lock"


@contextmanager
def refresh_lock(folder: Path) -> Iterator[None]:
    """Hold the archive's refresh lock (flock(2) on a file that stays; its content, a process id, is for people).

    Raises:
        RefreshRunningError: another process holds it.
        ArchiveReadOnlyError: the lock file cannot be written.
    """
    path = folder / LOCK_NAME
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ArchiveReadOnlyError(
            f"{path} cannot be written: {error.strerror}.", "Check who owns the folder."
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise RefreshRunningError(
                f"Another refresh is at work on this archive (process {holder}).", "Wait for it, or stop it first."
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)
