"""Sentences on feeds, for the reader and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.format import plural, size

if TYPE_CHECKING:
    from index import FeedPreview, ImportPlan


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
