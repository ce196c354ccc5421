"""Adding a feed: an address is pasted, what is there is shown, Enter subscribes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from index import Discovery, FeedConfig, FeedPreview, FoundFeed, WirecopyError
from tui.feed_changes import change_feeds
from tui.feed_messages import Looked, Subscribed, SubscribingFailed
from tui.messages import RefreshWanted
from tui.screens.feeds_look import LookDialog
from tui.session import in_background
from tui.widgets.entity_rows import TextRow
from tui.widgets.feed_form import FeedForm, Field, line
from tui.widgets.feed_preview import choice_label, preview_content
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.session import Session

_HINT = "Paste the address of a site or of a feed. Its feed is found, and shown before you subscribe."
_MOST_HEADLINES = 10
_OTHER_LINES = 19
"""Lines of the window besides the headlines, and of the screen around it."""

_NO_ROOM = 14


class AddFeedScreen(LookDialog):
    """Asks for an address; then lets choose, if there are several feeds; then shows the feed and subscribes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _HINT)
        self._address = line("address", hint="example.org")
        self._choices = RowList(id="choices")
        self._preview = Static(id="preview", markup=False)
        self._form: FeedForm | None = None
        self._found: Discovery | None = None
        self._feed: FeedPreview | None = None

    def compose(self) -> ComposeResult:
        """The address; below it what was found."""
        with Vertical(classes="dialog feed") as box:
            box.border_title = Content("Add a feed")
            yield Field("Address", self._address)
            yield self._say
            yield self._choices
            yield self._preview

    def on_mount(self) -> None:
        """Ask for the address."""
        self._choices.display = self._preview.display = False
        self._address.focus()
        self.hint("⏎ look · esc close")

    # -- looking

    @on(Input.Submitted, "#address")
    async def _asked(self, event: Input.Submitted) -> None:
        event.stop()
        await self._forget()
        address = event.value.strip()
        if not address:
            self.tell(_HINT)
            return
        if known := self._session.library.subscribed(address):
            self.tell(f"You follow {known.title or known.url} already.", failed=True)
            return
        self.look(address)

    async def _forget(self) -> None:
        """Put what was found away."""
        self.stop_looking()
        self._found = self._feed = None
        self._choices.display = self._preview.display = False
        if self._form is not None:
            await self._form.remove()
            self._form = None

    @on(Looked)
    async def _show_found(self, event: Looked) -> None:
        if self._looking is None:
            return  # it was stopped
        self._looking = None
        if event.found is None:
            self.tell(event.reason, failed=True)
            self.hint("⏎ look again · esc back" if self._found else "⏎ look again · esc close")
        elif event.found.preview is not None:
            await self._show_preview(event.found.preview)
        else:
            self._show_choices(event.found)

    # -- choosing

    def _show_choices(self, found: Discovery) -> None:
        self._found = found
        self.tell(f"{len(found.feeds)} feeds are there. Which one?")
        self._choices.show([_choice_row(feed, self._room) for feed in found.feeds])
        self._choices.display = True
        self._choices.focus()
        self.hint("⏎ show · esc back")

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if self._found is not None:
            self.look(self._found.feeds[event.index].url, self._found.address)

    @property
    def _room(self) -> int:
        """Cells of a line in the window."""
        return max(_NO_ROOM, min(84, int(self.app.size.width * 0.94)) - 6)

    # -- subscribing

    async def _show_preview(self, feed: FeedPreview) -> None:
        self._feed = feed
        self.tell("")
        self._choices.display = False
        headlines = max(0, min(_MOST_HEADLINES, self.app.size.height - _OTHER_LINES))
        self._preview.update(preview_content(feed, self._room, headlines, self._session.clock()))
        self._preview.display = True
        if feed.subscribed:
            self.hint("esc back")
            self._address.focus()
            return
        folders = tuple(dict.fromkeys(each.folder for each in self._session.library.config.feeds if each.folder))
        self._form = FeedForm(FeedConfig(feed.url), feed.title, folders)
        await self.query_one(".dialog").mount(self._form)
        self._form.folder.focus()
        self.hint(f"⏎ subscribe{' · → complete' if folders else ''} · esc back")

    @on(Input.Submitted, "FeedForm Input")
    def _subscribe(self, event: Input.Submitted) -> None:
        event.stop()
        if self._form is None or self._feed is None:
            return
        if complaint := self._form.complaint:
            self.tell(complaint, failed=True)
            return
        in_background(self, self._add(self._form.feed, self._feed.title or self._feed.url), group="feeds")

    async def _add(self, feed: FeedConfig, name: str) -> None:
        from index import adding  # noqa: PLC0415 - brings along what writes TOML

        try:
            changed = await change_feeds(self._session, adding(feed), done=f"Subscribed to {feed.title or name}")
        except WirecopyError as error:
            self.post_message(SubscribingFailed(str(error)))
            return
        self.app.post_message(changed)
        self.app.post_message(RefreshWanted((feed.url,), later=True))
        self.post_message(Subscribed(feed.url))

    @on(Subscribed)
    def _done(self) -> None:
        self.answer(None)

    @on(SubscribingFailed)
    def _failed(self, event: SubscribingFailed) -> None:
        self.tell(event.reason, failed=True)

    # -- leaving

    def action_close(self) -> None:
        """Stop looking; else one step back; else close."""
        self.call_next(self._step_back)

    async def _step_back(self) -> None:
        if self._looking is not None:
            self.stop_looking()
            self.tell("Stopped.")
            self.hint("⏎ look · esc close")
            return
        found, chosen = self._found, self._form is not None or self._feed is not None
        if found is None and not chosen:
            self.answer(None)
            return
        await self._forget()
        if found is not None and chosen:
            self._show_choices(found)
            return
        self.tell(_HINT)
        self.hint("⏎ look · esc close")
        self._address.focus()


def _choice_row(feed: FoundFeed, width: int) -> TextRow:
    title, more = choice_label(feed, width // 2)
    return TextRow(((title, "ground"),), ((more, "quiet"),), selectable=True)
