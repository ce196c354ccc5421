"""From text to words: how a text is cut, folded and stemmed, the same way for indexing, searching and highlighting.

A *token* is what stands between spaces and punctuation, with its inner joints: ``COVID-19``, ``RFE/RL``, ``U.S.``,
``O'Neill``, ``#metoo``. It consists of *units*, the smallest words, that phrases count in. A text is found by the
stems of its units and by its tokens as they were typed. Scripts without spaces (Chinese, Japanese, Thai ...) and
Korean, which glues particles to its words, have a unit a character and are indexed by pairs of characters, as
Lucene's CJK analysis does it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

MAX_WORD = 64
"""Longer words (hashes, encoded addresses) are cut: code points."""

_CACHE_SIZE = 80_000
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0963\u0971-\u0dff"
)
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3031-\u3035\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_WORD = f"[\\w{_MARKS}\u0e31-\u0eff]"
TOKEN = re.compile(rf"[#@]?{_WORD}+(?:(?:[-\u2010\u2011'\u2019\u02bc/&.]|(?<=\d),(?=\d)){_WORD}+)*")
_SPACED = f"(?:(?![{_UNSPACED}_])[\\w{_MARKS}])"
_UNIT = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}])"
    r"|(?P<acronym>(?:[^\W\d_]\.)+[^\W\d_](?![^\W_]))"
    r"|(?P<number>\d+(?:[.,]\d+)+(?![^\W_]))"
    rf"|(?P<word>{_SPACED}+(?:['\u2019\u02bc]{_SPACED}+)*)"
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ACCENTS = re.compile("[\u0300-\u036f]")
_SYMBOLS = re.compile(rf"[^\w\x00-\x7f{_MARKS}\u2019\u02bc]+")
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "\u2019": "'"}
    | {"\u02bc": "'", "\u2010": "-", "\u2011": "-"}
)
_MIN_TAIL = 3
"""Letters after an apostrophe from which on they are a word of their own (O'Neill, not don't)."""

_stem_word = Stemmer.Stemmer("english", 0).stemWord


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest word, folded, without a possessive ``'s``; offsets are into its token.

    Attributes:
        unspaced: a single character of a script that is written without spaces.
    """

    text: str
    start: int
    end: int
    unspaced: bool = False

    @property
    def word(self) -> str:
        """The unit without apostrophes, as the vocabulary holds it."""
        return bare(self.text)

    @property
    def term(self) -> str:
        """What the index files the unit under (not for unspaced scripts, see :attr:`Analysis.terms`)."""
        return stem(self.word)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a token means.

    Attributes:
        whole: the token as typed, folded, where that is more than its one unit (``covid-19``, ``#metoo``), else empty.
        terms: everything that the index files the token under, with repetitions.
        words: its unstemmed words for the vocabulary that wildcards and near-misses are looked up in.
    """

    units: tuple[Unit, ...]
    whole: str
    terms: tuple[str, ...]
    words: tuple[str, ...]


def fold(text: str) -> str:
    """Lower case without accents, ligatures and compatibility forms."""
    if text.isascii():
        return text.lower()
    bare_text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower().casefold()))
    return unicodedata.normalize("NFC", bare_text).translate(_LETTERS)


def fold_text(text: str) -> str:
    """A whole text folded, without the symbols that folding would spell out (™ becomes no "tm")."""
    return text.lower() if text.isascii() else fold(_SYMBOLS.sub(" ", text))


def bare(unit: str) -> str:
    """A folded unit without its apostrophes."""
    return unit.replace("'", "")[:MAX_WORD]


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """The English stem of a folded word; whatever isn't plain Latin letters stays as it is."""
    return str(_stem_word(word)) if word.isascii() and word.isalpha() else word


def analyse(token: str) -> Analysis:
    """Take a token (as :data:`TOKEN` matches it) apart."""
    units = tuple(_units(token))
    whole = _whole(token, units)
    terms: list[str] = []
    words: list[str] = []
    for unit in units:
        if unit.unspaced:
            continue
        terms.append(unit.term)
        words.append(unit.word)
        parts = _parts(unit.text)
        terms.extend(stem(part) for part in parts)
        words.extend(parts)
    terms.extend(_pairs(units))
    if whole:
        terms.append(whole)
        words.append(whole)
    return Analysis(units, whole, tuple(terms), tuple(words))


def _units(token: str) -> list[Unit]:
    found = []
    for match in _UNIT.finditer(token):
        text = fold(match.group()).removesuffix("'s")
        if match.lastgroup == "number" and _GROUPED.fullmatch(text):
            text = text.replace(",", "")
        if text:
            found.append(Unit(text, match.start(), match.end(), match.lastgroup == "unspaced"))
    return found


def _parts(unit: str) -> tuple[str, ...]:
    """What else a unit can be found by: ``us`` for ``u.s``, ``estaing`` for ``d'estaing``."""
    if "." in unit and not unit[0].isdigit():
        return (unit.replace(".", ""),)
    if "'" in unit:
        pieces = unit.split("'")
        if len(pieces[-1]) >= _MIN_TAIL:
            return tuple(piece[:MAX_WORD] for piece in pieces if len(piece) > 1)
    return ()


def _pairs(units: tuple[Unit, ...]) -> list[str]:
    """The pairs of adjacent unspaced characters, and the last one of each run alone, so that each starts a term."""
    pairs = []
    for i, unit in enumerate(units):
        if unit.unspaced:
            following = units[i + 1] if i + 1 < len(units) else None
            adjacent = following is not None and following.unspaced and following.start == unit.end
            pairs.append(unit.text + following.text if adjacent and following else unit.text)
    return pairs


def _whole(token: str, units: tuple[Unit, ...]) -> str:
    tagged = token[0] in "#@"
    if (len(units) < 2 and not tagged) or not units or any(unit.unspaced for unit in units):  # noqa: PLR2004
        return ""
    whole = bare(fold(token[units[0].start : units[-1].end]).removesuffix("'s"))
    return token[0] + whole if tagged else whole


def tokens(text: str) -> list[str]:
    """The tokens of a text, lower-cased, for counting."""
    return TOKEN.findall(text.lower())


class TermCache(dict[str, tuple[tuple[bytes, ...], tuple[str, ...], tuple[str, ...]]]):
    """From a token to its terms (UTF-8), words and units; news repeats itself, so nearly all is looked up only.

    Once it is full nothing more comes in: the words that matter have come early.
    """

    def __missing__(self, token: str) -> tuple[tuple[bytes, ...], tuple[str, ...], tuple[str, ...]]:
        analysis = analyse(token)
        words = (token,) if analysis.words == (token,) else analysis.words  # once in memory what is equal
        units = tuple(unit.text for unit in analysis.units)
        entry = tuple(term.encode() for term in analysis.terms), words, words if units == words else units
        if len(token) <= MAX_WORD and len(self) < _CACHE_SIZE:
            self[token] = entry
        return entry


@lru_cache(maxsize=10_000)
def units_of(token: str) -> tuple[str, ...]:
    """The texts of a token's units."""
    return tuple(unit.text for unit in _units(token))


def unit_sequence(text: str) -> list[str]:
    """The units of a text in order: what a phrase is compared with."""
    return [unit for token in tokens(text) for unit in units_of(token)]


def name_words(text: str) -> list[str]:
    """The words of a name, folded and unstemmed; ``U.S.`` and ``US`` are the same."""
    words = []
    for token in tokens(text):
        for unit in units_of(token):
            acronym = "." in unit and not unit[0].isdigit()
            words.append(unit.replace(".", "") if acronym else bare(unit))
    return [word for word in words if word]
