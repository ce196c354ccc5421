"""The order of feeds.toml: which feed or folder changes places with which, and how their lines are moved.

The reader lists feeds in the order of the file, a folder where its first feed stands. Whoever moves takes the comments
along that stand right above; a folder also the comment that heads it. Everything else stays where it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.config_blocks import blocks, comments_above, heading_above, newline_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.config_file import Draft
    from index.types import FeedConfig


def shelves(feeds: Sequence[FeedConfig]) -> list[list[int]]:
    """What stands at the left of the tree, as numbers of feeds: a feed without a folder, or all the feeds of one."""
    found: list[list[int]] = []
    folders: dict[str, list[int]] = {}
    for number, feed in enumerate(feeds):
        if not feed.folder:
            found.append([number])
        elif feed.folder in folders:
            folders[feed.folder].append(number)
        else:
            folders[feed.folder] = [number]
            found.append(folders[feed.folder])
    return found


def feed_moved(feeds: Sequence[FeedConfig], number: int, step: int) -> list[int]:
    """The order in which a feed has changed places with the one above (-1) or below (1) it, within its folder.

    A feed without a folder passes a whole folder. At the end of its way the order stays as it is.
    """
    if not feeds[number].folder:
        return _shelf_moved(feeds, [number], step)
    order = list(range(len(feeds)))
    siblings = [each for each in order if feeds[each].folder == feeds[number].folder]
    place = siblings.index(number) + step
    if 0 <= place < len(siblings):
        other = siblings[place]
        order[number], order[other] = other, number
    return order


def folder_moved(feeds: Sequence[FeedConfig], folder: str, step: int) -> list[int]:
    """The order in which a folder has changed places with what stands above (-1) or below (1) it."""
    return _shelf_moved(feeds, [number for number, feed in enumerate(feeds) if feed.folder == folder], step)


def _shelf_moved(feeds: Sequence[FeedConfig], shelf: list[int], step: int) -> list[int]:
    found = shelves(feeds)
    order = list(range(len(feeds)))
    here = found.index(shelf)
    if not 0 <= here + step < len(found):
        return order
    upper, lower = sorted((here, here + step))
    first = found[upper][0]
    rest = [number for number in order if number not in found[lower]]
    place = rest.index(first)
    return rest[:place] + found[lower] + rest[place:]


def arranged(draft: Draft, order: Sequence[int], *, folders: bool) -> Draft:
    """The draft with its feeds in another order, given as their present numbers.

    Args:
        draft: the file.
        order: every feed's number, once.
        folders: whether folders are moved, so that the comments that head them go along; else these stay.

    Raises:
        ConfigError: the file is written in a way that cannot be edited safely.
    """
    feeds = draft.config.feeds
    if list(order) == list(range(len(feeds))):
        return draft
    text, newline = draft.text, newline_of(draft.text)
    heads = {shelf[0] for shelf in shelves(feeds) if feeds[shelf[0]].folder}
    floor, lines, between = 0, [], []
    for number, (start, end) in enumerate(blocks(draft)):
        if number not in heads:
            begin = comments_above(text, floor, start)
        else:
            begin = heading_above(text, floor, start, feeds[number].folder) if folders else start
        chunk = text[begin:end]
        between.append(text[floor:begin])
        lines.append(chunk if chunk.endswith("\n") else chunk + newline)
        floor = end
    moved = "".join(space + lines[number] for space, number in zip(between, order, strict=True)) + text[floor:]
    return draft.becomes(moved, replace(draft.config, feeds=tuple(feeds[number] for number in order)))
