"""How a half-typed query may go on: fields, and behind a field its values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.search.analyzer import fold
from index.search.lexer import FIELDS
from index.search_types import Completion
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.archive import Archive

_AT_CURSOR = re.compile(
    r'(?P<field>[a-z]+):(?:"(?P<quoted>[^"()]*)|(?P<plain>[^\s"()]*))\Z|(?P<word>[^\s():"]+)\Z', re.IGNORECASE
)
_ENTITIES = {
    "person": EntityType.PERSON,
    "org": EntityType.ORG,
    "place": EntityType.PLACE,
    "group": EntityType.GROUP,
    "event": EntityType.EVENT,
}
_FIXED = {
    "is": ("unread", "read", "starred", "unstarred", "copy", "original"),
    "has": ("image", "fulltext"),
    "sort": ("relevance", "newest", "oldest"),
    "date": ("today", "yesterday", "last week", "this week", "7d", "30d"),
    "after": ("today", "yesterday", "7d", "30d"),
    "before": ("today", "7d", "30d"),
}
_COUNTED_NAMES = 6
"""People and places that a plain word may be completed to."""

_MIN_WORD = 3


def complete(query: str, cursor: int, archive: Archive, saved: Sequence[str], limit: int) -> tuple[Completion, ...]:
    """Ways to go on with the word before the cursor; the likeliest first.

    Args:
        query: what has been typed.
        cursor: offset into it.
        archive: where tags, feeds and names come from.
        saved: the names of the saved searches.
        limit: how many ways at most.
    """
    match = _AT_CURSOR.search(query[:cursor])
    if match is None or query.count('"', 0, match.start()) % 2:
        return ()  # nothing, or within a quotation
    if match["word"]:
        return tuple(_words(match["word"], match.start(), cursor, archive))[:limit]
    field = match["field"].lower()
    value = match["quoted"] if match["plain"] is None else match["plain"]
    start = match.start()
    found = _values(field, value, archive, saved, limit)
    return tuple(
        Completion(_written(field, name), name, start, cursor, count) for name, count in found if name != value
    )[:limit]


def _words(word: str, start: int, cursor: int, archive: Archive) -> Iterable[Completion]:
    sign = "-" if word.startswith("-") else ""
    typed = fold(word.removeprefix("-"))
    for field in FIELDS:
        if field.startswith(typed) and typed:
            yield Completion(f"{sign}{field}:", f"{field}:", start, cursor)
    if len(typed) >= _MIN_WORD:
        for field in ("person", "org", "place"):
            for name, count in archive.entities.names_beginning(_ENTITIES[field], typed, _COUNTED_NAMES // 3):
                yield Completion(sign + _written(field, name), f"{name} ({field})", start, cursor, count)


def _values(field: str, typed: str, archive: Archive, saved: Sequence[str], limit: int) -> Iterable[tuple[str, int]]:
    if field in _ENTITIES:
        return archive.entities.names_beginning(_ENTITIES[field], typed, limit + 1)
    begun = fold(typed)
    if field == "tag":
        counted = sorted(archive.marks.tags(), key=lambda tag: -tag[1])
        return [(name, count) for name, count in counted if fold(name).startswith(begun)]
    if field in {"feed", "folder"}:
        feeds = archive.feeds.all(subscribed_only=False)
        counts: dict[str, int] = {}
        for feed in feeds:
            name = feed.title if field == "feed" else feed.folder
            if name and any(part.startswith(begun) for part in (fold(name), *fold(name).split())):
                counts[name] = counts.get(name, 0) + feed.articles
        return sorted(counts.items(), key=lambda item: -item[1])
    if field == "query":
        return [(name, 0) for name in saved if fold(name).startswith(begun)]
    return [(name, 0) for name in _FIXED.get(field, ()) if name.startswith(begun)]


def _written(field: str, value: str) -> str:
    plain = value.replace('"', " ").strip()
    return f"{field}:{plain}" if re.fullmatch(r"[\w-]+", plain) else f'{field}:"{plain}"'
