"""The library's feeds: which there are, how they are doing, how feeds.toml is changed and new feeds are found."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from index.config import load_config
from index.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.archive import Archive
    from index.config import Config, Paths
    from index.config_edit import Edited, FeedEdit
    from index.discovery_types import Discovery
    from index.opml import Exported
    from index.report_types import FeedHealth
    from index.subscriptions import ImportPlan
    from index.types import Feed, FeedConfig


class FeedLibrary:
    """The part of the library that deals with feeds and with feeds.toml."""

    paths: Paths
    config: Config
    archive: Archive

    def reload_config(self, config: Config | None = None) -> Config:
        """Read feeds.toml again, and have the archive follow it.

        Raises:
            ConfigError: feeds.toml is wrong; the archive keeps the feeds that it had.
        """
        self.config = config or load_config(self.paths.feeds, memory=self.paths.archive)
        self.archive.feeds.sync(self.config.feeds)
        return self.config

    def edit_feeds(self, *edits: FeedEdit) -> Edited:
        """Change feeds.toml, all edits or none, and have the archive follow it; what comes back can be taken back.

        Raises:
            ConfigError: the file cannot be read, edited safely or written, or it would come to say something wrong.
            NotFoundError: what is to be edited is not there.
        """
        from index.config_edit import apply_edits  # noqa: PLC0415 - editing is rare

        edited = apply_edits(self.paths.feeds, *edits)
        self.reload_config(edited.config)
        return edited

    def revert_feeds(self, edited: Edited) -> Edited:
        """Take edits of feeds.toml back; what others have changed there since stays.

        Raises:
            ConfigError: the file cannot be read, edited safely or written.
        """
        from index.config_undo import revert_edit  # noqa: PLC0415 - editing is rare

        reverted = revert_edit(self.paths.feeds, edited)
        self.reload_config(reverted.config)
        return reverted

    def subscribed(self, address: str) -> FeedConfig | None:
        """The feed of feeds.toml with this address, however it is spelt."""
        from index.config_table import feed_address_key  # noqa: PLC0415 - not needed for the first screen

        key = feed_address_key(address)
        return next((feed for feed in self.config.feeds if feed_address_key(feed.url) == key), None)

    def discover(
        self,
        address: str,
        *,
        named_by: str = "",
        say: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
    ) -> Discovery:
        """Find the feed, or the feeds, that an address leads to. Nothing is stored. Takes as long as the network does.

        Args:
            address: as somebody pastes it.
            named_by: the page that named it, where nobody typed it: it may then not lead into the user's own network.
            say: is told of every step, in words.
            clock: Unix seconds.

        Raises:
            NotFoundError: there is a page, but no feed.
            FeedError: nothing came, or nothing that could be read.
        """
        from index.events import Occasion  # noqa: PLC0415 - for those who subscribe
        from index.feeds.discover import Looking, discover  # noqa: PLC0415 - brings an HTTP client along
        from index.visits import Visits  # noqa: PLC0415

        feeds = self.config.feeds
        visits = Visits(self.archive, feeds, Occasion.NAMED, clock)
        urls = tuple(feed.url for feed in feeds)
        looking = Looking(named_by, urls, self.config.settings.timeout, visits.resting, say, clock)
        return discover(address, looking)

    def plan_import(self, path: Path) -> ImportPlan:
        """What importing the feeds of a file (OPML, or newsboat's urls) would do. Nothing is changed.

        Raises:
            ConfigError: it cannot be read or understood.
        """
        from index.subscriptions import plan_import, read_subscriptions  # noqa: PLC0415 - once in a reader's life

        return plan_import(read_subscriptions(path), self.config.feeds)

    def export_opml(self, clock: Callable[[], float] = time.time) -> Exported:
        """The subscribed feeds as OPML 2.0, without anything secret."""
        from index.opml import export_opml  # noqa: PLC0415 - once in a reader's life

        secret = [feed.url for feed in self.config.feeds if feed.headers or feed.username or feed.password]
        return export_opml(self.feeds(), secret, clock())

    def feeds(self) -> tuple[Feed, ...]:
        """The subscribed feeds in the order of feeds.toml, with their counts."""
        return self.archive.feeds.all()

    def all_feeds(self) -> tuple[Feed, ...]:
        """Every feed that the archive knows, those removed from feeds.toml included."""
        return self.archive.feeds.all(subscribed_only=False)

    def feed_health(self, clock: Callable[[], float] = time.time) -> dict[int, FeedHealth]:
        """How every feed of :meth:`feeds` is doing, by its id.

        Args:
            clock: Unix seconds.
        """
        from index.events import Occasion  # noqa: PLC0415 - the reader's first screen needs none
        from index.visits import Visits  # noqa: PLC0415 - for those who ask

        visits = Visits(self.archive, self.config.feeds, Occasion.TIMER, clock)
        return {feed.id: visits.health(feed) for feed in self.feeds()}

    def find_feed(self, name: str) -> Feed:
        """The feed with this address, else this title (any case), else the only one whose title or address has it.

        Raises:
            NotFoundError: none answers, or more than one does.
        """
        feeds = self.feeds()
        wanted = name.casefold()
        for exact in (
            [feed for feed in feeds if feed.url == name],
            [feed for feed in feeds if feed.title.casefold() == wanted],
            [feed for feed in feeds if wanted in feed.title.casefold() or wanted in feed.url.casefold()],
        ):
            if len(exact) == 1:
                return exact[0]
            if exact:
                listed = ", ".join(feed.title for feed in exact[:5])
                raise NotFoundError(f"“{name}” could be any of: {listed}.", "Name one of them by its address.")
        raise NotFoundError(f"There is no feed “{name}”.", "`wirecopy feeds` lists them.")
