"""A look at a document before anybody subscribes: what feed it is, or which it names. Runs in a parser's worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.discovery_types import FeedPreview, FoundFeed, Headline
from index.errors import ParseError
from index.feeds.job import Reading
from index.feeds.parse import parse_text
from index.feeds.parse_decode import decode
from index.feeds.parse_fields import looks_like_html, plain_title
from index.intake_types import FeedPlan
from index.text.clean import clean_line, safe_url
from index.text.page_links import feed_links, is_page, named_feeds

if TYPE_CHECKING:
    from index.feeds.job import ParseJob
    from index.intake_types import ParsedEntry, ParsedFeed

LOOK = "index.feeds.look:look"
"""The task of a :class:`index.feeds.worker.ParserPool`."""

HEADLINES = 12
"""How many of the latest headlines a preview has."""

_LONGEST_TITLE, _LONGEST_DESCRIPTION, _LONGEST_LANGUAGE = 300, 500, 35


@dataclass(frozen=True, slots=True)
class Look:
    """What a document is.

    Attributes:
        preview: of the feed that it is; None for a page.
        times: when the feed's entries were published, as far as they say.
        feeds: what a page's head names.
        links: addresses that a page links to and that may be feeds.
    """

    preview: FeedPreview | None = None
    times: tuple[int, ...] = ()
    feeds: tuple[FoundFeed, ...] = ()
    links: tuple[str, ...] = ()


def look(job: ParseJob) -> Reading:
    """Look at a document.

    Raises:
        ParseError: it is neither a feed nor a page.
    """
    text = decode(job.body, job.content_type)
    try:
        feed = parse_text(text, job.url).feed
    except ParseError:
        if not is_page(text):
            raise
        found = Look(feeds=named_feeds(text, job.url), links=feed_links(text, job.url))
        return Reading(FeedPlan(title="", link=""), look=found)
    times = tuple(time for entry in feed.entries if (time := _time(entry)) is not None)
    preview = _preview(feed, job)
    return Reading(FeedPlan(title=preview.title, link=preview.link), look=Look(preview, times))


def _preview(feed: ParsedFeed, job: ParseJob) -> FeedPreview:
    dated = sorted(feed.entries, key=lambda entry: -(_time(entry) or 0))
    return FeedPreview(
        url=job.url,
        title=clean_line(feed.title, _LONGEST_TITLE),
        description=_plain(feed.description, _LONGEST_DESCRIPTION),
        link=safe_url(feed.link, job.url),
        language=clean_line(feed.language, _LONGEST_LANGUAGE),
        entries=len(feed.entries),
        headlines=tuple(_headline(entry) for entry in dated[:HEADLINES]),
        size=len(job.body),
    )


def _headline(entry: ParsedEntry) -> Headline:
    title = clean_line(entry.title, _LONGEST_TITLE) or _plain(entry.summary or entry.content, _LONGEST_TITLE)
    return Headline(title, _time(entry))


def _plain(text: str, limit: int) -> str:
    return clean_line(plain_title(text[: 20 * limit], is_html=looks_like_html(text[: 20 * limit])), limit)


def _time(entry: ParsedEntry) -> int | None:
    return entry.published if entry.published is not None else entry.updated
