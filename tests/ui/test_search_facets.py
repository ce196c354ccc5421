"""The facets beside the results: loaded behind the hits, narrowing the query by key and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import MEDIUM, NARROW, WIDE, driving
from reader_samples import NOW

from tui.app import WirecopyApp

if TYPE_CHECKING:
    from driving import Driver

    from index import Library


@pytest.fixture
def app(indexed: Library) -> WirecopyApp:
    """The reader on seven indexed articles."""
    return WirecopyApp(indexed, clock=lambda: NOW)


def facet_lines(drive: Driver) -> list[str]:
    """What stands in the pane of facets."""
    region = drive.search.facets.content_region
    strips = drive.app.screen._compositor.render_strips()[region.y : region.bottom]
    return [line for strip in strips if (line := strip.crop(region.x, region.right).text.strip())]


def place_of(drive: Driver, label: str) -> tuple[int, int]:
    """Where a facet stands on the screen."""
    region = drive.search.facets.content_region
    row = next(y for y in range(region.y, region.bottom) if label in drive.lines[y][region.x : region.right])
    return region.x + 4, row


async def test_what_the_hits_have_in_common_stands_beside_them(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("putin")
        lines = [" ".join(line.split()) for line in facet_lines(drive)]
        assert lines[:3] == ["Feeds", "RFE/RL 1", "American Milita… 1"]
        assert lines[lines.index("People") + 1] == "Vladimir Putin 2"
        assert lines[lines.index("Places") + 1] == "Moscow 1"
        assert lines[lines.index("When") + 1].startswith("Sep 2019 █")


async def test_enter_narrows_and_enter_takes_it_back(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("puti")
        await drive.press("ctrl+f")
        assert drive.focus == "FacetPane"
        await drive.press("j", "enter")
        assert drive.search.query_text == 'feed:"American Military News" puti'
        assert drive.titles() == ["Maduro to meet Putin in Moscow"]
        assert facet_lines(drive)[:2] == ["Narrowed by", "▎× American Military…"]
        assert drive.focus == "FacetPane"
        await drive.press("g", "space")
        assert drive.search.query_text == "puti"
        assert len(drive.titles()) == 2
        await drive.press("ctrl+f")
        assert drive.focus == "ArticleList"
        await drive.press("F", "G", "enter")
        assert drive.search.query_text == "date:2019-09 puti"
        await drive.press("escape")
        assert drive.focus == "ArticleList"


async def test_a_click_narrows_and_a_click_takes_it_back(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("putin")
        await drive.pilot.click(offset=place_of(drive, "Moscow"))
        await drive.settle()
        assert drive.search.query_text == "place:Moscow putin"
        assert drive.titles() == ["Maduro to meet Putin in Moscow"]
        await drive.pilot.click(offset=place_of(drive, "× Moscow"))
        await drive.settle()
        assert drive.search.query_text == "putin"
        await drive.pilot.click(offset=place_of(drive, "People"))  # a heading does nothing
        await drive.settle()
        assert drive.search.query_text == "putin"


@pytest.mark.parametrize("size", [MEDIUM, NARROW])
async def test_where_room_is_scarce_a_key_brings_them_up(app: WirecopyApp, size: tuple[int, int]) -> None:
    async with driving(app, size) as drive:
        await drive.press("slash")
        await drive.type("putin")
        assert not drive.search.facets.display
        await drive.press("ctrl+f")
        assert drive.search.facets.display
        assert "Vladimir Putin" in "".join(facet_lines(drive))
        await drive.press("enter")
        assert "feed:" in drive.search.query_text
        await drive.press("escape")
        assert not drive.search.facets.display
        assert drive.focus == "ArticleList"
        await drive.resize(*WIDE)
        assert "Vladimir Putin" in "".join(facet_lines(drive))


async def test_they_never_hold_up_the_hits_and_the_next_key_cancels_them(app: WirecopyApp, indexed: Library) -> None:
    counted: list[str] = []
    count = indexed.facets
    indexed.facets = lambda query, **how: counted.append(query) or count(query, **how)  # type: ignore[method-assign]
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.type("putin")
        assert counted == ["putin"]


async def test_without_hits_there_is_nothing_to_narrow_by(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("slash")
        await drive.press("ctrl+f")
        assert drive.focus == "QueryBox"
        await drive.type("zzzz")
        assert facet_lines(drive) == []
        await drive.press("ctrl+f", "enter", "j", "k", "G", "pagedown")
        assert drive.search.query_text == "zzzz"
