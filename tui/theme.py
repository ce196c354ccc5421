"""The colours: two themes of our own, hues for entities, and what both become in other people's themes.

Every theme gets the same variables (``$entity-person``, ``$unread``, ``$star``, ``$hit`` ...): ours say them outright,
for others :func:`variable_defaults` derives them, so that every text keeps the contrast of WCAG 2.1 level AA (4.5:1).
The hues stay apart for the colour-blind too (checked with the matrices of Machado, Oliveira and Fernandes, 2009), but
nothing depends on them alone: unread is bold with a dot, a hit is bold, the selected row has a mark.

``NO_COLOR`` (https://no-color.org) picks :data:`PLAIN`: the terminal's own two colours, and bold, dim, underlined and
reversed text for everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import Theme

from tui.contrast import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App

_DARK_INKS = {
    "entity-person": "#80cbee",
    "entity-org": "#e3cd82",
    "entity-place": "#7ea887",
    "entity-group": "#c78bba",
    "entity-event": "#d88c54",
    "entity-date": "#c2c5c9",
    "entity-money": "#9ad69a",
    "entity-work": "#7c9ce4",
    "text-quiet": "#9d9b94",
    "unread": "#e5a670",
    "star": "#f0cd6d",
    "hit": "#ffd9a0",
    "key": "#e5a670",
    "failure": "#f08a7d",
}
_LIGHT_INKS = {
    "entity-person": "#0f459c",
    "entity-org": "#925800",
    "entity-place": "#007453",
    "entity-group": "#6d0d50",
    "entity-event": "#851605",
    "entity-date": "#3d3a33",
    "entity-money": "#365a29",
    "entity-work": "#59498b",
    "text-quiet": "#625e54",
    "unread": "#94470c",
    "star": "#7d5800",
    "hit": "#7a3300",
    "key": "#94470c",
    "failure": "#a3251c",
}
_ANSI_INKS = {
    "entity-person": "ansi_cyan",
    "entity-org": "ansi_yellow",
    "entity-place": "ansi_green",
    "entity-group": "ansi_magenta",
    "entity-event": "ansi_red",
    "entity-date": "ansi_default",
    "entity-money": "ansi_bright_green",
    "entity-work": "ansi_blue",
    "text-quiet": "ansi_default",
    "unread": "ansi_yellow",
    "star": "ansi_bright_yellow",
    "hit": "ansi_bright_yellow",
    "key": "ansi_yellow",
    "failure": "ansi_red",
}
INKS = tuple(_DARK_INKS)
"""The variables that colour text."""

TINTS = ("selection", "selection-focus", "hit-background")
"""The variables that text may stand on, besides the background and the surface."""

MARKS = ("selection-mark", "selection-mark-focus")
"""The variables of the bar at the left edge of the selected row."""

VARIABLES = (*INKS, *TINTS, *MARKS)
"""All of our variables."""

_NO_MOTION = {"link-style": "underline", "link-background-hover": "transparent", "link-style-hover": "bold underline"}


_DARK_GROUNDS = {
    "ground": "#14161a",
    "surface": "#1a1d22",
    "panel": "#22262c",
    "text": "#dcd8cf",
    "muted": "#aaa79f",
    "strong": "#f2ede2",
    "border": "#e5a670",
    "blurred": "#33373e",
    "selection": "#22262c",
    "selection-focus": "#2e2a26",
    "hit-ground": "#3a2f22",
    "mark": "#5d6068",
    "block": "#3b332b",
    "hover": "#1f2329",
    "bar": "#3a3f47",
    "bar-hover": "#555b65",
    "selected": "#4a3a2a",
    "success": "#8fc29b",
}
_LIGHT_GROUNDS = {
    "ground": "#fbf9f4",
    "surface": "#f3f0e8",
    "panel": "#eae6db",
    "text": "#24221e",
    "muted": "#57534a",
    "strong": "#24221e",
    "border": "#b4601f",
    "blurred": "#d8d2c3",
    "selection": "#ece8dd",
    "selection-focus": "#f3e5d4",
    "hit-ground": "#f8e3b8",
    "mark": "#aaa598",
    "block": "#f0dcc5",
    "hover": "#f0ece2",
    "bar": "#cfc8b8",
    "bar-hover": "#b3ab99",
    "selected": "#f3d9b4",
    "success": "#2f6a3c",
}
_ROLES = {
    "selection": "selection",
    "selection-focus": "selection-focus",
    "selection-mark": "mark",
    "selection-mark-focus": "border",
    "hit-background": "hit-ground",
    "text": "text",
    "text-muted": "muted",
    "text-disabled": "text-quiet",
    "foreground-muted": "muted",
    "foreground-disabled": "text-quiet",
    "border": "border",
    "border-blurred": "blurred",
    "block-cursor-foreground": "strong",
    "block-cursor-background": "block",
    "block-cursor-blurred-foreground": "text",
    "block-cursor-blurred-background": "selection",
    "block-hover-background": "hover",
    "scrollbar": "bar",
    "scrollbar-hover": "bar-hover",
    "scrollbar-active": "border",
    "scrollbar-background": "ground",
    "scrollbar-background-hover": "ground",
    "scrollbar-background-active": "ground",
    "scrollbar-corner-color": "ground",
    "footer-background": "ground",
    "footer-foreground": "muted",
    "footer-description-foreground": "muted",
    "footer-key-foreground": "key",
    "input-cursor-background": "key",
    "input-cursor-foreground": "ground",
    "input-selection-background": "selected",
    "screen-selection-background": "selected",
    "screen-selection-foreground": "strong",
}
"""Textual's variables and ours, each with the colour that it has: one of the grounds above, or an ink."""


