"""The part of the application that leads from names to what is known of them, and hears when that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tui.messages import MendWanted
from tui.refreshing_app import RefreshingApp
from tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from tui.entity_messages import CardWanted, EntitiesChanged, PageWanted, TypesChanged, WorkGoesOn


_TOLD = 3.0
"""Seconds for which a change is told."""


@runtime_checkable
class ShowsEntities(Protocol):
    """A screen that shows what may be corrected or followed."""

    def entities_changed(self) -> None:
        """Show it as it is now."""


class EntityApp(RefreshingApp):
    """An application that shows who is in the news. Its messages are known by name: the start needs none of them."""

    def on_card_wanted(self, event: CardWanted) -> None:
        """Show a card, on the one that is open if there is one."""
        from tui.screens.entity_card import CardScreen  # noqa: PLC0415 - not for the first screen

        if isinstance(self.screen, CardScreen):
            self.screen.open(event.entity)
        else:
            self.push_screen(CardScreen(self.session, event.entity))

    async def on_page_wanted(self, event: PageWanted) -> None:
        """List an entity's articles in the reader, which everything else gives way to."""
        while len(self.screen_stack) > 1 and not isinstance(self.screen, ReaderScreen):
            await self.pop_screen()
        if isinstance(self.screen, ReaderScreen):
            self.screen.list_entity(event.entity, event.article)

    def on_types_changed(self, event: TypesChanged) -> None:
        """Highlight other types."""
        self.session.types_off = event.off
        for screen in self.reading_screens:
            screen.reading.view.leave_types(event.off)

    def on_work_goes_on(self, event: WorkGoesOn) -> None:
        """Say so."""
        self.notify(event.notice, markup=False, timeout=_TOLD)

    def on_entities_changed(self, event: EntitiesChanged) -> None:
        """Tell every screen."""
        if event.notice:
            self.notify(event.notice, markup=False, timeout=_TOLD)
        if event.corrected:
            self.post_message(MendWanted(changed=True))  # the search follows, in a process of its own
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.own_write(*event.versions)
            if isinstance(screen, ShowsEntities):
                screen.entities_changed()
