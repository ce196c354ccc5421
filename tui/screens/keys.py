"""The help: the keys of where you are, as they are bound right now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.keys import GROUPS
from tui.screens.dialogs import Dialog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding
    from textual.screen import Screen

_KEYS = 9
"""Cells for the keys, before what they do."""


def key_lines(active: Mapping[str, ActiveBinding]) -> dict[str, dict[str, list[str]]]:
    """Sort active bindings into headings; under each what is done, with the keys that do it."""
    headings: dict[str, dict[str, list[str]]] = {name: {} for name in GROUPS.values()}
    for key, bound in active.items():
        binding = bound.binding
        if not bound.enabled or binding.system or binding.id is None:
            continue
        heading = GROUPS.get(binding.id.partition(".")[0], GROUPS["app"])
        title = binding.tooltip or binding.description
        headings[heading].setdefault(title, []).append(key)
    return {heading: lines for heading, lines in headings.items() if lines}


class KeysScreen(Dialog):
    """The keys that work where the help was asked for: in two columns where there is room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "close", "Close", show=False, id="dialog.help"),
        Binding("j", "scroll('down')", "Down", show=False, id="dialog.down"),
        Binding("k", "scroll('up')", "Up", show=False, id="dialog.up"),
    ]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-one-column"), (108, "-two-columns")]
        self._active = dict(below.active_bindings)

    def compose(self) -> ComposeResult:
        """Groups of keys."""
        groups = [self._group(heading, lines) for heading, lines in key_lines(self._active).items()]
        heights = [len(group.plain.split("\n")) for group in groups]
        half = next(n for n in range(len(groups) + 1) if sum(heights[:n]) >= sum(heights) / 2)
        with VerticalScroll(classes="dialog keys") as box:
            box.border_title = Content("Keys")
            box.border_subtitle = Content("esc close")
            with Container(classes="keys-columns"):
                for column in (groups[:half], groups[half:]):
                    yield Static(Content("\n\n").join(column))

    def _group(self, heading: str, lines: Mapping[str, list[str]]) -> Content:
        shown = [(self._shown(keys), title) for title, keys in lines.items()]
        keys = (Content.assemble((keys.rjust(_KEYS), "$accent"), "  ", title) for keys, title in shown)
        return Content("\n").join((Content.assemble((heading, "bold")), *keys))

    def _shown(self, keys: list[str]) -> str:
        return " ".join(dict.fromkeys(self.app.get_key_display(self._active[key].binding) for key in keys))

    def action_scroll(self, direction: str) -> None:
        """Scroll a line."""
        box = self.query_one(VerticalScroll)
        box.scroll_relative(y=1 if direction == "down" else -1, animate=False)
