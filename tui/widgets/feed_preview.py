"""A feed before it is subscribed to: what it calls itself, how much it brings, what it has brought last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from index import guard
from tui.feed_words import preview_facts
from tui.format import relative_time
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from index import FeedPreview, FoundFeed

_TIME = 10
_DESCRIPTION_LINES = 2
UNTITLED = "Untitled"


def preview_content(feed: FeedPreview, width: int, headlines: int, now: float) -> Content:
    """The preview in lines of at most ``width`` cells, with at most so many headlines."""
    lines = [Content.styled(clip(guard(feed.title) or UNTITLED, width), "bold")]
    if feed.description:
        lines += [Content(each) for each in _cut(guard(feed.description), width)]
    lines.append(Content.styled(clip(guard(preview_facts(feed)), width), "$text-muted"))
    lines.append(Content.styled(clip(guard(feed.url), width), "$text-muted"))
    if feed.subscribed:
        lines += [Content(""), Content.styled("You follow this feed already.", "bold $warning")]
    if feed.headlines and headlines:
        lines.append(Content(""))
    for each in feed.headlines[:headlines]:
        when = relative_time(each.published, now, short=True) if each.published is not None else ""
        title = clip(guard(each.title) or UNTITLED, width - _TIME - 2)
        lines.append(Content.assemble((when.rjust(_TIME), "$text-muted"), "  ", title))
    if not feed.entries:
        lines += [Content(""), Content("It holds no articles at the moment.")]
    return Content("\n").join(lines)


def _cut(text: str, width: int) -> list[str]:
    """A text in a few lines, its end cut off."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < _DESCRIPTION_LINES:
            lines.append(word)
        else:
            lines[-1] = clip(f"{longer} …", width)
            break
    return [clip(each, width) for each in lines]


def choice_label(feed: FoundFeed, width: int) -> tuple[str, str]:
    """What a page calls one of its feeds, and what else is to be said of it."""
    more = [feed.kind] if feed.kind else []
    more += ["followed already"] if feed.subscribed else []
    place = feed.url.partition("://")[2]
    return clip(guard(feed.title or place), width), " · ".join([*more, guard(place)] if feed.title else more)
