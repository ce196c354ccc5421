"""What the user puts right about entities holds for past and future articles, and can be taken back in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index.archive import Archive
from index.entity_types import Correction, CorrectionKind
from index.errors import CorrectionError, NotFoundError
from index.types import EntityType, FeedConfig, Mention, Name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PERSON, ORG, PLACE = EntityType.PERSON, EntityType.ORG, EntityType.PLACE
State = list[tuple[str, EntityType, int, int, tuple[str, ...]]]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Nine articles; 1 and 2 have Ann Fell, 2 writes Fell too, 3 has Annie Marsh, 4 the Kremlin as a person."""
    with Archive.open(tmp_path / "archive") as archive:
        archive.feeds.sync([FeedConfig("https://a.example/")])
        drafts = [draft(f"k{n}", f"Text {n}.", published=NOW - 100 + n) for n in range(9, 0, -1)]
        archive.articles.store(1, plan(*drafts), now=NOW, state=STATE)
        recognise(archive, 1, mention("Ann Fell"))
        recognise(archive, 2, mention("Ann Fell"), mention("Fell", "Ann Fell", start=20))
        recognise(archive, 3, mention("Annie Marsh"))
        recognise(archive, 4, mention("Kremlin"))
        yield archive


def recognise(archive: Archive, article: int, *mentions: Mention) -> None:
    revisions = {one.id: one.text_revision for one in archive.entities.unrecognised(100, "another")}
    archive.entities.store([recognition(article, revisions[article], *mentions)], "r")


def state(archive: Archive) -> State:
    return sorted(
        (one.name, one.type, one.articles, one.mentions, one.aliases) for one in archive.entities.top(None, None, 99)
    )


def named(archive: Archive, name: str) -> int:
    (found,) = [one.id for one in archive.entities.top(None, None, 99) if one.name == name]
    return found


def names(archive: Archive) -> dict[str, int]:
    return {one.name: one.articles for one in archive.entities.top(None, None, 99)}


def test_two_entities_become_one_in_past_and_future(archive: Archive) -> None:
    archive.corrections.merge(named(archive, "Annie Marsh"), named(archive, "Ann Fell"))
    assert names(archive) == {"Ann Fell": 3, "Kremlin": 1}
    recognise(archive, 5, mention("Annie Marsh"))
    recognise(archive, 6, mention("Marsh"))
    assert names(archive) == {"Ann Fell": 5, "Kremlin": 1}
    assert [one.name for one in archive.entities.find(None, "marsh", 5)] == ["Ann Fell"]
    assert {one.name for one in archive.articles.get(5).mentions} == {"Ann Fell"}


def test_corrections_reach_the_search_index_and_the_lists(archive: Archive) -> None:
    before = archive.revision()
    archive.corrections.merge(named(archive, "Annie Marsh"), named(archive, "Ann Fell"))
    (changed,) = archive.changes.changed_since(before, 10)
    assert changed.id == 3
    assert set(changed.names) == {Name("Annie Marsh", PERSON), Name("Ann Fell", PERSON)}
    (row,) = archive.articles.rows([3])
    assert row is not None
    assert row.names == (Name("Ann Fell", PERSON),)
    before = archive.revision()
    archive.corrections.rename(named(archive, "Ann Fell"), "Ann Fell (judge)")
    assert {one.id for one in archive.changes.changed_since(before, 10)} == {1, 2, 3}


def test_a_name_that_was_merged_keeps_its_own_short_forms(archive: Archive) -> None:
    recognise(archive, 5, mention("Annie Marsh"))
    recognise(archive, 6, mention("Marsh"))
    assert names(archive)["Annie Marsh"] == 3
    archive.corrections.merge(named(archive, "Annie Marsh"), named(archive, "Ann Fell"))
    assert names(archive)["Ann Fell"] == 5


def test_a_rename_stays_whatever_articles_write(archive: Archive) -> None:
    archive.corrections.rename(named(archive, "Ann Fell"), "  Dame  Ann ")
    assert "Dame Ann" in names(archive)
    recognise(archive, 5, mention("Ann Fell"), mention("Ann Fell", start=20), mention("Ann Fell", start=40))
    assert names(archive)["Dame Ann"] == 3
    assert [one.name for one in archive.entities.find(None, "dame", 5)] == ["Dame Ann"]
    assert [one.name for one in archive.entities.find(None, "dame ann", 5)] == ["Dame Ann"]
    assert [one.name for one in archive.articles.get(1).mentions] == ["Dame Ann"]


def test_not_a_person_but_an_organisation(archive: Archive) -> None:
    recognise(archive, 5, mention("Kremlin", kind=ORG))
    archive.corrections.retype(next(one.id for one in archive.entities.find(PERSON, "kremlin", 1)), ORG)
    assert [(one.type, one.articles) for one in archive.entities.find(None, "kremlin", 5)] == [(ORG, 2)]
    recognise(archive, 6, mention("the Kremlin", "Kremlin"))
    assert [(one.type, one.articles) for one in archive.entities.find(None, "kremlin", 5)] == [(ORG, 3)]
    assert [one.type for one in archive.articles.get(4).mentions] == [ORG]


def test_a_type_that_nothing_had_so_far(archive: Archive) -> None:
    archive.corrections.retype(named(archive, "Kremlin"), PLACE)
    assert [(one.name, one.type) for one in archive.entities.find(None, "kremlin", 5)] == [("Kremlin", PLACE)]


