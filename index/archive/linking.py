"""Mentions become entities of the whole archive, and the counts of both are kept as articles come and change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.archive.codec import encode_names
from index.archive.meta import current_revision, set_revision
from index.archive.words import words_of
from index.types import EntityType, Name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from index.types import Mention, Recognition

TITLE, TEXT = 0, 1
"""The parts of an article that mentions stand in, as the table has them."""

NAMES = 6
"""How many people and places an article's row in a list carries."""

_UNLINKED = frozenset({EntityType.DATE, EntityType.MONEY})
_LISTED = frozenset({EntityType.PERSON, EntityType.PLACE})


def store_recognitions(connection: sqlite3.Connection, recognitions: Iterable[Recognition], recogniser: str) -> None:
    """Replace the articles' mentions, within the caller's transaction.

    What was recognised in a text that has changed meanwhile is left out: the article waits for its next turn.
    """
    revision = current_revision(connection) + 1
    ledger = _Ledger(connection)
    stamped = False
    for recognition in recognitions:
        row = connection.execute(
            "SELECT time FROM article WHERE id = ? AND text_revision = ?",
            (recognition.article, recognition.text_revision),
        ).fetchone()
        if row is None:
            continue
        had = ledger.remove(recognition.article)
        names = ledger.add(recognition, row[0])
        changed = had or bool(recognition.mentions or recognition.title_mentions)
        connection.execute(
            "UPDATE article SET recogniser = ?, names = ?, revision = iif(?, ?, revision) WHERE id = ?",
            (recogniser, encode_names(names), changed, revision, recognition.article),
        )
        stamped = stamped or changed
    ledger.settle()
    if stamped:
        set_revision(connection, revision)


def forget(connection: sqlite3.Connection, articles: Sequence[int]) -> None:
    """Remove the mentions of articles whose text has changed, within the caller's transaction."""
    ledger = _Ledger(connection)
    for article in articles:
        ledger.remove(article)
    ledger.settle()


def refresh_seen(connection: sqlite3.Connection, article: int) -> None:
    """Find again when the article's entities were first and last seen, after its time has changed."""
    entities = connection.execute("SELECT entity FROM article_entity WHERE article = ?", (article,)).fetchall()
    _find_seen(connection, [entity for (entity,) in entities])


def _find_seen(connection: sqlite3.Connection, entities: Sequence[int]) -> None:
    for entity in entities:
        first, last = connection.execute(
            """
            SELECT min(article.time), max(article.time)
            FROM article_entity JOIN article ON article.id = article_entity.article WHERE entity = ?
            """,
            (entity,),
        ).fetchone()
        if first is not None:
            connection.execute("UPDATE entity SET first_seen = ?, last_seen = ? WHERE id = ?", (first, last, entity))


