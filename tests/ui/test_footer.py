"""The footer's keys."""

from __future__ import annotations

from typing import ClassVar

import pytest
from screen_dump import dump_lines, style_of
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.theme import DARK, install
from tui.widgets.footer import KeyFooter, KeyHint, place_hints


class Pane(Widget, can_focus=True):
    """Something with keys of its own."""

    DEFAULT_CSS = "Pane { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", key_display="⏎"),
        Binding("j,down", "move", "Down", show=False),
        Binding("s,x", "star", "Star"),
    ]

    def action_open(self) -> None:
        self.app.did.append(f"open {self.id}")

    def action_star(self) -> None:
        self.app.did.append(f"star {self.id}")


class Other(Pane):
    """Something with one key more."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("right_square_bracket", "next", "Mention")]


class Card(ModalScreen[None]):
    """A screen on top."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        yield KeyFooter()


class Host(App[None]):
    """Two panes and a footer."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="app.search"),
        Binding("question_mark", "help", "Help"),
        Binding("ctrl+q", "quit", "Quit", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.did: list[str] = []

    def compose(self) -> ComposeResult:
        yield Pane(id="one")
        yield Other(id="two")
        yield KeyFooter()

    def on_mount(self) -> None:
        install(self, DARK.name)

    def action_search(self) -> None:
        self.did.append("search")

    def action_help(self) -> None:
        self.did.append("help")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "help" and "search" in self.did else True


async def test_it_shows_the_keys_of_the_focused_widget() -> None:
    app = Host()
    async with app.run_test(size=(60, 4)) as pilot:
        assert dump_lines(app)[-1] == " ⏎ Open  s Star  / Search  ? Help"
        await pilot.press("tab")
        await pilot.pause()
        assert dump_lines(app)[-1] == " ⏎ Open  s Star  ] Mention  / Search  ? Help"
        assert style_of(app, "]").color != style_of(app, " Mention").color


@pytest.mark.parametrize(
    ("x", "did"), [(1, "open one"), (6, "open one"), (9, "star one"), (17, "search"), (28, "help")]
)
async def test_a_click_presses_the_key(x: int, did: str) -> None:
    app = Host()
    async with app.run_test(size=(60, 4)) as pilot:
        await pilot.click(KeyFooter, offset=(x, 0))
        await pilot.pause()
        assert app.did == [did]


@pytest.mark.parametrize("x", [0, 7, 50])
async def test_a_click_between_keys_does_nothing(x: int) -> None:
    app = Host()
    async with app.run_test(size=(60, 4)) as pilot:
        await pilot.click(KeyFooter, offset=(x, 0))
        await pilot.pause()
        assert app.did == []


async def test_it_follows_screens_and_what_can_be_done() -> None:
    app = Host()
    async with app.run_test(size=(60, 4)) as pilot:
        await pilot.press("slash")
        app.refresh_bindings()
        await pilot.pause()
        assert style_of(app, "?").color == style_of(app, " Help").color, "help cannot be had now"
        await app.push_screen(Card())
        await pilot.pause()
        assert dump_lines(app)[-1] == " esc Close"
        await pilot.press("escape")
        await pilot.pause()
        assert dump_lines(app)[-1].startswith(" ⏎ Open")


async def test_a_keymap_changes_what_is_shown() -> None:
    app = Host()
    async with app.run_test(size=(60, 4)) as pilot:
        app.set_keymap({"app.search": "f"})
        await pilot.pause()
        assert "f Search" in dump_lines(app)[-1]


def test_what_does_not_fit_whole_is_left_out() -> None:
    hints = [KeyHint("enter", "⏎", "Open"), KeyHint("s", "s", "Star"), KeyHint("f", "日", "本")]
    assert [(item.start, item.end) for item in place_hints(hints, 40)] == [(1, 7), (9, 15), (17, 22)]
    assert len(place_hints(hints, 23)) == 3
    assert len(place_hints(hints, 22)) == 2
    assert place_hints(hints, 7) == ()
