"""A window that looks at an address, shows how far it is, and can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from index import WirecopyError, guard
from tui.discovery_client import look_at, look_command
from tui.feed_messages import Looked, LookStep
from tui.screens.dialogs import Dialog

if TYPE_CHECKING:
    from textual.worker import Worker

    from tui.session import Session


class LookDialog(Dialog):
    """The part of adding a feed that asks the network: in a process, whose steps are told."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", id="dialog.close"),
        Binding("down", "app.focus_next", "Down", show=False, id="dialog.down"),
        Binding("up", "app.focus_previous", "Up", show=False, id="dialog.up"),
    ]

    def __init__(self, session: Session, hint: str) -> None:
        super().__init__()
        self._session = session
        self._say = Static(hint, classes="said", markup=False)
        self._looking: Worker[None] | None = None

    def hint(self, keys: str) -> None:
        """Say at the window's edge which keys do what."""
        self.query_one(".dialog").border_subtitle = Content(keys)

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say how things stand, or what has failed."""
        self._say.update(Content(guard(words)))
        self._say.set_class(failed, "-failed")
        self._say.display = bool(words)

    def stop_looking(self) -> None:
        """End the look that is under way."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def look(self, address: str, named_by: str = "") -> None:
        """Look at an address; :class:`Looked` tells of the end."""
        self.stop_looking()
        self.tell("Starting to look")
        self.hint("esc stop")
        self._looking = self.run_worker(self._look_at(address, named_by), group="look", exclusive=True)

    async def _look_at(self, address: str, named_by: str) -> None:
        command = look_command(self._session.library.paths)
        try:
            found = await look_at(command, address, self._step, named_by)
        except WirecopyError as error:
            self.post_message(Looked(address, reason=str(error)))
        else:
            self.post_message(Looked(address, found))

    def _step(self, step: str) -> None:
        self.post_message(LookStep(step))

    @on(LookStep)
    def _show_step(self, event: LookStep) -> None:
        if self._looking is not None:
            self.tell(f"{event.step} …")
