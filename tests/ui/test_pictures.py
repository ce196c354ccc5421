"""Pictures, for those who ask for them: fetched warily, decoded elsewhere, shown on a screen of their own."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING

import pytest
from driving import NARROW, driving
from PIL import Image
from reader_samples import NOW

from fakes import FeedServer
from index import Article, ArticleRow, Block, BlockKind, FetchError, fetch_picture
from index.feed_types import FetchState
from index.intake_types import Draft, FeedPlan
from terminal import Terminal
from tui.app import WirecopyApp
from tui.pictures import PictureError, decode
from tui.screens.picture import Picture, PictureScreen, pictures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index import Library

pytest.importorskip("textual_image")
pytestmark = pytest.mark.filterwarnings("ignore:Image.Image.getdata:DeprecationWarning")  # of the library


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as server:
        yield server


def picture(colour: str = "red", size: tuple[int, int] = (300, 200), kind: str = "PNG") -> bytes:
    """A picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def feeds_toml(server: FeedServer, *, pictures: bool = True) -> str:
    return (
        f'[settings]\nrefresh_minutes = 0\npictures = {str(pictures).lower()}\n\n[[feed]]\nurl = "{server.url}/feed"\n'
    )


def app_with(library: Library, *sources: str) -> WirecopyApp:
    """The reader on one article with pictures."""
    blocks = [Block(BlockKind.PARAGRAPH, "Above them.")]
    for number, src in enumerate(sources, 1):
        blocks += [Block(BlockKind.IMAGE, "A ship", src=src), Block(BlockKind.CAPTION, f"Caption {number}")]
    draft = Draft("k", b"d", "https://example.org/1", "Ships", "", NOW - 60, None, "", "en", (), tuple(blocks), "")
    feed = library.feeds()[0]
    library.archive.articles.store(feed.id, FeedPlan("", "", new=(draft,)), now=NOW, state=FetchState())
    return WirecopyApp(library, clock=lambda: NOW)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_usual_kinds_are_decoded(kind: str) -> None:
    pixels = decode(picture("blue", kind=kind))
    assert (pixels.width, pixels.height) == (300, 200)
    red, green, blue = pixels.data[:3]
    assert blue > 200
    assert max(red, green) < 60


def test_large_ones_are_scaled_and_transparent_ones_laid_on_white() -> None:
    assert decode(picture(size=(4000, 1000))).width == 1920
    file = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(file, "PNG")
    assert set(decode(file.getvalue()).data) == {255}


def bomb() -> bytes:
    """A small PNG of 30,000 by 30,000 pixels."""
    header = b"IHDR" + (30_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    data = b"IDAT" + zlib.compress(b"\0" * 100_000)
    chunks = [header, data, b"IEND"]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") for chunk in chunks
    )


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n", picture()[:-40] + b"x" * 10, bomb()])
def test_what_cannot_be_decoded_is_told(data: bytes) -> None:
    with pytest.raises(PictureError, match="could not be decoded"):
        decode(data)


def test_the_users_own_network_is_out_of_reach_of_other_peoples_articles(server: FeedServer) -> None:
    src = server.put("/a.png", picture())
    assert fetch_picture(src, f"{server.url}/feed") == picture()
    asked = len(server.requests)
    for feed in ("https://news.example/feed", "file:///wire.xml", ""):
        with pytest.raises(FetchError):
            fetch_picture(src, feed)
    with pytest.raises(FetchError, match="from the web"):
        fetch_picture("file:///etc/passwd", "")
    assert len(server.requests) == asked


