"""The page of an entity in the reader's list: the way back, the next start, articles that are folded away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from driving import driving
from entity_samples import ORG, named, show_card
from reader_samples import NOW, Story, by_title, recognise

from index.feed_types import FetchState
from index.intake_types import FeedPlan
from tui.app import WirecopyApp
from tui.entity_messages import PageWanted
from tui.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Library


async def test_back_from_a_page_leads_to_where_one_was(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await drive.press("j", "j")
        here = drive.reader.articles.current
        await show_card(drive, named(people, "Caracas"))
        await drive.press("e", "j", "enter", "q")
        assert drive.reader.listing.title == "Caracas (place)"
        await drive.press("q")
        assert drive.reader.listing.title == "All"
        assert drive.reader.articles.current == here
        assert drive.focus == "ArticleList"
        await drive.press("q")
        assert drive.focus == "FeedTree"


async def test_the_page_is_there_at_the_next_start(people: Library) -> None:
    app = WirecopyApp(people, clock=lambda: NOW)
    async with driving(app) as drive:
        await show_card(drive, named(people, "Nicolas Maduro"))
        await drive.press("e", "j")
        state = remembered(app, drive.reader, app.session.state)
    again = WirecopyApp(people, clock=lambda: NOW)
    again.session.state = state
    async with driving(again) as drive:
        assert drive.reader.listing.title == "Nicolas Maduro (person)"
        assert len(drive.titles()) == 4
        assert drive.reader.articles.cursor == 1


async def test_a_copy_that_is_folded_away_opens_all_the_same(open_library: Callable[[], Library]) -> None:
    library = open_library()
    copies = [
        Story(f"OPEC decides, {n}", feed=n, minutes=n * 5, text="So says OPEC.", names=(("OPEC", ORG),)) for n in (1, 2)
    ]
    for story, feed in zip(copies, library.feeds(), strict=False):
        plan = FeedPlan("", "", new=(replace(story.draft(), fingerprint=77),))
        library.archive.articles.store(feed.id, plan, now=NOW, state=FetchState())
    recognise(library, copies)
    app = WirecopyApp(library, clock=lambda: NOW)
    async with driving(app) as drive:
        app.post_message(PageWanted(library.entity(named(library, "OPEC"))))
        await drive.settle()
        assert len(drive.titles()) == 1
        for story in copies:
            article = by_title(library, story.title).row.id
            app.post_message(PageWanted(library.entity(named(library, "OPEC")), article))
            await drive.settle()
            assert drive.reader.opened == article
            assert drive.reader.article.row.title == story.title
            assert drive.focus == "ArticleView"
