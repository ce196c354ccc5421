from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from index.feeds.known import KnownIndex
from index.feeds.plan import MAX_ENTRIES, entry_digest, entry_key, plan_feed
from index.intake_types import Draft, FeedPlan, KnownEntry, ParsedEntry, ParsedFeed
from index.types import Block, BlockKind

BLANK = ParsedEntry("", "", "", "", None, None, "", "", True, (), "", "https://h.example/feed.xml")


def entry(name: str = "", link: str = "", title: str = "", content: str = "text", **fields: object) -> ParsedEntry:
    return replace(BLANK, id=name, link=link, title=title, content=content, **fields)  # type: ignore[arg-type]


def make(parsed: ParsedEntry, key: str, digest: bytes) -> Draft:
    blocks = (Block(BlockKind.PARAGRAPH, parsed.content),) if parsed.content else ()
    return Draft(key, digest, parsed.link, parsed.title, "", None, None, "", "", (), blocks, "")


class Archive:
    """What an archive would remember of a feed, so that refreshes can follow one another."""

    def __init__(self) -> None:
        self.articles: dict[int, Draft] = {}
        self.ids = itertools.count(1)

    def refresh(self, *entries: ParsedEntry, home: str = "https://h.example/") -> FeedPlan:
        known = [
            KnownEntry(article, draft.key, draft.link, draft.digest, len(draft.text))
            for article, draft in self.articles.items()
        ]
        plan = plan_feed(ParsedFeed("Feed", home, "en", entries), KnownIndex(known), make)
        for draft in plan.new:
            self.articles[next(self.ids)] = draft
        for article, draft in plan.edited:
            self.articles[article] = draft
        for article, key in plan.rekeyed:
            self.articles[article] = replace(self.articles[article], key=key)
        assert len({draft.key for draft in self.articles.values()}) == len(self.articles)
        return plan


def counts(plan: FeedPlan) -> tuple[int, int, int]:
    return len(plan.new), len(plan.edited), plan.known


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (entry("g1", "https://h.example/1"), entry("g1", "https://h.example/2"), True),
        (entry("g1"), entry("  g1\n"), True),
        (entry("g1"), entry("g2"), False),
        (entry(link="https://h.example/1"), entry(link="https://h.example/1", title="New title"), True),
        (entry(link="https://h.example/1"), entry(link="https://h.example/2"), False),
        (entry(title="A", published=5), entry(title="A", published=5, content="edited"), True),
        (entry(title="A", published=5), entry(title="A", published=6), False),
        (entry(title="A"), entry(title="B"), False),
        (entry("x" * 100_000), entry("x" * 100_000), True),
        (entry("x" * 100_000), entry("x" * 100_001), False),
    ],
)
def test_identity_is_the_id_else_the_link_else_the_words(one: ParsedEntry, other: ParsedEntry, same: bool) -> None:
    assert (entry_key(one) == entry_key(other)) is same
    assert 0 < len(entry_key(one)) <= 500


def test_a_first_refresh_brings_everything_and_a_second_nothing() -> None:
    archive = Archive()
    feed = [entry("a"), entry(link="https://h.example/b"), entry(title="c"), entry(content="d"), entry("e", content="")]
    assert counts(archive.refresh(*feed)) == (5, 0, 0)
    assert counts(archive.refresh(*reversed(feed))) == (0, 0, 5)


def test_known_entries_are_not_drafted() -> None:
    archive = Archive()
    archive.refresh(entry("a"))
    known = [KnownEntry(1, "a", "", entry_digest(entry("a")), 4)]

    def fail(*_: object) -> Draft:
        raise AssertionError

    assert plan_feed(ParsedFeed("", "", "", (entry("a"),)), KnownIndex(known), fail).known == 1


def test_an_edit_goes_to_its_article() -> None:
    archive = Archive()
    archive.refresh(entry("a", title="Post"), entry("b"))
    plan = archive.refresh(entry("a", title="Post (corrected)"), entry("b"))
    assert counts(plan) == (0, 1, 1)
    assert plan.edited[0][0] == 1


def test_dates_alone_are_no_edit() -> None:
    archive = Archive()
    archive.refresh(entry("a", published=1, updated=1))
    assert counts(archive.refresh(entry("a", published=2, updated=3))) == (0, 0, 1)


def test_a_body_that_shrinks_to_nothing_keeps_the_fuller_text() -> None:
    archive = Archive()
    archive.refresh(entry("a", content="full"))
    assert counts(archive.refresh(entry("a", content=""))) == (0, 0, 1)


def test_an_entry_that_vanishes_is_no_event() -> None:
    archive = Archive()
    archive.refresh(entry("a"), entry("b"))
    assert counts(archive.refresh()) == (0, 0, 0)
    assert counts(archive.refresh(entry("b"))) == (0, 0, 1)


