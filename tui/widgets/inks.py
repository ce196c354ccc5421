"""The theme's variables as styles, for widgets that draw their own lines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from index import EntityType
from tui.theme import VARIABLES, variable_defaults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App


@dataclass(frozen=True, slots=True)
class Inks:
    """Styles of text on one ground; each of them whole, with the ground's colour.

    Attributes:
        ground: blank cells and ordinary text.
        strong: what must catch the eye: an unread headline, a count of unread.
        quiet: what may be overlooked.
        mark: the bar at the left edge of the selected row.
        chosen: added to the headline of the selected row, where a tint cannot tell it.
    """

    ground: Style
    strong: Style
    quiet: Style
    unread: Style
    star: Style
    hit: Style
    key: Style
    failure: Style
    mark: Style
    chosen: Style
    entities: Mapping[EntityType, Style] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InkSet:
    """Inks for a row as it usually is, selected in a pane without the focus, and selected with the focus."""

    usual: Inks
    selected: Inks
    focused: Inks


def ink_set(app: App[object], base: Style) -> InkSet:
    """The inks of the app's theme.

    Args:
        app: whose theme counts.
        base: the widget's own style, which gives ground and foreground.
    """
    theme, variables = app.current_theme, app.theme_variables
    if not all(name in variables for name in VARIABLES):  # an app that doesn't give foreign themes our variables
        variables = variable_defaults(theme) | variables
    colors = {name: Color.parse(variables[name]).rich_color for name in VARIABLES}
    coloured = not (theme.ansi or app.no_color)
    usual = _inks(base, {name: Style(color=color) for name, color in colors.items()}, dim=not coloured)
    if not coloured:
        focused = replace(usual, mark=base + Style(color=colors["key"], bold=True), chosen=Style(reverse=True))
        return InkSet(usual, usual, focused)
    grounds = {name: Style(bgcolor=colors[name]) for name in ("selection", "selection-focus")}
    hues = {name: Style(color=color) for name, color in colors.items()}
    selected = _inks(base + grounds["selection"], hues)
    focused = _inks(base + grounds["selection-focus"], {**hues, "selection-mark": hues["selection-mark-focus"]})
    hit = Style(bgcolor=colors["hit-background"])
    return InkSet(*(replace(inks, hit=inks.hit + hit) for inks in (usual, selected, focused)))


def _inks(base: Style, hues: Mapping[str, Style], *, dim: bool = False) -> Inks:
    return Inks(
        ground=base,
        strong=base + Style(bold=True),
        quiet=base + hues["text-quiet"] + Style(dim=dim),
        unread=base + hues["unread"],
        star=base + hues["star"],
        hit=base + hues["hit"] + Style(bold=True, underline=dim),
        key=base + hues["key"] + Style(bold=dim),
        failure=base + hues["failure"] + Style(bold=dim),
        mark=base + hues["selection-mark"],
        chosen=Style.null(),
        entities={kind: base + hues[f"entity-{kind.lower()}"] for kind in EntityType},
    )
