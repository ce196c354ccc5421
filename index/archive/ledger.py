"""What a transaction adds to and takes from the entities: gathered first, linked, and settled once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.archive.linking import TEXT, TITLE, find_seen
from index.archive.nodes import Nodes, key_of, resolution_of
from index.archive.relinking import Moved, relinked
from index.archive.words import words_of
from index.types import EntityType, Mention

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from index.archive.nodes import Resolution
    from index.intake_types import Recognition

_UNLINKED = frozenset({EntityType.DATE, EntityType.MONEY})


class Ledger:
    """The sums of a transaction. Nothing but ``mention`` and ``article_entity`` is right before :meth:`settle`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.nodes = Nodes(connection)
        self._written: Counter[tuple[int, str]] = Counter()
        self._named: Counter[tuple[int, str]] = Counter()
        self._articles: Counter[int] = Counter()
        self._mentions: Counter[int] = Counter()
        self._own: Counter[int] = Counter()
        self._resolved: Counter[Resolution] = Counter()
        self._touched: set[int] = set()

    def touch(self, names: Iterable[int]) -> None:
        """Have names decided on again, whether or not their counts change."""
        self._touched.update(names)

    def remove(self, article: int) -> bool:
        """Take an article's mentions away; whether it had any."""
        rows = self._connection.execute(
            "SELECT node, entity, type, text, name FROM mention WHERE article = ?", (article,)
        ).fetchall()
        if not rows:
            return False
        linked = [row for row in rows if row[1] is not None]
        for node, entity, _, text, name in linked:
            self._count(node, entity, text, name, -1)
        self._own.subtract({row[0] for row in linked})
        self._articles.subtract({row[1] for row in linked})
        self._resolved.subtract(_resolutions((row[3], row[4], EntityType(row[2])) for row in linked))
        self._connection.execute("DELETE FROM article_entity WHERE article = ?", (article,))
        self._connection.execute("DELETE FROM mention WHERE article = ?", (article,))
        return True

    def add(self, recognition: Recognition, time: int) -> None:
        """Give an article its mentions."""
        rows: dict[tuple[int, int, int], tuple[Mention, int | None, int | None, str]] = {}
        for part, mentions in ((TITLE, recognition.title_mentions), (TEXT, recognition.mentions)):
            for mention in sorted(mentions, key=lambda mention: (mention.start, mention.end)):
                place = (part, mention.start, mention.end)
                if place not in rows:
                    node, name = self._node(mention)
                    rows[place] = (mention, node, self._entity(node), name)
        here: Counter[int] = Counter()
        for mention, node, entity, name in rows.values():
            if node is not None and entity is not None:
                here[entity] += 1
                self._count(node, entity, mention.text, name, 1)
        self._own.update({node for _, node, _, _ in rows.values() if node is not None})
        self._articles.update(set(here))
        self._resolved.update(
            _resolutions((mention.text, name, mention.type) for mention, node, _, name in rows.values() if node)
        )
        self._connection.executemany(
            """
            INSERT INTO mention (article, part, start, stop, type, entity, text, name, node, resolved, date)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ?), ?)
            """,
            [
                (
                    recognition.article, *place, str(mention.type), entity, mention.text, name, node,
                    mention.name, name, mention.date,
                )
                for place, (mention, node, entity, name) in rows.items()
            ],
        )  # fmt: skip
        self._connection.executemany(
            "INSERT INTO article_entity (entity, time, article, mentions) VALUES (?, ?, ?, ?)",
            [(entity, time, recognition.article, count) for entity, count in here.items()],
        )

    def add_again(self, article: int, rows: Sequence[tuple[int, int, int, str, str, str, str | None]]) -> None:
        """Give an article back the mentions that were read off it, under the rules of now."""
        from index.intake_types import Recognition  # noqa: PLC0415

        parts: tuple[list[Mention], list[Mention]] = ([], [])
        for part, start, stop, kind, text, name, date in rows:
            parts[part].append(Mention(start, stop, text, EntityType(kind), name, date=date))
        (time,) = self._connection.execute("SELECT time FROM article WHERE id = ?", (article,)).fetchone()
        self.add(Recognition(article, 0, tuple(parts[TEXT]), tuple(parts[TITLE])), time)

    def settle(self) -> set[int]:
        """Write the sums, link what is to be linked anew; returns the articles whose links have changed by that.

        Names that no article has and that no correction leads to go.
        """
        dirty = self._settle_names()
        articles: set[int] = set()
        for moved in relinked(self._connection, self.nodes, dirty):
            self._take(moved)
            articles.update(moved.articles)
        forms = self._settle_forms()
        changed = sorted(self._articles.keys() | self._mentions.keys())
        self._connection.executemany(
            "UPDATE entity SET articles = articles + ?, mentions = mentions + ? WHERE id = ?",
            [(self._articles[entity], self._mentions[entity], entity) for entity in changed],
        )
        find_seen(self._connection, changed)
        for entity in sorted(self._touched):
            self._index_again(entity)
        for entity in sorted(forms | self._touched):
            self._choose_name(entity)
        self._drop_unused(sorted(dirty | set(changed)))
        return articles

    def _settle_names(self) -> set[int]:
        """Write how many articles have each name and each resolution; returns the names that this is about."""
        own = [(count, node) for node, count in self._own.items() if count]
        self._connection.executemany("UPDATE entity SET own = own + ? WHERE id = ?", own)
        resolved = [(*resolution, count) for resolution, count in self._resolved.items() if count]
        self._connection.executemany(
            """
            INSERT INTO resolution (type, form, target, articles) VALUES (?, ?, ?, ?)
            ON CONFLICT (type, form, target) DO UPDATE SET articles = articles + excluded.articles
            """,
            resolved,
        )
        self._connection.executemany(
            "DELETE FROM resolution WHERE type = ? AND form = ? AND target = ? AND articles <= 0",
            [row[:3] for row in resolved if row[3] < 0],
        )
        named = {self.nodes.find(row[0], key) for row in resolved for key in row[1:3]}
        return self._touched | {node for _, node in own} | {node for node in named if node is not None}

    def _take(self, moved: Moved) -> None:
        """Count what was moved from one entity to another."""
        for text, name, count in moved.forms:
            for entity, by in ((moved.old, -count), (moved.new, count)):
                self._count(moved.node, entity, text, name, by)
        self._articles[moved.old] -= moved.left
        self._articles[moved.new] += moved.joined

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
                self._index_again(entity)
        return touched

    def _index_again(self, entity: int) -> None:
        self._connection.execute("DELETE FROM entity_word WHERE entity = ?", (entity,))
        rows = self._connection.execute("SELECT form FROM alias WHERE entity = ?", (entity,)).fetchall()
        self._index_words(entity, [form for (form,) in rows])

    def _index_words(self, entity: int, forms: Sequence[str]) -> None:
        words = sorted({word for form in forms for word in words_of(form)})
        self._connection.executemany(
            "INSERT OR IGNORE INTO entity_word (word, entity) VALUES (?, ?)", [(word, entity) for word in words]
        )

    def _choose_name(self, entity: int) -> None:
        """Display what the user wants, else the form that most mentions resolve to; then the longer, then the first."""
        row = self._connection.execute("SELECT given FROM entity WHERE id = ?", (entity,)).fetchone()
        if row is not None and row[0]:
            self._connection.execute("UPDATE entity SET name = given WHERE id = ?", (entity,))
            self._index_words(entity, [row[0]])
            return
        self._connection.execute(
            """
            UPDATE entity SET name = coalesce((
                SELECT form FROM alias WHERE entity = ?1 AND named > 0
                ORDER BY named DESC, mentions DESC, length(form) DESC, form LIMIT 1
            ), name) WHERE id = ?1
            """,
            (entity,),
        )

    def _drop_unused(self, names: Iterable[int]) -> None:
        for node in names:
            unused = self._connection.execute(
                "SELECT 1 FROM entity WHERE id = ?1 AND own = 0 AND articles = 0 "
                "AND NOT EXISTS (SELECT 1 FROM entity AS child WHERE child.parent = ?1)",
                (node,),
            ).fetchone()
            if unused is not None:
                self.nodes.forget(node)

    def _count(self, node: int, entity: int, text: str, name: str, by: int) -> None:
        """Count a mention; an entity is displayed by the forms of its own name, not by those linked to it."""
        self._mentions[entity] += by
        self._written[entity, text] += by
        if node == entity:
            self._named[entity, name] += by

    def _node(self, mention: Mention) -> tuple[int | None, str]:
        """The name that a mention is resolved to, and how it is spelt; no row for dates, money and nameless marks."""
        name = mention.name
        key = "" if mention.type in _UNLINKED else key_of(name, mention.type)
        if not key:
            return None, name
        if self.nodes.rules:
            form = key_of(mention.text, mention.type)
            if form and form != key and self.nodes.rules.apart((mention.type, form), (mention.type, key)):
                key, name = form, mention.text
        return self.nodes.make(mention.type, key, name), name

    def _entity(self, node: int | None) -> int | None:
        """The entity that a name is at present; decided on again when the transaction is settled."""
        if node is None:
            return None
        (root,) = self._connection.execute("SELECT root FROM entity WHERE id = ?", (node,)).fetchone()
        number: int = root
        return number


def _resolutions(mentions: Iterable[tuple[str, str, EntityType]]) -> set[Resolution]:
    found = (resolution_of(text, name, kind) for text, name, kind in mentions if text != name)
    return {resolution for resolution in found if resolution is not None}
