"""Breaking text into lines by what a terminal shows: grapheme clusters and cells, not code points.

Lines are offsets into the text, never copies of it. Spaces at a break belong to no line; every other code point belongs
to exactly one. Text whose characters are all one cell wide, which is most news, takes a path of ``str.rfind`` calls;
anything else is measured cluster by cluster. The breaks are a small part of Unicode's line breaking (UAX #14): at
spaces, after dashes, after a hyphen between letters, between ideographs unless punctuation would lead or end a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, split_graphemes

if TYPE_CHECKING:
    from collections.abc import Iterator

Extent = tuple[int, int]
"""Where a line starts and ends in its text."""

MIN_WIDTH = 2
"""Cells: the widest cluster has to fit a line."""

_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff\u0400-\u0482"
    "\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20bf]*"
)
_OPENERS = frozenset("([{«‹“‘（［｛「『【《〈〔〖｢$£€¥")
_CLOSERS = frozenset(
    ")]}»›”’,.;:!?%…）］｝」』】》〉〕〗｣、。，．：；！？・ー々〜～％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
)
_DASHES = "—–"
_SPACES = str.maketrans("\t\r\u2028\u2029", "    ")  # what the last check before the screen turns into spaces
_FIRST_HANGUL, _LAST_HANGUL = "\uac00", "\ud7a3"
_JOINERS = "\u200d\ufe0f"
_FIRST_FLAG, _LAST_FLAG = "\U0001f1e6", "\U0001f1ff"

Cluster = tuple[int, int, int]
"""A grapheme cluster: start, end, cells."""


def is_narrow(text: str) -> bool:
    """Whether every character surely takes one cell, so that offsets count cells."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


def clusters(text: str) -> list[Cluster]:
    """The grapheme clusters of a text with their cells; the two letters of a flag stay together."""
    lead = len(text) - len(text.lstrip(_JOINERS))  # of what stands before it, nothing is known
    found: list[Cluster] = [(0, lead, 0)] if lead else []
    pending = False
    for first, last, width in split_graphemes(text[lead:])[0]:
        start, end = first + lead, last + lead
        flag = _FIRST_FLAG <= text[start] <= _LAST_FLAG
        if flag and pending:
            found[-1] = (found[-1][0], end, found[-1][2] + width)
            pending = False
            continue
        found.append((start, end, width))
        pending = flag
    return found


def wrap(text: str, width: int) -> list[Extent]:
    """Break one line of text at words into lines of at most ``width`` cells.

    Words longer than a line are broken where it ends, after a slash where there is one. A newline always breaks.
    There is at least one line, empty for an empty text.
    """
    width = max(width, MIN_WIDTH)
    if "\n" not in text:
        return list(_wrap_narrow(text, width) if is_narrow(text) else _wrap_wide(text, width))
    lines: list[Extent] = []
    base = 0
    for piece in text.split("\n"):
        lines.extend((base + start, base + end) for start, end in wrap(piece, width))
        base += len(piece) + 1
    return lines


