"""`wirecopy search`, `show` and `entities`: everything that can be read in the reader, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import EntityType, Sort, WirecopyError
from tui.cli.opening import feed_urls, open_library
from tui.cli.output import (
    article_json,
    emphasise,
    entity_json,
    hit_json,
    mention_json,
    note,
    page,
    print_json,
    rfc3339,
    say,
)
from tui.cli.render import markdown, page_html, plain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from index import Entity, Library, SearchResult

MOST_HITS = 1_000_000
"""As many hits as there may be, where all of a query's articles are wanted."""


def search_verb(arguments: argparse.Namespace) -> int:
    """Print the articles that answer a query."""
    query = " ".join(arguments.query)
    with open_library(arguments) as library:
        result = library.search(query, sort=Sort(arguments.sort), limit=arguments.limit, offset=arguments.offset)
        urls = feed_urls(library)
    if result.behind:
        note(f"{result.behind:,} articles are not indexed yet; `wirecopy refresh` catches up.")
    if arguments.json:
        print_json(
            {
                "query": query,
                "total": result.total,
                "took_ms": round(result.took_ms, 1),
                "hits": [hit_json(hit, urls) for hit in result.hits],
            }
        )
    else:
        _print_hits(result, arguments.offset)
    return 0


def _print_hits(result: SearchResult, offset: int) -> None:
    for hit in result.hits:
        row = hit.row
        date = (rfc3339(row.published) or rfc3339(row.time) or "")[:10]
        say(f"{row.id:>7}  {date}  {row.title}")
        source = f"{row.origin}, reprinted by {row.feed_title}" if row.origin else row.feed_title
        say(f"{'':>7}  {source}{'' if row.read else '  (unread)'}")
        if hit.snippet:
            print(f"{'':>7}  {emphasise(hit.snippet)}")
        say()
    shown = f"{offset + 1}-{offset + len(result.hits)} of " if result.hits else ""
    noun = "article" if result.total == 1 else "articles"
    note(f"{shown}{result.total:,} {noun}, {result.took_ms:.0f} ms")


def show_verb(arguments: argparse.Namespace) -> int:
    """Print one article."""
    with open_library(arguments) as library:
        article = library.article(arguments.id)
        urls = feed_urls(library)
    if arguments.json:
        print_json(article_json(article, urls))
    elif arguments.markdown:
        page(markdown(article))
    elif arguments.html:
        page(page_html(article))
    else:
        page(plain(article))
    return 0


def entities_verb(arguments: argparse.Namespace) -> int:
    """Print the entities of an article, of a query's articles, or of the archive."""
    kind = _entity_type(arguments.type)
    with open_library(arguments) as library:
        if arguments.id is not None:
            return _article_entities(library, arguments, kind)
        ids = None
        if arguments.query:
            hits = library.search(arguments.query, sort=Sort.NEWEST, limit=MOST_HITS).hits
            ids = [hit.row.id for hit in hits]
        entities = library.top_entities(ids, kind, arguments.limit)
    if arguments.json:
        print_json({"query": arguments.query, "entities": [entity_json(entity) for entity in entities]})
    else:
        _print_entities(entities)
    return 0


def _article_entities(library: Library, arguments: argparse.Namespace, kind: EntityType | None) -> int:
    article = library.article(arguments.id)
    mentions = [mention for mention in article.mentions if kind in {None, mention.type}]
    entities = [entity for entity in library.entities_of(arguments.id) if kind in {None, entity.type}]
    if arguments.json:
        print_json(
            {
                "id": arguments.id,
                "mentions": [mention_json(mention) for mention in mentions],
                "entities": [entity_json(entity) for entity in entities[: arguments.limit]],
            }
        )
    else:
        _print_entities(entities[: arguments.limit])
    return 0


def _print_entities(entities: Iterable[Entity]) -> None:
    for entity in entities:
        others = [alias for alias in entity.aliases if alias != entity.name][:4]
        also = f"  (also {', '.join(others)})" if others else ""
        say(f"{entity.articles:>7}  {entity.type.value:<6}  {entity.name}{also}")


def _entity_type(name: str | None) -> EntityType | None:
    if name is None:
        return None
    try:
        return EntityType(name)
    except ValueError as error:
        raise _WrongTypeError(name) from error


class _WrongTypeError(WirecopyError):
    """An entity type that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is not a type of entity.", f"Types are {', '.join(EntityType)}.")
