"""Articles: stored feed by feed, listed by selection, read one at a time, followed by what is derived from them."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from index.archive.codec import decode_blocks, decode_text, decode_words
from index.archive.copies import Copies
from index.archive.linking import SHOWN_NAME, TITLE
from index.archive.passing import in_passing
from index.archive.rows import count_selected, rows_of, selected_ids, stamps_of
from index.archive.selections import id_list
from index.errors import NotFoundError
from index.types import BLOCK_SEPARATOR, Article, EntityType, Mention, Order, Revision

if TYPE_CHECKING:
    import sqlite3
    from array import array
    from collections.abc import Sequence

    from index.archive.connection import Database
    from index.feed_types import FetchState
    from index.intake_types import FeedPlan, StoreResult
    from index.types import ArticleRow, Selection


class Articles:
    """The table of articles and what hangs on it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._copies = Copies()

    def store(self, feed: int, plan: FeedPlan, *, now: int, state: FetchState, chunks: bytes = b"") -> StoreResult:
        """Store what a fetch has brought, in one transaction: all of it or nothing.

        Earlier texts of edited articles are kept as revisions, and no text is ever replaced by an empty one. The
        fetch state goes in with the articles that it vouches for, so that after a crash the server is asked again.

        Args:
            feed: the feed's id.
            plan: what is new and what has changed.
            now: when it was fetched.
            state: what the server said of the body that ``plan`` was made from.
            chunks: by what to know that body's entries again without parsing them.

        Returns:
            The articles that are new, in the plan's order, and those whose text or headline has truly changed.

        Raises:
            NotFoundError: there is no such feed.
            ArchiveError: it could not be written.
        """
        from index.archive.chunks import save_chunks  # noqa: PLC0415 - a reader stores nothing
        from index.archive.storing import store_plan  # noqa: PLC0415

        with self._database.write() as connection:
            stored = store_plan(connection, feed, plan, now=now, state=state)
            save_chunks(connection, feed, chunks)
            return stored

    def ids(self, selection: Selection, order: Order = Order.NEWEST, limit: int | None = None) -> array[int]:
        """The ids of the selected articles in order, as an ``array('q')``: eight bytes each."""
        away = partial(self._copies.folded_away, self._database.data_version()) if selection.folded else None
        with self._database.read() as connection, nullcontext() if limit is not None else in_passing(connection):
            return selected_ids(connection, selection, order, limit, away)

    def count(self, selection: Selection) -> int:
        """How many articles are selected, the one to keep among them."""
        away = partial(self._copies.folded_away, self._database.data_version()) if selection.folded else None
        with self._database.read() as connection, in_passing(connection):
            return count_selected(connection, selection, away)

    def rows(self, ids: Sequence[int]) -> list[ArticleRow | None]:
        """What a list shows of these articles, in the order of ``ids``; None for an id that nothing has."""
        with self._database.read() as connection:
            return rows_of(connection, ids)

    def stamps(self, ids: Sequence[int]) -> list[tuple[int, int]]:
        """The time and the feed of these articles, in the order of ``ids``; zeros for an id that nothing has."""
        with self._database.read() as connection, in_passing(connection):
            return stamps_of(connection, ids)

    def unread_copies(self) -> list[tuple[int, ...]]:
        """For every text that several unread articles have, the feeds of these articles."""
        version = self._database.data_version()
        with self._database.read() as connection:
            return self._copies.unread(version, connection)

    def get(self, article: int) -> Article:
        """The whole article.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as connection:
            return _article(connection, article)

    def texts(self, ids: Sequence[int]) -> list[tuple[int, str]]:
        """Id, and headline and text joined by a blank line, of those of the articles that exist."""
        return [(article, f"{title}{BLOCK_SEPARATOR}{text}") for article, title, text in self.bodies(ids)]

    def bodies(self, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        """Id, headline and text of those of the articles that exist, in the order of ``ids``."""
        with self._database.read() as connection:
            return connection.execute(
                """
                SELECT id, title, text FROM (SELECT key AS place, value FROM json_each(?))
                JOIN article ON id = value JOIN body ON body.article = id ORDER BY place
                """,
                (id_list(ids),),
            ).fetchall()

    def last_id(self) -> int:
        """The id of the article that was stored last, 0 for none; later ones have higher ids."""
        with self._database.read() as connection:
            last: int = connection.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0]
            return last


def _article(connection: sqlite3.Connection, number: int) -> Article:
    (row,) = rows_of(connection, [number])
    if row is None:
        raise NotFoundError(f"The archive has no article {number}.")
    updated, fetched, language, text, blocks, html, summary, categories = connection.execute(
        """
        SELECT updated, fetched, language, text, blocks, html, summary, categories
        FROM article JOIN body ON body.article = id WHERE id = ?
        """,
        (number,),
    ).fetchone()
    mentions: tuple[list[Mention], list[Mention]] = ([], [])
    for part, start, stop, kind, entity, form, name, date in connection.execute(
        f"""
        SELECT part, start, stop, coalesce(entity.type, mention.type), entity, text, {SHOWN_NAME}, date
        FROM mention LEFT JOIN entity ON entity.id = entity
        WHERE article = ? AND hidden IS NOT 1 ORDER BY part, start, stop
        """,  # noqa: S608
        (number,),
    ):
        mentions[part].append(Mention(start, stop, form, EntityType(kind), name, entity, date))
    return Article(
        row,
        decode_blocks(blocks, text),
        summary,
        updated,
        fetched,
        language,
        decode_words(categories),
        tuple(mentions[1 - TITLE]),
        tuple(mentions[TITLE]),
        _revisions(connection, number),
        decode_text(html),
    )


def _revisions(connection: sqlite3.Connection, article: int) -> tuple[Revision, ...]:
    rows = connection.execute(
        "SELECT number, title, text, replaced FROM revision WHERE article = ? ORDER BY number", (article,)
    ).fetchall()
    return tuple(Revision(number, title, decode_text(text), replaced) for number, title, text, replaced in rows)
