"""What the search index needs of an archive, and no more: :class:`index.archive.Archive` answers to it as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index.intake_types import Indexable
    from index.types import ArticleRow, Feed


class ArticleSource(Protocol):
    """The articles: what a page of results shows."""

    def bodies(self, ids: Sequence[int]) -> Sequence[tuple[int, str, str]]:
        """Id, title and text of the given articles; unknown ones are left out."""

    def rows(self, ids: Sequence[int]) -> Sequence[ArticleRow | None]:
        """A row for each id, in the same order; None for an unknown one."""


class ChangeSource(Protocol):
    """What to index."""

    def changed_since(self, revision: int, limit: int) -> Sequence[Indexable]:
        """The articles that changed after ``revision``, about ``limit`` of them, ordered by revision.

        The articles of one revision are never parted, so that the last one's revision says where to go on.
        """

    def pending(self, revision: int) -> int:
        """How many articles changed after ``revision``."""

    def revisions(self, after: int) -> Sequence[tuple[int, int]]:
        """The revisions after the given one, rising, each with how many articles changed last in it."""


class MarkSource(Protocol):
    """The user's marks."""

    def carrying(
        self, *, read: bool | None = None, starred: bool | None = None, tag: str | None = None
    ) -> Collection[int]:
        """The ids of the articles that carry the given marks."""

    def copies(self) -> Collection[int]:
        """The ids of the articles that have the same text as an earlier one."""

    def tags(self) -> Sequence[tuple[str, int]]:
        """Every tag with the number of its articles."""


class FeedSource(Protocol):
    """The feeds, removed ones included."""

    def all(self, subscribed_only: bool = True) -> Sequence[Feed]:
        """The feeds."""


class Source(Protocol):
    """An archive, as the search index sees it."""

    @property
    def id(self) -> str:
        """Tells one archive from every other."""

    @property
    def articles(self) -> ArticleSource:
        """The articles."""

    @property
    def changes(self) -> ChangeSource:
        """The articles by when they changed."""

    @property
    def marks(self) -> MarkSource:
        """The marks."""

    @property
    def feeds(self) -> FeedSource:
        """The feeds."""
