"""Feeds and folders in the reader's tree: renamed, moved, tagged, removed, and all of it undone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from driving import NARROW, driving
from reader_samples import FEEDS_TOML, NOW, Story, store

from tui.app import WirecopyApp
from tui.refresh_client import Refreshing

if TYPE_CHECKING:
    from collections.abc import Callable

    from driving import Driver

    from index import Library

RFERL, AMN, BYTES = "RFE/RL", "American Milit", "Bytes [bold]"
COMMENTED = FEEDS_TOML.replace('[[feed]]\nurl = "https://amn', '# good on NATO\n[[feed]]\nurl = "https://amn')


def tree(driver: Driver) -> list[str]:
    """The names in the tree, below the three selections."""
    found = []
    for line in driver.lines[1:-1]:
        cell = line[1:22].strip("│▎ ")
        if cell and not cell.startswith(("≡", "●", "★", "─", "╰")):
            found.append(cell.split("  ")[0].rstrip("…0123456789! "))
    return found


async def go(driver: Driver, name: str) -> None:
    """Put the tree's cursor on a line."""
    await driver.press("1", "g")
    for _ in range(20):
        if any("▎" in line[:3] and name in line[:24] for line in driver.lines):
            return
        await driver.press("j")
    raise AssertionError(driver.text)


def feeds_toml(library: Library) -> str:
    return library.paths.feeds.read_text()


@pytest.fixture
def commented(library: Library) -> Library:
    """Seven articles of three feeds; the second has a comment of its own."""
    library.paths.feeds.write_text(COMMENTED)
    library.reload_config()
    return library


@pytest.fixture
def app(commented: Library) -> WirecopyApp:
    return WirecopyApp(commented, clock=lambda: NOW)


async def test_a_feed_is_renamed_moved_and_tagged_in_a_form(app: WirecopyApp, commented: Library) -> None:
    async with driving(app) as driver:
        await go(driver, AMN)
        await driver.press("m")
        assert "Edit the feed" in driver.text
        assert "https://amn.example/feed" in driver.text
        await driver.press(*["ctrl+u"])
        await driver.type("Military")
        await driver.press("down", "ctrl+u")
        await driver.type("Army")
        await driver.press("down")
        await driver.type("nato, war")
        await driver.press("down")
        await driver.type("1d")
        await driver.press("enter")
        assert app.screen is driver.reader
        assert tree(driver) == ["▾ World", "RFE/RL", "▾ Army", "Military", "· Bytes [bold]"]
        assert "Military changed — ^z undoes" in driver.toasts
        assert feeds_toml(commented) == COMMENTED.replace(
            'title = "American Military News"\nfolder = "World"\n',
            'title = "Military"\nfolder = "Army"\ntags = ["nato", "war"]\nevery = "1d"\n',
        )
        assert any("▎" in line[:3] and "Military" in line for line in driver.lines), "the cursor stays at the feed"
        await driver.press("ctrl+z")
        assert feeds_toml(commented) == COMMENTED
        assert tree(driver) == ["▾ World", "RFE/RL", AMN, "· Bytes [bold]"]


async def test_the_footer_says_what_can_be_done_where_the_cursor_is(app: WirecopyApp) -> None:
    async with driving(app) as driver:
        await go(driver, "Starred")
        assert "a Add" in driver.lines[-1]
        assert "m Edit" not in driver.lines[-1]
        await go(driver, "World")
        assert "m Edit" in driver.lines[-1]
        await driver.pilot.click(offset=(driver.lines[-1].index("m Edit"), len(driver.lines) - 1))
        await driver.settle()
        assert "Rename the folder" in driver.text
        await driver.press("escape", "2")
        assert "a Add" not in driver.lines[-1]


async def test_escape_leaves_everything_as_it_was(app: WirecopyApp, commented: Library) -> None:
    async with driving(app) as driver:
        await go(driver, RFERL)
        await driver.press("m")
        await driver.type("xyz")
        await driver.press("escape")
        assert feeds_toml(commented) == COMMENTED
        await driver.press("m", "enter")
        assert feeds_toml(commented) == COMMENTED
        assert driver.toasts == []


async def test_a_folder_is_renamed_and_the_list_follows(app: WirecopyApp, commented: Library) -> None:
    async with driving(app) as driver:
        await go(driver, "World")
        await driver.press("enter")
        titles = driver.titles()
        await driver.press("j", "j")
        here = driver.reader.articles.current
        await driver.press("1", "m")
        assert "Rename the folder" in driver.text
        await driver.press("ctrl+u")
        await driver.type("[b]Welt")
        await driver.press("enter")
        assert tree(driver)[0] == "▾ [b]Welt"
        assert "▸ [b]Welt" in driver.lines[0]
        assert driver.titles() == titles
        assert driver.reader.articles.current == here, "nobody's place moves"
        assert feeds_toml(commented) == COMMENTED.replace('"World"', '"[b]Welt"')
        await driver.press("ctrl+z")
        assert feeds_toml(commented) == COMMENTED
        assert "▸ World" in driver.lines[0]


