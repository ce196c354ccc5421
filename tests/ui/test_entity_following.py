"""Following: in the tree at once, with counts that change in place, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import WIDE, Driver, driving
from entity_samples import ORG, named, show_card, story
from reader_samples import NOW, by_title, recognise, store

from tui.app import WirecopyApp
from tui.remembering import remembered
from tui.state import decode_state, encode_state

if TYPE_CHECKING:
    from index import Library


def followed(library: Library) -> list[tuple[str, int]]:
    return [(one.entity.name, one.unread) for one in library.followed()]


def tree(drive: Driver) -> str:
    """What stands in the tree's pane."""
    return "\n".join(line[:23] for line in drive.lines[1:])


async def test_a_followed_name_stands_in_the_tree_with_its_unread(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        assert "Following" not in tree(drive)
        await show_card(drive, named(people, "OPEC"))
        await drive.press("f")
        assert "★ following" in drive.text
        assert followed(people) == [("OPEC", 2)]
        await drive.press("escape")
        lines = [line for line in tree(drive).splitlines() if "OPEC" in line]
        assert "Following" in tree(drive)
        assert lines[0].rstrip("│ ").endswith("2")


async def test_its_count_changes_with_the_marks(reader: WirecopyApp, people: Library) -> None:
    people.follow(named(people, "OPEC"))
    async with driving(reader) as drive:
        await drive.press("1", "j", "j", "j", "j", "enter")
        assert drive.reader.listing.title == "OPEC"
        assert drive.titles() == ["Maduro travels", "Maduro meets OPEC"]
        await drive.press("enter")
        assert next(line for line in tree(drive).splitlines() if "OPEC" in line).rstrip("│ ").endswith("1")
        await drive.press("q", "A")
        assert not next(line for line in tree(drive).splitlines() if "OPEC" in line).rstrip("│ ")[-1].isdigit()
        await drive.press("ctrl+z")
        assert next(line for line in tree(drive).splitlines() if "OPEC" in line).rstrip("│ ").endswith("1")


async def test_following_ends_from_the_tree_and_can_be_taken_back(reader: WirecopyApp, people: Library) -> None:
    people.follow(named(people, "OPEC"))
    people.follow(named(people, "Caracas"))
    async with driving(reader) as drive:
        await drive.press("1", "j", "j", "j", "j", "f")
        assert followed(people) == [("OPEC", 2)]
        assert drive.toasts[-1] == "Caracas is no longer followed — ^z undoes"
        assert "Caracas" not in tree(drive)
        await drive.press("ctrl+z")
        assert "Caracas" in tree(drive)
        assert drive.toasts[-1] == "Undone: Caracas is no longer followed"
        await drive.press("ctrl+z")
        assert drive.toasts[-1] == "There is nothing to undo"


async def test_undo_works_on_the_card_as_well(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await show_card(drive, named(people, "OPEC"))
        await drive.press("f", "f", "f")
        assert "★ following" in drive.text
        await drive.press("ctrl+z")
        assert "★ following" not in drive.text
        await drive.press("ctrl+z", "ctrl+z")
        assert followed(people) == []


async def test_marks_and_follows_are_undone_in_their_order(reader: WirecopyApp, people: Library) -> None:
    async with driving(reader) as drive:
        await drive.press("s")
        await show_card(drive, named(people, "OPEC"))
        await drive.press("f", "escape", "ctrl+z")
        assert followed(people) == []
        assert by_title(people, "Maduro speaks in Caracas").row.starred
        await drive.press("ctrl+z")
        assert not by_title(people, "Maduro speaks in Caracas").row.starred


async def test_what_is_followed_stands_in_the_tree_from_the_first_screen_on(people: Library) -> None:
    people.follow(named(people, "OPEC"))
    first = WirecopyApp(people, clock=lambda: NOW)
    async with driving(first) as drive:
        await drive.press("1", "j", "j", "j", "j", "enter")
        state = decode_state(encode_state(remembered(first, drive.reader, first.session.state)))
    assert state.followed == ((named(people, "OPEC"), "ORG", "OPEC", 2),)
    app = WirecopyApp(people, clock=lambda: NOW)
    app.session.state = state
    people.unfollow(named(people, "OPEC"))
    people.follow(named(people, "Caracas"))
    async with app.run_test(size=WIDE) as pilot:
        reader = app.screen
        assert [one.entity.name for one in reader.contents.followed] == ["OPEC"]  # as it was left
        assert reader.listing.title == "OPEC"
        await Driver(app, pilot).settle()
        assert [one.entity.name for one in reader.contents.followed] == ["Caracas"]  # as it is by now


@pytest.mark.parametrize("stored", ["7", "[[1]]", '[[1, "X", "Ada", 2]]', '[[-1, "ORG", "Ada", 2]]', "[null, [[]]]"])
def test_a_damaged_memory_of_what_is_followed_is_none(stored: str) -> None:
    assert decode_state(f'{{"measure": 60, "followed": {stored}}}').followed == ()


async def test_its_count_changes_with_the_news(reader: WirecopyApp, people: Library) -> None:
    people.follow(named(people, "OPEC"))
    async with driving(reader) as drive:
        await drive.press("1")
        news = (story("OPEC decides", 1, ("OPEC", ORG)),)
        store(people, news)
        recognise(people, news)
        drive.reader.sync()  # as after a refresh
        await drive.settle()
        assert next(line for line in tree(drive).splitlines() if "OPEC" in line).rstrip("│ ").endswith("3")
