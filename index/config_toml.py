"""A feed as lines of TOML: new ones, and present ones with what differs changed in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tomlkit
from tomlkit.items import AoT, InlineTable, Table

from index.config_table import interval_text

if TYPE_CHECKING:
    from index.types import FeedConfig, SavedSearch

_ACCESS = ("every", "headers", "username", "password")


def render_feed(feed: FeedConfig) -> str:
    """The lines of a new feed."""
    table = tomlkit.table()
    table.add("url", feed.url)
    for key, value in (("title", feed.title), ("folder", feed.folder)):
        if value:
            table.add(key, value)
    if feed.tags:
        table.add("tags", list(feed.tags))
    for key, access in _access(feed):
        table.add(key, access)
    document = tomlkit.document()
    document.add("feed", AoT([table]))
    return document.as_string()


def render_search(search: SavedSearch) -> str:
    """The lines of a new search."""
    table = tomlkit.table()
    table.add("name", search.name)
    table.add("query", search.query)
    if search.notify:
        table.add("notify", True)
    return f"[[search]]\n{tomlkit.dumps(table)}"


def rewrite_feed(block: str, old: FeedConfig, new: FeedConfig, newline: str) -> str:
    """The lines of a feed with what differs changed in its place."""
    document = tomlkit.parse(block)
    tables = document["feed"]
    if not isinstance(tables, AoT):
        return block
    table: Table = tables[0]
    for key, was, is_now in (
        ("url", old.url, new.url),
        ("title", old.title, new.title),
        ("folder", old.folder, new.folder),
    ):
        if was != is_now:
            _assign(table, key, is_now)
    if old.tags != new.tags:
        _assign(table, "tags", list(new.tags))
    before, after = dict(_access(old)), dict(_access(new))
    for key in _ACCESS:
        if before.get(key) != after.get(key):
            _assign(table, key, after.get(key, ""))
    text = document.as_string()
    return text.replace("\r\n", "\n").replace("\n", newline) if newline == "\r\n" else text


def _access(feed: FeedConfig) -> list[tuple[str, str | InlineTable]]:
    """The keys of a feed that say how it is asked for, as far as they are set."""
    found: list[tuple[str, str | InlineTable]] = []
    if feed.every:
        found.append(("every", interval_text(feed.every)))
    if feed.headers:
        headers = tomlkit.inline_table()
        for name, value in feed.headers:
            headers.append(name, value)
        found.append(("headers", headers))
    found += [(key, value) for key, value in (("username", feed.username), ("password", feed.password)) if value]
    return found


def _assign(table: Table, key: str, value: str | list[str] | InlineTable) -> None:
    if value:
        table[key] = value
    elif key in table:
        del table[key]