async def test_a_feed_that_joins_the_listed_folder_is_listed(app: WirecopyApp) -> None:
    async with driving(app) as driver:
        await go(driver, "World")
        await driver.press("enter")
        assert len(driver.titles()) == 5
        await go(driver, BYTES)
        await driver.press("m", "down")
        await driver.type("W")
        await driver.press("right")
        await driver.press("enter")
        assert tree(driver) == ["▾ World", "RFE/RL", AMN, "Bytes [bold]"], "the folder's name was completed"
        assert len(driver.titles()) == 7


@pytest.mark.parametrize("size", [(120, 36), NARROW])
async def test_a_feed_is_removed_and_its_articles_stay(
    app: WirecopyApp, commented: Library, size: tuple[int, int]
) -> None:
    async with driving(app, size) as driver:
        before = driver.titles()
        await go(driver, AMN)
        await driver.press("X")
        assert "American Military News removed, its articles stay — ^z undoes" in driver.toasts
        assert "amn.example" not in feeds_toml(commented)
        assert "# good on NATO" in feeds_toml(commented)
        assert AMN not in driver.text.replace(driver.toasts[0][:20], "")
        assert driver.titles() == before
        await driver.press("ctrl+z")
        assert feeds_toml(commented) == COMMENTED


async def test_a_folder_is_removed_with_its_feeds(app: WirecopyApp, commented: Library) -> None:
    async with driving(app) as driver:
        await go(driver, "World")
        await driver.press("X")
        assert tree(driver) == ["· Bytes [bold]"]
        assert "World removed with 2 feeds, their articles stay — ^z undoes" in driver.toasts
        await driver.press("ctrl+z")
        assert feeds_toml(commented) == COMMENTED
        assert len(tree(driver)) == 4


async def test_feeds_and_folders_are_moved_by_keys(app: WirecopyApp, commented: Library) -> None:
    async with driving(app) as driver:
        await go(driver, AMN)
        await driver.press("alt+up")
        assert tree(driver) == ["▾ World", AMN, "RFE/RL", "· Bytes [bold]"]
        assert feeds_toml(commented).index("# good on NATO\n[[feed]]") < feeds_toml(commented).index("rferl")
        await driver.press("alt+up")
        assert tree(driver)[1] == AMN, "a feed stays in its folder"
        await driver.press("k", "alt+down")
        assert tree(driver) == ["· Bytes [bold]", "▾ World", AMN, "RFE/RL"]
        await driver.press("alt+up")
        assert tree(driver)[0] == "▾ World"
        assert driver.toasts == [], "what is seen need not be said"
        await driver.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert feeds_toml(commented) == COMMENTED


async def test_keys_pressed_faster_than_the_file_is_written_add_up(app: WirecopyApp, commented: Library) -> None:
    async with driving(app) as driver:
        await go(driver, BYTES)
        await driver.pilot.press("alt+up", "alt+down", "alt+up", "alt+up")
        await driver.settle()
        assert tree(driver) == ["· Bytes [bold]", "▾ World", "RFE/RL", AMN]
        await driver.pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        await driver.settle()
        assert feeds_toml(commented) == COMMENTED


async def test_what_was_written_by_hand_meanwhile_stays(app: WirecopyApp, commented: Library) -> None:
    async with driving(app) as driver:
        await go(driver, AMN)
        await driver.press("X")
        by_hand = feeds_toml(commented) + '\n# by hand\n[[feed]]\nurl = "https://hand.example/"\n'
        commented.paths.feeds.write_text(by_hand)
        await go(driver, RFERL)
        await driver.press("alt+down", "ctrl+z")
        assert "https://hand" in driver.text
        await driver.press("ctrl+z")
        assert AMN in driver.text
        assert "# by hand" in feeds_toml(commented)
        assert "hand.example" in feeds_toml(commented)


async def test_a_form_writes_only_what_was_changed_in_it(app: WirecopyApp, commented: Library) -> None:
    async with driving(app) as driver:
        await go(driver, RFERL)
        await driver.press("m", "ctrl+u")
        await driver.type("Radio")
        by_hand = COMMENTED.replace('"RFE/RL"\nfolder = "World"', '"RFE/RL"\nfolder = "Europe"')
        commented.paths.feeds.write_text(by_hand)
        await driver.press("enter")
        assert 'title = "Radio"\nfolder = "Europe"' in feeds_toml(commented)
        assert tree(driver) == ["▾ Europe", "Radio", "▾ World", AMN, "· Bytes [bold]"]


