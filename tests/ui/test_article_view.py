"""Reading an article: what stands on the screen, and what the keys do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from article_host import HREF, ArticleHost, make_article, paragraph, story
from screen_dump import dump, dump_lines, style_of

from index import Block, BlockKind

SIZE = (80, 24)


async def test_an_article_on_the_screen() -> None:
    app = ArticleHost(story(paragraphs=1))
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        assert dump(app) == "\n".join(
            [
                "",
                "  Maduro to meet Putin",
                "  The Daily",
                "  By Jane Doe · Tue 24 Sep 2019, 14:05 · 1 min read",
                "  ────────",
                "",
                "  ⋯ promotional text, 5 words — v to unfold",
                "",
                "  Vladimir Putin will receive him in Moscow.",
                "",
                "  The Kremlin said so in a statement.",
                "",
                "  Paragraph 1 of the story goes on about Caracas and the",
                "  price of oil, at some length.",
                "",
                "  ────────",
                "  ↗ example.org/7",
                "",
                "",
                "",
                "",
                "",
                "",
                "  ● people 2  ● organisation 1  ● places 2",
            ]
        )
        assert style_of(app, "to meet").bold
        assert style_of(app, "Moscow").underline
        assert style_of(app, "Moscow").color != style_of(app, "Vladimir Putin").color


async def test_an_empty_pane_teaches_the_keys() -> None:
    app = ArticleHost(None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = dump(app)
        assert "No article is open" in screen
        assert "Enter  open the article under the cursor" in screen
        await pilot.press("space", "]", "tab", "v", "ctrl+f")
        assert app.said == ["past end", "v"]


async def test_an_article_without_text_says_where_to_read_it() -> None:
    app = ArticleHost(make_article())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "This feed sends only headlines — press o to open it in the browser" in dump(app)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["j"], 1),
        (["down", "j", "k"], 1),
        (["ctrl+d"], 11),
        (["ctrl+d", "ctrl+u"], 0),
        (["pagedown"], 21),
        (["space", "space"], 42),
        (["space", "b"], 0),
        (["space", "space", "pageup"], 21),
        (["G", "g"], 0),
        (["end", "home"], 0),
    ],
)
async def test_keys_move_through_the_text(keys: list[str], expected: int) -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        assert app.view.scroll_offset.y == expected


async def test_space_at_the_very_end_says_so_and_not_before() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("G")
        assert "↗ example.org/7" in dump(app)
        await pilot.press("k", "space")
        assert app.said == []
        await pilot.press("space")
        assert app.said == ["past end"]


async def test_brackets_step_through_the_mentions() -> None:
    app = ArticleHost(story(paragraphs=2))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("]")
        assert dump(app).endswith("Nicolas Maduro · person · mention 1/7")
        assert style_of(app, "Maduro").reverse
        await pilot.press("]", "]")
        assert dump(app).endswith("Vladimir Putin · person · mention 3/7")
        assert not style_of(app, "Maduro").reverse
        await pilot.press("[", "[", "[")
        assert dump(app).endswith("Caracas · place · mention 7/7")


async def test_a_mention_off_the_screen_is_brought_onto_it() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*["]"] * 20)
        assert app.view.scroll_offset.y > 0
        assert "mention 20/35" in dump(app)
        assert any("Paragraph 15 " in line for line in dump_lines(app, app.view))


async def test_stepping_starts_from_what_is_on_the_screen() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("]", "space", "space")
        top = next(line for line in dump_lines(app, app.view) if line.strip())
        await pilot.press("]")
        number = int(dump(app).rpartition("mention ")[2].partition("/")[0])
        assert "Paragraph" in top
        assert number > 10


async def test_tab_visits_links_too_and_enter_opens() -> None:
    app = ArticleHost(story(paragraphs=1))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("tab", "enter")
        await pilot.press("tab", "tab", "tab", "tab", "tab")
        assert HREF in dump(app)
        await pilot.press("enter", "shift+tab", "enter")
        await pilot.pause()
        assert app.said == ["PERSON Nicolas Maduro", f"link {HREF}", "ORG Kremlin"]


async def test_keys_without_use_here_belong_to_the_screen() -> None:
    app = ArticleHost(make_article(paragraph("Nothing to step to.")))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "enter", "v", "escape")
        assert app.said == ["next unread", "enter", "v", "back"]


async def test_promotional_text_unfolds_and_folds() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Sign up" not in dump(app)
        await pilot.press("v")
        assert "Sign up for our letter." in dump(app)
        await pilot.press("v")
        assert "⋯ promotional text, 5 words — v to unfold" in dump(app)


async def test_marks_change_in_place() -> None:
    article = story()
    app = ArticleHost(article)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("j")
        app.view.update_marks(replace(article.row, starred=True, tags=("oil",)))
        await pilot.pause()
        assert "★ starred · #oil" in dump(app)
        app.view.update_marks(replace(article.row, id=8, tags=("other",)))
        await pilot.pause()
        assert "#other" not in dump(app)


async def test_another_theme_draws_the_article_anew() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        before = style_of(app, "Moscow")
        app.theme = "wirecopy-light"
        await pilot.pause()
        assert style_of(app, "Moscow").color != before.color
        assert style_of(app, "Moscow").bgcolor != before.bgcolor


@pytest.mark.parametrize("theme", ["wirecopy-dark", "wirecopy-light", "textual-dark", "dracula", "ansi-dark"])
async def test_every_theme_tells_types_apart(theme: str) -> None:
    app = ArticleHost(story(), theme=theme)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert len({style_of(app, name).color for name in ("Vladimir Putin", "Moscow", "Kremlin")}) == 3


async def test_without_colours_underlines_and_reverse_say_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ArticleHost(story(), terms=("receive",))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert style_of(app, "Moscow").underline
        assert style_of(app, "statement").dim
        assert style_of(app, "receive").bold
        await pilot.press("]")
        assert style_of(app, "Maduro").reverse


async def test_terms_of_a_search_and_ranges_are_highlighted() -> None:
    article = story()
    app = ArticleHost(article, terms=("receives", "oil"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        usual = style_of(app, "The Daily").bgcolor
        assert style_of(app, "receive").bgcolor != usual
        assert style_of(app, "oil").bold
        start = article.text.index("statement")
        app.view.set_hits([(start, start + 9)])
        await pilot.pause()
        assert style_of(app, "statement").bgcolor != usual


async def test_blank_cells_have_the_background() -> None:
    app = ArticleHost(make_article(Block(BlockKind.CODE, "x = 1"), paragraph("End.")))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        ground = app.view.rich_style.bgcolor
        for y in range(app.view.size.height):
            strip = app.view.render_line(y)
            assert strip.cell_length == app.view.size.width
            assert all(segment.style is not None and segment.style.bgcolor is not None for segment in strip)
        code = app.view.render_line(6)
        assert {segment.style.bgcolor for segment in code if segment.style} > {ground}
