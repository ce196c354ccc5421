"""Mentions become entities of the archive; names, counts and times stay right as articles come and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index.archive import Archive
from index.archive.linking import NAMES
from index.errors import NotFoundError
from index.types import Entity, EntityType, FeedConfig, Mention, Name, Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PERSON, PLACE, ORG, DATE, MONEY = (
    EntityType.PERSON, EntityType.PLACE, EntityType.ORG, EntityType.DATE, EntityType.MONEY
)  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Four articles, 1 the oldest."""
    with Archive.open(tmp_path / "archive") as archive:
        archive.feeds.sync([FeedConfig("https://a.example/")])
        drafts = [draft(f"k{n}", f"Text {n}.", published=NOW - 100 + n) for n in (4, 3, 2, 1)]
        archive.articles.store(1, plan(*drafts), now=NOW, state=STATE)
        yield archive


def recognise(archive: Archive, article: int, *mentions: Mention, title: tuple[Mention, ...] = ()) -> None:
    found = recognition(article, text_revision(archive, article), *mentions, title=title)
    archive.entities.store([found], "r")


def text_revision(archive: Archive, article: int) -> int:
    return {one.id: one.text_revision for one in archive.entities.unrecognised(100, "another")}[article]


def summary(archive: Archive) -> dict[str, tuple[int, int, int, int]]:
    return {
        one.name: (one.articles, one.mentions, one.first_seen - NOW + 100, one.last_seen - NOW + 100)
        for one in archive.entities.top(None, None, 100)
    }


def test_mentions_of_one_person_are_one_entity(archive: Archive) -> None:
    recognise(archive, 1, mention("Nicolas Maduro"), mention("Maduro", "Nicolas Maduro", start=40))
    recognise(archive, 3, mention("Nicolás Maduro", start=5), title=(mention("Maduro", "Nicolás Maduro"),))
    (entity,) = archive.entities.find(PERSON, "maduro", 10)
    assert (entity.name, entity.aliases) == ("Nicolas Maduro", ("Maduro", "Nicolás Maduro"))
    assert (entity.articles, entity.mentions) == (2, 4)
    assert (entity.first_seen, entity.last_seen) == (NOW - 99, NOW - 97)
    article = archive.articles.get(3)
    assert article.mentions == (Mention(5, 19, "Nicolás Maduro", PERSON, "Nicolás Maduro", entity.id),)
    assert article.title_mentions == (Mention(0, 6, "Maduro", PERSON, "Nicolás Maduro", entity.id),)
    assert archive.entities.of_article(3) == (entity,)
    assert archive.entities.get(entity.id) == entity
    assert list(archive.articles.ids(Selection(entity=entity.id))) == [3, 1]


def test_one_name_of_two_types_is_two_entities(archive: Archive) -> None:
    recognise(archive, 1, mention("Jordan", kind=PERSON), mention("Jordan", kind=PLACE, start=9))
    assert {one.type for one in archive.entities.find(None, "jordan", 10)} == {PERSON, PLACE}
    assert [one.type for one in archive.entities.find(PLACE, "jordan", 10)] == [PLACE]


def test_dates_and_money_are_mentions_without_an_entity(archive: Archive) -> None:
    recognise(archive, 1, mention("Monday", kind=DATE), mention("$5", kind=MONEY, start=10), mention(" ", start=20))
    mentions = archive.articles.get(1).mentions
    assert [(one.text, one.entity) for one in mentions] == [("Monday", None), ("$5", None), (" ", None)]
    assert archive.entities.of_article(1) == ()
    assert archive.entities.find(None, "monday", 5) == ()


def test_the_display_name_is_the_form_that_most_mentions_resolve_to(archive: Archive) -> None:
    recognise(archive, 1, mention("Jane Doe"))
    recognise(archive, 2, mention("JANE DOE"), mention("Doe", "JANE DOE", start=20))
    assert [one.name for one in archive.entities.top(None, None, 5)] == ["JANE DOE"]
    recognise(archive, 3, mention("Jane Doe"), mention("Doe", "Jane Doe", start=20))
    assert [one.name for one in archive.entities.top(None, None, 5)] == ["Jane Doe"]


