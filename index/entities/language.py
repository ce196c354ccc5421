"""Which language an article is in: what its feed declares, checked against the text."""

from __future__ import annotations

import re
import unicodedata

from index.entities.lexicon import ENGLISH_WORDS, NOT_LATIN_LANGUAGES

UNKNOWN = "und"
"""The language tag of a text that shows none (BCP 47's "undetermined")."""

_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"[A-Za-z]{2,3}")
_SAMPLE = 3000
_MANY_WORDS = 25
_ENGLISH_SHARE, _SURELY_ENGLISH_SHARE = 0.12, 0.28
_LATIN_SHARE = 0.5


def language_of(declared: str, text: str) -> str:
    """The language of a text as an ISO 639 code in lower case, or :data:`UNKNOWN`.

    A text that reads as plain English is English whatever its feed says, and one that does not is not, though its
    feed may say so. The classifier is asked, and loaded, only where neither the declaration nor that settles it.
    """
    tag = declared_language(declared)
    sample = text[:_SAMPLE]
    words = [word.casefold() for word in _WORD.findall(sample)]
    if not words:
        return tag or UNKNOWN
    if latin_share(sample) < _LATIN_SHARE:
        return tag if tag in NOT_LATIN_LANGUAGES else _classified(sample)
    share = english_share(words)
    if len(words) < _MANY_WORDS:
        return tag if tag and tag not in NOT_LATIN_LANGUAGES else _of_short_text(sample, share)
    if share >= _SURELY_ENGLISH_SHARE or (tag == "en" and share >= _ENGLISH_SHARE):
        return "en"
    if tag and tag != "en" and tag not in NOT_LATIN_LANGUAGES and share < _ENGLISH_SHARE:
        return tag
    return _classified(sample)


def declared_language(declared: str) -> str:
    """The primary language of a declared tag: "en" for "en-GB" or "EN_us", the empty string for none."""
    match = _TAG.match(declared.strip())
    tag = match.group().lower() if match else ""
    return "" if tag == UNKNOWN else {"eng": "en"}.get(tag, tag)


def english_share(words: list[str]) -> float:
    """The share of English function words: about 0.4 in English prose, under 0.1 in other languages."""
    return sum(word in ENGLISH_WORDS for word in words) / max(1, len(words))


def latin_share(text: str) -> float:
    """The share of Latin letters among the letters of a text."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(char.isascii() or unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return latin / max(1, len(letters))


def _of_short_text(text: str, share: float) -> str:
    return "en" if share >= _ENGLISH_SHARE else _classified(text)


def _classified(text: str) -> str:
    import py3langid  # noqa: PLC0415 - takes 0.2 s and numpy, for the few texts that need it

    language, _ = py3langid.classify(text)
    return str(language)
