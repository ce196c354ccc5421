"""What the user changes about entities: followed and corrected off the screen's thread, and taken back by undo."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from index import guard
from tui.entity_messages import EntitiesChanged, WorkGoesOn
from tui.entity_words import correction_in_words
from tui.marks import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.app import App

    from index import Correction, CorrectionKind, Entity, EntityType, Library
    from tui.session import Session

Done = TypeVar("Done")

_PATIENCE = 0.5
"""Seconds: of the most mentioned names of a large archive, all articles are linked anew."""


async def patiently(app: App[None], work: Coroutine[None, None, Done], notice: str) -> Done:
    """Await work; where it takes longer than one waits without wondering, have the user told that it goes on."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=_PATIENCE)
    if not done:
        app.post_message(WorkGoesOn(notice))
    return await task


async def set_followed(session: Session, entity: Entity, *, followed: bool) -> EntitiesChanged:
    """Follow an entity, or follow it no longer."""
    library = session.library

    def make(wanted: bool, notice: str) -> EntitiesChanged:
        change = library.follow if wanted else library.unfollow
        return _versioned(library, lambda: change(entity.id), notice)

    name = guard(entity.name)
    said = f"{name} is followed" if followed else f"{name} is no longer followed"
    done = await session.marks.run(lambda: make(followed, f"{said} — ^z undoes"))
    session.marks.remember(Change(said, lambda: make(not followed, f"Undone: {said}")))
    return done


async def correct(
    session: Session,
    entity: Entity,
    kind: CorrectionKind,
    *,
    into: int | None = None,
    name: str = "",
    type: EntityType | None = None,  # noqa: A002 - named as the library's is
) -> EntitiesChanged:
    """Put an entity right.

    Raises:
        CorrectionError: it says nothing new.
        NotFoundError: there is no such entity any more.
    """
    library = session.library
    made: list[Correction] = []

    def make() -> EntitiesChanged:
        return _versioned(
            library,
            lambda: made.append(library.correct_entity(entity.id, kind, into=into, name=name, type=type)),
            "",
            corrected=True,
        )

    done = await session.marks.run(make)
    said = guard(correction_in_words(made[0]))
    session.marks.remember(Change(said, lambda: _taken_back(library, made[0], f"Undone: {said}")))
    return EntitiesChanged(f"{said} ^z undoes", done.versions, corrected=True)


async def take_back(session: Session, correction: Correction) -> EntitiesChanged:
    """Take back any correction that holds, not only the last one.

    Raises:
        NotFoundError: it has been taken back already.
    """
    said = guard(correction_in_words(correction))
    return await session.marks.run(lambda: _taken_back(session.library, correction, f"No longer: {said}"))


def _taken_back(library: Library, correction: Correction, notice: str) -> EntitiesChanged:
    return _versioned(library, lambda: library.undo_correction(correction.id), notice, corrected=True)


def _versioned(
    library: Library, change: Callable[[], object], notice: str, *, corrected: bool = False
) -> EntitiesChanged:
    before = library.data_version()
    change()
    return EntitiesChanged(notice, (before, library.data_version()), corrected)
