"""Every hostile document through a parser worker: articles or an error in words, in time and within its memory."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest

from index.errors import ParseError
from index.feeds.worker import ParseJob, ParserPool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = [pytest.mark.data, pytest.mark.slow, pytest.mark.xdist_group("heavy")]

TIMEOUT = 30.0
MAX_BYTES = 20_000_000
"""What the fetcher lets through."""


async def outcomes(paths: Sequence[Path]) -> dict[str, str]:
    """What came of each document: "" for a feed, else the error; what is worse than that fails at once."""
    found = {}
    with ParserPool(2, timeout=TIMEOUT) as pool:
        for path in paths:
            start = time.monotonic()
            try:
                plan = (
                    await pool.run(ParseJob(1, "https://h.example/feed", path.read_bytes()[:MAX_BYTES], "", ()))
                ).plan
            except ParseError as error:
                found[path.name] = "\n".join([str(error), *getattr(error, "__notes__", ())])
            else:
                found[path.name] = ""
                for draft in plan.new:
                    for text in (draft.title, draft.author, draft.summary, draft.text):
                        assert not any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in text)
            assert time.monotonic() - start < TIMEOUT + 10, path.name
    assert not {name: error for name, error in found.items() if "Traceback" in error or "broke down" in error}
    return found


def sample(folder: Path, every: int) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".md", ".py"})[::every]


async def test_hostile_files(shared_data: Path) -> None:
    found = await outcomes(sample(shared_data / "hostile" / "files", 1))
    assert sum(not error for error in found.values()) > 80


async def test_feedparsers_own_suites(shared_data: Path) -> None:
    found = await outcomes(sample(shared_data / "feeds" / "feedparser", 10))
    assert len(found) > 100
    assert sum(not error for error in found.values()) > 0.9 * len(found)


@pytest.fixture
def big(shared_data: Path, tmp_path: Path) -> Path:
    """The hostile files that are too big to be kept."""
    shutil.copy(shared_data / "hostile" / "make_hostile.py", tmp_path)
    subprocess.run([sys.executable, tmp_path / "make_hostile.py", "--big"], check=True, stdout=subprocess.DEVNULL)
    return tmp_path / "big"


async def test_huge_files_are_read_or_stopped(big: Path) -> None:
    found = await outcomes(sample(big, 1))
    assert found["title_10mb.xml"] == ""
    assert found["entries_100k.xml"] == ""
