"""Edits feeds.toml as a careful person would: only the lines of one feed change.

tomlkit writes the lines of the feed in question; everything around them is carried over as it stands, whatever its line
breaks, comments and order. The outcome is read again before it is written, so that an edit can never leave a file
behind that says something else than was asked for. The file is replaced in one step, under a lock on its folder.
"""

from __future__ import annotations

import fcntl
import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import tomlkit
from tomlkit.items import AoT, InlineTable, Table

from index.config import Config, parse_config, read_text
from index.config_lines import Outline, outline
from index.config_table import address_fault, feed_address_key, holds_control, interval_text
from index.errors import ConfigError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.types import FeedConfig, SavedSearch

_ACCESS = ("every", "headers", "username", "password")


def add_feed(path: Path, feed: FeedConfig) -> Config:
    """See :func:`index.config.add_feed`."""
    with _locked(path) as target:
        text, config = _read(path)
        feed = _checked(path, feed)
        _refuse_twin(path, text, config.feeds, feed.url)
        position = _place_for(path, text, config.feeds, feed)
        before, after = text[:position], text[position:]
        newline = _newline(text)
        block = _render(feed).replace("\n", newline)
        close = newline if after and not after.startswith(("\n", "\r\n")) else ""
        number = len(_outline(before).headers("feed"))
        feeds = (*config.feeds[:number], feed, *config.feeds[number:])
        return _write(
            path, target, f"{before}{_gap(before, newline)}{block}{close}{after}", replace(config, feeds=feeds)
        )


def remove_feed(path: Path, url: str) -> Config:
    """See :func:`index.config.remove_feed`."""
    with _locked(path) as target:
        text, config = _read(path)
        number = _number_of(path, config.feeds, url)
        start, end = _block(path, text, number)
        before, after = text[:start], text[end:]
        newline = _newline(text)
        if not before.strip("\ufeff") or before.endswith(newline * 2):  # no blank lines above and below what is gone
            before, after = (before, after.removeprefix(newline)) if after else (before.removesuffix(newline), after)
        feeds = config.feeds[:number] + config.feeds[number + 1 :]
        return _write(path, target, before + after, replace(config, feeds=feeds))


def set_feed(path: Path, url: str, feed: FeedConfig) -> Config:
    """See :func:`index.config.set_feed`."""
    with _locked(path) as target:
        text, config = _read(path)
        number = _number_of(path, config.feeds, url)
        feed = _checked(path, feed)
        _refuse_twin(path, text, config.feeds, feed.url, but=number)
        start, end = _block(path, text, number)
        block = _rewrite(text[start:end], config.feeds[number], feed, _newline(text))
        feeds = (*config.feeds[:number], feed, *config.feeds[number + 1 :])
        return _write(path, target, f"{text[:start]}{block}{text[end:]}", replace(config, feeds=feeds))


def add_search(path: Path, search: SavedSearch) -> Config:
    """See :func:`index.config.add_search`."""
    with _locked(path) as target:
        text, config = _read(path)
        if any(known.name.casefold() == search.name.casefold() for known in config.searches):
            raise ConfigError(f"there is a search {search.name!r} already.", path, remedy="Choose another name.")
        newline = _newline(text)
        table = tomlkit.table()
        table.add("name", search.name)
        table.add("query", search.query)
        if search.notify:
            table.add("notify", True)
        block = f"[[search]]\n{tomlkit.dumps(table)}".replace("\n", newline)
        wanted = replace(config, searches=(*config.searches, search))
        return _write(path, target, f"{text}{_gap(text, newline)}{block}", wanted)


def create_file(path: Path, content: bytes) -> bool:
    """Write a new file, its folder too; False where another process was quicker.

    Raises:
        ConfigError: the file or its folder cannot be written.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            if target.exists():
                return False
            _replace(target, content)
    except FileExistsError as error:
        raise ConfigError("its folder cannot be made: a file is in its place.", path) from error
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}.", path, remedy="Check its folder's rights.") from error
    return True


@contextmanager
def _locked(path: Path) -> Iterator[Path]:
    """Keep other edits out; gives the file itself where ``path`` is a symbolic link to it."""
    target = Path(os.path.realpath(path))
    try:
        folder = os.open(target.parent, os.O_RDONLY)
    except OSError as error:
        raise ConfigError(f"its folder cannot be opened: {error.strerror}.", path) from error
    try:
        with suppress(OSError):  # some network file systems know no locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield target
    finally:
        os.close(folder)


def _read(path: Path) -> tuple[str, Config]:
    text = read_text(path)
    return text, parse_config(path, text)


def _write(path: Path, target: Path, text: str, wanted: Config) -> Config:
    written = parse_config(path, text)
    if written != wanted:
        raise ConfigError(
            "this file is written in a way that cannot be edited safely.", path, remedy="Edit it by hand."
        )
    try:
        _replace(target, text.encode("utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}.", path, remedy="Check its folder's rights.") from error
    return written


def _replace(target: Path, content: bytes) -> None:
    """Put content in a file's place in one step; a new file is the user's own, as addresses can hold passwords."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            if target.exists():
                os.fchmod(stream.fileno(), stat.S_IMODE(target.stat().st_mode))
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _checked(path: Path, feed: FeedConfig) -> FeedConfig:
    """The feed as reading it back would give it."""
    if fault := address_fault(feed.url):
        raise ConfigError(f"the address {feed.url!r} {fault}.", path, remedy="Nothing was changed.")
    for value in (feed.title, feed.folder, *feed.tags):
        if holds_control(value):
            raise ConfigError(f"{value!r} holds a control character.", path, remedy="Nothing was changed.")
    tags = tuple(dict.fromkeys(tag.strip() for tag in feed.tags if tag.strip()))
    return replace(feed, title=feed.title.strip(), folder=feed.folder.strip(), tags=tags)


