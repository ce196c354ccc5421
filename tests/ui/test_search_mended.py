"""A search index that is damaged, missing, another archive's or of another format: said, and mended meanwhile."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from driving import driving
from reader_samples import NOW, STORIES, Story, store

from index.search.store import Store
from tui.app import WirecopyApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index import Library


def files(library: Library, pattern: str) -> list[Path]:
    found = sorted(library.index_folder.glob(pattern))
    assert found
    return found


def emptied(library: Library) -> None:
    """As after a full disk."""
    for file in files(library, "*.id.col"):
        file.write_bytes(b"")


def flipped(library: Library) -> None:
    """As a bad disk would do it."""
    for file in files(library, "*.trm"):
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0xFF
        file.write_bytes(content)


def contents_cut(library: Library) -> None:
    for file in files(library, "*.toc"):
        file.write_bytes(file.read_bytes()[:20])


def gone(library: Library) -> None:
    shutil.rmtree(library.index_folder)


def other_format(library: Library) -> None:
    """As a later Wirecopy might write it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.search.schema.FORMAT", 99)
        library.reindex()


@pytest.mark.parametrize("harm", [emptied, flipped, contents_cut, gone, other_format])
async def test_it_is_mended_while_one_reads(indexed: Library, harm: Callable[[Library], None]) -> None:
    harm(indexed)
    indexed.search_index().close()
    app = WirecopyApp(indexed, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.pilot.press("slash")
        await drive.type("putin")
        if harm is flipped:  # nothing tells before the file is read whole
            return
        await drive.until(lambda: len(drive.titles()) == 2)
        await drive.until(lambda: "index" not in drive.lines[3])
        assert drive.toasts == []
        assert indexed.check().whole


async def test_another_archives_index_is_none(indexed: Library, open_library: Callable[[], Library]) -> None:
    other = open_library()
    store(other, [Story("Penguins"), *STORIES])
    shutil.copytree(indexed.index_folder, other.index_folder)
    app = WirecopyApp(other, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.pilot.press("slash")
        await drive.type("penguins")
        await drive.until(lambda: drive.titles() == ["Penguins"])


async def test_what_is_being_done_is_said_and_can_be_stopped(indexed: Library) -> None:
    gone(indexed)
    app = WirecopyApp(indexed, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.pilot.press("slash")
        await drive.until(lambda: "the index is being built" in drive.text)
        await drive.pilot.press("ctrl+x")
        await drive.settle()
        assert "the index is being built" not in drive.text
        assert not [toast for toast in drive.toasts if "failed" in toast or "could not" in toast]
        assert "not found" in drive.lines[3]


async def test_an_index_that_cannot_be_mended_says_why_once(indexed: Library) -> None:
    gone(indexed)
    app = WirecopyApp(indexed, clock=lambda: NOW)
    with Store(indexed.index_folder).locked():
        async with driving(app) as drive:
            await drive.press("slash")
            await drive.type("putin")
            await drive.until(lambda: bool(drive.toasts))
            (told,) = drive.toasts
            assert "could not be mended" in told
            assert "Another process" in told
            assert "not found" in drive.lines[3]