def test_recognising_again_replaces_what_was_there(archive: Archive) -> None:
    recognise(archive, 1, mention("Ann Lee"), mention("Paris", kind=PLACE, start=20))
    recognise(archive, 2, mention("Ann Lee"), mention("Lee", "Ann Lee", start=30))
    recognise(archive, 4, mention("Ann Lee"))
    assert summary(archive) == {"Ann Lee": (3, 4, 1, 4), "Paris": (1, 1, 1, 1)}
    recognise(archive, 1, mention("Bob Ray"))
    assert summary(archive) == {"Ann Lee": (2, 3, 2, 4), "Bob Ray": (1, 1, 1, 1)}
    assert archive.entities.find(None, "paris", 5) == ()
    recognise(archive, 2)
    assert summary(archive) == {"Ann Lee": (1, 1, 4, 4), "Bob Ray": (1, 1, 1, 1)}
    assert archive.entities.find(None, "ann lee", 5)[0].aliases == ()


def test_an_entity_that_stays_keeps_its_id_and_a_new_one_never_takes_an_old_ones(archive: Archive) -> None:
    recognise(archive, 1, mention("Ann Lee"), mention("Bob Ray", start=20))
    ids = {one.name: one.id for one in archive.entities.of_article(1)}
    recognise(archive, 1, mention("Ann Lee"))
    recognise(archive, 2, mention("Cid Fox"))
    after = {one.name: one.id for number in (1, 2) for one in archive.entities.of_article(number)}
    assert after["Ann Lee"] == ids["Ann Lee"]
    assert after["Cid Fox"] not in ids.values()
    with pytest.raises(NotFoundError):
        archive.entities.get(ids["Bob Ray"])


def test_what_was_found_in_an_outdated_text_is_dropped(archive: Archive) -> None:
    stale = recognition(1, text_revision(archive, 1), mention("Ann Lee"))
    archive.articles.store(1, plan(edited=((1, draft("k1", "Another text.")),)), now=NOW, state=STATE)
    archive.entities.store([stale], "r")
    assert archive.articles.get(1).mentions == ()
    assert 1 in [one.id for one in archive.entities.unrecognised(10, "r")]


def test_the_newest_wait_first_and_another_recogniser_reads_all_anew(archive: Archive) -> None:
    assert [one.id for one in archive.entities.unrecognised(3, "r")] == [4, 3, 2]
    recognise(archive, 4)
    recognise(archive, 2)
    waiting = archive.entities.unrecognised(10, "r")
    assert [(one.id, one.title, one.text, one.language, one.published) for one in waiting] == [
        (3, "A headline", "Text 3.", "en", NOW - 97),
        (1, "A headline", "Text 1.", "en", NOW - 99),
    ]
    assert archive.entities.count_unrecognised("r") == 2
    assert [one.id for one in archive.entities.unrecognised(10, "better")] == [4, 3, 2, 1]
    assert archive.entities.count_unrecognised("better") == 4


def test_mentions_move_the_revision_of_their_articles_only(archive: Archive) -> None:
    before = archive.revision()
    archive.entities.store(
        [recognition(number, 1, *([mention("Ann Lee")] if number < 3 else [])) for number in (1, 2, 3)], "r"
    )
    assert archive.revision() == before + 1
    assert [one.id for one in archive.changes.changed_since(before, 10)] == [1, 2]
    archive.entities.store([recognition(4, 1)], "r")
    assert archive.revision() == before + 1
    assert archive.entities.count_unrecognised("r") == 0


def test_the_index_reads_every_form_and_the_canonical_names(archive: Archive) -> None:
    recognise(
        archive, 1, mention("Maduro", "Nicolas Maduro"), mention("Monday", kind=DATE, start=20),
        title=(mention("Maduro", "Nicolas Maduro"), mention("Caracas", kind=PLACE, start=20)),
    )  # fmt: skip
    (article,) = [one for one in archive.changes.changed_since(0, 10) if one.id == 1]
    assert set(article.names) == {Name("Maduro", PERSON), Name("Nicolas Maduro", PERSON), Name("Caracas", PLACE)}


