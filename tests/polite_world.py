"""A real server, a library that follows it, and a clock that the test moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import FeedRefreshed, FeedStatus, Library, Occasion, Paths, run_refresh

if TYPE_CHECKING:
    from pathlib import Path

    from fakes import FeedServer
    from index import FeedHealth, RefreshDone, RefreshEvent

NOON = 1_790_164_800
"""Wednesday, 23 September 2026, 12:00 UTC."""

MINUTE, HOUR, DAY = 60, 3600, 86_400


def rss(channel: str = "", published: int | None = None, title: str = "One") -> bytes:
    """A feed of one article; without a date it counts as published when it was fetched."""
    date = f"<pubDate>{published}</pubDate>" if published is not None else ""
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
        f"<title>T</title>{channel}<item><guid>1</guid><title>{title}</title>{date}</item></channel></rss>"
    ).encode()


class PoliteWorld:
    """See the module. ``extra`` lines of feeds.toml go below a feed's address."""

    def __init__(self, server: FeedServer, folder: Path) -> None:
        self.server = server
        self.paths = Paths(archive=folder / "archive", feeds=folder / "feeds.toml")
        self.now = NOON
        self.events: list[RefreshEvent] = []

    def subscribe(self, *urls: str, extra: str = "") -> None:
        self.paths.feeds.write_text("".join(f'[[feed]]\nurl = "{url}"\n{extra}\n\n' for url in urls))

    def refresh(self, occasion: Occasion = Occasion.ALL, after: int = 0) -> RefreshDone:
        """Refresh, so many seconds later than the last time."""
        self.now += after
        self.events = []
        with Library.open(self.paths) as library:
            return run_refresh(
                library,
                library.feeds(),
                self.events.append,
                occasion=occasion,
                entities=False,
                clock=lambda: float(self.now),
            )

    def due(self, after: int = 0) -> FeedStatus:
        """What an automatic refresh does with the only feed."""
        self.refresh(Occasion.TIMER, after)
        return self.only().status

    def only(self) -> FeedRefreshed:
        """What became of the only feed."""
        (event,) = (event for event in self.events if isinstance(event, FeedRefreshed))
        return event

    def statuses(self) -> list[FeedStatus]:
        return [event.status for event in self.events if isinstance(event, FeedRefreshed)]

    def reasons(self) -> list[str]:
        return [event.reason for event in self.events if isinstance(event, FeedRefreshed)]

    def health(self) -> FeedHealth:
        """How the only feed is doing."""
        with Library.open(self.paths) as library:
            (health,) = library.feed_health(lambda: float(self.now)).values()
        return health

    def next_in(self) -> int | None:
        """Seconds until an automatic refresh may ask for the only feed."""
        at = self.health().next_fetch
        return None if at is None else at - self.now
