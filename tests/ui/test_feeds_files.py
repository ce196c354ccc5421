"""Lists of feeds, imported and exported from within the reader."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, driving
from reader_samples import FEEDS_TOML, NOW

from tui.app import WirecopyApp

if TYPE_CHECKING:
    from pathlib import Path

    from driving import Driver

    from index import Library

OPML = """<opml version="2.0"><body><outline text="[b]Tech"><outline text="C" xmlUrl="https://c.example/"/></outline>
<outline text="RFE" xmlUrl="https://rferl.example/feed"/><outline text="Bad" xmlUrl="exec:rm"/></body></opml>"""


@pytest.fixture
def app(library: Library) -> WirecopyApp:
    code = "import sys, json; print(json.dumps({'event': 'done', 'notes': sys.argv[1:]}))"
    return WirecopyApp(library, clock=lambda: NOW, refresh_command=(sys.executable, "-c", code))


async def command(driver: Driver, words: str) -> None:
    """Choose a command from the palette."""
    await driver.press("colon")
    await driver.type(words)
    await driver.until(lambda: any(words.lower() in line.lower() for line in driver.lines[4:]))
    await driver.press("enter")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_import_is_shown_then_done_then_undone(
    app: WirecopyApp, library: Library, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "list.opml"
    path.write_text(OPML)
    async with driving(app, size) as driver:
        await command(driver, "Import feeds")
        assert "Import feeds" in driver.text
        app.screen.query_one("#path").value = str(path)  # type: ignore[attr-defined]
        await driver.press("enter")
        assert "1 feed to add in 1 folder, 1 feed is there already." in driver.text
        assert "! Bad — exec: addresses are not imported" in driver.text
        assert "[b]Tech" in driver.text
        assert "C  https://c.example/" in driver.text
        assert library.paths.feeds.read_text() == FEEDS_TOML, "nothing is done before Enter"
        await driver.press("enter")
        await driver.until(lambda: app.screen is driver.reader and "https://c.example/" in driver.toasts)
        assert "1 feed imported — ^z undoes" in driver.toasts
        assert library.paths.feeds.read_text().startswith(FEEDS_TOML)
        await driver.press("1")
        assert "▾ [b]Tech" in driver.text
        await driver.press("ctrl+z")
        assert library.paths.feeds.read_text() == FEEDS_TOML


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file"),
        ("", "is empty"),
        ("<html/>", "is not OPML"),
        ('<!DOCTYPE o [<!ENTITY a "b">]><opml/>', "entities of its own"),
        ("exec:x", "There is no feed in it that could be added."),
        ("https://rferl.example/feed", "Nothing to add: 1 feed is there already."),
    ],
)
async def test_what_is_no_list_is_said(
    app: WirecopyApp, library: Library, tmp_path: Path, content: str | None, said: str
) -> None:
    path = tmp_path / "list"
    if content is not None:
        path.write_text(content)
    async with driving(app) as driver:
        driver.reader.action_import_feeds()
        await driver.settle()
        app.screen.query_one("#path").value = str(path)  # type: ignore[attr-defined]
        await driver.press("enter")
        assert said in " ".join(driver.text.replace("│", " ").split())
        await driver.press("enter", "escape")
        assert app.screen is driver.reader
    assert library.paths.feeds.read_text() == FEEDS_TOML


async def test_a_long_list_can_be_scrolled(app: WirecopyApp, tmp_path: Path) -> None:
    path = tmp_path / "urls"
    path.write_text("".join(f"https://{number}.example/\n" for number in range(300)))
    async with driving(app, NARROW) as driver:
        driver.reader.action_import_feeds()
        await driver.settle()
        app.screen.query_one("#path").value = str(path)  # type: ignore[attr-defined]
        await driver.press("enter")
        assert "300 feeds to add." in driver.text
        assert "https://0.example/" in driver.text
        await driver.press("down")
        assert "https://0.example/" not in driver.text
        await driver.press(*["pagedown"] * 30)
        assert "and 100 more" in driver.text
        await driver.press(*["pageup"] * 30)
        assert "https://0.example/" in driver.text


async def test_an_export_asks_before_it_replaces_a_file(app: WirecopyApp, tmp_path: Path) -> None:
    path = tmp_path / "out.opml"
    async with driving(app) as driver:
        for content in ("", "mine"):
            if content:
                path.write_text(content)
            await command(driver, "Export the feeds")
            app.screen.query_one("#path").value = str(path)  # type: ignore[attr-defined]
            await driver.press("enter")
            if content:
                assert "Enter again replaces it" in driver.text
                assert path.read_text() == content
                await driver.press("enter")
            assert path.read_text().count("xmlUrl") == 3
            assert f"3 feeds written to {path}" in driver.toasts
            assert app.screen is driver.reader
        await command(driver, "Export the feeds")
        app.screen.query_one("#path").value = str(tmp_path / "none" / "x")  # type: ignore[attr-defined]
        await driver.press("enter")
        assert "cannot be written" in driver.text
