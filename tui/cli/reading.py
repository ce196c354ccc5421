"""`wirecopy search` and `show`: what can be read in the reader, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import Sort
from tui.cli.opening import feed_urls, open_library
from tui.cli.output import (
    article_json,
    emphasise,
    hit_json,
    note,
    page,
    print_json,
    rfc3339,
    say,
)
from tui.cli.render import markdown, page_html, plain
from tui.sources import copies_of

if TYPE_CHECKING:
    import argparse

    from index import SearchResult


def search_verb(arguments: argparse.Namespace) -> int:
    """Print the articles that answer a query."""
    query = " ".join(arguments.query)
    with open_library(arguments) as library:
        result = library.search(query, sort=Sort(arguments.sort), limit=arguments.limit, offset=arguments.offset)
        urls = feed_urls(library)
    if result.damaged:
        note("Part of the search index is damaged, and not all is found; `wirecopy reindex` builds it anew.")
    if result.behind:
        note(f"{result.behind:,} articles are not indexed yet; `wirecopy refresh` catches up.")
    if result.suggestion:
        note(f"Did you mean: {result.suggestion}")
    if arguments.json:
        print_json(
            {
                "query": query,
                "total": result.total,
                "took_ms": round(result.took_ms, 1),
                "suggestion": result.suggestion or None,
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
        copies = copies_of(library, article.row)
    if arguments.json:
        print_json(article_json(article, urls))
    elif arguments.markdown:
        page(markdown(article))
    elif arguments.html:
        page(page_html(article))
    elif arguments.versions:
        from tui.cli.versions import edits_text  # noqa: PLC0415 - seldom wanted

        page(edits_text(article))
    else:
        page(plain(article, copies))
    return 0
