"""The tree of feeds: everything, what is unread, what is starred, then the feeds in their folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from index import guard
from tui.counts import times, whole_count
from tui.widgets.feed_branches import Branch, Key, TreeContents, branches, walk
from tui.widgets.feed_row import HOLDS_OTHERS, INDENT, FeedContext, FeedNode, feed_line
from tui.widgets.inks import InkSet, ink_set
from tui.widgets.keyed_tree import KeyedTree

if TYPE_CHECKING:
    from textual import events
    from textual.widgets import Tree
    from textual.widgets.tree import TreeNode


class FeedTree(KeyedTree, inherit_bindings=False):
    """The feeds, with what is unread in each.

    Foreign text (titles, folder names, errors) is never markup here.
    """

    DEFAULT_CSS = """
    FeedTree, FeedTree:focus {
        background: $surface;
        background-tint: transparent;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "cursor_down", "Down", show=False, id="list.down"),
        Binding("k,up", "cursor_up", "Up", show=False, id="list.up"),
        Binding("g,home", "go(0)", "First feed", show=False, id="list.top"),
        Binding("G,end", "go(-1)", "Last feed", show=False, id="list.bottom"),
        Binding("ctrl+d,pagedown", "page(1)", "Page down", show=False, id="list.page_down"),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="list.page_up"),
        Binding("enter", "select_cursor", "Articles", key_display="⏎", id="feeds.choose", tooltip="List its articles"),
        Binding("f", "unfollow", "Follow no longer", id="feeds.unfollow", tooltip="Follow this name no longer"),
        Binding("space,o", "toggle_node", "Open or close", key_display="space", id="feeds.toggle"),
        Binding("a", "app.open('add_feed')", "Add", id="feeds.add", tooltip="Add a feed"),
        Binding("m", "screen.edit_feed", "Edit", id="feeds.edit", tooltip="Rename, move or tag this feed or folder"),
    ]

    class Chosen(Message):
        """A node was chosen: its articles are wanted."""

        def __init__(self, node: FeedNode, tree: FeedTree) -> None:
            super().__init__()
            self.node = node
            self.tree = tree

        @property
        def control(self) -> FeedTree:
            """The tree."""
            return self.tree

    class Unfollowed(Message):
        """An entity is to be followed no longer."""

        def __init__(self, entity: int) -> None:
            super().__init__()
            self.entity = entity

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(Text("Feeds"), id=id, classes=classes)
        self.show_root = False
        self.show_guides = False
        self.guide_depth = INDENT
        self.auto_expand = False
        self._by_key: dict[Key, TreeNode[FeedNode]] = {}
        self._shape: tuple[tuple[Key, tuple[Key, ...]], ...] = ()
        self._inks: InkSet | None = None

    # What the tree shows

    def show(self, contents: TreeContents) -> None:
        """Show feeds and what else is listed, with their counts; the cursor, what is open and the scroll place stay."""
        wanted = branches(contents)
        shape = tuple(branch.shape for branch in wanted)
        if shape == self._shape:
            for branch in walk(wanted):
                self._by_key[branch.key].data = branch.node
            self.refresh()
        else:
            self._rebuild(wanted)
            self._shape = shape

    def _rebuild(self, wanted: tuple[Branch, ...]) -> None:
        closed = {key for key, node in self._by_key.items() if key[0] in HOLDS_OTHERS and not node.is_expanded}
        here = self.cursor_node
        key = next((key for key, node in self._by_key.items() if node is here), ("all", ""))
        line, top = max(0, self.cursor_line), self.scroll_offset.y
        self.clear()
        self._by_key = {}
        for branch in wanted:
            self._add(self.root, branch, closed)
        self.root.expand()
        self.move_cursor_to(self._by_key.get(key), line)
        self.scroll_to(y=top, animate=False, force=True)

    def _add(self, parent: TreeNode[FeedNode], branch: Branch, closed: set[Key]) -> None:
        folder = branch.node.kind in HOLDS_OTHERS
        label = Text(guard(branch.node.title).strip() or "Untitled")
        expand = folder and branch.key not in closed
        node = parent.add(label, branch.node, expand=expand, allow_expand=folder)
        self._by_key[branch.key] = node
        for below in branch.below:
            self._add(node, below, closed)

    # Drawing

    def get_label_width(self, node: TreeNode[FeedNode]) -> int:  # noqa: ARG002
        """No label is wider than the pane: long titles are cut."""
        return 1

    def notify_style_update(self) -> None:
        """The theme or the focus has changed."""
        super().notify_style_update()
        self._inks = None

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        if self._inks is None:
            self._inks = ink_set(self.app, self.rich_style)
        inks = self._inks
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        node = self.get_node_at_line(line)
        if node is None or node.data is None:
            return Strip.blank(width, inks.usual.ground)
        selected = line == self.cursor_line
        chosen = (inks.focused if self.has_focus else inks.selected) if selected else inks.usual
        depth = 0 if node.parent is self.root else 1
        return Strip(feed_line(node.data, FeedContext(width, chosen, depth, node.is_expanded, selected)), width)

    # Moving and choosing

    def on_tree_node_selected(self, event: Tree.NodeSelected[FeedNode]) -> None:
        """Say which articles are wanted; a heading opens or closes."""
        event.stop()
        if event.node.data is None:
            return
        if event.node.data.selection is None and event.node.allow_expand:
            event.node.toggle()
        else:
            self.post_message(self.Chosen(event.node.data, self))

    @property
    def entity_here(self) -> int | None:
        """The followed entity under the cursor."""
        node = self.cursor_node.data if self.cursor_node is not None else None
        is_entity = node is not None and node.kind == "entity" and node.selection is not None
        return node.selection.entity if is_entity and node and node.selection else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys that have nothing to do here to the screen."""
        if action == "unfollow":
            return self.entity_here is not None
        return super().check_action(action, parameters)

    def action_unfollow(self) -> None:
        """Follow the entity under the cursor no longer."""
        if self.entity_here is not None:
            self.post_message(self.Unfollowed(self.entity_here))

    def action_cursor_down(self) -> None:
        """Go a line down, or as many as were counted."""
        self._move(self.cursor_line + times(self))

    def action_cursor_up(self) -> None:
        """Go a line up, or as many as were counted."""
        self._move(self.cursor_line - times(self))

    def action_go(self, line: int) -> None:
        """Go to a line, -1 being the last, or to the one that was counted, from 1."""
        counted = whole_count(self)
        self._move(counted - 1 if counted else self.last_line if line < 0 else line)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in view, less one line."""
        self._move(self.cursor_line + pages * times(self) * max(1, self.scrollable_content_region.height - 1))

    def _move(self, line: int) -> None:
        self.cursor_line = max(0, min(line, self.last_line))
        self.scroll_to_line(self.cursor_line, animate=False)

    def _line_at(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset(self)
        line = offset.y + self.scroll_offset.y if offset is not None else -1
        return line if 0 <= line <= self.last_line else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say why a feed failed when the mouse rests on it."""
        line = self._line_at(event)
        node = self.get_node_at_line(line) if line is not None else None
        error = guard(node.data.error) if node is not None and node.data is not None else ""
        self.tooltip = Content(error) if error else None

    async def on_click(self, event: events.Click) -> None:
        """Choose the clicked node; a click on a folder's triangle opens or closes it."""
        line = self._line_at(event)
        node = self.get_node_at_line(line) if line is not None else None
        if node is None or line is None:
            return
        if node.allow_expand and event.x <= INDENT:
            node.toggle()
            return
        self.cursor_line = line
        self.action_select_cursor()
