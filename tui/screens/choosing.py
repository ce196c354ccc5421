"""Windows in which one of several lines is chosen, by its digit, with the cursor or with the mouse."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from index import guard
from tui.entity_messages import NamesFound
from tui.screens.dialogs import Dialog
from tui.session import in_background
from tui.widgets.entity_rows import EntityRow, TextRow
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from index import Entity
    from tui.session import Session
    from tui.widgets.row_list import Row

_PAUSE = 0.06
"""Seconds after a letter before names are looked for."""

_MOST = 12


class ChooseDialog(Dialog):
    """Lines to choose from; gives back the number of the chosen one, from 0, as text."""

    def __init__(self, title: str, rows: Sequence[Row], hint: str = "⏎ choose · esc close") -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self.list = RowList(rows)

    def compose(self) -> ComposeResult:
        """The lines."""
        with Vertical(classes="dialog choose") as box:
            box.border_title = Content(guard(self._title))
            box.border_subtitle = Content(self._hint)
            yield self.list

    def on_mount(self) -> None:
        """Keys go to the list."""
        self.list.focus()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses its line."""
        places = [number for number, row in enumerate(self.list.rows) if getattr(row, "key", None) == event.character]
        if event.character and places and self.list.rows[places[0]].selectable:
            event.stop()
            self.answer(str(places[0]))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Give back which one."""
        event.stop()
        self.answer(str(event.index))


class FindEntityDialog(Dialog):
    """Finds an entity by its name, as one types; gives back its id as text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="dialog.close"),
        Binding("down", "move(1)", "Down", show=False, id="dialog.down"),
        Binding("up", "move(-1)", "Up", show=False, id="dialog.up"),
    ]

    def __init__(self, session: Session, title: str, *, likely: str = "", without: int | None = None) -> None:
        """Make it.

        Args:
            session: with the library.
            title: what stands above it.
            likely: names that answer this are listed before anything is typed.
            without: an entity that isn't meant.
        """
        super().__init__()
        self._session = session
        self._title = title
        self._likely = likely
        self._without = without
        self.input = Input(placeholder="Type a name", compact=True)
        self.list = RowList()
        self.list.can_focus = False

    def compose(self) -> ComposeResult:
        """The line that one types in, and what it finds."""
        with Vertical(classes="dialog choose find") as box:
            box.border_title = Content(guard(self._title))
            box.border_subtitle = Content("⏎ choose · ↑↓ move · esc close")
            yield self.input
            yield self.list

    def on_mount(self) -> None:
        """List what is likely."""
        self.input.focus()
        self._ask(self._likely)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._ask(event.value.strip() or self._likely)

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        event.stop()
        self.list.action_choose()

    def _ask(self, words: str) -> None:
        in_background(self, self._find(words), group="find", exclusive=True)

    async def _find(self, words: str) -> None:
        if words != self._likely:
            await asyncio.sleep(_PAUSE)
        found = await asyncio.to_thread(self._session.library.entities_beginning, words, _MOST + 1) if words else ()
        self.post_message(NamesFound(words, found))

    def on_names_found(self, event: NamesFound) -> None:
        """List them."""
        event.stop()
        if event.asked == (self.input.value.strip() or self._likely):
            rows = entity_rows([one for one in event.entities if one.id != self._without][:_MOST])
            nothing = "No name begins like that" if event.asked else "Type the beginning of a name"
            self.list.show(rows or [TextRow(((nothing, "quiet"),))])

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Give back who was chosen."""
        event.stop()
        if isinstance(event.row, EntityRow):
            self.answer(str(event.row.entity.id))

    def action_move(self, step: int) -> None:
        """Move the list's cursor while the keys go to the line."""
        self.list.action_move(step)


class NamesDialog(ChooseDialog):
    """Names to choose from, those of an article say; gives back the id of the chosen entity as text."""

    def __init__(self, entities: Sequence[Entity], *, page: bool = False) -> None:
        """Make it; ``page`` says that the chosen one's articles are wanted, not its card."""
        what = "articles" if page else "card"
        super().__init__("Whom do you mean?", entity_rows(entities), f"⏎ {what} · esc close")

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Give back who was chosen."""
        event.stop()
        if isinstance(event.row, EntityRow):
            self.answer(str(event.row.entity.id))


def entity_rows(entities: Sequence[Entity]) -> list[EntityRow]:
    """Lines for entities, with their articles and how else they are called."""
    return [EntityRow(one, one.articles, _also(one)) for one in entities]


def _also(entity: Entity) -> str:
    return ", ".join(alias for alias in entity.aliases if alias != entity.name)


def with_id(work: Callable[[int], None]) -> Callable[[str | None], None]:
    """Have a dialog's answer that is an id given on as a number; no answer does nothing."""
    return lambda answer: work(int(answer)) if answer else None
