"""How the feeds are doing, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.feed_changes import change_feeds, remove_feeds
from tui.keys import HEALTH_KEYS, bindings
from tui.messages import RefreshWanted
from tui.screens.health_table import HealthTable
from tui.screens.reader import ReaderScreen
from tui.session import in_background
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from index import Feed


class HealthScreen(HealthTable):
    """The table of feeds, with keys for the one under the cursor."""

    BINDINGS = bindings(HEALTH_KEYS)

    @on(RowList.Chosen)
    def action_articles(self) -> None:
        """List the feed's articles in the reader."""
        feed = self.selected
        if feed is None:
            return
        reader = self._reader
        self.app.pop_screen()
        if reader is not None:
            reader.list_feed(feed.id)

    def action_refresh(self) -> None:
        """Refresh the feed now."""
        if self.selected is not None:
            self.app.post_message(RefreshWanted((self.selected.url,)))

    def action_edit(self) -> None:
        """Rename, move or tag the feed."""
        from tui.screens.feeds_edit import EditFeedDialog  # noqa: PLC0415 - only who edits needs it

        if self.selected is not None:
            self.app.push_screen(EditFeedDialog(self.session, self.selected))

    def action_remove(self) -> None:
        """Remove the feed; its articles stay."""
        if self.selected is not None:
            in_background(self, self._remove(self.selected), group="feeds")

    async def _remove(self, feed: Feed) -> None:
        done, edits = remove_feeds([feed])
        self.app.post_message(await change_feeds(self.session, *edits, done=done))

    def action_site(self) -> None:
        """Open the feed's site in the browser."""
        feed, reader = self.selected, self._reader
        if feed is None or reader is None:
            return
        if feed.link:
            reader.open_link(feed.link)
        else:
            self.notify("The feed names no site.", markup=False)

    def action_leave(self) -> None:
        """Back to the reader."""
        self.app.pop_screen()

    @property
    def _reader(self) -> ReaderScreen | None:
        return next((screen for screen in self.app.screen_stack if isinstance(screen, ReaderScreen)), None)
