"""The index's folder: which segments are in force, the lock for writing, and commits that take effect by one rename."""

from __future__ import annotations

import pickle
import re
import struct
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.filetables import FileFormatError
from whoosh.index import TOC, IndexError, clean_files  # noqa: A004 - Whoosh's own name

from index.errors import SearchIndexError
from index.search.codec import INDEX_NAME
from index.search.schema import Checkpoint, checkpoint_of, make_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from whoosh.codec.whoosh3 import W3Segment

_TOC_NAME = re.compile(rf"_{INDEX_NAME}_(\d+)\.toc")
_DAMAGED = "damaged"
REMEDY = "Run `wirecopy reindex` to build it anew; no article is lost."

DAMAGE = (
    IndexError, FileFormatError, OSError, EOFError, pickle.UnpicklingError, struct.error, zlib.error, ValueError,
    LookupError, TypeError, AssertionError, AttributeError, ImportError,
)  # fmt: skip
"""What reading a cut or overwritten file can raise, from Whoosh's readers down to the unpickler."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A commit.

    Attributes:
        generation: counts commits.
        segments: oldest first, with their deletions.
        checkpoint: None for an index that holds nothing that this version can use.
    """

    generation: int
    segments: tuple[W3Segment, ...]
    checkpoint: Checkpoint | None


class Store:
    """The folder of an index. Missing files mean an empty index; damage is reported once it is met."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.storage = FileStorage(str(folder))

    def generation(self) -> int:
        """The newest commit's number, -1 for none. Costs one listing of the folder."""
        try:
            names = [entry.name for entry in self.folder.iterdir()]
        except FileNotFoundError:
            return -1
        return max((int(match[1]) for name in names if (match := _TOC_NAME.fullmatch(name))), default=-1)

    def read(self) -> Contents:
        """The newest commit.

        Raises:
            SearchIndexError: it cannot be read.
        """
        generation = self.generation()
        if generation < 0 or self.is_damaged():
            return Contents(generation, (), None)
        try:
            toc = TOC.read(self._in_memory(generation), INDEX_NAME, gen=generation)
            checkpoint = checkpoint_of(toc.schema)
            segments = tuple(toc.segments) if checkpoint is not None else ()
        except FileNotFoundError:
            raise  # a newer commit has just taken its place
        except DAMAGE as error:
            raise SearchIndexError("The search index is damaged.", REMEDY) from error
        return Contents(generation, segments, checkpoint)

    def _in_memory(self, generation: int) -> RamStorage:
        """A storage with one commit's table of contents: Whoosh would leave a damaged file open."""
        memory = RamStorage()
        name = f"_{INDEX_NAME}_{generation}.toc"
        memory.files[name] = (self.folder / name).read_bytes()
        return memory

    def is_damaged(self) -> bool:
        """Whether someone has met damage since the last commit."""
        return (self.folder / _DAMAGED).exists()

    def report_damage(self) -> None:
        """Leave a note for the next catch-up, which then starts from nothing; where nothing can be written, none."""
        with suppress(OSError):
            self._create_folder()
            (self.folder / _DAMAGED).touch()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock for writing; the system lets go of it when the process dies.

        Raises:
            SearchIndexError: another process holds it, or the folder cannot be written.
        """
        try:
            self._create_folder()
            lock = self.storage.lock(f"{INDEX_NAME}_WRITELOCK")
            acquired = lock.acquire()
        except OSError as error:
            raise SearchIndexError(f"The search index in {self.folder} cannot be written: {error}.") from error
        if not acquired:
            raise SearchIndexError("Another process is writing the search index.", "Try again when it is done.")
        try:
            yield
        finally:
            lock.release()

    def commit(self, base: Contents, segments: Sequence[W3Segment], checkpoint: Checkpoint) -> Contents:
        """Put the given segments in force and remove the files of all others. The lock must be held."""
        kept = tuple(segment for segment in segments if segment.deleted_count() < segment.doc_count_all())
        generation = base.generation + 1
        TOC(make_schema(checkpoint), list(kept), generation).write(self.storage, INDEX_NAME)
        (self.folder / _DAMAGED).unlink(missing_ok=True)
        clean_files(self.storage, INDEX_NAME, generation, kept)
        for leftover in self.folder.glob(f"_{INDEX_NAME}_*.toc.*"):
            leftover.unlink(missing_ok=True)
        return Contents(generation, kept, checkpoint)

    def _create_folder(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
