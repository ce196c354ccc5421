"""Finding words in the parts of a page, whatever their case and accents.

Text is folded character by character, so that offsets into the folded text are offsets into the text: letters lose
case and accents, typographic quotes, dashes and spaces become plain ones. The few characters that fold to several or
to none (ß, ligatures, loose combining marks) take a slower path that keeps a map of offsets.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tui.widgets.parts import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.widgets.overlays import Place
    from tui.widgets.parts import Page

_NOT_SEARCHED = frozenset({Role.FOLD, Role.RULE, Role.NOTE})
_DIFFICULT = "\0"
"""Stands for characters that fold to none or to several."""

_PLAIN_FORMS = {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-", "‐": "-"}
_ENDINGS = ("'s", "ing", "ied", "ies", "ed", "es", "e", "s", "y")
_LEAST_STEM = 3


class _Folding(dict[int, str]):
    """A translation table that learns each character when it first meets it."""

    def __missing__(self, point: int) -> str:
        folded = _fold_character(chr(point))
        self[point] = folded if len(folded) == 1 else _DIFFICULT
        return self[point]


_FOLDING = _Folding()


def fold(text: str) -> tuple[str, Sequence[int] | None]:
    """The text without case and accents, and for each of its characters the offset that it comes from.

    The offsets are None where they are the same, which is nearly always.
    """
    if text.isascii():
        return text.lower(), None
    folded = text.translate(_FOLDING)
    if _DIFFICULT not in folded:
        return folded, None
    pieces: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        piece = _fold_character(character)
        pieces.append(piece)
        offsets.extend([offset] * len(piece))
    offsets.append(len(text))
    return "".join(pieces), offsets


def find_all(page: Page, wanted: str) -> tuple[Place, ...]:
    """Every place of a page that reads like ``wanted``, in reading order; white space matches any white space."""
    words = fold(wanted)[0].split()
    if not words:
        return ()
    return tuple(_places(page, re.compile(r"\s+".join(re.escape(word) for word in words))))


def find_terms(page: Page, terms: Iterable[str]) -> tuple[Place, ...]:
    """Every place where a term of a search stands, as whole words with the usual English endings.

    A term may be a phrase; one that ends with ``*`` is the beginning of a word.
    """
    patterns = [pattern for pattern in map(_term_pattern, terms) if pattern]
    if not patterns:
        return ()
    return tuple(_places(page, re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")))


def located(page: Page, ranges: Iterable[tuple[int, int]]) -> tuple[Place, ...]:
    """Ranges of the article's text as places of a page, in reading order."""
    return tuple(sorted(place for start, end in ranges for place in page.locate(start, end)))


def _places(page: Page, pattern: re.Pattern[str]) -> Iterator[Place]:
    for index, part in enumerate(page.parts):
        if part.role in _NOT_SEARCHED or not part.text:
            continue
        folded, offsets = fold(part.text)
        for match in pattern.finditer(folded):
            start, end = match.span()
            if offsets is not None:
                start, end = offsets[start], offsets[end - 1] + 1
                while end < len(part.text) and unicodedata.combining(part.text[end]):
                    end += 1
            yield index, start, end


def _term_pattern(term: str) -> str:
    prefix = term.endswith("*")
    words = fold(term.rstrip("*"))[0].split()
    if not words or not any(word.strip("'-") for word in words):
        return ""
    *before, last = words
    if prefix:
        end = re.escape(last) + r"\w*"
    else:
        stem = next((last[: -len(e)] for e in _ENDINGS if last.endswith(e) and len(last) - len(e) >= _LEAST_STEM), last)
        end = re.escape(stem) + f"(?:{'|'.join(_ENDINGS)})?"
    return r"\s+".join([*(re.escape(word) for word in before), end])


def _fold_character(character: str) -> str:
    plain = _PLAIN_FORMS.get(character)
    if plain is not None:
        return plain
    if character.isspace():
        return " "
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
