"""The line at the top: where you are, how far the refresh has come, what is unread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style

from index import guard
from tui.messages import NewsWanted
from tui.widgets.article_row import Line
from tui.widgets.drawn_line import DrawnLine
from tui.widgets.wrapping import clip

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual import events

    from tui.widgets.inks import Inks

NAME = "Wirecopy"
BAR = 8
"""Cells of the progress bar."""

_FULL, _EMPTY = "▓", "░"
_LEAST_PLACE = 12

Piece = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class Status:
    """What the header shows.

    Attributes:
        place: what is listed.
        unread: articles.
        done, total: of the refresh; no refresh is at work where ``total`` is None, and one that doesn't know yet how
            much there is to do where it is 0.
        stage: what the refresh does, where fetching is not meant: ``indexing``.
        notice: what went wrong, until the next refresh.
        news: articles that wait above the list.
    """

    place: str = ""
    unread: int = 0
    done: int = 0
    total: int | None = None
    stage: str = ""
    notice: str = ""
    news: int = 0


def progress_bar(done: int, total: int, cells: int = BAR) -> str:
    """A bar of that many cells, full only when everything is done."""
    full = cells * min(max(done, 0), total) // total if total > 0 else 0
    return _FULL * full + _EMPTY * (cells - full)


def header_line(status: Status, width: int, inks: Inks) -> list[Segment]:
    """The header, ``width`` cells wide.

    Where room is scarce, the stage goes first, then the bar, then the word "unread", then the name; the place is cut.
    """
    place = guard(status.place)
    left: list[Piece] = [(f" {NAME}", inks.key + Style(bold=True))]
    for pieces in _right_sides(status, inks):
        right = pieces
        if cell_len(NAME) + 5 + min(cell_len(place), _LEAST_PLACE * 2) + _cells(right) <= width:
            break
    else:
        left = []
    line = Line(width)
    for text, ink in left:
        line.add(text, ink)
    if place:
        line.add("  ▸ " if left else " ", inks.quiet)
        line.add(clip(place, line.room - _cells(right)), inks.ground)
    line.gap(min(line.room, _cells(right)), inks.ground)
    for text, ink in right:
        line.add(text, ink)
    line.gap(0, inks.ground)
    return line.segments


def news_text(news: int) -> str:
    """How many articles wait above the list; a click on it lets them in."""
    return f"{news:,} new ↑"


def _cells(pieces: list[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _right_sides(status: Status, inks: Inks) -> list[list[Piece]]:
    """What may stand at the right, from the fullest to the shortest."""
    notice: list[Piece] = [(f"  ! {guard(status.notice)}", inks.failure)] if status.notice else []
    short_notice: list[Piece] = [("  !", inks.failure)] if notice else []
    if status.news:
        news: list[Piece] = [("  ", inks.ground), (news_text(status.news), inks.key)]
        notice, short_notice = notice + news, short_notice + news
    number = f"  {status.unread:,}" if status.unread else ""
    unread: list[Piece] = [(number, inks.strong), (" unread ", inks.quiet)] if number else [(" ", inks.quiet)]
    short_unread: list[Piece] = [(number + " ", inks.strong)]
    if status.total is None:
        return [notice + unread, notice + short_unread, short_notice + short_unread]
    figures = f"{status.done:,}/{status.total:,}" if status.total else ""
    progress: list[Piece] = [(f"  ⟳ {figures}", inks.ground)]
    bar: list[Piece] = [(f" {progress_bar(status.done, status.total)}", inks.key)] if status.total else []
    stage: list[Piece] = [(f"  {guard(status.stage)}", inks.quiet)] if status.stage else []
    return [
        notice + stage + progress + bar + unread,
        notice + progress + bar + unread,
        short_notice + progress + bar + unread,
        short_notice + progress + unread,
        short_notice + progress + short_unread,
    ]


class StatusHeader(DrawnLine):
    """One line that changes in place."""

    DEFAULT_CSS = """
    StatusHeader {
        dock: top;
        height: 1;
        width: 1fr;
        background: $surface;
        color: $foreground;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.status = Status()

    def place(self, text: str) -> None:
        """Say what is listed."""
        self._show(replace(self.status, place=text))

    def unread(self, count: int) -> None:
        """Say how many articles are unread."""
        self._show(replace(self.status, unread=count))

    def news(self, count: int) -> None:
        """Say how many articles wait above the list."""
        self._show(replace(self.status, news=count))

    def on_click(self, event: events.Click) -> None:
        """Let in what waits when that is clicked."""
        if not self.status.news:
            return
        line = "".join(segment.text for segment in self.segments(self.size.width))
        start = cell_len(line[: line.rfind(news_text(self.status.news))])
        if start <= event.x < start + cell_len(news_text(self.status.news)):
            self.post_message(NewsWanted())

    def progress(self, done: int, total: int, stage: str = "") -> None:
        """Say how far the refresh has come; what went wrong last time is forgotten."""
        self._show(replace(self.status, done=done, total=total, stage=stage, notice=""))

    def finished(self, notice: str = "") -> None:
        """The refresh has ended; ``notice`` says in a few words what went wrong."""
        self._show(replace(self.status, done=0, total=None, stage="", notice=notice))

    def _show(self, status: Status) -> None:
        if status != self.status:
            self.status = status
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Place, progress and counts."""
        return header_line(self.status, width, self.inks)
