"""What can be read on what: the contrast of two colours by WCAG 2.1, and inks moved until they can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import WHITE, Color

if TYPE_CHECKING:
    from collections.abc import Iterable

AA = 4.5
"""The contrast that WCAG 2.1 asks of text at level AA."""

_SRGB_KNEE = 0.04045  # below it sRGB is linear


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
