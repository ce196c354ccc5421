"""The same text elsewhere: named above the article, listed, opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from driving import Driver, driving
from reader_samples import HOSTILE, NOW, Story, by_title

from index.feed_types import FetchState
from index.intake_types import FeedPlan
from tui.app import WirecopyApp
from tui.widgets.masthead import also_in

if TYPE_CHECKING:
    from index import ArticleRow, Library

TEXT = "The ferry to the island has been taken out of service for repairs until the spring."
COPIES = (
    Story("Ferry stops", feed=1, minutes=300, text=TEXT),
    Story("Island ferry stops", feed=2, minutes=120, text=TEXT),
    Story("No ferry", feed=3, minutes=5, text=TEXT),
)


@pytest.fixture
def app(library: Library) -> WirecopyApp:
    """The reader on an archive in which three papers have one text."""
    for number, feed in enumerate(library.feeds(), 1):
        drafts = tuple(replace(story.draft(), fingerprint=77) for story in COPIES if story.feed == number)
        library.archive.articles.store(feed.id, FeedPlan("", "", new=drafts), now=NOW, state=FetchState())
    return WirecopyApp(library, clock=lambda: NOW)


def read(drive: Driver) -> str:
    article = drive.reader.article
    return article.row.title if article else ""


async def test_the_others_are_named_and_open_by_key(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("j", "j", "j", "enter")
        assert read(drive) == "Ferry stops"
        assert "Also in American Military News (3 hours later)" in drive.text
        assert "Bytes [bold] (4 hours later)" in drive.text
        await drive.press("tab", "enter")
        assert read(drive) == "Island ferry stops"
        assert "Also in RFE/RL (3 hours earlier)" in drive.text
        assert by_title(drive.reader.library, "Island ferry stops").row.read
        await drive.press("J")
        assert read(drive) == HOSTILE


async def test_the_others_open_by_letters(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("j", "j", "j", "f", "j")
        assert read(drive) == "No ferry"


async def test_the_others_open_by_mouse(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("j", "j", "j", "enter")
        y, line = next((y, line) for y, line in enumerate(drive.lines) if "Also in" in line)
        x = line.index("American Military News (")
        await drive.pilot.hover(offset=(x, y))
        assert str(drive.reader.reading.view.tooltip) == "The same text there: open it"
        await drive.pilot.click(offset=(x, y))
        await drive.settle()
        assert read(drive) == "Island ferry stops"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "Also in B"), (59, "Also in B"), (-60, "Also in B (1 minute earlier)"), (200_000, "Also in B (2 days later)")],
)
def test_how_much_earlier_or_later(library: Library, seconds: int, said: str) -> None:
    row = by_title(library, "Bank holds rates").row
    assert also_in(row, [replace(row, feed_title="B", time=row.time + seconds)]).text == said


def test_of_many_the_rest_is_counted(library: Library) -> None:
    row: ArticleRow = by_title(library, "Bank holds rates").row
    part = also_in(row, [replace(row, id=n, feed_title=f"F{n}") for n in range(9)])
    assert part.text == "Also in F0 · F1 · F2 · F3 · F4 · F5 · 3 more"
    assert len(part.articles) == 6
