"""Copying by key: the link, the text, a selection, a quotation; and where it goes."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
from driving import Driver, driving

if TYPE_CHECKING:
    from pathlib import Path

    from tui.app import WirecopyApp


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's real clipboard is touched."""
    for name in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


async def drag(drive: Driver, text: str) -> None:
    """Select a text on the screen with the mouse."""
    y, line = next((y, line) for y, line in enumerate(drive.lines) if text in line)
    x = line.index(text)
    await drive.pilot.mouse_down(offset=(x, y))
    await drive.pilot.hover(offset=(x + len(text) - 1, y))
    await drive.pilot.mouse_up(offset=(x + len(text) - 1, y))
    await drive.settle()


async def test_the_link_the_text_and_a_quotation(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("y")
        assert app.clipboard == "https://amn.example/maduro"
        await drive.press("c")
        assert app.clipboard == (
            "Maduro to meet Putin in Moscow\n\n"
            "Vladimir Putin will hold talks in Moscow with Nicolas Maduro.\n\nThe agenda is here in full."
        )
        await drive.press("Y")
        assert app.clipboard == (
            "“Vladimir Putin will hold talks in Moscow with Nicolas Maduro.”\n\n"
            "— Ann Writer, “Maduro to meet Putin in Moscow”, American Military News, 25 September 2019\n"
            "https://amn.example/maduro"
        )
        assert drive.toasts == ["Link copied", "Article copied", "Quotation copied"]


async def test_what_is_selected_comes_first(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("enter")
        await drag(drive, "agenda is here")
        await drive.press("c")
        assert app.clipboard == "agenda is here"
        await drive.press("Y")
        assert app.clipboard.startswith("“agenda is here”\n\n— Ann Writer")
        assert drive.toasts == ["3 words copied", "Quotation copied"]


async def test_an_article_that_is_not_shown_is_read_first(app: WirecopyApp) -> None:
    async with driving(app, (80, 24)) as drive:
        await drive.press("j", "c")
        assert app.clipboard == "Bank holds rates\n\nThe central bank held its rates on Wednesday."


async def test_within_tmux_the_text_goes_to_tmux(
    app: WirecopyApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tmux"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\ncat > {tmp_path}/text\n')
    program.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    async with driving(app) as drive:
        await drive.press("y")
        assert (tmp_path / "arguments").read_text() == "load-buffer -w -\n"
        assert (tmp_path / "text").read_text() == "https://amn.example/maduro"
        program.write_text("#!/bin/sh\nexit 1\n")
        await drive.press("y")
        assert drive.toasts == ["Link copied", "Link copied"]
