"""Finding in an article: a line to type in, hits as one types, n and N to step."""

from __future__ import annotations

from article_host import ArticleHost, make_article, paragraph, story
from screen_dump import dump, dump_lines, style_of

SIZE = (80, 24)


async def test_hits_are_highlighted_while_one_types() -> None:
    app = ArticleHost(story(paragraphs=3))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Find" not in dump(app)
        await pilot.press("ctrl+f", "m")
        await pilot.pause()
        many = int(dump_lines(app, app.pane.find_bar)[0].rpartition("/")[2])
        await pilot.press("o", "s", "c")
        await pilot.pause()
        assert dump_lines(app, app.pane.find_bar) == ["Find mosc" + " " * 64 + "1/1"]
        assert many > 1
        assert style_of(app, "Mosc").reverse


async def test_n_steps_through_the_hits_after_enter() -> None:
    app = ArticleHost(story(paragraphs=3))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+f", *"caracas", "enter")
        await pilot.pause()
        assert app.focused is app.view
        for key, expected in (("n", "2/3"), ("n", "3/3"), ("n", "1/3"), ("N", "3/3")):
            await pilot.press(key)
            await pilot.pause()
            assert dump_lines(app, app.pane.find_bar)[0].endswith(expected)
        assert app.said == []


async def test_arrows_step_while_typing() -> None:
    app = ArticleHost(story(paragraphs=3))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+f", *"caracas", "down", "down", "up")
        await pilot.pause()
        assert dump_lines(app, app.pane.find_bar)[0].endswith("2/3")


async def test_a_hit_off_the_screen_is_brought_onto_it() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+f", *"paragraph 25")
        await pilot.pause()
        assert any("Paragraph 25" in line for line in dump_lines(app, app.view))


async def test_finding_starts_from_here() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("space", "space")
        before = app.view.scroll_offset.y
        await pilot.press("ctrl+f", *"caracas")
        await pilot.pause()
        hit = int(dump_lines(app, app.pane.find_bar)[0].split()[-1].partition("/")[0])
        assert hit > 5
        assert app.view.scroll_offset.y == before


async def test_escape_ends_it_from_the_bar_and_from_the_text() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+f", *"oil", "escape")
        await pilot.pause()
        assert app.focused is app.view
        assert not app.pane.find_bar.is_open
        assert not style_of(app, "the price of oil").bold
        await pilot.press("ctrl+f", "enter", "escape")
        await pilot.pause()
        assert not app.pane.find_bar.is_open
        assert app.said == []
        await pilot.press("escape", "n")
        assert app.said == ["back", "next unread"]


async def test_what_was_found_last_is_offered_again() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+f", *"oil", "escape", "ctrl+f")
        await pilot.pause()
        assert dump_lines(app, app.pane.find_bar)[0].endswith("1/30")
        await pilot.press(*"caracas")
        await pilot.pause()
        assert app.pane.find_bar.text == "caracas"


async def test_nothing_found() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+f", *"zzz")
        await pilot.pause()
        assert dump_lines(app, app.pane.find_bar)[0].endswith("not found")
        await pilot.press("enter", "n")
        assert app.said == []


async def test_folded_text_is_unfolded_when_the_hit_is_there() -> None:
    app = ArticleHost(make_article(paragraph("Sign up for our letter.", boilerplate=True), paragraph("Text.")))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+f", *"letter")
        await pilot.pause()
        assert "Sign up for our letter." in dump(app)
        assert dump_lines(app, app.pane.find_bar)[0].endswith("1/1")


async def test_another_article_ends_it() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+f", *"oil", "enter")
        app.pane.show(story(id=8))
        await pilot.pause()
        assert not app.pane.find_bar.is_open


async def test_the_same_article_again_keeps_the_hit() -> None:
    app = ArticleHost(story(named=False))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+f", *"caracas", "enter", "n", "n")
        app.pane.show(story())
        await pilot.pause()
        assert dump_lines(app, app.pane.find_bar)[0].endswith("3/30")
