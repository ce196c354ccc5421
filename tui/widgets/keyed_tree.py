"""A tree whose nodes are known by what they are, so that they are found again when it is built anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Tree

from tui.widgets.feed_row import HOLDS_OTHERS, FeedNode

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.widgets.tree import TreeNode

    from index import Selection
    from tui.widgets.feed_branches import Key


class KeyedTree(Tree[FeedNode], inherit_bindings=False):
    """The tree's nodes by their keys."""

    _by_key: dict[Key, TreeNode[FeedNode]]

    @property
    def closed_folders(self) -> tuple[str, ...]:
        """The names of the folders that are closed, ":searches" and ":entities" for the headings."""
        closed = (key for key, node in self._by_key.items() if key[0] in HOLDS_OTHERS and not node.is_expanded)
        return tuple(_fold_name(key) for key in closed)

    def close_folders(self, names: Collection[str]) -> None:
        """Close folders."""
        for key, node in self._by_key.items():
            if key[0] in HOLDS_OTHERS and _fold_name(key) in names:
                node.collapse()

    def key_of(self, place: Selection) -> Key | None:
        """What a node is that shows these articles; None where there is no such node."""
        found = (key for key, node in self._by_key.items() if node.data is not None and node.data.selection == place)
        return next(found, None)

    @property
    def cursor_key(self) -> Key | None:
        """What the cursor is at."""
        here = self.cursor_node
        return next((key for key, node in self._by_key.items() if node is here), None)

    def node_of(self, key: Key) -> FeedNode | None:
        """The node of a feed, a folder or another thing; None where there is no such node."""
        node = self._by_key.get(key)
        return node.data if node is not None else None

    def go_to(self, key: Key) -> FeedNode | None:
        """Put the cursor on a node, and return it; None where there is no such node."""
        node = self._by_key.get(key)
        if node is None:
            return None
        self.move_cursor_to(node)
        return node.data

    def move_cursor_to(self, node: TreeNode[FeedNode] | None, line: int = 0) -> None:
        """Put the cursor on a node, or on a line where the node has gone."""
        last = self.last_line  # builds the lines, which gives every node its own
        hidden = node is not None and node.parent is not None and node.parent.is_collapsed
        shown = node.parent if node is not None and hidden else node
        self.cursor_line = shown.line if shown is not None and shown.line >= 0 else min(line, last)


def _fold_name(key: Key) -> str:
    return str(key[1]) or f":{key[0]}"
