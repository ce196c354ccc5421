"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/), which feedparser does not read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from index.errors import ParseError
from index.feeds.parse_repair import MAX_ENTRIES
from index.intake_types import ParsedEntry, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Callable

_MAX_CATEGORIES = 50


def parse_json(text: str, url: str, date: Callable[[str], int | None]) -> ParsedFeed:
    """Read a JSON Feed. Items that are no objects, or have nothing to show, are left out.

    Args:
        text: the document.
        url: where it came from.
        date: reads a date.

    Raises:
        ParseError: it is not JSON, or not a feed.
    """
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError("This is not a feed: it looks like JSON but cannot be read.") from error
    if not isinstance(document, dict):
        raise ParseError("This is JSON, but not a feed.")
    items: object = document.get("items")
    if "jsonfeed" not in _text(document, "version") or not isinstance(items, list):
        raise ParseError("This is JSON, but not a JSON Feed.")
    language = _text(document, "language")
    entries = (_entry(item, url, language, date) for item in items[:MAX_ENTRIES] if isinstance(item, dict))
    return ParsedFeed(
        title=_text(document, "title"),
        link=_text(document, "home_page_url"),
        language=language,
        entries=tuple(entry for entry in entries if entry is not None),
        description=_text(document, "description"),
    )


def _entry(
    item: dict[object, object], url: str, language: str, date: Callable[[str], int | None]
) -> ParsedEntry | None:
    html, plain = _text(item, "content_html"), _text(item, "content_text")
    entry = ParsedEntry(
        id=_text(item, "id").strip(),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        author=_authors(item),
        published=date(_text(item, "date_published")),
        updated=date(_text(item, "date_modified")),
        summary=_text(item, "summary"),
        content=html or plain,
        content_is_html=bool(html),
        categories=_strings(item.get("tags"))[:_MAX_CATEGORIES],
        language=_text(item, "language") or language,
        base=url,
    )
    return entry if entry.link or entry.title or entry.content or entry.summary else None


def _text(record: dict[object, object], key: str) -> str:
    value = record.get(key)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _strings(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        return ()
    return tuple(dict.fromkeys(value.strip() for value in values if isinstance(value, str) and value.strip()))


def _authors(item: dict[object, object]) -> str:
    authors: object = item.get("authors")
    if not isinstance(authors, list):
        authors = [item.get("author")]
    names = (_text(author, "name").strip() for author in authors if isinstance(author, dict))
    return ", ".join(dict.fromkeys(name for name in names if name))
