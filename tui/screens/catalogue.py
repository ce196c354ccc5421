"""The screens that a key opens from everywhere, each imported when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.screen import Screen

    from tui.session import Session


SCREENS: Mapping[str, Callable[[Session], Screen[None]]] = {}
"""By the name that the action ``app.open('name')`` gives them."""
