"""The help: the keys of where you are, as they are bound right now."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.keys import GROUPS
from tui.screens.dialogs import Dialog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding
    from textual.screen import Screen

_LEAST_TITLE = 8
"""Cells for what a key does, however narrow the terminal."""

_KEYS = 9
"""Cells for the keys, before what they do."""

_COLUMN, _ONLY_COLUMN, _GAP, _FRAME = 46, 66, 2, 8
"""Cells of a column, of one that stands alone, between two of them, and around them all."""

_MOST_COLUMNS = 3


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


def in_columns(heights: Sequence[int], columns: int) -> list[tuple[int, int]]:
    """Which groups go into which column, so that the tallest column is as low as can be: start and end of each.

    Groups keep their order. Columns that nothing is left for are left out.
    """
    for limit in range(max(heights, default=0), sum(heights) + 1):
        parts: list[tuple[int, int]] = []
        start = filled = 0
        for number, height in enumerate(heights):
            if filled + height > limit:
                parts.append((start, number))
                start, filled = number, 0
            filled += height
        parts.append((start, len(heights)))
        if len(parts) <= columns:
            return parts
    return []


class KeysScreen(Dialog):
    """The keys that work where the help was asked for, in as many columns as there is room for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "close", "Close", show=False, id="dialog.help"),
        Binding("j", "scroll('down')", "Down", show=False, id="dialog.down"),
        Binding("k", "scroll('up')", "Up", show=False, id="dialog.up"),
    ]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._active = dict(below.active_bindings)

    def compose(self) -> ComposeResult:
        """Groups of keys."""
        with VerticalScroll(classes="dialog keys") as box:
            box.border_title = Content("Keys")
            box.border_subtitle = Content("esc close")
            with Container(classes="keys-columns"):
                for _ in range(_MOST_COLUMNS):
                    yield Static()

    def on_resize(self, event: events.Resize) -> None:
        """Set the groups in columns of an even height."""
        room = event.size.width - _FRAME
        columns = max(1, min(_MOST_COLUMNS, room // (_COLUMN + _GAP)))
        width = min(_COLUMN if columns > 1 else _ONLY_COLUMN, room // columns - _GAP)
        groups = [self._group(heading, lines, width) for heading, lines in key_lines(self._active).items()]
        parts = in_columns([len(group.plain.split("\n")) + 1 for group in groups], columns)
        for number, static in enumerate(self.query(Static)):
            static.display = number < len(parts)
            if static.display:
                static.styles.width = width + _GAP
                static.update(Content("\n\n").join(groups[slice(*parts[number])]))
        box = self.query_one(VerticalScroll)
        box.styles.width = len(parts) * (width + _GAP) + _FRAME

    def _group(self, heading: str, lines: Mapping[str, list[str]], width: int) -> Content:
        shown: list[Content] = [Content.styled(heading, "bold")]
        for title, keys in lines.items():
            first, *rest = textwrap.wrap(title, max(_LEAST_TITLE, width - _KEYS - 2))
            shown.append(Content.assemble((self._shown(keys).rjust(_KEYS), "$accent"), "  ", first))
            shown += [Content(" " * (_KEYS + 2) + line) for line in rest]
        return Content("\n").join(shown)

    def _shown(self, keys: list[str]) -> str:
        return " ".join(dict.fromkeys(self.app.get_key_display(self._active[key].binding) for key in keys))

    def action_scroll(self, direction: str) -> None:
        """Scroll a line."""
        box = self.query_one(VerticalScroll)
        box.scroll_relative(y=1 if direction == "down" else -1, animate=False)
