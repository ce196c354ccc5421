"""The editor, the pager and commands that an article is piped to: argument lists, text on the standard input."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from driving import driving

from terminal import Terminal
from tui.programs import ProgramError, editor, pager, piped, run_on, run_on_file

if TYPE_CHECKING:
    from pathlib import Path

    from index import Paths
    from tui.app import WirecopyApp

LEFT = b"\x1b[?1049l"
COPY = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("wc -w", ("wc", "-w")),
        ("grep 'two words'", ("grep", "two words")),
        ("echo $HOME; rm -rf *", ("echo", "$HOME;", "rm", "-rf", "*")),
    ],
)
def test_a_command_is_words_and_never_a_shells(line: str, words: tuple[str, ...]) -> None:
    assert piped(line) == words


@pytest.mark.parametrize("line", ["", "   ", "echo 'open"])
def test_what_is_no_command_is_told(line: str) -> None:
    with pytest.raises(ProgramError, match="command"):
        piped(line)


def test_the_users_choice_comes_first() -> None:
    assert editor({"VISUAL": "code --wait", "EDITOR": "ed"}) == ("code", "--wait")
    assert editor({"VISUAL": " ", "EDITOR": "ed"}) == ("ed",)
    assert pager({"PAGER": "less -R"}) == ("less", "-R")


def test_text_goes_in_as_it_is(tmp_path: Path) -> None:
    text = "'; rm -rf / #\n$(date) `date` 日本\n"
    assert run_on([sys.executable, "-c", COPY, str(tmp_path / "copy")], text) == 0
    assert (tmp_path / "copy").read_text() == text
    assert run_on(["/bin/false"], text * 100_000) == 1, "a program that does not read it is no failure of ours"


def test_a_file_has_the_text_a_harmless_name_and_goes_again(tmp_path: Path) -> None:
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2] + '\\n' + open(sys.argv[2]).read())"
    assert run_on_file([sys.executable, "-c", code, str(tmp_path / "copy")], "text", "-rf ../../x; $(y)") == 0
    name, text = (tmp_path / "copy").read_text().split("\n")
    assert name.endswith("/rf-------x----y.txt")
    assert text == "text"
    assert not os.path.lexists(name)


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(ProgramError, match="/no/such cannot be started: No such file"):
        run_on(["/no/such"], "")


async def test_without_a_terminal_of_our_own_no_program_gets_one(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("vertical_line", *"wc", "enter")
        assert "there is none" in drive.toasts[-1] or "need a terminal" in drive.toasts[-1]
        await drive.press("vertical_line")
        assert "wc" in drive.text, "the last command is offered again"
        await drive.press("escape")
        assert drive.app.screen is drive.reader


async def test_the_palette_has_what_no_key_does(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("colon")
        await drive.type("pager")
        assert "Read the article in $PAGER" in drive.text
        await drive.press("enter")
        assert "need a terminal" in drive.toasts[-1]
        await drive.press("colon")
        await drive.type("suspend")
        assert "Suspend the reader" in drive.text


def test_a_pipe_and_a_pager_in_a_terminal(demo: Paths) -> None:
    command = [sys.executable, "-m", "tui", "--archive", str(demo.archive), "--feeds", str(demo.feeds)]
    with Terminal(command, environ={"PAGER": f"{sys.executable} -c 'import sys; sys.exit(len(input()))'"}) as terminal:
        terminal.wait_for("Venice")
        terminal.settle()
        terminal.send("|")
        terminal.wait_for("Pipe the article to")
        terminal.send("head -n 1\r")
        terminal.wait_for("[head — Enter goes back to the reader]")
        _, _, shown = terminal.raw.rpartition(LEFT)
        assert b"Unread" not in shown, "the command has the terminal to itself"
        terminal.raw = b""
        terminal.send("\x03")
        terminal.wait_for_bytes(b"Unread")
        terminal.settle()
        terminal.raw = b""
        terminal.send(":")
        terminal.settle()
        terminal.send("pager\r")
        terminal.wait_for_bytes(LEFT)
        terminal.wait_for_bytes(b"\x1b[?1049h")
        terminal.settle()
        terminal.send("y")
        terminal.wait_for_bytes(b"\x1b]52;c;")
        terminal.send("Q")
        assert terminal.wait() == 0
