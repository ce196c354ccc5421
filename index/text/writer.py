"""Writes one block at a time: collapses white space as text comes in, so that the spans' offsets are right at once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.text.clean import is_ordinary, normalise, strip_controls
from index.types import Span, SpanKind

_EDGES = re.compile(r"\A\s*\n|\s+\Z")
_MAX_REMAPPING = 10_000_000  # code points times spans: beyond it the spans are given up rather than the time


@dataclass(slots=True)
class _OpenSpan:
    """A span that has begun; its start is unknown (-1) until its first word is written."""

    kind: SpanKind
    href: str
    start: int = -1


class BlockWriter:
    """Collects the text and the spans of the block at hand.

    Inline elements may stay open over several blocks: each block gets its own part of them.

    Args:
        ordinary: whether all that will be added is known to be clean (:func:`index.text.clean.is_ordinary`).
    """

    __slots__ = ("_length", "_open", "_ordinary", "_parts", "_separator", "_space", "_spans")

    def __init__(self, *, ordinary: bool = False) -> None:
        self._ordinary = ordinary
        self._parts: list[str] = []
        self._length = 0
        self._space = False
        self._separator = ""
        self._spans: list[Span] = []
        self._open: list[_OpenSpan | None] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing but white space has come in yet."""
        return not self._parts

    @property
    def length(self) -> int:
        """Code points written so far."""
        return self._length

    def add(self, text: str) -> None:
        """Add running text; white space is collapsed, over the borders of pieces too."""
        if not self._ordinary and not is_ordinary(text):
            text = strip_controls(text)
        line = " ".join(text.split())
        if not line:
            self._space = self._space or bool(text)
            return
        if self._separator:
            self._put(self._separator)
            self._separator = ""
        elif self._parts and (self._space or text[0].isspace()):
            self._put(" ")
        if self._open:
            self._start_spans()
        self._put(line)
        self._space = text[-1].isspace()

    def add_verbatim(self, text: str) -> None:
        """Add preformatted text as it stands."""
        if not self._ordinary and not is_ordinary(text):
            text = strip_controls(text)
        if text:
            self._start_spans()
            self._put(text)

    def space(self) -> None:
        """At least one space comes before the next word."""
        self._space = True

    def separate(self, separator: str) -> None:
        """Put a separator (line ends and tabs of a table) before the next word, in place of any space."""
        self._separator = separator
        self._space = False

    def open_span(self, kind: SpanKind | None, href: str = "") -> None:
        """An inline element begins; without a kind, or within one of its own kind, it means nothing."""
        nested = any(span is not None and span.kind is kind for span in self._open)
        self._open.append(None if kind is None or nested else _OpenSpan(kind, href))

    def close_span(self) -> None:
        """The inline element that was opened last ends."""
        span = self._open.pop()
        if span is not None:
            self._record(span)

    def finish(self, *, verbatim: bool = False) -> tuple[str, tuple[Span, ...]]:
        """The block's text and spans; the writer is empty afterwards, open elements go on into the next block."""
        if not self._parts:  # which is so for half of the elements that break blocks
            self._space, self._separator = False, ""
            return "", ()
        for span in self._open:
            if span is not None:
                self._record(span)
                span.start = -1
        text, spans = "".join(self._parts), self._spans
        self._parts, self._length, self._space, self._separator, self._spans = [], 0, False, "", []
        if verbatim:
            text, spans = _trim(text, spans)
        if not self._ordinary and not is_ordinary(text):
            text, spans = _normalised(text, spans)
        if len(spans) > 1:
            spans.sort(key=lambda span: (span.start, -span.end))
        return text, tuple(spans)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _start_spans(self) -> None:
        for span in self._open:
            if span is not None and span.start < 0:
                span.start = self._length

    def _record(self, span: _OpenSpan) -> None:
        if 0 <= span.start < self._length:
            self._spans.append(Span(span.start, self._length, span.kind, span.href))


def _trim(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Without blank first lines and white space at the end."""
    start = match.end() if (match := _EDGES.match(text)) else 0
    trimmed = text[start:].rstrip()
    return trimmed, _moved(spans, [max(0, min(len(trimmed), at - start)) for span in spans for at in _ends(span)])


def _normalised(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """The text in NFC; an offset moves to where the text before it ends once that is normalised too."""
    clean = normalise(text)
    if clean == text:
        return text, spans
    if len(text) * len(spans) > _MAX_REMAPPING:
        return clean, []
    return clean, _moved(spans, [min(len(clean), len(normalise(text[:at]))) for span in spans for at in _ends(span)])


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _moved(spans: list[Span], ends: list[int]) -> list[Span]:
    pairs = zip(spans, ends[::2], ends[1::2], strict=True)
    return [Span(start, end, span.kind, span.href) for span, start, end in pairs if start < end]
