"""The mouse on an article: clicks open, hovering explains, dragging selects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from article_host import HREF, ArticleHost, make_article, paragraph, story
from rich.cells import cell_len
from screen_dump import dump, dump_lines
from textual.content import Content

from index import Block, BlockKind, EntityType, Mention

if TYPE_CHECKING:
    from textual.pilot import Pilot

SIZE = (60, 24)


def cell(app: ArticleHost, text: str) -> tuple[int, int]:
    """Where a text starts on the screen."""
    for y, line in enumerate(dump_lines(app)):
        if text in line:
            return cell_len(line[: line.index(text)]), y
    raise AssertionError(text)


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)
    await pilot.pause()


async def test_a_click_opens_a_mention_and_a_link() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.click(offset=cell(app, "Moscow"))
        await pilot.click(offset=cell(app, "statement"))
        await pilot.click(offset=cell(app, "will receive"))
        await pilot.pause()
        assert app.said == ["PLACE Moscow", f"link {HREF}"]
        assert HREF in dump(app)


async def test_a_click_unfolds_promotional_text() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.click(offset=cell(app, "promotional"))
        await pilot.pause()
        assert "Sign up for our letter." in dump(app)


async def test_hovering_says_what_is_under_the_mouse() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.hover(offset=cell(app, "Vladimir"))
        assert app.view.tooltip == Content("Vladimir Putin · person")
        await pilot.hover(offset=cell(app, "statement"))
        assert app.view.tooltip == Content(HREF)
        await pilot.hover(offset=cell(app, "will receive"))
        assert app.view.tooltip is None


async def test_hovering_says_which_day_a_date_is() -> None:
    article = make_article(paragraph("They met on Thursday."))
    day = Mention(12, 20, "Thursday", EntityType.DATE, "Thursday", date="2019-09-26")
    app = ArticleHost(replace(article, mentions=(day,)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.hover(offset=cell(app, "Thursday"))
        assert app.view.tooltip == Content("Thursday · Thu 26 Sep 2019")
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert "Thursday · Thu 26 Sep 2019" in dump_lines(app)[-1]


async def test_selected_text_is_clean_paragraphs() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        x, y = cell(app, "Paragraph 2 ")
        await drag(pilot, cell(app, "about Caracas"), (x + 10, y))
        assert app.screen.get_selected_text() == ("about Caracas and the price of oil, at some length.\n\nParagraph 2")
        assert app.said == []


async def test_a_drag_over_a_mention_opens_nothing() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        x, y = cell(app, "Vladimir Putin")
        await drag(pilot, (x, y), (x + 7, y))
        assert app.screen.get_selected_text() == "Vladimir"
        assert app.said == []


async def test_quotations_lists_and_tables_are_copied_without_their_marks() -> None:
    app = ArticleHost(
        make_article(
            Block(BlockKind.QUOTE, "A quotation that is so long that it takes more than one line here.", level=1),
            Block(BlockKind.LIST_ITEM, "one", level=1),
            Block(BlockKind.LIST_ITEM, "two", level=1),
            Block(BlockKind.TABLE, "Name\tYears\nPutin\t20", ordinal=1),
            paragraph("漢字 and more."),
        )
    )
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        x, y = cell(app, "and more")
        await drag(pilot, cell(app, "A quotation"), (x + 2, y))
        assert app.screen.get_selected_text() == (
            "A quotation that is so long that it takes more than one line here.\n\n"
            "one\ntwo\n\nName\tYears\nPutin\t20\n\n漢字 and"
        )


async def test_a_resize_forgets_the_selection() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        x, y = cell(app, "Vladimir Putin")
        await drag(pilot, (x, y), (x + 8, y))
        await pilot.resize_terminal(40, 24)
        await pilot.pause()
        assert not app.screen.get_selected_text()
