"""Feeds from and for other readers: a file's name is asked for, an import is shown before it is done."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from index import ImportPlan, WirecopyError, guard
from tui.feed_changes import change_feeds
from tui.feed_messages import FeedsExported, ImportPlanned, Subscribed, SubscribingFailed
from tui.feed_words import import_summary
from tui.format import plural
from tui.messages import RefreshWanted
from tui.screens.dialogs import Dialog
from tui.session import in_background
from tui.widgets.feed_form import Field, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App, ComposeResult

    from index import Skipped
    from tui.session import Session

_MOST_LISTED = 200
_EXPORTED = "~/feeds.opml"

_MOST_NAMED = 50
"""New feeds that are refreshed by name; beyond, all feeds are, which a command line has room for."""


def import_feeds(app: App[object], session: Session) -> None:
    """Ask for a file, and subscribe to what it lists."""
    app.push_screen(ImportDialog(session))


def export_feeds(app: App[object], session: Session) -> None:
    """Ask for a file, and write the feeds into it."""
    app.push_screen(ExportDialog(session))


class _FileDialog(Dialog):
    """Asks for a file's name."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", id="dialog.close")]
    title_words, hint_words, keys = "", "", ""

    def __init__(self, session: Session, path: str = "") -> None:
        super().__init__()
        self._session = session
        self._path = line("path", path, "~/feeds.opml")
        self._say = Static(self.hint_words, classes="said", markup=False)
        self._listed = Static("", id="listed", markup=False)

    def compose(self) -> ComposeResult:
        """The file's name; below it what comes of it."""
        with Vertical(classes="dialog feed") as box:
            box.border_title = Content(self.title_words)
            box.border_subtitle = Content(self.keys)
            yield Field("File", self._path)
            yield self._say
            with VerticalScroll(id="listing", can_focus=False):
                yield self._listed

    def on_mount(self) -> None:
        """Ask for the file."""
        self.query_one("#listing").display = False
        self._path.focus()

    def _tell(self, words: str, listed: Sequence[Content] = (), *, failed: bool = False) -> None:
        self._say.update(Content(guard(words)))
        self._say.set_class(failed, "-failed")
        self._listed.update(Content("\n").join(listed))
        self.query_one("#listing").display = bool(listed)

    @on(SubscribingFailed)
    def _failed(self, event: SubscribingFailed) -> None:
        self._tell(event.reason, failed=True)

    def on_key(self, event: object) -> None:
        """The list scrolls while the name has the focus."""
        listing = self.query_one("#listing", VerticalScroll)
        match getattr(event, "key", ""):
            case "down":
                listing.scroll_relative(y=1, animate=False)
            case "up":
                listing.scroll_relative(y=-1, animate=False)
            case "pagedown":
                listing.scroll_page_down(animate=False)
            case "pageup":
                listing.scroll_page_up(animate=False)


class ImportDialog(_FileDialog):
    """Imports the feeds of a file: Enter shows what it would do, Enter again does it."""

    title_words = "Import feeds"
    hint_words = "An OPML file of another reader, or newsboat's urls (~/.newsboat/urls)."
    keys = "⏎ read · esc close"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._plan: tuple[str, ImportPlan] | None = None

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        path = event.value.strip()
        if self._plan is not None and self._plan[0] == path and self._plan[1].new:
            in_background(self, self._add(self._plan[1]), group="feeds")
        elif path:
            in_background(self, self._read(path), group="feeds", exclusive=True)

    async def _read(self, path: str) -> None:
        try:
            plan = await asyncio.to_thread(self._session.library.plan_import, _file(path))
        except WirecopyError as error:
            self.post_message(SubscribingFailed(str(error)))
        else:
            self.post_message(ImportPlanned(path, plan))

    @on(ImportPlanned)
    def _show_plan(self, event: ImportPlanned) -> None:
        self._plan = (event.path, event.plan)
        self._tell(import_summary(event.plan, done=False), plan_lines(event.plan))
        keys = "⏎ import · ↑↓ scroll · esc close" if event.plan.new else "esc close"
        self.query_one(".dialog").border_subtitle = Content(keys)

    async def _add(self, plan: ImportPlan) -> None:
        from index import adding  # noqa: PLC0415 - brings along what writes TOML

        done = f"{plural(len(plan.new), 'feed')} imported"
        try:
            changed = await change_feeds(self._session, adding(*plan.new), done=done)
        except WirecopyError as error:
            self.post_message(SubscribingFailed(str(error)))
            return
        self.app.post_message(changed)
        named = len(plan.new) <= _MOST_NAMED
        self.app.post_message(RefreshWanted(tuple(feed.url for feed in plan.new) if named else (), later=True))
        self.post_message(Subscribed(""))

    @on(Subscribed)
    def _done(self) -> None:
        self.answer(None)


class ExportDialog(_FileDialog):
    """Writes the feeds as OPML; asks before a file is replaced."""

    title_words = "Export the feeds"
    hint_words = "As OPML, which every reader understands; without names, passwords and headers."
    keys = "⏎ write · esc close"

    def __init__(self, session: Session) -> None:
        super().__init__(session, _EXPORTED)
        self._asked = ""

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        path = event.value.strip()
        if path and path != self._asked and _file(path).exists():
            self._asked = path
            self._tell("There is such a file. Enter again replaces it.", failed=True)
        elif path:
            in_background(self, self._write(path), group="feeds", exclusive=True)

    async def _write(self, path: str) -> None:
        try:
            exported = await asyncio.to_thread(self._session.library.export_opml, self._session.clock)
            await asyncio.to_thread(_file(path).write_text, exported.text, encoding="utf-8")
        except OSError as error:
            self.post_message(SubscribingFailed(f"{path} cannot be written: {error.strerror}."))
        else:
            self.post_message(FeedsExported(path, exported))

    @on(FeedsExported)
    def _written(self, event: FeedsExported) -> None:
        words = f"{plural(event.exported.feeds, 'feed')} written to {guard(event.path)}"
        left_out = [f"{guard(each.what)}: {each.why}" for each in event.exported.skipped]
        self.app.notify("\n".join([words, *left_out[:5]]), markup=False)
        self.answer(None)


def _file(path: str) -> Path:
    """A path as it was typed."""
    return Path(path).expanduser()


def plan_lines(plan: ImportPlan) -> list[Content]:
    """What an import would do, feed by feed, and what it would leave."""
    lines = [_skipped_line(each) for each in plan.skipped[:_MOST_LISTED]]
    lines += [Content("")] if lines and plan.new else []
    folder = ""
    for feed in sorted(plan.new[:_MOST_LISTED], key=lambda feed: feed.folder):
        if feed.folder != folder:
            folder = feed.folder
            lines.append(Content.styled(guard(folder), "bold"))
        indent = "  " if folder else ""
        title = (f"{guard(feed.title)}  ",) if feed.title else ()
        lines.append(Content.assemble(indent, *title, (guard(feed.url), "$text-muted")))
    if len(plan.new) > _MOST_LISTED:
        lines.append(Content.styled(f"and {len(plan.new) - _MOST_LISTED:,} more", "$text-muted"))
    return lines


def _skipped_line(each: Skipped) -> Content:
    return Content.assemble(("! ", "$error"), guard(each.what), (f" — {guard(each.why)}", "$text-muted"))
