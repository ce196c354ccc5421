"""A page without anything but text: for screen readers, braille lines, and eyes that want no more.

One column that begins at the left edge, no drawn lines, no colours, no weights; what signs said is said in words or in
ASCII. Every text keeps its offsets, so that finding and the place of the reader go on as they were.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.style import Style

from index import EntityType
from tui.widgets.article_inks import HINT, KEY, PREFIX, SELECTION, STAR, entity_style
from tui.widgets.overlays import ADDED, CODE_SPAN, CURRENT_HIT, EMPHASIS, FOCUS, HIT, LINK, QUIET_LINK, REMOVED, STRONG
from tui.widgets.parts import NOWHERE, Page, Part, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEADS = {Role.IMAGE: "Image: ", Role.SOURCE: "Link: ", Role.FOLD: "Folded away: ", Role.CAPTION: "Caption: "}
_REVERSE = Style(reverse=True)


def plain_page(page: Page) -> Page:
    """The same texts as plain paragraphs, flush with the left edge; without rules, and without places to step to."""
    after_rule = [False, *(part.role is Role.RULE for part in page.parts)]
    parts = tuple(
        replace(_plain(part), gap=max(part.gap, int(below)))
        for part, below in zip(page.parts, after_rule, strict=False)
        if part.role is not Role.RULE
    )
    body = tuple(index for index, part in enumerate(parts) if part.base != NOWHERE)
    bases = tuple(parts[index].base for index in body)
    return Page(parts, bases, body, folded=page.folded, minutes=page.minutes, plain=True)


def plain_inks(base: Style) -> Mapping[str, Style]:
    """Styles under the same names as :func:`tui.widgets.article_inks.article_inks` gives, one for all.

    What is being looked for, labelled or selected is reversed.
    """
    nothing = (LINK, QUIET_LINK, STRONG, EMPHASIS, CODE_SPAN, ADDED, REMOVED, *map(entity_style, EntityType))
    return {
        **dict.fromkeys((*Role, PREFIX, KEY, STAR), base),
        **dict.fromkeys(nothing, Style.null()),
        **dict.fromkeys((CURRENT_HIT, FOCUS, SELECTION), _REVERSE),
        HIT: Style(underline=True),
        HINT: base + _REVERSE,
    }


def _plain(part: Part) -> Part:
    match part.role:
        case Role.QUOTE:
            lead = rest = margin = "> " * (len(part.first) // 2)
            return replace(part, first=lead, rest=rest, margin=margin if part.margin else "")
        case Role.LIST_ITEM:
            number = part.first.strip()
            lead = part.first[: len(part.first) - len(part.first.lstrip())] + (
                f"{number} " if number[:1].isdigit() else "- "
            )
            return replace(part, first=lead, rest=" " * len(lead))
        case Role.TABLE:
            return replace(part, role=Role.PARAGRAPH, text=part.text.replace("\t", "|"))
        case Role.NOTE | Role.CODE | Role.PARAGRAPH | Role.STANDFIRST | Role.PROMO:
            return part
        case Role.HEADLINE:
            return replace(part, role=Role.PARAGRAPH)
        case _:
            return replace(part, first=_LEADS.get(part.role, ""), rest="")
