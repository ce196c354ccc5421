"""Draw the screenshots of the README from the sample wire, through the real reader: `make screenshots`.

usage: python docs/screenshots/make.py [NAME ...]
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

os.environ.update(TZ="UTC", TEXTUAL_ANIMATIONS="none", COLORTERM="truecolor")
os.environ.pop("NO_COLOR", None)

from rich.cells import cell_len

from index import Library, Paths
from tui.app import WirecopyApp

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC).timestamp()
TEXT = re.compile(r'(<text[^>]*textLength=")([\d.]+)"[^>]*>([^<]*)</text>')
FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shot:
    """A screen: its size, the keys that lead to it, and the theme if it is not the dark one."""

    name: str
    columns: int
    rows: int
    keys: tuple[str, ...]
    theme: str = ""


OPEN_DISPATCH = ("2", *"jjjjj", "enter")
SHOTS = (
    Shot("reader-120x36", 120, 36, OPEN_DISPATCH),
    Shot("reader-80x24", 80, 24, OPEN_DISPATCH),
    Shot("list-80x24", 80, 24, ("2",)),
    Shot("light-120x36", 120, 36, OPEN_DISPATCH, theme="wirecopy-light"),
    Shot("search-120x36", 120, 36, ("slash", *"quiroga", "space", *"cable")),
    Shot("help-120x36", 120, 36, ("2", "question_mark")),
)


def widened(svg: str) -> str:
    """Give text with wide characters its true length: Rich counts code points there, terminals count cells."""

    def mend(match: re.Match[str]) -> str:
        text = html.unescape(match[3])
        length = float(match[2]) * cell_len(text) / max(1, len(text))
        return f"{match[1]}{length:g}{match[0][match.end(2) - match.start() :]}"

    return TEXT.sub(mend, svg)


async def draw(shot: Shot, paths: Paths) -> str:
    """The screen as SVG, without the fonts that a viewer would fetch from elsewhere."""
    with Library.open(paths) as library:
        app = WirecopyApp(library, clock=lambda: NOW)
        async with app.run_test(size=(shot.columns, shot.rows)) as pilot:
            if shot.theme:
                app.theme = shot.theme
            for key in shot.keys:
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            return widened(FONT_FACE.sub("", app.export_screenshot(title="Wirecopy")))


def main() -> None:
    """Draw the named screens, or all of them."""
    wanted = set(sys.argv[1:]) or {shot.name for shot in SHOTS}
    for shot in SHOTS:
        if shot.name in wanted:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                command = [sys.executable, "-m", "tui", "demo", "--prepare", str(folder)]
                subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
                paths = Paths(archive=folder / "archive", feeds=folder / "feeds.toml")
                (HERE / f"{shot.name}.svg").write_text(asyncio.run(draw(shot, paths)), encoding="utf-8")
            print(f"docs/screenshots/{shot.name}.svg")


if __name__ == "__main__":
    main()
