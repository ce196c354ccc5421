"""The line at the bottom: the keys that work where you are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.widgets.article_row import Line
from tui.widgets.drawn_line import DrawnLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.segment import Segment
    from textual import events
    from textual.app import App
    from textual.binding import ActiveBinding
    from textual.screen import Screen

    from tui.widgets.inks import Inks


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key and what it does.

    Attributes:
        key: as Textual names it.
        display: as it is shown.
    """

    key: str
    display: str
    label: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A hint on the line: the cells that it takes, end exclusive."""

    start: int
    end: int
    hint: KeyHint


def place_hints(hints: Iterable[KeyHint], width: int) -> tuple[Placed, ...]:
    """The hints that fit the line whole, from the left, two cells between them."""
    placed: list[Placed] = []
    start = 1
    for hint in hints:
        end = start + cell_len(hint.display) + 1 + cell_len(hint.label)
        if end > width - 1:
            break
        placed.append(Placed(start, end, hint))
        start = end + 2
    return tuple(placed)


def footer_line(placed: Iterable[Placed], width: int, inks: Inks, pending: str = "") -> list[Segment]:
    """The footer, ``width`` cells wide; what is typed of a key that isn't whole yet stands at its right."""
    line = Line(width)
    for item in placed:
        line.gap(width - item.start, inks.ground)
        line.add(item.hint.display, inks.key if item.hint.enabled else inks.quiet)
        line.add(f" {item.hint.label}", inks.quiet)
    line.right(((pending, inks.key),) if pending else (), inks.ground)
    return line.segments


def hints_of(bindings: Iterable[ActiveBinding], app: App[object]) -> tuple[KeyHint, ...]:
    """What the footer says of the active bindings: those that are shown, each action once."""
    hints: dict[str, KeyHint] = {}
    for active in bindings:
        binding = active.binding
        if binding.show and binding.description and binding.action not in hints:
            display = app.get_key_display(binding)
            hints[binding.action] = KeyHint(binding.key, display, binding.description, active.enabled)
    return tuple(hints.values())


class KeyFooter(DrawnLine):
    """One line of keys, which follows the focus; a click does what the key does."""

    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom;
        height: 1;
        width: 1fr;
        background: $footer-background;
        color: $footer-foreground;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints: tuple[KeyHint, ...] = ()
        self._pending = ""

    def pending(self, typed: str) -> None:
        """Show what is typed of a key that isn't whole yet, such as a count."""
        self._pending = f"{typed} …" if typed else ""
        self.refresh()

    def _placed(self) -> tuple[Placed, ...]:
        """The hints that fit beside what is pending."""
        return place_hints(self._hints, self.size.width - (cell_len(self._pending) + 1 if self._pending else 0))

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        hints = hints_of(screen.active_bindings.values(), self.app)
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """The keys that fit."""
        if not self._hints:  # the first screen is drawn before the screen has told of its bindings
            self._hints = hints_of(self.screen.active_bindings.values(), self.app)
        return footer_line(self._placed(), width, self.inks, self._pending)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        for item in self._placed():
            if item.start <= event.x < item.end and item.hint.enabled:
                self.app.simulate_key(item.hint.key)
