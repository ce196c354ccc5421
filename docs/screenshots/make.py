"""Draw the screenshots of the README from the sample wire, through the real reader: `make screenshots`.

usage: python docs/screenshots/make.py [NAME ...]
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
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
    """A screen.

    Attributes:
        keys: those that lead to it.
        theme: if it is not the dark one.
        later: after a second refresh, which brings edits, at the time of day that it is.
    """

    name: str
    columns: int
    rows: int
    keys: tuple[str, ...]
    theme: str = ""
    later: bool = False


OPEN_DISPATCH = ("2", *"jjjjj", "enter")
SHOTS = (
    Shot("reader-120x36", 120, 36, OPEN_DISPATCH),
    Shot("light-120x36", 120, 36, OPEN_DISPATCH, theme="wirecopy-light"),
    Shot("reader-80x24", 80, 24, OPEN_DISPATCH),
    Shot("list-80x24", 80, 24, ("2",)),
    Shot("days-120x36", 120, 36, ("2", "v", "D")),
    Shot("search-120x36", 120, 36, ("slash", *"quiroga")),
    Shot("search-80x24", 80, 24, ("slash", *"quiroga")),
    Shot("card-120x36", 120, 36, (*OPEN_DISPATCH, "E", *"jjjjjjj", "enter")),
    Shot("news-120x36", 120, 36, ("W",)),
    Shot("edits-120x36", 120, 36, ("slash", *"aaltonen", "enter", "enter", "d"), later=True),
    Shot("health-120x36", 120, 36, ("Z",), later=True),
    Shot("help-120x36", 120, 36, ("2", "question_mark")),
    Shot("tour-120x36", 120, 36, ("colon", *"tour", "enter")),
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
        app = WirecopyApp(library, clock=time.time if shot.later else lambda: NOW)
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
    folder = Path(tempfile.gettempdir()) / "wirecopy"  # the screens show it: it has the same name everywhere
    folder.mkdir()
    try:
        for shot in SHOTS:
            if shot.name in wanted:
                (HERE / f"{shot.name}.svg").write_text(
                    asyncio.run(draw(shot, prepared(folder, shot))), encoding="utf-8"
                )
                print(f"docs/screenshots/{shot.name}.svg")
    finally:
        shutil.rmtree(folder)


def prepared(folder: Path, shot: Shot) -> Paths:
    """The sample wire, refreshed."""
    shutil.rmtree(folder)
    folder.mkdir()
    paths = Paths(archive=folder / "archive", feeds=folder / "feeds.toml")
    where = ["--archive", str(paths.archive), "--feeds", str(paths.feeds)]
    for verb in (["demo", "--prepare", str(folder)], *([["refresh", *where]] if shot.later else [])):
        subprocess.run([sys.executable, "-m", "tui", *verb], check=True, capture_output=True)  # noqa: S603 - ours
    return paths


if __name__ == "__main__":
    main()
