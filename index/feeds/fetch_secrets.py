"""The user's own headers and passwords for a feed, and who may be told them.

A value "env:NAME" is taken from the environment and "cmd:program argument ..." from the output of a program, so that
feeds.toml need not hold the secret. Nothing of it is ever part of a message or a repr, and nothing is sent to another
server than the one that the user gave it for.
"""

from __future__ import annotations

import asyncio
import os
import shlex
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import FetchError
from index.feeds.fetch_address import parse_address

if TYPE_CHECKING:
    from index.feeds.fetch_address import Address

_ENVIRONMENT, _COMMAND = "env:", "cmd:"
_PATIENCE = 30.0
"""Seconds that a program may take to print a secret; it may have to ask the user to unlock a key ring."""

_LONGEST = 8000


@dataclass(frozen=True, slots=True)
class Access:
    """What the user wants sent with the requests for one feed, as feeds.toml says it.

    Attributes:
        url: the feed's address in feeds.toml; only its server is told.
    """

    url: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    def is_for(self, target: Address) -> bool:
        """Whether a request may carry it: to the same server, or to the same host's https port."""
        if not (self.headers or self.username or self.password):
            return False
        if urlsplit(self.url).scheme.lower() not in {"http", "https"}:
            return False
        own = parse_address(self.url).origin
        return target.origin == own or (own[0] == "http" and target.origin == ("https", own[1], 443))


class Secrets:
    """Looks secrets up; a program's answer is kept as long as this lives."""

    def __init__(self) -> None:
        self._printed: dict[str, asyncio.Task[str]] = {}

    async def resolve(self, access: Access) -> tuple[tuple[str, ...], tuple[str, str]]:
        """The header lines, and name and password, with the secrets in their places.

        Raises:
            FetchError: a secret is not to be had; says which, and not what it is.
        """
        lines = []
        for name, value in access.headers:
            lines.append(f"{name}: {await self._value(value)}")
        return tuple(lines), (await self._value(access.username), await self._value(access.password))

    async def _value(self, text: str) -> str:
        if text.startswith(_ENVIRONMENT):
            name = text.removeprefix(_ENVIRONMENT).strip()
            if name not in os.environ:
                raise FetchError(f"The environment has no {name}, which feeds.toml names.", "Set it, then try again.")
            return _checked(os.environ[name], name)
        if text.startswith(_COMMAND):
            command = text.removeprefix(_COMMAND).strip()
            if command not in self._printed:
                self._printed[command] = asyncio.ensure_future(_run(command))
            return await asyncio.shield(self._printed[command])
        return text


async def _run(command: str) -> str:
    """The first line that a program prints; it is started as it is, by no shell."""
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        raise FetchError(f"The command for a secret cannot be read: {error}.", "Check its quotes.") from error
    if not arguments:
        raise FetchError("The command for a secret is empty.", 'Write "cmd:program argument".')
    program = arguments[0]
    try:
        process = await asyncio.create_subprocess_exec(*arguments, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL)
    except OSError as error:
        raise FetchError(f"{program}, which is to print a secret, cannot be started: {error.strerror}.") from error
    try:
        async with asyncio.timeout(_PATIENCE):
            printed, _ = await process.communicate()
    except TimeoutError as error:
        raise FetchError(f"{program} printed no secret within {_PATIENCE:g} s.") from error
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        raise FetchError(f"{program}, which is to print a secret, failed with exit code {process.returncode}.")
    return _checked(printed[:_LONGEST].decode("utf-8", "replace").partition("\n")[0].rstrip("\r"), program)


def _checked(secret: str, source: str) -> str:
    """The secret, if it can be sent."""
    if not secret or not secret.isprintable() or len(secret) > _LONGEST:
        raise FetchError(f"What {source} gives is no secret that can be sent.")
    return secret
