"""Reads a feed from a file of this machine, for file: addresses, which only the user's own feeds.toml can name."""

from __future__ import annotations

import os
import stat
from io import BufferedReader, FileIO
from urllib.parse import urlsplit

from index.errors import FetchError
from index.feeds.fetch_body import check_size


def read_file(url: str, limit: int) -> tuple[bytes, str]:
    """The content of a regular file and when it was last modified, as HTTP writes dates.

    Args:
        url: a file: address without a host (RFC 8089).
        limit: bytes.

    Raises:
        FetchError: there is no such file, it is something else than a file, too large, or cannot be read.
    """
    from email.utils import formatdate  # noqa: PLC0415 - few feeds are files, and these two bring a lot with them
    from urllib.request import url2pathname  # noqa: PLC0415

    parts = urlsplit(url)
    if parts.netloc not in {"", "localhost"}:
        raise FetchError("A file: address names no host: file:///...")
    path = url2pathname(parts.path)
    try:
        with BufferedReader(FileIO(path, opener=_open_at_once)) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise FetchError(f"{path} is not a file.")
            check_size(status.st_size, limit)
            body = stream.read(limit + 1)
    except IsADirectoryError as error:
        raise FetchError(f"{path} is not a file.") from error
    except FileNotFoundError as error:
        raise FetchError(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise FetchError(f"{path} cannot be read: {reason}.") from error
    check_size(len(body), limit)
    return body, formatdate(status.st_mtime, usegmt=True)


def _open_at_once(path: str, flags: int) -> int:
    """Not to hang on a named pipe before it is known to be one."""
    return os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC)
