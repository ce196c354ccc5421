"""Whether the index has caught up is told without opening it, and never wrongly."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from index import Library, Paths, run_refresh
from index.search.stamp import is_current, mark_current

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FEED = b"<rss version='2.0'><channel><title>T</title><item><guid>1</guid><title>Harvest</title></item></channel></rss>"
HEAVY = ("whoosh", "numpy", "feedparser", "lxml", "nh3", "spacy", "py3langid", "index.search.index")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "_MAIN_1.toc").write_text("contents")
    return tmp_path


def test_an_index_is_current_once_it_is_marked_so(folder: Path) -> None:
    assert not is_current(folder, "archive", 7)
    mark_current(folder, "archive", 7)
    assert is_current(folder, "archive", 7)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "_MAIN_1.toc").write_text("other contents"),
        lambda folder: (folder / "_MAIN_1.toc").unlink(),
        lambda folder: (folder / "damaged").touch(),
        lambda folder: (folder / "caught-up").write_bytes(b"\xff\xfe"),
    ],
    ids=["replaced", "gone", "another file", "an unreadable stamp"],
)
def test_an_index_whose_files_changed_is_not_current(folder: Path, change: Callable[[Path], object]) -> None:
    mark_current(folder, "archive", 7)
    change(folder)
    assert not is_current(folder, "archive", 7)


@pytest.mark.parametrize(("archive", "revision"), [("archive", 8), ("other", 7)])
def test_another_archive_or_revision_is_not_there_yet(folder: Path, archive: str, revision: int) -> None:
    mark_current(folder, "archive", 7)
    assert not is_current(folder, archive, revision)


def test_without_a_folder_nothing_is_current(tmp_path: Path) -> None:
    mark_current(tmp_path / "none", "archive", 1)
    assert not is_current(tmp_path / "none", "archive", 1)


def test_a_refresh_that_brings_nothing_imports_nothing_heavy(tmp_path: Path) -> None:
    paths = Paths(archive=tmp_path / "archive", feeds=tmp_path / "feeds.toml")
    with FeedServer() as server:
        paths.feeds.write_text(f'[[feed]]\nurl = "{server.put("/feed", FEED, etag=chr(34) + "1" + chr(34))}"\n')
        with Library.open(paths) as library:
            run_refresh(library, library.feeds(), lambda event: None, entities=False)
        script = (
            "import sys; from tui.__main__ import main; code = main(sys.argv[2:]);"
            "print([name for name in sys.argv[1].split(',') if name in sys.modules]); sys.exit(code)"
        )
        options = ["refresh", "--no-entities", "--archive", str(paths.archive), "--feeds", str(paths.feeds)]
        done = subprocess.run(
            [sys.executable, "-c", script, ",".join(HEAVY), *options], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_index_that_was_thrown_away_is_built_again(tmp_path: Path) -> None:
    paths = Paths(archive=tmp_path / "archive", feeds=tmp_path / "feeds.toml")
    with FeedServer() as server:
        paths.feeds.write_text(f'[[feed]]\nurl = "{server.put("/feed", FEED)}"\n')
        with Library.open(paths) as library:
            run_refresh(library, library.feeds(), lambda event: None, entities=False)
            for file in library.index_folder.iterdir():
                file.unlink()
            assert run_refresh(library, library.feeds(), lambda event: None, entities=False).indexed == 1
            assert library.search("harvest").total == 1
