"""The fields of the index, and the checkpoint that every commit carries.

Whoosh's own files hold words only: no positions (they lie in a file of ours, see :mod:`index.search.places`) and no
stored text (snippets are cut from the archive's). The columns are read whole into memory when a segment is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whoosh import analysis, columns, fields

from index.search import analyzer
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 3
"""Raised whenever what is indexed, or how, changes: an index of another format is built anew."""

TEXT_FIELDS = ("title", "body")
NAME_FIELDS = ("author", "person", "org", "place", "group", "event", "origin", "link")
WORD_FIELDS = tuple(sorted(TEXT_FIELDS + NAME_FIELDS))
COLUMNS = ("feed", "flags", "id", "published", "revision")
COLUMN_TYPE = "q"

FLAGS = {"image": 1, "fulltext": 2}
"""The bits of the column ``flags``, by what stands behind ``has:``."""

MAX_SHINGLE = 5
"""Words of the longest stretch of a name that is a term of its own."""

ENTITY_FIELDS = {
    EntityType.PERSON: "person",
    EntityType.ORG: "org",
    EntityType.PLACE: "place",
    EntityType.GROUP: "group",
    EntityType.EVENT: "event",
}

_CHECKPOINT_ATTRIBUTE = "wirecopy_checkpoint"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a commit holds: everything of one archive up to a revision."""

    archive: str
    revision: int


class NewsAnalyzer(analysis.Analyzer):  # type: ignore[misc] # Whoosh is untyped
    """The terms of a text, for Whoosh's own tools; this package counts them faster without token objects."""

    def __call__(self, value: str, mode: str = "", removestops: bool = True, **_: object) -> Iterator[analysis.Token]:
        """Yield a token a term."""
        token = analysis.Token(removestops=removestops, mode=mode)
        for raw in analyzer.tokens(value):
            for term in analyzer.analyse(raw).terms:
                token.text, token.boost, token.stopped = term, 1.0, False
                yield token


class NameAnalyzer(NewsAnalyzer):
    """The words and stretches of a name."""

    def __call__(self, value: str, mode: str = "", removestops: bool = True, **_: object) -> Iterator[analysis.Token]:
        """Yield a token a term."""
        token = analysis.Token(removestops=removestops, mode=mode)
        for term in name_terms(value):
            token.text, token.boost, token.stopped = term, 1.0, False
            yield token


def name_terms(name: str, field: str = "") -> list[str]:
    """Every stretch of up to :data:`MAX_SHINGLE` words: "nicolas", "maduro", "nicolas maduro".

    So a quoted name is one look-up, and matches within one name only. Addresses are found by their words alone: nearly
    every stretch of them occurs once.
    """
    words = analyzer.name_words(name)
    if field == "link":
        return words
    return [
        " ".join(words[start : start + length])
        for length in range(1, min(len(words), MAX_SHINGLE) + 1)
        for start in range(len(words) - length + 1)
    ]


def make_schema(checkpoint: Checkpoint | None = None) -> fields.Schema:
    """The schema, with the checkpoint that its commit records.

    Whoosh pickles the schema into the table of contents of each commit, which takes effect by one rename: so the
    checkpoint comes into force together with the segments that it speaks of, or not at all. It is written as plain
    values, which any later version can read.
    """
    text = {name: fields.TEXT(analyzer=NewsAnalyzer(), phrase=False) for name in TEXT_FIELDS}
    names = {name: fields.TEXT(analyzer=NameAnalyzer(), phrase=False) for name in NAME_FIELDS}
    numbers = {name: fields.COLUMN(columns.NumericColumn(COLUMN_TYPE)) for name in COLUMNS}
    schema = fields.Schema(**text, **names, **numbers)
    if checkpoint is not None:
        setattr(schema, _CHECKPOINT_ATTRIBUTE, (FORMAT, checkpoint.archive, checkpoint.revision))
    return schema


def checkpoint_of(schema: fields.Schema) -> Checkpoint | None:
    """The checkpoint of a commit; None where there is none, or one of another format."""
    recorded: object = getattr(schema, _CHECKPOINT_ATTRIBUTE, None)
    match recorded:
        case (int(version), str(archive), int(revision)) if version == FORMAT:
            return Checkpoint(archive, revision)
        case _:
            return None
