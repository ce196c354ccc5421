"""The reader goes on where it was: feed, article, place, panes, theme."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from driving import NARROW, WIDE, Driver, driving
from reader_samples import NOW, STORIES, Story, store

from tui.app import WirecopyApp
from tui.remembering import Memory, frame_lines
from tui.screens.panes import Pane
from tui.sources import Filter
from tui.splash import frame_header, load_frame

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from index import Library


@asynccontextmanager
async def reading(library: Library, size: tuple[int, int] = WIDE) -> AsyncIterator[Driver]:
    """A session of its own, remembered when it ends."""
    app = WirecopyApp(library, clock=lambda: NOW, memory=Memory.of(library))
    async with driving(app, size) as drive:
        yield drive
        app.exit()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_article_half_read_is_there_again(library: Library, size: tuple[int, int]) -> None:
    async with reading(library, size) as drive:
        await drive.press(*"jjjjj", "enter", "space", "j")
        assert "Paragraph" in drive.text
        before = drive.text
    async with reading(library, size) as drive:
        assert drive.text == before
        assert drive.focus == "ArticleView"
        assert drive.reader.opened == drive.reader.article.row.id
        await drive.press("k")
        assert drive.text != before


async def test_every_article_is_opened_where_it_was_left(library: Library) -> None:
    async with reading(library) as drive:
        await drive.press(*"jjjjj", "enter", "space", "space")
        before = [line[60:] for line in drive.lines[2:-2]]
        await drive.press("J")
        assert [line[60:] for line in drive.lines[2:-2]] != before
    async with reading(library) as drive:
        await drive.press("K")
        assert [line[60:] for line in drive.lines[2:-2]] == before


async def test_feed_filter_order_folders_panes_and_theme(library: Library) -> None:
    async with reading(library) as drive:
        await drive.press("1", *"jjjjj", "enter", "F", "S", "ctrl+b", "ctrl+t")
        drive.reader.feed_tree.close_folders(["World"])
        place = drive.reader.listing.place
        assert place.feeds is not None
    async with reading(library) as drive:
        listing = drive.reader.listing
        assert (listing.place, listing.filter, listing.order.value) == (place, Filter.UNREAD, "oldest")
        assert not drive.reader.panes.shows(Pane.FEEDS)
        assert drive.reader.feed_tree.closed_folders == ("World",)
        assert drive.app.theme == "wirecopy-light"
        assert "unread · oldest first" in drive.lines[0]


async def test_at_the_top_of_the_list_what_is_new_appears(library: Library) -> None:
    async with reading(library) as drive:
        assert drive.titles()[0] == "Maduro to meet Putin in Moscow"
    store(library, [Story("News since then", minutes=1)])
    async with reading(library) as drive:
        assert drive.reader.articles.current.title == "News since then"


async def test_below_the_top_the_list_keeps_its_place(library: Library) -> None:
    async with reading(library) as drive:
        await drive.press(*"jjj")
        row = drive.reader.articles.current
    store(library, [Story(f"News {n}", minutes=1) for n in range(300)])
    async with reading(library) as drive:
        assert drive.reader.articles.current.id == row.id
        assert len(drive.titles()) == len(STORIES) + 300


async def test_what_is_gone_is_forgotten(library: Library) -> None:
    async with reading(library) as drive:
        await drive.press("1", *"jjjjjjj", "enter")
        title = drive.reader.listing.title
        assert title != "All"
    library.paths.feeds.write_text("")
    library.reload_config()
    async with reading(library) as drive:
        assert drive.reader.listing.title == "All"
        assert drive.titles()[0] == "Maduro to meet Putin in Moscow"


async def test_the_last_screen_is_kept_for_the_next_start(library: Library) -> None:
    async with reading(library) as drive:
        await drive.press("j")
        lines, text = frame_lines(drive.reader), drive.lines
    kept = load_frame(library.paths.archive, frame_header(*WIDE, os.environ), WIDE[1])
    assert list(kept) == lines
    assert "Bank holds rates" in "".join(kept)
    assert len(kept) == len(text)


async def test_where_nothing_can_be_written_nothing_is_lost(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    async with reading(library) as drive:
        await drive.press("j")
    async with reading(library) as drive:
        assert drive.reader.articles.cursor == 0
