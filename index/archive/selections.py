"""A selection of articles as SQL: pure, and kept so that every list has an index in its own order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.types import Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.types import Selection

Parameter = int | str

RANK = "(SELECT (1 - subscribed) * 1000000000 + position FROM feed AS source WHERE source.id = article.feed)"
"""Where an article's feed stands: in the order of feeds.toml, those no longer in it at the end."""

ALIKE = "(SELECT fingerprint AS alike FROM article WHERE fingerprint <> 0 GROUP BY fingerprint HAVING count(*) > 1)"
"""The texts that more than one article has: answered by their index alone."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on ``article`` (alone in its query or under that name) and what its question marks stand for."""

    sql: str
    parameters: tuple[Parameter, ...]

    def __and__(self, other: Condition) -> Condition:
        """Both."""
        return Condition(f"{self.sql} AND {other.sql}", (*self.parameters, *other.parameters))


ANY = Condition("1", ())


def condition(selection: Selection, *, walk: bool = True) -> Condition:
    """What articles must answer to be in ``selection``, its ``keep`` and its folding left aside.

    Args:
        selection: which articles.
        walk: with several feeds, whether to walk all articles in their order and skip those of other feeds; else
            SQLite may gather the feeds' articles and sort them, which pays where they are few.
    """
    return _all(_parts(selection, "", walk=walk))


def folding(selection: Selection) -> Condition:
    """That no earlier article of the selection has the same text, asked article by article."""
    earlier = _earlier(selection)
    return Condition(f"NOT {earlier.sql}", earlier.parameters)


def order_by(order: Order) -> str:
    """The ORDER BY of a list; articles of the same second go by their id."""
    if order is Order.SOURCE:
        return f"{RANK}, feed, time DESC, id DESC"
    direction = "DESC" if order is Order.NEWEST else "ASC"
    return f"time {direction}, id {direction}"


def before(order: Order, article: int) -> Condition:
    """What articles answer that stand before a given one in a list."""
    here = "(SELECT time, id FROM article WHERE id = ?)"
    if order is not Order.SOURCE:
        return Condition(f"(time, id) {'>' if order is Order.NEWEST else '<'} {here}", (article,))
    place = f"(SELECT {RANK}, feed FROM article WHERE id = ?)"  # noqa: S608
    return Condition(
        f"(({RANK}, feed) < {place} OR (({RANK}, feed) = {place} AND (time, id) > {here}))",
        (article, article, article),
    )


def id_list(ids: Sequence[int]) -> str:
    """``ids`` as one parameter for ``json_each``: any number of them in the same prepared statement."""
    return json.dumps([int(number) for number in ids], separators=(",", ":"))


def _all(parts: Iterable[Condition]) -> Condition:
    whole = ANY
    for part in parts:
        whole = part if whole is ANY else whole & part
    return whole


def _earlier(selection: Selection) -> Condition:
    """That an earlier article of the selection has the same text: by the index of texts, whatever else is asked."""
    wanted = _all(_parts(selection, "+", walk=True))
    return Condition(
        f"""EXISTS (SELECT 1 FROM article AS other WHERE other.fingerprint = article.fingerprint
            AND other.fingerprint <> 0 AND (other.time, other.id) < (article.time, article.id) AND {wanted.sql})""",  # noqa: S608
        wanted.parameters,
    )


def _parts(selection: Selection, plus: str, *, walk: bool) -> list[Condition]:
    """The conditions one by one; a plus before their columns keeps SQLite from the indexes of these columns."""
    parts: list[Condition] = []
    feeds = selection.feeds
    if feeds is not None:
        if len(feeds) == 1:
            parts.append(Condition(f"{plus}feed = ?", (feeds[0],)))
        else:
            column = "+feed" if walk else "feed"
            parts.append(Condition(f"{column} IN (SELECT value FROM json_each(?))", (id_list(feeds),)))  # noqa: S608
    if selection.unread:
        parts.append(Condition(f"{plus}read = 0", ()))
    if selection.starred:
        parts.append(Condition(f"{plus}starred = 1", ()))
    if selection.tag:
        tagged = f"{plus}id IN (SELECT article FROM tag WHERE name = ?)"  # noqa: S608
        parts.append(Condition(tagged, (selection.tag,)))
    if selection.entity is not None:
        among = f"{plus}id IN (SELECT article FROM article_entity WHERE entity = ?)"  # noqa: S608
        parts.append(Condition(among, (selection.entity,)))
    if selection.copies_of is not None:
        text = "fingerprint = (SELECT fingerprint FROM article WHERE id = ?) AND fingerprint <> 0"
        parts.append(Condition(text, (selection.copies_of,)))
    return parts