def _own_theme(name: str, inks: Mapping[str, str], grounds: Mapping[str, str], *, dark: bool) -> Theme:
    colours = {**inks, **grounds}
    return Theme(
        name=name,
        dark=dark,
        background=colours["ground"],
        surface=colours["surface"],
        panel=colours["panel"],
        foreground=colours["text"],
        primary=colours["key"],
        secondary=colours["entity-person"],
        accent=colours["key"],
        warning=colours["star"],
        error=colours["failure"],
        success=colours["success"],
        text_alpha=1.0,
        variables={
            **inks,
            **_NO_MOTION,
            **{role: colours[colour] for role, colour in _ROLES.items()},
            "block-cursor-text-style": "none",
        },
    )


DARK = _own_theme("wirecopy-dark", _DARK_INKS, _DARK_GROUNDS, dark=True)
"""The default: paper-white on ink, one copper accent."""

LIGHT = _own_theme("wirecopy-light", _LIGHT_INKS, _LIGHT_GROUNDS, dark=False)
"""Ink on paper, for bright rooms."""

PLAIN = Theme(
    name="wirecopy-plain",
    ansi=True,
    primary="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    foreground="ansi_default",
    variables={
        **dict.fromkeys(_ANSI_INKS, "ansi_default"),
        **dict.fromkeys((*TINTS, *MARKS), "ansi_default"),
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-text-style": "underline",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
        "footer-key-foreground": "ansi_default",
        "input-selection-background": "ansi_default",
        "screen-selection-background": "ansi_default",
        "screen-selection-foreground": "ansi_default",
        "scrollbar": "ansi_default",
        "scrollbar-hover": "ansi_default",
        "scrollbar-active": "ansi_default",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)
"""No colour at all: for ``NO_COLOR``."""

THEMES = (DARK, LIGHT, PLAIN)


def wants_no_colour(environ: Mapping[str, str]) -> bool:
    """Whether ``NO_COLOR`` is set, to anything but the empty string.

    An app that wants it must be made with ``ansi_color=True``, which makes Textual drop the colours of every cell
    (else it only turns them into greys), and :func:`install` the themes.
    """
    return bool(environ.get("NO_COLOR"))


def install(app: App[None], wanted: str) -> None:
    """Give an app our themes and put one on: ``wanted`` where there is such a theme, else the dark one.

    An app without colours gets :data:`PLAIN`, whatever is wanted.
    """
    for theme in THEMES:
        app.register_theme(theme)
    if app.no_color:
        app.theme = PLAIN.name
    else:
        app.theme = wanted if wanted in app.available_themes else DARK.name


def variable_defaults(theme: Theme) -> dict[str, str]:
    """Our variables for a theme that lacks them, for :meth:`textual.app.App.get_theme_variable_defaults`.

    The inks are ours, but for the theme's own accent, moved towards black or white as far as its backgrounds ask for.
    """
    if theme.ansi:
        return {**_ANSI_INKS, **dict.fromkeys(TINTS, "ansi_default"), **dict.fromkeys(MARKS, "ansi_default")}
    generated = theme.to_color_system().generate()
    background, surface = Color.parse(generated["background"]), Color.parse(generated["surface"])
    accent, foreground = Color.parse(generated["accent"]), Color.parse(generated["foreground"])
    tints = {
        "selection": background.blend(foreground, 0.07),
        "selection-focus": background.blend(accent, 0.12),
        "hit-background": background.blend(accent, 0.18),
    }
    marks = {"selection-mark": background.blend(foreground, 0.35), "selection-mark-focus": accent}
    grounds = (background, surface, *tints.values())
    own = {"unread": generated["accent"], "key": generated["accent"], "failure": generated["error"]}
    inks = (_DARK_INKS if theme.dark else _LIGHT_INKS) | own
    readable_inks = {name: readable(Color.parse(ink), grounds) for name, ink in inks.items()}
    return {name: color.hex6 for name, color in (readable_inks | tints | marks).items()}
