"""What the reader knows at its next start: where you were, how it was laid out, how far you had read every article.

Kept as JSON in ``$XDG_STATE_HOME/wirecopy/<archive's id>.json`` (XDG Base Directory Specification 0.8). A file that is
damaged, or comes from another version, costs no more than the fields that cannot be read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from index import EntityType, Order
from tui.private_file import read_private, write_private
from tui.screens.panes import Pane
from tui.sources import Filter
from tui.widgets.layout import Anchor
from tui.widgets.parts import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from enum import StrEnum

    Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
    Known = TypeVar("Known", bound=StrEnum)

Remembered: TypeAlias = "tuple[int, str, str, int]"
"""A followed entity: id, type, name, unread articles."""

PLACES_KEPT = 2000
"""Articles whose place is remembered; those left longest ago are forgotten first."""

QUERIES_KEPT = 100
"""Earlier queries that are remembered."""

WINDOW = 200
"""Articles around the cursor that the next start shows at once, before it knows the whole list."""

_LIMIT = 4 << 20
_TYPES = frozenset(map(str, EntityType))
_VERSION = 1
_ID = re.compile(r"[0-9a-f-]{1,64}")
_LARGEST = (1 << 63) - 1  # of an id, as SQLite counts


@dataclass(frozen=True, slots=True)
class ListState:
    """The list of articles.

    Attributes:
        kind, name: the node of the feed tree: "all", "unread", "starred", "folder" with its name, "feed" with its id.
        article: under the cursor; None at the very top of the list, which is where what is new appears.
        above: rows between the top of the screen and the cursor.
        window: ids of the articles around the cursor, in the list's order.
        grouped, folded: see :class:`tui.sources.Listing`.
    """

    kind: str = "all"
    name: str | int = ""
    filter: Filter = Filter.ALL
    order: Order = Order.NEWEST
    article: int | None = None
    above: int = 0
    window: tuple[int, ...] = ()
    grouped: bool = False
    folded: bool = True


@dataclass(frozen=True, slots=True)
class ReaderState:
    """All that is remembered.

    Attributes:
        reading: the article that was opened.
        pane: where the focus was.
        feeds, zen: see :class:`tui.screens.panes.Arrangement`.
        closed: the folders that are closed.
        compact: whether an article has one line in the list.
        scroll_marks: whether passed articles are marked read; None as long as the settings decide.
        copies: how many unread articles shared a row with another, so that the first count is right.
        widths: of panes that were given another width, see :class:`tui.screens.pane_widths.SizedPanes`.
        measure: cells of a line of text, 0 as long as the settings decide.
        plain: articles are nothing but text.
        theme: chosen with a key, while the settings said ``theme_setting``; a setting changed since wins.
        types_off: types of names that are not highlighted.
        followed: what is followed, so that the first tree has it without counting: id, type, name, unread.
        places: how far articles have been read, by id, the one left last at the end.
        queries: what was searched for, the newest first.
    """

    listed: ListState = ListState()
    reading: int | None = None
    pane: Pane = Pane.LIST
    feeds: bool = True
    zen: bool = False
    closed: tuple[str, ...] = ()
    compact: bool = False
    scroll_marks: bool | None = None
    copies: int = 0
    widths: Mapping[str, int] = field(default_factory=dict)
    measure: int = 0
    plain: bool = False
    theme: str = ""
    theme_setting: str = ""
    types_off: frozenset[EntityType] = frozenset()
    followed: tuple[Remembered, ...] = ()
    places: Mapping[int, Anchor] = field(default_factory=dict)
    queries: tuple[str, ...] = ()


def state_path(archive: str, environ: Mapping[str, str]) -> Path | None:
    """Where the state of the archive with this id is kept; None for an id that no file can be named after."""
    if not _ID.fullmatch(archive):
        return None
    base = Path(environ.get("XDG_STATE_HOME", ""))
    if not base.is_absolute():
        base = Path(environ["HOME"] if environ.get("HOME") else Path.home()) / ".local" / "state"
    return base / "wirecopy" / f"{archive}.json"


def load_state(path: Path | None) -> ReaderState:
    """What was remembered; nothing where that cannot be read."""
    data = read_private(path, _LIMIT) if path else None
    return decode_state(data.decode("utf-8", "replace")) if data else ReaderState()


def save_state(path: Path, state: ReaderState) -> None:
    """Remember.

    Raises:
        OSError: the file cannot be written.
    """
    write_private(path, encode_state(state).encode())


def encode_state(state: ReaderState) -> str:
    """The state as JSON."""
    listed = state.listed
    document: dict[str, Json] = {
        "version": _VERSION,
        "list": {
            "kind": listed.kind,
            "name": listed.name,
            "filter": listed.filter.value,
            "order": listed.order.value,
            "article": listed.article,
            "above": listed.above,
            "window": list(listed.window),
            "grouped": listed.grouped,
            "folded": listed.folded,
        },
        "reading": state.reading,
        "pane": state.pane.value,
        "feeds": state.feeds,
        "zen": state.zen,
        "closed": list(state.closed),
        "compact": state.compact,
        "scroll_marks": state.scroll_marks,
        "copies": state.copies,
        "widths": dict(state.widths),
        "measure": state.measure,
        "plain": state.plain,
        "theme": state.theme,
        "theme_setting": state.theme_setting,
        "followed": [list(one) for one in state.followed],
        "types_off": [str(kind) for kind in sorted(state.types_off)],
        "queries": list(state.queries[:QUERIES_KEPT]),
        "places": [[article, *_anchor_json(place)] for article, place in list(state.places.items())[-PLACES_KEPT:]],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def decode_state(text: str) -> ReaderState:
    """The state that a JSON text holds; what is missing or makes no sense is as on the very first start."""
    try:
        document: Json = json.loads(text)
    except (ValueError, RecursionError):
        return ReaderState()
    top = _Fields(document)
    listed = _Fields(top.value("list"))
    name = listed.value("name")
    return ReaderState(
        listed=ListState(
            kind=listed.text("kind") or "all",
            name=name if isinstance(name, str | int) and not isinstance(name, bool) else "",
            filter=listed.known("filter", Filter.ALL),
            order=listed.known("order", Order.NEWEST),
            article=listed.number("article"),
            above=listed.number("above") or 0,
            window=tuple(n for item in listed.items("window")[:WINDOW] if (n := _number(item)) is not None),
            grouped=listed.value("grouped") is True,
            folded=listed.value("folded") is not False,
        ),
        reading=top.number("reading"),
        pane=top.known("pane", Pane.LIST),
        feeds=top.value("feeds") is not False,
        zen=top.value("zen") is True,
        closed=tuple(_texts(top.items("closed"))),
        compact=top.value("compact") is True,
        scroll_marks=marks if isinstance(marks := top.value("scroll_marks"), bool) else None,
        copies=top.number("copies") or 0,
        widths=_Fields(top.value("widths")).numbers(),
        measure=top.number("measure") or 0,
        plain=top.value("plain") is True,
        theme=top.text("theme"),
        theme_setting=top.text("theme_setting"),
        followed=tuple(one for item in top.items("followed") if (one := _followed(item)) is not None),
        types_off=frozenset(EntityType(item) for item in _texts(top.items("types_off")) if item in _TYPES),
        queries=tuple(item for item in top.items("queries")[:QUERIES_KEPT] if isinstance(item, str)),
        places=dict(place for item in top.items("places")[-PLACES_KEPT:] if (place := _place(item)) is not None),
    )


class _Fields:
    """A JSON object that is asked for values of a type; whatever isn't one has none."""

    __slots__ = ("_values",)

    def __init__(self, document: Json) -> None:
        self._values = document if isinstance(document, dict) else {}

    def value(self, name: str) -> Json:
        return self._values.get(name)

    def text(self, name: str) -> str:
        value = self.value(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int | None:
        return _number(self.value(name))

    def numbers(self) -> dict[str, int]:
        return {name: number for name, value in self._values.items() if (number := _number(value)) is not None}

    def items(self, name: str) -> Sequence[Json]:
        value = self.value(name)
        return value if isinstance(value, list) else ()

    def known(self, name: str, default: Known) -> Known:
        try:
            return type(default)(self.text(name))
        except ValueError:
            return default


def _number(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST else None


def _anchor_json(anchor: Anchor) -> list[Json]:
    return [anchor.offset, anchor.role.value, anchor.nth, anchor.start, anchor.above]


def _texts(items: Sequence[Json]) -> Iterator[str]:
    return (item for item in items if isinstance(item, str))


def _followed(item: Json) -> Remembered | None:
    match item:
        case [int(entity), str(kind), str(name), int(unread)] if kind in _TYPES and min(entity, unread) >= 0:
            return entity, kind, name, unread
        case _:
            return None


def _place(item: Json) -> tuple[int, Anchor] | None:
    match item:
        case [int(article), int(offset), str(role), int(nth), int(start), int(above)]:
            if min(article, nth, start, above) < 0 or offset < -1 or role not in Role.__members__.values():
                return None
            return article, Anchor(offset, Role(role), nth, start, above)
        case _:
            return None
