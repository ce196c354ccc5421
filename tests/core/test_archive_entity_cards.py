"""An entity at a glance, its company, who rises, and whom the user follows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from archive_samples import STATE, draft, mention, plan, recognition
from index.archive import Archive
from index.errors import NotFoundError
from index.types import EntityType, FeedConfig, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PLACE = EntityType.PLACE


def at(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp())


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive") as archive:
        archive.feeds.sync([FeedConfig("https://a.example/")])
        yield archive


def write(archive: Archive, articles: Sequence[tuple[str, str]]) -> list[int]:
    """Articles of days, with the people that they mention, parted by commas."""
    drafts = [draft(f"{n}", f"Text {n}.", published=at(day)) for n, (day, _) in enumerate(articles)]
    ids = list(archive.articles.store(1, plan(*drafts), now=at("2020-01-01"), state=STATE).new)
    revisions = {one.id: one.text_revision for one in archive.entities.unrecognised(10_000, "another")}
    archive.entities.store(
        [recognition(number, revisions[number], *people(who)) for number, (_, who) in zip(ids, articles, strict=True)],
        "r",
    )
    return ids


def people(who: str) -> list[Mention]:
    return [mention(name.strip(), start=40 * place) for place, name in enumerate(who.split(",")) if name.strip()]


def named(archive: Archive, name: str) -> int:
    (found,) = [one.id for one in archive.entities.top(None, None, 999) if one.name == name]
    return found


def test_a_card_says_when_with_whom_and_where_last(archive: Archive) -> None:
    ids = write(
        archive,
        [("2018-12-30", "Ann Fell"), ("2019-08-01", "Ann Fell, Bob Ray"), ("2019-09-02", "Ann Fell, Bob Ray"),
         ("2019-09-24", "Ann Fell, Cid Fox"), ("2019-09-25", "Cid Fox"), ("2017-09-25", "Ann Fell")],
    )  # fmt: skip
    card = archive.cards.card(named(archive, "Ann Fell"))
    assert card.entity.name == "Ann Fell"
    assert (card.entity.first_seen, card.entity.last_seen) == (at("2017-09-25"), at("2019-09-24"))
    assert len(card.months) == 24
    assert [(one.year, one.month, one.articles) for one in card.months if one.articles] == [
        (2018, 12, 1), (2019, 8, 1), (2019, 9, 2)
    ]  # fmt: skip
    assert (card.months[0].year, card.months[0].month) == (2017, 10)
    assert (card.months[-1].year, card.months[-1].month) == (2019, 9)
    assert [one.id for one in card.latest] == [ids[3], ids[2], ids[1], ids[0], ids[5]]
    assert [(one.entity.name, one.articles) for one in card.together] == [("Bob Ray", 2), ("Cid Fox", 1)]
    assert not card.followed


def test_company_is_whom_one_is_with_more_than_chance_has_it(archive: Archive) -> None:
    """Every article has Ubi Que; the two diplomats are hardly ever apart."""
    write(
        archive,
        [("2019-09-01", "Sergei Lav, Vlad Put, Ubi Que")] * 4 + [("2019-09-01", "Vlad Put, Ubi Que")] * 4
        + [("2019-09-02", f"Other One{n}, Ubi Que") for n in range(40)],
    )  # fmt: skip
    together = archive.cards.together(named(archive, "Vlad Put"))
    assert [(one.entity.name, one.articles) for one in together] == [("Sergei Lav", 4), ("Ubi Que", 8)]
    assert together[0].score > together[1].score == 0
    assert archive.cards.together(named(archive, "Vlad Put"), type=PLACE) == ()


def test_who_rises_is_above_the_own_past_not_rare_and_not_everywhere(archive: Archive) -> None:
    past = [("2019-08-20", "Ubi Que" + (", Old Hand" if n % 5 == 0 else "")) for n in range(100)]
    week = [("2019-09-20", "Ubi Que" + (", Old Hand" if n % 5 == 0 else "") + (", New Face" if n < 12 else "")
             + (", Rare Bird" if n < 2 else "")) for n in range(30)]  # fmt: skip
    write(archive, past + week)
    risers = archive.cards.rising(7)
    assert risers[0].entity.name == "New Face"
    assert (risers[0].articles, risers[0].expected) == (12, 1.0)
    scores = {one.entity.name: one.score for one in risers}
    assert scores.get("Rare Bird", 0) < 1
    assert scores.get("Ubi Que", 0) < 1
    assert scores.get("Old Hand", 0) < 1
    assert archive.cards.rising(7, type=PLACE) == ()
    assert len(archive.cards.rising(7, limit=1)) == 1


def test_the_period_ends_with_the_newest_article_unless_told_otherwise(archive: Archive) -> None:
    write(archive, [("2019-01-01", "Ann Fell")] * 5 + [("2019-06-01", "Bob Ray")] * 5)
    assert [one.entity.name for one in archive.cards.rising(1)] == ["Bob Ray"]
    assert [one.entity.name for one in archive.cards.rising(1, until=at("2019-01-02"))] == ["Ann Fell"]
    assert archive.cards.rising(1, until=at("2019-03-02")) == ()


def test_a_rare_name_never_rises_though_nothing_else_does(archive: Archive) -> None:
    write(
        archive, [("2019-08-20", "Ubi Que")] * 20 + [("2019-09-20", "Ubi Que")] * 6 + [("2019-09-20", "Rare Bird")] * 2
    )
    assert archive.cards.rising(7) == ()
    assert archive.cards.rising(1) == ()


@pytest.mark.parametrize("days", [1, 7])
def test_an_archive_that_was_left_alone_shows_its_last_days(archive: Archive, days: int) -> None:
    """The newest article is years old: the last day or week is that of the archive, not of the calendar."""
    write(archive, [("2019-09-01", "Ubi Que")] * 30 + [("2019-09-20", "New Face, Ubi Que")] * 5)
    assert [one.entity.name for one in archive.cards.rising(days)] == ["New Face"]


def test_after_a_long_pause_the_past_is_what_was_before_it(archive: Archive) -> None:
    """Nothing was fetched for half a year; who was always in the news is no news."""
    write(
        archive,
        [("2019-03-01", "Ubi Que")] * 40 + [("2019-09-20", "Ubi Que")] * 20 + [("2019-09-20", "New Face, Ubi Que")] * 5,
    )
    assert [one.entity.name for one in archive.cards.rising(7)] == ["New Face"]


def test_an_empty_archive_has_no_news(archive: Archive) -> None:
    assert archive.cards.rising(7) == ()
    with pytest.raises(NotFoundError):
        archive.cards.card(1)


def test_followed_entities_count_what_is_unread(archive: Archive) -> None:
    ids = write(archive, [("2019-09-01", "Bob Ray, Ann Fell"), ("2019-09-02", "Ann Fell"), ("2019-09-03", "Bob Ray")])
    for name in ("Bob Ray", "Ann Fell", "Ann Fell"):
        archive.following.follow(named(archive, name))
    assert [(one.entity.name, one.unread) for one in archive.following.all()] == [("Ann Fell", 2), ("Bob Ray", 2)]
    archive.marks.set([ids[0]], read=True)
    assert [one.unread for one in archive.following.all()] == [1, 1]
    assert archive.cards.card(named(archive, "Bob Ray")).followed
    archive.following.unfollow(named(archive, "Bob Ray"))
    assert [one.entity.name for one in archive.following.all()] == ["Ann Fell"]
    with pytest.raises(NotFoundError):
        archive.following.follow(999)


def test_a_follow_goes_with_the_entity_that_it_becomes_part_of(archive: Archive) -> None:
    write(archive, [("2019-09-01", "Bob Ray"), ("2019-09-02", "Ann Fell")])
    bob, ann = named(archive, "Bob Ray"), named(archive, "Ann Fell")
    archive.following.follow(bob)
    archive.following.follow(ann)
    correction = archive.corrections.merge(bob, ann)
    assert [(one.entity.name, one.unread) for one in archive.following.all()] == [("Ann Fell", 2)]
    archive.corrections.undo(correction.id)
    assert [one.entity.name for one in archive.following.all()] == ["Ann Fell", "Bob Ray"]
    archive.corrections.merge(bob, ann)
    archive.following.unfollow(bob)
    assert archive.following.all() == ()
