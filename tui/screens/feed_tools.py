"""What can be done with the feeds of the reader's tree: edit, remove, move, import, export."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from tui.messages import Counted, RefreshWanted
from tui.screens.listing import ListingScreen
from tui.screens.panes import Pane
from tui.session import in_background
from tui.widgets.feed_tree import FeedTree

if TYPE_CHECKING:
    from index import Feed, FeedEdit
    from tui.feed_messages import FeedsChanged
    from tui.widgets.feed_branches import Key

_OURS = frozenset({"edit_feed", "remove_feed", "move_feed"})


class FeedTools(ListingScreen):
    """The keys of feeds and folders: those under the tree's cursor, else the one that is listed."""

    feed_tree: FeedTree
    _followed: Key | None = None
    _kind = ""

    @property
    def feed_here(self) -> Feed | str | None:
        """The feed, or the name of the folder, that keys act on."""
        in_tree = self.feed_tree.has_focus
        key = self.feed_tree.cursor_key if in_tree else self.feed_tree.key_of(self.listing.place)
        if key is not None and key[0] == "folder":
            return str(key[1])
        if key is not None and key[0] == "feed":
            return self.feeds.get(int(key[1]))
        return None

    @on(FeedTree.NodeHighlighted)
    def _tell_keys(self) -> None:
        """What the keys can do changes with the kind of the tree's line; the footer follows."""
        key = self.feed_tree.cursor_key
        kind = key[0] if key is not None else ""
        if kind != self._kind:
            self._kind = kind
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Other things in the tree have keys of their own."""
        if action in _OURS and self.feed_tree.has_focus:
            key = self.feed_tree.cursor_key
            return key is not None and key[0] in {"feed", "folder"}
        return super().check_action(action, parameters)

    def action_refresh_feed(self) -> None:
        """Refresh the feed or the folder under the tree's cursor, else the one that is listed."""
        node = self.feed_tree.cursor_node if self.feed_tree.has_focus else None
        place = node.data.selection if node is not None and node.data is not None else self.listing.place
        chosen = place.feeds if place is not None else None
        urls = tuple(feed.url for feed in self.feeds.values() if chosen is not None and feed.id in chosen)
        if chosen is not None and not urls:
            self.notify("This feed is not followed any more", markup=False)
        else:
            self.post_message(RefreshWanted(urls))

    def action_edit_feed(self) -> None:
        """Rename, move or tag the feed; rename the folder."""
        from tui.screens.feeds_edit import EditFeedDialog, EditFolderDialog  # noqa: PLC0415 - not for the first screen

        here = self.feed_here
        if here is None and self.current is not None:  # the feed of the article
            here = self.feeds.get(self.current.feed)
        if here is None:
            self._nothing_here()
        elif isinstance(here, str):
            self.app.push_screen(EditFolderDialog(self.session, here))
        else:
            self.app.push_screen(EditFeedDialog(self.session, here))

    def action_remove_feed(self) -> None:
        """Remove the feed, or all feeds of the folder; their articles stay."""
        from tui.feed_changes import remove_feeds  # noqa: PLC0415 - as above

        here = self.feed_here if self.feed_tree.has_focus else None
        if here is None:
            self._nothing_here()
            return
        feeds = [feed for feed in self.feeds.values() if feed is here or feed.folder == here]
        self.change_feeds(*remove_feeds(feeds, here if isinstance(here, str) else ""))

    def action_move_feed(self, step: int) -> None:
        """Move the feed up or down in its folder, or the folder among the others."""
        from index import moving, moving_folder  # noqa: PLC0415 - as above

        here = self.feed_here
        if not self.feed_tree.has_focus or here is None:
            return
        edit = moving_folder(here, step) if isinstance(here, str) else moving(here.url, step)
        name = here if isinstance(here, str) else here.title
        self.change_feeds(f"{name} moved {'up' if step < 0 else 'down'}", (edit,), tell=False)

    def action_import_feeds(self) -> None:
        """Subscribe to the feeds of a file of another reader."""
        from tui.screens.feeds_files import import_feeds  # noqa: PLC0415 - as above

        import_feeds(self.app, self.session)

    def action_export_feeds(self) -> None:
        """Write the feeds to a file for another reader."""
        from tui.screens.feeds_files import export_feeds  # noqa: PLC0415 - as above

        export_feeds(self.app, self.session)

    def change_feeds(self, done: str, edits: tuple[FeedEdit, ...], *, tell: bool = True) -> None:
        """Change feeds.toml; every screen hears of it through the app."""
        in_background(self, self._change_feeds(done, edits, tell=tell), group="feeds")

    async def _change_feeds(self, done: str, edits: tuple[FeedEdit, ...], *, tell: bool) -> None:
        from tui.feed_changes import change_feeds  # noqa: PLC0415 - as above

        self.app.post_message(await change_feeds(self.session, *edits, done=done, tell=tell))

    def _nothing_here(self) -> None:
        self.notify("Go to a feed in the tree first", markup=False)

    # -- what has changed

    def feeds_changed(self, event: FeedsChanged) -> None:
        """Show the feeds as they are now; what is listed stays listed, under its new name."""
        key = self.feed_tree.key_of(self.listing.place)
        if key is not None and event.renamed and key == ("folder", event.renamed[0]):
            key = ("folder", event.renamed[1])
        self._followed = key
        self.sync()

    def sync(self) -> None:
        """Show what the archive holds by now."""
        raise NotImplementedError

    @on(Counted)
    def _follow_place(self) -> None:
        """What is listed may have got another name, or other feeds."""
        key, listed = self._followed, self.feed_tree.key_of(self.listing.place)
        if key is None or (listed is not None and listed != key):
            self._followed = None
            return
        node = self.feed_tree.node_of(key)
        if node is None or node.selection is None:
            return
        listing = replace(self.listing, title=node.title, place=node.selection)
        if listing != self.listing:
            row = self.articles.current
            self.list_articles(listing, keep=row.id if row is not None else None)

    def list_feed(self, feed: int) -> None:
        """List a feed's articles."""
        node = self.feed_tree.go_to(("feed", feed))
        if node is not None and node.selection is not None:
            self.list_articles(replace(self.listing, title=node.title, place=node.selection))
            self.panes.go(Pane.LIST)