async def test_a_broken_file_is_told_and_left(app: WirecopyApp, commented: Library) -> None:
    commented.paths.feeds.write_text("[[feed]\n")
    async with driving(app) as driver:
        await go(driver, RFERL)
        await driver.press("X")
        assert any("not valid TOML" in toast for toast in driver.toasts)
        await driver.press("m", "x", "enter")
        assert "not valid TOML" in driver.text
        assert feeds_toml(commented) == "[[feed]\n"


async def test_beyond_the_tree_the_feed_of_the_article_is_edited(app: WirecopyApp, commented: Library) -> None:
    async with driving(app) as driver:
        await driver.press("2", "m")
        assert "https://amn.example/feed" in driver.text
        await driver.press("escape")
        await go(driver, "World")
        await driver.press("enter", "X", "alt+up")
        assert driver.toasts == ["Go to a feed in the tree first"], "a list is no place to remove a folder from"
        assert feeds_toml(commented) == COMMENTED
        await go(driver, "Starred")
        await driver.press("m", "X", "alt+up")
        assert app.screen is driver.reader
        assert feeds_toml(commented) == COMMENTED


async def test_no_feeds_at_all(open_library: Callable[[str], Library]) -> None:
    async with driving(WirecopyApp(open_library("[settings]\nrefresh_minutes = 0\n"))) as driver:
        await driver.press("1", "m", "X", "alt+down", "ctrl+z", "2", "m")
        assert driver.app.screen is driver.reader
        assert "`" not in driver.text
        assert "a adds one" in driver.text


async def test_an_automatic_refresh_moves_nothing_that_is_read(
    commented: Library, tmp_path: object, open_library: Callable[[str], Library]
) -> None:
    """News that the interval's refresh brings are announced; list, cursor, article and place stay."""
    ready = "import json; print(json.dumps({'event': 'done', 'feeds': 1, 'new': 1}))"
    app = WirecopyApp(commented, clock=lambda: NOW, refresh_command=(sys.executable, "-c", ready))
    async with driving(app) as driver:
        await driver.press("2", "j", "j", "enter")
        await driver.press("space", "down")
        article, place = driver.reader.article, driver.reader.reading.view.place
        titles, cursor = driver.titles(), driver.reader.articles.cursor
        lines = driver.lines[1:-1]
        store(commented, [Story("Hot news", minutes=1)])
        app._refresh_quietly()
        assert isinstance(app.session.refreshing, Refreshing)
        await driver.settle()
        await driver.until(lambda: app.session.refreshing is None)
        await driver.settle()
        assert driver.reader.article is not None
        assert article is not None
        assert driver.reader.article.row.id == article.row.id
        assert driver.reader.reading.view.place == place
        assert (driver.titles()[: len(titles)], driver.reader.articles.cursor) == (titles, cursor)
        changed = [(old, new) for old, new in zip(lines, driver.lines[1:-1], strict=True) if old != new]
        assert all(old[24:] == new[24:] or "new" in new for old, new in changed), changed
        assert driver.toasts == [], "a refresh that nobody asked for is quiet"


async def test_what_is_refreshed_is_what_the_cursor_is_at(commented: Library) -> None:
    code = "import sys, json; asked = 'asked ' + ' '.join(sys.argv[1:])\n"
    code += "print(json.dumps({'event': 'done', 'feeds': 1, 'notes': [asked]}))"
    app = WirecopyApp(commented, clock=lambda: NOW, refresh_command=(sys.executable, "-c", code))
    async with driving(app) as driver:
        for name, asked in (
            (AMN, "https://amn.example/feed"),
            ("World", "https://rferl.example/feed https://amn.example/feed"),
            ("All", ""),
        ):
            await go(driver, name)
            before = len(driver.toasts)
            await driver.press("r")
            await driver.until(lambda before=before: len(driver.toasts) > before and app.session.refreshing is None)
            assert driver.toasts[-1].removeprefix("asked").strip() == asked
        await go(driver, BYTES)
        await driver.press("enter", "r")
        await driver.until(lambda: driver.toasts[-1] == "asked https://bytes.example/feed")
        await driver.until(lambda: app.session.refreshing is None)
        await driver.press("1", "X", "2", "r")
        assert driver.toasts[-1] == "This feed is not followed any more"
        assert app.session.refreshing is None
