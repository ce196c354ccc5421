"""Tags: as they are typed, completed, shown, listed, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import MEDIUM, NARROW, WIDE, driving
from reader_samples import by_title

from tui.screens.tagging import TagDialog, TagsDialog
from tui.tags import completed, parse_tags

if TYPE_CHECKING:
    from index import Library
    from tui.app import WirecopyApp

NEWEST = "Maduro to meet Putin in Moscow"


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("", ()),
        (" , ,", ()),
        ("energy", ("energy",)),
        ("energy, read later,", ("energy", "read later")),
        ("#energy,energy , ENERGY", ("energy",)),
        ("read   later", ("read later",)),
        ("later", ("Later",)),
        ("\x1b[31mred\x07", ("red",)),
        ("# #x", ("#x",)),
    ],
)
def test_a_line_of_tags(line: str, tags: tuple[str, ...]) -> None:
    assert parse_tags(line, ["Later", "energy"]) == tags


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("", None),
        ("e", "energy"),
        ("E", "Energy"),
        ("later, e", "later, energy"),
        ("later,#e", "later,#energy"),
        ("energy", None),
        ("energy, e", "energy, economy"),
        ("energy, ", None),
        ("zz", None),
    ],
)
def test_the_last_tag_is_completed(line: str, whole: str | None) -> None:
    assert completed(line, ["energy", "economy", "later"]) == whole


async def test_tags_are_given_shown_counted_and_taken_back(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("t")
        assert isinstance(app.screen, TagDialog)
        assert NEWEST in drive.text
        await drive.type("read later,  energy")
        await drive.press("enter")
        assert library.article(by_title(library, NEWEST).row.id).row.tags == ("energy", "read later")
        assert "#energy" in drive.text
        tree = [line[1:22].split() for line in drive.lines if "  energy" in line[:24] or "Tags" in line[:24]]
        assert tree == [["▾", "Tags"], ["energy", "1"]]
        await drive.press("ctrl+z")
        assert library.tags() == ()
        assert "Tags" not in drive.text
        assert drive.toasts[-1] == "Undone: the change of tags"


async def test_tags_of_the_article_stand_above_its_text(app: WirecopyApp, library: Library) -> None:
    library.tag([by_title(library, NEWEST).row.id], add=["energy"])
    async with driving(app, NARROW) as drive:
        await drive.press("enter")
        assert "#energy" in drive.text
        await drive.press("t")
        await drive.type("later")
        await drive.press("enter")
        assert "#energy · #later" in drive.text


async def test_the_line_starts_with_what_there_is_and_completes(app: WirecopyApp, library: Library) -> None:
    library.tag([by_title(library, NEWEST).row.id], add=["energy"])
    library.tag([by_title(library, "Bank holds rates").row.id], add=["economy", "energy"])
    async with driving(app) as drive:
        await drive.press("t")
        assert "energy 2 · economy 1" in drive.text
        await drive.type("ec")
        await drive.press("tab", "enter")
        assert by_title(library, NEWEST).row.tags == ("economy", "energy")
        await drive.press("t", "ctrl+u", "enter")
        assert by_title(library, NEWEST).row.tags == ()


@pytest.mark.parametrize("keys", [["escape"], ["enter"]])
async def test_nothing_changes_without_a_change(app: WirecopyApp, library: Library, keys: list[str]) -> None:
    library.tag([by_title(library, NEWEST).row.id], add=["energy"])
    async with driving(app) as drive:
        await drive.press("t", *keys)
        assert app.screen is drive.reader
        assert by_title(library, NEWEST).row.tags == ("energy",)
        await drive.press("ctrl+z")
        assert drive.toasts[-1] == "There is nothing to undo"


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_what_has_a_tag_is_listed_by_key(app: WirecopyApp, library: Library, size: tuple[int, int]) -> None:
    library.tag([by_title(library, "Bank holds rates").row.id], add=["energy"])
    library.tag([by_title(library, "A long read").row.id], add=["later", "energy"])
    async with driving(app, size) as drive:
        await drive.press("T")
        assert isinstance(app.screen, TagsDialog)
        await drive.press("enter")
        assert drive.titles() == ["Bank holds rates", "A long read"]
        assert "#energy" in drive.lines[0]
        assert drive.focus == "ArticleList"
        await drive.press("T", "j", "enter")
        assert drive.titles() == ["A long read"]
        await drive.press("T", "escape")
        assert drive.titles() == ["A long read"]


async def test_what_has_a_tag_is_listed_by_mouse(app: WirecopyApp, library: Library) -> None:
    library.tag([by_title(library, "Bank holds rates").row.id], add=["energy"])
    async with driving(app) as drive:
        line = next(y for y, text in enumerate(drive.lines) if "energy" in text[:24])
        await drive.pilot.click("FeedTree", offset=(8, line - 1))
        await drive.settle()
        assert drive.titles() == ["Bank holds rates"]


async def test_there_are_no_tags_yet(app: WirecopyApp) -> None:
    async with driving(app) as drive:
        await drive.press("T")
        assert drive.toasts == ["No article has a tag yet — t gives one."]


async def test_a_tag_that_looks_like_markup_is_text(app: WirecopyApp, library: Library) -> None:
    async with driving(app) as drive:
        await drive.press("t")
        await drive.type("[b]x")
        await drive.press("enter")
        assert by_title(library, NEWEST).row.tags == ("[b]x",)
        assert "#[b]x" in drive.text
        await drive.press("t")
        assert "[b]x 1" in drive.text
