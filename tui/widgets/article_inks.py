"""The styles of an article, from the theme's variables: one for each role of a part and for each overlay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from index import EntityType
from tui.theme import variable_defaults
from tui.widgets.overlays import ADDED, CODE_SPAN, CURRENT_HIT, EMPHASIS, FOCUS, HIT, LINK, QUIET_LINK, REMOVED, STRONG
from tui.widgets.parts import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App

PREFIX, KEY, STAR, SELECTION, HINT = "prefix", "key", "star", "selection", "hint"

_BOLD, _ITALIC = Style(bold=True), Style(italic=True)
_UNDERLINE, _REVERSE = Style(underline=True), Style(reverse=True)
_DOUBLE = Style(underline2=True)

_TYPE_STYLES = {
    EntityType.PERSON: _UNDERLINE + _BOLD,
    EntityType.ORG: _UNDERLINE,
    EntityType.PLACE: _UNDERLINE + _ITALIC,
    EntityType.GROUP: _UNDERLINE + _BOLD + _ITALIC,
    EntityType.EVENT: _BOLD + _ITALIC,
    EntityType.WORK: _ITALIC,
    EntityType.DATE: _DOUBLE,  # which not every terminal knows: of all, a date can best do without
    EntityType.MONEY: _BOLD,
}

PREFIX_INKS = {
    Role.LIST_ITEM: Role.FILED,
    Role.FOLD: Role.FOLD,
    Role.IMAGE: Role.IMAGE,
    Role.SOURCE: Role.SOURCE,
    Role.NOTE: KEY,
    Role.TAGS: STAR,
}
"""Whose style stands before the text of a part; bars and rulers have :data:`PREFIX`."""


class _Theme:
    """Styles from the variables of a theme; ``plain`` where there are no colours to be had."""

    __slots__ = ("_variables", "base", "plain")

    def __init__(self, base: Style, variables: Mapping[str, str], *, plain: bool) -> None:
        self.base = base
        self.plain = plain
        self._variables = variables

    def ink(self, name: str) -> Style:
        return Style(color=Color.parse(self._variables[name]).rich_color)

    def ground(self, name: str) -> Style:
        return Style() if self.plain else Style(bgcolor=Color.parse(self._variables[name]).rich_color)


def article_inks(app: App[object], base: Style) -> Mapping[str, Style]:
    """Styles by the names of roles and overlays; a role's is whole, with its ground, an overlay's is added to it.

    Where there are no colours (``NO_COLOR``, and the terminal's own two in an ANSI theme) nothing is lost: each type of
    mention has a weight, a slant and a line of its own, links are underlined and dim, hits bold and underlined, the
    current hit and the focus reversed.

    ``base`` is the widget's own style, which gives ground and foreground.
    """
    theme = app.current_theme
    variables = app.theme_variables
    if "entity-person" not in variables or "text-quiet" not in variables:
        variables = {**variable_defaults(theme), **variables}
    colours = _Theme(base, variables, plain=theme.ansi or app.no_color)
    return {**_role_inks(colours), **_overlay_inks(colours)}


def _role_inks(theme: _Theme) -> Mapping[str, Style]:
    base, key = theme.base, theme.ink("key")
    quiet = base + theme.ink("text-quiet") + Style(dim=theme.plain)
    faint = base + theme.ink("text-quiet" if theme.plain else "selection-mark") + Style(dim=theme.plain)
    return {
        **dict.fromkeys(Role, base),
        **dict.fromkeys((Role.ORIGIN, Role.BYLINE, Role.TAGS, Role.FOLD, Role.PROMO, Role.NOTE), quiet),
        **dict.fromkeys((Role.SOURCE, Role.FILED), quiet),
        **dict.fromkeys((Role.IMAGE, Role.CAPTION), quiet + _ITALIC),
        **dict.fromkeys((Role.HEADLINE, Role.SUBHEADING, Role.TABLE_HEAD), base + _BOLD),
        Role.HEADING: base + key + _BOLD,
        Role.STANDFIRST: base + _ITALIC,
        Role.CODE: base + theme.ground("panel"),
        Role.RULE: faint,
        PREFIX: faint,
        KEY: base + key + _BOLD,
        STAR: base + theme.ink("star"),
    }


def _overlay_inks(theme: _Theme) -> Mapping[str, Style]:
    ink, ground = theme.ink, theme.ground
    return {
        LINK: _UNDERLINE + (Style(dim=True) if theme.plain else ink("key")),
        QUIET_LINK: _UNDERLINE,
        STRONG: _BOLD,
        EMPHASIS: _ITALIC,
        CODE_SPAN: ground("panel"),
        HIT: ink("hit") + ground("hit-background") + _BOLD + Style(underline=theme.plain),
        CURRENT_HIT: ink("hit") + _BOLD + _REVERSE,
        FOCUS: _BOLD + _REVERSE,
        ADDED: ink("entity-place") + _BOLD + _UNDERLINE,
        REMOVED: ink("failure") + Style(strike=True, dim=theme.plain),
        HINT: theme.base + ink("key") + _BOLD + _REVERSE,
        SELECTION: _REVERSE
        if theme.plain
        else ink("screen-selection-foreground") + ground("screen-selection-background"),
        **{entity_style(kind): ink(entity_style(kind)) + type_style(kind) for kind in EntityType},
    }


def type_style(kind: EntityType) -> Style:
    """How the names of a type are told from others without their colour: by weight, slant and line."""
    return _TYPE_STYLES[kind]


def entity_style(kind: EntityType) -> str:
    """The name of a type's style, which is the theme's variable as well."""
    return f"entity-{kind.lower()}"
