"""Which types of names are highlighted, each with its ink and how many the article has."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from tui.entity_messages import TypesChanged
from tui.screens.dialogs import Dialog
from tui.widgets.article_inks import type_style
from tui.widgets.entity_rows import TypeRow
from tui.widgets.footer import KeyFooter
from tui.widgets.legend import LABELS
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult

    from index import EntityType
    from tui.session import Session


class TypesDialog(Dialog):
    """A line a type; its digit, Space, Enter or a click turns it off and on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "toggle_type", "On or off", key_display="space", id="types.toggle"),
        Binding("a", "all", "All", id="types.all", tooltip="Highlight all of them, or none"),
        Binding("escape,q,H", "close", "Close", key_display="esc", id="dialog.close"),
    ]

    def __init__(self, session: Session, names: Mapping[EntityType, int] | None) -> None:
        """Make it.

        Args:
            session: knows what is off.
            names: how many names of each type the article has; None without one.
        """
        super().__init__()
        self._off = session.types_off
        self._names = names
        self._types = tuple(LABELS)
        self.list = RowList(self._rows())

    def compose(self) -> ComposeResult:
        """The types."""
        with Vertical(classes="dialog types") as box:
            box.border_title = Content("Highlighted names")
            yield self.list
            yield KeyFooter()

    def on_mount(self) -> None:
        """Keys go to the list."""
        self.list.focus()

    def on_key(self, event: events.Key) -> None:
        """A digit turns its type off and on."""
        digit = event.character or ""
        if digit.isascii() and digit.isdigit() and 0 < int(digit) <= len(self._types):
            event.stop()
            self._toggle(int(digit) - 1)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """So does choosing it."""
        event.stop()
        self._toggle(event.index)

    def action_toggle_type(self) -> None:
        """Turn the selected type off or on."""
        self._toggle(self.list.cursor)

    def action_all(self) -> None:
        """Highlight all of them, or none."""
        self._change(frozenset() if self._off else frozenset(self._types))

    def _toggle(self, index: int) -> None:
        self.list.cursor = index
        self._change(self._off ^ {self._types[index]})

    def _change(self, off: frozenset[EntityType]) -> None:
        self._off = off
        self.list.show(self._rows(), cursor=self.list.cursor)
        self.app.post_message(TypesChanged(off))

    def _count(self, kind: EntityType) -> int | None:
        return self._names.get(kind, 0) if self._names is not None else None

    def _rows(self) -> list[TypeRow]:
        return [
            TypeRow(kind, number, self._count(kind), type_style(kind), kind in self._off)
            for number, kind in enumerate(self._types, 1)
        ]
