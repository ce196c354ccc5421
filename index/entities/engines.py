"""What reads a text for the first time: a spaCy model, or rules where there is none."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Protocol

from index.entities.amounts import is_priced
from index.entities.models import Model, check_weights
from index.entities.rules import candidates
from index.entities.spans import Label, Span
from index.errors import RecognizerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BATCH_SIZE = 8
"""How many texts the model reads at once: more cost memory (64 twice as much) and save no time."""

BATCH_LENGTH = 40_000
"""How many code points the model reads at once, unless one text alone is longer."""

_ENDLESS_WORD = re.compile(r"\S{250,}")

_LABELS = {
    "PERSON": Label.PERSON,
    "PER": Label.PERSON,
    "ORG": Label.ORG,
    "GPE": Label.PLACE,
    "LOC": Label.PLACE,
    "FAC": Label.PLACE,
    "NORP": Label.GROUP,
    "EVENT": Label.EVENT,
    "DATE": Label.DATE,
    "TIME": Label.DATE,
    "MONEY": Label.MONEY,
    "WORK_OF_ART": Label.WORK,
    "PRODUCT": Label.HINT,
    "LAW": Label.HINT,
    "LANGUAGE": Label.HINT,
    "MISC": Label.HINT,
    "persName": Label.PERSON,
    "orgName": Label.ORG,
    "placeName": Label.PLACE,
    "geogName": Label.PLACE,
    "PRS": Label.PERSON,
    "GPE_LOC": Label.PLACE,
    "GPE_ORG": Label.PLACE,
    "EVT": Label.EVENT,
    "FACILITY": Label.PLACE,
    "ORGANIZATION": Label.ORG,
}
"""OntoNotes' 18 labels, but for the numbers, which nobody wants marked; then those of other languages' models.

A time of day is a date where it names one: "Monday night", "last night"; the document stage drops the others.
"""


class Engine(Protocol):
    """Reads English texts."""

    @property
    def name(self) -> str:
        """The engine and its version."""

    def load(self) -> None:
        """Make ready; a second call does nothing.

        Raises:
            RecognizerError: it cannot run on this machine.
        """

    def read(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """The stretches of each text, in order, as :func:`index.entities.document.refine` takes them."""


class RulesEngine:
    """Patterns and lists only: always there, loads nothing."""

    name = "rules"

    def load(self) -> None:
        """Nothing to load."""

    def read(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """The candidates of each text."""
        return (list(candidates(text)) for text in texts)


class _Entity(Protocol):
    start_char: int
    end_char: int
    label_: str


class _Document(Protocol):
    text: str
    ents: Sequence[_Entity]


class _Pipeline(Protocol):
    def pipe(self, texts: Iterable[str], *, batch_size: int) -> Iterator[_Document]: ...


class SpacyEngine:
    """A spaCy model's tok2vec (or transformer) and ner, nothing else of it."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._pipeline: _Pipeline | None = None

    @property
    def name(self) -> str:
        """Such as "spacy-md-3.7.1"."""
        return f"{self._model.label}-{self._model.installed}"

    def load(self) -> None:
        """Import spaCy and load the model: some two seconds.

        Raises:
            RecognizerError: the model is incomplete, another one, or spaCy cannot load it.
        """
        if self._pipeline is None:
            check_weights(self._model)
            self._pipeline = _load_pipeline(self._model)

    def read(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """The model's readings of each text."""
        self.load()
        if self._pipeline is None:  # pragma: no cover - load has raised
            return
        for batch in _batches(texts):
            for document in self._pipeline.pipe(map(_readable, batch), batch_size=BATCH_SIZE):
                yield list(_spans(document))


def _readable(text: str) -> str:
    """The text with blanks for words without end, over which the tokenizer would take quadratic time."""
    return _ENDLESS_WORD.sub(lambda match: " " * len(match.group()), text)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    length = 0
    for text in texts:
        if batch and (len(batch) == BATCH_SIZE or length + len(text) > BATCH_LENGTH):
            yield batch
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    if batch:
        yield batch


def _load_pipeline(model: Model) -> _Pipeline:
    try:
        with warnings.catch_warnings():
            # The model was trained with spaCy 3.7; its results under 3.8 are the measured ones.
            warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
            import spacy  # noqa: PLC0415 - takes a second, and only recognition needs it

            pipeline: _Pipeline = spacy.load(
                model.package, exclude=["tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer"]
            )
    except (ImportError, OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError) as error:
        raise RecognizerError(
            f"The language model {model.distribution} cannot be loaded: {error}.",
            f"Install it anew: pip install --force-reinstall {model.distribution}",
        ) from error
    return pipeline


def _spans(document: _Document) -> Iterator[Span]:
    for entity in document.ents:
        label = _LABELS.get(entity.label_)
        if entity.label_ == "CARDINAL" and is_priced(document.text, entity.start_char):
            label = Label.MONEY
        if label is not None:
            yield Span(entity.start_char, entity.end_char, label)
