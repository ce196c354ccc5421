"""Labelled stretches of a text, and the set of them that the stages of recognition work on."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Label(StrEnum):
    """What a stretch is while recognition works: the entity types, and two that are never shown.

    HINT is a product, a law or a language: kept as evidence that a form is no person, organisation or place.
    OPEN is a name of unknown type, that the document's other occurrences may label.
    """

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    GROUP = "GROUP"
    EVENT = "EVENT"
    DATE = "DATE"
    MONEY = "MONEY"
    WORK = "WORK"
    HINT = "HINT"
    OPEN = "OPEN"


NAMES = frozenset({Label.PERSON, Label.ORG, Label.PLACE, Label.GROUP, Label.EVENT})
"""The labels of names proper."""

WEAK = frozenset({Label.WORK, Label.HINT})
"""Labels that give way to any other reading of the same stretch."""

AMOUNTS = frozenset({Label.DATE, Label.MONEY})
"""The labels of what is counted."""

UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x530) if chr(code).isupper())
"""The inside of a regular expression's class of upper-case letters: Latin, Greek, Cyrillic."""

CAPITALISED = rf"[{UPPER}][\w’'\-]{{0,40}}\w"
"""A regular expression for a word of two characters or more that starts with an upper-case letter."""

PARTICLES = "al|el|bin|bint|ibn|ben|abu|de|da|das|dos|do|del|della|di|van|von|der|den|la|le|du|ter|ten"
"""The particles of surnames, as alternatives of a regular expression."""

_RANK = {label: rank for rank, label in enumerate(Label)}
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]|[.!?]['\"”’)])[\s\"“‘'(\[*•–—-]*$")
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A labelled stretch: code-point offsets, end exclusive."""

    start: int
    end: int
    label: Label

    def of(self, text: str) -> str:
        """The surface form."""
        return text[self.start : self.end]


class SpanSet:
    """Spans that never overlap, in text order; finding and changing them takes logarithmic time."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        """Take in spans; of overlapping ones the longest stays, then the first, then the stronger label."""
        self._starts: list[int] = []
        self._spans: list[Span] = []
        for span in sorted(set(spans), key=lambda span: (span.start - span.end, span.start, _RANK[span.label])):
            if not self.touching(span.start, span.end):
                self._insert(span)

    def __iter__(self) -> Iterator[Span]:
        return iter(list(self._spans))

    def __len__(self) -> int:
        return len(self._spans)

    def touching(self, start: int, end: int) -> list[Span]:
        """The spans that share a character with a stretch."""
        index = bisect_left(self._starts, start)
        if index and self._spans[index - 1].end > start:
            index -= 1
        found = []
        while index < len(self._spans) and self._spans[index].start < end:
            found.append(self._spans[index])
            index += 1
        return found

    def put(self, span: Span) -> None:
        """Add a span in place of everything that it overlaps."""
        for other in self.touching(span.start, span.end):
            self.remove(other)
        self._insert(span)

    def remove(self, span: Span) -> None:
        """Take a span out; it must be in."""
        index = bisect_left(self._starts, span.start)
        if self._spans[index] != span:
            raise KeyError(span)
        del self._starts[index], self._spans[index]

    def _insert(self, span: Span) -> None:
        index = bisect_left(self._starts, span.start)
        self._starts.insert(index, span.start)
        self._spans.insert(index, span)


class FormIndex:
    """Finds many surface forms in a text in one pass: case-sensitive whole words, the longest first.

    A straight apostrophe in a form finds the typographic one too, and the other way round.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms: dict[str, str] = {}
        self._lengths: dict[str, list[int]] = {}
        for form in forms:
            for spelling in (form.replace("'", "’"), form.replace("’", "'"), form):
                self._forms[spelling] = form
        for spelling in self._forms:
            if match := _FIRST_WORD.match(spelling):
                lengths = self._lengths.setdefault(match.group(), [])
                if len(spelling) not in lengths:
                    lengths.append(len(spelling))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def at(self, text: str, start: int) -> str:
        """The longest form that stands at an offset, or the empty string."""
        word = _FIRST_WORD.match(text, start)
        return self._longest(text, start, word.group()) if word else ""

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The start, end and form of every occurrence, left to right, without overlaps."""
        done = 0
        for word in _FIRST_WORD.finditer(text):
            start = word.start()
            if start < done or (start and text[start - 1] in "@#") or word.group() not in self._lengths:
                continue
            if form := self._longest(text, start, word.group()):
                done = start + len(form)
                yield start, done, form

    def _longest(self, text: str, start: int, first_word: str) -> str:
        for length in self._lengths.get(first_word, ()):
            form = self._forms.get(text[start : start + length])
            if form is not None and not _continues(text, start + length):
                return form
        return ""


def _continues(text: str, end: int) -> bool:
    """Whether a word goes on at an offset."""
    return end < len(text) and (text[end].isalnum() or text[end] == "_")


def starts_sentence(text: str, offset: int) -> bool:
    """Whether a sentence, a line or a quotation starts at an offset."""
    return offset == 0 or bool(_SENTENCE_START.search(text[max(0, offset - 6) : offset]))
