"""The lines of cards, choosers and lists of entities: each draws itself, as wide as it is asked to be. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len
from rich.style import Style

from index import EntityType, guard
from tui.entity_words import TYPE_NAMES, correction_in_words, rise_in_words, usual_share
from tui.format import relative_time
from tui.widgets.article_row import DOT, MARK, STAR, Line
from tui.widgets.time_bars import bar_lines, bar_scale
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from rich.segment import Segment

    from index import ArticleRow, Correction, Entity, Riser
    from tui.widgets.inks import Inks
    from tui.widgets.time_bars import Bar

Ink = Literal["ground", "strong", "quiet", "key", "star", "failure"] | EntityType
Pieces = tuple[tuple[str, Ink], ...]

OFF_DOT = "○"
"""Stands for a type that isn't highlighted."""

GUTTER = 2
_TYPE_CELLS = 13
_DATE_CELLS = 16
_WITH_TYPE = 46
"""Cells from which a line has room to say an entity's type."""

_WITH_BAR = 56
_LEAST_BAR, _MOST_BAR = 8, 40
_RISE_CELLS = 21
_RISEN, _USUAL = "━", "┄"
_SOURCE_SHARE = 3


def _ink(inks: Inks, ink: Ink) -> Style:
    if isinstance(ink, EntityType):
        return inks.entities[ink]
    named: Style = getattr(inks, ink)
    return named


def _begin(width: int, inks: Inks, *, selected: bool = False) -> Line:
    line = Line(width)
    line.add(MARK if selected else " ", inks.mark)
    line.gap(width - GUTTER, inks.ground)
    return line


def _dotted(line: Line, kind: EntityType, name: str, room: int, inks: Inks) -> None:
    """A name behind its type's dot."""
    line.add(f"{DOT} ", inks.entities[kind])
    line.add(clip(guard(name).strip() or "…", room), inks.ground + inks.chosen)


@dataclass(frozen=True, slots=True)
class TextRow:
    """Words to be read: at the left, and at the right as far as there is room."""

    pieces: Pieces = ()
    right: Pieces = ()
    selectable: bool = False

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """See :class:`tui.widgets.row_list.Row`."""
        line = _begin(width, inks, selected=selected)
        right = tuple((guard(text), _ink(inks, ink)) for text, ink in self.right)
        room = width - GUTTER - (sum(cell_len(text) for text, _ in right) + 2 if right else 1)
        for text, ink in self.pieces:
            shown = clip(guard(text), room)
            line.add(shown, _ink(inks, ink) + (inks.chosen if selected else Style.null()))
            room -= cell_len(shown)
        line.right(right, inks.ground)
        return line.segments


