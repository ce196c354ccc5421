"""Recognition catches up with the archive: what no recogniser has read, the newest first, a batch at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from index.entities.dates import with_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.entities.recognizer import Recognizer
    from index.intake_types import Recognition, Unrecognised

BATCH = 32
"""Articles a transaction: so many are lost at most when the process is killed, and done again."""


class RecognisedEntities(Protocol):
    """What catching up needs of the archive's entities."""

    def unrecognised(self, limit: int, recogniser: Callable[[str], bool]) -> list[Unrecognised]:
        """At most ``limit`` articles that nobody has read, or one whom ``recogniser`` answers to, the newest first."""

    def count_unrecognised(self, recogniser: Callable[[str], bool]) -> int:
        """How many there are."""

    def store(self, recognitions: Sequence[Recognition], recogniser: str) -> None:
        """Store what was found, in one transaction."""


class HasEntities(Protocol):
    """An archive, as far as catching up is concerned."""

    @property
    def entities(self) -> RecognisedEntities:
        """Its tables of entities and mentions."""


def catch_up(
    archive: HasEntities,
    recognizer: Recognizer,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005 - the default shows nothing
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Recognise and store what is pending, newest first; returns how many articles were done.

    Articles that something has read already are read anew only by what is no weaker, such as a newer version. Each
    batch is one transaction, so work that is interrupted goes on where it was. ``progress`` is told the articles
    done and the total; ``stop`` is asked between batches. With nothing pending no model is loaded.

    Raises:
        RecognizerError: no engine runs.
        ArchiveError: the archive cannot be read or written.
    """
    total = archive.entities.count_unrecognised(recognizer.improves_on)
    done = 0
    if total:
        progress(done, total)
    while not stop():
        name = recognizer.name
        batch = archive.entities.unrecognised(BATCH, recognizer.improves_on)
        if not batch:
            break
        found = list(zip(recognizer.recognise(batch), batch, strict=True))
        if recognizer.name != name:
            continue  # its model does not run, and what is left may be worse than what has read these
        archive.entities.store([with_dates(one, article) for one, article in found], name)
        done += len(batch)
        total = max(total, done)
        progress(done, total)
    return done
