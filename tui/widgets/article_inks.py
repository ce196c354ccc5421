"""The styles of an article, from the theme's variables: one for each role of a part and for each overlay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from index import EntityType
from tui.theme import variable_defaults
from tui.widgets.overlays import CODE_SPAN, CURRENT_HIT, EMPHASIS, FOCUS, HIT, LINK, QUIET_LINK, STRONG
from tui.widgets.parts import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App

PREFIX, KEY, STAR, SELECTION = "prefix", "key", "star", "selection"

PREFIX_INKS = {
    Role.LIST_ITEM: Role.FILED,
    Role.FOLD: Role.FOLD,
    Role.IMAGE: Role.IMAGE,
    Role.SOURCE: Role.SOURCE,
    Role.NOTE: KEY,
    Role.TAGS: STAR,
}
"""Whose style stands before the text of a part; bars and rulers have :data:`PREFIX`."""


def article_inks(app: App[object], base: Style) -> Mapping[str, Style]:
    """Styles by the names of roles and overlays; a role's is whole, with its ground, an overlay's is added to it.

    Where there are no colours (``NO_COLOR``, and the terminal's own two in an ANSI theme) nothing is lost: mentions are
    underlined, links underlined and italic, hits bold, the current hit and the focus reversed.

    ``base`` is the widget's own style, which gives ground and foreground.
    """
    theme = app.current_theme
    plain = theme.ansi or app.no_color
    variables = app.theme_variables
    if "entity-person" not in variables or "text-quiet" not in variables:
        variables = {**variable_defaults(theme), **variables}

    def ink(name: str) -> Style:
        return Style(color=Color.parse(variables[name]).rich_color)

    def ground(name: str) -> Style:
        return Style() if plain else Style(bgcolor=Color.parse(variables[name]).rich_color)

    bold, italic, underline, reverse = Style(bold=True), Style(italic=True), Style(underline=True), Style(reverse=True)
    quiet = base + ink("text-quiet") + Style(dim=plain)
    faint = base + ink("text-quiet" if plain else "selection-mark") + Style(dim=plain)
    code = base + ground("panel")
    styles: dict[str, Style] = dict.fromkeys(Role, base)
    styles |= {
        Role.HEADLINE: base + bold,
        Role.ORIGIN: quiet,
        Role.BYLINE: quiet,
        Role.TAGS: quiet,
        Role.RULE: faint,
        Role.STANDFIRST: base + italic,
        Role.HEADING: base + ink("key") + bold,
        Role.SUBHEADING: base + bold,
        Role.CODE: code,
        Role.TABLE_HEAD: base + bold,
        Role.IMAGE: quiet + italic,
        Role.CAPTION: quiet + italic,
        Role.FOLD: quiet,
        Role.PROMO: quiet,
        Role.NOTE: quiet,
        Role.SOURCE: quiet,
        Role.FILED: quiet,
        PREFIX: faint,
        KEY: base + ink("key") + bold,
        STAR: base + ink("star"),
        LINK: underline + (italic if plain else ink("key")),
        QUIET_LINK: underline,
        STRONG: bold,
        EMPHASIS: italic,
        CODE_SPAN: ground("panel"),
        HIT: ink("hit") + ground("hit-background") + bold + Style(underline=plain),
        CURRENT_HIT: ink("hit") + bold + reverse,
        FOCUS: bold + reverse,
        SELECTION: reverse if plain else ink("screen-selection-foreground") + ground("screen-selection-background"),
    }
    for kind in EntityType:
        styles[entity_style(kind)] = ink(entity_style(kind)) + underline
    return styles


def entity_style(kind: EntityType) -> str:
    """The name of a type's style, which is the theme's variable as well."""
    return f"entity-{kind.lower()}"
