"""A line of the feed tree: pure functions from a node to styled segments of an exact width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len

from index import guard
from tui.format import count
from tui.widgets.article_row import MARK, Line
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from rich.segment import Segment

    from index import Selection
    from tui.widgets.inks import Inks

NodeKind = Literal[
    "all", "unread", "starred", "searches", "search", "entities", "entity", "tags", "tag", "folder", "feed"
]

ICONS = {"all": "≡", "unread": "●", "starred": "★", "feed": "·"}
"""What stands before nodes that hold no others and stand at the left."""

HOLDS_OTHERS = frozenset({"folder", "searches", "entities", "tags"})
"""The kinds of nodes that can be opened and closed."""

OPEN, CLOSED = "▾", "▸"
FAILED = "!"
INDENT = 2
"""Cells that a feed in a folder stands further right."""


@dataclass(frozen=True, slots=True)
class FeedNode:
    """A line of the tree: which articles it stands for.

    Attributes:
        selection: its articles; None for a search, which ``query`` asks for, and for a heading.
        unread: articles; for the starred ones and for a tag, how many have that mark.
        error: why the feed failed when it was last asked for, in words; for a folder, how many of its feeds did.
    """

    kind: NodeKind
    title: str
    selection: Selection | None
    unread: int = 0
    error: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class FeedContext:
    """What a node's line depends on besides the node.

    Attributes:
        depth: 0 at the left, 1 in a folder.
        expanded: of a folder.
        selected: whether the line has the mark; ``inks`` are then those of a selected row.
    """

    width: int
    inks: Inks
    depth: int = 0
    expanded: bool = False
    selected: bool = False


def _icon(node: FeedNode, context: FeedContext) -> str:
    if node.kind in HOLDS_OTHERS:
        return OPEN if context.expanded else CLOSED
    return "" if context.depth else ICONS.get(node.kind, "")


def feed_line(node: FeedNode, context: FeedContext) -> list[Segment]:
    """A node's line: mark, icon, title, then what failed and the count at the right; a zero isn't shown."""
    inks = context.inks
    line = Line(context.width)
    line.add(MARK if context.selected else " ", inks.mark)
    line.gap(context.width - 1 - context.depth * INDENT, inks.ground)
    icon = _icon(node, context)
    line.add(f"{icon} " if icon else "", {"unread": inks.unread, "starred": inks.star}.get(node.kind, inks.quiet))
    number = count(node.unread)
    failed = bool(node.error) and not (node.kind in HOLDS_OTHERS and context.expanded)
    reserved = 1 + (cell_len(number) + 1 if number else 0) + (len(FAILED) + 1 if failed else 0)
    bold = node.unread > 0 and node.kind in {"folder", "feed", "search", "entity"}
    title = clip(guard(node.title).strip() or "Untitled", line.room - reserved)
    line.add(title, (inks.strong if bold else inks.ground) + inks.chosen)
    right = [(f"{FAILED} " if number else FAILED, inks.failure)] if failed else []
    line.right((*right, (number, inks.quiet)), inks.ground)
    return line.segments
