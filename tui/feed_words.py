"""Sentences on feeds, for the reader and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tui.format import DAY, HOUR, MINUTE, plural, size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index import Feed, FeedHealth, FeedPreview, ImportPlan


def import_summary(plan: ImportPlan, *, done: bool) -> str:
    """What an import has done, or would do."""
    if not plan.new and not plan.present:
        return "There is no feed in it that could be added."
    if not plan.new:
        return f"Nothing to add: {_present(plan.present)}."
    parts = [f"{plural(len(plan.new), 'feed')} {'added' if done else 'to add'}"]
    if plan.folders:
        parts[0] += f" in {plural(len(plan.folders), 'folder')}"
    parts += [_present(plan.present)] if plan.present else []
    return ", ".join(parts) + "."


def _present(number: int) -> str:
    return "1 feed is there already" if number == 1 else f"{number:,} feeds are there already"


def preview_facts(feed: FeedPreview) -> str:
    """How much a feed brings, in a line."""
    facts = [f"{plural(feed.entries, 'article')} now"]
    if feed.weekly is not None:
        facts.append(f"about {feed.weekly:,.0f} a week" if feed.weekly >= 1 else "less than one a week")
    facts += [size(feed.size)] if feed.size else []
    return " · ".join([*facts, *([feed.language] if feed.language else [])])


def health_lines(
    feed: Feed, health: FeedHealth, now: float
) -> Iterator[tuple[str, Literal["plain", "quiet", "trouble"]]]:
    """How a feed is doing, in lines with what kind of line each is."""
    yield feed.url, "quiet"
    if health.note:
        yield health.note, "plain"
    if health.moved_to:
        yield f"It has moved to {health.moved_to}, and is asked for there.", "plain"
    if feed.error:
        since = f" It last answered well {age(now, feed.fetched)}." if feed.fetched else " It has never answered well."
        times = f" {health.failures:,} failures in a row." if health.failures > 1 else ""
        yield f"{feed.error}{times}{since}", "trouble"
    elif feed.fetched:
        yield f"Answered well {age(now, feed.fetched)}.", "plain"
    if health.next_fetch is None:
        yield f"Not asked for any more. {health.reason}", "trouble"
    elif feed.checked is not None:
        when = "when feeds are refreshed next" if health.next_fetch <= now else f"in {span(health.next_fetch - now)}"
        yield f"Asked again {when}. {health.reason}", "plain"
    else:
        yield health.reason, "plain"
    facts = [f"{plural(feed.articles, 'article')}, {feed.unread:,} unread"]
    facts += [f"{health.weekly:.3g} a week"] if health.weekly else []
    facts += [size(health.size)] if health.size else []
    facts += [feed.folder] if feed.folder else []
    facts += [f"#{tag}" for tag in feed.tags]
    yield " · ".join(facts), "quiet"


def age(now: float, then: int) -> str:
    """How long ago something was, in words; nothing of the future is ever shown."""
    return "just now" if then > now - MINUTE else f"{span(now - then)} ago"


def span(seconds: float) -> str:
    """A time in words, cut to its largest unit: "12 min", "3 h", "4 days"."""
    seconds = int(seconds)
    if seconds < HOUR:
        return f"{max(1, seconds // MINUTE)} min"
    if seconds < 2 * DAY:
        return f"{seconds // HOUR} h"
    return f"{seconds // DAY} days"
