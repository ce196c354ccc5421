"""What the news are looked at by, and what is said where they say little: pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from index import EntityType
from tui.format import DAY, absolute_time
from tui.widgets.entity_rows import TextRow

if TYPE_CHECKING:
    from tui.entity_messages import RisersFound
    from tui.widgets.entity_rows import Ink


@dataclass(frozen=True, slots=True)
class Period:
    """How far back from the newest article the news go."""

    title: str
    days: int
    noun: str


PERIODS = (
    Period("last day", 1, "day"),
    Period("last week", 7, "week"),
    Period("last month", 30, "month"),
)

TYPE_CHOICES: tuple[tuple[str, EntityType | None], ...] = (
    ("all", None),
    ("people", EntityType.PERSON),
    ("organisations", EntityType.ORG),
    ("places", EntityType.PLACE),
    ("groups", EntityType.GROUP),
    ("events", EntityType.EVENT),
)

_ENOUGH_PAST = 2
"""How many times as long as the period the archive must go back for the past to say something."""


def nothing_rises(found: RisersFound, period: Period) -> list[TextRow]:
    """Why nobody is listed, and what to do."""
    if not found.newest:
        return _said("Nothing here yet", ("R", " fetches your feeds; who is in the news shows here then."))
    if not found.named:
        return _said(
            "No names are known yet",
            ("R", " looks for them when it has fetched; wirecopy refresh says what it needs where it cannot."),
        )
    kind = next(title for title, kind in TYPE_CHOICES if kind is found.kind)
    who = "Nobody and nothing" if found.kind is None else f"None of the {kind}"
    return _said(
        f"{who} is in the news more than usual",
        ("W", f" looks at another period than the last {period.noun}, "),
        ("H", " at other names."),
    )


def about_past(found: RisersFound, period: Period) -> Content:
    """Up to when the period goes, and how far the past that it is compared with can be trusted."""
    if not found.newest:
        return Content("")
    until = f"The {period.noun} up to {absolute_time(found.newest)}, against what was usual before."
    if found.newest - found.oldest >= _ENOUGH_PAST * period.days * DAY:
        return Content(until)
    since = f"The archive begins on {absolute_time(found.oldest)}: too late to say what is usual in a {period.noun}."
    return Content(f"{until}\n{since}")


def _said(headline: str, *keys: tuple[str, str]) -> list[TextRow]:
    rest: list[tuple[str, Ink]] = []
    for key, words in keys:
        rest += [(key, "key"), (words, "quiet")]
    return [TextRow(), TextRow(((headline, "strong"),)), TextRow(tuple(rest))]