@dataclass(frozen=True, slots=True)
class BarsRow:
    """A line of the articles a month or a day: 0 and 1 are the bars, 2 is the scale."""

    bars: tuple[Bar, ...]
    number: int
    kind: EntityType
    selectable: bool = False

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:  # noqa: ARG002 - it never is
        """See :class:`tui.widgets.row_list.Row`."""
        line = _begin(width, inks)
        room = width - GUTTER - 1
        if self.number > 1:
            line.add(bar_scale(self.bars, room), inks.quiet)
        else:
            line.add(bar_lines(self.bars, room)[self.number], inks.entities[self.kind])
        line.gap(0, inks.ground)
        return line.segments


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity, and a number of articles; ``also`` says how else it is called."""

    entity: Entity
    articles: int
    also: str = ""
    selectable: bool = True

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """See :class:`tui.widgets.row_list.Row`."""
        line = _begin(width, inks, selected=selected)
        kind = TYPE_NAMES[self.entity.type].ljust(_TYPE_CELLS) if width >= _WITH_TYPE else ""
        number = f"{self.articles:>7,}"
        room = line.room - 2 - len(kind) - len(number) - 2
        _dotted(line, self.entity.type, self.entity.name, room, inks)
        left = room - cell_len(clip(guard(self.entity.name).strip(), room))
        if self.also and left > 4 * GUTTER:
            line.add("  " + clip(guard(self.also), left - GUTTER), inks.quiet)
        line.right(((kind, inks.quiet), (number, inks.quiet)), inks.ground)
        return line.segments


@dataclass(frozen=True, slots=True)
class StoryRow:
    """An article."""

    row: ArticleRow
    now: float
    selectable: bool = True

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """See :class:`tui.widgets.row_list.Row`."""
        line = _begin(width, inks, selected=selected)
        time = relative_time(self.row.time, self.now)
        source = clip(guard(self.row.feed_title).strip(), width // _SOURCE_SHARE) if width >= _WITH_TYPE else ""
        between = "  " if source else ""
        room = line.room - GUTTER - cell_len(source) - len(between) - len(time) - 2
        dot = (f"{STAR} ", inks.star) if self.row.starred else ("  " if self.row.read else f"{DOT} ", inks.unread)
        line.add(*dot)
        title = inks.ground if self.row.read else inks.strong
        line.add(clip(guard(self.row.title).strip() or "Untitled", room), title + inks.chosen)
        line.right(((source, inks.quiet), (between + time, inks.quiet)), inks.ground)
        return line.segments


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date that an article speaks of, in words, and what is said around it."""

    words: str
    said: str
    article: int
    selectable: bool = True

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """See :class:`tui.widgets.row_list.Row`."""
        line = _begin(width, inks, selected=selected)
        line.add(clip(self.words, width // 2).ljust(_DATE_CELLS), inks.ground + inks.chosen)
        line.add("  " + clip(guard(self.said), line.room - 2 * GUTTER), inks.quiet)
        line.gap(0, inks.ground)
        return line.segments


@dataclass(frozen=True, slots=True)
class RiserRow:
    """Who is in the news: the name, a bar whose light part its past explains, and both numbers in words.

    Attributes:
        most: articles of the longest bar.
        followed: the user follows it.
    """

    riser: Riser
    most: int
    followed: bool = False
    selectable: bool = True

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """See :class:`tui.widgets.row_list.Row`."""
        entity = self.riser.entity
        line = _begin(width, inks, selected=selected)
        words = rise_in_words(self.riser)
        kind = TYPE_NAMES[entity.type].ljust(_TYPE_CELLS) if width >= _WITH_BAR else ""
        bar = min(_MOST_BAR, (width - _RISE_CELLS) // 3) if width >= _WITH_BAR else 0
        right = len(kind) + (bar + GUTTER if bar else 0) + max(_RISE_CELLS, len(words)) + 1
        star = f" {STAR}" if self.followed else ""
        _dotted(line, entity.type, entity.name, line.room - GUTTER - right - 1 - len(star), inks)
        line.add(star, inks.star)
        line.gap(right, inks.ground)
        line.add(kind, inks.quiet)
        if bar:
            cells = max(1, round(self.riser.articles / max(1, self.most) * bar))
            usual = min(cells - 1, round(cells * usual_share(self.riser)))
            line.add(_USUAL * usual, inks.quiet)
            line.add(_RISEN * (cells - usual), inks.entities[entity.type])
            line.gap(max(_RISE_CELLS, len(words)) + 1, inks.ground)
        number, _, usually = words.partition(",")
        line.gap(len(words) + 1 if not bar else line.room, inks.ground)
        line.add(number.rjust(_LEAST_BAR - 3), inks.strong) if bar else line.add(number, inks.strong)
        line.add("," + usually, inks.quiet)
        line.gap(0, inks.ground)
        return line.segments


@dataclass(frozen=True, slots=True)
class MenuRow:
    """Something to do, with the key that does it."""

    key: str
    title: str
    detail: str = ""
    possible: bool = True

    @property
    def selectable(self) -> bool:
        """What is not possible cannot be chosen."""
        return self.possible

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """See :class:`tui.widgets.row_list.Row`."""
        line = _begin(width, inks, selected=selected)
        line.add(f"{self.key}  ", inks.key if self.possible else inks.quiet)
        line.add(guard(self.title), (inks.ground if self.possible else inks.quiet) + inks.chosen)
        if self.detail:
            line.add("  " + clip(guard(self.detail), max(0, line.room - GUTTER - 1)), inks.quiet)
        line.gap(0, inks.ground)
        return line.segments


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type, how many names of it an article has (None where there is none), and whether they are highlighted."""

    kind: EntityType
    number: int
    names: int | None
    sample: Style
    off: bool = False
    selectable: bool = True

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """See :class:`tui.widgets.row_list.Row`."""
        line = _begin(width, inks, selected=selected)
        line.add(f"{self.number}  ", inks.key)
        line.add(f"{OFF_DOT if self.off else DOT} ", inks.entities[self.kind])
        word = TYPE_NAMES[self.kind]
        line.add(word, (inks.quiet if self.off else inks.ground + self.sample) + inks.chosen)
        names = f"{self.names:>6,}" if self.names is not None else ""
        line.right((("off" if self.off else "", inks.quiet), (names, inks.quiet)), inks.ground)
        return line.segments


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction and when it was made."""

    correction: Correction
    now: float
    selectable: bool = True

    def line(self, width: int, inks: Inks, *, selected: bool) -> list[Segment]:
        """See :class:`tui.widgets.row_list.Row`."""
        line = _begin(width, inks, selected=selected)
        made = relative_time(self.correction.made, self.now)
        line.add(f"{DOT} ", inks.entities[self.correction.type])
        words = guard(correction_in_words(self.correction))
        line.add(clip(words, line.room - len(made) - 3), inks.ground + inks.chosen)
        line.right(((made, inks.quiet),), inks.ground)
        return line.segments
