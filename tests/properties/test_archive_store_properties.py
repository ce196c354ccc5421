"""Whatever sequence of fetches, edits, recognitions and marks: nothing is lost, every change is announced."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index.archive import Archive
from index.entities.link import entity_key
from index.types import EntityType, FeedConfig, Selection

if TYPE_CHECKING:
    from index.intake_types import Draft, Indexable

FEEDS = (1, 2)
TEXTS = ("", " ", "One.", "Two words.", "Two  words.", "Three whole words.")
TITLES = ("", "A title", "Another title")
NAMES = ("Ann Lee", "ANN LEE", "Bob Ray", "Jordan", "Oslo")

drafts = st.builds(
    draft,
    st.sampled_from("abcd"),
    st.sampled_from(TEXTS),
    title=st.sampled_from(TITLES),
    author=st.sampled_from(("", "Somebody")),
    published=st.sampled_from((None, 1, NOW - 5, NOW + 10**6)),
    digest=st.binary(min_size=1, max_size=2),
    fingerprint=st.sampled_from((0, 7, -7)),
)


@dataclass(frozen=True)
class Store:
    feed: int
    new: list[Draft]


@dataclass(frozen=True)
class Edit:
    """Of the article at a place in the list, whatever is there by then; sometimes in the name of another feed."""

    place: int
    draft: Draft
    forged: bool


@dataclass(frozen=True)
class Recognise:
    """The newest waiting articles; with ``again``, those that were read before as well."""

    names: list[list[tuple[str, str, EntityType]]]
    again: bool


@dataclass(frozen=True)
class Mark:
    place: int
    read: bool


Step = Store | Edit | Recognise | Mark

places = st.integers(0, 7)
names = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from([EntityType.PERSON, EntityType.PERSON, EntityType.PLACE, EntityType.DATE]),
)
stores = st.builds(Store, st.sampled_from(FEEDS), st.lists(drafts, min_size=1, max_size=3))
recognitions = st.builds(Recognise, st.lists(st.lists(names, max_size=4), min_size=1, max_size=3), st.booleans())
edits = st.builds(Edit, places, drafts, st.sampled_from([False, False, False, True]))
steps = st.tuples(
    stores,
    st.lists(edits | recognitions | stores | edits | st.builds(Mark, places, st.booleans()), min_size=3, max_size=14),
).map(lambda parts: [parts[0], *parts[1]])


def perform(archive: Archive, step: Step) -> None:
    ids = archive.articles.ids(Selection())
    if isinstance(step, Store):
        archive.articles.store(step.feed, plan(*step.new), now=NOW, state=STATE)
    elif isinstance(step, Edit):
        article = archive.articles.get(ids[step.place % len(ids)])
        feed = article.row.feed if not step.forged else 3 - article.row.feed
        archive.articles.store(feed, plan(edited=((article.row.id, step.draft),)), now=NOW, state=STATE)
    elif isinstance(step, Mark):
        archive.marks.set([ids[step.place % len(ids)]], read=step.read)
    else:
        waiting = archive.entities.unrecognised(len(step.names), "another" if step.again else "r")
        archive.entities.store(
            [
                recognition(
                    one.id,
                    one.text_revision,
                    *(mention(text, name, kind, 10 * place) for place, (text, name, kind) in enumerate(names)),
                )
                for one, names in zip(waiting, step.names, strict=False)
            ],
            "r",
        )


def indexed(archive: Archive) -> dict[int, Indexable]:
    """What the search index should hold, its revisions aside."""
    return {one.id: replace(one, revision=0) for one in archive.changes.changed_since(0, 1000)}


def follow(archive: Archive, revision: int, limit: int) -> set[int]:
    """The articles that whoever caught up to ``revision`` hears of, a batch at a time."""
    heard: set[int] = set()
    while batch := archive.changes.changed_since(revision, limit):
        assert [one.revision for one in batch] == sorted(one.revision for one in batch)
        assert batch[0].revision > revision
        heard |= {one.id for one in batch}
        revision = batch[-1].revision
    assert revision <= archive.revision()
    return heard


def keys(archive: Archive) -> dict[int, tuple[int, str]]:
    return {entry.article: (feed, entry.key) for feed in FEEDS for entry in archive.fetches.known(feed)}


def texts(archive: Archive) -> dict[int, set[str]]:
    """Every text of an article, earlier ones included, without its blanks."""
    found = {}
    for number in archive.articles.ids(Selection()):
        article = archive.articles.get(number)
        every = {article.text, *(revision.text for revision in article.revisions)}
        found[number] = {"".join(text.split()) for text in every} - {""}
    return found


@settings(max_examples=150, deadline=None)
@given(steps, st.integers(1, 4))
def test_nothing_is_lost_and_every_change_is_announced(sequence: list[Step], limit: int) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        archive.feeds.sync([FeedConfig(f"https://{feed}.example/") for feed in FEEDS])
        for step in sequence:
            revision, before, known, told = archive.revision(), indexed(archive), keys(archive), texts(archive)
            perform(archive, step)
            after = indexed(archive)
            changed = {number for number in after if after[number] != before.get(number)}
            assert changed <= follow(archive, revision, limit)
            assert archive.revision() > revision if changed else archive.revision() >= revision
            assert archive.revision() <= revision + 1
            assert known.items() <= keys(archive).items()
            assert all(texts(archive)[number] >= said for number, said in told.items())
            check_counts(archive)
        assert follow(archive, 0, limit) == set(indexed(archive))


def check_counts(archive: Archive) -> None:
    """What is counted as it goes equals what counting anew gives."""
    rows = [row for row in archive.articles.rows(archive.articles.ids(Selection())) if row]
    for feed in archive.feeds.all():
        assert feed.articles == sum(row.feed == feed.id for row in rows)
        assert feed.unread == sum(row.feed == feed.id and not row.read for row in rows)
    waiting = {one.id for one in archive.entities.unrecognised(1000, "r")}
    articles: Counter[int] = Counter()
    mentions: Counter[int] = Counter()
    named: Counter[tuple[int, str]] = Counter()
    forms: dict[int, set[str]] = {}
    times: dict[int, list[int]] = {}
    for row in rows:
        article = archive.articles.get(row.id)
        assert not (article.mentions or row.names) or row.id not in waiting
        linked = [(one.entity, one) for one in article.mentions if one.entity is not None]
        articles.update({number for number, _ in linked})
        mentions.update(number for number, _ in linked)
        for number, one in linked:
            entity = archive.entities.get(number)
            assert entity.type == one.type
            assert entity_key(entity.name, entity.type) == entity_key(one.name, one.type)
            forms.setdefault(number, set()).add(one.text)
            named[number, one.name] += 1
            times.setdefault(number, []).append(row.time)
    every = archive.entities.top(None, None, 1000)
    assert {one.id: (one.articles, one.mentions) for one in every} == {
        number: (articles[number], mentions[number]) for number in articles
    }
    for one in every:
        assert set(one.aliases) == forms[one.id] - {one.name}
        assert (one.first_seen, one.last_seen) == (min(times[one.id]), max(times[one.id]))
        assert named[one.id, one.name] == max(count for (number, _), count in named.items() if number == one.id)
        assert one in archive.entities.find(one.type, one.name, 100)
        for form in one.aliases:
            assert one in archive.entities.find(None, form, 100)
