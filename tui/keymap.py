"""Which keys the reader answers to: a profile, and on top of it what ``[keys]`` in feeds.toml says.

Everything is judged before it is taken: an action that does not exist, a key that no terminal sends, and a key that
now does two things at once. What is wrong is told and left out; the rest holds.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from tui.keys import keymap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index import OwnKey


def character_key(character: str) -> str:
    """Textual's name for the key that types a character: "question_mark" for "?"."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


_CHARACTERS = {character_key(chr(code)): chr(code) for code in range(33, 127)}
_NAMES = frozenset(key.value.rpartition("+")[2] for key in Keys) | _CHARACTERS.keys()
_MARKS = {"ctrl": "^"}
_SIGNS = {"enter": "⏎", "up": "↑", "down": "↓", "left": "←", "right": "→"}
_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where keys work together: what has the focus, its screen and the application.

    Attributes:
        name: as it stands in "in the ...".
        bindings: those of the innermost first.
    """

    name: str
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, slots=True)
class OwnKeymap:
    """The keys that differ from the default ones, by the bindings' ids, and what is wrong with what was asked for."""

    keys: Mapping[str, str]
    complaints: tuple[str, ...] = ()


def own_keymap(profile: str, own: Sequence[OwnKey], places: Sequence[Place]) -> OwnKeymap:
    """The keymap for a profile and the user's own keys."""
    chosen = dict(keymap(profile))
    known = {binding.id for place in places for binding in place.bindings if binding.id}
    complaints: list[str] = []
    mine: dict[str, int | None] = {}
    for each in own:
        keys, unknown = _normal_keys(each.keys)
        if each.action not in known:
            complaints.append(_said(each.line, f"there is no action {each.action!r}{_close(each.action, known)}"))
        elif unknown:
            complaints.append(_said(each.line, f"{unknown!r} is no key{_close(unknown, _NAMES)}"))
        else:
            chosen[each.action] = ",".join(keys)
            mine[each.action] = each.line
    return OwnKeymap(chosen, (*complaints, *_clashes(chosen, mine, places)))


def _clashes(chosen: Mapping[str, str], mine: Mapping[str, int | None], places: Sequence[Place]) -> Iterable[str]:
    """One sentence for every key of the user's own that another action has where it works."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for place in places:
        for action in mine:
            if not any(binding.id == action for binding in place.bindings):
                continue
            for key in chosen[action].split(","):
                others = (one.id for one in place.bindings if one.id and key in chosen.get(one.id, one.key).split(","))
                found.setdefault((action, key), {}).update((other, None) for other in others if other != action)
    told: set[frozenset[str]] = set()
    for (action, key), clashing in found.items():
        both = frozenset((action, *clashing))
        if clashing and both not in told:
            told.add(both)
            yield _said(mine[action], f"{shown_key(key)} does {action}, but {' and '.join(clashing)} too: change one")


def shown_keys(changed: Mapping[str, str], places: Sequence[Place]) -> dict[str, str]:
    """How the first key of every action is written, by the action's id."""
    found: dict[str, str] = {}
    for place in places:
        for binding in place.bindings:
            if binding.id and binding.key:
                first, *_ = changed.get(binding.id, binding.key).split(",")
                found.setdefault(binding.id, shown_key(first))
    return found


def shown_key(key: str) -> str:
    """A key as it is written on the keyboard: "?" rather than "question_mark", "^z" rather than "ctrl+z"."""
    *modifiers, name = key.split("+")
    return "".join((*(_MARKS.get(one, f"{one}+") for one in modifiers), _CHARACTERS.get(name, _SIGNS.get(name, name))))


def reader_places() -> tuple[Place, ...]:
    """The places of the reader and of its search."""
    from tui.app import WirecopyApp  # noqa: PLC0415 - it asks for this module
    from tui.screens.panes import Panes  # noqa: PLC0415
    from tui.screens.reader import ReaderScreen  # noqa: PLC0415
    from tui.screens.search import SearchScreen  # noqa: PLC0415
    from tui.widgets.article_list import ArticleList  # noqa: PLC0415
    from tui.widgets.article_pane import ArticlePane  # noqa: PLC0415
    from tui.widgets.article_view import ArticleView  # noqa: PLC0415
    from tui.widgets.feed_tree import FeedTree  # noqa: PLC0415

    reader, search = (Panes, ReaderScreen, WirecopyApp), (Panes, SearchScreen, WirecopyApp)
    return (
        Place("list", class_bindings((ArticleList, *reader))),
        Place("feeds", class_bindings((FeedTree, *reader))),
        Place("article", class_bindings((ArticleView, ArticlePane, *reader))),
        Place("search", class_bindings((ArticleList, *search))),
        Place("search's article", class_bindings((ArticleView, ArticlePane, *search))),
    )


def class_bindings(classes: Iterable[type]) -> tuple[Binding, ...]:
    """The bindings that some classes of ours declare, with those that they inherit from one another, key by key."""
    found: list[Binding] = []
    for one in classes:
        for base in one.__mro__:
            if base.__module__.startswith("tui."):
                found += Binding.make_bindings(base.__dict__.get("BINDINGS", ()))
    return tuple(found)


def _normal_keys(keys: str) -> tuple[list[str], str]:
    """Keys by Textual's names for them, and the first that is none."""
    found: list[str] = []
    for each in keys.split(",") if keys.strip() != "," else ["comma"]:
        written = re.sub(r"^\^(?=.)", "ctrl+", each.strip())
        *modifiers, name = written.split("+") if written != "+" else ["plus"]
        name = character_key(name) if len(name) == 1 and not modifiers else name.lower()
        modifiers = [modifier.lower() for modifier in modifiers]
        if name not in _NAMES or not _MODIFIERS.issuperset(modifiers):
            return found, each.strip()
        found.append("+".join((*modifiers, name)))
    return found, ""


def _close(wrong: str, known: Iterable[str | None]) -> str:
    close = difflib.get_close_matches(wrong, [each for each in known if each], n=1)
    return f": did you mean {close[0]}?" if close else ""


def _said(line: int | None, trouble: str) -> str:
    return f"[keys], line {line}: {trouble}" if line else f"[keys]: {trouble}"
