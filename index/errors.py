"""The exceptions that the core raises: every one says what happened and, where there is one, the remedy.

::

    WirecopyError
    ├── ConfigError            feeds.toml or a setting is wrong: file, line, remedy
    ├── QueryError             a search query is wrong: the place in it
    ├── NotFoundError          no such article, feed or entity
    ├── RefreshRunningError    another refresh is at work on this archive
    ├── FeedError              one feed failed; the others go on
    │   ├── FetchError         the network, the server or an address said no
    │   └── ParseError         what came back is not a feed that can be read
    ├── ArchiveError           the archive cannot be used: stop, and say how to mend it
    │   ├── ArchiveBusyError   another process holds the write lock for too long
    │   ├── ArchiveDamagedError   SQLite reports a malformed database
    │   ├── ArchiveReadOnlyError  the folder or the file cannot be written
    │   ├── ArchiveTooNewError    written by a later version of Wirecopy
    │   └── DiskFullError
    ├── SearchIndexError       the search index cannot be used; it can be rebuilt
    └── RecognizerError        entity recognition cannot run; everything else can
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class WirecopyError(Exception):
    """The root of everything that Wirecopy raises on purpose.

    Attributes:
        remedy: what the user can do next, a sentence, or the empty string.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy

    def __str__(self) -> str:
        message = str(self.args[0])
        return f"{message} {self.remedy}" if self.remedy else message


class ConfigError(WirecopyError):
    """The configuration is wrong.

    Attributes:
        path: the file at fault.
        line: the line in it, from 1, or None where no single line is at fault.
    """

    def __init__(self, message: str, path: Path, line: int | None = None, remedy: str = "") -> None:
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {message}", remedy)
        self.path = path
        self.line = line


class QueryError(WirecopyError):
    """A search query cannot be understood.

    Attributes:
        query: the query as typed.
        position: code-point offset into ``query`` where the trouble starts.
        length: code points that are in trouble, at least 1.
    """

    def __init__(self, message: str, query: str, position: int, length: int = 1, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.query = query
        self.position = position
        self.length = length

    def pointed(self) -> str:
        """The query with a caret line below that points at the place, in a terminal's cells."""
        before, marked = self.query[: self.position], self.query[self.position : self.position + self.length]
        return f"{self.query}\n{' ' * _cells(before)}{'^' * max(1, _cells(marked))}"


def _cells(text: str) -> int:
    """How many cells a text takes, near enough: East Asian letters two, combining marks none (Unicode UAX 11)."""
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 - for what goes wrong only

    return sum(0 if combining(letter) else 1 + (east_asian_width(letter) in "WF") for letter in text)


class NotFoundError(WirecopyError):
    """No article, feed or entity answers to the given name."""


class RefreshRunningError(WirecopyError):
    """Another process is refreshing this archive."""


class FeedError(WirecopyError):
    """One feed could not be refreshed; the message is in words for the user."""


class FetchError(FeedError):
    """The server, the network or the address said no."""


class ParseError(FeedError):
    """The answer is not a feed that can be read."""


class ArchiveError(WirecopyError):
    """The archive cannot be used."""


class ArchiveBusyError(ArchiveError):
    """Another process held the archive's write lock for too long."""


class ArchiveDamagedError(ArchiveError):
    """SQLite reports that the database file is malformed."""


class ArchiveReadOnlyError(ArchiveError):
    """The archive's folder or file cannot be written."""


class ArchiveTooNewError(ArchiveError):
    """The archive was written by a later version of Wirecopy."""


class DiskFullError(ArchiveError):
    """There is no room left on the disk; what was stored before is safe."""


class SearchIndexError(WirecopyError):
    """The search index is damaged, foreign or missing; the archive can rebuild it."""


class RecognizerError(WirecopyError):
    """Entity recognition cannot run, for want of a model or a library."""


class CorrectionError(WirecopyError):
    """A correction of an entity says nothing, or contradicts itself."""