class _Ledger:
    """What a transaction adds to and takes from the entities, gathered first and settled once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._written: Counter[tuple[int, str]] = Counter()
        self._named: Counter[tuple[int, str]] = Counter()
        self._articles: Counter[int] = Counter()
        self._mentions: Counter[int] = Counter()
        self._added: dict[int, tuple[int, int]] = {}
        self._unseen: set[int] = set()
        self._ids: dict[tuple[EntityType, str], int | None] = {}

    def remove(self, article: int) -> bool:
        """Take an article's mentions away; whether it had any."""
        rows = self._connection.execute(
            "SELECT entity, text, name FROM mention WHERE article = ?", (article,)
        ).fetchall()
        if not rows:
            return False
        for entity, text, name in rows:
            if entity is not None:
                self._count(entity, text, name, -1)
        gone = self._connection.execute(
            """
            SELECT entity.id, article.time IN (first_seen, last_seen)
            FROM article_entity JOIN entity ON entity.id = article_entity.entity
            JOIN article ON article.id = article_entity.article WHERE article_entity.article = ?
            """,
            (article,),
        ).fetchall()
        for entity, at_an_end in gone:
            self._articles[entity] -= 1
            if at_an_end:
                self._unseen.add(entity)
        self._connection.execute("DELETE FROM article_entity WHERE article = ?", (article,))
        self._connection.execute("DELETE FROM mention WHERE article = ?", (article,))
        return True

    def add(self, recognition: Recognition, time: int) -> tuple[Name, ...]:
        """Give an article its mentions; returns the names for its row in a list."""
        rows: dict[tuple[int, int, int], tuple[Mention, int | None]] = {}
        for part, mentions in ((TITLE, recognition.title_mentions), (TEXT, recognition.mentions)):
            for mention in sorted(mentions, key=lambda mention: (mention.start, mention.end)):
                place = (part, mention.start, mention.end)
                if place not in rows:
                    rows[place] = (mention, self._entity(mention, time))
        here: Counter[int] = Counter()
        names: dict[int, Name] = {}
        for mention, entity in rows.values():
            if entity is not None:
                here[entity] += 1
                self._count(entity, mention.text, mention.name, 1)
                if mention.type in _LISTED and len(names) < NAMES:
                    names.setdefault(entity, Name(mention.name, mention.type))
        self._connection.executemany(
            """
            INSERT INTO mention (article, part, start, stop, type, entity, text, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                (recognition.article, *place, str(mention.type), entity, mention.text, mention.name)
                for place, (mention, entity) in rows.items()
            ],
        )
        self._connection.executemany(
            "INSERT INTO article_entity (entity, article, mentions) VALUES (?, ?, ?)",
            [(entity, recognition.article, count) for entity, count in here.items()],
        )
        for entity in here:
            self._articles[entity] += 1
            first, last = self._added.get(entity, (time, time))
            self._added[entity] = (min(first, time), max(last, time))
        return tuple(names.values())

    def settle(self) -> None:
        """Write the sums: forms, counts and display names; entities that no article mentions any more go."""
        forms = self._settle_forms()
        for entity in sorted(self._articles.keys() | self._mentions.keys()):
            first, last = self._added.get(entity, (_FAR, -_FAR))
            self._connection.execute(
                """
                UPDATE entity SET articles = articles + ?, mentions = mentions + ?,
                    first_seen = min(first_seen, ?), last_seen = max(last_seen, ?) WHERE id = ?
                """,
                (self._articles[entity], self._mentions[entity], first, last, entity),
            )
        lost = [(entity,) for entity, count in self._articles.items() if count < 0]
        self._connection.executemany("DELETE FROM entity WHERE id = ? AND articles = 0", lost)
        _find_seen(self._connection, sorted(self._unseen))
        for entity in sorted(forms):
            self._choose_name(entity)

    def _settle_forms(self) -> set[int]:
        """Write the counts of forms; returns the entities whose counts have changed."""
        touched: set[int] = set()
        shrunk: set[int] = set()
        for entity, form in sorted(self._written.keys() | self._named.keys()):
            written, named = self._written[entity, form], self._named[entity, form]
            if not written and not named:
                continue
            touched.add(entity)
            if written < 0 or named < 0:
                shrunk.add(entity)
            known = self._connection.execute(
                "UPDATE alias SET mentions = mentions + ?, named = named + ? WHERE entity = ? AND form = ?",
                (written, named, entity, form),
            ).rowcount
            if not known:
                self._connection.execute("INSERT INTO alias VALUES (?, ?, ?, ?)", (entity, form, written, named))
                self._index_words(entity, [form])
        for entity in sorted(shrunk):
            gone = self._connection.execute(
                "DELETE FROM alias WHERE entity = ? AND mentions = 0 AND named = 0", (entity,)
            ).rowcount
            if gone:
                self._connection.execute("DELETE FROM entity_word WHERE entity = ?", (entity,))
                rows = self._connection.execute("SELECT form FROM alias WHERE entity = ?", (entity,)).fetchall()
                self._index_words(entity, [form for (form,) in rows])
        return touched

    def _index_words(self, entity: int, forms: Sequence[str]) -> None:
        words = sorted({word for form in forms for word in words_of(form)})
        self._connection.executemany(
            "INSERT OR IGNORE INTO entity_word (word, entity) VALUES (?, ?)", [(word, entity) for word in words]
        )

    def _choose_name(self, entity: int) -> None:
        """Display the form that most mentions resolve to; the longer one, then the first in the alphabet, of equals."""
        self._connection.execute(
            """
            UPDATE entity SET name =
                (SELECT form FROM alias WHERE entity = ?1 ORDER BY named DESC, length(form) DESC, form LIMIT 1)
            WHERE id = ?1
            """,
            (entity,),
        )

    def _count(self, entity: int, text: str, name: str, by: int) -> None:
        self._mentions[entity] += by
        self._written[entity, text] += by
        self._named[entity, name] += by

    def _entity(self, mention: Mention, time: int) -> int | None:
        """The entity that a mention means, made if it is new; None for dates, money and nameless marks."""
        if mention.type in _UNLINKED:
            return None
        if (mention.type, mention.name) not in self._ids:
            self._ids[mention.type, mention.name] = self._find_or_create(mention, time)
        return self._ids[mention.type, mention.name]

    def _find_or_create(self, mention: Mention, time: int) -> int | None:
        from index.entities.link import entity_key  # noqa: PLC0415 - its gazetteer is no concern of the reader

        key = entity_key(mention.name, mention.type)
        if not key:
            return None
        row = self._connection.execute(
            "SELECT id FROM entity WHERE type = ? AND key = ?", (str(mention.type), key)
        ).fetchone()
        if row is not None:
            found: int = row[0]
            return found
        return self._connection.execute(
            "INSERT INTO entity (type, key, name, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)",
            (str(mention.type), key, mention.name, time, time),
        ).lastrowid


_FAR = 2**62
"""Later than any time that an article is sorted by."""
