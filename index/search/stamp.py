"""Whether the search index has caught up with the archive, told without opening it.

After each catch-up a small file says up to which revision of which archive the index goes, and what files it was made
of then. As long as all that is as it was there is nothing to catch up with, and neither Whoosh nor numpy is imported.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "caught-up"


def is_current(folder: Path, archive: str, revision: int) -> bool:
    """Whether the index in this folder is known to hold this archive up to this revision."""
    try:
        return (folder / _NAME).read_text() == _stamp(folder, archive, revision)
    except (OSError, UnicodeDecodeError):
        return False


def mark_current(folder: Path, archive: str, revision: int) -> None:
    """Note that the index holds this archive up to this revision; without room for the note, it is done without."""
    with suppress(OSError):
        (folder / _NAME).write_text(_stamp(folder, archive, revision))


def _stamp(folder: Path, archive: str, revision: int) -> str:
    """The index's files by name, size and time of writing: a damaged or replaced index is another one."""
    files = sorted(
        f"{file.name} {stat.st_size} {stat.st_mtime_ns}"
        for file in folder.iterdir()
        if file.name != _NAME and (stat := file.stat())
    )
    return "\n".join([f"{archive} {revision}", *files])
