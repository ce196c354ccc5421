"""What stands where an article would be when none is open: the keys that open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.parts import Page, Part, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

KeyHint = tuple[str, str]
"""A key and what it does."""

HINTS: Sequence[KeyHint] = (
    ("Enter", "open the article under the cursor"),
    ("n", "open the next unread article"),
    ("/", "search the archive"),
    ("?", "all keys"),
)


def empty_page(hints: Sequence[KeyHint] = HINTS) -> Page:
    """A page that teaches which keys open an article."""
    width = max((len(key) for key, _ in hints), default=0) + 2
    parts = [Part(Role.HEADLINE, "No article is open"), Part(Role.RULE, "", gap=0)]
    for index, (key, meaning) in enumerate(hints):
        parts.append(Part(Role.NOTE, meaning, first=key.ljust(width), rest=" " * width, gap=int(index == 0)))
    return Page(tuple(parts))
