"""Stories for tests of the screens, and how they come into a library."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index import Article, Block, BlockKind, EntityType, Library, Mention, Selection, Span, SpanKind
from index.feed_types import FetchState
from index.intake_types import Draft, FeedPlan, Recognition

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = 1_569_400_000
"""25 September 2019, 08:26:40 UTC: what the tests' clock shows."""

HOSTILE = "[/b] [red]Not markup[/red] [@click=app.quit]x[/]"
RECOGNISER = "tests-1"

FEEDS_TOML = """
[settings]
refresh_minutes = 0

[[feed]]
url = "https://rferl.example/feed"
title = "RFE/RL"
folder = "World"

[[feed]]
url = "https://amn.example/feed"
title = "American Military News"
folder = "World"

[[feed]]
url = "https://bytes.example/feed"
title = "Bytes [bold]"
"""


@dataclass(frozen=True, slots=True)
class Story:
    """An article for a test, in few words.

    Attributes:
        minutes: how long before :data:`NOW` it was published.
        names: names that its text mentions, with their types.
    """

    title: str
    feed: int = 1
    minutes: int = 60
    text: str = "First paragraph.\n\nSecond paragraph."
    link: str = ""
    names: tuple[tuple[str, EntityType], ...] = ()
    links: tuple[tuple[str, str], ...] = field(default=())

    def draft(self) -> Draft:
        """As it comes out of a feed."""
        key = f"{self.feed}:{self.title}"
        blocks = []
        for paragraph in self.text.split("\n\n"):
            spans = [
                Span(paragraph.index(words), paragraph.index(words) + len(words), SpanKind.LINK, href)
                for words, href in self.links
                if words in paragraph
            ]
            blocks.append(Block(BlockKind.PARAGRAPH, paragraph, spans=tuple(spans)))
        return Draft(
            key=key,
            digest=(key + self.text).encode(),
            link=self.link or "https://example.org/" + re.sub(r"\W+", "-", self.title.lower()),
            title=self.title,
            author="Ann Writer",
            published=NOW - self.minutes * 60,
            updated=None,
            summary="",
            language="en",
            categories=(),
            blocks=tuple(blocks),
            html="",
        )


PUTIN = (("Vladimir Putin", EntityType.PERSON), ("Moscow", EntityType.PLACE))

STORIES = (
    Story(
        "Maduro to meet Putin in Moscow",
        feed=2,
        minutes=10,
        text="Vladimir Putin will hold talks in Moscow with Nicolas Maduro.\n\nThe agenda is here in full.",
        names=(*PUTIN, ("Nicolas Maduro", EntityType.PERSON)),
        links=(("agenda", "https://kremlin.example/agenda"),),
        link="https://amn.example/maduro",
    ),
    Story("Bank holds rates", minutes=35, text="The central bank held its rates on Wednesday."),
    Story("Storm closes ports", minutes=120, text="A storm has closed the ports of Lisbon and Porto."),
    Story(HOSTILE, feed=3, minutes=300),
    Story("Putin visits a factory", minutes=2000, text="Vladimir Putin visited a factory.", names=PUTIN[:1]),
    Story("A long read", feed=3, minutes=3000, text="\n\n".join(f"Paragraph {n} " + "word " * 60 for n in range(60))),
    Story("Rates explained", feed=2, minutes=9000, text="What interest rates are and why a bank moves them."),
)


def store(library: Library, stories: Sequence[Story]) -> list[int]:
    """Store stories as a refresh does; returns the new articles' ids."""
    stored: list[int] = []
    feeds = library.feeds()
    for number in sorted({story.feed for story in stories}):
        drafts = tuple(story.draft() for story in stories if story.feed == number)
        plan = FeedPlan(title="", link="", new=drafts)
        stored += library.archive.articles.store(feeds[number - 1].id, plan, now=NOW, state=FetchState()).new
    return stored


def recognise(library: Library, stories: Sequence[Story]) -> None:
    """Find the stories' names, as the recogniser does."""
    names = {story.title: story.names for story in stories}
    found = []
    for waiting in library.archive.entities.unrecognised(1000, RECOGNISER):
        mentions = [
            Mention(waiting.text.index(name), waiting.text.index(name) + len(name), name, kind, name)
            for name, kind in names.get(waiting.title, ())
        ]
        found.append(Recognition(waiting.id, waiting.text_revision, tuple(sorted(mentions, key=_start)), ()))
    library.archive.entities.store(found, RECOGNISER)


def _start(mention: Mention) -> int:
    return mention.start


def by_title(library: Library, title: str) -> Article:
    """The article with this headline."""
    for row in library.article_rows(library.article_ids(Selection())):
        if row is not None and row.title == title:
            return library.article(row.id)
    raise LookupError(title)
