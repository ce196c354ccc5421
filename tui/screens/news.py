"""In the news: who is mentioned more than they used to be, in the last day, week or month of the archive."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen
from textual.widgets import Static

from index import EntityType, Order, Selection
from tui.entity_changes import set_followed
from tui.entity_messages import CardWanted, PageWanted, RisersFound
from tui.entity_words import mention_query
from tui.keys import NEWS_KEYS, bindings
from tui.messages import SearchWanted
from tui.screens.news_words import PERIODS, TYPE_CHOICES, about_past, nothing_rises
from tui.screens.panes import STYLES
from tui.session import in_background
from tui.widgets.choice_line import ChoiceLine
from tui.widgets.entity_rows import RiserRow
from tui.widgets.footer import KeyFooter
from tui.widgets.header import StatusHeader
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from index import Entity, Library
    from tui.session import Session

_MOST = 60


class NewsScreen(Screen[None]):
    """Those who rise, the most surprising first.

    Attributes:
        period: which of :data:`~tui.screens.news_words.PERIODS` is looked at.
        kind: which of :data:`~tui.screens.news_words.TYPE_CHOICES`.
    """

    CSS_PATH = STYLES / "news.tcss"
    BINDINGS = bindings(NEWS_KEYS)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.period = 1
        self.kind = 0
        self.periods = ChoiceLine([period.title for period in PERIODS], self.period, id="periods")
        self.kinds = ChoiceLine([title for title, _ in TYPE_CHOICES], self.kind, id="kinds")
        self.header = StatusHeader()
        self.header.place("In the news")
        self.list = RowList()
        self.note = Static("", id="note", markup=False)

    def compose(self) -> ComposeResult:
        """What is looked at, who rises, how far that can be trusted."""
        yield self.header
        yield self.periods
        yield self.kinds
        yield self.list
        yield self.note
        yield KeyFooter()

    def on_mount(self) -> None:
        """Ask the archive."""
        self.list.focus()
        self.entities_changed()

    # -- what it shows

    def entities_changed(self) -> None:
        """Look again."""
        in_background(self, self._find(self.period, self.kind), group="news", exclusive=True)

    async def _find(self, period: int, kind: int) -> None:
        days, wanted = PERIODS[period].days, TYPE_CHOICES[kind][1]
        self.post_message(await asyncio.to_thread(find_risers, self._session.library, days, wanted))

    def on_risers_found(self, event: RisersFound) -> None:
        """List them, or say why there are none."""
        event.stop()
        if (event.days, event.kind) != (PERIODS[self.period].days, TYPE_CHOICES[self.kind][1]):
            return
        most = max((riser.articles for riser in event.risers), default=0)
        before = self._entity
        rows = [RiserRow(riser, most, riser.entity.id in event.followed) for riser in event.risers]
        places = [place for place, row in enumerate(rows) if before and row.riser.entity.id == before.id]
        self.list.show(rows or nothing_rises(event, PERIODS[self.period]), cursor=places[0] if places else 0)
        self.note.update(about_past(event, PERIODS[self.period]))

    # -- what is looked at

    def action_period(self, step: int) -> None:
        """Look at another period."""
        self._look((self.period + step) % len(PERIODS), self.kind)

    def action_kind(self, step: int) -> None:
        """Look at another type."""
        self._look(self.period, (self.kind + step) % len(TYPE_CHOICES))

    @on(ChoiceLine.Picked, "#periods")
    def _pick_period(self, event: ChoiceLine.Picked) -> None:
        self._look(event.index, self.kind)

    @on(ChoiceLine.Picked, "#kinds")
    def _pick_kind(self, event: ChoiceLine.Picked) -> None:
        self._look(self.period, event.index)

    def _look(self, period: int, kind: int) -> None:
        self.period, self.kind = period, kind
        self.periods.choose(period)
        self.kinds.choose(kind)
        self.entities_changed()

    # -- what is done with who rises

    @property
    def _entity(self) -> Entity | None:
        row = self.list.selected
        return row.riser.entity if isinstance(row, RiserRow) else None

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Show the card."""
        event.stop()
        if isinstance(event.row, RiserRow):
            self.app.post_message(CardWanted(event.row.riser.entity.id))

    def action_entity_page(self) -> None:
        """List the articles."""
        if self._entity is not None:
            self.app.post_message(PageWanted(self._entity))

    def action_search_entity(self) -> None:
        """Search for it."""
        if self._entity is not None:
            self.app.post_message(SearchWanted(mention_query(self._entity.name, self._entity.type)))

    def action_follow(self) -> None:
        """Follow it, or no longer."""
        row = self.list.selected
        if isinstance(row, RiserRow):
            in_background(self.app, self._follow(row.riser.entity, followed=not row.followed), group="changes")

    async def _follow(self, entity: Entity, *, followed: bool) -> None:
        self.app.post_message(await set_followed(self._session, entity, followed=followed))

    def action_correct(self) -> None:
        """Put it right."""
        from tui.screens.correcting import Correcting  # noqa: PLC0415 - seldom asked for

        if self._entity is not None:
            Correcting(self.app, self._session, self._entity, lambda: None).start()

    def action_leave(self) -> None:
        """Back to where one came from."""
        if self.is_current:
            self.app.pop_screen()


def find_risers(library: Library, days: int, kind: EntityType | None) -> RisersFound:
    """Who rises, and between which articles the archive lies. Called in a thread."""
    ends = [library.article_ids(Selection(), order, 1) for order in (Order.OLDEST, Order.NEWEST)]
    rows = [row for ids in ends for row in library.article_rows(ids) if row is not None]
    oldest, newest = (rows[0].time, rows[-1].time) if rows else (0, 0)
    risers = library.rising(days, _MOST, kind) if rows else ()
    named = bool(risers) or bool(library.top_entities(limit=1))
    followed = frozenset(one.entity.id for one in library.followed())
    return RisersFound(days, kind, risers, oldest, newest, named, followed)