def _refuse_twin(path: Path, text: str, feeds: Sequence[FeedConfig], url: str, but: int | None = None) -> None:
    key = feed_address_key(url)
    for number, feed in enumerate(feeds):
        if number != but and feed_address_key(feed.url) == key:
            line = _outline(text).line("feed", number, "url")
            raise ConfigError(f"{feed.url} is already there.", path, line, "Nothing was changed.")


def _number_of(path: Path, feeds: Sequence[FeedConfig], url: str) -> int:
    key = feed_address_key(url)
    for number, feed in enumerate(feeds):
        if feed_address_key(feed.url) == key:
            return number
    raise NotFoundError(f"{path} has no feed {url}.", "wirecopy feeds lists them.")


def _outline(text: str) -> Outline:
    """The outline with offsets into the text as it stands, byte order mark and all."""
    return outline(text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text)


def _block(path: Path, text: str, number: int) -> tuple[int, int]:
    """From a feed's header to its last line."""
    found = _outline(text)
    headers = found.headers("feed")
    if number >= len(headers):
        raise _inline(path, found)
    start = headers[number].start
    start += text.startswith("\ufeff") and start == 0
    return start, _with_comments(text, max(each.end for each in (headers[number], *found.pairs("feed", number))))


def _with_comments(text: str, end: int) -> int:
    """Take in the comment lines right below a feed, such as a key put out of use, unless they head what follows."""
    position = end
    while position < len(text):
        close = text.find("\n", position)
        close = len(text) if close < 0 else close + 1
        line = text[position:close].strip()
        if not line:
            return position
        if not line.startswith("#"):
            return end
        position = close
    return position


def _inline(path: Path, found: Outline) -> ConfigError:
    line = found.line("feed")
    return ConfigError("feeds in one inline list cannot be edited here.", path, line, "Give each a [[feed]] table.")


def _place_for(path: Path, text: str, feeds: Sequence[FeedConfig], feed: FeedConfig) -> int:
    """After the last feed of the same folder, else after the last feed, else at the end."""
    found = _outline(text)
    if len(found.headers("feed")) != len(feeds):
        raise _inline(path, found)
    if not feeds:
        return len(text)
    same = [number for number, each in enumerate(feeds) if each.folder == feed.folder]
    number = same[-1] if same else len(feeds) - 1
    last = max(each.end for each in (found.headers("feed")[number], *found.pairs("feed", number)))
    return _with_comments(text, last)


def _gap(before: str, newline: str) -> str:
    """The line breaks that leave one blank line above what follows."""
    if not before.strip("\ufeff") or before.endswith(newline * 2):
        return ""
    return newline if before.endswith("\n") else newline * 2


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _render(feed: FeedConfig) -> str:
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


def _rewrite(block: str, old: FeedConfig, new: FeedConfig, newline: str) -> str:
    """The lines of a feed with what differs changed in its place."""
    document = tomlkit.parse(block)
    tables = document["feed"]
    if not isinstance(tables, AoT):
        return block
    table: Table = tables[0]
    for key, before, after in (
        ("url", old.url, new.url),
        ("title", old.title, new.title),
        ("folder", old.folder, new.folder),
    ):
        if before != after:
            _assign(table, key, after)
    if old.tags != new.tags:
        _assign(table, "tags", list(new.tags))
    if _access(old) != _access(new):
        for key in _ACCESS:
            if key in table:
                del table[key]
        for key, wanted in _access(new):
            table.add(key, wanted)
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


def _assign(table: Table, key: str, value: str | list[str]) -> None:
    if value:
        table[key] = value
    elif key in table:
        del table[key]
