"""Understanding the text of a feeds.toml: with the standard library alone, and with a line for every fault."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING

from index.config import Config, Settings
from index.config_table import Table, feed_address_key
from index.errors import ConfigError
from index.types import FeedConfig, SavedSearch

if TYPE_CHECKING:
    from pathlib import Path

    from index.config_keys import OwnKey

_SHORTEST_INTERVAL, _LONGEST_INTERVAL = 600, 30 * 86_400
_DECODE_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_text(path: Path) -> str:
    """The text of a configuration file, line breaks untouched.

    Raises:
        ConfigError: there is no such file, it may not be read, or it is not UTF-8.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigError("there is no such file.", path, remedy="Check the path, or create the file.") from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}.", path) from error
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError("this line is not UTF-8 text.", path, line, "Save the file as UTF-8.") from error


def parse_config(path: Path, text: str) -> Config:
    """Understand the text of a feeds.toml; ``path`` only serves to name it in errors.

    Raises:
        ConfigError: with the line at fault and what to write there.
    """
    text = text.removeprefix("\ufeff")
    try:
        document: dict[str, object] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_toml(path, text, error) from error
    top = Table(path, text, document)
    top.allow(("settings", "keys", "feed", "search"))
    settings = _read_settings(top.table("settings"))
    return Config(path, _read_feeds(top), settings, _read_searches(top), _read_keys(top) if "keys" in document else ())


def _not_toml(path: Path, text: str, error: Exception) -> ConfigError:
    message = str(error)
    place = _DECODE_PLACE.search(message)
    last = text.count("\n") + (not text.endswith("\n"))
    line, column = (int(place[1]), f" (column {place[2]})") if place and place[1] else (last, "")
    reason = message[: place.start()] if place else message
    reason = reason[:1].lower() + reason[1:]
    return ConfigError(f"not valid TOML: {reason}{column}.", path, line, "Mend this line; the TOML format: toml.io.")


def _read_settings(table: Table) -> Settings:
    names = tuple(field.name for field in fields(Settings))
    table.allow(names)
    default = Settings()
    return Settings(
        theme=table.text("theme", default.theme),
        keys=table.choice("keys", default.keys, ("vim", "newsboat")),
        refresh_minutes=table.integer("refresh_minutes", default.refresh_minutes, (0, 10_080)),
        mark_read_on_open=table.flag("mark_read_on_open", default=default.mark_read_on_open),
        mark_read_on_scroll=table.flag("mark_read_on_scroll", default=default.mark_read_on_scroll),
        pictures=table.flag("pictures", default=default.pictures),
        measure=table.integer("measure", default.measure, (30, 200)),
        timeout=table.number("timeout", default.timeout, (1, 600)),
        concurrency=table.integer("concurrency", default.concurrency, (1, 128)),
    )


def _read_keys(top: Table) -> tuple[OwnKey, ...]:
    from index.config_keys import read_keys  # noqa: PLC0415 - few have keys of their own

    return read_keys(top.table("keys"))


def _read_feeds(top: Table) -> tuple[FeedConfig, ...]:
    feeds: list[FeedConfig] = []
    seen: dict[str, Table] = {}
    for table in top.tables("feed"):
        table.allow(("url", "title", "folder", "tags", "every", "headers", "username", "password"))
        feed = FeedConfig(
            url=table.address("url"),
            title=table.text("title", ""),
            folder=table.text("folder", ""),
            tags=table.texts("tags"),
            every=table.interval("every", (_SHORTEST_INTERVAL, _LONGEST_INTERVAL)),
            headers=table.headers("headers"),
            username=table.text("username", ""),
            password=table.text("password", ""),
        )
        key = feed_address_key(feed.url)
        if key in seen:
            message = f"{feed.url} is already on line {seen[key].line('url')}."
            raise table.fault("url", message, "Remove one of the two feeds.")
        seen[key] = table
        feeds.append(feed)
    return tuple(feeds)


def _read_searches(top: Table) -> tuple[SavedSearch, ...]:
    searches: list[SavedSearch] = []
    seen: dict[str, Table] = {}
    for table in top.tables("search"):
        table.allow(("name", "query", "notify"))
        search = SavedSearch(table.text("name", ""), table.text("query", ""), table.flag("notify", default=False))
        for key, value in (("name", search.name), ("query", search.query)):
            if not value:
                raise table.fault(key, f"this [[search]] has no {key}.", f'Write {key} = "..." below it.')
        key = search.name.casefold()
        if key in seen:
            message = f"There is a search {search.name!r} on line {seen[key].line('name')} already."
            raise table.fault("name", message, "Give one of the two another name.")
        seen[key] = table
        searches.append(search)
    return tuple(searches)
