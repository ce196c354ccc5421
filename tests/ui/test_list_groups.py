"""Groups of a list: where they begin, which lines they take, and what their headings say."""

from __future__ import annotations

import random
from array import array
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sample_rows import DAY, HOUR, MADURO, NOW, FakeRows
from screen_dump import dump_lines, style_of
from test_article_list import Host, down
from test_article_list_rows import INKS

from tui.grouping import day_of, feed_of, group_starts
from tui.widgets.article_row import RowContext
from tui.widgets.group_heading import day_title, heading_line
from tui.widgets.row_places import HEADING, RowPlaces

if TYPE_CHECKING:
    from collections.abc import Sequence


class Stamps:
    """Articles whose time is known by their id; counts what is read."""

    def __init__(self, days: Sequence[int]) -> None:
        self.days = days
        self.read = 0

    def __call__(self, ids: Sequence[int]) -> list[tuple[int, int]]:
        self.read += len(ids)
        return [(self.days[article] * DAY, self.days[article]) for article in ids]


@pytest.mark.parametrize("sizes", [(), (1,), (3,), (1, 1, 1), (300, 1, 256, 255, 2), (1, 5000), (17,) * 40])
def test_groups_begin_where_the_key_changes(sizes: tuple[int, ...]) -> None:
    days = [day for day, size in enumerate(sizes) for _ in range(size)]
    expected = [index for index, day in enumerate(days) if index == 0 or days[index - 1] != day]
    stamps = Stamps(days)
    assert list(group_starts(array("q", range(len(days))), stamps, feed_of)) == expected
    assert list(group_starts(array("q", range(len(days))), stamps, lambda one: day_of(one, UTC))) == expected


def test_few_of_a_million_articles_are_read() -> None:
    chance = random.Random(7)
    days = sorted(chance.randrange(1800) for _ in range(1_000_000))
    stamps = Stamps(days)
    assert len(group_starts(array("q", range(len(days))), stamps, feed_of)) == 1800
    assert stamps.read < 70_000


def test_a_day_is_that_of_the_users_clock() -> None:
    evening = int(datetime(2019, 9, 23, 22, 30, tzinfo=UTC).timestamp())
    east = timezone(timedelta(hours=3))
    assert day_of((evening, 1), UTC) != day_of((evening, 1), east)
    assert day_of((evening, 1), east) == day_of((evening + 2 * HOUR, 1), east)
    assert day_of((1 << 62, 1)) is None


@pytest.mark.parametrize(
    ("ago", "title"),
    [
        (0, "Today"),
        (8 * HOUR, "Today"),
        (9 * HOUR, "Yesterday"),
        (32 * HOUR, "Yesterday"),
        (33 * HOUR, "Sunday 22 September"),
        (300 * DAY, "Wednesday 28 November 2018"),
        (-20 * HOUR, "Wednesday 25 September"),
        (-(1 << 62), "Undated"),
    ],
)
def test_titles_of_days(ago: int, title: str) -> None:
    assert day_title(NOW - ago, NOW, UTC) == title


def test_yesterday_is_a_day_of_twenty_three_hours_too() -> None:
    london = ZoneInfo("Europe/London")
    now = datetime(2024, 4, 1, 0, 10, tzinfo=london).timestamp()
    assert day_title(datetime(2024, 3, 31, 0, 5, tzinfo=london).timestamp(), now, london) == "Yesterday"


def test_a_heading_fills_its_line() -> None:
    for width in (4, 12, 40, 90):
        segments = heading_line(MADURO, 1284, RowContext(width, NOW, INKS), by_source=True)
        assert sum(segment.cell_length for segment in segments) == width
    text = "".join(segment.text for segment in heading_line(MADURO, 1284, RowContext(30, NOW, INKS), by_source=True))
    assert text == " RFE/RL ─────────────── 1,284 "


@pytest.mark.parametrize("height", [1, 2])
@pytest.mark.parametrize("starts", [(), (0,), (0, 1), (0, 1, 2, 7), (0, 9)])
def test_every_line_belongs_to_a_row_or_a_heading(starts: tuple[int, ...], height: int) -> None:
    places = RowPlaces(10, height, array("q", starts))
    expected = []
    for index in range(10):
        expected += [(index, HEADING)] * (index in starts) + [(index, number) for number in range(height)]
    assert [places.at(line) for line in range(places.lines)] == expected
    assert [places.top(index) for index in range(10)] == [expected.index((index, 0)) for index in range(10)]
    assert [places.above(index) for index in range(10)] == [int(index in starts) for index in range(10)]
    assert places.at(places.lines)[0] == 10
    assert sum(places.size(group) for group in range(len(starts))) == (10 if starts else 0)


def grouped(app: Host) -> None:
    """Ten articles a day: the sample's articles are a minute apart, so the groups are given by hand."""
    app.list.set_source(FakeRows(down(100, 100)), starts=array("q", range(0, 100, 10)), by_source=True)


async def test_headings_stand_above_their_articles_and_cannot_be_selected() -> None:
    app = Host()
    async with app.run_test(size=(40, 12)) as pilot:
        grouped(app)
        app.list.focus()
        await pilot.press(*["j"] * 9)
        await pilot.pause()
        assert app.list.cursor == 9
        lines = dump_lines(app)
        assert lines[-3].startswith("▎● Article 91") or "Article 91" in "".join(lines)
        await pilot.press("j")
        assert app.list.current is not None
        assert app.list.current.id == 90
        heading = next(line for line in dump_lines(app) if "──" in line)
        assert heading.split() == ["RFE/RL", heading.split()[1], "10"]
        y = dump_lines(app).index(heading)
        app.said.clear()
        await pilot.click(app.list, offset=(10, y))
        await pilot.pause()
        assert app.said == []
        await pilot.click(app.list, offset=(10, y + 4))
        assert app.list.current.id == 89


async def test_the_heading_comes_into_view_with_its_first_article() -> None:
    app = Host()
    async with app.run_test(size=(40, 12)) as pilot:
        grouped(app)
        app.list.focus()
        await pilot.press("G", "g")
        assert "──" in dump_lines(app)[0]
        await pilot.press(*["j"] * 14, *["k"] * 4)
        await pilot.pause()
        lines = dump_lines(app)
        assert app.list.cursor == 10
        at = next(index for index, line in enumerate(lines) if line.startswith("▎● Article 90"))
        assert "──" in lines[at - 1]
        assert style_of(app, "RFE/RL").color is not None


async def test_news_above_a_group_moves_nothing() -> None:
    app = Host()
    async with app.run_test(size=(40, 12)) as pilot:
        grouped(app)
        app.list.focus()
        await pilot.press(*["j"] * 25)
        before = app.in_view()
        app.list.set_source(FakeRows(down(107, 107)), keep=75, starts=array("q", (0, 3, 7, 17, 27)), by_source=True)
        await pilot.pause()
        assert app.list.cursor == 32
        assert app.in_view() == before


async def test_compact_and_back_keeps_the_article_at_its_height() -> None:
    app = Host(down(100, 100))
    async with app.run_test(size=(70, 12)) as pilot:
        app.list.styles.width = 70
        app.list.focus()
        await pilot.press(*["j"] * 30)
        height = next(y for y, line in enumerate(dump_lines(app)) if line.startswith("▎"))
        app.list.set_compact(True)
        await pilot.pause()
        lines = dump_lines(app)
        assert lines[height].startswith("▎●  Article 70")
        assert sum("Article" in line for line in lines) == 12
        app.list.set_compact(False)
        await pilot.pause()
        assert dump_lines(app)[height].startswith("▎● Article 70")
