"""From the names in an article to who they are: the card, the page, and which of them are highlighted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import on

from tui.keys import NAME_KEYS, bindings
from tui.messages import SearchWanted
from tui.screens.article_tools import ArticleTools
from tui.session import Session, in_background
from tui.widgets.article_view import ArticleView
from tui.widgets.legend import count_names

if TYPE_CHECKING:
    from index import EntityType, Mention
    from tui.entity_messages import ArticleNames


@runtime_checkable
class NamesEntity(Protocol):
    """A widget whose cursor may stand on a name."""

    @property
    def named_here(self) -> tuple[str, EntityType] | None:
        """The name and its type."""


class MentionScreen(ArticleTools):
    """A screen with an article on it, whose names lead on."""

    BINDINGS = bindings(NAME_KEYS)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.reading.view.types_off = session.types_off

    def entity_here(self) -> int | None:
        """The entity that keys are about; None where the article's names are to be chosen from."""
        mention = self._mention
        return mention.entity if mention is not None else None

    @property
    def _mention(self) -> Mention | None:
        """The mention that has the focus, while the keys go to the article."""
        stop = self.reading.view.focused_stop
        return stop.mention if stop is not None and self.reading.view.has_focus else None

    @property
    def _named(self) -> tuple[str, EntityType] | None:
        """The name under the cursor of what has the focus."""
        focused: object = self.focused
        return focused.named_here if isinstance(focused, NamesEntity) else None

    @on(ArticleView.MentionActivated)
    def _show_mention(self, event: ArticleView.MentionActivated) -> None:
        event.stop()
        self._look_at(event.mention)

    def _look_at(self, mention: Mention) -> None:
        if mention.entity is None:
            from tui.screens.dialogs import MentionDialog  # noqa: PLC0415 - not for the first screen

            self.app.push_screen(MentionDialog(mention), self._search_for)
        else:
            self._show_card(mention.entity)

    def _show_card(self, entity: int) -> None:
        from tui.entity_messages import CardWanted  # noqa: PLC0415 - not for the first screen

        self.app.post_message(CardWanted(entity))

    def _search_for(self, query: str | None) -> None:
        if query is not None:
            self.app.post_message(SearchWanted(query))

    def action_card(self) -> None:
        """Show the card of who has the focus; without a focus, let one of the article's names be chosen."""
        entity = self.entity_here()
        if entity is not None:
            self._show_card(entity)
        elif (named := self._named) is not None:
            in_background(self, self._find_named(*named, page=False), group="names", exclusive=True)
        elif self._mention is not None:
            self._look_at(self._mention)
        else:
            self._ask_for_names(page=False)

    def action_entity_page(self) -> None:
        """List the articles of who has the focus, or of one of the article's names."""
        entity = self.entity_here()
        if entity is not None:
            in_background(self.app, self._open_page(entity), group="names", exclusive=True)
        elif (named := self._named) is not None:
            in_background(self, self._find_named(*named, page=True), group="names", exclusive=True)
        else:
            self._ask_for_names(page=True)

    async def _open_page(self, entity: int) -> None:
        from tui.entity_messages import PageWanted  # noqa: PLC0415 - not for the first screen

        self.app.post_message(PageWanted(await asyncio.to_thread(self.library.entity, entity)))

    async def _find_named(self, name: str, kind: EntityType, *, page: bool) -> None:
        from tui.entity_messages import ArticleNames  # noqa: PLC0415 - not for the first screen

        found = await asyncio.to_thread(self.library.find_entities, name, kind)
        exact = tuple(one for one in found if one.name == name)
        self.post_message(ArticleNames(exact or found, page))

    def _ask_for_names(self, *, page: bool) -> None:
        if self.current is not None:
            in_background(self, self._read_names(self.current.id, page=page), group="names", exclusive=True)

    async def _read_names(self, article: int, *, page: bool) -> None:
        from tui.entity_messages import ArticleNames  # noqa: PLC0415 - not for the first screen

        self.post_message(ArticleNames(await asyncio.to_thread(self.library.entities_of, article), page))

    def on_article_names(self, event: ArticleNames) -> None:
        """List the names that an article mentions."""
        from tui.entity_messages import CardWanted, PageWanted  # noqa: PLC0415 - not for the first screen
        from tui.screens.choosing import NamesDialog, with_id  # noqa: PLC0415 - not for the first screen

        event.stop()
        found = {one.id: one for one in event.entities}
        if not found:
            self.notify("No names are known here.", markup=False)
            return

        def chosen(entity: int) -> None:
            self.app.post_message(PageWanted(found[entity]) if event.page else CardWanted(entity))

        if len(found) == 1:
            chosen(*found)
        else:
            self.app.push_screen(NamesDialog(event.entities, page=event.page), with_id(chosen))

    def action_types(self) -> None:
        """Choose which types are highlighted."""
        from tui.screens.types import TypesDialog  # noqa: PLC0415 - not for the first screen

        names = dict(count_names(self.article)) if self.article else None
        self.app.push_screen(TypesDialog(self.session, names))
