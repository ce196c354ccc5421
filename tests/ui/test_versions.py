"""The edits of an article, on a screen of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from driving import NARROW, Driver, driving
from reader_samples import NOW, STORIES, by_title
from screen_dump import segments

from index.feed_types import FetchState
from index.intake_types import FeedPlan
from tui.app import WirecopyApp
from tui.screens.versions import VersionsScreen

if TYPE_CHECKING:
    from reader_samples import Story

    from index import Library

LONG = "\n\n".join(f"Paragraph {n} stays as it was." for n in range(30))
FIRST = f"{LONG}\n\nThe bank held its rates on Wednesday.\n\nIt denied a report."
SECOND = f"{LONG}\n\nThe bank held its main rate on Wednesday.\n\nIt denied a report."
THIRD = f"{LONG}\n\nThe bank held its main rate on Wednesday."


def edit(library: Library, story: Story, *texts: str, titles: tuple[str, ...] = ()) -> int:
    """Let an article go through texts, an hour each; returns its id."""
    article = by_title(library, story.title)
    for hour, text in enumerate(texts, 1):
        draft = replace(story, text=text).draft()
        draft = replace(draft, key=story.draft().key, title=(*titles, *[story.title] * hour)[hour - 1])
        plan = FeedPlan("", "", edited=((article.row.id, draft),))
        library.archive.articles.store(article.row.feed, plan, now=NOW + 3600 * hour, state=FetchState())
    return article.row.id


@pytest.fixture
def edited(library: Library) -> Library:
    """A library in which the newest article has been edited three times."""
    edit(library, STORIES[0], FIRST, SECOND, THIRD)
    return library


def shown(drive: Driver) -> VersionsScreen:
    assert isinstance(drive.app.screen, VersionsScreen)
    return drive.app.screen


def styled(app: WirecopyApp, attribute: str) -> str:
    """Everything on the screen in this style."""
    return "".join(text for text, style, _ in segments(app) if style is not None and getattr(style, attribute))


async def test_d_shows_the_last_edit_and_brackets_step_through_them(edited: Library) -> None:
    app = WirecopyApp(edited, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.press("enter")
        assert "edited 3 times" in drive.text
        await drive.press("d")
        assert shown(drive)
        assert "Edit 3 of 3" in drive.lines[0]
        assert "− It denied a report." in drive.text
        assert styled(app, "strike") == "It denied a report."
        await drive.press("left_square_bracket")
        assert "Edit 2 of 3" in drive.lines[0]
        assert "± The bank held its rates main rate on Wednesday." in drive.text
        assert styled(app, "strike") == "rates"
        await drive.press("home")
        assert "Version 3 of 4, beside version 2" in drive.text
        assert "1 word removed" in drive.text
        assert "seen Wed 25 Sep 2019, 10:26" in drive.text
        await drive.press("left_square_bracket", "left_square_bracket", "right_square_bracket", "q")
        assert app.screen is drive.reader


async def test_the_words_above_the_article_open_them_by_mouse_and_by_key(edited: Library) -> None:
    app = WirecopyApp(edited, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.press("enter")
        y, line = next((y, line) for y, line in enumerate(drive.lines) if "edited 3 times" in line)
        await drive.pilot.hover(offset=(line.index("edited 3"), y))
        assert str(drive.reader.reading.view.tooltip) == "Show what has been edited"
        await drive.pilot.click(offset=(line.index("edited 3"), y))
        await drive.settle()
        assert shown(drive)
        await drive.press("q", "enter")
        assert shown(drive)


async def test_unchanged_paragraphs_are_folded_away(edited: Library) -> None:
    async with driving(WirecopyApp(edited, clock=lambda: NOW), NARROW) as drive:
        await drive.press("enter", "d", "home")
        assert "30 paragraphs unchanged" in drive.text
        line = next(number for number, text in enumerate(drive.lines) if "30 paragraphs" in text)
        await drive.pilot.click(offset=(6, line))
        await drive.settle()
        assert "Paragraph 3 stays" in drive.text
        await drive.press("v", "home")
        assert "30 paragraphs unchanged" in drive.text


async def test_n_goes_from_change_to_change(library: Library) -> None:
    old = "\n\n".join(f"Paragraph {n} stays as it was." for n in range(60))
    new = old.replace("Paragraph 25 stays", "Paragraph 25 stayed").replace("Paragraph 55 stays", "Paragraph 55 left")
    edit(library, STORIES[0], old, new)
    async with driving(WirecopyApp(library, clock=lambda: NOW), NARROW) as drive:
        await drive.press("enter", "d", "v", "home", "n")
        assert "Paragraph 25 " in drive.text
        await drive.press("n")
        assert "Paragraph 55 " in drive.text
        await drive.press("N")
        assert "Paragraph 25 " in drive.text


async def test_an_article_as_it_always_was_says_so(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("d")
        assert drive.toasts == ["This article has not been edited since it was fetched."]
        assert app.screen is drive.reader


async def test_without_colours_nothing_is_lost(edited: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = WirecopyApp(edited, clock=lambda: NOW)
    async with driving(app) as drive:
        await drive.press("enter", "d", "left_square_bracket")
        assert styled(app, "strike") == "rates"
        assert "main rate" in styled(app, "underline")
        assert all(style.color is None or style.color.is_default for _, style, _ in segments(app) if style is not None)
