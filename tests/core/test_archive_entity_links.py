"""Names of many articles are linked to one entity, whatever comes first; nothing is counted twice or forgotten."""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index.archive import Archive
from index.archive.archive import FILE_NAME
from index.types import EntityType, FeedConfig, Mention, Name, Selection
from linking_gold import gold_articles, link, linked_entities, score_across, score_within

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PERSON, ORG = EntityType.PERSON, EntityType.ORG


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Nine articles, 1 the oldest."""
    with Archive.open(tmp_path / "archive") as archive:
        archive.feeds.sync([FeedConfig("https://a.example/")])
        drafts = [draft(f"k{n}", f"Text {n}.", published=NOW - 100 + n) for n in range(9, 0, -1)]
        archive.articles.store(1, plan(*drafts), now=NOW, state=STATE)
        yield archive


def recognise(archive: Archive, article: int, *mentions: Mention) -> None:
    revisions = {one.id: one.text_revision for one in archive.entities.unrecognised(100, "another")}
    archive.entities.store([recognition(article, revisions[article], *mentions)], "r")


def summary(archive: Archive) -> dict[str, tuple[int, int, int, int]]:
    return {
        one.name: (one.articles, one.mentions, one.first_seen - NOW + 100, one.last_seen - NOW + 100)
        for one in archive.entities.top(None, None, 100)
    }


def counted_anew(folder: Path) -> list[tuple[int, int, int]]:
    """Entities, their articles and mentions, by the mentions themselves."""
    with sqlite3.connect(folder / FILE_NAME) as connection:
        rows = connection.execute(
            "SELECT entity, count(DISTINCT article), count(*) FROM mention WHERE entity IS NOT NULL GROUP BY entity"
        ).fetchall()
    connection.close()
    return sorted(rows)


def test_a_surname_follows_the_person_as_soon_as_two_articles_have_the_full_name(archive: Archive) -> None:
    recognise(archive, 3, mention("Maduro"), mention("Maduro", start=20))
    recognise(archive, 1, mention("Nicolas Maduro"))
    assert summary(archive) == {"Maduro": (1, 2, 3, 3), "Nicolas Maduro": (1, 1, 1, 1)}
    recognise(archive, 5, mention("Nicolás Maduro"))
    assert summary(archive) == {"Nicolas Maduro": (3, 4, 1, 5)}
    (entity,) = archive.entities.find(PERSON, "maduro", 5)
    assert set(entity.aliases) == {"Maduro", "Nicolás Maduro"}
    assert list(archive.articles.ids(Selection(entity=entity.id))) == [5, 3, 1]
    assert {one.name for one in archive.articles.get(3).mentions} == {"Nicolas Maduro"}


def test_a_second_bearer_parts_the_surname_again(archive: Archive) -> None:
    recognise(archive, 1, mention("Ann Fell"))
    recognise(archive, 2, mention("Ann Fell"), mention("Ann Fell", start=20))
    recognise(archive, 3, mention("Fell"))
    assert summary(archive) == {"Ann Fell": (3, 4, 1, 3)}
    recognise(archive, 4, mention("Bob Fell"))
    assert summary(archive) == {"Ann Fell": (2, 3, 1, 2), "Bob Fell": (1, 1, 4, 4), "Fell": (1, 1, 3, 3)}
    recognise(archive, 4)
    assert summary(archive) == {"Ann Fell": (3, 4, 1, 3)}


def test_the_articles_whose_links_have_changed_and_only_they_are_indexed_again(archive: Archive) -> None:
    recognise(archive, 1, mention("Nicolas Maduro"))
    recognise(archive, 2, mention("Maduro"))
    recognise(archive, 3, mention("Cid Fox"))
    before = archive.revision()
    recognise(archive, 4, mention("Nicolas Maduro"))
    changed = archive.changes.changed_since(before, 10)
    assert [one.id for one in changed] == [2, 4]
    assert set(changed[0].names) == {Name("Maduro", PERSON), Name("Nicolas Maduro", PERSON)}
    (row,) = archive.articles.rows([2])
    assert row is not None
    assert row.names == (Name("Nicolas Maduro", PERSON),)


def test_an_edited_article_takes_its_evidence_with_it(archive: Archive) -> None:
    recognise(archive, 1, mention("Nicolas Maduro"))
    recognise(archive, 4, mention("Nicolas Maduro"))
    recognise(archive, 2, mention("Maduro"))
    before = archive.revision()
    archive.articles.store(1, plan(edited=((4, draft("k4", "Another text.")),)), now=NOW, state=STATE)
    assert summary(archive) == {"Nicolas Maduro": (1, 1, 1, 1), "Maduro": (1, 1, 2, 2)}
    assert {one.id for one in archive.changes.changed_since(before, 10)} == {2, 4}
    assert archive.revision() == before + 1


def test_an_acronym_follows_the_name_that_one_article_binds_it_to(archive: Archive) -> None:
    recognise(archive, 1, mention("OAS", kind=ORG))
    name = "Organization of American States"
    recognise(archive, 2, mention(name, kind=ORG), mention("OAS", name, ORG, start=40))
    assert summary(archive) == {name: (2, 3, 1, 2)}


def test_an_id_of_a_part_leads_to_the_whole(archive: Archive) -> None:
    recognise(archive, 1, mention("Maduro"))
    (part,) = archive.entities.of_article(1)
    recognise(archive, 2, mention("Nicolas Maduro"))
    recognise(archive, 3, mention("Nicolas Maduro"))
    assert archive.entities.get(part.id).name == "Nicolas Maduro"


def test_the_same_articles_give_the_same_entities_in_any_order(tmp_path: Path) -> None:
    articles = gold_articles()
    dice = random.Random(3)
    seen = []
    for run, batch in enumerate((1, 5, 7, 100)):
        order = list(range(len(articles)))
        dice.shuffle(order)
        folder = tmp_path / f"run{run}"
        with Archive.open(folder) as archive:
            ids = link(archive, articles, order, batch)
            names = {one.id: one for one in archive.entities.top(None, None, 1_000)}
            found = linked_entities(archive, ids)
            seen.append(
                (
                    [[names[entity].name for entity in one if entity is not None] for one in found],
                    sorted((one.name, one.type, one.aliases, one.articles, one.mentions) for one in names.values()),
                    [row.names for row in archive.articles.rows(ids) if row is not None],
                )
            )
            assert counted_anew(folder) == sorted((one.id, one.articles, one.mentions) for one in names.values())
    assert seen[0] == seen[1] == seen[2] == seen[3]


def test_taking_everything_off_again_leaves_nothing(tmp_path: Path) -> None:
    articles = gold_articles()
    folder = tmp_path / "archive"
    with Archive.open(folder) as archive:
        ids = link(archive, articles, range(len(articles)))
        revisions = {one.id: one.text_revision for one in archive.entities.unrecognised(100, "other")}
        archive.entities.store([recognition(number, revisions[number]) for number in ids], "other")
        assert archive.entities.top(None, None, 10) == ()
    with sqlite3.connect(folder / FILE_NAME) as connection:
        for table in ("entity", "alias", "entity_word", "article_entity", "mention", "resolution"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    connection.close()


def test_links_are_right_nearly_always_and_found_mostly(tmp_path: Path) -> None:
    articles = gold_articles()
    gold = [article.entities for article in articles]
    with Archive.open(tmp_path / "archive") as archive:
        found = linked_entities(archive, link(archive, articles, range(len(articles))))
    within, across = score_within(gold, found), score_across(gold, found)
    assert within.precision >= 0.98
    assert within.recall >= 0.95
    assert across.precision >= 0.95
    assert across.recall >= 0.90


def test_an_archive_of_before_the_links_is_linked_when_it_is_opened(tmp_path: Path) -> None:
    from index.archive.migrations import MIGRATIONS

    articles = gold_articles()
    folder, earlier = tmp_path / "now", tmp_path / "before"
    with Archive.open(folder) as archive:
        ids = link(archive, articles, range(len(articles)))
        expected = [(one.name, one.aliases, one.articles) for one in archive.entities.top(None, None, 1_000)]
        mentions = [archive.articles.get(number).mentions for number in ids]
    before_links = [step.__name__ for step in MIGRATIONS].index("add_links")
    _write_earlier(earlier, folder, before_links)
    with Archive.open(earlier) as archive:
        found = [(one.name, one.aliases, one.articles) for one in archive.entities.top(None, None, 1_000)]
        assert sorted(found) == sorted(expected)
        names = {one.id: one.name for one in archive.entities.top(None, None, 1_000)}
        for number, gold in zip(ids, mentions, strict=True):
            again = archive.articles.get(number).mentions
            assert [one.name for one in again] == [one.name for one in gold]
            assert all(one.entity in names for one in again)


def _write_earlier(folder: Path, now: Path, version: int) -> None:
    """The archive ``now`` as an earlier version would have it: the tables of then, each name its own entity."""
    from index.archive.connection import Database
    from index.archive.migrations import MIGRATIONS, migrate

    folder.mkdir()
    database = Database(folder / FILE_NAME)
    migrate(database, MIGRATIONS[:version])
    with database.bare() as connection:
        connection.execute("ATTACH ? AS now", (str(now / FILE_NAME),))
    with database.write() as connection:
        connection.execute("DELETE FROM meta")
        for table in ("meta", "feed", "article", "body"):
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM now.{table}")
        connection.execute(
            "INSERT INTO mention SELECT article, part, start, stop, type, node, text, name FROM now.mention"
        )
        connection.execute(
            """
            INSERT INTO entity (id, type, key, name, articles, mentions, first_seen, last_seen)
            SELECT id, type, key,
                (SELECT name FROM mention WHERE entity = e.id GROUP BY name
                    ORDER BY count(*) DESC, length(name) DESC, name),
                (SELECT count(DISTINCT article) FROM mention WHERE entity = e.id),
                (SELECT count(*) FROM mention WHERE entity = e.id),
                (SELECT min(time) FROM mention JOIN article ON article.id = article WHERE entity = e.id),
                (SELECT max(time) FROM mention JOIN article ON article.id = article WHERE entity = e.id)
            FROM now.entity AS e
            """
        )
        connection.execute(
            """
            INSERT INTO article_entity SELECT entity, article, count(*) FROM mention WHERE entity IS NOT NULL
            GROUP BY entity, article
            """
        )
        connection.execute(
            """
            INSERT INTO alias SELECT entity, form, sum(written), sum(named) FROM (
                SELECT entity, text AS form, 1 AS written, 0 AS named FROM mention WHERE entity IS NOT NULL
                UNION ALL SELECT entity, name, 0, 1 FROM mention WHERE entity IS NOT NULL
            ) GROUP BY entity, form
            """
        )
    database.close()
