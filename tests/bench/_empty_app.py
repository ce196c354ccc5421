"""The yardstick for starting: a Textual app with three empty panes, a header line and a footer line."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static


class Empty(App[None]):
    """Three panes and nothing in them."""

    CSS = "Static { width: 1fr; height: 1fr; } .line { height: 1; width: 100%; }"

    def compose(self) -> ComposeResult:
        """Lay the panes out."""
        yield Static("EMPTYAPP", classes="line")
        with Horizontal():
            yield Static("feeds")
            yield Static("articles")
            yield Static("article")
        yield Static("keys", classes="line")


if __name__ == "__main__":
    Empty().run()
