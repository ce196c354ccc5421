"""The part of the library that is about entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import CorrectionError
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.archive import Archive
    from index.entity_types import CoMention, Correction, CorrectionKind, EntityCard, FollowedEntity, Riser
    from index.types import Entity


class EntityLibrary:
    """What a person asks and says of the people, organisations and places in their news."""

    archive: Archive

    def entities_of(self, article: int) -> tuple[Entity, ...]:
        """The entities that an article mentions, the first first."""
        return self.archive.entities.of_article(article)

    def entity(self, entity: int) -> Entity:
        """An entity by its id; by that of a name that is part of it, the whole.

        Raises:
            NotFoundError: there is none with this id.
        """
        return self.archive.entities.get(entity)

    def find_entities(self, name: str, kind: EntityType | None = None, limit: int = 50) -> tuple[Entity, ...]:
        """Entities whose name or alias has all the given words, the most mentioned first."""
        return self.archive.entities.find(kind, name, limit)

    def entities_beginning(self, typed: str, limit: int = 12) -> tuple[Entity, ...]:
        """What :meth:`find_entities` finds, and names whose words begin as those typed do: for finding while typing."""
        found = {one.id: one for one in self.find_entities(typed, None, limit)}
        if len(found) < limit and typed.strip():
            for kind in EntityType:
                for name, _ in self.archive.entities.names_beginning(kind, typed, limit):
                    found.update((one.id, one) for one in self.find_entities(name, kind, limit) if one.name == name)
        return tuple(sorted(found.values(), key=lambda one: (-one.articles, one.id))[:limit])

    def top_entities(
        self, ids: Sequence[int] | None = None, kind: EntityType | None = None, limit: int = 50
    ) -> tuple[Entity, ...]:
        """The entities in most of these articles (of the archive where ids is None), with counts over those."""
        return self.archive.entities.top(ids, kind, limit)

    def entity_card(self, entity: int) -> EntityCard:
        """An entity at a glance: articles a month, company, latest articles. Its articles: ``Selection(entity=id)``.

        Raises:
            NotFoundError: there is none with this id.
        """
        return self.archive.cards.card(entity)

    def co_mentions(self, entity: int, limit: int = 8, kind: EntityType | None = None) -> tuple[CoMention, ...]:
        """With whom an entity is mentioned, the strongest association first (see :mod:`index.entities.rising`).

        Raises:
            NotFoundError: there is none with this id.
        """
        return self.archive.cards.together(entity, limit, kind)

    def rising(self, days: int = 7, limit: int = 20, kind: EntityType | None = None) -> tuple[Riser, ...]:
        """The entities that rise most against their own past in the last days of the archive."""
        return self.archive.cards.rising(days, limit, kind)

    def correct_entity(
        self,
        entity: int,
        kind: CorrectionKind,
        *,
        into: int | None = None,
        name: str = "",
        type: EntityType | None = None,  # noqa: A002 - named as the record's field is
    ) -> Correction:
        """Put an entity right, in all past and future articles; the returned rule's id undoes it.

        Args:
            entity: which.
            kind: SAME with ``into``, APART with the form to split off as ``name``, RENAME with ``name``, RETYPE with
                ``type``, or HIDE.
            into: the other entity.
            name: a form, or the name to display.
            type: the right type.

        Raises:
            NotFoundError: there is no such entity.
            CorrectionError: the correction says nothing new, or lacks what it needs.
        """
        from index.entity_types import CorrectionKind  # noqa: PLC0415 - the reader starts without

        corrections = self.archive.corrections
        if kind is CorrectionKind.HIDE:
            return corrections.hide(entity)
        if kind is CorrectionKind.RENAME:
            return corrections.rename(entity, name)
        if kind is CorrectionKind.APART:
            return corrections.split(entity, name)
        if kind is CorrectionKind.SAME and into is not None:
            return corrections.merge(entity, into)
        if kind is CorrectionKind.RETYPE and type is not None:
            return corrections.retype(entity, type)
        raise CorrectionError("The correction does not say what is right.")

    def undo_correction(self, correction: int) -> Correction:
        """Take a correction back.

        Raises:
            NotFoundError: there is none with this id.
        """
        return self.archive.corrections.undo(correction)

    def corrections(self) -> tuple[Correction, ...]:
        """Every correction that holds, the latest first."""
        return self.archive.corrections.all()

    def follow(self, entity: int) -> None:
        """Follow an entity.

        Raises:
            NotFoundError: there is none with this id.
        """
        self.archive.following.follow(entity)

    def unfollow(self, entity: int) -> None:
        """Follow an entity no longer.

        Raises:
            NotFoundError: there is none with this id.
        """
        self.archive.following.unfollow(entity)

    def followed(self) -> tuple[FollowedEntity, ...]:
        """The followed entities with their unread counts, by name."""
        return self.archive.following.all() if self.archive.entities.any_followed() else ()
