"""Edits feeds.toml as a careful person would: only the lines of one feed change.

tomlkit writes the lines of the feed in question; everything around them is carried over as it stands, whatever its line
breaks, comments and order. The outcome is read again before it is written, so that an edit can never leave a file
behind that says something else than was asked for. The file is replaced in one step, under a lock on its folder, and
read under that lock: what others have written meanwhile stays.

An edit is a function from a draft to a draft. :func:`apply_edits` makes some of them in one write, and what it returns
is all that :mod:`index.config_undo` needs to take them back, even from a file that has been edited further since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, TypeAlias

from index.config_blocks import blocks, gap, newline_of, outline_of, place_for, without
from index.config_file import Draft, locked, read_draft, write_draft
from index.config_order import arranged, feed_moved, folder_moved
from index.config_table import address_fault, feed_address_key, holds_control
from index.config_toml import render_feed, render_search, rewrite_feed
from index.errors import ConfigError, NotFoundError
from index.types import FeedConfig

if TYPE_CHECKING:
    from pathlib import Path

    from index.config import Config
    from index.types import SavedSearch

FeedEdit: TypeAlias = Callable[[Draft], Draft]


@dataclass(frozen=True, slots=True)
class Edited:
    """What some edits did to the file."""

    before: Draft
    after: Draft

    @property
    def config(self) -> Config:
        """What the file says now."""
        return self.after.config

    @property
    def changed(self) -> bool:
        """Whether a byte has changed."""
        return self.before.text != self.after.text


def apply_edits(path: Path, *edits: FeedEdit) -> Edited:
    """Make edits, all of them or none, in one write.

    Raises:
        ConfigError: the file cannot be read, edited safely or written, or it would come to say something wrong.
        NotFoundError: what is to be edited is not there.
    """
    with locked(path) as target:
        before = after = read_draft(path)
        for edit in edits:
            after = edit(after)
        if after.text != before.text:
            write_draft(after, target)
    return Edited(before, after)


def add_feed(path: Path, feed: FeedConfig) -> Config:
    """See :func:`index.config.add_feed`."""
    return apply_edits(path, adding(feed)).config


def remove_feed(path: Path, url: str) -> Config:
    """See :func:`index.config.remove_feed`."""
    return apply_edits(path, removing(url)).config


def set_feed(path: Path, url: str, feed: FeedConfig) -> Config:
    """See :func:`index.config.set_feed`."""
    return apply_edits(path, setting(url, feed)).config


def add_search(path: Path, search: SavedSearch) -> Config:
    """See :func:`index.config.add_search`."""
    return apply_edits(path, adding_search(search)).config


def adding(*new: FeedConfig) -> FeedEdit:
    """Write further feeds, each after the last one of its folder; those of a new folder after all others."""

    def edit(draft: Draft) -> Draft:
        known = list(draft.config.feeds)
        wanted = [_checked(draft, feed) for feed in new]
        keys = {feed_address_key(feed.url): number for number, feed in enumerate(known)}
        for feed in wanted:
            if (number := keys.setdefault(feed_address_key(feed.url), len(known))) < len(known):
                raise _twin(draft, number)
        if len(keys) < len(known) + len(wanted):
            raise ConfigError("one feed cannot be added twice.", draft.path, remedy="Nothing was changed.")
        found, text, newline = blocks(draft), draft.text, newline_of(draft.text)
        places: dict[tuple[int, bool], list[FeedConfig]] = {}
        folders = {feed.folder for feed in known}
        for folder, group in _by_folder(wanted).items():
            place = place_for(folder, known, found, len(text))
            places.setdefault((place, folder not in folders), []).extend(group)
        feeds, after = [*known], text
        for (place, _), group in sorted(places.items(), key=lambda item: item[0], reverse=True):
            lines = newline.join(render_feed(feed).replace("\n", newline) for feed in group)
            head, tail = after[:place], after[place:]
            close = newline if tail and not tail.startswith(("\n", "\r\n")) else ""
            after = f"{head}{gap(head, newline)}{lines}{close}{tail}"
            number = sum(end <= place for _, end in found)
            feeds[number:number] = group
        return draft.becomes(after, replace(draft.config, feeds=tuple(feeds)))

    return edit


def removing(url: str) -> FeedEdit:
    """Take a feed out."""

    def edit(draft: Draft) -> Draft:
        number = number_of(draft, url)
        start, end = blocks(draft)[number]
        text = without(draft.text, start, end, newline_of(draft.text))
        feeds = draft.config.feeds[:number] + draft.config.feeds[number + 1 :]
        return draft.becomes(text, replace(draft.config, feeds=feeds))

    return edit


def setting(url: str, feed: FeedConfig) -> FeedEdit:
    """Have a feed say something else."""

    def edit(draft: Draft) -> Draft:
        number = number_of(draft, url)
        wanted = _checked(draft, feed)
        _refuse_twin(draft, draft.config.feeds, wanted.url, but=number)
        return _rewritten(draft, {number: wanted})

    return edit


def changing(url: str, shown: FeedConfig, wanted: FeedConfig) -> FeedEdit:
    """Have a feed say what somebody wants who was shown something; what they left as it was stays as it is by now."""

    def edit(draft: Draft) -> Draft:
        feed = draft.config.feeds[number_of(draft, url)]
        for name in (field.name for field in fields(FeedConfig)):
            if getattr(wanted, name) != getattr(shown, name):
                feed = replace(feed, **{name: getattr(wanted, name)})
        return setting(url, feed)(draft)

    return edit


def renaming_folder(old: str, new: str) -> FeedEdit:
    """Give a folder another name; with the name of another folder the two become one, with none it is dissolved."""

    def edit(draft: Draft) -> Draft:
        inside = {number: feed for number, feed in enumerate(draft.config.feeds) if feed.folder == old}
        if not inside:
            raise NotFoundError(f"{draft.path} has no folder {old!r}.")
        return _rewritten(draft, {n: _checked(draft, replace(feed, folder=new)) for n, feed in inside.items()})

    return edit


def moving(url: str, step: int) -> FeedEdit:
    """Have a feed change places with the one above (-1) or below (1) it in its folder (:mod:`index.config_order`)."""

    def edit(draft: Draft) -> Draft:
        number = number_of(draft, url)
        order = feed_moved(draft.config.feeds, number, step)
        return arranged(draft, order, folders=not draft.config.feeds[number].folder)

    return edit


def moving_folder(name: str, step: int) -> FeedEdit:
    """Have a folder change places with what stands above (-1) or below (1) it."""

    def edit(draft: Draft) -> Draft:
        if name not in {feed.folder for feed in draft.config.feeds}:
            raise NotFoundError(f"{draft.path} has no folder {name!r}.")
        return arranged(draft, folder_moved(draft.config.feeds, name, step), folders=True)

    return edit


def adding_search(search: SavedSearch) -> FeedEdit:
    """Write a saved search to the end."""

    def edit(draft: Draft) -> Draft:
        config = draft.config
        if any(known.name.casefold() == search.name.casefold() for known in config.searches):
            raise ConfigError(f"there is a search {search.name!r} already.", draft.path, remedy="Choose another name.")
        newline = newline_of(draft.text)
        block = render_search(search).replace("\n", newline)
        wanted = replace(config, searches=(*config.searches, search))
        return draft.becomes(f"{draft.text}{gap(draft.text, newline)}{block}", wanted)

    return edit


def _by_folder(feeds: Sequence[FeedConfig]) -> dict[str, list[FeedConfig]]:
    """The feeds of each folder, the folders in the order of their first feeds."""
    groups: dict[str, list[FeedConfig]] = {}
    for feed in feeds:
        groups.setdefault(feed.folder, []).append(feed)
    return groups


def _rewritten(draft: Draft, wanted: dict[int, FeedConfig]) -> Draft:
    found, text, feeds = blocks(draft), draft.text, list(draft.config.feeds)
    for number, feed in sorted(wanted.items(), reverse=True):
        start, end = found[number]
        text = text[:start] + rewrite_feed(text[start:end], feeds[number], feed, newline_of(draft.text)) + text[end:]
        feeds[number] = feed
    return draft.becomes(text, replace(draft.config, feeds=tuple(feeds)))


def _checked(draft: Draft, feed: FeedConfig) -> FeedConfig:
    """The feed as reading it back would give it."""
    if fault := address_fault(feed.url):
        raise ConfigError(f"the address {feed.url!r} {fault}.", draft.path, remedy="Nothing was changed.")
    for value in (feed.title, feed.folder, *feed.tags):
        if holds_control(value):
            raise ConfigError(f"{value!r} holds a control character.", draft.path, remedy="Nothing was changed.")
    tags = tuple(dict.fromkeys(tag.strip() for tag in feed.tags if tag.strip()))
    return replace(feed, title=feed.title.strip(), folder=feed.folder.strip(), tags=tags)


def _refuse_twin(draft: Draft, feeds: Sequence[FeedConfig], url: str, but: int | None = None) -> None:
    key = feed_address_key(url)
    for number, feed in enumerate(feeds):
        if number != but and feed_address_key(feed.url) == key:
            raise _twin(draft, number)


def _twin(draft: Draft, number: int) -> ConfigError:
    line = outline_of(draft.text).line("feed", number, "url")
    return ConfigError(f"{draft.config.feeds[number].url} is already there.", draft.path, line, "Nothing was changed.")


def number_of(draft: Draft, url: str) -> int:
    """Which feed of the file has this address.

    Raises:
        NotFoundError: none.
    """
    key = feed_address_key(url)
    for number, feed in enumerate(draft.config.feeds):
        if feed_address_key(feed.url) == key:
            return number
    raise NotFoundError(f"{draft.path} has no feed {url}.", "wirecopy feeds lists them.")
