"""The reader in a browser: textual-serve behind a token, on this machine only.

textual-serve itself asks nobody who they are. Whoever reached its port could read everything and press every key, and a
web page that is open in any browser of this machine can reach a port on localhost. So everything it serves lies below a
path that nobody can guess, and what is asked for by another name or from another page is refused.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import shlex
import signal
from typing import TYPE_CHECKING

from aiohttp import web
from rich.console import Console
from textual_serve.server import Server

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = "127.0.0.1"
_TOKEN_BYTES = 24
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""The address must not leave the page: no referrer, nothing fetched from elsewhere (fonts), not kept, not framed."""


class ReaderServer:
    """Serves the reader: every page that is opened starts a reader of its own on the same archive.

    Attributes:
        address: what to open in a browser; anybody who knows it can read.
    """

    def __init__(self, command: Sequence[str], *, token: str = "") -> None:
        self.address = ""
        self._token = token or secrets.token_urlsafe(_TOKEN_BYTES)
        self._server = Server(shlex.join(command), host=HOST, title="Wirecopy")
        self._server.console = Console(quiet=True)  # it would print an address without the token
        self._runner: web.AppRunner | None = None

    async def start(self, port: int) -> None:
        """Listen on a port of this machine; 0 takes any that is free.

        Raises:
            OSError: the port is taken, or not allowed.
        """
        outer = web.Application(middlewares=[self._checked])
        outer.on_response_prepare.append(_add_headers)
        outer.add_subapp(f"/{self._token}", await self._server._make_app())  # noqa: SLF001 - its one way to be mounted
        self._runner = web.AppRunner(outer, access_log=None)  # the log would hold the token
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, port).start()
        except OSError:
            await self.stop()
            raise
        port = self._runner.addresses[0][1]
        self._server.port = port
        self._server.public_url = f"http://{HOST}:{port}"
        self.address = f"{self._server.public_url}/{self._token}/"

    async def stop(self) -> None:
        """End every reader and close the port."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @web.middleware
    async def _checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        first = request.path.split("/")[1] if "/" in request.path else ""
        if not hmac.compare_digest(first.encode(), self._token.encode()):
            raise web.HTTPForbidden(text="This address lacks the token that `wirecopy serve` has printed.\n")
        own = self._server.public_url
        # A name that somebody else has pointed at this machine, or a page of somebody else's, is not the user.
        if f"http://{request.headers.get('Host', '')}" != own or request.headers.get("Origin", own) != own:
            raise web.HTTPForbidden(text=f"Only {own} is served.\n")
        return await handler(request)


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def serve(command: Sequence[str], port: int, tell: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        command: starts a reader.
        port: to listen on.
        tell: is given the address once it can be opened.

    Raises:
        OSError: the port is taken, or not allowed.
    """
    asyncio.run(_serve(ReaderServer(command), port, tell))


async def _serve(server: ReaderServer, port: int, tell: Callable[[str], None]) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, ended.set)
    await server.start(port)
    try:
        tell(server.address)
        await ended.wait()
    finally:
        await server.stop()
