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

from textual.color import WHITE, Color
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import App

AA = 4.5
"""The contrast that WCAG 2.1 asks of text at level AA."""

_SRGB_KNEE = 0.04045  # below it sRGB is linear

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

DARK = Theme(
    name="wirecopy-dark",
    dark=True,
    background="#14161a",
    surface="#1a1d22",
    panel="#22262c",
    foreground="#dcd8cf",
    primary="#e5a670",
    secondary="#80cbee",
    accent="#e5a670",
    warning="#f0cd6d",
    error="#f08a7d",
    success="#8fc29b",
    text_alpha=1.0,
    variables={
        **_DARK_INKS,
        **_NO_MOTION,
        "selection": "#22262c",
        "selection-focus": "#2e2a26",
        "selection-mark": "#5d6068",
        "selection-mark-focus": "#e5a670",
        "hit-background": "#3a2f22",
        "text": "#dcd8cf",
        "text-muted": "#aaa79f",
        "text-disabled": "#9d9b94",
        "foreground-muted": "#aaa79f",
        "foreground-disabled": "#9d9b94",
        "border": "#e5a670",
        "border-blurred": "#33373e",
        "block-cursor-foreground": "#f2ede2",
        "block-cursor-background": "#3b332b",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": "#dcd8cf",
        "block-cursor-blurred-background": "#22262c",
        "block-hover-background": "#1f2329",
        "scrollbar": "#3a3f47",
        "scrollbar-hover": "#555b65",
        "scrollbar-active": "#e5a670",
        "scrollbar-background": "#14161a",
        "scrollbar-background-hover": "#14161a",
        "scrollbar-background-active": "#14161a",
        "scrollbar-corner-color": "#14161a",
        "footer-background": "#14161a",
        "footer-foreground": "#aaa79f",
        "footer-description-foreground": "#aaa79f",
        "footer-key-foreground": "#e5a670",
        "input-cursor-background": "#e5a670",
        "input-cursor-foreground": "#14161a",
        "input-selection-background": "#4a3a2a",
        "screen-selection-background": "#4a3a2a",
        "screen-selection-foreground": "#f2ede2",
    },
)
"""The default: paper-white on ink, one copper accent."""

LIGHT = Theme(
    name="wirecopy-light",
    dark=False,
    background="#fbf9f4",
    surface="#f3f0e8",
    panel="#eae6db",
    foreground="#24221e",
    primary="#94470c",
    secondary="#0f459c",
    accent="#94470c",
    warning="#7d5800",
    error="#a3251c",
    success="#2f6a3c",
    text_alpha=1.0,
    variables={
        **_LIGHT_INKS,
        **_NO_MOTION,
        "selection": "#ece8dd",
        "selection-focus": "#f3e5d4",
        "selection-mark": "#aaa598",
        "selection-mark-focus": "#b4601f",
        "hit-background": "#f8e3b8",
        "text": "#24221e",
        "text-muted": "#57534a",
        "text-disabled": "#625e54",
        "foreground-muted": "#57534a",
        "foreground-disabled": "#625e54",
        "border": "#b4601f",
        "border-blurred": "#d8d2c3",
        "block-cursor-foreground": "#24221e",
        "block-cursor-background": "#f0dcc5",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": "#24221e",
        "block-cursor-blurred-background": "#ece8dd",
        "block-hover-background": "#f0ece2",
        "scrollbar": "#cfc8b8",
        "scrollbar-hover": "#b3ab99",
        "scrollbar-active": "#b4601f",
        "scrollbar-background": "#fbf9f4",
        "scrollbar-background-hover": "#fbf9f4",
        "scrollbar-background-active": "#fbf9f4",
        "scrollbar-corner-color": "#fbf9f4",
        "footer-background": "#fbf9f4",
        "footer-foreground": "#57534a",
        "footer-description-foreground": "#57534a",
        "footer-key-foreground": "#94470c",
        "input-cursor-background": "#94470c",
        "input-cursor-foreground": "#fbf9f4",
        "input-selection-background": "#f3d9b4",
        "screen-selection-background": "#f3d9b4",
        "screen-selection-foreground": "#24221e",
    },
)
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


def readable(ink: Color, grounds: Iterable[Color], ratio: float = AA) -> Color:
    """The ink, moved as little as needed towards white or black to be read on every one of the grounds."""
    grounds = tuple(grounds)
    lightest = max(grounds, key=luminance)
    target = Color(0, 0, 0) if contrast(Color(0, 0, 0), lightest) > contrast(WHITE, lightest) else WHITE
    for step in range(21):
        moved = ink.blend(target, step / 20)
        if all(contrast(moved, ground) >= ratio for ground in grounds):
            return moved
    return target


def luminance(color: Color) -> float:
    """Relative luminance, from 0 for black to 1 for white (WCAG 2.1)."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= _SRGB_KNEE else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(first: Color, second: Color) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.1)."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)