async def test_enter_on_a_caption_shows_the_picture(server: FeedServer, open_library: Callable[[str], Library]) -> None:
    library = open_library(feeds_toml(server))
    app = app_with(library, server.put("/1.png", picture("red")), server.put("/2.png", picture("blue", (100, 300))))
    async with driving(app, NARROW) as drive:
        await drive.press("enter", "tab", "enter")
        assert isinstance(app.screen, PictureScreen)
        await drive.until(lambda: "▀" in drive.text)
        assert drive.lines[-2].strip() == "1/2 · Caption 1"
        red = colours(app)
        wide = max(line.count("▀") for line in drive.lines)
        await drive.press("n")
        await drive.until(lambda: colours(app) not in (red, set()))
        assert "2/2 · Caption 2" in drive.text
        assert max(line.count("▀") for line in drive.lines) < wide
        await drive.resize(40, 20)
        assert 0 < sum("▀" in line for line in drive.lines) <= 18
        await drive.press("q")
        assert app.screen is drive.reader


def colours(app: WirecopyApp) -> set[str]:
    """The colours of the blocks on the screen."""
    strips = app.screen._compositor.render_strips()
    return {str(style.color) for strip in strips for text, style, _ in strip if "▀" in text and style}


def test_a_terminal_that_answers_nothing_still_shows_pictures(
    server: FeedServer, open_library: Callable[[str], Library]
) -> None:
    library = open_library(feeds_toml(server))
    paths = library.paths
    app_with(library, server.put("/1.png", picture("red")))
    library.close()
    command = [sys.executable, "-m", "tui", "--archive", str(paths.archive), "--feeds", str(paths.feeds)]
    with Terminal(command, 80, 24) as terminal:
        terminal.wait_for("Ships")
        terminal.settle()
        assert b"\x1b[c" not in terminal.raw, "nothing is asked of the terminal at the start"
        assert b"\x1b_G" not in terminal.raw
        terminal.send("I")
        terminal.wait_for("▀▀▀▀")
        terminal.wait_for("Caption 1")
        terminal.send("q")
        terminal.wait_for("1 unread")
        terminal.send("Q")
        assert terminal.wait() == 0


async def test_trouble_is_told_in_its_place(server: FeedServer, open_library: Callable[[str], Library]) -> None:
    library = open_library(feeds_toml(server))
    app = app_with(library, f"{server.url}/gone.png", server.put("/text.png", b"no picture"))
    async with driving(app, NARROW) as drive:
        await drive.press("I")
        await drive.until(lambda: "404" in drive.text)
        await drive.press("n")
        await drive.until(lambda: "This picture could not be decoded." in drive.text)


async def test_without_the_setting_the_browser_shows_it(
    server: FeedServer, open_library: Callable[[str], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened.new && mv {tmp_path}/opened.new {tmp_path}/opened\n')
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", str(browser))
    library = open_library(feeds_toml(server, pictures=False))
    app = app_with(library, f"{server.url}/1.png")
    async with driving(app) as drive:
        await drive.press("I")
        await drive.until((tmp_path / "opened").exists)
        assert (tmp_path / "opened").read_text() == f"{server.url}/1.png\n"
        assert server.requests == []
        assert app.screen is drive.reader


async def test_an_article_without_pictures_says_so(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("I")
        assert drive.toasts == ["There are no pictures in this article."]


def test_each_picture_once_with_its_caption() -> None:
    row = ArticleRow(1, 1, "", "", "", "", None, 0, False, False)
    blocks = (
        Block(BlockKind.IMAGE, "One", src="https://a.example/1"),
        Block(BlockKind.CAPTION, "Said below."),
        Block(BlockKind.IMAGE, "Two", src="https://a.example/2"),
        Block(BlockKind.IMAGE, "One again", src="https://a.example/1"),
        Block(BlockKind.IMAGE, "Nowhere"),
    )
    assert pictures_of(Article(row, blocks)) == (
        Picture("https://a.example/1", "Said below."),
        Picture("https://a.example/2", "Two"),
    )


def test_the_readers_start_knows_nothing_of_pictures() -> None:
    code = "import sys, tui.app, tui.screens.search; print([m for m in sys.modules if m in {'PIL', 'textual_image'}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
