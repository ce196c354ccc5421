"""A refresh while one reads: progress above, news below, and nothing moves under the reader's eyes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from driving import driving
from reader_samples import NOW, STORIES, Story, recognise, store

from tui.app import WirecopyApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index import Library

DONE = "say(event='done', feeds=3, failed=0, new=0, edited=0, indexed=0, recognised=0, took_ms=1)"


class Script:
    """A refresh command for tests: it says what it is told to, and waits where it is told to."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "refresh.py"
        self.gate = folder / "gate"
        self.arguments = folder / "arguments"
        os.mkfifo(self.gate)

    def write(self, *lines: str) -> tuple[str, ...]:
        """Make it do these things; ``wait()`` stands until :meth:`open_gate`."""
        head = (
            "import json, sys",
            "def say(**event): print(json.dumps(event), flush=True)",
            f"def wait(): open({str(self.gate)!r}).read()",
            f"open({str(self.arguments)!r}, 'w').write(' '.join(sys.argv[1:]))",
        )
        self.file.write_text("\n".join((*head, *lines)))
        return (sys.executable, str(self.file))

    def open_gate(self) -> None:
        """Let it go on."""
        self.gate.write_text("")


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """A refresh command that does nothing yet."""
    return Script(tmp_path)


def reader(library: Library, command: tuple[str, ...], *, at_start: bool = False) -> WirecopyApp:
    return WirecopyApp(library, refresh_command=command, refresh_at_start=at_start, clock=lambda: NOW)


async def test_news_arrives_while_one_reads(library: Library, script: Script) -> None:
    command = script.write("say(event='progress', stage='fetch', done=143, total=200)", "wait()", DONE)
    async with driving(reader(library, command)) as drive:
        await drive.press("F", "j", "j", "enter")
        place = drive.reader.articles.cursor
        await drive.pilot.press("R")
        await drive.until(lambda: "⟳" in drive.lines[0])
        await drive.until(lambda: "143/200" in drive.lines[0])
        store(library, [Story("Fresh", minutes=1), Story("Older than most", minutes=5000)])
        await drive.pilot.press("j", "k")
        script.open_gate()
        await drive.settle()
        assert "143/200" not in drive.lines[0]
        assert "8 unread" in drive.lines[0]
        assert "2 new ↑" in drive.lines[0]
        assert "Fresh" not in drive.titles()  # nothing is shoved in while one reads
        assert "Storm closes ports" in drive.titles()  # read meanwhile, listed still
        assert drive.reader.articles.cursor == place
        assert drive.reader.articles.current is not None
        assert drive.reader.articles.current.title == "Storm closes ports"
        assert "A storm has closed the ports" in drive.text
        assert drive.focus == "ArticleView"


async def test_names_found_meanwhile_appear_in_the_open_article(open_library: Callable[[], Library]) -> None:
    library = open_library()
    store(library, STORIES)
    async with driving(reader(library, ())) as drive:
        await drive.press("enter", "pagedown")
        assert not drive.reader.reading.view.page.mentions
        recognise(library, STORIES)
        await drive.until(lambda: len(drive.reader.reading.view.page.mentions) == 3)
        assert drive.reader.article is not None
        assert drive.reader.article.mentions


async def test_articles_of_another_program_appear(library: Library) -> None:
    async with driving(reader(library, ())) as drive:
        store(library, [Story("From cron", minutes=1)])
        await drive.until(lambda: "From cron" in drive.text)
        await drive.settle()
        assert "8 unread" in drive.lines[0]
        assert drive.reader.articles.cursor == 0, "nobody was reading: the list is at its top still"
        assert drive.titles()[0] == "From cron"


@pytest.mark.parametrize(
    ("lines", "toast"),
    [
        (("sys.exit(4)",), "Another refresh is at work"),
        (("say(event='feed', status='failed', url='u')", "sys.exit(3)"), "1 feed could not be refreshed"),
        (("print('feeds.toml:3: no such key', file=sys.stderr)", "sys.exit(2)"), "feeds.toml:3: no such key"),
        (("raise SystemError('[/b] broken')",), "[/b] broken"),
        (("say(event='done', notes=['No model is installed.'])",), "No model is installed."),
    ],
)
async def test_how_it_ended_is_told(library: Library, script: Script, lines: tuple[str, ...], toast: str) -> None:
    async with driving(reader(library, script.write(*lines))) as drive:
        await drive.press("R")
        assert toast in drive.toasts[-1]
        await drive.until(lambda: toast.split(maxsplit=1)[0] in drive.text)


async def test_a_refresh_that_went_well_is_silent(library: Library, script: Script) -> None:
    async with driving(reader(library, script.write(DONE))) as drive:
        await drive.press("R")
        assert drive.toasts == []


@pytest.mark.parametrize("keys", [["ctrl+x"], ["h", "escape"]])
async def test_it_can_be_stopped(library: Library, script: Script, keys: list[str]) -> None:
    command = script.write("say(event='progress', stage='index', done=1, total=2)", "wait()")
    async with driving(reader(library, command)) as drive:
        await drive.pilot.press("R")
        await drive.until(lambda: "1/2" in drive.lines[0])
        await drive.pilot.press("R")
        await drive.until(lambda: any("at work already" in toast for toast in drive.toasts))
        await drive.pilot.press(*keys)
        await drive.settle()
        assert "1/2" not in drive.lines[0]
        assert len(drive.toasts) == 1


async def test_nothing_to_stop(library: Library) -> None:
    async with driving(reader(library, ())) as drive:
        await drive.press("ctrl+x")
        assert drive.toasts == ["No refresh is at work"]


async def test_one_feed_one_folder_or_all(library: Library, script: Script) -> None:
    async with driving(reader(library, script.write(DONE))) as drive:
        await drive.press("r")
        assert script.arguments.read_text() == ""
        await drive.press("1", "G", "enter", "r")
        assert script.arguments.read_text() == "https://bytes.example/feed"
        await drive.press("1", "k", "k", "k", "enter", "r")
        assert script.arguments.read_text() == "https://rferl.example/feed https://amn.example/feed"


async def test_refreshing_at_the_start(library: Library, script: Script) -> None:
    async with driving(reader(library, script.write(DONE), at_start=True)):
        assert script.arguments.exists()


async def test_one_that_nobody_asked_for_fails_without_a_toast(library: Library, script: Script) -> None:
    command = script.write("say(event='done', feeds=3, failed=2)", "sys.exit(3)")
    async with driving(reader(library, command)) as drive:
        drive.app._refresh_quietly()
        await drive.settle()
        assert drive.toasts == []
        assert "2 feeds failed" in drive.lines[0]
        await drive.press("R")
        assert "2 feeds could not be refreshed" in drive.toasts[-1]


async def test_leaving_takes_the_refresh_along(library: Library, script: Script) -> None:
    command = script.write("say(event='progress', stage='fetch', done=1, total=2)", "wait()")
    app = reader(library, command)
    async with driving(app) as drive:
        await drive.pilot.press("R")
        await drive.until(lambda: "1/2" in drive.lines[0])
        client = app._client
        assert client is not None
        process = client._process
        assert process is not None
    assert await process.wait() != 0
