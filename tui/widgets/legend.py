"""The line below an article: which kinds of names it mentions, how many of each, and the mention that has the focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from index import EntityType, guard
from tui.widgets.article_inks import article_inks, entity_style, type_style
from tui.widgets.parts import Role
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index import Article, Mention

LABELS = {
    EntityType.PERSON: ("person", "people"),
    EntityType.ORG: ("organisation", "organisations"),
    EntityType.PLACE: ("place", "places"),
    EntityType.GROUP: ("group", "groups"),
    EntityType.EVENT: ("event", "events"),
    EntityType.WORK: ("work", "works"),
    EntityType.DATE: ("date", "dates"),
    EntityType.MONEY: ("amount", "amounts"),
}
"""How a type reads, one and many, in the order of the legend."""

SHORT_LABELS = {**LABELS, EntityType.ORG: ("org", "orgs"), EntityType.MONEY: ("sum", "sums")}
"""The same for narrow panes."""

DOT, OFF_DOT = "● ", "○ "
GAP = 2
"""Cells between two types."""

_SEPARATOR = " · "
_NO_LINE = Style(underline=False, underline2=False, bold=False, italic=False)
_ALL = 100  # percent


@dataclass(frozen=True, slots=True)
class ArticleStatus:
    """What the lines around an article say.

    Attributes:
        counts: how many different names of each type, only types that occur.
        focus: the focused mention; position: its number of ``total`` mentions, from 1.
        articles: in how many articles the focused mention is named.
        hit: the number of the current hit, from 1, or 0; hits: how many there are.
        finding: something is being looked for in the article.
        off: types whose names are not highlighted.
        hinting: links have letters, and one of them is about to be typed.
        progress: how much of the article has been on the screen, in percent.
        minutes: how long all of it takes to read.
    """

    counts: tuple[tuple[EntityType, int], ...] = ()
    focus: Mention | None = None
    href: str = ""
    position: int = 0
    total: int = 0
    hit: int = 0
    hits: int = 0
    finding: bool = False
    off: frozenset[EntityType] = frozenset()
    hinting: bool = False
    articles: int = 0
    progress: int = _ALL
    minutes: int = 0


def count_names(article: Article) -> tuple[tuple[EntityType, int], ...]:
    """How many different names of each type an article mentions, headline included, in the order of the legend."""
    names = {(mention.type, mention.name or mention.text) for mention in (*article.title_mentions, *article.mentions)}
    counts = ((kind, sum(1 for found, _ in names if found is kind)) for kind in LABELS)
    return tuple((kind, count) for kind, count in counts if count)


def describe(mention: Mention, articles: int = 0) -> str:
    """A mention in words: the name and the type; for a date which one it is.

    Args:
        mention: what stands in the text.
        articles: in how many articles of the archive it is named; one alone, this one, is not worth a word.
    """
    if not mention.date:
        elsewhere = f"{_SEPARATOR}in {articles:,} articles" if articles > 1 else ""
        return f"{mention.name or mention.text}{_SEPARATOR}{LABELS[mention.type][0]}{elsewhere}"
    from tui.entity_words import date_in_words  # noqa: PLC0415 - not for the first screen

    return f"{mention.text}{_SEPARATOR}{date_in_words(mention.date)}"


def focus_text(status: ArticleStatus, *, short: bool = False) -> str:
    """What is said of the focused mention or link; without one, how far the article has been read.

    In short, the article is not compared with others.
    """
    if status.hinting:
        return "type a link's letters" + _SEPARATOR + "esc"
    if status.focus is not None:
        said = describe(status.focus, 0 if short else status.articles)
        return f"{said}{_SEPARATOR}mention {status.position}/{status.total}"
    return status.href or progress_text(status)


def progress_text(status: ArticleStatus) -> str:
    """How much has been read and how long the rest will take; empty at the end, and for what fits the screen."""
    if status.progress >= _ALL:
        return ""
    left = round(status.minutes * (_ALL - status.progress) / _ALL)
    return (f"{left} min left{_SEPARATOR}" if left else "") + f"{status.progress}%"


def set_counts(counts: Iterable[tuple[EntityType, int]], width: int) -> list[tuple[EntityType, str]]:
    """What the legend says of each type, after its dot: as many types as fit, in short words where long ones don't."""
    counts = list(counts)
    entries: list[tuple[EntityType, str]] = []
    for labels in (LABELS, SHORT_LABELS):
        entries = [(kind, f"{labels[kind][count != 1]} {count}") for kind, count in counts]
        if _cells(entries) <= width:
            return entries
    while entries and _cells(entries) > width:
        entries.pop()
    return entries


def _cells(entries: list[tuple[EntityType, str]]) -> int:
    return sum(len(DOT) + len(text) + GAP for _, text in entries) - GAP if entries else 0


class ArticleLegend(Widget):
    """The legend, one line high; empty for an article without mentions."""

    DEFAULT_CSS = """
    ArticleLegend { height: 1; width: 1fr; background: $background; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._status = ArticleStatus()

    def show(self, status: ArticleStatus) -> None:
        """Show what is known of the article; does nothing when that has not changed."""
        if status != self._status:
            self._status = status
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line: types at the left, the focused mention at the right."""
        base = self.rich_style
        width = self.size.width
        if y:
            return Strip.blank(width, base)
        inks = article_inks(self.app, base)
        margin = min(2, max(0, width - 1))
        focus = self._focus_text(width - 2 * margin)
        room = width - 2 * margin - (cell_len(focus) + 2 * GAP if focus else 0)
        segments = [Segment(" " * margin, base)]
        for kind, text in set_counts(self._status.counts, room):
            ink = base + inks[entity_style(kind)]
            off = kind in self._status.off
            segments.append(Segment(OFF_DOT if off else DOT, ink + _NO_LINE))
            word, space, number = text.partition(" ")
            segments.append(Segment(word, inks[Role.NOTE] if off else inks[Role.NOTE] + type_style(kind)))
            segments.append(Segment(space + number + " " * GAP, inks[Role.NOTE]))
        used = sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * max(0, width - margin - cell_len(focus) - used), base))
        segments.append(Segment(focus, base))
        return Strip(segments).adjust_cell_length(width, base)

    def _focus_text(self, width: int) -> str:
        """What stands at the right: the whole of it where the types have room beside it."""
        status = self._status
        counts = _cells(set_counts(status.counts, width))
        said = guard(focus_text(status))
        if cell_len(said) + counts + 2 * GAP > width:
            said = guard(focus_text(status, short=True))
        return clip(said, width)

    async def on_click(self) -> None:
        """Choose which types are highlighted."""
        await self.run_action("screen.types")
