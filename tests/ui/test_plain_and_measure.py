"""How articles are set: the length of lines, and plain text for those who want nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from article_host import make_article, paragraph
from driving import NARROW, WIDE, driving
from reader_samples import NOW
from screen_dump import segments

from index import Block, BlockKind, Span, SpanKind
from tui.app import WirecopyApp
from tui.remembering import Memory
from tui.widgets.compose_page import compose_page
from tui.widgets.layout import lay_out, plain
from tui.widgets.plain_page import plain_page

if TYPE_CHECKING:
    from pathlib import Path

    from index import Library

BOXES = "─│╭╮╰╯▌▎━┃█▇▆▅▄▃▂▁●·•◦▪▣↗⋯"


async def test_lines_are_made_longer_and_shorter(app: WirecopyApp) -> None:
    async with driving(app, (150, 36)) as drive:
        view = drive.reader.reading.view
        await drive.press("z")
        assert view.laid_out
        assert view.laid_out.measure == 72
        await drive.press("less_than_sign", "less_than_sign")
        assert view.laid_out.measure == 64
        for _ in range(9):
            await drive.press("greater_than_sign")
        assert view.laid_out.measure == 100
        await drive.resize(90, 30)
        room = view.laid_out.measure
        assert room < 90
        await drive.press("less_than_sign")
        assert view.laid_out.measure == room - 4


async def test_the_length_of_lines_is_remembered(library: Library, tmp_path: Path) -> None:
    for before, after in ((72, 68), (68, 64)):
        app = WirecopyApp(library, clock=lambda: NOW, memory=Memory(tmp_path / "state"))
        async with driving(app, (150, 36)) as drive:
            assert drive.reader.reading.view.measure == before
            await drive.press("less_than_sign")
            assert drive.reader.reading.view.measure == after
            await drive.press("Q")


async def test_plain_text_stands_alone_without_lines_or_colours(app: WirecopyApp) -> None:
    async with driving(app, NARROW) as drive:
        await drive.press("P")
        shown = drive.lines[1:-1]
        assert [line for line in shown if line] == [
            "Maduro to meet Putin in Moscow",
            "American Military News",
            "By Ann Writer · Wed 25 Sep 2019, 08:16 (10 min ago) · 1 min read",
            "Vladimir Putin will hold talks in Moscow with Nicolas Maduro.",
            "The agenda is here in full.",
            "Link: amn.example/maduro",
        ]
        styles = [style for text, style, _ in segments(app) if style and ("talks" in text or "to meet" in text)]
        inks = {(style.color, style.bold, style.underline) for style in styles}
        assert len(inks) == 1
        await drive.resize(*WIDE)
        assert drive.lines[2].startswith("Maduro to meet"), "it begins at the left edge"
        await drive.press("P")
        assert "────" in drive.text


async def test_plain_text_takes_the_width_that_the_lists_leave(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("enter", "P")
        assert drive.lines[2].startswith("Maduro to meet")
        assert any(line.startswith("By Ann Writer") and line.endswith("1 min read") for line in drive.lines)


async def test_one_can_find_and_read_on_in_plain_text(app: WirecopyApp) -> None:
    async with driving(app, NARROW) as drive:
        await drive.press("P", "ctrl+f")
        await drive.type("agenda")
        await drive.press("enter")
        assert [text for text, style, _ in segments(app) if style and style.reverse and "agenda" in text] == ["agenda"]
        await drive.press("escape", "space")
        assert "Bank holds rates" in drive.text


async def test_plain_text_is_remembered_and_goes_for_the_search_as_well(indexed: Library, tmp_path: Path) -> None:
    app = WirecopyApp(indexed, clock=lambda: NOW, memory=Memory(tmp_path / "state"))
    async with driving(app) as drive:
        await drive.press("P", "Q")
    app = WirecopyApp(indexed, clock=lambda: NOW, memory=Memory(tmp_path / "state"))
    async with driving(app) as drive:
        assert "Link: amn.example/maduro" in drive.text
        await drive.press("slash")
        await drive.type("putin")
        await drive.press("enter", "enter")
        assert "Link: " in drive.text
        await drive.press("less_than_sign", "P", "escape", "escape", "escape")
        assert app.screen is drive.reader
        assert drive.reader.reading.view.measure == drive.app.session.measure < 72
        assert not drive.reader.reading.view.plain


@pytest.mark.parametrize("width", [1, 20, 80])
def test_signs_become_words(width: int) -> None:
    article = make_article(
        paragraph("Buy our book.", boilerplate=True),
        Block(BlockKind.QUOTE, "Never again.", level=2),
        Block(BlockKind.LIST_ITEM, "An item.", level=1),
        Block(BlockKind.LIST_ITEM, "A second one.", level=2, ordinal=3),
        Block(BlockKind.IMAGE, "A ship", src="https://example.org/ship.jpg"),
        Block(BlockKind.CAPTION, "It left at noon."),
        Block(BlockKind.TABLE, "Name\tAge\nAnn\t41", ordinal=1),
        Block(BlockKind.RULE, ""),
        paragraph("See here.", Span(4, 8, SpanKind.LINK, "https://example.org/")),
    )
    page = plain_page(compose_page(article, None, 0.0))
    layout = lay_out(page, width)
    shown = [line.prefix + plain(line, page.parts[line.part].text) for line in layout.lines]
    assert layout.left == 0
    assert not page.stops
    if width == WIDE[0] or width == 80:
        text = "\n".join(line.strip() for line in shown if line.strip())
        assert "Folded away: promotional text, 3 words — v to unfold" in text
        assert "> > Never again.\n- An item.\n3. A second one.\nImage: A ship\nCaption: It left at noon." in text
        assert "Name|Age\nAnn|41\nSee here.\nLink: example.org/7" in text
    body = "".join(shown).replace("By Jane Doe · ", "").replace(" · ", "")
    assert not set(body) & set(BOXES)
