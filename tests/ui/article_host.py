"""A small app around the article pane, and an article for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from index import Article, ArticleRow, Block, BlockKind, Mention, Span, SpanKind
from index import EntityType as Type
from tui.theme import install, variable_defaults
from tui.widgets.article_pane import ArticlePane
from tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from textual.app import ComposeResult

NAMES = {
    "Vladimir Putin": (Type.PERSON, "Vladimir Putin"),
    "Putin": (Type.PERSON, "Vladimir Putin"),
    "Maduro": (Type.PERSON, "Nicolas Maduro"),
    "Moscow": (Type.PLACE, "Moscow"),
    "Caracas": (Type.PLACE, "Caracas"),
    "Kremlin": (Type.ORG, "Kremlin"),
}
HREF = "https://example.org/statement"


def mentions(text: str) -> tuple[Mention, ...]:
    """Every known name in a text."""
    found = re.finditer("|".join(NAMES), text)
    return tuple(Mention(match.start(), match.end(), match[0], *NAMES[match[0]]) for match in found)


def paragraph(text: str, *spans: Span, boilerplate: bool = False) -> Block:
    """A paragraph."""
    return Block(BlockKind.PARAGRAPH, text, spans, boilerplate=boilerplate)


def make_article(*blocks: Block, id: int = 7, title: str = "Maduro to meet Putin", named: bool = True) -> Article:  # noqa: A002
    """An article of blocks, with its mentions unless they are not recognised yet."""
    row = ArticleRow(id, 1, "The Daily", title, "Jane Doe", "https://example.org/7", 1_569_333_900, 0, False, False)
    article = Article(row, blocks)
    if not named:
        return article
    return replace(article, mentions=mentions(article.text), title_mentions=mentions(title))


def story(*, id: int = 7, named: bool = True, paragraphs: int = 30) -> Article:  # noqa: A002
    """A story with a promotional line, a link, names and numbered paragraphs, longer than any screen."""
    statement = "The Kremlin said so in a statement."
    return make_article(
        paragraph("Sign up for our letter.", boilerplate=True),
        paragraph("Vladimir Putin will receive him in Moscow."),
        paragraph(statement, Span(23, 34, SpanKind.LINK, HREF)),
        *(
            paragraph(f"Paragraph {number} of the story goes on about Caracas and the price of oil, at some length.")
            for number in range(1, paragraphs + 1)
        ),
        id=id,
        named=named,
    )


class ArticleHost(App[None]):
    """Shows an article and keeps what the view says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "note('next unread')"),
        Binding("enter", "note('enter')"),
        Binding("escape", "note('back')"),
        Binding("v", "note('v')"),
    ]

    def __init__(
        self, article: Article | None = None, *, terms: tuple[str, ...] = (), theme: str = "wirecopy-dark"
    ) -> None:
        super().__init__()
        self.article = article
        self.terms = terms
        self.said: list[str] = []
        install(self, theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.current_theme)

    def compose(self) -> ComposeResult:
        yield ArticlePane(clock=lambda: 1_569_500_000.0)

    def on_mount(self) -> None:
        self.pane.show(self.article, terms=self.terms)
        self.view.focus()

    @property
    def pane(self) -> ArticlePane:
        return self.query_one(ArticlePane)

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def action_note(self, text: str) -> None:
        self.said.append(text)

    def on_article_view_link_activated(self, event: ArticleView.LinkActivated) -> None:
        self.said.append(f"link {event.href}")

    def on_article_view_mention_activated(self, event: ArticleView.MentionActivated) -> None:
        self.said.append(f"{event.type} {event.mention.name}")

    def on_article_view_past_end(self) -> None:
        self.said.append("past end")
