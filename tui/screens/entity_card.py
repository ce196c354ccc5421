"""An entity at a glance: who it is, when it was in the news, with whom, and in which articles last."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from index import EntityCard, NotFoundError, Order, Selection
from tui.entity_changes import set_followed
from tui.entity_messages import CardLoaded, PageWanted
from tui.entity_words import TYPE_NAMES, mention_query
from tui.messages import SearchWanted
from tui.screens.card_rows import LATEST_READ, card_rows
from tui.screens.dialogs import Dialog
from tui.session import in_background
from tui.widgets.entity_rows import EntityRow, MenuRow, StoryRow
from tui.widgets.footer import KeyFooter
from tui.widgets.row_list import RowList
from tui.widgets.time_bars import bars_of_days

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.message import Message

    from index import Library
    from tui.session import Session
    from tui.widgets.time_bars import Bar


_COUNTED_BY_DAY = 500
"""Articles."""


class CardScreen(Dialog):
    """The card of an entity; those it is mentioned with lead to theirs, and Backspace leads back.

    Attributes:
        card: what is shown; None until it is known.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "page", "Articles", id="card.page", tooltip="List its articles"),
        Binding("slash", "search", "Search", key_display="/", id="card.search", tooltip="Search for it"),
        Binding("f", "follow", "Follow", id="card.follow", tooltip="Follow it, or no longer"),
        Binding("c", "correct", "Correct", id="card.correct", tooltip="Put it right"),
        Binding("escape,backspace", "back", "Back", key_display="esc", id="card.back", tooltip="Back to the last card"),
        Binding("q", "close", "Close", show=False, id="dialog.close", tooltip="Back to the reader"),
        Binding("ctrl+z", "app.undo", "Undo", show=False, id="card.undo", tooltip="Undo the last change"),
        Binding("question_mark", "app.keys", "Help", show=False, id="card.help", tooltip="Show the keys"),
    ]

    def __init__(self, session: Session, entity: int) -> None:
        super().__init__()
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
        self._session = session
        self._way = [entity]
        self.card: EntityCard | None = None
        self.list = RowList()

    def compose(self) -> ComposeResult:
        """The card."""
        with Vertical(classes="dialog entity") as box:
            box.visible = False  # until there is something on it
            yield self.list
            yield KeyFooter()

    def on_mount(self) -> None:
        """Ask the archive."""
        self.load()

    # -- what it shows

    def open(self, entity: int) -> None:
        """Show another entity; the one that is shown stays behind it."""
        if entity != self._way[-1]:
            self._way.append(entity)
            self.load()

    def load(self) -> None:
        """Read the card, for the first time or anew."""
        in_background(self, self._load(self._way[-1]), group="card", exclusive=True)

    def entities_changed(self) -> None:
        """Show what was changed about it."""
        self.load()

    async def _load(self, entity: int) -> None:
        self.post_message(await asyncio.to_thread(load_card, self._session.library, entity))

    def on_card_loaded(self, event: CardLoaded) -> None:
        """Show it; one that has gone leads back to the one before."""
        event.stop()
        if event.entity != self._way[-1]:
            return
        if event.card is None:
            self.notify("The archive knows this name no longer", markup=False)
            self.action_back()
            return
        again = self.card is not None and self.card.entity.id == event.card.entity.id
        cursor = self.list.cursor if again else 0
        self.card = event.card
        kind = event.card.entity.type
        box = self.query_one(".entity", Vertical)
        name = TYPE_NAMES[kind].capitalize()
        box.border_title = Content.assemble(("● ", f"$entity-{kind.lower()}"), name)
        self.list.show(card_rows(event, self._session.clock()), cursor=cursor)
        box.visible = True
        self.list.focus()

    # -- what is done with it

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open what was chosen: everything, a companion's card, or an article."""
        event.stop()
        match event.row:
            case EntityRow(entity=entity):
                self.open(entity.id)
            case StoryRow(row=row) if self.card is not None:
                self._leave_for(PageWanted(self.card.entity, row.id))
            case MenuRow():
                self.action_page()

    def action_page(self) -> None:
        """List its articles."""
        if self.card is not None:
            self._leave_for(PageWanted(self.card.entity))

    def action_search(self) -> None:
        """Search for it."""
        if self.card is not None:
            entity = self.card.entity
            self._leave_for(SearchWanted(mention_query(entity.name, entity.type)))

    def action_follow(self) -> None:
        """Follow it, or no longer."""
        if self.card is not None:
            in_background(self.app, self._follow(self.card), group="changes")  # it goes on when the card has gone

    async def _follow(self, card: EntityCard) -> None:
        self.app.post_message(await set_followed(self._session, card.entity, followed=not card.followed))

    def action_correct(self) -> None:
        """Put it right."""
        from tui.screens.correcting import Correcting  # noqa: PLC0415 - not for every card

        if self.card is not None:
            Correcting(self.app, self._session, self.card.entity, self.action_back).start()

    def action_back(self) -> None:
        """Back to the card before, or off the cards."""
        self._way.pop()
        if self._way:
            self.card = None
            self.load()
        else:
            self._way.append(0)  # what comes in now is of no card that is shown
            self.answer(None)

    def _leave_for(self, message: Message) -> None:
        if self.is_current:
            self.dismiss(None)
            self.app.post_message(message)


def load_card(library: Library, entity: int) -> CardLoaded:
    """What the archive knows of an entity. Called in a thread."""
    try:
        card = library.entity_card(entity)
    except NotFoundError:
        return CardLoaded(entity, None)
    articles = tuple(library.article(row.id) for row in card.latest[:LATEST_READ])
    return CardLoaded(entity, card, articles, _days(library, card))


def _days(library: Library, card: EntityCard) -> tuple[Bar, ...]:
    """A bar a day where all articles are of the last days, and few enough to be looked at one by one."""
    if sum(1 for month in card.months if month.articles) != 1 or not 1 < card.entity.articles <= _COUNTED_BY_DAY:
        return ()
    rows = library.article_rows(library.article_ids(Selection(entity=card.entity.id)))
    newest = library.article_rows(library.article_ids(Selection(), Order.NEWEST, 1))
    last = max((row.time for row in newest if row is not None), default=0)
    bars = bars_of_days((row.time for row in rows if row is not None), last)
    return bars if sum(bar.articles for bar in bars) == card.entity.articles else ()
