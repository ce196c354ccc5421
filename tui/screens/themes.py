"""Choosing a theme: what the cursor is on is put on at once, Escape puts the old one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.screens.dialogs import Dialog
from tui.theme import DARK, LIGHT, PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.theme import Theme


def in_order(themes: Iterable[Theme]) -> list[Theme]:
    """Ours first, then the dark ones, the light ones and the terminal's own colours, by name.

    The plain one, which is for ``NO_COLOR``, is left out.
    """
    own = (DARK.name, LIGHT.name)
    shown = [theme for theme in themes if theme.name != PLAIN.name]
    return sorted(shown, key=lambda theme: (theme.name not in own, theme.ansi, not theme.dark, theme.name))


class ThemesScreen(Dialog):
    """A list of every theme. The chosen one is remembered until feeds.toml names another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor('down')", "Down", show=False, id="dialog.down"),
        Binding("k", "cursor('up')", "Up", show=False, id="dialog.up"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._before = ""

    def compose(self) -> ComposeResult:
        """The list, its cursor on the theme that is on."""
        self._before = self.app.theme
        options = [Option(_line(theme), id=theme.name) for theme in in_order(self.app.available_themes.values())]
        themes = OptionList(*options, classes="dialog themes", markup=False)
        themes.border_title = Content("Themes")
        themes.border_subtitle = Content("⏎ take  esc as before")
        themes.highlighted = next((n for n, option in enumerate(options) if option.id == self._before), 0)
        yield themes

    @on(OptionList.OptionHighlighted)
    def _put_on(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id and self.is_current:
            self.app.theme = event.option_id

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.app.theme = event.option_id or self._before
        self.answer(event.option_id)

    def action_cursor(self, direction: str) -> None:
        """Move to the next or the previous theme."""
        themes = self.query_one(OptionList)
        if direction == "down":
            themes.action_cursor_down()
        else:
            themes.action_cursor_up()

    def action_close(self) -> None:
        """Put the theme of before back."""
        self.app.theme = self._before
        super().action_close()


def _line(theme: Theme) -> Content:
    kind = "the terminal's colours" if theme.ansi else "dark" if theme.dark else "light"
    return Content.assemble((theme.name.ljust(24), ""), (kind, "$text-muted"))
