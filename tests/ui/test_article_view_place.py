"""The reader's place: kept when the width changes and when the same article comes again."""

from __future__ import annotations

from dataclasses import replace

from article_host import ArticleHost, story
from screen_dump import dump, dump_lines

SIZE = (80, 24)


def top(app: ArticleHost) -> str:
    """The first words on the screen."""
    return next(line.strip() for line in dump_lines(app, app.view) if line.strip())


async def test_the_same_text_stays_at_the_top_at_another_width() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("space", "space", "j")
        before, offset = top(app), app.view.scroll_offset.y
        words = before.split()[:3]
        for width in (50, 30, 120, 44):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert words[0] in " ".join(dump_lines(app, app.view)[:2])
        await pilot.resize_terminal(*SIZE)
        await pilot.pause()
        assert top(app) == before
        assert app.view.scroll_offset.y == offset


async def test_the_top_stays_the_top() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.resize_terminal(40, 24)
        await pilot.pause()
        assert app.view.scroll_offset.y == 0


async def test_the_same_article_with_more_mentions_does_not_move_the_reader() -> None:
    app = ArticleHost(story(named=False))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("space")
        before = dump(app, app.view)
        app.pane.show(story())
        await pilot.pause()
        assert dump(app, app.view) == before
        assert "● people 2" in dump(app)


async def test_the_same_article_keeps_the_focused_mention() -> None:
    full = story()
    app = ArticleHost(replace(full, title_mentions=(), mentions=full.mentions[:4]))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("]", "]")
        assert dump(app).endswith("Moscow · place · mention 2/4")
        app.pane.show(full)
        await pilot.pause()
        assert dump(app).endswith("Moscow · place · mention 4/35")


async def test_the_same_article_edited_above_keeps_the_place() -> None:
    article = story()
    app = ArticleHost(article)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("space", "space")
        row = replace(
            article.row, title="A much longer headline than before that needs two lines on this screen surely"
        )
        before = top(app)
        app.pane.show(replace(article, row=row))
        await pilot.pause()
        assert top(app) == before


async def test_unfolding_above_keeps_the_place() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("space")
        before = top(app)
        await pilot.press("v")
        assert top(app) == before


async def test_another_article_starts_at_its_top() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("space", "]")
        app.pane.show(story(id=8))
        await pilot.pause()
        assert app.view.scroll_offset.y == 0
        assert "mention" not in dump(app)


async def test_another_measure_breaks_the_lines_anew() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        widest = max(len(line.strip()) for line in dump_lines(app, app.view))
        app.view.measure = 40
        await pilot.pause()
        assert 40 < widest <= 72
        assert max(len(line[:80].strip()) for line in dump_lines(app, app.view)) <= 40
