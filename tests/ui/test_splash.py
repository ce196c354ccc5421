"""The last screen is kept and drawn again: only on a terminal that it fits, and only if it is what we wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.splash import FRAME, Splash, frame_header, load_frame, save_frame

if TYPE_CHECKING:
    from pathlib import Path

TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
HEADER = frame_header(20, 3, TERMINAL)
LINES = ("\x1b[1;38;2;20;30;40mVenice keeps its\x1b[0m    ", "日本 and emoji 👩‍🔬 ", "")


def test_a_frame_comes_back(tmp_path: Path) -> None:
    save_frame(tmp_path, HEADER, LINES)
    assert load_frame(tmp_path, HEADER, 3) == LINES
    assert (tmp_path / FRAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "header",
    [
        frame_header(21, 3, TERMINAL),
        frame_header(20, 4, TERMINAL),
        frame_header(20, 3, {**TERMINAL, "TERM": "linux"}),
        frame_header(20, 3, {**TERMINAL, "COLORTERM": ""}),
        frame_header(20, 3, {**TERMINAL, "NO_COLOR": "1"}),
    ],
)
def test_another_terminal_gets_none(tmp_path: Path, header: str) -> None:
    save_frame(tmp_path, HEADER, LINES)
    assert load_frame(tmp_path, header, 3) == ()


@pytest.mark.parametrize(
    "hostile",
    ["\x1b]52;c;aGk=\x07", "\x1b[2J", "\x1b[5;5H", "\x1b]8;;https://x\x1b\\x", "a\rb", "\x9b31m", "a\u202eb", "\x00"],
)
def test_text_and_colours_and_nothing_else(tmp_path: Path, hostile: str) -> None:
    save_frame(tmp_path, HEADER, ("", hostile, ""))
    assert not (tmp_path / FRAME).exists(), "it is not even kept"
    save_frame(tmp_path, HEADER, LINES)
    kept = (tmp_path / FRAME).read_text()
    (tmp_path / FRAME).write_text(kept.replace("Venice", hostile))
    assert load_frame(tmp_path, HEADER, 3) == (), "nor believed if somebody else has put it there"


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", HEADER.encode(), HEADER.encode() + b"\n" * 500])
def test_damage_is_no_frame(tmp_path: Path, content: bytes) -> None:
    save_frame(tmp_path, HEADER, LINES)
    (tmp_path / FRAME).write_bytes(content)
    assert load_frame(tmp_path, HEADER, 3) == ()


def test_without_a_terminal_nothing_stands(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with Splash(tmp_path, TERMINAL) as splash:
        assert not splash.standing
        splash.hand_over()
    assert capfd.readouterr().err == ""
