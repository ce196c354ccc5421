"""What the archive knows of one entity at a glance, and who is in the news: each within a tenth of a second.

An entity's articles lie in the order of time in ``article_entity``, so that months and latest articles are read off a
stretch of it. Where everything would be too much, a part is looked at: company is counted in the entity's latest
:data:`COMPANY` articles, and what rises is first looked for in at most :data:`SAMPLE` articles of the period, then
counted in all of them.
"""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.archive.entities import entities_of, entity_of
from index.archive.following import is_followed
from index.archive.rows import rows_of
from index.archive.selections import id_list
from index.entity_types import CoMention, EntityCard, Month, Riser

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from index.archive.connection import Database
    from index.types import EntityType

MONTHS = 24
COMPANY = 1_500
"""In how many of its latest articles an entity's company is counted."""

SAMPLE = 2_000
"""In how many articles of a period rising entities are looked for, before they are counted in all."""

CANDIDATES = 400
"""How many entities of the sample, most mentioned first, are counted in all articles."""

PAST = 8
"""How many times as long as the period the past is that it is compared with."""

SHORTEST_PAST = 28 * 86_400
_DAY = 86_400
_TOGETHER = 8
_LATEST = 10
_WIDER = 6
_MONTHS_A_YEAR = 12


class Cards:
    """Questions about entities that need more than their own row."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def card(self, entity: int) -> EntityCard:
        """An entity at a glance.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as connection:
            found = entity_of(connection, entity)
            latest = connection.execute(
                "SELECT article FROM article_entity WHERE entity = ? ORDER BY time DESC, article DESC LIMIT ?",
                (found.id, _LATEST),
            ).fetchall()
            return EntityCard(
                found,
                _months(connection, found.id),
                _together(connection, found.id, _TOGETHER, None),
                tuple(row for row in rows_of(connection, [article for (article,) in latest]) if row is not None),
                is_followed(connection, found.id),
            )

    def together(self, entity: int, limit: int = _TOGETHER, type: EntityType | None = None) -> tuple[CoMention, ...]:  # noqa: A002
        """With whom an entity is mentioned most, the strongest association first.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as connection:
            return _together(connection, entity_of(connection, entity).id, limit, type)

    def rising(
        self,
        days: int = 7,
        limit: int = 20,
        type: EntityType | None = None,  # noqa: A002
        until: int | None = None,
    ) -> tuple[Riser, ...]:
        """The entities that are most above their own past in the last days, the most surprising first.

        Args:
            days: how long the period is.
            limit: how many to return.
            type: only entities of this type.
            until: when the period ends; by default with the newest article, or now if that claims to be of tomorrow.
        """
        from index.entities.rising import expected_articles, rise  # noqa: PLC0415

        with self._database.read() as connection:
            end = _newest(connection, int(self._clock())) if until is None else until
            start = end - days * _DAY
            past = start - max(PAST * days * _DAY, SHORTEST_PAST)
            now_total, past_total = _articles(connection, start, end), _articles(connection, past, start)
            if past_total < now_total:  # nothing was fetched for a while: what was before that is the past
                past = _reaching_back(connection, start, PAST * now_total, past)
                past_total = _articles(connection, past, start)
            scored: list[tuple[float, int, int, float]] = []
            for entity, now, before in _counted(connection, (past, start, end), type):
                expected = expected_articles(before, past_total, now_total)
                score = rise(now, expected)
                if score > 0:
                    scored.append((score, entity, now, expected))
            scored.sort(key=lambda one: (-one[0], one[1]))
            del scored[limit:]
            entities = entities_of(connection, [entity for _, entity, _, _ in scored])
        return tuple(
            Riser(entity, now, round(expected, 2), round(score, 2))
            for entity, (score, _, now, expected) in zip(entities, scored, strict=True)
        )


def _newest(connection: sqlite3.Connection, now: int) -> int:
    """The time of the newest article that is not of the future; the end of a period excludes its own second."""
    row = connection.execute("SELECT max(time) FROM article WHERE time <= ?", (now,)).fetchone()
    return now if row[0] is None else row[0] + 1


def _articles(connection: sqlite3.Connection, start: int, end: int) -> int:
    count: int = connection.execute(
        "SELECT count(*) FROM article WHERE time >= ? AND time < ?", (start, end)
    ).fetchone()[0]
    return count


def _reaching_back(connection: sqlite3.Connection, start: int, articles: int, otherwise: int) -> int:
    """Since when there were so many articles before a time, or all that there are."""
    row = connection.execute(
        "SELECT min(time) FROM (SELECT time FROM article WHERE time < ? ORDER BY time DESC LIMIT ?)", (start, articles)
    ).fetchone()
    return otherwise if row[0] is None else min(row[0], otherwise)


def _counted(
    connection: sqlite3.Connection, times: tuple[int, int, int], type_: EntityType | None
) -> list[tuple[int, int, int]]:
    """Entities that may have risen, with the numbers of their articles in the period and in the past before it."""
    past, start, end = times
    ids = [
        number
        for (number,) in connection.execute(
            "SELECT id FROM article WHERE time >= ? AND time < ? ORDER BY time", (start, end)
        )
    ]
    step = -(-len(ids) // SAMPLE) or 1
    rows = connection.execute(
        """
        SELECT entity, count(*) FROM json_each(?)
        CROSS JOIN article_entity INDEXED BY article_entity_by_article ON article = value GROUP BY entity
        """,
        (id_list(ids[::step]),),
    ).fetchall()
    likely = [entity for entity, _ in sorted(rows, key=lambda row: (-row[1], row[0]))]
    kept = _of_type(connection, likely, type_)[:CANDIDATES]
    return connection.execute(
        """
        SELECT value,
            (SELECT count(*) FROM article_entity WHERE entity = value AND time >= ?2 AND time < ?3),
            (SELECT count(*) FROM article_entity WHERE entity = value AND time >= ?1 AND time < ?2)
        FROM json_each(?4)
        """,
        (past, start, end, id_list(kept)),
    ).fetchall()


def _of_type(connection: sqlite3.Connection, entities: Sequence[int], type_: EntityType | None) -> list[int]:
    rows = connection.execute(
        """
        SELECT id FROM (SELECT key AS place, value FROM json_each(?1)) JOIN entity ON id = value
        WHERE hidden = 0 AND (?2 = '' OR type = ?2) ORDER BY place
        """,
        (id_list(entities), "" if type_ is None else str(type_)),
    ).fetchall()
    return [entity for (entity,) in rows]


def _together(
    connection: sqlite3.Connection, entity: int, limit: int, type_: EntityType | None
) -> tuple[CoMention, ...]:
    from index.entities.rising import association  # noqa: PLC0415

    latest = connection.execute(
        "SELECT article FROM article_entity WHERE entity = ? ORDER BY time DESC, article DESC LIMIT ?",
        (entity, COMPANY),
    ).fetchall()
    counts = Counter(
        dict(
            connection.execute(
                """
                SELECT entity, count(*) FROM json_each(?)
                CROSS JOIN article_entity INDEXED BY article_entity_by_article ON article = value GROUP BY entity
                """,
                (id_list([article for (article,) in latest]),),
            ).fetchall()
        )
    )
    del counts[entity]
    total: int = connection.execute("SELECT coalesce(sum(articles), 0) FROM feed").fetchone()[0]
    near = _of_type(connection, [one for one, _ in counts.most_common(limit * _WIDER * _WIDER)], type_)
    sizes = connection.execute(
        "SELECT id, articles FROM entity WHERE id IN (SELECT value FROM json_each(?))", (id_list(near),)
    ).fetchall()
    scored = sorted(
        ((association(counts[one], len(latest), size, total), one) for one, size in sizes),
        key=lambda pair: (-pair[0], -counts[pair[1]], pair[1]),
    )[:limit]
    entities = entities_of(connection, [one for _, one in scored])
    return tuple(
        CoMention(other, counts[other.id], round(score, 2)) for other, (score, _) in zip(entities, scored, strict=True)
    )


def _months(connection: sqlite3.Connection, entity: int) -> tuple[Month, ...]:
    """The months up to that of the archive's newest article."""
    newest = connection.execute("SELECT max(time) FROM article").fetchone()[0] or 0
    last = datetime.fromtimestamp(newest, UTC)
    number = last.year * _MONTHS_A_YEAR + last.month - 1
    months = [divmod(number - back, _MONTHS_A_YEAR) for back in range(MONTHS - 1, -2, -1)]
    starts = [int(datetime(year, month + 1, 1, tzinfo=UTC).timestamp()) for year, month in months]
    counts = connection.execute(
        """
        SELECT (SELECT count(*) FROM article_entity WHERE entity = ?1 AND time >= value AND time < next)
        FROM (SELECT key, value, lead(value) OVER (ORDER BY key) AS next FROM json_each(?2))
        WHERE next IS NOT NULL ORDER BY key
        """,
        (entity, id_list(starts)),
    ).fetchall()
    return tuple(
        Month(year, month + 1, articles) for (year, month), (articles,) in zip(months[:-1], counts, strict=True)
    )
