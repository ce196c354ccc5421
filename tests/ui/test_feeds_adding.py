"""Adding a feed in the reader: an address is pasted, what is there is shown, Enter subscribes."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, driving
from reader_samples import NOW

from fakes import FeedServer
from index import WirecopyError
from tui.app import WirecopyApp
from tui.discovery_client import look_at, look_command, read_discovery
from tui.messages import RefreshWanted
from tui.refresh_client import refresh_command
from tui.screens.feeds_add import AddFeedScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from driving import Driver

    from index import Library

TOML = """# mine
[settings]
refresh_minutes = 0

[[feed]]
url = "file:///nowhere/feed.xml"
title = "Nowhere"
folder = "World"  # where else
"""


def rss(title: str = "Harbour Wire", items: int = 3) -> bytes:
    entries = "".join(
        f"<item><title>Ship {number}</title><guid>{number}</guid>"
        f"<pubDate>{20 + number} Sep 2019 08:00:00 GMT</pubDate></item>"
        for number in range(items)
    )
    about = "<description>News of ships</description><language>en</language>"
    return f"<rss version='2.0'><channel><title>{title}</title>{about}{entries}</channel></rss>".encode()


def page(*links: tuple[str, str]) -> bytes:
    head = "".join(f'<link rel="alternate" type="application/rss+xml" title="{t}" href="{h}">' for h, t in links)
    return f"<!DOCTYPE html><html><head>{head}</head></html>".encode()


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as server:
        server.put("/feed.xml", rss())
        yield server


@pytest.fixture
def library(open_library: Callable[[str], Library]) -> Library:
    return open_library(TOML)


@pytest.fixture
def app(library: Library) -> WirecopyApp:
    command = (*refresh_command(library.paths), "--no-entities")  # the recogniser's model takes seconds to load
    return WirecopyApp(library, clock=lambda: NOW, refresh_command=command)


async def paste(driver: Driver, address: str, until: str) -> None:
    """Open the window, give an address, wait for what comes of it."""
    await driver.press("a")
    assert isinstance(driver.app.screen, AddFeedScreen)
    driver.app.screen._address.value = address
    await driver.pilot.press("enter")
    await driver.until(lambda: until in driver.text)
    await driver.settle()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_feed_is_shown_before_it_is_subscribed_to(
    app: WirecopyApp, library: Library, server: FeedServer, size: tuple[int, int]
) -> None:
    url = f"{server.url}/feed.xml"
    async with driving(app, size) as driver:
        await paste(driver, f"  {url} ", "⏎ subscribe")
        for words in ("Harbour Wire", "News of ships", "3 articles now", "Ship 2", "Sun"):
            assert words in driver.text
        assert library.paths.feeds.read_text() == TOML, "nothing is done before Enter"
        await driver.type("Ports")
        await driver.press("down")
        await driver.type("sea, sea, wet stuff")
        await driver.pilot.press("enter")
        await driver.until(lambda: driver.titles() != [] and app.session.refreshing is None)
        await driver.settle()
        assert driver.titles() == ["Ship 2", "Ship 1", "Ship 0"], "it was fetched at once"
        text = library.paths.feeds.read_text()
        assert text == f'{TOML}\n[[feed]]\nurl = "{url}"\nfolder = "Ports"\ntags = ["sea", "wet stuff"]\n'
        assert any("Subscribed to Harbour Wire" in toast for toast in driver.toasts)
        await driver.press("1")
        assert "▾ Ports" in driver.text
        assert "Harbour Wire" in driver.text
        assert server.count("/feed.xml") == 2
        await driver.press("ctrl+z")
        assert library.paths.feeds.read_text() == TOML
        assert "Ports" not in driver.text
        assert driver.titles() == ["Ship 2", "Ship 1", "Ship 0"], "articles stay"


async def test_of_several_feeds_one_is_chosen(app: WirecopyApp, library: Library, server: FeedServer) -> None:
    server.put("/other.xml", rss("[b]Other[/b] \x1b[31mWire"))
    address = server.put("/", page(("/feed.xml", "First"), ("/other.xml", "[red]Second")), content_type="text/html")
    async with driving(app) as driver:
        await paste(driver, address, "2 feeds are there")
        assert "[red]Second" in driver.text
        await driver.press("j")
        await driver.pilot.press("enter")
        await driver.until(lambda: "[b]Other[/b] Wire" in driver.text)
        await driver.settle()
        await driver.press("escape")
        assert "2 feeds are there" in driver.text
        await driver.pilot.press("enter")
        await driver.until(lambda: "Harbour Wire" in driver.text)
        await driver.settle()
        await driver.press("escape", "escape", "escape")
        assert app.screen is driver.reader
        assert library.paths.feeds.read_text() == TOML


async def test_a_click_chooses_a_feed(app: WirecopyApp, server: FeedServer) -> None:
    server.put("/other.xml", rss("Other Wire"))
    address = server.put("/", page(("/feed.xml", "First"), ("/other.xml", "Second")), content_type="text/html")
    async with driving(app) as driver:
        await paste(driver, address, "2 feeds are there")
        await driver.pilot.click("#choices", offset=(5, 1))
        await driver.until(lambda: "Other Wire" in driver.text)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("{}/none", "404"),
        ("{}/page", "No feed was found"),
        ("javascript:alert(1)", "is no address"),
        ("two words", "is no address"),
        ("http://127.0.0.1:1/feed", "refused the connection"),
        ("FILE:///nowhere/feed.xml", "You follow Nowhere already"),
        ("--help", "cannot be found"),
    ],
)
async def test_what_cannot_be_had_is_said(
    app: WirecopyApp, library: Library, server: FeedServer, address: str, said: str
) -> None:
    server.put("/page", b"<html><body>no feed", content_type="text/html")
    async with driving(app) as driver:
        await paste(driver, address.format(server.url), said)
        assert isinstance(app.screen, AddFeedScreen), "one can go on typing"
        assert driver.focus == "Input"
        await driver.press("escape")
        assert app.screen is driver.reader
    assert library.paths.feeds.read_text() == TOML


def hung_up(server: FeedServer) -> bool:
    """Whether everybody who has asked has gone, without waiting for the answer."""
    try:
        return all(asker.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b"" for asker in server.connections)
    except BlockingIOError:
        return False


async def test_looking_can_be_stopped(app: WirecopyApp, server: FeedServer) -> None:
    slow = server.put("/slow", rss(), delay=60)
    async with driving(app) as driver:
        await driver.press("a")
        assert isinstance(app.screen, AddFeedScreen)
        app.screen._address.value = slow
        await driver.pilot.press("enter")
        await driver.until(lambda: "Asking 127.0.0.1 …" in driver.text and server.count("/slow") == 1)
        assert not hung_up(server)
        assert "esc stop" in driver.text
        await driver.pilot.press("escape")
        await driver.until(lambda: "Stopped." in driver.text)
        await driver.until(lambda: hung_up(server))
        await driver.settle()
        await driver.press("escape")
        assert app.screen is driver.reader


async def test_a_feed_that_is_followed_already_is_not_offered(
    app: WirecopyApp, library: Library, server: FeedServer
) -> None:
    from index import FeedConfig, adding

    url = f"{server.url}/feed.xml"
    library.edit_feeds(adding(FeedConfig(url, "Mine")))
    address = server.put("/", page(("/feed.xml", "First")), content_type="text/html")
    async with driving(app) as driver:
        await paste(driver, address, "You follow this feed already")
        assert "subscribe" not in driver.text


async def test_a_wrong_interval_is_said(app: WirecopyApp, library: Library, server: FeedServer) -> None:
    async with driving(app) as driver:
        await paste(driver, f"{server.url}/feed.xml", "⏎ subscribe")
        await driver.press("down", "down")
        await driver.type("1m")
        await driver.press("enter")
        assert "Write how often as 30m, 2h or 1d" in driver.text
        await driver.press("backspace", "backspace")
        await driver.type("2h")
        await driver.pilot.press("enter")
        await driver.until(lambda: app.screen is driver.reader)
        assert 'every = "2h"' in library.paths.feeds.read_text()
        await driver.until(lambda: driver.titles() != [] and app.session.refreshing is None)


async def test_a_file_that_was_broken_meanwhile_is_said(app: WirecopyApp, library: Library, server: FeedServer) -> None:
    async with driving(app) as driver:
        await paste(driver, f"{server.url}/feed.xml", "⏎ subscribe")
        library.paths.feeds.write_text("[[feed]\n")
        await driver.press("enter")
        assert "not valid TOML" in driver.text
        assert library.paths.feeds.read_text() == "[[feed]\n"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("print('nonsense')", "broke off"),
        ("print('[1]')", "Nothing was found"),
        ("import sys; print('step', file=sys.stderr); sys.exit('wirecopy: No way.')", "^No way.$"),
        ("import os; os._exit(9)", "could not be looked at"),
    ],
)
async def test_whatever_the_process_does(code: str, said: str) -> None:
    steps: list[str] = []
    with pytest.raises(WirecopyError, match=said):
        await look_at((sys.executable, "-c", code), "a.example", steps.append)
    assert steps in ([], ["step"])
    with pytest.raises(WirecopyError, match="could not be looked at"):
        await look_at(("/no/such/program",), "a.example", steps.append)


async def test_nobody_sees_the_address_among_the_processes(library: Library) -> None:
    assert look_command(library.paths)[-4:] == ("add", "--preview", "--json", "-")
    code = "import sys; print(repr(sys.stdin.read()), file=sys.stderr); sys.exit(1)"
    command = (sys.executable, "-c", code)
    with pytest.raises(WirecopyError, match=r"^'https://me:secret@a.example/ x\\nhttps://page.example/\\n'$"):
        await look_at(command, "https://me:secret@a.example/\nx", lambda _: None, "https://page.example/")
    with pytest.raises(WirecopyError):
        read_discovery('{"feed": null, "feeds": [3]}')


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [([("u1",), ("u2", "u3")], ["u1 u2 u3"]), ([("u1",), ()], [""]), ([(), ("u1",)], [""]), ([()], [""]), ([], [])],
)
async def test_what_is_subscribed_to_during_a_refresh_is_fetched_after_it(
    library: Library, tmp_path: Path, wanted: list[tuple[str, ...]], asked: list[str]
) -> None:
    gate = tmp_path / "gate"
    code = (
        "import json, os, sys, time\n"
        f"while not os.path.exists({str(gate)!r}): time.sleep(0.01)\n"
        "print(json.dumps({'event': 'done', 'notes': ['asked ' + ' '.join(sys.argv[1:])]}))"
    )
    app = WirecopyApp(library, clock=lambda: NOW, refresh_command=(sys.executable, "-c", code))
    async with driving(app) as driver:
        app.action_refresh_all()
        for urls in wanted:
            app.post_message(RefreshWanted(urls, later=True))
        await driver.pilot.pause()
        gate.touch()
        await driver.until(lambda: len(driver.toasts) == 1 + len(asked) and app.session.refreshing is None)
        assert [toast.removeprefix("asked ").strip() for toast in driver.toasts] == ["", *asked]


async def test_another_address_can_be_given_at_any_moment(app: WirecopyApp, server: FeedServer) -> None:
    other = server.put("/other.xml", rss("Other Wire"))
    async with driving(app) as driver:
        await paste(driver, f"{server.url}/feed.xml", "⏎ subscribe")
        assert isinstance(app.screen, AddFeedScreen)
        await driver.press("up", "up")
        assert driver.focus == "Input"
        app.screen._address.value = other
        await driver.pilot.press("enter")
        await driver.until(lambda: "Other Wire" in driver.text)
        await driver.settle()
        assert driver.text.count("Folder") == 1
        assert "Harbour Wire" not in driver.text