def balanced(text: str, width: int) -> list[Extent]:
    """Like :func:`wrap`, with lines of about equal length: for headlines of a few lines."""
    lines = wrap(text, width)
    low, high = max(MIN_WIDTH, width // 2), width
    while low < high:
        middle = (low + high) // 2
        tried = wrap(text, middle)
        if len(tried) <= len(lines) and not _cuts_words(text, tried):
            lines, high = tried, middle
        else:
            low = middle + 1
    return lines


def packed(text: str, width: int, separator: str = " · ") -> list[Extent]:
    """Break a line of items between items, dropping the separator at the break; an item too long wraps by itself."""
    lines: list[Extent] = []
    start = end = position = 0
    for item in text.split(separator):
        stop = position + len(item)
        if position and cell_len(text[start:stop]) > width:
            lines.extend((start + first, start + last) for first, last in wrap(text[start:end], width))
            start = position
        end, position = stop, stop + len(separator)
    lines.extend((start + first, start + last) for first, last in wrap(text[start:end], width))
    return lines


def chop(text: str, width: int) -> list[Extent]:
    """Cut one line of text wherever it reaches ``width`` cells: for code, where every space counts."""
    width = max(width, MIN_WIDTH)
    if is_narrow(text):
        return [(start, min(start + width, len(text))) for start in range(0, len(text), width)] or [(0, 0)]
    lines: list[Extent] = []
    line = column = 0
    for start, _, cells in clusters(text):
        if column + cells > width and start > line:
            lines.append((line, start))
            line, column = start, 0
        column += cells
    lines.append((line, len(text)))
    return lines


def clip(text: str, width: int) -> str:
    """The text in at most ``width`` cells, ending in an ellipsis where it is cut."""
    if cell_len(text) <= width:
        return text
    if width <= MIN_WIDTH:
        return "…"[:width]
    return text[: chop(text, width - 1)[0][1]].rstrip() + "…"


def _cuts_words(text: str, lines: list[Extent]) -> bool:
    return any(start and text[start - 1].isalnum() and text[start : start + 1].isalnum() for start, _ in lines)


def _wrap_narrow(text: str, width: int) -> Iterator[Extent]:
    length, position = len(text), 0
    while length - position > width:
        limit = position + width
        cut = text.rfind(" ", position, limit + 1)
        soft = _soft_break(text, max(cut + 1, position), limit)
        if soft > position and soft > cut:
            yield position, soft
            position = soft
        elif cut > position and not text[position:cut].isspace():
            yield position, _rstrip(text, position, cut)
            position = cut
        else:
            cut = _hard_break(text, position, limit)
            yield position, cut
            position = cut
        while position < length and text[position] == " ":
            position += 1
    if position < length or not length:
        yield position, length


def _soft_break(text: str, start: int, limit: int) -> int:
    """Where a line may end after a dash or an inner hyphen in ``text[start:limit]``, or -1."""
    best = max(text.rfind(dash, start, limit) for dash in _DASHES) + 1
    hyphen = text.rfind("-", start, limit)
    if hyphen >= best and text[hyphen - 1 : hyphen].isalpha() and text[hyphen + 1 : hyphen + 2].isalpha():
        best = hyphen + 1
    return best if best > start and text[best : best + 1] not in _CLOSERS else -1


def _hard_break(text: str, start: int, limit: int) -> int:
    """Where to cut a word that fills the line: after a slash in its second half, else at the limit."""
    slash = text.rfind("/", start + (limit - start) // 2, limit)
    return slash + 1 if slash > 0 and text[slash + 1].isascii() and text[slash + 1] != "/" else limit


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def _wrap_wide(text: str, width: int) -> Iterator[Extent]:
    text = text.translate(_SPACES)
    line = column = 0  # where the line starts, its cells so far
    chance = -1  # where the next line may start
    chance_column = 0
    previous: Cluster = (0, 0, 0)
    for cluster in clusters(text):
        start, end, cells = cluster
        if start > line and _may_break(text, previous, cluster):
            chance, chance_column = start, column
        bare_space = text[start:end] == " "  # all that may hang over
        while column + cells > width and start > line and not bare_space:
            if chance > line and text[line:chance].strip(" "):
                cut, column = chance, column - chance_column
            else:
                cut = _hard_break(text, line, start)
                column = cell_len(text[cut:start])
            yield line, _rstrip(text, line, cut)
            line, chance = cut, -1
        column += cells
        previous = cluster
    if line < len(text):
        yield line, max(_rstrip(text, line, len(text)), line + 1)


def _may_break(text: str, before: Cluster, after: Cluster) -> bool:
    left, right = text[before[0]], text[after[0]]
    if right == " ":
        return False
    if left == " ":
        return True
    if right in _CLOSERS or left in _OPENERS:
        return False
    if left in _DASHES:
        return True
    if left == "-":
        return right.isalpha() and text[before[0] - 1 : before[0]].isalpha()
    return _is_ideograph(left, before[2]) or _is_ideograph(right, after[2])


def _is_ideograph(character: str, cells: int) -> bool:
    return cells == MIN_WIDTH and not _FIRST_HANGUL <= character <= _LAST_HANGUL
