"""Pictures in the terminal, for those who have asked for them: decoded in another process, drawn by textual-image.

That library asks the terminal what it can draw when it is imported, and only gets an answer while Textual is not
listening. So it is imported when the first picture is to be seen, and with the reader suspended for a moment.
"""

from __future__ import annotations

import os
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from index import WirecopyError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App
    from textual.widget import Widget

LARGEST = (1920, 1440)
"""Pixels of a picture as it is handed on; terminals show fewer."""

_LIBRARY = "textual_image.widget"
_PATIENCE = 20.0  # seconds
_LATE = 0.2  # seconds
_WORKER = Path(__file__).with_name("picture_worker.py")


class PictureError(WirecopyError):
    """A picture cannot be decoded, or nothing here can show it."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded picture: rows from the top, three bytes a pixel."""

    width: int
    height: int
    data: bytes


def decode(data: bytes, *, environ: Mapping[str, str] = os.environ) -> Pixels:
    """Decode a JPEG, PNG, GIF, WebP or AVIF file, scaled to :data:`LARGEST` at most; of moving ones the first frame.

    Raises:
        PictureError: it is none of these, or takes too much time or memory.
    """
    command = [sys.executable, "-P", str(_WORKER), *map(str, LARGEST)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, the picture on its standard input
            command, input=data, capture_output=True, timeout=_PATIENCE, check=False, env=dict(environ)
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PictureError("This picture could not be decoded.") from error
    head, _, pixels = done.stdout.partition(b"\n")
    size = head.split()
    if done.returncode or len(size) != 2 or len(pixels) != int(size[0]) * int(size[1]) * 3:  # noqa: PLR2004
        raise PictureError("This picture could not be decoded.")
    return Pixels(int(size[0]), int(size[1]), pixels)


def prepare(app: App[object]) -> None:
    """Load what draws pictures; the first time the terminal is asked what it can draw.

    Raises:
        PictureError: it isn't installed.
    """
    if _LIBRARY in sys.modules:
        return
    try:
        try:
            with app.suspend():
                import_module(_LIBRARY)
                _drain()
        except SuspendNotSupported:
            _import_unasked()
    except ImportError as error:
        raise PictureError("Pictures need the extra package:", "pip install 'wirecopy[pictures]'") from error


def _drain() -> None:
    """Throw away what a terminal far away answers late: it would be taken for keys."""
    if sys.__stdin__ is not None and sys.__stdin__.isatty():
        time.sleep(_LATE)
        termios.tcflush(sys.__stdin__, termios.TCIFLUSH)


def _import_unasked() -> None:
    """Load it where there is no terminal to be asked: in a browser, in tests."""
    before = sys.__stdout__
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.__stdout__ = nowhere  # type: ignore[misc] # the library looks there, whatever it is told
        try:
            import_module(_LIBRARY)
        finally:
            sys.__stdout__ = before  # type: ignore[misc]


def picture_widget(pixels: Pixels) -> Widget:
    """The best that the terminal can show of a picture; :func:`prepare` comes first."""
    from PIL import Image as Pillow  # noqa: PLC0415 - see the module
    from textual_image.renderable import Image as Best  # noqa: PLC0415
    from textual_image.renderable import UnicodeImage  # noqa: PLC0415
    from textual_image.widget import HalfcellImage, Image  # noqa: PLC0415

    image = Pillow.frombytes("RGB", (pixels.width, pixels.height), pixels.data)
    return HalfcellImage(image) if Best is UnicodeImage else Image(image)


def cells(pixels: Pixels, width: int, height: int) -> tuple[int, int]:
    """The size in cells at which a picture fits an area whole, its proportions kept."""
    from textual_image._terminal import get_cell_size  # noqa: PLC0415 - nothing public says it

    cell = get_cell_size()
    scale = min(width * cell.width / pixels.width, height * cell.height / pixels.height)
    across, down = pixels.width * scale / cell.width, pixels.height * scale / cell.height
    return max(1, min(width, round(across))), max(1, min(height, round(down)))
