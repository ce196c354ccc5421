"""`wirecopy serve`: nothing without the token, and the reader itself in a browser."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import subprocess
import sys
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("textual_serve")

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

from tui.serving import ReaderServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from index import Paths

TOKEN = "let-me-in"
A_FULL_SCREEN = 60_000
"""Characters of a picture that shows more than an empty page."""

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def serving(paths: Paths) -> Iterator[str]:
    """The verb itself, on any free port; the address that it prints."""
    words = ["--archive", str(paths.archive), "--feeds", str(paths.feeds), "--port", "0"]
    with subprocess.Popen([sys.executable, "-m", "tui", "serve", *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


@asynccontextmanager
async def served(program: list[str]) -> AsyncIterator[tuple[ReaderServer, ClientSession]]:
    server = ReaderServer(program, token=TOKEN)
    await server.start(0)
    try:
        async with ClientSession() as session:
            yield server, session
    finally:
        await server.stop()


@pytest.mark.parametrize(
    "path", ["", "ws", "static/js/textual.js", "let-me-in", "let-me/", "let-me-in2/ws", "%6cet-me-i/"]
)
async def test_without_the_token_everything_is_forbidden(path: str) -> None:
    async with served(["/bin/false"]) as (server, session):
        base = server.address.removesuffix(f"{TOKEN}/")
        async with session.get(base + path) as answer:
            assert answer.status == (404 if path == TOKEN else 403)
            assert TOKEN not in await answer.text()


async def test_a_websocket_without_the_token_is_refused() -> None:
    async with served(["/bin/false"]) as (server, session):
        with pytest.raises(WSServerHandshakeError, match="403"):
            await session.ws_connect(server.address.removesuffix(f"{TOKEN}/") + "ws")


@pytest.mark.parametrize(
    "headers", [{"Host": "rebound.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}]
)
async def test_other_names_and_other_pages_are_refused(headers: dict[str, str]) -> None:
    async with served(["/bin/false"]) as (server, session):
        with pytest.raises(WSServerHandshakeError, match="403"):
            await session.ws_connect(server.address + "ws", headers=headers)
        async with session.get(server.address, headers=headers) as answer:
            assert answer.status == 403


async def test_the_page_fetches_nothing_from_elsewhere_and_tells_nobody() -> None:
    async with served(["/bin/false"]) as (server, session):
        async with session.get(server.address) as answer:
            assert answer.status == 200
            page = await answer.text()
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Cache-Control"] == "no-store"
        assert f"{server.address.replace('http', 'ws')}ws" in page
        (script,) = re.findall(r'src="(http[^"]+)"', page)
        async with session.get(script) as answer:
            assert answer.status == 200


async def test_the_reader_talks_through_the_websocket(demo: Paths) -> None:
    with serving(demo) as address:
        await talk(address)


async def talk(address: str) -> None:
    async with ClientSession() as session, session.ws_connect(f"{address}ws?width=120&height=36") as socket:
        shown = b""
        while b"Venice" not in shown:
            message = await asyncio.wait_for(socket.receive(), 30)
            assert message.type in {WSMsgType.TEXT, WSMsgType.BINARY}
            shown += message.data if message.type is WSMsgType.BINARY else b""
        await socket.send_json(["stdin", "Q"])
        while message.type not in {WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.CLOSING}:
            message = await asyncio.wait_for(socket.receive(), 30)


class Page:
    """A page of a headless Chromium, driven over the DevTools protocol."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        while True:
            answer = await self._socket.receive_json(timeout=20)
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    async def value(self, script: str) -> object:
        return (await self.call("Runtime.evaluate", expression=script))["result"].get("value")

    async def press(self, key: str) -> None:
        await self.value("document.querySelector('.xterm-helper-textarea').focus()")
        await self.call(
            "Input.dispatchKeyEvent", type="keyDown", key=key, text=key, windowsVirtualKeyCode=ord(key.upper())
        )
        await self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def picture(self) -> str:
        return str((await self.call("Page.captureScreenshot"))["data"])

    async def until(self, true: Callable[[], Awaitable[bool]]) -> None:
        for _ in range(400):
            if await true():
                return
            await asyncio.sleep(0.025)
        raise AssertionError(await self.value("document.body.outerHTML"))


@asynccontextmanager
async def chromium(profile: Path, address: str) -> AsyncIterator[Page]:
    assert CHROMIUM is not None
    browser = await asyncio.create_subprocess_exec(
        *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        "--remote-debugging-port=0",
        *(f"--user-data-dir={profile}", "--window-size=1280,800", "about:blank"),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        told = profile / "DevToolsActivePort"
        for _ in range(800):
            if told.exists() and "\n" in told.read_text():
                break
            await asyncio.sleep(0.025)
        port = told.read_text().split("\n")[0]
        async with ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                (target,) = [found for found in await answer.json() if found["type"] == "page"]
            async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                page = Page(socket)
                await page.call("Page.navigate", url=address)
                yield page
    finally:
        browser.kill()
        await browser.wait()


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
async def test_the_reader_stands_in_a_browser_and_takes_keys(demo: Paths, tmp_path: Path) -> None:
    with serving(demo) as address:
        await see(tmp_path / "profile", address)


async def see(profile: Path, address: str) -> None:
    async with chromium(profile, address) as page:

        async def class_is_there(name: str) -> bool:
            return await page.value(f"document.body?.classList.contains('{name}')") is True

        await page.until(lambda: class_is_there("-first-byte"))
        fonts = await page.value(
            "performance.getEntriesByType('resource').every(e => e.name.startsWith(location.origin) || !e.transferSize)"
        )
        assert fonts is True, "nothing came from elsewhere"
        before = ""

        async def changed() -> bool:
            return await page.picture() != before

        async def stands() -> bool:
            nonlocal before
            before, earlier = await page.picture(), before
            return before == earlier and len(before) > A_FULL_SCREEN

        await page.until(stands)  # the page fades in
        await page.press("z")
        await page.until(changed)
        await page.press("Q")
        await page.until(lambda: class_is_there("-closed"))


def test_the_verb_prints_the_address_and_ends_quietly(demo: Paths) -> None:
    with serving(demo) as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", address)


def test_a_port_that_is_taken(demo: Paths) -> None:
    words = ["--archive", str(demo.archive), "--feeds", str(demo.feeds), "--port", "1"]
    taken = [
        sys.executable,
        "-c",
        "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True); input()",
    ]
    with subprocess.Popen(taken, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        words[-1] = other.stdout.readline().strip()
        done = subprocess.run(
            [sys.executable, "-m", "tui", "serve", *words], capture_output=True, text=True, check=False
        )
        other.communicate("\n")
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "--port 0" in done.stderr
