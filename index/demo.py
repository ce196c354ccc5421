"""The bundled sample wire: feeds in files, that the very same refresh pipeline reads, offline."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from index.config import Paths

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

FIRST, LATER = "first", "later"
"""The wire as it first went out, and the feeds that were edited afterwards."""


def prepare_demo(folder: Path) -> Paths:
    """Lay the sample wire out in a folder: its feeds as files, a feeds.toml that names them, room for the archive."""
    wire = folder / "wire"
    wire.mkdir(parents=True, exist_ok=True)
    _copy(_wire() / FIRST, wire)
    config = (_wire() / "feeds.toml").read_text(encoding="utf-8")
    feeds = folder / "feeds.toml"
    feeds.write_text(config.replace("file:wire/", f"{wire.resolve().as_uri()}/"), encoding="utf-8")
    return Paths(archive=folder / "archive", feeds=feeds)


def publish_edits(folder: Path) -> None:
    """Let time pass: the feeds that were edited after they first went out take their later form."""
    _copy(_wire() / LATER, folder / "wire")


def _wire() -> Traversable:
    return resources.files("index.data") / "demo"


def _copy(source: Traversable, target: Path) -> None:
    for file in source.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
