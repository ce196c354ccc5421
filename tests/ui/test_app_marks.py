"""Marks: one change after the other, what was before, and taking it back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader_samples import by_title

from index import Selection
from tui.marks import Marks

if TYPE_CHECKING:
    from index import Library

NEWEST = "Maduro to meet Putin in Moscow"


async def test_toggles_that_overlap_add_up(library: Library) -> None:
    marks, article = Marks(library), by_title(library, NEWEST).row.id
    await asyncio.gather(
        *(marks.toggle_star(article) for _ in range(5)), *(marks.toggle_read(article) for _ in range(4))
    )
    row = library.article(article).row
    assert (row.starred, row.read) == (True, False)


async def test_undo_goes_back_change_by_change(library: Library) -> None:
    marks, article = Marks(library), by_title(library, NEWEST).row.id
    await marks.toggle_star(article)
    done = await marks.read_all(Selection())
    assert done.notice == "7 articles marked read — ^z undoes"
    undone = await marks.undo()
    assert undone.notice == "Undone: 7 articles marked read"
    assert library.count(Selection(unread=True)) == 7
    assert library.article(article).row.starred
    await marks.undo()
    assert not library.article(article).row.starred
    assert (await marks.undo()).before == ()


async def test_of_what_was_opened_the_last_can_be_undone(library: Library) -> None:
    marks, article = Marks(library), by_title(library, NEWEST).row.id
    other = by_title(library, "Bank holds rates").row.id
    await marks.toggle_star(article)
    assert (await marks.opened(other)).before[0].read is False
    await marks.opened(article)
    await marks.opened(article)
    assert getattr(await marks.undo(), "notice", "") == "Undone: the opened article marked read"
    assert not library.article(article).row.read
    assert library.article(article).row.starred
    await marks.undo()
    assert not library.article(article).row.starred
    assert library.article(other).row.read, "reading on through a list takes no room from deliberate changes"
    assert getattr(await marks.undo(), "notice", "") == "There is nothing to undo"


async def test_an_article_that_has_gone_is_left_alone(library: Library) -> None:
    marks = Marks(library)
    assert (await marks.toggle_star(999)).before == ()
    assert (await marks.undo()).before == ()


async def test_a_change_tells_its_own_write_from_others(library: Library) -> None:
    marks, article = Marks(library), by_title(library, NEWEST).row.id
    before = library.data_version()
    done = await marks.toggle_star(article)
    assert done.versions[0] == before
    assert done.versions[1] == library.data_version() != before
