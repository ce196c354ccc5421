"""Linking does not depend on the order or the batches of recognition, and its sums are always those of the mentions."""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index.archive import Archive
from index.archive.archive import FILE_NAME
from index.entity_types import CorrectionKind
from index.errors import CorrectionError
from index.types import Entity, EntityType, FeedConfig, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

ARTICLES = 6
PERSON, ORG = EntityType.PERSON, EntityType.ORG
UNION = "Zemian Emergency Management Agency"
USES = [
    ("Ann Fell", "Ann Fell", PERSON), ("Fell", "Ann Fell", PERSON), ("Fell", "Fell", PERSON), ("Ann", "Ann", PERSON),
    ("Ann", "Ann Fell", PERSON), ("A. Fell", "A. Fell", PERSON), ("A. Fell", "Ann Fell", PERSON),
    ("Bob Fell", "Bob Fell", PERSON), ("Ann Mary Fell", "Ann Mary Fell", PERSON), ("Ann Fell", "Ann Fell Ray", PERSON),
    ("Ann Fell Ray", "Ann Fell Ray", PERSON), ("Ann Fell Ray", "Ann Fell", PERSON), ("ZEMA", "ZEMA", ORG),
    ("ZEMA", UNION, ORG), (UNION, UNION, ORG), ("Fell", "Fell", ORG), ("van Fell", "van Fell", PERSON),
    ("Jan van Fell", "Jan van Fell", PERSON),
]  # fmt: skip
Uses = list[int]


@dataclass(frozen=True)
class Step:
    kind: CorrectionKind
    entity: int
    other: int


steps = st.builds(
    Step, st.sampled_from([CorrectionKind.SAME, CorrectionKind.APART, CorrectionKind.HIDE, CorrectionKind.RETYPE,
                           CorrectionKind.RENAME]), st.integers(0, 9), st.integers(0, 9)
)  # fmt: skip
texts = st.lists(st.lists(st.integers(0, len(USES) - 1), max_size=4), min_size=ARTICLES, max_size=ARTICLES)


def mentions(uses: Uses) -> list[Mention]:
    return [mention(USES[use][0], USES[use][1], USES[use][2], start=50 * place) for place, use in enumerate(uses)]


def opened(folder: Path) -> tuple[Archive, dict[int, int]]:
    """An archive of unrecognised articles, and their text revisions."""
    archive = Archive.open(folder)
    archive.feeds.sync([FeedConfig("https://a.example/")])
    drafts = [draft(f"k{n}", f"Text {n}.", published=NOW - 100 + n) for n in range(ARTICLES, 0, -1)]
    archive.articles.store(1, plan(*drafts), now=NOW, state=STATE)
    return archive, {one.id: one.text_revision for one in archive.entities.unrecognised(100, "r")}


def recognise(
    archive: Archive, revisions: dict[int, int], texts: Sequence[Uses], order: Sequence[int], size: int
) -> None:
    found = [recognition(place + 1, revisions[place + 1], *mentions(texts[place])) for place in order]
    for start in range(0, len(found), size):
        archive.entities.store(found[start : start + size], "r")


def state(archive: Archive) -> list[object]:
    entities: dict[int, Entity] = {one.id: one for one in archive.entities.top(None, None, 1_000)}
    listed = sorted(
        (one.name, one.type, one.aliases, one.articles, one.mentions, one.first_seen, one.last_seen)
        for one in entities.values()
    )
    marked = [
        [(one.text, one.type, one.name) for one in archive.articles.get(number + 1).mentions]
        for number in range(ARTICLES)
    ]
    rows = [row.names for row in archive.articles.rows(range(1, ARTICLES + 1)) if row is not None]
    return [listed, marked, rows]


