"""An article as plain text, as Markdown and as a page of HTML: pure functions of the record."""

from __future__ import annotations

import html
import re
import textwrap
from typing import TYPE_CHECKING

from index import BlockKind, SpanKind
from tui.cli.output import rfc3339
from tui.format import plural
from tui.widgets.masthead import also_in, repeats
from tui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import Article, ArticleRow, Block, Span

MEASURE = 72
"""Columns of a line of running text."""

_MARKS = {SpanKind.STRONG: "**", SpanKind.EMPHASIS: "*", SpanKind.CODE: "`"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def byline(article: Article) -> str:
    """Author, origin, feed and date in one line."""
    row = article.row
    source = f"{row.origin}, reprinted by {row.feed_title}" if row.origin else row.feed_title
    date = (rfc3339(row.published) or "")[:10]
    return " · ".join(part for part in (row.author, source, date) if part)


def plain(article: Article, copies: Sequence[ArticleRow] = ()) -> str:
    """The article for a terminal or a screen reader, wrapped at :data:`MEASURE` columns.

    Args:
        article: all that the reader shows of it: the links come at the end.
        copies: other articles with the same text, oldest first.
    """
    row = article.row
    head = [_fill(row.title), byline(article)]
    if copies:
        head.append(_fill(also_in(row, copies).text))
    if article.revisions:
        times = "once" if len(article.revisions) == 1 else plural(len(article.revisions), "time")
        head.append(f"Edited {times}: wirecopy show {row.id} --versions")
    head.extend([" ".join((["starred"] if row.starred else []) + [f"#{tag}" for tag in row.tags]), row.link])
    parts = ["\n".join(line for line in head if line), "-" * 12]
    if article.summary and not repeats(article.summary, article):
        parts.append(_fill(article.summary))
    parts.extend(text for block in article.blocks if (text := _plain_block(block)))
    parts.extend(_foot(article))
    return "\n\n".join(parts) + "\n"


def _foot(article: Article) -> Iterator[str]:
    links = {
        span.href: f"{block.text[span.start : span.end].strip()}: {span.href}"
        for block in article.blocks
        for span in block.spans
        if span.kind is SpanKind.LINK and span.href
    }
    pictures = {block.src: f"{block.text or 'picture'}: {block.src}" for block in article.blocks if block.src}
    for title, listed in (("Links:", links), ("Pictures:", pictures)):
        if listed:
            yield "\n".join([title, *(f"- {line}" for line in listed.values())])
    if article.categories:
        yield _fill("Filed under " + ", ".join(article.categories))


def _fill(text: str, first: str = "", rest: str = "") -> str:
    """Wrapped by what a terminal shows, with something before each line."""
    lines = wrap(text, MEASURE - len(first))
    return "\n".join((rest if number else first) + text[start:end] for number, (start, end) in enumerate(lines))


def _plain_block(block: Block) -> str:
    match block.kind:
        case BlockKind.RULE:
            return "-" * 12
        case BlockKind.CODE:
            return textwrap.indent(block.text, "    ")
        case BlockKind.TABLE:
            return "\n".join(row.replace("\t", "  |  ") for row in block.text.split("\n"))
        case BlockKind.IMAGE:
            return f"[image: {block.text}]" if block.text else ""
        case BlockKind.QUOTE:
            bar = "> " * max(1, block.level)
            return _fill(block.text, bar, bar)
        case BlockKind.LIST_ITEM:
            lead = "  " * (block.level - 1) + (f"{block.ordinal}. " if block.ordinal else "- ")
            return _fill(block.text, lead, " " * len(lead))
        case _:
            return _fill(block.text)


def markdown(article: Article) -> str:
    """The article in CommonMark (tables as in GitHub's flavour)."""
    row = article.row
    parts = [f"# {_escape(row.title)}", f"*{_escape(byline(article))}*"]
    if row.link:
        parts.append(f"<{row.link}>")
    parts.extend(text for block in article.blocks if (text := _markdown_block(block)))
    return "\n\n".join(parts) + "\n"


def _markdown_block(block: Block) -> str:
    text = _inline(block.text, block.spans)
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * min(6, max(2, block.level))} {text}"
        case BlockKind.QUOTE:
            return f"{'> ' * max(1, block.level)}{text}"
        case BlockKind.LIST_ITEM:
            return f"{'    ' * (block.level - 1)}{f'{block.ordinal}.' if block.ordinal else '-'} {text}"
        case BlockKind.CODE:
            fence = "`" * max(3, max((len(run) for run in re.findall("`+", block.text)), default=0) + 1)
            return f"{fence}\n{block.text}\n{fence}"
        case BlockKind.TABLE:
            return _markdown_table(block)
        case BlockKind.IMAGE:
            return f"![{_escape(block.text)}](<{block.src}>)" if block.src else ""
        case BlockKind.CAPTION:
            return f"*{_escape(block.text)}*"
        case BlockKind.RULE:
            return "---"
        case _:
            return text


def _markdown_table(block: Block) -> str:
    rows = [[_escape(cell) for cell in row.split("\t")] for row in block.text.split("\n")]
    columns = max(len(row) for row in rows)
    rows = [row + [""] * (columns - len(row)) for row in rows]
    head = rows[0] if block.ordinal else [""] * columns
    body = rows[1:] if block.ordinal else rows
    lines = [head, ["---"] * columns, *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _inline(text: str, spans: tuple[Span, ...]) -> str:
    """Markdown for a text with spans; overlapping ones are cut so that marks nest."""
    out: list[str] = []
    position = 0
    for span in spans:
        if span.start < position or not text[span.start : span.end].strip():
            continue
        out.append(_escape(text[position : span.start]))
        inner = text[span.start : span.end]
        if span.kind is SpanKind.LINK:
            out.append(f"[{_escape(inner)}](<{span.href}>)")
        elif span.kind is SpanKind.CODE:
            out.append(f"`{inner}`")
        else:
            mark = _MARKS[span.kind]
            out.append(f"{mark}{_escape(inner)}{mark}")
        position = span.end
    out.append(_escape(text[position:]))
    return "".join(out)


def page_html(article: Article) -> str:
    """The article as a small self-contained page; the body is the sanitised source that the archive keeps."""
    row = article.row
    title = html.escape(row.title)
    link = f'<p><a href="{html.escape(row.link)}">{html.escape(row.link)}</a></p>' if row.link else ""
    body = article.html or "".join(f"<p>{html.escape(block.text)}</p>" for block in article.blocks)
    language = f' lang="{html.escape(article.language)}"' if article.language else ""
    return (
        f'<!doctype html>\n<html{language}>\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body>\n<article>\n<h1>{title}</h1>\n<p>{html.escape(byline(article))}</p>\n{link}\n{body}\n"
        f"</article>\n</body>\n</html>\n"
    )
