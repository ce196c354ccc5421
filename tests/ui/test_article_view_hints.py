"""Links opened by letters, and how far an article has been read."""

from __future__ import annotations

from article_host import HREF, ArticleHost, make_article, paragraph, story
from screen_dump import dump, dump_lines, segments

from index import Span, SpanKind

SIZE = (60, 24)


def many_links(count: int) -> ArticleHost:
    """An article with a link in each of its short paragraphs."""
    blocks = [
        paragraph(f"See page {number} there.", Span(4, 8, SpanKind.LINK, f"https://example.org/{number}"))
        for number in range(count)
    ]
    return ArticleHost(make_article(*blocks))


async def test_a_letter_opens_a_link() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.view.start_hints() == 1
        await pilot.pause()
        assert "in f statement." in dump(app)
        assert any(segment.text == "f" and segment.style and segment.style.reverse for segment in segments(app))
        assert "type a link's letters" in dump_lines(app)[-1]
        await pilot.press("f")
        await pilot.pause()
        assert app.said == [f"link {HREF}"]
        assert "statement" in dump(app)
        assert "letters" not in dump(app)


async def test_two_letters_where_one_is_not_enough() -> None:
    app = many_links(60)
    async with app.run_test(size=(60, 70)) as pilot:
        await pilot.pause()
        app.view.start_hints()
        labels = [hint.label for hint in app.view._labelled]
        assert len(labels[-1]) == 2
        await pilot.press(labels[-1][0])
        assert "See fage 0" not in dump(app)
        assert f"See {labels[-1][1]}age" in dump(app)
        await pilot.press("backspace")
        assert "See fage 0" in dump(app)
        await pilot.press(*labels[-1])
        await pilot.pause()
        assert app.said == [f"link https://example.org/{len(labels) - 1}"]


async def test_escape_and_letters_without_a_label_leave() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for key in ("escape", "z", "n"):
            app.view.start_hints()
            await pilot.press(key)
            assert not app.view.hinting
        assert app.said == []
        await pilot.press("escape")
        assert app.said == ["back"]


async def test_scrolling_gives_labels_out_anew() -> None:
    app = many_links(40)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.view.start_hints()
        await pilot.press("pagedown")
        await pilot.pause()
        assert app.view.hinting
        top = next(line for line in dump_lines(app) if "See" in line)
        assert "fage" in top
        number = int(top.split()[2])
        await pilot.press("f")
        await pilot.pause()
        assert app.said == [f"link https://example.org/{number}"]


async def test_labels_stay_right_through_a_resize_and_another_article() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.view.start_hints()
        await pilot.resize_terminal(30, 24)
        await pilot.pause()
        assert "in f statement" in " ".join(dump(app).split())
        app.pane.show(make_article(paragraph("No link."), id=9))
        await pilot.pause()
        assert not app.view.hinting or [hint.href for hint in app.view._labelled] == ["https://example.org/7"]


async def test_the_mouse_goes_elsewhere_and_the_labels_go() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.view.start_hints()
        app.screen.set_focus(None)
        await pilot.pause()
        assert not app.view.hinting


async def test_a_click_takes_the_labels_away() -> None:
    app = ArticleHost(story())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.view.start_hints()
        await pilot.pause()
        y, line = next((y, line) for y, line in enumerate(dump_lines(app)) if "in f statement" in line)
        await pilot.click(offset=(line.index("statement"), y))
        await pilot.pause()
        assert app.said == [f"link {HREF}"]
        assert not app.view.hinting


async def test_the_legend_says_how_far_one_has_read() -> None:
    app = ArticleHost(story(paragraphs=80))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        first = dump_lines(app)[-1]
        assert first.endswith("6 min left · 8%")
        await pilot.press("pagedown")
        await pilot.pause()
        assert dump_lines(app)[-1].endswith("17%")
        await pilot.press("G")
        await pilot.pause()
        assert "%" not in dump_lines(app)[-1]
