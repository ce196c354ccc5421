"""The index's folder: which segments are in force, the lock for writing, and commits that take effect by one rename."""

from __future__ import annotations

import os
import pickle
import re
import struct
import time
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
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from whoosh.codec.whoosh3 import W3Segment

NEXT_NAME = "NEXT"
"""Of the index that is being built."""

PART_NAME = "PART"
"""Of segments that other processes write for it."""

_TOC_NAME = re.compile(r"_([A-Z]+)_(\d+)\.toc")
_DAMAGED = "damaged"
_LOOK_EVERY = 0.05
"""Seconds between two tries to get the lock."""

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
    """The folder of an index. Missing files mean an empty index; damage is reported once it is met.

    Beside the index in force (``MAIN`` in its files' names) there may be one that is being built (``NEXT``). Segments
    keep the name that they were born with when they come into force.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.storage = FileStorage(str(folder))

    def generation(self, name: str = INDEX_NAME) -> int:
        """The newest commit's number, -1 for none. Costs one listing of the folder.

        Raises:
            SearchIndexError: the folder cannot be listed, or is none.
        """
        try:
            entries = os.listdir(self.folder)  # noqa: PTH208 - each search asks: the quickest way
        except FileNotFoundError:
            return -1
        except OSError as error:
            raise self._unusable("read", error) from error
        matches = (match for entry in entries if (match := _TOC_NAME.fullmatch(entry)))
        return max((int(match[2]) for match in matches if match[1] == name), default=-1)

    def read(self, name: str = INDEX_NAME) -> Contents:
        """The newest commit.

        Raises:
            SearchIndexError: it cannot be read.
            FileNotFoundError: a newer one has just taken its place.
        """
        generation = self.generation(name)
        if generation < 0:
            return Contents(generation, (), None)
        try:
            toc = TOC.read(self._in_memory(name, generation), name, gen=generation)
            checkpoint = checkpoint_of(toc.schema)
            segments = tuple(toc.segments) if checkpoint is not None else ()
        except FileNotFoundError:
            raise
        except DAMAGE as error:
            raise SearchIndexError("The search index is damaged.", REMEDY) from error
        return Contents(generation, segments, checkpoint)

    def _in_memory(self, name: str, generation: int) -> RamStorage:
        """A storage with one commit's table of contents: Whoosh would leave a damaged file open."""
        memory = RamStorage()
        file = f"_{name}_{generation}.toc"
        memory.files[file] = (self.folder / file).read_bytes()
        return memory

    def is_damaged(self) -> bool:
        """Whether someone has met damage since the index was built."""
        return (self.folder / _DAMAGED).exists()

    def report_damage(self) -> None:
        """Leave a note for the next catch-up, which then builds anew; where nothing can be written, none."""
        with suppress(OSError):
            self._create_folder()
            (self.folder / _DAMAGED).touch()

    @contextmanager
    def locked(
        self, name: str = INDEX_NAME, patience: float = 0.0, stop: Callable[[], bool] = lambda: False
    ) -> Iterator[None]:
        """Hold the lock for writing; the system lets go of it when the process dies.

        Args:
            name: of which of the folder's indexes.
            patience: seconds to wait while another process holds it.
            stop: gives up waiting.

        Raises:
            SearchIndexError: another process holds it, or the folder cannot be written.
        """
        try:
            self._create_folder()
            lock = self.storage.lock(f"{name}_WRITELOCK")
            acquired = lock.acquire()
            until = time.monotonic() + patience
            while not acquired and time.monotonic() < until and not stop():
                time.sleep(_LOOK_EVERY)
                acquired = lock.acquire()
        except OSError as error:
            raise self._unusable("written", error) from error
        if not acquired:
            raise SearchIndexError("Another process is writing the search index.", "Try again when it is done.")
        try:
            yield
        finally:
            lock.release()

    def _unusable(self, done: str, error: OSError) -> SearchIndexError:
        away = isinstance(error, NotADirectoryError | FileExistsError)
        remedy = "Move the file in its place away, then run `wirecopy reindex`." if away else ""
        return SearchIndexError(f"The search index in {self.folder} cannot be {done}: {error.strerror}.", remedy)

    def commit(
        self, base: Contents, segments: Sequence[W3Segment], checkpoint: Checkpoint, name: str = INDEX_NAME
    ) -> Contents:
        """Put the given segments in force and remove the files of those that were. The lock must be held."""
        kept = tuple(segment for segment in segments if segment.deleted_count() < segment.doc_count_all())
        generation = max(base.generation, self.generation(name)) + 1
        TOC(make_schema(checkpoint), list(kept), generation).write(self.storage, name)
        clean_files(self.storage, name, generation, kept)
        names = {segment.segment_id() for segment in kept}
        for segment in base.segments:
            if segment.segment_id() not in names:
                self._remove(f"{segment.segment_id()}.*")
        self._remove(f"_{name}_*.toc.*")
        return Contents(generation, kept, checkpoint)

    def promote(self, built: Contents, checkpoint: Checkpoint) -> Contents:
        """Put what has been built beside in force instead of all else. Both locks must be held."""
        before = Contents(self.generation(), (), None)
        with suppress(SearchIndexError, FileNotFoundError):
            before = self.read()
        committed = self.commit(before, built.segments, checkpoint)
        (self.folder / _DAMAGED).unlink(missing_ok=True)
        self.clean_next(committed.segments)
        return committed

    def clean_next(self, kept: Sequence[W3Segment]) -> None:
        """Remove all that was built beside, but these segments. Its lock must be held."""
        for name in (PART_NAME, NEXT_NAME):
            clean_files(self.storage, name, -1, kept)
        self._remove(f"_{NEXT_NAME}_*.toc*")

    def _remove(self, pattern: str) -> None:
        for leftover in self.folder.glob(pattern):
            leftover.unlink(missing_ok=True)

    def _create_folder(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
