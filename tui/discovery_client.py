"""The reader's side of a look at an address: ``wirecopy add --preview --json`` as a process.

It brings an HTTP client, parsers and whatever the address leads to; in the reader's own process they would hold up the
keys. What it says on the way are its lines on standard error, what it has found is one JSON document.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from index import Discovery, FeedPreview, FoundFeed, Headline, WirecopyError
from tui.child_process import LINE_LIMIT, Fields, last_words, stop

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable

    from index import Paths

_COMPLAINT = "wirecopy: "


def look_command(paths: Paths) -> tuple[str, ...]:
    """The command that looks at the address on its standard input: everybody may see what a process is called with."""
    where = ("--archive", str(paths.archive), "--feeds", str(paths.feeds))
    return (sys.executable, "-m", "tui", *where, "add", "--preview", "--json", "-")


async def look_at(command: tuple[str, ...], address: str, tell: Callable[[str], None], named_by: str = "") -> Discovery:
    """Look at an address; a task that is cancelled here takes the process with it.

    Args:
        command: the program and its arguments.
        address: as it was typed; or as a page names it.
        named_by: that page.
        tell: hears of every step, in words.

    Raises:
        WirecopyError: nothing was found; says why, in words.
    """
    try:
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=LINE_LIMIT)
    except OSError as error:
        raise WirecopyError(f"The address could not be looked at: {error.strerror or error}.") from error
    try:
        await _ask(process, f"{_one_line(address)}\n{_one_line(named_by)}\n")
        document, said = await asyncio.gather(_all(process), last_words(process, lambda line: _tell(line, tell)))
        code = await process.wait()
    finally:
        if process.returncode is None:
            await stop(process)
    if code:
        last = said.rpartition("\n")[2]
        raise WirecopyError(last.removeprefix(_COMPLAINT) or "The address could not be looked at.")
    return read_discovery(document)


def _tell(line: str, tell: Callable[[str], None]) -> None:
    if line and not line.startswith(_COMPLAINT):
        tell(line)


async def _ask(process: Process, question: str) -> None:
    if process.stdin is not None:
        with suppress(OSError):  # it has ended already; its last words say why
            process.stdin.write(question.encode("utf-8", "replace"))
            await process.stdin.drain()
        process.stdin.close()


def _one_line(text: str) -> str:
    return " ".join(text.split())


async def _all(process: Process) -> str:
    return (await process.stdout.read()).decode("utf-8", "replace") if process.stdout else ""


def read_discovery(document: str) -> Discovery:
    """What the command has printed.

    Raises:
        WirecopyError: it is nothing that is known here.
    """
    try:
        record: object = json.loads(document)
    except ValueError as error:
        raise WirecopyError("The look at the address broke off.") from error
    fields = Fields(record if isinstance(record, dict) else {})
    previews = [_preview(feed) for feed in fields.objects("feed")]
    feeds = tuple(
        FoundFeed(each.text("url"), each.text("title"), each.text("kind"), each.flag("subscribed"))
        for each in fields.objects("feeds")
    )
    if not previews and not feeds:
        raise WirecopyError("Nothing was found there.")
    return Discovery(fields.text("address"), previews[0] if previews else None, feeds)


def _preview(fields: Fields) -> FeedPreview:
    return FeedPreview(
        url=fields.text("url"),
        title=fields.text("title"),
        description=fields.text("description"),
        link=fields.text("link"),
        language=fields.text("language"),
        entries=fields.number("entries"),
        headlines=tuple(Headline(each.text("title"), _moment(each)) for each in fields.objects("headlines")),
        weekly=fields.real("weekly"),
        size=fields.number("size"),
        subscribed=fields.flag("subscribed"),
    )


def _moment(fields: Fields) -> int | None:
    try:
        return int(datetime.fromisoformat(fields.text("published")).timestamp())
    except (ValueError, OverflowError):
        return None
