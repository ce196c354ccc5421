"""feeds.toml: which feeds the user reads and how; and where Wirecopy's files live.

The file has optional tables ``[settings]`` and ``[keys]`` and a ``[[feed]]`` table for each feed.
:mod:`index.config_read` reads it; :func:`add_feed`, :func:`remove_feed` and :func:`set_feed` edit it in place and leave
the rest of it, comments and all, as the user wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.config_keys import OwnKey
    from index.types import FeedConfig, SavedSearch


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


def load_config(path: Path, memory: Path | None = None) -> Config:
    """Read a feeds.toml.

    Args:
        path: of the file.
        memory: where to keep what it said, for as long as it stays as it is (see :mod:`index.config_memory`).

    Raises:
        ConfigError: it cannot be read or says something that Wirecopy does not understand.
    """
    from index.config_memory import remember, remembered  # noqa: PLC0415 - it asks for the records above

    if memory is not None and (config := remembered(path, memory)) is not None:
        return config
    from index.config_read import parse_config, read_text  # noqa: PLC0415 - seldom does the file have to be read

    config = parse_config(path, read_text(path))
    if memory is not None:
        remember(config, memory)
    return config


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
