"""feeds.toml: which feeds the user reads and how; and where Wirecopy's files live.

The file has optional tables ``[settings]`` and ``[keys]`` and a ``[[feed]]`` table for each feed. Reading needs only
the standard library; :func:`add_feed`, :func:`remove_feed` and :func:`set_feed` edit the file in place and leave the
rest of it, comments and all, as the user wrote it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from index.config_table import Table, feed_address_key
from index.errors import ConfigError
from index.types import FeedConfig, SavedSearch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.config_keys import OwnKey

_SHORTEST_INTERVAL, _LONGEST_INTERVAL = 600, 30 * 86_400
_DECODE_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things live: the archive's folder and the file that lists the feeds."""

    archive: Path
    feeds: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the ``[settings]`` table may say.

    Attributes:
        theme: the name of a theme of the reader.
        keys: which keys the reader answers to, "vim" or "newsboat".
        refresh_minutes: how often the open reader refreshes by itself; 0 is never.
        mark_read_on_open: whether opening an article marks it read.
        mark_read_on_scroll: whether articles that are passed in the list are marked read.
        measure: the width of an article's lines, in columns.
        pictures: whether the reader shows pictures when they are asked for; else the browser does.
        timeout: how long one feed may take to download, in seconds.
        concurrency: how many feeds are downloaded at once.
    """

    theme: str = "wirecopy-dark"
    keys: str = "vim"
    refresh_minutes: int = 30
    mark_read_on_open: bool = True
    mark_read_on_scroll: bool = False
    measure: int = 72
    pictures: bool = False
    timeout: float = 30.0
    concurrency: int = 32


@dataclass(frozen=True, slots=True)
class Config:
    """A feeds.toml as read: the feeds are in the file's order."""

    path: Path
    feeds: tuple[FeedConfig, ...] = ()
    settings: Settings = Settings()
    searches: tuple[SavedSearch, ...] = ()
    keys: tuple[OwnKey, ...] = ()


def resolve_paths(archive: str | None, feeds: str | None, environ: Mapping[str, str]) -> Paths:
    """Say where things live: an option, else Wirecopy's own variable, else the XDG base directories.

    Nothing is created or checked. As the XDG Base Directory Specification asks, a variable of its own that is empty or
    not absolute counts as unset.
    """
    home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()

    def base(variable: str, fallback: str) -> Path:
        value = Path(environ.get(variable, ""))
        return value if value.is_absolute() else home / fallback

    def expand(value: str) -> Path:
        if value == "~" or value.startswith("~/"):
            value = f"{home}{value[1:]}"
        return Path(value).absolute()

    own_archive = archive or environ.get("WIRECOPY_ARCHIVE")
    own_feeds = feeds or environ.get("WIRECOPY_FEEDS")
    return Paths(
        archive=expand(own_archive) if own_archive else base("XDG_DATA_HOME", ".local/share") / "wirecopy",
        feeds=expand(own_feeds) if own_feeds else base("XDG_CONFIG_HOME", ".config") / "wirecopy" / "feeds.toml",
    )


def load_config(path: Path) -> Config:
    """Read a feeds.toml.

    Raises:
        ConfigError: it cannot be read or says something that Wirecopy does not understand.
    """
    return parse_config(path, read_text(path))


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


def ensure_config(path: Path) -> bool:
    """Write the shipped feeds.toml where there is none yet; say whether it was written.

    Raises:
        ConfigError: the file or its folder cannot be written.
    """
    if path.exists():
        return False
    from index.config_file import create_file  # noqa: PLC0415 - editing is rare

    return create_file(path, shipped_feeds().read_bytes())


def shipped_feeds() -> Path:
    """The feeds.toml that comes with Wirecopy: beside the code once installed, at the root in a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "data" / "feeds.toml"
    return installed if installed.is_file() else here.parent / "feeds.toml"


def add_feed(path: Path, feed: FeedConfig) -> Config:
    """Write a further feed into the file, after the last one of its folder, and read the file anew.

    Raises:
        ConfigError: the address is wrong or already there, or the file cannot be read or written.
    """
    from index import config_edit  # noqa: PLC0415 - tomlkit is wanted only when editing

    return config_edit.add_feed(path, feed)


def remove_feed(path: Path, url: str) -> Config:
    """Take a feed out of the file and read the file anew.

    Raises:
        ConfigError: the file cannot be read or written.
        NotFoundError: the file has no such feed.
    """
    from index import config_edit  # noqa: PLC0415 - tomlkit is wanted only when editing

    return config_edit.remove_feed(path, url)


def set_feed(path: Path, url: str, feed: FeedConfig) -> Config:
    """Rewrite the feed at ``url`` as ``feed`` says (a new address, title, folder or tags); read the file anew.

    Raises:
        ConfigError: the new address is wrong or another feed's, or the file cannot be read or written.
        NotFoundError: the file has no feed at ``url``.
    """
    from index import config_edit  # noqa: PLC0415 - tomlkit is wanted only when editing

    return config_edit.set_feed(path, url, feed)


def add_search(path: Path, search: SavedSearch) -> Config:
    """Write a saved search to the end of the file and read the file anew.

    Raises:
        ConfigError: there is one of that name already, or the file cannot be read or written.
    """
    from index import config_edit  # noqa: PLC0415 - tomlkit is wanted only when editing

    return config_edit.add_search(path, search)


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
