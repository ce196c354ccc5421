"""Archive: one folder with one SQLite database that keeps every article."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Self

from index.archive.articles import Articles
from index.archive.checking import Checks
from index.archive.connection import Database
from index.archive.entities import Entities
from index.archive.feeds import Feeds
from index.archive.marks import Marks
from index.archive.meta import archive_id, current_revision
from index.archive.migrations import migrate
from index.errors import ArchiveError, ArchiveReadOnlyError, DiskFullError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from index.archive.cards import Cards
    from index.archive.changes import Changes
    from index.archive.chunks import Chunks
    from index.archive.corrections import Corrections
    from index.archive.fetches import Fetches
    from index.archive.following import Following
    from index.report_types import Stats

FILE_NAME = "archive.db"
"""The database's name in the archive's folder; SQLite puts ``-wal`` and ``-shm`` files beside it."""


class Archive:
    """The truth: everything else that Wirecopy keeps is derived from it and can be thrown away.

    Any thread may call anything. Readers never wait; of writers in several processes one waits for the other. What a
    call has stored when it returns survives the death of the process (a loss of power may cost the last
    transactions, never the archive).

    Attributes:
        id: the archive's identity, 32 hexadecimal digits.
        feeds: what is subscribed to.
        articles: what was published.
        checks: whether all of it is whole.
        marks: what the reader has read, starred and tagged.
        entities: who and what is in the news.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.read() as connection:
            self.id = archive_id(connection)
        self.feeds = Feeds(database)
        self.articles = Articles(database)
        self.checks = Checks(database)
        self.marks = Marks(database)
        self.entities = Entities(database)

    @classmethod
    def open(cls, folder: Path, *, create: bool = True) -> Self:
        """Open the archive in ``folder``, made there (for its owner's eyes only) if ``create`` is set.

        Raises:
            ArchiveError: it cannot be opened; the kind of error and its remedy say why.
        """
        path = folder / FILE_NAME
        if not path.exists():
            if not create:
                raise ArchiveError(f"There is no archive in {folder}.", "`wirecopy refresh` makes one.")
            _make(folder, path)
        database = Database(path)
        try:
            migrate(database)
            return cls(database)
        except BaseException:
            database.close()
            raise

    @property
    def fetches(self) -> Fetches:
        """What is remembered of each feed's answers."""
        from index.archive.fetches import Fetches  # noqa: PLC0415 - the reader's start asks for none of these

        return Fetches(self._database)

    @property
    def changes(self) -> Changes:
        """What the search index must read next."""
        from index.archive.changes import Changes  # noqa: PLC0415

        return Changes(self._database)

    @property
    def chunks(self) -> Chunks:
        """By what a feed's entries are known again without parsing them."""
        from index.archive.chunks import Chunks  # noqa: PLC0415

        return Chunks(self._database)

    @property
    def cards(self) -> Cards:
        """More about an entity, and who rises."""
        from index.archive.cards import Cards  # noqa: PLC0415

        return Cards(self._database)

    @property
    def corrections(self) -> Corrections:
        """What the user has put right about entities."""
        from index.archive.corrections import Corrections  # noqa: PLC0415

        return Corrections(self._database)

    @property
    def following(self) -> Following:
        """Which entities the user follows."""
        from index.archive.following import Following  # noqa: PLC0415

        return Following(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every thread's connection; running reads are given up, running writes waited for."""
        self._database.close()

    def interrupt(self) -> None:
        """Give up the reads that other threads are at (they raise ArchiveInterruptedError); writes go on."""
        self._database.interrupt()

    def revision(self) -> int:
        """How many transactions have changed articles or mentions; what is derived says up to which one it is."""
        with self._database.read() as connection:
            return current_revision(connection)

    def data_version(self) -> int:
        """A number that changes whenever anybody, this process included, has written to the archive."""
        return self._database.data_version()

    def stats(self) -> Stats:
        """The archive in figures; the size of the search index is not known here."""
        from index.report_types import Stats  # noqa: PLC0415 - as for these above

        with self._database.read() as connection:
            one = connection.execute(
                """
                SELECT
                    (SELECT count(*) FROM feed WHERE subscribed = 1),
                    (SELECT coalesce(sum(articles), 0) FROM feed),
                    (SELECT coalesce(sum(unread), 0) FROM feed),
                    (SELECT count(*) FROM article WHERE starred = 1),
                    (SELECT count(*) FROM revision),
                    (SELECT count(*) FROM entity WHERE articles > 0 AND hidden = 0),
                    (SELECT coalesce(sum(mentions), 0) FROM entity),
                    (SELECT count(*) FROM article WHERE recogniser = '')
                """
            ).fetchone()
            oldest, newest = connection.execute(
                "SELECT (SELECT min(time) FROM article), (SELECT max(time) FROM article)"
            ).fetchone()
            revision = current_revision(connection)
        feeds, articles, unread, starred, revisions, entities, mentions, unrecognised = one
        return Stats(
            self.id,
            revision,
            feeds,
            articles,
            unread,
            starred,
            revisions,
            entities,
            mentions,
            unrecognised,
            archive_bytes=self._bytes(),
            index_bytes=0,
            oldest=oldest,
            newest=newest,
        )

    def _bytes(self) -> int:
        path = self._database.path
        files = (path, path.with_name(path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())


def _make(folder: Path, path: Path) -> None:
    """An empty database file that only its owner can read, in a folder of the same kind if that is new too."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        message = f"No archive can be made in {folder} ({error.strerror})."
        if error.errno == errno.ENOSPC:
            raise DiskFullError(message, "Free some space and try again.") from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise ArchiveReadOnlyError(
                message, "Make the folder writable for you, or name another one with --archive."
            ) from error
        raise ArchiveError(message, "Name another folder with --archive.") from error
