"""The tree of feeds as it is used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from screen_dump import dump, dump_lines, style_of
from textual import on
from textual.app import App

from index import Feed, Selection
from tui.theme import DARK, install
from tui.widgets.feed_branches import TreeContents
from tui.widgets.feed_tree import FeedTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui.widgets.feed_row import FeedNode

FEEDS = (
    Feed(1, "https://a.example/", "RFE/RL", "World", unread=42),
    Feed(2, "https://b.example/", "American Military News", "World", unread=86, error="The server said 503."),
    Feed(3, "https://c.example/", "Ars Technica", "Tech", unread=1284),
    Feed(4, "https://d.example/", "Reuters", "World"),
    Feed(5, "https://e.example/", "Kottke", unread=3),
)


class Host(App[None]):
    """Nothing but a tree; takes down what was chosen."""

    CSS = "FeedTree { width: 30; height: 12; }"

    def __init__(self, feeds: Sequence[Feed] = FEEDS) -> None:
        super().__init__()
        self.feeds = feeds
        self.tree_of_feeds = FeedTree()
        self.chosen: list[FeedNode] = []

    def compose(self) -> ComposeResult:
        yield self.tree_of_feeds

    def on_mount(self) -> None:
        install(self, DARK.name)
        self.show(self.feeds)
        self.tree_of_feeds.focus()

    def show(self, feeds: Sequence[Feed], unread: int = 1415, starred: int = 0) -> None:
        self.tree_of_feeds.show(TreeContents(tuple(feeds), unread, starred))

    @on(FeedTree.Chosen)
    def _chosen(self, event: FeedTree.Chosen) -> None:
        self.chosen.append(event.node)

    @property
    def selected(self) -> str:
        """The line with the mark."""
        return next(line for line in dump_lines(self, self.tree_of_feeds) if line.startswith("▎"))


async def test_the_tree() -> None:
    app = Host()
    async with app.run_test(size=(30, 12)):
        assert dump(app) == "\n".join(
            [
                "▎≡ All",
                " ● Unread               1,415",
                " ★ Starred",
                " ▾ World                  128",
                "   RFE/RL                  42",
                "   American Military Ne… ! 86",
                "   Reuters",
                " ▾ Tech                 1,284",
                "   Ars Technica         1,284",
                " · Kottke                   3",
            ]
        )


async def test_counts_are_aligned_and_a_zero_is_not_shown() -> None:
    app = Host()
    async with app.run_test(size=(30, 12)):
        lines = dump_lines(app)
        assert lines[0] == "▎≡ All"
        assert lines[6] == "   Reuters"
        counted = [line for line in lines if line and line[-1].isdigit()]
        assert len(counted) == 7
        assert {len(line) for line in counted} == {29}


async def test_unread_is_bold_and_counts_are_quiet() -> None:
    app = Host()
    async with app.run_test(size=(30, 12)):
        assert style_of(app, "RFE/RL").bold
        assert not style_of(app, "Reuters").bold
        assert style_of(app, "1,415").color != style_of(app, "Reuters").color


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("j", "● Unread"),
        ("down down", "★ Starred"),
        ("G", "· Kottke"),
        ("end k", "Ars Technica"),
        ("G j", "· Kottke"),
        ("k", "≡ All"),
        ("G g", "≡ All"),
        ("G home", "≡ All"),
        ("j j j space j", "▾ Tech"),
        ("j j j o j", "▾ Tech"),
        ("j j j space space j", "RFE/RL"),
        ("ctrl+d", "· Kottke"),
        ("pagedown pageup", "≡ All"),
    ],
)
async def test_keys(keys: str, selected: str) -> None:
    app = Host()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.press(*keys.split())
        await pilot.pause()
        assert selected in app.selected


async def test_keys_of_the_panes_are_left_alone() -> None:
    app = Host()
    async with app.run_test(size=(30, 12)):
        bound = {key for key, active in app.screen.active_bindings.items() if active.node is app.tree_of_feeds}
        assert "j" in bound
        assert not bound & {"left", "right", "h", "l", "tab", "q"}


@pytest.mark.parametrize(
    ("line", "kind", "selection"),
    [
        (0, "all", Selection()),
        (1, "unread", Selection(unread=True)),
        (2, "starred", Selection(starred=True)),
        (3, "folder", Selection(feeds=(1, 2, 4))),
        (4, "feed", Selection(feeds=(1,))),
        (9, "feed", Selection(feeds=(5,))),
    ],
)
async def test_enter_and_a_click_choose(line: int, kind: str, selection: Selection) -> None:
    app = Host()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.press(*["j"] * line, "enter")
        await pilot.click(app.tree_of_feeds, offset=(8, line))
        await pilot.pause()
        assert [(node.kind, node.selection) for node in app.chosen] == [(kind, selection)] * 2
        assert "▾ World" in dump(app), "choosing a folder leaves it open"


async def test_a_click_on_the_triangle_closes_a_folder() -> None:
    app = Host()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.click(app.tree_of_feeds, offset=(1, 3))
        await pilot.pause()
        lines = dump_lines(app)
        assert lines[3].startswith(" ▸ World")
        assert lines[3].endswith("! 128"), "it says that one of its feeds failed"
        assert lines[4].startswith(" ▾ Tech")
        assert app.chosen == []


async def test_counts_change_in_place() -> None:
    app = Host()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.press("j", "j", "j", "space", "j", "j")
        assert "Ars Technica" in app.selected
        nodes = list(app.tree_of_feeds.root.children)
        app.show([replace(feed, unread=feed.unread + 1, error="") for feed in FEEDS], unread=1420, starred=7)
        await pilot.pause()
        assert list(app.tree_of_feeds.root.children) == nodes, "nothing was built anew"
        assert "Ars Technica" in app.selected
        assert app.selected.endswith("1,285")
        assert dump_lines(app)[2].endswith(" 7")
        assert "!" not in dump(app)


async def test_a_new_feed_keeps_cursor_and_folders() -> None:
    app = Host()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.press("j", "j", "j", "space", "j", "j")
        app.show([Feed(9, "https://n.example/", "Newcomer", "Early"), *FEEDS])
        await pilot.pause()
        assert "Ars Technica" in app.selected
        titles = [line.strip("▎ ").split("  ")[0] for line in dump_lines(app) if line]
        assert titles == [
            "≡ All",
            "● Unread",
            "★ Starred",
            "▾ Early",
            "Newcomer",
            "▸ World",
            "▾ Tech",
            "Ars Technica",
            "· Kottke",
        ]


async def test_the_cursor_stays_about_where_a_feed_has_gone() -> None:
    app = Host()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.press(*["j"] * 5)
        app.show([feed for feed in FEEDS if feed.id != 2])
        await pilot.pause()
        assert "Reuters" in app.selected
        app.show([])
        await pilot.pause()
        assert "★ Starred" in app.selected


async def test_a_long_tree_keeps_its_place() -> None:
    app = Host([Feed(number, "u", f"Feed {number}") for number in range(1, 60)])
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.press(*["j"] * 30)
        before = dump_lines(app)
        app.show([Feed(number, "u", f"Feed {number}") for number in range(1, 61)])
        await pilot.pause()
        assert [line[:20].rstrip() for line in dump_lines(app)] == [line[:20].rstrip() for line in before]


async def test_feeds_of_one_title_and_markup_in_titles_are_harmless() -> None:
    feeds = [
        Feed(1, "u", "[b]x", "[/b] [red]", error="[@click=app.quit]no[/]"),
        Feed(2, "u", "[b]x", "[/b] [red]"),
        Feed(3, "u", "", ""),
        Feed(4, "u", "\x1b[2J日本のニュース配信サービス日本のニュース", ""),
    ]
    app = Host(feeds)
    async with app.run_test(size=(30, 12)) as pilot:
        lines = dump_lines(app)
        assert lines[3] == " ▾ [/b] [red]"
        assert lines[4].startswith("   [b]x")
        assert lines[4].endswith("!")
        assert lines[5] == "   [b]x"
        assert lines[6] == " · u"
        assert lines[7].startswith(" · [2J日本")
        await pilot.press(*["j"] * 5, "enter")
        await pilot.pause()
        assert app.chosen[-1].selection == Selection(feeds=(2,))
        await pilot.hover(app.tree_of_feeds, offset=(6, 4))
        await pilot.pause()
        assert str(app.tree_of_feeds.tooltip) == "[@click=app.quit]no[/]"


async def test_the_mouse_shows_why_a_feed_failed() -> None:
    app = Host()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.hover(app.tree_of_feeds, offset=(6, 5))
        await pilot.pause()
        assert str(app.tree_of_feeds.tooltip) == "The server said 503."
        await pilot.hover(app.tree_of_feeds, offset=(6, 4))
        await pilot.pause()
        assert app.tree_of_feeds.tooltip is None
