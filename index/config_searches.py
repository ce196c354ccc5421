"""Edits of the saved searches in feeds.toml, as :mod:`index.config_edit` edits its feeds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import tomlkit
from tomlkit.items import AoT

from index.config_blocks import newline_of, outline_of, with_comments, without
from index.config_edit import Edited, adding_search
from index.config_file import locked, read_draft, write_draft
from index.errors import ConfigError, NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

    from index.config_edit import FeedEdit
    from index.config_file import Draft
    from index.types import SavedSearch


def removing_search(name: str) -> FeedEdit:
    """Take a saved search out."""

    def edit(draft: Draft) -> Draft:
        number = _number_of(draft, name)
        start, end = _blocks(draft)[number]
        text = without(draft.text, start, end, newline_of(draft.text))
        searches = draft.config.searches[:number] + draft.config.searches[number + 1 :]
        return draft.becomes(text, replace(draft.config, searches=searches))

    return edit


def setting_search(name: str, search: SavedSearch) -> FeedEdit:
    """Have a saved search say something else."""

    def edit(draft: Draft) -> Draft:
        number = _number_of(draft, name)
        known = draft.config.searches
        if any(other.name.casefold() == search.name.casefold() for other in known[:number] + known[number + 1 :]):
            raise ConfigError(f"there is a search {search.name!r} already.", draft.path, remedy="Choose another name.")
        start, end = _blocks(draft)[number]
        block = _rewritten(draft.text[start:end], known[number], search, newline_of(draft.text))
        searches = (*known[:number], search, *known[number + 1 :])
        return draft.becomes(draft.text[:start] + block + draft.text[end:], replace(draft.config, searches=searches))

    return edit


def revert_searches(path: Path, edited: Edited) -> Edited:
    """Take edits of searches back: to the byte where the file still is as they left it, else as far as they went.

    Raises:
        ConfigError: the file cannot be read, edited safely or written.
    """
    with locked(path) as target:
        now = read_draft(path)
        after = edited.before if now.text == edited.after.text else _without(now, edited)
        write_draft(after, target)
    return Edited(now, after)


def _without(now: Draft, edited: Edited) -> Draft:
    before, after = edited.before.config.searches, edited.after.config.searches
    gone = [search for search in before if search not in after]
    come = [search for search in after if search not in before]
    for search, other in zip(come, gone, strict=False):  # renamed
        if search in now.config.searches:
            now = setting_search(search.name, other)(now)
    names = {search.name.casefold() for search in now.config.searches}
    for search in gone:
        if search.name.casefold() not in names:
            now = adding_search(search)(now)
    return now


def _number_of(draft: Draft, name: str) -> int:
    for number, search in enumerate(draft.config.searches):
        if search.name == name:
            return number
    raise NotFoundError(f"{draft.path} has no saved search {name!r}.")


def _blocks(draft: Draft) -> list[tuple[int, int]]:
    """Every saved search's lines, from its header to its last one, as offsets."""
    text, found = draft.text, outline_of(draft.text)
    headers = found.headers("search")
    if len(headers) != len(draft.config.searches):
        line = found.line("search")
        raise ConfigError(
            "searches in one inline list cannot be edited here.", draft.path, line, "Give each a [[search]] table."
        )
    ends = [header.end for header in headers]
    number = -1
    for statement in found.statements:
        if statement.table == "search":
            number += not statement.key
            ends[number] = max(ends[number], statement.end)
    starts = [header.start + (text.startswith("\ufeff") and header.start == 0) for header in headers]
    return [(start, with_comments(text, end)) for start, end in zip(starts, ends, strict=True)]


def _rewritten(block: str, old: SavedSearch, new: SavedSearch, newline: str) -> str:
    document = tomlkit.parse(block)
    tables = document["search"]
    if not isinstance(tables, AoT):
        return block
    table = tables[0]
    for key, was, is_now in (("name", old.name, new.name), ("query", old.query, new.query)):
        if was != is_now:
            table[key] = is_now
    if old.notify != new.notify:
        table["notify"] = new.notify
    text = document.as_string()
    return text.replace("\r\n", "\n").replace("\n", newline) if newline == "\r\n" else text
