"""Empty archives, archives that fail, signals, colours, keys of one's own."""

from __future__ import annotations

import ast
import subprocess
from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, driving
from reader_samples import FEEDS_TOML, HOSTILE, NOW, STORIES, store
from rich.color import Color
from textual.events import MouseScrollDown

from index import Selection
from tui.app import WirecopyApp
from tui.keys import PROFILES
from tui.screens.keys import KeysScreen
from tui.session import in_background
from tui.sources import Filter

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Library


def reader(library: Library) -> WirecopyApp:
    return WirecopyApp(library, clock=lambda: NOW)


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(
    ("feeds", "told"), [("[settings]\n", "No feeds yet"), (FEEDS_TOML, "Nothing here yet")]
)  # fmt: skip
async def test_an_empty_archive_teaches(
    open_library: Callable[[str], Library], feeds: str, told: str, size: tuple[int, int]
) -> None:
    async with driving(reader(open_library(feeds)), size) as drive:
        assert told in drive.text
        await drive.press(*"jkgGJKnpNsACouiyFS", "space", "enter", "ctrl+f", "ctrl+z", "z", "z", "l", "h", "ctrl+b")
        await drive.press("slash", "a", "down", "enter", "escape")
        assert drive.app.screen is drive.reader


async def test_articles_appear_in_an_empty_reader(open_library: Callable[[str], Library]) -> None:
    library = open_library(FEEDS_TOML)
    async with driving(reader(library)) as drive:
        store(library, STORIES)
        drive.reader.sync()
        await drive.settle()
        assert drive.titles()[0] == "Maduro to meet Putin in Moscow"
        assert "Vladimir Putin will hold talks" in drive.text


async def test_an_archive_that_fails_is_told_and_the_screen_stays(library: Library) -> None:
    async with driving(reader(library)) as drive:
        library.close()
        await drive.press("s", "j", "enter", "n", "F", "i", "A", "ctrl+z", "slash", "x", "escape")
        drive.reader._watch()
        await drive.resize(*NARROW)
        assert any("closed" in toast for toast in drive.toasts)
        assert drive.app.is_running


async def test_a_worker_that_breaks_is_a_toast(library: Library) -> None:
    async def broken() -> None:
        raise ZeroDivisionError("[/b]")

    async with driving(reader(library)) as drive:
        in_background(drive.reader, broken(), group="test")
        await drive.settle()
        assert drive.toasts == ["That did not work: ZeroDivisionError: [/b]"]


async def test_no_color_means_the_terminals_own_two(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driving(reader(library)) as drive:
        await drive.press("ctrl+t", "j", "enter")
        assert drive.app.theme == "wirecopy-plain"
        shown = drive.app.screen._compositor.render_strips()
        colours = {style.color for strip in shown for _, style, _ in strip if style is not None}
        assert colours <= {None, Color.default()}


async def test_the_mouse(library: Library) -> None:
    async with driving(reader(library)) as drive:
        line = next(number for number, text in enumerate(drive.lines) if "Storm closes ports" in text)
        await drive.pilot.click(offset=(40, line))
        await drive.settle()
        assert drive.reader.article is not None
        assert drive.reader.article.row.title == "Storm closes ports"
        assert not drive.reader.article.row.read
        await drive.pilot.click(offset=(40, line))
        await drive.settle()
        assert library.count(Selection(unread=True)) == 6
        assert drive.focus == "ArticleView"
        line = next(number for number, text in enumerate(drive.lines) if "Bytes [bold]" in text)
        await drive.pilot.click(offset=(8, line))
        await drive.settle()
        assert drive.titles() == [HOSTILE, "A long read"]
        await drive.pilot.click(offset=(drive.lines[-1].index("? Help"), WIDE[1] - 1))
        await drive.settle()
        assert isinstance(drive.app.screen, KeysScreen)
        await drive.pilot.click(offset=(0, 0))
        await drive.settle()
        assert drive.app.screen is drive.reader


async def test_the_wheel_scrolls_without_moving_the_cursor(library: Library) -> None:
    async with driving(reader(library), (120, 12)) as drive:
        await drive.pilot._post_mouse_events([MouseScrollDown], drive.reader.articles, offset=(3, 3))
        await drive.settle()
        assert drive.reader.articles.scroll_offset.y > 0
        assert drive.reader.articles.cursor == 0


async def test_the_keys_of_newsboat(open_library: Callable[[str], Library]) -> None:
    library = open_library(FEEDS_TOML.replace("[settings]", '[settings]\nkeys = "newsboat"'))
    store(library, STORIES)
    async with driving(reader(library)) as drive:
        await drive.press("end")
        assert drive.reader.articles.cursor == 6
        await drive.press("home", "ctrl+b")
        assert library.count(Selection(starred=True)) == 1
        await drive.press("g")
        assert drive.titles()[0] == "Rates explained"
        await drive.press("l")
        assert drive.reader.listing.filter is Filter.UNREAD


async def test_every_profile_reaches_everything(open_library: Callable[[str], Library]) -> None:
    reached = {}
    for profile in PROFILES:
        library = open_library(FEEDS_TOML.replace("[settings]", f'[settings]\nkeys = "{profile}"'))
        store(library, STORIES)
        async with driving(reader(library)) as drive:
            found = reached[profile] = set()
            for pane in ("1", "2", "3", "slash"):
                await drive.press(pane)
                found.update(bound.binding.id for bound in drive.app.screen.active_bindings.values())
        assert set(PROFILES[profile]) <= found
    assert reached["newsboat"] == reached["vim"]


def test_the_start_imports_nothing_heavy(python: str) -> None:
    code = "import sys, tui.app; print([name for name in sys.modules])"
    names = ast.literal_eval(subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout)
    heavy = {"whoosh", "feedparser", "spacy", "pycurl", "lxml", "trafilatura", "nh3", "numpy", "py3langid", "Stemmer"}
    heavy |= {"rich.markdown", "textual.widgets._markdown", "tomlkit", "webbrowser", "tui.screens.search"}
    assert not heavy & set(names)
