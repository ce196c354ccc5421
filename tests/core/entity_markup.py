"""Texts with their spans written in: "{PERSON Angela Merkel} spoke in {PLACE Berlin}"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.entities.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKED = re.compile(r"\{([A-Z]+) ([^{}]*)\}")


def unmark(source: str) -> tuple[str, list[Span]]:
    """The plain text and its spans."""
    text, spans, done = "", [], 0
    for match in _MARKED.finditer(source):
        text += source[done : match.start()]
        spans.append(Span(len(text), len(text) + len(match.group(2)), Label(match.group(1))))
        text += match.group(2)
        done = match.end()
    return text + source[done:], spans


def mark(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans written in."""
    marked, done = "", 0
    for span in sorted(spans):
        assert span.start >= done, f"{span} overlaps what stands before it"
        marked += text[done : span.start] + f"{{{span.label} {span.of(text)}}}"
        done = span.end
    return marked + text[done:]
