"""What stands above and below an article's text: headline, origin, byline, standfirst; the link and the categories."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from index import BlockKind, Span, SpanKind
from tui.format import DAY, HOUR, MINUTE, WORDS_A_MINUTE, absolute_time, plural, relative_time
from tui.widgets.parts import Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import Article, ArticleRow, Feed

SEPARATOR = " · "
HEADLINES_ONLY = "This feed sends only headlines — press o to open it in the browser"
SUMMARY_ONLY = "This feed sends only a summary — press o to read the article in the browser"
UNTITLED = "Untitled"

_IDEOGRAPHS_A_MINUTE = 450
_MOST_COPIES = 6
_UNITS = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"))
_IDEOGRAPH = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # compiled when it is needed: most articles have none
_NO_WORD = re.compile(r"\W+")


def masthead(
    article: Article, feed: Feed | None, now: float, minutes: int, copies: Sequence[ArticleRow] = ()
) -> Iterator[Part]:
    """The parts above the text; every article has a headline and a rule."""
    row = article.row
    yield Part(Role.HEADLINE, row.title or UNTITLED)
    source = origin_line(row, feed.title if feed else row.feed_title)
    if source:
        yield Part(Role.ORIGIN, source, gap=0)
    facts = SEPARATOR.join(_facts(article, now, minutes, copies))
    if facts:
        edited = _edited(article)
        place = facts.find(edited) if edited else -1
        actions = ((place, place + len(edited), "versions"),) if place >= 0 else ()
        yield Part(Role.BYLINE, facts, gap=0, actions=actions)
    if copies:
        yield also_in(row, copies)
    marks = (["starred"] if row.starred else []) + [f"#{tag}" for tag in row.tags]
    if marks:
        yield Part(Role.TAGS, SEPARATOR.join(marks), first="★ " if row.starred else "", rest="  ", gap=0)
    yield Part(Role.RULE, "", gap=0)
    if article.summary and not repeats(article.summary, article):
        yield Part(Role.STANDFIRST, article.summary)


def foot(article: Article) -> Iterator[Part]:
    """The parts below the text."""
    row = article.row
    if not any(block.text for block in article.blocks):
        yield Part(Role.NOTE, SUMMARY_ONLY if article.summary else HEADLINES_ONLY)
    if not (row.link or article.categories):
        return
    yield Part(Role.RULE, "")
    if row.link:
        shown = re.sub(r"^https?://(www\.)?", "", row.link).rstrip("/")
        yield Part(
            Role.SOURCE,
            shown,
            spans=(Span(0, len(shown), SpanKind.LINK, row.link),),
            first="↗ ",
            rest="  ",
            gap=0,
        )
    if article.categories:
        yield Part(Role.FILED, "Filed under " + ", ".join(article.categories), gap=0)


def origin_line(row: ArticleRow, feed_title: str) -> str:
    """Who published it first and who reprints it; only the feed's title where that is the same."""
    if not row.origin or _plain(row.origin) == _plain(feed_title):
        return feed_title or row.origin
    return f"{row.origin}, reprinted by {feed_title}" if feed_title else row.origin


def also_in(row: ArticleRow, copies: Sequence[ArticleRow]) -> Part:
    """Where else the same text stands, and how much earlier or later; each place opens that article."""
    text = "Also in "
    articles: list[tuple[int, int, int]] = []
    for number, copy in enumerate(copies[:_MOST_COPIES]):
        text += SEPARATOR if number else ""
        name = copy.feed_title or UNTITLED
        articles.append((len(text), len(text) + len(name), copy.id))
        text += name + _distance(copy.time - row.time)
    if len(copies) > _MOST_COPIES:
        text += f"{SEPARATOR}{len(copies) - _MOST_COPIES} more"
    return Part(Role.BYLINE, text, gap=0, articles=tuple(articles))


def _distance(seconds: int) -> str:
    """How much earlier or later, in a unit that one grasps."""
    number, unit = next(((abs(seconds) // size, name) for size, name in _UNITS if abs(seconds) >= size), (0, ""))
    return f" ({plural(number, unit)} {'later' if seconds > 0 else 'earlier'})" if number else ""


def dateline(time: int, now: float) -> str:
    """A local date in full, "Tue 24 Sep 2019, 14:05", with its distance when that is under a day."""
    full = absolute_time(time)
    if not 0 <= now - time < DAY:
        return full
    ago = relative_time(time, now)
    return f"{full} ({'just now' if ago == 'now' else ago + ' ago'})"


def reading_minutes(article: Article) -> int:
    """How long the article takes to read, in minutes, rounded; 0 for an article without text."""
    text = "\n".join(block.text for block in article.blocks if not block.boilerplate)
    ideographs = 0 if text.isascii() else len(re.findall(_IDEOGRAPH, text))
    words = len(re.sub(_IDEOGRAPH, " ", text).split()) if ideographs else len(text.split())
    minutes = words / WORDS_A_MINUTE + ideographs / _IDEOGRAPHS_A_MINUTE
    return max(1, round(minutes)) if minutes else 0


def repeats(summary: str, article: Article) -> bool:
    """Whether a summary says again what the text begins with or what the headline does."""
    wanted = _plain(
        re.sub(r"(\.\.\.|…|\[…\]|\[\.\.\.\])\s*(read more|continue reading)?\W*$", "", summary, flags=re.IGNORECASE)
    )
    if not wanted or wanted == _plain(article.row.title):
        return True
    beginning = ""
    for block in article.blocks:
        if not block.boilerplate and block.kind is not BlockKind.IMAGE:
            beginning += _plain(block.text)
        if len(beginning) >= 3 * len(wanted) + 400:
            break
    return wanted in beginning or (len(beginning) > 80 and wanted.startswith(beginning))  # noqa: PLR2004


def _edited(article: Article) -> str:
    """How often it has been edited; empty for never."""
    times = len(article.revisions)
    return "" if not times else "edited once" if times == 1 else f"edited {times} times"


def _facts(article: Article, now: float, minutes: int, copies: Sequence[ArticleRow]) -> Iterator[str]:
    row = article.row
    author = row.author.strip()
    if author:
        yield author if author.casefold().startswith("by ") else f"By {author}"
    if row.published is not None:
        yield dateline(row.published, now)
    elif article.fetched:
        yield f"fetched {dateline(article.fetched, now)}"
    if minutes:
        yield f"{minutes} min read"
    if edited := _edited(article):
        yield edited
    if row.copies and not copies:
        yield plural(row.copies, "copy", "copies")


def _plain(text: str) -> str:
    """Letters and digits only, folded, to compare what is said and not how."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())
