"""What storing a feed's plan does, and above all what it never does: lose a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index.archive import Archive
from index.archive.storing import sort_time
from index.errors import NotFoundError
from index.feed_types import FetchState
from index.types import Block, BlockKind, FeedConfig, Order, Selection, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = 86_400


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive") as archive:
        archive.feeds.sync([FeedConfig("https://a.example/"), FeedConfig("https://b.example/")])
        yield archive


def store(archive: Archive, *new, feed: int = 1, now: int = NOW, state: FetchState = STATE, **rest):
    return archive.articles.store(feed, plan(*new, **rest), now=now, state=state)


def text_revision(archive: Archive, article: int) -> int:
    return next(one.text_revision for one in archive.entities.unrecognised(100, "other") if one.id == article)


def test_an_article_comes_back_as_it_was_stored(archive: Archive) -> None:
    blocks = (
        Block(BlockKind.HEADING, "Übersicht", level=2),
        Block(BlockKind.PARAGRAPH, "See here, 日本語 🦊.", (Span(4, 8, SpanKind.LINK, "https://x.example/"),)),
        Block(BlockKind.RULE, ""),
        Block(BlockKind.CODE, "a\n\nb"),
        Block(BlockKind.IMAGE, "alt", src="https://x.example/i.png"),
        Block(BlockKind.LIST_ITEM, "third", (Span(0, 5, SpanKind.STRONG), Span(0, 2, SpanKind.EMPHASIS)), 1, 3),
        Block(BlockKind.PARAGRAPH, "Subscribe!", boilerplate=True),
    )
    stored = draft(
        "k", title="T", author="A", updated=NOW, summary="S", language="de", categories=("x", "y"), blocks=blocks,
        html="<h2>Übersicht</h2>", origin="Reuters",
    )  # fmt: skip
    (number,) = store(archive, stored, title="The feed", link="https://a.example/home").new
    article = archive.articles.get(number)
    assert article.blocks == blocks
    assert article.text == stored.text
    assert (article.summary, article.updated, article.fetched) == ("S", NOW, NOW)
    assert (article.language, article.categories, article.html) == ("de", ("x", "y"), "<h2>Übersicht</h2>")
    assert (article.row.title, article.row.author, article.row.origin) == ("T", "A", "Reuters")
    assert (article.row.feed_title, article.row.published, article.row.read) == ("The feed", NOW - 3600, False)
    assert (article.revisions, article.mentions) == ((), ())


def test_an_article_without_any_block(archive: Archive) -> None:
    (number,) = store(archive, draft("k")).new
    assert (archive.articles.get(number).blocks, archive.articles.get(number).text) == ((), "")


def test_an_edited_text_keeps_the_earlier_one(archive: Archive) -> None:
    (number,) = store(archive, draft("k", "First text.", title="First")).new
    archive.marks.set([number], read=True)
    result = store(archive, edited=((number, draft("k", "Second text.", title="Second")),), now=NOW + 60)
    assert (result.new, result.edited) == ((), (number,))
    store(archive, edited=((number, draft("k", "Third text.", title="Second")),), now=NOW + 120)
    article = archive.articles.get(number)
    assert (article.row.title, article.text, article.row.read) == ("Second", "Third text.", True)
    assert [(r.number, r.title, r.text, r.replaced) for r in article.revisions] == [
        (1, "First", "First text.", NOW + 60),
        (2, "Second", "Second text.", NOW + 120),
    ]
    assert archive.stats().revisions == 2


def test_a_new_headline_alone_is_an_edit(archive: Archive) -> None:
    (number,) = store(archive, draft("k", "Text.", title="Old")).new
    assert store(archive, edited=((number, draft("k", "Text.", title="New")),)).edited == (number,)
    article = archive.articles.get(number)
    assert (article.row.title, article.text, article.revisions[0].title) == ("New", "Text.", "Old")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("digest", {"digest": b"2"}),
        ("author", {"author": "Somebody"}),
        ("link", {"link": "https://news.example/2"}),
        ("blanks in the headline", {"title": "A  headline"}),
        ("categories", {"categories": ("sport",)}),
        ("no headline any more", {"title": ""}),
    ],
)
def test_what_is_no_edit_is_stored_quietly(archive: Archive, name: str, change: dict[str, object]) -> None:
    (number,) = store(archive, draft("k", "Text.")).new
    assert store(archive, edited=((number, draft("k", "Text.", **change)),)).edited == ()
    assert archive.articles.get(number).revisions == ()
    assert archive.articles.get(number).row.title == "A headline"
    assert archive.fetches.known(1)[0].digest == change.get("digest", b"1")


def test_quiet_changes_move_the_revision_only_where_the_search_index_would_notice(archive: Archive) -> None:
    (number,) = store(archive, draft("k", "Text.")).new
    before = archive.revision()
    store(archive, edited=((number, draft("k", "Text.", digest=b"2")),))
    assert archive.revision() == before
    store(archive, edited=((number, draft("k", "Text.", author="Somebody")),))
    assert archive.revision() == before + 1
    assert [one.author for one in archive.changes.changed_since(before, 10)] == ["Somebody"]
    assert text_revision(archive, number) == before


def test_new_spans_over_the_same_text_are_stored_without_an_edit(archive: Archive) -> None:
    (number,) = store(archive, draft("k", "Text.")).new
    bold = (Block(BlockKind.PARAGRAPH, "Text.", (Span(0, 4, SpanKind.STRONG),)),)
    assert store(archive, edited=((number, draft("k", blocks=bold)),)).edited == ()
    assert archive.articles.get(number).blocks == bold


@pytest.mark.parametrize("texts", [(), ("",), ("", "")])
def test_an_emptied_entry_erases_nothing(archive: Archive, texts: tuple[str, ...]) -> None:
    (number,) = store(archive, draft("k", "The text.", author="A", title="T")).new
    emptied = draft("k", *texts, title="Gone", author="", digest=b"2")
    assert store(archive, edited=((number, emptied),)).edited == ()
    article = archive.articles.get(number)
    assert (article.row.title, article.row.author, article.text) == ("T", "A", "The text.")
    assert archive.fetches.known(1)[0].digest == b"2"


def test_a_headline_that_later_gets_its_text(archive: Archive) -> None:
    (number,) = store(archive, draft("k")).new
    assert store(archive, edited=((number, draft("k", "The text.")),)).edited == (number,)
    assert archive.articles.get(number).text == "The text."


def test_metadata_that_is_no_longer_said_stays(archive: Archive) -> None:
    full = draft("k", "Text.", author="A", summary="S", categories=("c",), origin="Reuters", updated=NOW)
    (number,) = store(archive, full).new
    bare = draft("k", "Text, changed.", link="", language="", html="", published=None)
    store(archive, edited=((number, bare),))
    article = archive.articles.get(number)
    assert (article.row.author, article.summary, article.categories, article.html) == (
        "A",
        "S",
        ("c",),
        "<p>source</p>",
    )
    assert (article.row.origin, article.row.link, article.language) == ("Reuters", "https://news.example/1", "en")
    assert (article.row.published, article.updated) == (NOW - 3600, NOW)


def test_a_doubled_key_in_one_plan_keeps_the_first(archive: Archive) -> None:
    result = store(archive, draft("k", "First."), draft("k", "Second."), draft("l", "Third."))
    assert [archive.articles.get(number).text for number in result.new] == ["First.", "Third."]


def test_a_key_that_is_archived_already_is_not_new(archive: Archive) -> None:
    store(archive, draft("k", "First."))
    revision = archive.revision()
    assert store(archive, draft("k", "Second.")).new == ()
    assert archive.revision() == revision


def test_the_same_key_in_two_feeds_is_two_articles(archive: Archive) -> None:
    store(archive, draft("k", "One."))
    assert len(store(archive, draft("k", "One."), feed=2).new) == 1
    assert archive.articles.count(Selection()) == 2


def test_rekeyed_articles_keep_their_ids(archive: Archive) -> None:
    one, two = store(archive, draft("one", "One."), draft("two", "Two.")).new
    store(archive, rekeyed=((one, "uno"), (two, "uno")))
    assert {entry.article: entry.key for entry in archive.fetches.known(1)} == {one: "uno", two: "two"}


def test_another_feeds_article_cannot_be_edited(archive: Archive) -> None:
    (number,) = store(archive, draft("k", "Text.")).new
    assert store(archive, edited=((number, draft("k", "Forged.")), (999, draft("x", "Nobody."))), feed=2).edited == ()
    assert archive.articles.get(number).text == "Text."


def test_an_unknown_feed_stores_nothing(archive: Archive) -> None:
    with pytest.raises(NotFoundError):
        store(archive, draft("k", "Text."), feed=99)
    assert archive.articles.count(Selection()) == 0


def test_undated_entries_of_one_fetch_list_in_the_feeds_order(archive: Archive) -> None:
    keys = ["top", "middle", "bottom"]
    result = store(archive, *(draft(key, "Text.", published=None) for key in keys))
    assert list(archive.articles.ids(Selection())) == list(result.new)
    assert list(archive.articles.ids(Selection(), Order.OLDEST)) == list(reversed(result.new))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (NOW - 5, NOW - 5),
        (NOW + DAY, NOW + DAY),
        (NOW + DAY + 1, NOW),
        (631_152_000, 631_152_000),
        (631_151_999, NOW),
        (-62_135_596_800, NOW),
        (10**30, NOW),
        (None, NOW),
    ],
)
def test_absurd_dates_sort_as_fetched(archive: Archive, published: int | None, expected: int) -> None:
    assert sort_time(published, NOW) == expected
    (number,) = store(archive, draft("k", "Text.", published=published)).new
    row = archive.articles.get(number).row
    assert row.time == expected
    assert row.published == (None if published == 10**30 else published)


def test_the_first_plausible_date_stands(archive: Archive) -> None:
    (number,) = store(archive, draft("k", "Text.", published=1)).new
    for said in (NOW - 100, NOW - 50):
        store(archive, edited=((number, draft("k", "Text.", published=said)),))
    row = archive.articles.get(number).row
    assert (row.published, row.time) == (NOW - 100, NOW - 100)


def test_an_edit_takes_away_the_mentions_of_the_old_text(archive: Archive) -> None:
    (number,) = store(archive, draft("k", "Ann spoke.")).new
    archive.entities.store([recognition(number, text_revision(archive, number), mention("Ann"))], "r")
    assert archive.entities.count_unrecognised("r") == 0
    store(archive, edited=((number, draft("k", "Bob spoke.")),))
    article = archive.articles.get(number)
    assert (article.mentions, article.row.names) == ((), ())
    assert archive.entities.top(None, None, 10) == ()
    assert [one.text for one in archive.entities.unrecognised(10, "r")] == ["Bob spoke."]


def test_articles_and_fetch_state_are_stored_together(archive: Archive) -> None:
    lone = draft("k", "Text \ud800.")  # SQLite cannot hold a lone surrogate: the transaction fails half way
    with pytest.raises(UnicodeEncodeError):
        store(archive, draft("l", "Good."), lone, title="Feed")
    assert archive.articles.count(Selection()) == 0
    assert archive.fetches.state(1) == FetchState()
    store(archive, draft("l", "Good."))
    assert archive.fetches.state(1) == STATE


def test_copies_share_a_fingerprint_that_is_not_zero(archive: Archive) -> None:
    result = store(
        archive,
        draft("a", "Same.", fingerprint=-7),
        draft("b", "Same.", fingerprint=-7),
        draft("c", "Short."),
        draft("d", "Brief."),
    )
    store(archive, draft("a", "Same.", fingerprint=-7), feed=2)
    assert [row.copies for row in archive.articles.rows(result.new) if row] == [2, 2, 0, 0]


def test_changed_since_never_parts_a_revision(archive: Archive) -> None:
    store(archive, *(draft(f"a{n}", "Text.") for n in range(3)))
    store(archive, *(draft(f"b{n}", "Text.") for n in range(5)))
    store(archive, draft("c", "Text."))
    seen, revision = [], 0
    sizes = []
    while batch := archive.changes.changed_since(revision, 4):
        sizes.append(len(batch))
        seen += [one.id for one in batch]
        revision = batch[-1].revision
    assert sizes == [3, 5, 1]
    assert len(seen) == len(set(seen)) == 9
    assert revision == archive.revision()
    assert (archive.changes.pending(0), archive.changes.pending(1), archive.changes.pending(revision)) == (9, 6, 0)


def test_bodies_and_texts_follow_the_ids(archive: Archive) -> None:
    one, two = store(archive, draft("a", "One.", title="T1"), draft("b", "Two.", "More.", title="T2")).new
    assert archive.articles.bodies([two, 99, one]) == [(two, "T2", "Two.\n\nMore."), (one, "T1", "One.")]
    assert archive.articles.texts([two]) == [(two, "T2\n\nTwo.\n\nMore.")]


def test_no_such_article(archive: Archive) -> None:
    with pytest.raises(NotFoundError, match="no article 5"):
        archive.articles.get(5)
