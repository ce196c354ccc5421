"""Small records for tests of the archive: a draft, a plan, a mention with nothing said that the test doesn't say."""

from __future__ import annotations

from index.feed_types import FetchState
from index.intake_types import Draft, FeedPlan, Recognition
from index.types import Block, BlockKind, EntityType, Mention

NOW = 1_700_000_000
"""When the tests' articles are fetched, unless they say otherwise."""


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)


def draft(
    key: str,
    *texts: str,
    title: str = "A headline",
    digest: bytes = b"1",
    link: str = "https://news.example/1",
    author: str = "",
    published: int | None = NOW - 3600,
    updated: int | None = None,
    summary: str = "",
    language: str = "en",
    categories: tuple[str, ...] = (),
    blocks: tuple[Block, ...] | None = None,
    html: str = "<p>source</p>",
    origin: str = "",
    fingerprint: int = 0,
) -> Draft:
    return Draft(
        key=key,
        digest=digest,
        link=link,
        title=title,
        author=author,
        published=published,
        updated=updated,
        summary=summary,
        language=language,
        categories=categories,
        blocks=paragraphs(*texts) if blocks is None else blocks,
        html=html,
        origin=origin,
        fingerprint=fingerprint,
    )


def plan(
    *new: Draft,
    edited: tuple[tuple[int, Draft], ...] = (),
    rekeyed: tuple[tuple[int, str], ...] = (),
    title: str = "",
    link: str = "",
) -> FeedPlan:
    return FeedPlan(title, link, new, edited, rekeyed)


STATE = FetchState('"etag"', "Mon, 01 Jan 2024 00:00:00 GMT", b"digest")


def mention(text: str, name: str = "", kind: EntityType = EntityType.PERSON, start: int = 0) -> Mention:
    return Mention(start, start + len(text), text, kind, name or text)


def recognition(article: int, text_revision: int, *mentions: Mention, title: tuple[Mention, ...] = ()) -> Recognition:
    return Recognition(article, text_revision, mentions, title)
