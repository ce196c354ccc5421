"""The stretch of a text that shows best why it was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.types import HIT_END, HIT_START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.highlight import Found

LENGTH = 180
"""Code points of a snippet, about; marks and ellipses come on top."""

_LEAD = 4
"""What part of a snippet may lead up to its first hit: one in so many code points."""

_LOOKED_AT = 2000
_SLACK = 20
_ELLIPSIS = "…"
_SPACE = re.compile(r"\s+")


def snippet(text: str, hits: Sequence[Found], length: int = LENGTH) -> str:
    """About ``length`` code points of a text around its best cluster of hits, on one line, the hits marked.

    The best cluster holds the most different words of the query, then the most hits; the earliest of equals wins.
    Without hits it is the beginning of the text.
    """
    start, end = _window(text, hits[:_LOOKED_AT], length)
    pieces = [_ELLIPSIS] if start > 0 else []
    place = start
    for hit in hits:
        if hit.start < start or hit.end > end:
            continue
        pieces += (text[place : hit.start], HIT_START, text[hit.start : hit.end], HIT_END)
        place = hit.end
    pieces.append(text[place:end])
    if end < len(text.rstrip()):
        pieces.append(_ELLIPSIS)
    return _SPACE.sub(" ", "".join(pieces)).strip()


def _window(text: str, hits: Sequence[Found], length: int) -> tuple[int, int]:
    if not hits:
        return 0, _word_end(text, min(length, len(text)))
    first, last = _best_cluster(hits, length)
    used = hits[last].end - hits[first].start
    start = max(0, hits[first].start - min(length // _LEAD, max(0, length - used)))
    end = max(start + length, hits[last].end)
    if end >= len(text):
        end = len(text)
        start = max(0, min(start, end - length))
    start = _word_start(text, start, hits[first].start)
    return start, _word_end(text, end) if end < len(text) else end


def _best_cluster(hits: Sequence[Found], length: int) -> tuple[int, int]:
    """The first and last of the hits that fit into the best window."""
    best = (0, 0)
    best_value = (0, 0)
    last = 0
    counts: dict[int, int] = {}
    for first, hit in enumerate(hits):
        while last < len(hits) and (last == first or hits[last].end - hit.start <= length - length // _LEAD):
            counts[hits[last].clause] = counts.get(hits[last].clause, 0) + 1
            last += 1
        value = (len(counts), last - first)
        if value > best_value:
            best, best_value = (first, last - 1), value
        counts[hit.clause] -= 1
        if not counts[hit.clause]:
            del counts[hit.clause]
    return best


def _word_start(text: str, place: int, limit: int) -> int:
    """The beginning of the first whole word at or after ``place``, unless that would be far away."""
    if place <= 0 or text[place - 1].isspace():
        return place
    space = _SPACE.search(text, place, min(limit, place + _SLACK))
    return space.end() if space else place


def _word_end(text: str, place: int) -> int:
    """The end of the last whole word before ``place``, unless that would be far away."""
    if place >= len(text) or text[place].isspace():
        return place
    for at in range(place, max(0, place - _SLACK), -1):
        if text[at - 1].isspace():
            return at - 1
    return place
