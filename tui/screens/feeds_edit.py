"""A feed's own name, folder, tags and interval; a folder's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from index import FeedConfig, WirecopyError, guard
from tui.feed_changes import change_feeds
from tui.feed_messages import Subscribed, SubscribingFailed
from tui.format import plural
from tui.screens.dialogs import Dialog, facts
from tui.session import in_background
from tui.widgets.feed_form import FeedForm, Field, line, written

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from index import Feed, FeedEdit
    from tui.session import Session


class _EditDialog(Dialog):
    """A form whose Enter saves and whose Escape leaves everything as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="dialog.close"),
        Binding("down", "app.focus_next", "Down", show=False, id="dialog.down"),
        Binding("up", "app.focus_previous", "Up", show=False, id="dialog.up"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._say = Static("", classes="said", markup=False)

    def on_mount(self) -> None:
        """Nothing is wrong yet."""
        self._say.display = False

    def _fail(self, words: str) -> None:
        self._say.update(Content(guard(words)))
        self._say.add_class("-failed")
        self._say.display = True

    def _save(self, *edits: FeedEdit, done: str, renamed: tuple[str, str] | None = None) -> None:
        in_background(self, self._change(edits, done, renamed), group="feeds")

    async def _change(self, edits: tuple[FeedEdit, ...], done: str, renamed: tuple[str, str] | None) -> None:
        try:
            changed = await change_feeds(self._session, *edits, done=done, renamed=renamed)
        except WirecopyError as error:
            self.post_message(SubscribingFailed(str(error)))
            return
        self.app.post_message(changed)
        self.post_message(Subscribed(""))

    @on(Subscribed)
    def _saved(self) -> None:
        self.answer(None)

    @on(SubscribingFailed)
    def _failed(self, event: SubscribingFailed) -> None:
        self._fail(event.reason)


class EditFeedDialog(_EditDialog):
    """What feeds.toml says of a feed."""

    def __init__(self, session: Session, feed: Feed) -> None:
        super().__init__(session)
        self._feed = feed
        self._shown = config = session.library.subscribed(feed.url) or FeedConfig(feed.url)
        folders = tuple(dict.fromkeys(each.folder for each in session.library.config.feeds if each.folder))
        self._form = FeedForm(config, "" if feed.title == config.title else feed.title, folders)

    def compose(self) -> ComposeResult:
        """The form, and whose it is."""
        with Vertical(classes="dialog feed") as box:
            box.border_title = Content("Edit the feed")
            box.border_subtitle = Content("⏎ save · esc close")
            yield self._form
            yield Static(
                facts([("Address", self._feed.url), ("Site", self._feed.link), ("Trouble", self._feed.error)]),
                classes="facts",
            )
            yield self._say

    def on_mount(self) -> None:
        """Begin with the title."""
        super().on_mount()
        self._form.title.focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        if complaint := self._form.complaint:
            self._fail(complaint)
            return
        from index import changing  # noqa: PLC0415 - brings along what writes TOML

        feed = self._form.feed
        self._save(changing(self._feed.url, self._shown, feed), done=f"{guard(feed.title or self._feed.title)} changed")


class EditFolderDialog(_EditDialog):
    """A folder's name."""

    def __init__(self, session: Session, folder: str) -> None:
        super().__init__(session)
        self._folder = folder
        self._line = line("folder", folder, "empty: its feeds stand without a folder")

    def compose(self) -> ComposeResult:
        """Its name, and how many feeds it has."""
        feeds = [feed for feed in self._session.library.config.feeds if feed.folder == self._folder]
        with Vertical(classes="dialog feed") as box:
            box.border_title = Content("Rename the folder")
            box.border_subtitle = Content("⏎ save · esc close")
            yield Field("Name", self._line)
            words = f"{plural(len(feeds), 'feed')}. The name of another folder puts the two together."
            yield Static(words, classes="facts", markup=False)
            yield self._say

    def on_mount(self) -> None:
        """Its name is to be changed."""
        super().on_mount()
        self._line.focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        name = written(event.value)
        if name == self._folder:
            self.answer(None)
            return
        from index import renaming_folder  # noqa: PLC0415 - brings along what writes TOML

        done = f"{guard(self._folder)} is now {guard(name)}" if name else f"{guard(self._folder)} dissolved"
        renamed = (self._folder, name) if name else None
        self._save(renaming_folder(self._folder, name), done=done, renamed=renamed)
