"""A selection of articles as SQL: pure, and kept so that every list has an index in its own order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.types import Order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Selection

Parameter = int | str


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on ``article`` (alone in its query or under that name) and what its question marks stand for."""

    sql: str
    parameters: tuple[Parameter, ...]


def condition(selection: Selection, *, walk: bool = True) -> Condition:
    """What articles must answer to be in ``selection``, its ``keep`` left aside.

    Args:
        selection: which articles.
        walk: with several feeds, whether to walk all articles in their order and skip those of other feeds; else
            SQLite may gather the feeds' articles and sort them, which pays where they are few.
    """
    parts: list[str] = []
    parameters: list[Parameter] = []
    feeds = selection.feeds
    if feeds is not None:
        if len(feeds) == 1:
            parts.append("feed = ?")
            parameters.append(feeds[0])
        else:
            column = "+feed" if walk else "feed"  # the plus keeps SQLite from the per-feed index
            parts.append(f"{column} IN (SELECT value FROM json_each(?))")  # noqa: S608
            parameters.append(id_list(feeds))
    if selection.unread:
        parts.append("read = 0")
    if selection.starred:
        parts.append("starred = 1")
    if selection.tag:
        parts.append("id IN (SELECT article FROM tag WHERE name = ?)")
        parameters.append(selection.tag)
    if selection.entity is not None:
        parts.append("id IN (SELECT article FROM article_entity WHERE entity = ?)")
        parameters.append(selection.entity)
    return Condition(" AND ".join(parts) or "1", tuple(parameters))


def order_by(order: Order) -> str:
    """The ORDER BY of a list; articles of the same second go by their id."""
    direction = "DESC" if order is Order.NEWEST else "ASC"
    return f"time {direction}, id {direction}"


def before(order: Order) -> str:
    """The condition for standing before the article of the given time and id in a list."""
    return "(time, id) > (?, ?)" if order is Order.NEWEST else "(time, id) < (?, ?)"


def id_list(ids: Sequence[int]) -> str:
    """``ids`` as one parameter for ``json_each``: any number of them in the same prepared statement."""
    return json.dumps([int(number) for number in ids], separators=(",", ":"))
