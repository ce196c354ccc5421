"""The screens that a key opens from everywhere, each imported when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.screen import Screen

    from tui.session import Session


def _tour(session: Session) -> Screen[str | None]:
    from tui.screens.tour import TourScreen  # noqa: PLC0415

    return TourScreen(session.keymap)


def _themes(session: Session) -> Screen[str | None]:  # noqa: ARG001 - as the others
    from tui.screens.themes import ThemesScreen  # noqa: PLC0415

    return ThemesScreen()


def _news(session: Session) -> Screen[None]:
    from tui.screens.news import NewsScreen  # noqa: PLC0415

    return NewsScreen(session)


def _corrections(session: Session) -> Screen[str | None]:
    from tui.screens.corrections import CorrectionsScreen  # noqa: PLC0415

    return CorrectionsScreen(session)


def _add_feed(session: Session) -> Screen[str | None]:
    from tui.screens.feeds_add import AddFeedScreen  # noqa: PLC0415

    return AddFeedScreen(session)


def _health(session: Session) -> Screen[None]:
    from tui.screens.health import HealthScreen  # noqa: PLC0415

    return HealthScreen(session)


SCREENS: Mapping[str, Callable[[Session], Screen[None] | Screen[str | None]]] = {
    "add_feed": _add_feed,
    "corrections": _corrections,
    "health": _health,
    "news": _news,
    "themes": _themes,
    "tour": _tour,
}
"""By the name that the action ``app.open('name')`` gives them."""
