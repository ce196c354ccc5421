"""What HTML's elements mean for an article: which break blocks, which mark words, which nobody should see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.text.markup import words
from index.types import SpanKind

if TYPE_CHECKING:
    from lxml import etree

SPANS = {
    "a": SpanKind.LINK,
    "b": SpanKind.STRONG,
    "strong": SpanKind.STRONG,
    "i": SpanKind.EMPHASIS,
    "em": SpanKind.EMPHASIS,
    "cite": SpanKind.EMPHASIS,
    "dfn": SpanKind.EMPHASIS,
    "var": SpanKind.EMPHASIS,
    "code": SpanKind.CODE,
    "kbd": SpanKind.CODE,
    "samp": SpanKind.CODE,
    "tt": SpanKind.CODE,
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
SKIPPED = words(
    "script style template form iframe frame frameset noframes object embed applet audio video canvas svg select "
    "option button input textarea datalist head title nav dialog map annotation annotation-xml"
)
BREAKING = words(
    "address article aside body center dd details dir div dl dt fieldset figure footer header hgroup html legend li "
    "main menu ol optgroup p section summary table tbody td tfoot th thead tr ul h1 h2 h3 h4 h5 h6"
)
LISTS = frozenset({"ul", "ol", "menu", "dir"})
PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
CAPTION_CLASS = re.compile(r"(?:^|\s)wp-caption-text(?:\s|$)")
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:screen-reader-text|sr-only|visually-hidden)(?:\s|$)")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def may_hide(html: str) -> bool:
    """Whether anything in sanitised HTML could be hidden; nearly always not, and then no element need be asked."""
    return "hidden" in html or "none" in html.lower() or "screen-reader-text" in html or "sr-only" in html


def is_hidden(element: etree._Element) -> bool:
    """Whether the element and all in it is not to be seen."""
    attributes = element.attrib
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None
        or _HIDDEN_CLASS.search(attributes.get("class", "")) is not None
    )