def test_a_type_given_and_given_back(archive: Archive) -> None:
    before = state(archive)
    made = [archive.corrections.retype(named(archive, "Kremlin"), kind) for kind in (PLACE, ORG, PERSON)]
    assert state(archive) == before
    archive.corrections.undo(made[2].id)
    assert [one.type for one in archive.entities.find(None, "kremlin", 5)] == [ORG]
    archive.corrections.undo(made[0].id)
    archive.corrections.undo(made[1].id)
    assert state(archive) == before


def test_what_is_hidden_is_nowhere(archive: Archive) -> None:
    kremlin = named(archive, "Kremlin")
    archive.corrections.hide(kremlin)
    assert names(archive) == {"Ann Fell": 2, "Annie Marsh": 1}
    assert archive.entities.find(None, "kremlin", 5) == ()
    assert archive.entities.of_article(4) == ()
    assert archive.articles.get(4).mentions == ()
    recognise(archive, 5, mention("Kremlin"))
    assert archive.articles.get(5).mentions == ()
    assert archive.entities.top([4, 5], None, 5) == ()
    (row,) = archive.articles.rows([4])
    assert row is not None
    assert row.names == ()


def test_a_surname_is_split_off_where_articles_have_bound_it_and_where_the_archive_has(archive: Archive) -> None:
    recognise(archive, 5, mention("Fell"))
    assert names(archive)["Ann Fell"] == 3
    split = archive.corrections.split(named(archive, "Ann Fell"), "Fell")
    assert names(archive) == {"Ann Fell": 2, "Fell": 2, "Annie Marsh": 1, "Kremlin": 1}
    assert [(one.text, one.name) for one in archive.articles.get(2).mentions] == [("Ann Fell",) * 2, ("Fell",) * 2]
    recognise(archive, 6, mention("Ann Fell"), mention("Fell", "Ann Fell", start=20))
    assert names(archive)["Fell"] == 3
    archive.corrections.undo(split.id)
    assert names(archive) == {"Ann Fell": 4, "Annie Marsh": 1, "Kremlin": 1}
    assert {one.name for one in archive.articles.get(2).mentions} == {"Ann Fell"}


def test_undoing_gives_back_what_was(archive: Archive) -> None:
    recognise(archive, 5, mention("Fell"))
    first = state(archive)
    fell, marsh, kremlin = (named(archive, name) for name in ("Ann Fell", "Annie Marsh", "Kremlin"))
    made = [
        archive.corrections.rename(fell, "Dame Ann"),
        archive.corrections.merge(marsh, fell),
        archive.corrections.split(fell, "Fell"),
        archive.corrections.retype(kremlin, ORG),
        archive.corrections.hide(fell),
    ]
    assert state(archive) != first
    assert [one.id for one in archive.corrections.all()] == [one.id for one in reversed(made)]
    for one in (made[1], made[4], made[0], made[3], made[2]):
        archive.corrections.undo(one.id)
    assert state(archive) == first
    assert archive.corrections.all() == ()
    with pytest.raises(NotFoundError):
        archive.corrections.undo(made[0].id)


def test_corrections_hold_when_everything_is_recognised_anew(archive: Archive) -> None:
    archive.corrections.merge(named(archive, "Annie Marsh"), named(archive, "Ann Fell"))
    archive.corrections.hide(named(archive, "Kremlin"))
    archive.corrections.rename(named(archive, "Ann Fell"), "Dame Ann")
    before = state(archive)
    revisions = {one.id: one.text_revision for one in archive.entities.unrecognised(100, "another")}
    archive.entities.store([recognition(number, revisions[number]) for number in (1, 2, 3, 4)], "r")
    assert state(archive) == []
    recognise(archive, 4, mention("Kremlin"))
    recognise(archive, 3, mention("Annie Marsh"))
    recognise(archive, 2, mention("Ann Fell"), mention("Fell", "Ann Fell", start=20))
    recognise(archive, 1, mention("Ann Fell"))
    assert state(archive) == before


def test_a_correction_says_what_it_was(archive: Archive) -> None:
    made = archive.corrections.merge(named(archive, "Annie Marsh"), named(archive, "Ann Fell"))
    assert made == Correction(
        made.id, CorrectionKind.SAME, PERSON, "annie marsh", "Annie Marsh", PERSON, "ann fell", "Ann Fell", made.made
    )
    assert archive.corrections.all() == (made,)


def test_corrections_that_say_nothing_are_refused(archive: Archive) -> None:
    fell, marsh = named(archive, "Ann Fell"), named(archive, "Annie Marsh")
    archive.corrections.merge(marsh, fell)
    for wrong in (
        lambda: archive.corrections.merge(fell, marsh),
        lambda: archive.corrections.merge(fell, fell),
        lambda: archive.corrections.rename(fell, "  "),
        lambda: archive.corrections.retype(fell, PERSON),
        lambda: archive.corrections.retype(fell, EntityType.DATE),
        lambda: archive.corrections.split(fell, "Ann Fell"),
    ):
        with pytest.raises(CorrectionError):
            wrong()
    with pytest.raises(NotFoundError):
        archive.corrections.hide(999)
    assert len(archive.corrections.all()) == 1


def test_the_later_of_two_corrections_holds(archive: Archive) -> None:
    fell, kremlin = named(archive, "Ann Fell"), named(archive, "Kremlin")
    archive.corrections.merge(kremlin, fell)
    archive.corrections.split(fell, "Kremlin")
    assert names(archive) == {"Ann Fell": 2, "Annie Marsh": 1, "Kremlin": 1}
