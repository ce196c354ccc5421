"""Which panes are visible: a table of widths, the pane with the focus, and what has been put away."""

from __future__ import annotations

import pytest

from tui.screens.panes import Arrangement, Pane, visible_panes

ALL = (Pane.FEEDS, Pane.LIST, Pane.ARTICLE)
SEARCH = (Pane.LIST, Pane.ARTICLE)


@pytest.mark.parametrize(
    ("panes", "arrangement", "visible"),
    [
        (ALL, Arrangement(Pane.LIST, 118), "feeds list article"),
        (ALL, Arrangement(Pane.ARTICLE, 300), "feeds list article"),
        (ALL, Arrangement(Pane.LIST, 118, feeds=False), "list article"),
        (ALL, Arrangement(Pane.FEEDS, 118, feeds=False), "feeds list article"),
        (ALL, Arrangement(Pane.LIST, 117), "list article"),
        (ALL, Arrangement(Pane.ARTICLE, 90), "list article"),
        (ALL, Arrangement(Pane.FEEDS, 90), "feeds list"),
        (ALL, Arrangement(Pane.FEEDS, 89), "feeds"),
        (ALL, Arrangement(Pane.LIST, 80), "list"),
        (ALL, Arrangement(Pane.ARTICLE, 1), "article"),
        (ALL, Arrangement(Pane.ARTICLE, 200, zen=True), "article"),
        (ALL, Arrangement(Pane.LIST, 200, zen=True), "feeds list article"),
        (SEARCH, Arrangement(Pane.LIST, 200), "list article"),
        (SEARCH, Arrangement(Pane.LIST, 90), "list article"),
        (SEARCH, Arrangement(Pane.ARTICLE, 80), "article"),
    ],
)
def test_visible(panes: tuple[Pane, ...], arrangement: Arrangement, visible: str) -> None:
    assert visible_panes(panes, arrangement) == set(visible.split())
