"""Foreign text on the screen: shown as it is, never obeyed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from article_host import ArticleHost, make_article, paragraph
from screen_dump import dump, segments

from index import Block, BlockKind, Mention, Span, SpanKind
from index import EntityType as Type

HOSTILE = "a\x1b]52;c;aGk=\x07b\x9b2Jc\u202egnp.exe \x00[/b] [red]x[/red] [@click=app.quit]y[/]"


def everything(text: str, href: str = "javascript:alert(1)") -> ArticleHost:
    blocks = [Block(kind, text, (Span(0, 5, SpanKind.LINK, href),), level=1, src=href) for kind in BlockKind]
    article = make_article(*blocks, title=text)
    row = replace(article.row, author=text, feed_title=text, origin=text, tags=(text,), link=href)
    name = Mention(0, 3, text[:3], Type.PERSON, text)
    return ArticleHost(
        replace(article, row=row, summary=text, categories=(text,), mentions=(name,), title_mentions=(name,))
    )


@pytest.mark.parametrize("width", [20, 80])
async def test_no_control_character_reaches_the_terminal(width: int) -> None:
    app = everything(HOSTILE)
    async with app.run_test(size=(width, 60)) as pilot:
        await pilot.pause()
        await pilot.press("]", "ctrl+f", "r", "e", "d", "enter", "n")
        await pilot.pause()
        shown = "".join(segment.text for segment in segments(app))
        assert "exe" in shown
        assert not [char for char in shown if char < " " or "\x7f" <= char <= "\x9f" or "\u202a" <= char <= "\u202e"]


async def test_markup_is_shown_as_typed() -> None:
    app = everything("[/b] [red]x[/red] [@click=app.quit]y[/]")
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        assert dump(app).count("[/b] [red]x[/red] [@click=app.quit]y[/]") > 8
        await pilot.hover(offset=(26, 2))
        await pilot.pause()


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org/a", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://example.org/\x1b]8;;evil\x07", False),
    ],
)
async def test_only_clean_web_addresses_become_hyperlinks_of_the_terminal(href: str, expected: bool) -> None:
    app = ArticleHost(make_article(paragraph("Read this now.", Span(5, 9, SpanKind.LINK, href)), title="x"))
    app.article = replace(app.article, row=replace(app.article.row, link="")) if app.article else None
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        links = {segment.style.link for segment in segments(app) if segment.style and segment.style.link}
        assert links == ({href} if expected else set())
