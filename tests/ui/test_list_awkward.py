"""The list's keys and the mouse where little is there, in small windows, without colour, and while all changes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from copied_samples import store_copied
from driving import MEDIUM, NARROW, WIDE, Driver, driving
from reader_samples import FEEDS_TOML, NOW, STORIES, Story, store
from screen_dump import segments
from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp

from index import Selection
from tui.app import WirecopyApp
from tui.keys import PANE_KEYS, READER_KEYS, READING_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Library

KEYS = [
    *("S", "S", "S", "D", "v", "V", "x", "x", "M", "full_stop", "t", "escape", "T", "escape", "F", "F", "F", "N", "s"),
    *("j", "k", "G", "g", "5", "j", "4", "escape", "A", "ctrl+z", "C", "ctrl+z", "n", "p", "J", "K", "enter", "q", "h"),
    *("ctrl+right", "ctrl+left", "z", "z", "ctrl+b", "ctrl+b", "D", "v", "q"),
]
"""Everything that the list knows, once or more."""

NOTHING = Story("", minutes=5, text="")


def worlds(open_library: Callable[[str], Library], name: str) -> Library:
    """A library by its name."""
    library = open_library("[settings]\n" if name == "no feeds" else FEEDS_TOML)
    stories = {"one article": STORIES[:1], "an article of nothing": (NOTHING,)}.get(name, ())
    if stories:
        store(library, stories)
    return library


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (40, 10)])
@pytest.mark.parametrize("world", ["no feeds", "no articles", "one article", "an article of nothing"])
async def test_every_key_where_little_is_there(
    open_library: Callable[[str], Library], world: str, size: tuple[int, int]
) -> None:
    library = worlds(open_library, world)
    async with driving(WirecopyApp(library, clock=lambda: NOW), size) as drive:
        for key in KEYS[:-1]:
            await drive.pilot.press(key)
        await drive.settle()
        assert drive.app.screen is drive.reader
        assert not [toast for toast in drive.toasts if "did not work" in toast]
        assert all(len(line) <= size[0] for line in drive.lines)


@pytest.mark.parametrize("size", [WIDE, (40, 10)])
@pytest.mark.parametrize("world", ["no feeds", "no articles", "one article", "an article of nothing"])
async def test_the_mouse_everywhere(open_library: Callable[[str], Library], world: str, size: tuple[int, int]) -> None:
    library = worlds(open_library, world)
    async with driving(WirecopyApp(library, clock=lambda: NOW), size) as drive:
        for keys in ((), ("v", "D")):
            await drive.press(*keys)
            for y in range(0, size[1] - 1, 5):  # the last line is the footer
                for x in (1, 2, size[0] // 3, size[0] - 1):
                    await drive.pilot.click(drive.app.screen, offset=(x, y))
        await drive.settle()
        assert drive.app.is_running
        assert not [toast for toast in drive.toasts if "did not work" in toast]


async def wheel(drive: Driver, down: bool) -> None:
    """Turn the wheel over the list by a notch."""
    kind = MouseScrollDown if down else MouseScrollUp
    await drive.pilot._post_mouse_events([kind], drive.reader.articles, button=0)
    await drive.pilot.pause()


@pytest.mark.parametrize("keys", [(), ("v",), ("D",)])
async def test_wheel_and_scrollbar(library: Library, keys: tuple[str, ...]) -> None:
    store(library, [Story(f"Article {number}", minutes=10_000 + number) for number in range(200)])
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        await drive.press(*keys)
        articles = drive.reader.articles
        for _ in range(3):
            await wheel(drive, down=True)
        down = articles.scroll_offset.y
        assert down > 0
        await wheel(drive, down=False)
        assert articles.scroll_offset.y < down
        bar = articles.vertical_scrollbar.region
        top = next(y for y in range(bar.height) if articles.vertical_scrollbar.position <= down)
        for kind, y in ((MouseDown, top), (MouseMove, top), (MouseMove, bar.height - 1), (MouseUp, bar.height - 1)):
            await drive.pilot._post_mouse_events([kind], articles.vertical_scrollbar, offset=(0, y), button=1)
        await drive.settle()
        assert articles.scroll_offset.y > articles.max_scroll_y * 0.9
        assert articles.cursor == 0, "scrolling is not selecting"
        await drive.press("j")
        assert articles.scroll_offset.y < down, "the cursor comes back into view"


async def test_click_double_click_and_a_click_on_what_is_selected(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        articles = drive.reader.articles
        await drive.pilot.click(articles, offset=(12, 3))
        await drive.settle()
        assert (articles.cursor, drive.reader.opened, drive.focus) == (1, None, "ArticleList")
        await drive.pilot.click(articles, offset=(12, 5), times=2)
        await drive.settle()
        assert articles.cursor == 2
        assert drive.reader.opened == articles.source.id_at(2)
        assert drive.focus == "ArticleView"
        assert library.count(Selection(unread=True)) == 6


async def test_resizing_in_the_midst_of_everything(library: Library) -> None:
    store_copied(library)
    chance = random.Random(3)
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        for number, key in enumerate(KEYS[:-1]):
            await drive.pilot.press(key)
            if number % 3 == 0:
                await drive.pilot.resize_terminal(
                    chance.choice((20, 40, 80, 90, 118, 200)), chance.choice((3, 10, 24, 60))
                )
            if number % 7 == 0:
                store(library, [Story(f"Fresh {number}", minutes=chance.randrange(9000))])
                drive.reader.sync()
        await drive.resize(*WIDE)
        assert drive.app.screen is drive.reader
        assert not [toast for toast in drive.toasts if "did not work" in toast]
        articles = drive.reader.articles
        height, top = articles.places.height, articles.places.top(articles.cursor) - articles.scroll_offset.y
        assert 0 <= top <= articles.view_height - height, "the cursor is in view"


async def test_no_colour(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    store_copied(library)
    async with driving(WirecopyApp(library, clock=lambda: NOW)) as drive:
        await drive.press("j", "D", "v", "s", "4")
        coloured = [
            segment
            for segment in segments(drive.app)
            if segment.style
            and any(
                color is not None and not color.is_default for color in (segment.style.color, segment.style.bgcolor)
            )
        ]
        assert not coloured
        assert "★" in drive.text
        assert "●" in drive.text


def test_every_key_of_the_list_is_tried_here() -> None:
    elsewhere = {"space", "ctrl+f", "r", "m", "X", "1", "2", "3", "l", "left", "right"}
    keys = {key for one in (*READER_KEYS, *READING_KEYS, *PANE_KEYS) for key in one.keys.split(",")}
    assert keys - set(KEYS) <= elsewhere
