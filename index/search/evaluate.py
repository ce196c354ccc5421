"""Which articles a plan admits, as one boolean a document.

Everything is evaluated over whole segments: with numpy a segment of 40,000 documents takes a few microseconds an
operator, so the number of hits is always exact and nothing needs to be guessed.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from index.search.plan import AllOf, AnyOf, Begins, Flagged, InOrder, OneOf, Plan, Published, Terms, Without

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from index.search.segments import Ints, Mask, SegmentReader
    from index.search.snapshot import Snapshot


def matches(snapshot: Snapshot, plan: Plan) -> list[Mask]:
    """The live documents that the plan admits, a mask a segment."""
    return [_mask(plan, reader) & live for reader, live in zip(snapshot.readers, snapshot.live, strict=True)]


def _mask(plan: Plan, reader: SegmentReader) -> Mask:
    match plan:
        case AllOf(parts):
            return _all(reader.count, (_mask(part, reader) for part in parts))
        case AnyOf(parts):
            return _any(reader.count, (_mask(part, reader) for part in parts))
        case Without(part):
            return ~_mask(part, reader)
        case Terms(fields, terms):
            return _with(reader, (reader.postings(field, terms)[0] for field in fields))
        case Begins(fields, prefix):
            return _with(reader, (reader.beginning(field, prefix)[0] for field in fields))
        case InOrder():
            return _with(reader, (reader.phrase(plan)[0],))
        case OneOf(column, values):
            return np.isin(reader.ids if column == "id" else reader.feeds, _numbers(values))
        case Flagged(bit):
            flagged: Mask = (reader.columns["flags"] & bit).astype(np.bool_)
            return flagged
        case Published(start, end):
            mask = np.ones(reader.count, dtype=np.bool_)
            if start is not None:
                mask &= reader.times >= start
            if end is not None:
                mask &= reader.times < end
            return mask


def _numbers(values: Collection[int]) -> Ints:
    if isinstance(values, array):
        return np.frombuffer(values, dtype=np.int64) if values else np.empty(0, dtype=np.int64)
    return np.fromiter(values, dtype=np.int64, count=len(values))


def _with(reader: SegmentReader, found: Iterable[Ints]) -> Mask:
    mask = np.zeros(reader.count, dtype=np.bool_)
    for documents in found:
        mask[documents] = True
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
