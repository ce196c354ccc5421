"""The JSON contract of the command line, and the few ways in which a verb prints."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from index import HIT_END, HIT_START, guard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index import Article, ArticleRow, Block, Entity, Feed, FeedHealth, Hit, Mention, Revision, Stats

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rfc3339(seconds: int | None) -> str | None:
    """Unix seconds as RFC 3339 in UTC ("2019-09-24T09:14:00Z"); None where there is none or no calendar reaches it."""
    if seconds is None:
        return None
    try:
        return (_EPOCH + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return None


def row_json(row: ArticleRow, feed_urls: Mapping[int, str]) -> dict[str, Json]:
    """What a hit and a shown article have in common."""
    return {
        "id": row.id,
        "title": row.title,
        "feed": feed_urls.get(row.feed),
        "feed_title": row.feed_title,
        "author": row.author or None,
        "published": rfc3339(row.published),
        "link": row.link or None,
        "read": row.read,
        "starred": row.starred,
        "tags": list(row.tags),
        "origin": row.origin or None,
        "copies": row.copies,
    }


def hit_json(hit: Hit, feed_urls: Mapping[int, str]) -> dict[str, Json]:
    """A search hit."""
    return {**row_json(hit.row, feed_urls), "score": round(hit.score, 4), "snippet": hit.snippet}


def mention_json(mention: Mention) -> dict[str, Json]:
    """An entity's place in a text."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": mention.type.value,
        "entity": mention.entity,
        "date": mention.date,
    }


def entity_json(entity: Entity) -> dict[str, Json]:
    """An entity of the archive."""
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type.value,
        "aliases": list(entity.aliases),
        "articles": entity.articles,
        "mentions": entity.mentions,
        "first_seen": rfc3339(entity.first_seen),
        "last_seen": rfc3339(entity.last_seen),
    }


def block_json(block: Block) -> dict[str, Json]:
    """A block of an article; keys that say nothing are left out of its spans only."""
    return {
        "kind": block.kind.value,
        "text": block.text,
        "level": block.level,
        "ordinal": block.ordinal,
        "src": block.src or None,
        "boilerplate": block.boilerplate,
        "spans": [
            {"start": span.start, "end": span.end, "kind": span.kind.value, "href": span.href or None}
            for span in block.spans
        ],
    }


def _revision_json(revision: Revision) -> dict[str, Json]:
    return {
        "number": revision.number,
        "title": revision.title,
        "text": revision.text,
        "replaced": rfc3339(revision.replaced),
    }


def article_json(article: Article, feed_urls: Mapping[int, str]) -> dict[str, Json]:
    """A whole article."""
    return {
        **row_json(article.row, feed_urls),
        "text": article.text,
        "blocks": [block_json(block) for block in article.blocks],
        "entities": [mention_json(mention) for mention in article.mentions],
        "revisions": [_revision_json(revision) for revision in article.revisions],
        "fetched": rfc3339(article.fetched),
        "updated": rfc3339(article.updated),
        "summary": article.summary or None,
        "language": article.language or None,
        "categories": list(article.categories),
        "title_entities": [mention_json(mention) for mention in article.title_mentions],
    }


def feed_json(feed: Feed, health: FeedHealth) -> dict[str, Json]:
    """A subscribed feed, and how it is doing; sizes in bytes."""
    return {
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "folder": feed.folder or None,
        "tags": list(feed.tags),
        "link": feed.link or None,
        "articles": feed.articles,
        "unread": feed.unread,
        "checked": rfc3339(feed.checked),
        "fetched": rfc3339(feed.fetched),
        "error": feed.error or None,
        "failures": health.failures,
        "gone": health.gone,
        "next_fetch": rfc3339(health.next_fetch),
        "next_reason": health.reason,
        "weekly": round(health.weekly, 2),
        "size": health.size or None,
        "moved_to": health.moved_to or None,
    }


def stats_json(stats: Stats) -> dict[str, Json]:
    """The archive in figures; sizes in bytes."""
    return {
        "archive": stats.archive_id,
        "revision": stats.revision,
        "feeds": stats.feeds,
        "articles": stats.articles,
        "unread": stats.unread,
        "starred": stats.starred,
        "revisions": stats.revisions,
        "entities": stats.entities,
        "mentions": stats.mentions,
        "unrecognised": stats.unrecognised,
        "archive_bytes": stats.archive_bytes,
        "index_bytes": stats.index_bytes,
        "oldest": rfc3339(stats.oldest),
        "newest": rfc3339(stats.newest),
    }


def print_json(document: Json) -> None:
    """Print one JSON document to stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None)
    sys.stdout.write("\n")


def say(line: str = "") -> None:
    """Print a line of text to stdout, with the last check for what a terminal must not see."""
    sys.stdout.write(guard(line) + "\n")


def note(line: str) -> None:
    """Say something to the person, on stderr."""
    sys.stderr.write(guard(line) + "\n")


def emphasise(text: str) -> str:
    """A snippet for people: hits bold on a terminal with colour, in brackets elsewhere."""
    styled = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    start, end = ("\x1b[1m", "\x1b[22m") if styled else ("[", "]")
    return guard(text).replace(HIT_START, start).replace(HIT_END, end)


def page(text: str) -> None:
    """Print a long text: through $PAGER where stdout is a terminal and it is set, else as it is."""
    pager = shlex.split(os.environ.get("PAGER", "")) if sys.stdout.isatty() else []
    if not pager:
        sys.stdout.write(text)
        return
    try:
        subprocess.run(pager, input=text, text=True, check=False)  # noqa: S603 - the user's own pager, no shell
    except OSError as error:
        note(f"$PAGER could not be started: {error.strerror}")
        sys.stdout.write(text)
