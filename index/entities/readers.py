"""Which engine reads which language, and whether it reads an article better than the one that has read it.

What an article was read with is kept as the engine's name with its version and the version of the document stage,
behind the language where that is not English: "spacy-md-3.7.1+2", "fr:fr_core_news_md-3.8.0+2", and "sw:names+2" where
only well-known names were looked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.entities.engines import SpacyEngine
from index.entities.models import model_of
from index.errors import RecognizerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.entities.engines import Engine

ENGLISH = "en"
NAMES_ONLY = "names"
"""Stands for an engine where a language has none."""

_SIZES = ("sm", "md", "lg", "trf")
_SIZE = re.compile(rf"[-_]({'|'.join(_SIZES)})(?![a-z])")
_LESS = ("rules", NAMES_ONLY)


def reading_name(language: str, engine: str, version: int) -> str:
    """The name of what has read an article."""
    return f"{'' if language == ENGLISH else f'{language}:'}{engine}+{version}"


def strength(engine: str) -> int:
    """How well an engine reads, by its name: rules 0, then models by their size; one of unknown size as a small one."""
    if engine.startswith(_LESS):
        return 0
    size = _SIZE.search(engine)
    return 1 + _SIZES.index(size[1]) if size else 1


def improves(mine: str, other: str) -> bool:
    """Whether an article that ``other`` has read is to be read by ``mine`` instead.

    Both are names as :func:`reading_name` gives them, ``other`` empty for an article that nothing has read. A weaker
    engine never does: a model that is missing for a while must not cost the archive what it has found.
    """
    if not other or mine == other:
        return not other
    return strength(_engine_of(mine)) >= strength(_engine_of(other))


def language_read(name: str) -> str:
    """The language that the reader of that name took an article for."""
    language, colon, _ = name.partition(":")
    return language if colon else ENGLISH


def _engine_of(name: str) -> str:
    return name.rpartition("+")[0].rpartition(":")[2]


class Foreign:
    """The engines for other languages than English: the best installed model of each, found when first asked for."""

    def __init__(self, find: Callable[[str], Engine | None] | None = None) -> None:
        """Take what finds a language's engine by its code, the installed spaCy models by default."""
        self._find = find or _installed
        self._engines: dict[str, Engine | None] = {}
        self.note = ""

    def name(self, language: str) -> str:
        """The name of the engine that reads a language, or :data:`NAMES_ONLY`."""
        engine = self._engine(language)
        return engine.name if engine else NAMES_ONLY

    def ready(self, language: str) -> Engine | None:
        """The engine for a language, loaded, or None; one that does not load is given up, and the note says why."""
        engine = self._engine(language)
        if engine is None:
            return None
        try:
            engine.load()
        except RecognizerError as error:
            self.note = str(error)
            self._engines[language] = None
        return self._engines[language]

    def _engine(self, language: str) -> Engine | None:
        if language not in self._engines:
            self._engines[language] = self._find(language)
        return self._engines[language]


def _installed(language: str) -> Engine | None:
    model = model_of(language)
    return SpacyEngine(model) if model else None
