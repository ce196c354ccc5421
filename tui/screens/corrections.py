"""The corrections that hold, the latest first; each can be taken back at any time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from tui.entity_changes import patiently, take_back
from tui.format import plural
from tui.screens.dialogs import Dialog
from tui.session import in_background
from tui.widgets.entity_rows import CorrectionRow, TextRow
from tui.widgets.footer import KeyFooter
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from index import Correction
    from tui.session import Session
    from tui.widgets.row_list import Row


class CorrectionsScreen(Dialog):
    """What has been put right about names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back", key_display="esc", id="dialog.close"),
        Binding("x,delete", "take_back", "Take back", key_display="x", id="corrections.undo"),
        Binding("ctrl+z", "app.undo", "Undo", show=False, id="corrections.undo_last", tooltip="Undo the last change"),
    ]

    @dataclass
    class Read(Message):
        """The corrections are known."""

        corrections: tuple[Correction, ...]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.list = RowList()

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="dialog entity") as box:
            box.border_title = Content("Corrections")
            box.visible = False  # until they are known
            yield self.list
            yield KeyFooter()

    def on_mount(self) -> None:
        """Read them."""
        self.entities_changed()

    def entities_changed(self) -> None:
        """Read them anew."""
        in_background(self, self._read(), group="corrections", exclusive=True)

    async def _read(self) -> None:
        self.post_message(self.Read(await asyncio.to_thread(self._session.library.corrections)))

    def on_corrections_screen_read(self, event: Read) -> None:
        """List them; say what they are where there are none."""
        event.stop()
        now, made = self._session.clock(), event.corrections
        rows: list[Row] = [CorrectionRow(one, now) for one in made] or [
            TextRow((("No corrections yet", "strong"),)),
            TextRow((("c on the card of a name puts it right, for past and future articles.", "quiet"),)),
        ]
        box = self.query_one(".entity", Vertical)
        box.border_title = Content(plural(len(made), "correction") if made else "Corrections")
        self.list.show(rows, cursor=max(0, self.list.cursor))
        box.visible = True
        self.list.focus()
        self.refresh_bindings()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A chosen one is only chosen: taking back is a key of its own, and a click on it in the line below."""
        event.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is none, none can be taken back."""
        if action == "take_back":
            return isinstance(self.list.selected, CorrectionRow)
        return super().check_action(action, parameters)

    def action_take_back(self) -> None:
        """Take the selected one back."""
        if isinstance(self.list.selected, CorrectionRow):
            in_background(self.app, self._take_back(self.list.selected.correction), group="changes")

    async def _take_back(self, correction: Correction) -> None:
        change = take_back(self._session, correction)
        self.app.post_message(await patiently(self.app, change, "Taking it back …"))
