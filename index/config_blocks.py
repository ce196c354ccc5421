"""Where in feeds.toml a feed stands: its lines, the comments that are its own, and where a new one goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.config_lines import Outline, outline
from index.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.config_file import Draft
    from index.types import FeedConfig


def outline_of(text: str) -> Outline:
    """The outline with offsets into the text as it stands, byte order mark and all."""
    return outline(text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text)


def blocks(draft: Draft) -> list[tuple[int, int]]:
    """Every feed's lines, from its header to its last one, as offsets.

    Raises:
        ConfigError: feeds are written in an inline list.
    """
    text, found = draft.text, outline_of(draft.text)
    headers = found.headers("feed")
    if len(headers) != len(draft.config.feeds):
        line = found.line("feed")
        raise ConfigError(
            "feeds in one inline list cannot be edited here.", draft.path, line, "Give each a [[feed]] table."
        )
    ends = [header.end for header in headers]
    number = -1
    for statement in found.statements:
        if statement.table == "feed" and not statement.key:
            number += 1
        elif number >= 0 and f"{statement.table}.".startswith("feed."):  # its keys, and tables such as [feed.headers]
            ends[number] = max(ends[number], statement.end)
    starts = [header.start + (text.startswith("\ufeff") and header.start == 0) for header in headers]
    return [(start, with_comments(text, end)) for start, end in zip(starts, ends, strict=True)]


def without(text: str, start: int, end: int, newline: str) -> str:
    """The text without a block, and without the blank line that would stand twice where it was."""
    head, tail = text[:start], text[end:]
    if not head.strip("\ufeff") or head.endswith(newline * 2):
        head, tail = (head, tail.removeprefix(newline)) if tail else (head.removesuffix(newline), tail)
    return head + tail


def with_comments(text: str, end: int) -> int:
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


def place_for(folder: str, feeds: Sequence[FeedConfig], found: Sequence[tuple[int, int]], length: int) -> int:
    """Where a new feed goes: after the last of its folder, else after the last feed, else at the end of the file."""
    if not feeds:
        return length
    same = [number for number, each in enumerate(feeds) if each.folder == folder]
    return found[same[-1] if same else len(feeds) - 1][1]


def gap(before: str, newline: str) -> str:
    """The line breaks that leave one blank line above what follows."""
    if not before.strip("\ufeff") or before.endswith(newline * 2):
        return ""
    return newline if before.endswith("\n") else newline * 2


def newline_of(text: str) -> str:
    """The line break that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def comments_above(text: str, floor: int, start: int) -> int:
    """Where the comment lines begin that stand right above a feed, without a blank line between."""
    position = start
    while position > floor:
        begin = text.rfind("\n", floor, position - 1) + 1 or floor
        if not text[begin:position].strip().lstrip("\ufeff").startswith("#"):
            break
        position = begin
    return position + (text.startswith("\ufeff") and position == 0)


def heading_above(text: str, floor: int, start: int, folder: str) -> int:
    """Where the comment begins that heads a folder: right above its first feed, or a blank line further up.

    Above the first feed of a file stand remarks on the file too; there such a comment must name the folder.
    """
    above = comments_above(text, floor, start)
    space = len(text[floor:above]) - len(text[floor:above].rstrip())
    begin = comments_above(text, floor, above - space + text[above - space : above].find("\n") + 1)
    heading, first = text[begin:above], not text[:floor].strip("\ufeff")
    if not heading.strip() or (first and (not folder or folder.casefold() not in heading.casefold())):
        return above
    return begin
