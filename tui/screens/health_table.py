"""The table of how the feeds are doing: what it shows, in which order, and when it is read anew."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from index import WirecopyError, guard
from tui.feed_messages import HealthKnown
from tui.feed_words import health_lines
from tui.format import plural
from tui.messages import WorkFailed
from tui.screens.panes import STYLES
from tui.session import in_background
from tui.widgets.footer import KeyFooter
from tui.widgets.header import NAME
from tui.widgets.health_heading import HealthHeading
from tui.widgets.health_rows import FAILING, GONE, SORTS, HealthRow, sorted_rows
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from index import Feed
    from tui.feed_messages import FeedsChanged
    from tui.session import Session

_WATCH = 0.5
"""Seconds between two looks at whether anybody has written to the archive."""

_EMPTY = "No feeds yet. `a` adds one.".replace("`", "")


class HealthTable(Screen[None]):
    """Every feed, what fails first; below the table everything about the feed under the cursor.

    Attributes:
        by: what the table is sorted by; ``turned``: the other way around.
    """

    CSS_PATH = STYLES / "health.tcss"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.by, self.turned = SORTS[0], False
        self._seen = 0
        self._rows: tuple[HealthRow, ...] = ()
        self._title = Static("Feeds", id="title", markup=False)
        self._told = Content("Feeds")
        self.heading = HealthHeading()
        self.table = RowList(id="table")
        self.detail = Static("", id="detail", markup=False)

    def compose(self) -> ComposeResult:
        """The table, the detail, the keys."""
        yield self._title
        yield self.heading
        yield self.table
        yield self.detail
        yield KeyFooter()

    def on_mount(self) -> None:
        """Ask the archive, now and whenever it changes."""
        self.table.focus()
        self.watch(self.table, "cursor", self._show_detail, init=False)
        self._watch()
        self.set_interval(_WATCH, self._watch)

    # -- what it shows

    def feeds_changed(self, event: FeedsChanged) -> None:  # noqa: ARG002 - whatever has changed
        """Look again."""
        in_background(self, self._ask(), group="health", exclusive=True)

    def _watch(self) -> None:
        try:
            version = self.session.library.data_version()
        except WirecopyError as error:
            self.post_message(WorkFailed(str(error)))
            return
        if version != self._seen:
            self._seen = version
            in_background(self, self._ask(), group="health", exclusive=True)
        if self._rows:
            self._show_title()

    async def _ask(self) -> None:
        self.post_message(await asyncio.to_thread(self._known))

    def _known(self) -> HealthKnown:
        library = self.session.library
        health = library.feed_health(self.session.clock)
        return HealthKnown(tuple((feed, health[feed.id]) for feed in library.feeds() if feed.id in health))

    @on(HealthKnown)
    def _show(self, event: HealthKnown) -> None:
        now = self.session.clock()
        self._rows = tuple(HealthRow(feed, health, now) for feed, health in event.feeds)
        self._show_title()
        self._arrange()

    def _show_title(self) -> None:
        """How many feeds there are and fail, and how far a refresh is that is at work."""
        failing = sum(row.state in {FAILING, GONE} for row in self._rows)
        words = [plural(len(self._rows), "feed"), f"{failing:,} failing" if failing else "all is well"]
        words = words if self._rows else ["none"]
        refreshing = self.session.refreshing
        if refreshing is not None:
            progress = refreshing.progress
            words.append(f"{refreshing.stage or 'refreshing'} {progress.done:,}/{progress.total:,}")
        name, rest = (NAME, "bold $key"), ("  " + " · ".join(words), "$text-muted")
        title = Content.assemble(name, ("  ▸ ", "$text-quiet"), "Feeds", rest)
        if title != self._told:
            self._told = title
            self._title.update(title)

    def _arrange(self) -> None:
        """Sort the table; the cursor stays at its feed."""
        here = self.selected
        rows = sorted_rows(self._rows, self.by, turned=self.turned)
        place = next((number for number, row in enumerate(rows) if here and row.feed.id == here.id), None)
        self.table.show(rows, cursor=self.table.cursor if place is None and here else place or 0)
        self.heading.show(self.by, turned=self.turned)
        self._show_detail()

    def _show_detail(self) -> None:
        row = self.table.selected
        self.detail.update(_detail(row) if isinstance(row, HealthRow) else Content(_EMPTY))

    @property
    def selected(self) -> Feed | None:
        """The feed under the cursor."""
        row = self.table.selected
        return row.feed if isinstance(row, HealthRow) else None

    # -- its order

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._sort(SORTS[(SORTS.index(self.by) + 1) % len(SORTS)])

    def action_turn(self) -> None:
        """Turn the order around."""
        self._sort(self.by)

    @on(HealthHeading.Picked)
    def _pick(self, event: HealthHeading.Picked) -> None:
        self._sort(event.column)

    def _sort(self, by: str) -> None:
        self.turned = not self.turned if by == self.by else False
        self.by = by
        self._arrange()


def _detail(row: HealthRow) -> Content:
    """Everything about a feed."""
    lines = [Content.styled(guard(row.feed.title or row.feed.url), "bold")]
    for text, kind in health_lines(row.feed, row.health, row.now):
        lines.append(Content.styled(guard(text), {"trouble": "$error", "quiet": "$text-muted"}.get(kind, "")))
    return Content("\n").join(lines)
