"""The fields in which a feed's own name, folder and tags are written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from index import FeedConfig, clean_line, interval_seconds, interval_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

LABEL = 8
"""Cells for the names of the fields."""

_LONGEST = 200
_SHORTEST_INTERVAL, _LONGEST_INTERVAL = 600, 30 * 86_400
_WRONG_INTERVAL = "Write how often as 30m, 2h or 1d, from 10 minutes to 30 days; or leave it empty."


class Field(Horizontal):
    """A name and the line in which its value is written."""

    DEFAULT_CSS = """
    Field { height: 1; }
    Field Static { width: 9; color: $text-muted; }
    Field Input, Field Input:focus { width: 1fr; height: 1; padding: 0 1 !important; border: none; }
    Field Input { background: $background; }
    Field Input:focus { background: $selection-focus; }
    """

    def __init__(self, name: str, line: Input) -> None:
        super().__init__()
        self._label = name
        self.line = line

    def compose(self) -> ComposeResult:
        """Name and line."""
        yield Static(self._label, markup=False)
        yield self.line


class FeedForm(Vertical):
    """Title, folder, tags and how often a feed is asked for."""

    DEFAULT_CSS = "FeedForm { height: auto; }"

    def __init__(self, feed: FeedConfig, own_title: str = "", folders: Sequence[str] = ()) -> None:
        """Make it.

        Args:
            feed: with what it says so far.
            own_title: what the feed calls itself.
            folders: those that there are, to complete what is typed.
        """
        super().__init__()
        self._feed = feed
        suggester = SuggestFromList(folders, case_sensitive=False) if folders else None
        self.title = line("title", feed.title, own_title or "its own")
        self.folder = line("folder", feed.folder, f"such as {', '.join(folders[:4])}" if folders else "none", suggester)
        self.tags = line("tags", ", ".join(feed.tags), "words, with commas between")
        self.every = line("every", interval_text(feed.every) if feed.every else "", "as the feed and its server wish")

    def compose(self) -> ComposeResult:
        """The fields."""
        for name, each in self._fields():
            yield Field(name, each)

    def _fields(self) -> Iterator[tuple[str, Input]]:
        yield from (("Title", self.title), ("Folder", self.folder), ("Tags", self.tags), ("Every", self.every))

    @property
    def complaint(self) -> str:
        """What is wrong with what was written; empty where nothing is."""
        written = self.every.value.strip()
        seconds = interval_seconds(written)
        return _WRONG_INTERVAL if written and not _SHORTEST_INTERVAL <= seconds <= _LONGEST_INTERVAL else ""

    @property
    def feed(self) -> FeedConfig:
        """The feed as it was written."""
        tags = tuple(dict.fromkeys(tag for each in self.tags.value.split(",") if (tag := written(each))))
        return replace(
            self._feed,
            title=written(self.title.value),
            folder=written(self.folder.value),
            tags=tags,
            every=interval_seconds(self.every.value.strip()),
        )


def line(name: str, value: str = "", hint: str = "", suggester: SuggestFromList | None = None) -> Input:
    """A line to write in."""
    return Input(value, placeholder=hint, compact=True, id=name, suggester=suggester, select_on_focus=False)


def written(text: str) -> str:
    """What was typed or pasted, as feeds.toml can hold it."""
    return clean_line(text, _LONGEST).strip()
