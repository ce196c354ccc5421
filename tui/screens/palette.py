"""The command palette: every action that is possible where you are, with its key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import ActiveBinding
    from textual.dom import DOMNode

from tui.keys import COMMANDS, KEYLESS
from tui.screens.panes import STYLES


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the palette."""

    title: str
    keys: str
    action: str
    node: DOMNode


class Palette(CommandPalette):
    """The palette in our own looks."""

    CSS_PATH = STYLES / "palette.tcss"


class KeyCommands(Provider):
    """Everything that a key does on the screen below, found by its words."""

    async def search(self, query: str) -> Hits:
        """Give the commands whose titles answer the typed letters."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.title)
            if score > 0:
                shown = Content.assemble(matcher.highlight(command.title), "  ", (command.keys, "dim"))
                yield Hit(score, shown, partial(self._run, command), text=command.title)

    async def discover(self) -> Hits:
        """Give every command."""
        for command in self._commands():
            shown = Content.assemble(command.title, "  ", (command.keys, "dim"))
            yield DiscoveryHit(shown, partial(self._run, command), text=command.title)

    def _commands(self) -> Iterator[Command]:
        keys: dict[str, list[str]] = {}
        bounds: dict[str, ActiveBinding] = {}
        for bound in self.screen.active_bindings.values():
            binding = bound.binding
            if binding.id and bound.enabled and not binding.system:
                title = binding.tooltip or binding.description
                keys.setdefault(title, []).append(self.app.get_key_display(binding))
                bounds.setdefault(title, bound)
        for title, bound in sorted(bounds.items(), key=lambda item: (item[1].binding.id not in COMMANDS, item[0])):
            yield Command(title, " ".join(dict.fromkeys(keys[title])), bound.binding.action, bound.node)
        for key in KEYLESS:
            node: DOMNode = self.app if key.id.startswith("app.") else self.screen
            if hasattr(node, f"action_{key.action.partition('(')[0]}"):
                yield Command(key.title, "", key.action, node)

    async def _run(self, command: Command) -> None:
        await self.app.run_action(command.action, command.node)
