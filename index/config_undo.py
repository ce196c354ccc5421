"""Takes edits of feeds.toml back, from a file that may have been edited further since."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from index.config_edit import Edited, adding, removing, setting
from index.config_file import Draft, locked, read_draft, write_draft
from index.config_order import arranged
from index.config_table import feed_address_key
from index.types import FeedConfig

if TYPE_CHECKING:
    from pathlib import Path


def revert_edit(path: Path, edited: Edited) -> Edited:
    """Take edits of feeds back: to the byte where the file still is as they left it, else as far as they went.

    What was changed by hand since stays.

    Raises:
        ConfigError: the file cannot be read, edited safely or written.
    """
    with locked(path) as target:
        now = read_draft(path)
        after = edited.before if now.text == edited.after.text else _without(now, edited)
        write_draft(after, target)
    return Edited(now, after)


def _without(now: Draft, edited: Edited) -> Draft:
    """What the file would say without the edits, as it stands now."""
    before, after = _by_key(edited.before), _by_key(edited.after)
    for key in after.keys() - before.keys():
        if key in _by_key(now):
            now = removing(after[key].url)(now)
    lost = [feed for key, feed in before.items() if key not in after and key not in _by_key(now)]
    now = adding(*lost)(now) if lost else now
    for key, feed in before.items():
        if key in after and after[key] != feed and (present := _by_key(now).get(key)):
            now = setting(present.url, _merged(feed, after[key], present))(now)
    order = {key: place for place, key in enumerate(before)}
    if [key for key in after if key in order] == [key for key in order if key in after]:
        return now  # the edits have moved nothing
    keys = list(_by_key(now))
    slots = [number for number, key in enumerate(keys) if key in order]
    numbers = list(range(len(keys)))
    for slot, number in zip(slots, sorted(slots, key=lambda slot: order[keys[slot]]), strict=True):
        numbers[slot] = number
    return arranged(now, numbers, folders=True)


def _merged(before: FeedConfig, after: FeedConfig, present: FeedConfig) -> FeedConfig:
    """A feed as it is, with what an edit had changed, and nobody since, as it was before."""
    for name in (field.name for field in fields(FeedConfig)):
        if getattr(before, name) != getattr(after, name) == getattr(present, name):
            present = replace(present, **{name: getattr(before, name)})
    return present


def _by_key(draft: Draft) -> dict[str, FeedConfig]:
    return {feed_address_key(feed.url): feed for feed in draft.config.feeds}
