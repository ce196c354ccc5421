"""The list as it is used: keys, mouse, sources that change under it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.color import Color
from sample_rows import MADURO, MINUTE, NOW, FakeRows, numbered
from screen_dump import dump, dump_lines, style_of
from textual import on
from textual.app import App
from textual.events import MouseScrollDown

from tui.theme import DARK, LIGHT, install
from tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class Host(App[None]):
    """Nothing but a list; takes down what it says."""

    CSS = "ArticleList { width: 40; height: 12; }"

    def __init__(self, ids: Sequence[int] = (), **options: str) -> None:
        super().__init__()
        self.rows = FakeRows(ids)
        self.list = ArticleList(self.rows, clock=lambda: self.now, **options)
        self.now: float = NOW
        self.said: list[tuple[str, int | None, int]] = []

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        install(self, DARK.name)

    @on(ArticleList.Highlighted)
    def _highlighted(self, event: ArticleList.Highlighted) -> None:
        kind = "opened" if isinstance(event, ArticleList.Opened) else "highlighted"
        self.said.append((kind, event.row.id if event.row else None, event.index))

    def in_view(self) -> list[str]:
        """The lines in view, without the scrollbar."""
        return [line[:38].rstrip() for line in dump_lines(self, self.list)]

    def titles(self) -> list[str]:
        """The headlines in view, the selected one after its mark."""
        return [line.split("  ")[0].replace("●", "").strip() for line in dump_lines(self, self.list) if "●" in line]


def down(first: int, count: int) -> range:
    """Ids from ``first`` downwards: the newest article has the highest."""
    return range(first, first - count, -1)


async def test_rows_are_drawn_in_the_order_of_the_source() -> None:
    app = Host((3, 1, 2))
    async with app.run_test(size=(40, 12)):
        assert dump(app) == "\n".join(
            [
                "▎● Article 3",
                "▎  RFE/RL                        3 min",
                " ● Article 1",
                "   RFE/RL                        1 min",
                " ● Article 2",
                "   RFE/RL                        2 min",
            ]
        )


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        ("j", 1),
        ("down down", 2),
        ("j j k", 1),
        ("k", 0),
        ("G", 99),
        ("end up", 98),
        ("G j", 99),
        ("G g", 0),
        ("end home", 0),
        ("ctrl+d", 5),
        ("pagedown pagedown", 10),
        ("G ctrl+u", 94),
        ("ctrl+d pageup", 0),
    ],
)
async def test_keys_move_the_cursor(keys: str, cursor: int) -> None:
    app = Host(down(100, 100))
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.focus()
        await pilot.press(*keys.split())
        await pilot.pause()
        assert app.list.cursor == cursor
        assert app.list.current == numbered(100 - cursor)
        assert any(line.startswith(f"▎● Article {100 - cursor}") for line in dump_lines(app)), "the cursor is in view"
        if cursor:
            assert app.said[-1] == ("highlighted", 100 - cursor, cursor)


async def test_one_row_stays_in_view_around_the_cursor_and_a_blank_line_ends_the_list() -> None:
    app = Host(down(30, 30))
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.focus()
        await pilot.press(*["j"] * 5)
        assert app.titles() == ["Article 29", "Article 28", "Article 27", "Article 26", "▎ Article 25", "Article 24"]
        await pilot.press("G")
        assert app.titles()[-1] == "▎ Article 1"
        assert dump_lines(app, app.list)[-1] == ""


async def test_keys_of_the_panes_are_left_alone() -> None:
    app = Host(down(30, 30))
    async with app.run_test(size=(40, 12)):
        app.list.focus()
        bound = {key for key, active in app.screen.active_bindings.items() if active.node is app.list}
        assert "j" in bound
        assert not bound & {"left", "right", "h", "l", "tab", "space", "q"}


async def test_enter_opens() -> None:
    app = Host((3, 1, 2))
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.focus()
        app.said.clear()
        await pilot.press("j", "enter")
        await pilot.pause()
        assert app.said == [("highlighted", 1, 1), ("opened", 1, 1)]


async def test_a_click_selects_a_second_one_opens() -> None:
    app = Host((3, 1, 2))
    async with app.run_test(size=(40, 12)) as pilot:
        app.said.clear()
        await pilot.click(app.list, offset=(10, 5))
        await pilot.pause()
        assert app.said == [("highlighted", 2, 2)]
        await pilot.click(app.list, offset=(10, 4))
        await pilot.pause()
        assert app.said == [("highlighted", 2, 2), ("opened", 2, 2)]


async def test_a_double_click_opens_once() -> None:
    app = Host((3, 1, 2))
    async with app.run_test(size=(40, 12)) as pilot:
        app.said.clear()
        await pilot.click(app.list, offset=(10, 2), times=2)
        await pilot.pause()
        assert app.said == [("highlighted", 1, 1), ("opened", 1, 1)]


async def test_a_click_below_the_last_row_does_nothing() -> None:
    app = Host((3, 1, 2))
    async with app.run_test(size=(40, 12)) as pilot:
        app.said.clear()
        await pilot.click(app.list, offset=(10, 9))
        await pilot.pause()
        assert app.said == []


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Host(down(30, 30))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot._post_mouse_events([MouseScrollDown], app.list, button=0)
        await pilot.pause()
        assert app.titles()[0] == "Article 29"
        assert app.list.cursor == 0


async def test_new_articles_above_move_nothing() -> None:
    app = Host(down(100, 100))
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.focus()
        await pilot.press(*["j"] * 20)
        before = app.in_view()
        app.said.clear()
        app.list.set_source(FakeRows(down(107, 107)), keep=80)
        await pilot.pause()
        assert app.in_view() == before
        assert app.list.cursor == 27
        assert app.said == []


async def test_what_is_looked_at_stays_when_the_cursor_is_elsewhere() -> None:
    app = Host(down(100, 100))
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.scroll_to(y=81, animate=False)
        await pilot.pause()
        before = app.in_view()
        app.list.set_source(FakeRows([*down(105, 105)][:60] + [*down(105, 105)][61:]), keep=100)
        await pilot.pause()
        assert app.in_view()[:8] == before[:8]
        assert app.list.cursor == 5


async def test_the_rest_of_a_list_comes_later() -> None:
    app = Host(down(1000, 20))
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.focus()
        await pilot.press("G")
        app.list.set_source(FakeRows(down(1000, 1000)), keep=981)
        await pilot.pause()
        assert app.list.cursor == 19
        await pilot.press("j")
        assert app.list.current == numbered(980)


async def test_another_list_starts_at_its_top() -> None:
    app = Host(down(100, 100))
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.focus()
        await pilot.press(*["j"] * 20)
        app.said.clear()
        app.list.set_source(FakeRows(down(900, 50)), keep=80)
        await pilot.pause()
        assert app.titles()[:2] == ["▎ Article 900", "Article 899"]
        assert app.said == [("highlighted", 900, 0)]


async def test_a_list_may_become_empty_and_full_again() -> None:
    app = Host(down(100, 100), empty="All read\nPress `F` for every article.")
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.focus()
        await pilot.press("G")
        app.list.set_source(FakeRows(()), keep=1)
        await pilot.pause()
        assert app.list.current is None
        assert app.said[-1] == ("highlighted", None, 0)
        assert dump(app).split() == ["All", "read", "Press", "F", "for", "every", "article."]
        await pilot.press("j", "k", "G", "g", "ctrl+d", "enter")
        assert app.list.cursor == 0
        app.list.set_source(FakeRows((5, 4)))
        await pilot.pause()
        assert app.titles() == ["▎ Article 5", "Article 4"]


async def test_an_empty_list_teaches() -> None:
    app = Host()
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.set_empty("No articles yet\nPress `R` to fetch your feeds.")
        await pilot.pause()
        assert [line.strip() for line in dump_lines(app) if line] == ["No articles yet", "Press R to fetch your feeds."]
        assert style_of(app, "No articles yet").bold
        assert style_of(app, "R").color != style_of(app, "Press ").color


async def test_marks_are_seen_after_invalidating() -> None:
    app = Host((3, 2, 1))
    async with app.run_test(size=(40, 12)) as pilot:
        app.rows.changed[2] = replace(numbered(2), read=True, starred=True)
        app.list.invalidate({7})
        await pilot.pause()
        assert " ★ Article 2" not in dump_lines(app), "article 7 has nothing to do with it"
        app.list.invalidate({2})
        await pilot.pause()
        assert " ★ Article 2" in dump_lines(app)
        app.rows.changed[1] = None
        app.list.invalidate()
        await pilot.pause()
        assert dump_lines(app)[4] == "   …"


async def test_only_what_is_looked_at_is_read() -> None:
    app = Host(down(1_000_000, 1_000_000))
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.focus()
        await pilot.press("j", "j", "G", "k")
        await pilot.pause()
        assert app.list.current == numbered(2)
        assert app.rows.reads == [(0, 64), (999_936, 1_000_000)]


async def test_times_grow_old() -> None:
    app = Host((3,))
    async with app.run_test(size=(40, 12)) as pilot:
        assert "3 min" in dump(app)
        app.now = NOW + 4 * MINUTE
        app.list.refresh()
        await pilot.pause()
        assert "7 min" in dump(app)


async def test_snippets_stand_for_source_and_names() -> None:
    app = Host((3, 2))
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.snippets = {3: "with a \ue000hit\ue001 in it"}
        app.list.set_source(FakeRows((3, 2)))
        await pilot.pause()
        lines = dump_lines(app)
        assert lines[1].startswith("▎  with a hit in it")
        assert lines[3].startswith("   RFE/RL")
        assert style_of(app, "hit").bold


async def test_the_selected_row_is_brighter_with_the_focus() -> None:
    app = Host((3, 2))
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.focus()
        await pilot.pause()
        assert style_of(app, "▎").color == Color.parse(DARK.variables["selection-mark-focus"])
        assert style_of(app, "Article 3").bgcolor == Color.parse(DARK.variables["selection-focus"])
        assert style_of(app, "Article 2").bgcolor == Color.parse(str(DARK.background))
        app.screen.set_focus(None)
        await pilot.pause()
        assert style_of(app, "▎").color == Color.parse(DARK.variables["selection-mark"])
        assert style_of(app, "Article 3").bgcolor == Color.parse(DARK.variables["selection"])


async def test_the_theme_may_change() -> None:
    app = Host((3, 2))
    async with app.run_test(size=(40, 12)) as pilot:
        app.theme = LIGHT.name
        await pilot.pause()
        assert style_of(app, "Article 2").bgcolor == Color.parse(str(LIGHT.background))
        app.theme = "dracula"
        await pilot.pause()
        assert style_of(app, "Article 2").bgcolor == Color.parse(str(app.available_themes["dracula"].background))


async def test_it_follows_the_size_of_the_screen() -> None:
    app = Host(down(30, 30))
    app.CSS = "ArticleList { width: 1fr; height: 1fr; }"
    async with app.run_test(size=(80, 30)) as pilot:
        app.list.focus()
        await pilot.press(*["j"] * 12)
        await pilot.resize_terminal(60, 8)
        await pilot.pause()
        assert "▎ Article 18" in app.titles()


async def test_hostile_titles_are_harmless() -> None:
    app = Host((3, 2))
    app.rows.changed[3] = replace(MADURO, id=3, title="[/b] [red]x[/red] \x1b[2J\x9b1m", names=())
    async with app.run_test(size=(40, 12)):
        assert dump_lines(app)[0] == "▎● [/b] [red]x[/red] [2J1m"