def check_sums(folder: Path) -> None:
    """What is counted is what the mentions say."""
    connection = sqlite3.connect(folder / FILE_NAME)
    try:
        for counted, told in (
            (
                "SELECT id, articles, mentions FROM entity WHERE articles > 0",
                "SELECT entity, count(DISTINCT article), count(*) FROM mention WHERE entity > 0 GROUP BY entity",
            ),
            (
                "SELECT id, own FROM entity WHERE own > 0",
                "SELECT node, count(DISTINCT article) FROM mention WHERE node IS NOT NULL GROUP BY node",
            ),
            (
                "SELECT entity, article, mentions FROM article_entity",
                "SELECT entity, article, count(*) FROM mention WHERE entity IS NOT NULL GROUP BY entity, article",
            ),
            (
                "SELECT entity, form, mentions FROM alias WHERE mentions > 0",
                "SELECT entity, text, count(*) FROM mention WHERE entity IS NOT NULL GROUP BY entity, text",
            ),
            (
                "SELECT entity, form, named FROM alias WHERE named > 0",
                "SELECT entity, name, count(*) FROM mention WHERE entity = node GROUP BY entity, name",
            ),
        ):
            assert set(connection.execute(counted)) == set(connection.execute(told)), counted
        assert connection.execute("SELECT count(*) FROM alias WHERE mentions < 0 OR named < 0").fetchone() == (0,)
        assert not connection.execute(
            "SELECT id FROM entity AS one WHERE own = 0 AND articles = 0 "
            "AND NOT EXISTS (SELECT 1 FROM entity WHERE parent = one.id)"
        ).fetchall()
        assert not connection.execute(
            "SELECT 1 FROM entity AS child JOIN entity AS parent ON parent.id = child.parent "
            "WHERE child.root <> parent.root"
        ).fetchall()
    finally:
        connection.close()


@settings(max_examples=60, deadline=None)
@given(texts, st.permutations(range(ARTICLES)), st.integers(1, ARTICLES), texts)
def test_any_order_gives_the_same_entities(texts: list[Uses], order: list[int], size: int, earlier: list[Uses]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first", Path(folder) / "second"
        one, revisions = opened(first)
        recognise(one, revisions, texts, range(ARTICLES), ARTICLES)
        other, revisions = opened(second)
        recognise(other, revisions, earlier, range(ARTICLES), 2)  # another recogniser came before
        recognise(other, revisions, texts, order, size)
        with one, other:
            assert state(one) == state(other)
        check_sums(first)
        check_sums(second)


@settings(max_examples=60, deadline=None)
@given(texts, st.lists(steps, max_size=5), st.permutations(range(ARTICLES)), st.randoms(use_true_random=False))
def test_corrections_hold_in_any_order_and_leave_nothing_when_undone(
    texts: list[Uses], steps: list[Step], order: list[int], dice: object
) -> None:
    import random

    assert isinstance(dice, random.Random)
    with tempfile.TemporaryDirectory() as folder:
        archive, revisions = opened(Path(folder))
        with archive:
            recognise(archive, revisions, texts, range(ARTICLES), 3)
            before = state(archive)
            made = [number for step in steps for number in correct(archive, step)]
            corrected = state(archive)
            check_sums(Path(folder))
            recognise(archive, revisions, [[]] * ARTICLES, range(ARTICLES), 2)
            recognise(archive, revisions, texts, order, 2)
            assert state(archive) == corrected
            dice.shuffle(made)
            for number in made:
                archive.corrections.undo(number)
            assert state(archive) == before
        check_sums(Path(folder))


def correct(archive: Archive, step: Step) -> list[int]:
    listed = sorted(archive.entities.top(None, None, 100), key=lambda one: (one.name, one.type))
    if not listed:
        return []
    one, other = listed[step.entity % len(listed)].id, listed[step.other % len(listed)]
    try:
        if step.kind is CorrectionKind.SAME:
            return [archive.corrections.merge(one, other.id).id]
        if step.kind is CorrectionKind.APART:
            return [archive.corrections.split(one, USES[step.other][0]).id]
        if step.kind is CorrectionKind.RETYPE:
            return [archive.corrections.retype(one, list(EntityType)[step.other % 5]).id]
        if step.kind is CorrectionKind.RENAME:
            return [archive.corrections.rename(one, f"Name {step.other}").id]
        return [archive.corrections.hide(one).id]
    except CorrectionError:
        return []
