"""Which articles a plan admits, as one boolean a document, and checking phrases against the archive's text.

Everything is evaluated over whole segments: with numpy a segment of 40,000 documents takes a few microseconds an
operator, so the number of hits is always exact and nothing needs to be guessed.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

from index.search.analyzer import fold_text
from index.search.plan import AllOf, AnyOf, InOrder, OneOf, Plan, Published, Terms, Without, phrase_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.search.segments import Mask, SegmentReader, Snapshot
    from index.search.source import Source

_READ_AT_ONCE = 500
_REMEMBERED = 200
_TOKEN_BEFORE = 200
_LAST_RUN = re.compile(r"\S+\Z")
_FIRST_RUN = re.compile(r"\S*")


class Evaluator:
    """Evaluates plans over one snapshot.

    Args:
        phrases: which documents of a segment have been compared with a phrase, and which hold it; outlives a snapshot.
    """

    def __init__(self, snapshot: Snapshot, source: Source, phrases: PhraseCache) -> None:
        self._snapshot = snapshot
        self._source = source
        self._phrases = phrases

    def matches(self, plan: Plan) -> list[Mask]:
        """The live documents that the plan admits, a mask a segment."""
        phrases = list(phrases_of(plan))
        for place, reader in enumerate(self._snapshot.readers):
            if phrases:
                possible = self._mask(plan, reader, upper=True) & self._snapshot.live[place]
                for phrase in phrases:
                    self._compare(phrase, reader, possible)
        return [
            self._mask(plan, reader, upper=None) & live
            for reader, live in zip(self._snapshot.readers, self._snapshot.live, strict=True)
        ]

    def _mask(self, plan: Plan, reader: SegmentReader, *, upper: bool | None) -> Mask:
        """The documents that a plan admits.

        Args:
            plan: what to evaluate.
            reader: over which segment.
            upper: what to take for a phrase that has not been compared: True, every candidate; False, none;
                None, what comparing has found.
        """
        match plan:
            case AllOf(parts):
                return _all(reader.count, (self._mask(part, reader, upper=upper) for part in parts))
            case AnyOf(parts):
                return _any(reader.count, (self._mask(part, reader, upper=upper) for part in parts))
            case Without(part):
                return ~self._mask(part, reader, upper=None if upper is None else not upper)
            case InOrder():
                return self._phrase(plan, reader, upper=upper)
        return _leaf(plan, reader)

    def _phrase(self, phrase: InOrder, reader: SegmentReader, *, upper: bool | None) -> Mask:
        if upper is None:
            return self._phrases.get(reader, phrase)[1]
        if upper:
            return self._mask(phrase.candidates, reader, upper=True)
        return np.zeros(reader.count, dtype=np.bool_)

    def _compare(self, phrase: InOrder, reader: SegmentReader, possible: Mask) -> None:
        """Compare the phrase with the texts of those documents where it can decide."""
        compared, found = self._phrases.get(reader, phrase)
        wanted = possible & ~compared & self._mask(phrase.candidates, reader, upper=True)
        documents = np.flatnonzero(wanted)
        if not len(documents):
            return
        document_of = dict(zip(reader.ids[documents].tolist(), documents.tolist(), strict=True))
        ids = list(document_of)
        holds = PhraseTest(phrase)
        for start in range(0, len(ids), _READ_AT_ONCE):
            for article, title, text in self._source.articles.bodies(ids[start : start + _READ_AT_ONCE]):
                if holds.holds(title, text):
                    found[document_of[article]] = True
        compared |= wanted


def _leaf(plan: Terms | Published | OneOf, reader: SegmentReader) -> Mask:
    match plan:
        case Terms(fields, terms):
            mask = np.zeros(reader.count, dtype=np.bool_)
            for field in fields:
                mask[reader.postings(field, terms)[0]] = True
            return mask
        case OneOf(column, values):
            wanted = np.fromiter(values, dtype=np.int64, count=len(values))
            return np.isin(reader.ids if column == "id" else reader.feeds, wanted)
    mask = np.ones(reader.count, dtype=np.bool_)
    if plan.start is not None:
        mask &= reader.times >= plan.start
    if plan.end is not None:
        mask &= reader.times < plan.end
    return mask


def _all(count: int, masks: Iterable[Mask]) -> Mask:
    united = np.ones(count, dtype=np.bool_)
    for mask in masks:
        united &= mask
    return united


def _any(count: int, masks: Iterable[Mask]) -> Mask:
    united = np.zeros(count, dtype=np.bool_)
    for mask in masks:
        united |= mask
    return united


def phrases_of(plan: Plan) -> Iterator[InOrder]:
    """Every phrase in a plan."""
    match plan:
        case InOrder():
            yield plan
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from phrases_of(part)
        case Without(part):
            yield from phrases_of(part)


class PhraseTest:
    """Compares texts with a phrase: an expression finds where it may stand, and only there are the words cut."""

    def __init__(self, phrase: InOrder) -> None:
        self._units = list(phrase.units)
        self._fields = phrase.fields
        self._going_on = phrase.going_on
        self._likely = re.compile(r"(?:'s)?[\W_]*".join(map(_loosely, self._units)))

    def holds(self, title: str, text: str) -> bool:
        """Whether the phrase stands in one of its fields."""
        texts = {"title": title, "body": text}
        return any(self._in(fold_text(texts[field])) for field in self._fields)

    def _in(self, text: str) -> bool:
        for match in self._likely.finditer(text):
            # a token holds no space, so those of the stretch between two spaces are those of the text
            before = _LAST_RUN.search(text, max(0, match.start() - _TOKEN_BEFORE), match.start())
            after = _FIRST_RUN.match(text, match.end())
            start = before.start() if before else match.start()
            if phrase_in(text[start : after.end() if after else match.end()], self._units, going_on=self._going_on):
                return True
        return False


def _loosely(unit: str) -> str:
    """A unit as it may stand in a text, where digits can be grouped by commas."""
    return ",?".join(map(re.escape, unit)) if any(map(str.isdigit, unit)) else re.escape(unit)


class PhraseCache:
    """What comparing phrases with texts has found, a pair of masks a phrase and segment."""

    def __init__(self) -> None:
        self._entries: OrderedDict[tuple[str, tuple[str, ...], tuple[str, ...], bool], tuple[Mask, Mask]]
        self._entries = OrderedDict()

    def get(self, reader: SegmentReader, phrase: InOrder) -> tuple[Mask, Mask]:
        """The documents that were compared, and those that hold the phrase; to be changed in place."""
        key = (reader.name, phrase.fields, phrase.units, phrase.going_on)
        entry = self._entries.get(key)
        if entry is None:
            entry = np.zeros(reader.count, dtype=np.bool_), np.zeros(reader.count, dtype=np.bool_)
            self._entries[key] = entry
        self._entries.move_to_end(key)
        return entry

    def trim(self) -> None:
        """Forget the phrases that nobody has asked for lately."""
        while len(self._entries) > _REMEMBERED:
            self._entries.popitem(last=False)