def test_a_row_names_the_first_people_and_places(archive: Archive) -> None:
    recognise(
        archive, 1, mention("Late Comer", start=500), mention("Acme", kind=ORG, start=0),
        mention("Ann Lee", start=20), mention("Oslo", kind=PLACE, start=90), mention("Lee", "Ann Lee", start=10),
        title=(mention("Bob Ray", start=8),),
    )  # fmt: skip
    (row,) = archive.articles.rows([1])
    assert row is not None
    assert row.names == (
        Name("Bob Ray", PERSON),
        Name("Ann Lee", PERSON),
        Name("Oslo", PLACE),
        Name("Late Comer", PERSON),
    )


def test_a_row_names_no_more_than_a_line_can_show(archive: Archive) -> None:
    recognise(archive, 1, *(mention(f"Person Number{n}", start=n * 30) for n in range(20)))
    (row,) = archive.articles.rows([1])
    assert row is not None
    assert [name.text for name in row.names] == [f"Person Number{n}" for n in range(NAMES)]


def test_two_mentions_at_one_place_count_once(archive: Archive) -> None:
    recognise(archive, 1, mention("Ann Lee"), mention("Ann Lee", "Other Name"))
    assert [(one.name, one.mentions) for one in archive.entities.top(None, None, 5)] == [("Ann Lee", 1)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("zelenskyy", ["Volodymyr Zelenskyy"]),
        ("ZELENSKYY volodymyr", ["Volodymyr Zelenskyy"]),
        ("angela", ["Ángela Ruiz"]),
        ("ruíz", ["Ángela Ruiz"]),
        ("zelen", []),
        ("radio europe", ["Radio Free Europe/Radio Liberty"]),
        ("rfe/rl", ["Radio Free Europe/Radio Liberty"]),
        ("volodymyr ruiz", []),
        ("boss ruiz", []),
        ("", []),
        ("*", []),
    ],
)
def test_entities_are_found_by_whole_words_of_one_name(archive: Archive, query: str, found: list[str]) -> None:
    recognise(
        archive, 1, mention("Volodymyr Zelenskyy"), mention("Ángela Ruiz", start=30),
        mention("the boss", "Ángela Ruiz", start=50), mention("RFE/RL", "Radio Free Europe/Radio Liberty", ORG, 70),
    )  # fmt: skip
    assert [one.name for one in archive.entities.find(None, query, 10)] == found


def test_the_most_mentioned_are_found_first(archive: Archive) -> None:
    recognise(archive, 1, mention("Kim One"), mention("Kim Two", start=20))
    recognise(archive, 2, mention("Kim Two"))
    recognise(archive, 3, mention("Kim Two"), mention("Kim Three", start=20))
    recognise(archive, 4, mention("Kim Three"))
    assert [one.name for one in archive.entities.find(None, "kim", 10)] == ["Kim Two", "Kim Three", "Kim One"]
    assert [one.name for one in archive.entities.find(None, "kim", 1)] == ["Kim Two"]


def test_the_top_of_some_articles_counts_within_them(archive: Archive) -> None:
    recognise(archive, 1, mention("Ann Lee"), mention("Oslo", kind=PLACE, start=20))
    recognise(archive, 2, mention("Ann Lee"), mention("Bob Ray", start=20), mention("Ray", "Bob Ray", start=40))
    recognise(archive, 3, mention("Ann Lee"), mention("Bob Ray", start=20))

    def counts(entities: tuple[Entity, ...]) -> list[tuple[str, int, int]]:
        return [(one.name, one.articles, one.mentions) for one in entities]

    assert counts(archive.entities.top(None, PERSON, 5)) == [("Ann Lee", 3, 3), ("Bob Ray", 2, 3)]
    assert counts(archive.entities.top([2, 3], None, 5)) == [("Bob Ray", 2, 3), ("Ann Lee", 2, 2)]
    assert counts(archive.entities.top([1], PLACE, 5)) == [("Oslo", 1, 1)]
    assert counts(archive.entities.top([], None, 5)) == []


def test_a_corrected_date_moves_when_its_entities_were_seen(archive: Archive) -> None:
    (number,) = archive.articles.store(1, plan(draft("k9", "Text.", published=None)), now=NOW, state=STATE).new
    recognise(archive, number, mention("Ann Lee"))
    assert summary(archive) == {"Ann Lee": (1, 1, 100, 100)}
    dated = draft("k9", "Text.", published=NOW - 50)
    archive.articles.store(1, plan(edited=((number, dated),)), now=NOW, state=STATE)
    assert summary(archive) == {"Ann Lee": (1, 1, 50, 50)}
