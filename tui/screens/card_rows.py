"""What stands on an entity's card, line by line: pure functions from what the archive knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import BLOCK_SEPARATOR, EntityType
from tui.entity_words import date_in_words
from tui.format import local_datetime, plural, relative_time
from tui.widgets.entity_rows import BarsRow, DateRow, EntityRow, MenuRow, StoryRow, TextRow
from tui.widgets.time_bars import bars_in_words, bars_of_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index import Article, Entity, Mention
    from tui.entity_messages import CardLoaded
    from tui.widgets.row_list import Row

LATEST_READ = 8
"""How many of an entity's latest articles are read for the dates that they name beside it."""

_DATES = 4
_AROUND = 60
_DAY_LENGTH = len("2019-09-24")
_LEAST_BARS = 2


def card_rows(loaded: CardLoaded, now: float) -> tuple[Row, ...]:
    """The lines of a card.

    Args:
        loaded: with a card.
        now: Unix seconds.
    """
    card = loaded.card
    if card is None:
        return ()
    entity = card.entity
    rows: list[Row] = [
        TextRow(((entity.name, "strong"),), (("★ following", "star"),) if card.followed else ()),
        *_also(entity),
        TextRow(),
        TextRow(((_counted(entity), "quiet"),)),
        TextRow(((_seen(entity, now), "quiet"),)),
        *_bars(loaded),
        TextRow(),
        MenuRow("e", _all_articles(entity.articles), possible=entity.articles > 0),
    ]
    if card.together:
        rows += [TextRow(), TextRow((("Mentioned with", "key"),), (("together in", "quiet"),))]
        rows += [EntityRow(one.entity, one.articles) for one in card.together]
    dates = _dates(loaded.articles, entity.id, now)
    if dates:
        rows += [TextRow(), TextRow((("Dates named beside it", "key"),)), *dates]
    if card.latest:
        rows += [TextRow(), TextRow((("Latest", "key"),)), *(StoryRow(row, now) for row in card.latest)]
    return tuple(rows)


def _also(entity: Entity) -> Iterator[Row]:
    others = [alias for alias in entity.aliases if alias != entity.name]
    if others:
        yield TextRow((("also ", "quiet"), (", ".join(others), "ground")))


def _counted(entity: Entity) -> str:
    if not entity.articles:
        return "No article mentions it any more"
    return f"{plural(entity.articles, 'article')} · {plural(entity.mentions, 'mention')}"


def _seen(entity: Entity, now: float) -> str:
    if not entity.articles:
        return ""
    first, last = relative_time(entity.first_seen, now), relative_time(entity.last_seen, now)
    return f"first seen {first} · last seen {last}" if first != last else f"seen {first}"


def _bars(loaded: CardLoaded) -> Iterator[Row]:
    """The months as bars, the days where there is only one month, and what they show in words."""
    card = loaded.card
    if card is None or not card.entity.articles:
        return
    bars, unit = (loaded.days, "day") if loaded.days else (bars_of_months(card.months), "month")
    yield TextRow()
    if sum(1 for bar in bars if bar.articles) >= _LEAST_BARS:
        yield from (BarsRow(bars, number, card.entity.type) for number in range(3))
    yield TextRow(((f"Articles a {unit}: {bars_in_words(bars, unit)}", "quiet"),))


def _all_articles(count: int) -> str:
    return "Its only article" if count == 1 else f"All {count:,} articles"


def _dates(articles: Iterable[Article], entity: int, now: float) -> list[DateRow]:
    """The days that articles name in one paragraph with the entity: what lies ahead first, then the latest.

    What a copy of an article says again is told once.
    """
    found: dict[tuple[str, str], DateRow] = {}
    for article in articles:
        for mention, said in _beside(article, entity):
            resolved = mention.date or ""
            if len(resolved.partition("/")[0]) == _DAY_LENGTH:
                row = DateRow(date_in_words(resolved), said, article.row.id)
                found.setdefault((resolved, said), row)
    moment = local_datetime(now)
    today = moment.date().isoformat() if moment else ""
    ahead = sorted(key for key in found if key[0] >= today)
    past = sorted((key for key in found if key[0] < today), reverse=True)
    return [found[key] for key in (*ahead, *past)[:_DATES]]


def _beside(article: Article, entity: int) -> Iterator[tuple[Mention, str]]:
    """The dates of the paragraphs that mention the entity, each with the words around it."""
    start = 0
    for block in article.blocks:
        end = start + len(block.text)
        inside = [one for one in article.mentions if start <= one.start and one.end <= end]
        if any(one.entity == entity for one in inside):
            for one in inside:
                if one.type is EntityType.DATE:
                    yield one, _around(block.text, one.start - start, one.end - start)
        start = end + len(BLOCK_SEPARATOR)


def _around(text: str, start: int, end: int) -> str:
    """A stretch of text with some whole words before and behind it."""
    first, last = max(0, start - _AROUND // 2), min(len(text), end + _AROUND)
    first = text.find(" ", first, start) + 1 if first else 0
    return ("…" if first else "") + " ".join(text[first:last].split()) + ("…" if last < len(text) else "")
