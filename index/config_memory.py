"""What feeds.toml said, remembered in the archive's folder for as long as the file stays as it is.

Reading a thousand feeds from TOML and judging them takes some 50 ms of CPU, at every start and every refresh; reading
what is remembered takes 2. It counts only while the file has the same place, inode, size, times of change and
checksum, and the program reads it by the same code. A file that holds headers, names or passwords is not remembered,
so that no secret stands in a second place.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from index.config import Config, Settings
from index.types import FeedConfig, SavedSearch

if TYPE_CHECKING:
    from collections.abc import Sequence

    Field = str | int | float | bool
    Record = Sequence[Field | Sequence[str]]

NAME = "feeds.json"
"""The file's name in the archive's folder."""

_READERS = ("config.py", "config_keys.py", "config_memory.py", "config_read.py", "config_table.py", "types.py")


def remembered(path: Path, memory: Path) -> Config | None:
    """What the file at ``path`` says, if ``memory`` knows; None where it must be read."""
    try:
        document = json.loads((memory / NAME).read_bytes())
        if document["of"] != _identity(path):
            return None
        feeds = tuple(_feed(*record) for record in document["feeds"])
        searches = tuple(SavedSearch(*record) for record in document["searches"])
        return Config(path, feeds, Settings(*document["settings"]), searches)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def remember(config: Config, memory: Path) -> None:
    """Keep what a file says. It never gets in the way: where nothing can be written, nothing is kept."""
    secret = any(feed.headers or feed.username or feed.password for feed in config.feeds)
    if secret or config.keys or not memory.is_dir():
        return
    with suppress(OSError, UnicodeError):
        document = {
            "of": _identity(config.path),
            "settings": astuple(config.settings),
            "feeds": [_record(feed) for feed in config.feeds],
            "searches": [astuple(search) for search in config.searches],
        }
        temporary = memory / f".{NAME}.{os.getpid()}"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(document, file, ensure_ascii=False, separators=(",", ":"))
            temporary.replace(memory / NAME)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


def _identity(path: Path) -> list[list[str | int]]:
    """What must be equal for a file to say the same to the same program.

    Raises:
        OSError: the file cannot be looked at.
    """
    here = Path(__file__).parent
    return [[*_status(path), zlib.crc32(path.read_bytes())], *(_status(here / name) for name in _READERS)]


def _status(path: Path) -> list[str | int]:
    status = path.stat()
    return [str(path), status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _record(feed: FeedConfig) -> Record:
    return (feed.url, feed.title, feed.folder, feed.tags, feed.every)


def _feed(url: str, title: str, folder: str, tags: Sequence[str], every: int) -> FeedConfig:
    return FeedConfig(url, title, folder, tuple(tags), every)
