"""What stands in the tree of feeds, before anything is drawn: pure functions from feeds and counts to nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from index import Selection
from tui.format import plural
from tui.widgets.feed_row import FeedNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import Entity, Feed, FollowedEntity, SavedSearchCount

Key: TypeAlias = "tuple[str, str | int]"
"""What a node is, whatever it is called: its kind and its feed's or entity's id, its folder's or search's name."""


@dataclass(frozen=True, slots=True)
class TreeContents:
    """What the tree is made of.

    Attributes:
        feeds: in the order in which they are shown.
        unread: articles of the whole archive, those of feeds no longer followed too.
        starred: the same.
        searches: saved searches with their counts.
        followed: entities that the user follows.
    """

    feeds: tuple[Feed, ...] = ()
    unread: int = 0
    starred: int = 0
    searches: tuple[SavedSearchCount, ...] = ()
    followed: tuple[FollowedEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A node that should stand in the tree, with the nodes below it."""

    key: Key
    node: FeedNode
    below: tuple[Branch, ...] = ()

    @property
    def shape(self) -> tuple[Key, tuple[Key, ...]]:
        """What must be equal for the numbers to change in place."""
        return self.key, tuple(branch.key for branch in self.below)


def branches(contents: TreeContents) -> tuple[Branch, ...]:
    """The whole tree: the three selections, searches, entities, then feeds and folders, each by its first feed."""
    found: list[Branch] = [
        Branch(("all", ""), FeedNode("all", "All", Selection())),
        Branch(("unread", ""), FeedNode("unread", "Unread", Selection(unread=True), contents.unread)),
        Branch(("starred", ""), FeedNode("starred", "Starred", Selection(starred=True), contents.starred)),
    ]
    if contents.searches:
        found.append(_searches_branch(contents.searches))
    if contents.followed:
        found.append(_entities_branch(contents.followed))
    folders: dict[str, list[Feed]] = {}
    for feed in contents.feeds:
        if feed.folder:
            folders.setdefault(feed.folder, []).append(feed)
    for feed in contents.feeds:
        if not feed.folder:
            found.append(_feed_branch(feed))
        elif inside := folders.pop(feed.folder, None):
            found.append(_folder_branch(feed.folder, inside))
    return tuple(found)


def walk(tree: Sequence[Branch]) -> Iterator[Branch]:
    """Every branch, each before those below it."""
    for branch in tree:
        yield branch
        yield from branch.below


def _feed_branch(feed: Feed) -> Branch:
    node = FeedNode("feed", feed.title or feed.url, Selection(feeds=(feed.id,)), feed.unread, feed.error)
    return Branch(("feed", feed.id), node)


def _folder_branch(name: str, feeds: Sequence[Feed]) -> Branch:
    failed = sum(1 for feed in feeds if feed.error)
    error = f"{plural(failed, 'feed')} failed" if failed else ""
    selection = Selection(feeds=tuple(feed.id for feed in feeds))
    node = FeedNode("folder", name, selection, sum(feed.unread for feed in feeds), error)
    return Branch(("folder", name), node, tuple(_feed_branch(feed) for feed in feeds))


def _searches_branch(searches: Sequence[SavedSearchCount]) -> Branch:
    below = tuple(
        Branch(
            ("search", counted.search.name),
            FeedNode("search", counted.search.name, None, counted.unread, counted.error, counted.search.query),
        )
        for counted in searches
    )
    return Branch(("searches", ""), FeedNode("searches", "Searches", None), below)


def _entities_branch(followed: Sequence[FollowedEntity]) -> Branch:
    below = tuple(_entity_branch(one.entity, one.unread) for one in followed)
    return Branch(("entities", ""), FeedNode("entities", "Following", None), below)


def _entity_branch(entity: Entity, unread: int) -> Branch:
    return Branch(("entity", entity.id), FeedNode("entity", entity.name, Selection(entity=entity.id), unread))
