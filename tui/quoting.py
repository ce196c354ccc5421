"""What copying an article gives: its text, or a quotation with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import BLOCK_SEPARATOR, BlockKind
from tui.format import long_date

if TYPE_CHECKING:
    from index import Article

_NO_QUOTATION = frozenset({BlockKind.IMAGE, BlockKind.CAPTION, BlockKind.HEADING, BlockKind.RULE})


def article_text(article: Article) -> str:
    """Headline and text, paragraphs apart; without what the reader folds away, and unwrapped."""
    blocks = [block.text for block in article.blocks if block.text.strip() and not block.boilerplate]
    return BLOCK_SEPARATOR.join(filter(None, [article.row.title, *(blocks or [article.summary])]))


def quotation(article: Article, selected: str = "") -> str:
    """A passage in quotation marks with its source below, fit for a mail or a paper.

    Args:
        article: where it stands.
        selected: the passage; the first paragraph where there is none.
    """
    passage = selected.strip() or _first_paragraph(article)
    lines = [_quoted(passage), _source(article)] if passage else [_source(article)]
    return "\n\n".join(lines) + (f"\n{article.row.link}" if article.row.link else "")


def _first_paragraph(article: Article) -> str:
    for block in article.blocks:
        if block.text.strip() and not block.boilerplate and block.kind not in _NO_QUOTATION:
            return block.text.strip()
    return article.summary


def _quoted(passage: str) -> str:
    """In quotation marks; those within become single ones where they would nest."""
    if passage[0] in '“"«„「' and passage[-1] in '”"»“」':
        return passage
    return "“" + passage.replace("“", "‘").replace("”", "’") + "”"


def _source(article: Article) -> str:
    row = article.row
    paper = (
        f"{row.origin}, by way of {row.feed_title}" if row.origin and row.origin != row.feed_title else row.feed_title
    )
    date = long_date(row.published) if row.published is not None else ""
    title = f"“{row.title}”" if row.title else ""
    return "— " + ", ".join(filter(None, [row.author, title, paper, date]))
