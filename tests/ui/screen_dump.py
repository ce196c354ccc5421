"""The screen as a user sees it: plain text for assertions, and the style in which a text stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.app import App
    from textual.widget import Widget


def dump_lines(app: App[object], widget: Widget | None = None) -> list[str]:
    """The lines of the screen, or of a widget's part of it, without trailing blanks.

    A wide character takes one place in the text though two cells on the screen.
    """
    strips = app.screen._compositor.render_strips()
    if widget is None:
        return [strip.text.rstrip() for strip in strips]
    region = widget.content_region
    visible = strips[region.y : region.bottom]
    return [strip.crop(region.x, region.right).text.rstrip() for strip in visible]


def dump(app: App[object], widget: Widget | None = None) -> str:
    """The same as one text, without blank lines at the end."""
    return "\n".join(dump_lines(app, widget)).rstrip("\n")


def style_of(app: App[object], text: str) -> Style:
    """The style of the first segment on the screen that holds the text."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if text in segment.text:
                return segment.style or Style.null()
    raise AssertionError(f"{text!r} is not on the screen:\n{dump(app)}")


def segments(app: App[object]) -> list[Segment]:
    """Everything on the screen, after the app's filters: what the terminal gets."""
    found: list[Segment] = []
    for strip in app.screen._compositor.render_strips():
        shown = strip
        for line_filter in app._filters:
            if line_filter.enabled:
                shown = shown.apply_filter(line_filter, app.screen.styles.background)
        found.extend(shown)
    return found
