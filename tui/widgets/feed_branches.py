"""What stands in the tree of feeds, before anything is drawn: pure functions from feeds and counts to nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from index import Selection
from tui.format import plural
from tui.widgets.feed_row import FeedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
        tags: of articles, with how many have them.
        folded: by how much the rows of a feed's or folder's unread articles are fewer, because copies share one.
    """

    feeds: tuple[Feed, ...] = ()
    unread: int = 0
    starred: int = 0
    searches: tuple[SavedSearchCount, ...] = ()
    followed: tuple[FollowedEntity, ...] = ()
    tags: tuple[tuple[str, int], ...] = ()
    folded: Mapping[Key, int] = field(default_factory=dict)


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
    """The whole tree: the three selections, searches, entities, tags, then feeds and folders by their first feed."""
    found: list[Branch] = [
        Branch(("all", ""), FeedNode("all", "All", Selection())),
        Branch(("unread", ""), FeedNode("unread", "Unread", Selection(unread=True), contents.unread)),
        Branch(("starred", ""), FeedNode("starred", "Starred", Selection(starred=True), contents.starred)),
    ]
    if contents.searches:
        found.append(_searches_branch(contents.searches))
    if contents.followed:
        found.append(_entities_branch(contents.followed))
    if contents.tags:
        found.append(_tags_branch(contents.tags))
    folders: dict[str, list[Feed]] = {}
    for feed in contents.feeds:
        if feed.folder:
            folders.setdefault(feed.folder, []).append(feed)
    for feed in contents.feeds:
        if not feed.folder:
            found.append(_feed_branch(feed, contents.folded))
        elif inside := folders.pop(feed.folder, None):
            found.append(_folder_branch(feed.folder, inside, contents.folded))
    return tuple(found)


def walk(tree: Sequence[Branch]) -> Iterator[Branch]:
    """Every branch, each before those below it."""
    for branch in tree:
        yield branch
        yield from branch.below


def folded_rows(feeds: Iterable[Feed], copies: Iterable[Sequence[int]]) -> dict[Key, int]:
    """By how many rows feeds and folders are shorter than they have unread articles; those by none are left out.

    Args:
        feeds: all feeds.
        copies: for every text that several unread articles have, the feeds of these articles.
    """
    keys: dict[int, tuple[Key, ...]] = {}
    for feed in feeds:
        keys[feed.id] = (("feed", feed.id), ("folder", feed.folder)) if feed.folder else (("feed", feed.id),)
    folded: dict[Key, int] = {}
    for having in copies:
        met: set[Key] = set()
        for feed_id in having:
            for key in keys.get(feed_id, ()):
                if key in met:
                    folded[key] = folded.get(key, 0) + 1
                met.add(key)
    return folded


def _feed_branch(feed: Feed, folded: Mapping[Key, int]) -> Branch:
    key: Key = ("feed", feed.id)
    unread = max(0, feed.unread - folded.get(key, 0))
    return Branch(key, FeedNode("feed", feed.title or feed.url, Selection(feeds=(feed.id,)), unread, feed.error))


def _folder_branch(name: str, feeds: Sequence[Feed], folded: Mapping[Key, int]) -> Branch:
    failed = sum(1 for feed in feeds if feed.error)
    error = f"{plural(failed, 'feed')} failed" if failed else ""
    selection = Selection(feeds=tuple(feed.id for feed in feeds))
    key: Key = ("folder", name)
    unread = max(0, sum(feed.unread for feed in feeds) - folded.get(key, 0))
    node = FeedNode("folder", name, selection, unread, error)
    return Branch(key, node, tuple(_feed_branch(feed, folded) for feed in feeds))


def _tags_branch(tags: Sequence[tuple[str, int]]) -> Branch:
    below = tuple(Branch(("tag", name), FeedNode("tag", name, Selection(tag=name), count)) for name, count in tags)
    return Branch(("tags", ""), FeedNode("tags", "Tags", None), below)


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