SHARED_IDS = {
    "by link": [entry("same", f"https://h.example/{n}", f"T{n}", f"c{n}") for n in range(3)],
    "by title": [entry("same", "https://h.example/", f"T{n}", f"c{n}") for n in range(3)],
    "without link": [entry("same", "", f"T{n}", f"c{n}") for n in range(3)],
    "link as id": [entry("", "https://h.example/", f"T{n}", f"c{n}") for n in range(3)],
    "mixed": [entry("same", f"https://h.example/{n // 2}", f"T{n}", f"c{n}") for n in range(4)],
}


@pytest.mark.parametrize("feed", SHARED_IDS.values(), ids=SHARED_IDS.keys())
def test_entries_that_share_an_id_are_told_apart_in_any_order(feed: list[ParsedEntry]) -> None:
    for order in itertools.permutations(feed):
        archive = Archive()
        assert counts(archive.refresh(*feed)) == (len(feed), 0, 0)
        assert counts(archive.refresh(*order)) == (0, 0, len(feed))
        assert counts(archive.refresh(order[0])) == (0, 0, 1)
        newcomer = replace(feed[0], link="https://h.example/9", title="T9", content="c9")
        assert counts(archive.refresh(newcomer)) == (1, 0, 0)
        assert counts(archive.refresh(*order, newcomer)) == (0, 0, len(feed) + 1)


def test_an_id_that_becomes_shared_keeps_its_first_article() -> None:
    first, second = SHARED_IDS["by link"][:2]
    archive = Archive()
    archive.refresh(first)
    assert counts(archive.refresh(second, first)) == (1, 0, 1)
    assert counts(archive.refresh(first, second)) == (0, 0, 2)
    assert len(archive.articles) == 2


def test_the_same_entry_twice_in_a_feed_is_one_article() -> None:
    archive = Archive()
    assert counts(archive.refresh(entry("a", title="T"), entry("a", title="T"))) == (1, 0, 0)


def test_two_entries_under_one_name_do_not_take_turns() -> None:
    archive = Archive()
    feed = [entry("a", title="T", content="x"), entry("a", title="T", content="y")]
    assert counts(archive.refresh(*feed)) == (1, 0, 0)
    assert counts(archive.refresh(*reversed(feed))) == (0, 0, 1)


def test_two_ids_with_one_link_are_two_articles() -> None:
    archive = Archive()
    feed = [entry("g1", "https://h.example/1", "A"), entry("g2", "https://h.example/1", "A again")]
    archive.refresh(feed[0])
    assert counts(archive.refresh(*feed)) == (1, 0, 1)


def test_a_feed_that_changes_all_its_ids_brings_nothing_new() -> None:
    archive = Archive()
    archive.refresh(*(entry(f"old-{n}", f"https://h.example/{n}", f"T{n}") for n in range(5)))
    plan = archive.refresh(*(entry(f"new-{n}", f"https://h.example/{n}", f"T{n}") for n in range(5)))
    assert counts(plan) == (0, 0, 5)
    assert len(plan.rekeyed) == 5
    assert counts(archive.refresh(*(entry(f"new-{n}", f"https://h.example/{n}", f"T{n}") for n in range(5)))) == (
        0,
        0,
        5,
    )


def test_a_new_id_and_new_words_under_the_old_link_is_an_edit() -> None:
    archive = Archive()
    archive.refresh(entry("old", "http://www.h.example/1/", "Post"))
    plan = archive.refresh(entry("new", "https://h.example/1?utm_source=rss", "Post (corrected)"))
    assert counts(plan) == (0, 1, 0)
    assert plan.rekeyed == ((1, "new"),)


def test_new_ids_without_links_are_recognised_by_what_they_say() -> None:
    archive = Archive()
    archive.refresh(entry("old", title="A"))
    assert archive.refresh(entry("new", title="A")).rekeyed == ((1, "new"),)
    assert counts(archive.refresh(entry("newer", title="B"))) == (1, 0, 0)


def test_entries_that_all_link_to_the_home_page_are_not_confused() -> None:
    archive = Archive()
    archive.refresh(entry("monday", "https://h.example/", "Monday"))
    assert counts(archive.refresh(entry("tuesday", "https://h.example/", "Tuesday"))) == (1, 0, 0)


def test_a_document_has_only_so_many_entries() -> None:
    plan = Archive().refresh(*(entry(str(n)) for n in range(MAX_ENTRIES + 5)))
    assert len(plan.new) == MAX_ENTRIES


def test_the_feeds_own_title_and_link_are_cleaned() -> None:
    plan = plan_feed(ParsedFeed(" My\x1b[2J\nfeed ", "javascript:x", "", ()), KnownIndex(()), make)
    assert (plan.title, plan.link) == ("My feed", "")


@pytest.mark.parametrize(
    ("count", "said"), [(MAX_ENTRIES - 1, ""), (MAX_ENTRIES, "10,000"), (MAX_ENTRIES + 1, "10,000")]
)
def test_that_there_were_more_entries_is_told(count: int, said: str) -> None:
    note = Archive().refresh(*(entry(str(n)) for n in range(count))).note
    assert (said in note) if said else not note
