"""The part of the application that hears of changed marks and saved searches, and takes changes back."""

from __future__ import annotations

from textual import on

from tui.copying_app import CopyingApp
from tui.messages import Marked, SearchesChanged
from tui.screens.reader import ReaderScreen
from tui.session import in_background


class MarkingApp(CopyingApp):
    """An application whose screens all show a change at once, and where every change can be taken back."""

    def action_undo(self) -> None:
        """Take the last change back."""
        in_background(self, self._undo(), group="marks")

    async def _undo(self) -> None:
        from tui.entity_changes import patiently  # noqa: PLC0415 - not needed for the first screen

        self.post_message(await patiently(self, self.session.marks.undo(), "Taking it back …"))

    @on(Marked)
    def _show_marks(self, event: Marked) -> None:
        if event.notice:
            self.notify(event.notice, markup=False)
        if not event.before:
            return
        changed = [state.article for state in event.before]
        for screen in self.reading_screens:
            screen.marks_changed(changed)
            if isinstance(screen, ReaderScreen):
                screen.own_write(*event.versions)
                screen.count()

    @on(SearchesChanged)
    def _searches_changed(self, event: SearchesChanged) -> None:
        if event.notice:
            self.notify(event.notice, markup=False)
        for screen in self.reading_screens:
            if isinstance(screen, ReaderScreen):
                screen.searches_changed()
