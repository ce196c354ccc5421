"""An article's pictures, one at a time, as large as the terminal shows them: for those who have asked for pictures."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from index import BlockKind, WirecopyError, fetch_picture, guard
from tui.keys import PICTURE_KEYS, bindings
from tui.pictures import PictureError, Pixels, cells, decode, picture_widget, prepare
from tui.session import in_background
from tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from index import Article


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an article: its address and what stands below it."""

    src: str
    caption: str


@dataclass(eq=False, repr=False)
class PictureCame(Message):
    """A picture is here, or it is known why not."""

    picture: Picture
    pixels: Pixels | None
    trouble: str = ""


def pictures_of(article: Article) -> tuple[Picture, ...]:
    """The pictures of an article that have an address, each once."""
    found: dict[str, Picture] = {}
    blocks = article.blocks
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        if block.src:
            captioned = following is not None and following.kind is BlockKind.CAPTION
            caption = following.text if following is not None and captioned else block.text
            found.setdefault(block.src, Picture(block.src, caption))
    return tuple(found.values())


class PictureScreen(Screen[str | None]):
    """Shows pictures; gives back the address of the one that is to be opened in the browser."""

    DEFAULT_CSS = """
    PictureScreen { background: $background; }
    PictureScreen > #stage { height: 1fr; align: center middle; }
    PictureScreen > #caption { height: auto; max-height: 4; margin: 0 2; color: $text-muted; text-align: center; }
    PictureScreen .waiting { width: auto; color: $text-muted; }
    """
    BINDINGS = bindings(PICTURE_KEYS)

    def __init__(self, pictures: Sequence[Picture], index: int, feed: str) -> None:
        """Show pictures.

        Args:
            pictures: at least one.
            index: of the one that comes first.
            feed: the address of the article's feed: pictures from its own host may be in the user's network.
        """
        super().__init__()
        self._pictures = pictures
        self._index = index
        self._feed = feed
        self._shown: tuple[Pixels, Widget] | None = None

    def compose(self) -> ComposeResult:
        """The picture, its caption, the keys."""
        yield Container(id="stage")
        yield Static("", id="caption", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start with the first."""
        self._load()

    @property
    def _picture(self) -> Picture:
        return self._pictures[self._index]

    def _load(self) -> None:
        number = f"{self._index + 1}/{len(self._pictures)}" if len(self._pictures) > 1 else ""
        said = " · ".join(part for part in (number, guard(self._picture.caption)) if part)
        self.query_one("#caption", Static).update(Content(said))
        self._show(None, Static(Content("The picture is on its way …"), classes="waiting"))
        in_background(self, self._fetch(self._picture), group="picture", exclusive=True)

    async def _fetch(self, picture: Picture) -> None:
        try:
            data = await asyncio.to_thread(fetch_picture, picture.src, self._feed)
            self.post_message(PictureCame(picture, await asyncio.to_thread(decode, data)))
        except WirecopyError as error:
            self.post_message(PictureCame(picture, None, str(error)))

    @on(PictureCame)
    def _came(self, event: PictureCame) -> None:
        if event.picture is not self._picture:
            return
        trouble = event.trouble
        if event.pixels is not None:
            try:
                prepare(self.app)
                self._show(event.pixels, picture_widget(event.pixels))
            except PictureError as error:
                trouble = str(error)
        if trouble:
            self._show(None, Static(Content(guard(trouble)), classes="waiting"))

    def _show(self, pixels: Pixels | None, widget: Widget) -> None:
        stage = self.query_one("#stage", Container)
        self._shown = (pixels, widget) if pixels else None
        self._fit()
        with self.app.batch_update():
            stage.remove_children()
            stage.mount(widget)

    def _fit(self) -> None:
        """Give the picture the size at which it fits."""
        if self._shown is not None:
            pixels, widget = self._shown
            stage = self.query_one("#stage").size
            widget.styles.width, widget.styles.height = cells(pixels, max(1, stage.width - 4), max(1, stage.height))

    def on_resize(self) -> None:
        """Fit it anew."""
        self.call_after_refresh(self._fit)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only pictures that there are can be gone to."""
        if action == "picture":
            return True if len(self._pictures) > 1 else None
        return super().check_action(action, parameters)

    def action_picture(self, step: int) -> None:
        """Show the next picture, or the one before, around and around."""
        self._index = (self._index + step) % len(self._pictures)
        self._load()

    def action_browser(self) -> None:
        """Leave it to the browser."""
        self._leave(self._picture.src)

    def action_close(self) -> None:
        """Back to the article."""
        self._leave(None)

    def _leave(self, answer: str | None) -> None:
        if self.is_current:
            self.dismiss(answer)
